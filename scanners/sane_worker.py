"""How is one `scanimage` run, watched, stopped, and its end understood?

A vendor's SANE backend may hang or crash; in a process of its own it takes nobody along.
"""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from tempfile import TemporaryDirectory
from typing import NoReturn

from app.base.ids import new_id
from app.errors import CoverOpen, DeviceBusy, DeviceError, DeviceMissing, PaperJam, PaperOut, ScanFailed
from app.ports.scanning import Watch
from scanners.whole import is_whole

PROGRAM = "scanimage"
LOOK_EVERY = 0.2  # seconds: how soon a person's "stop" is heard while the scanner is silent
PATIENCE = 90.0  # seconds without a sign; a cold lamp may need a minute
QUESTION_PATIENCE = 60.0  # seconds; a network backend looks around for long
GRACE = 5.0  # seconds to let go of the device after a SIGINT

_PROGRESS = re.compile(rb"Progress: +(\d+)(?:\.\d+)?%")
_STATUS = re.compile(rb"\(scanner status = (\d+)\)")
_OVER = b"Batch terminated"
_NO_FAULT = (0, 5)  # SANE_STATUS_GOOD; SANE_STATUS_EOF, which ends a page
_NO_MORE_SHEETS = 7
# Where opening the device fails, scanimage ends with 1 and only its words tell why.
_SAID: tuple[tuple[str, type[DeviceError], str], ...] = (
    ("Device busy", DeviceBusy, "scanner.busy"),
    ("Access to resource has been denied", DeviceMissing, "scanner.denied"),
    ("feeder out of documents", PaperOut, "scanner.no-paper"),
    ("feeder jammed", PaperJam, "scanner.jam"),
    ("cover is open", CoverOpen, "scanner.cover-open"),
    ("no SANE devices found", DeviceMissing, "scanner.missing"),
    ("open of device", DeviceMissing, "scanner.missing"),
)
_CODES: dict[int, tuple[type[DeviceError], str]] = {
    3: (DeviceBusy, "scanner.busy"),
    6: (PaperJam, "scanner.jam"),
    7: (PaperOut, "scanner.no-paper"),
    8: (CoverOpen, "scanner.cover-open"),
    9: (ScanFailed, "scanner.line-broke"),
    11: (DeviceMissing, "scanner.denied"),
}


def is_installed() -> bool:
    return shutil.which(PROGRAM) is not None


def answer(*options: str) -> str:
    """Return what `scanimage` prints for a question. Raises: DeviceError of any kind."""
    require_installed()
    try:
        done = subprocess.run(  # noqa: S603  a fixed program; options come from us and the device
            [PROGRAM, *options],
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=QUESTION_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as silent:
        raise ScanFailed(reason="scanner.silent", seconds=int(QUESTION_PATIENCE)) from silent
    if done.returncode:
        fail(done.returncode, done.stderr.decode(errors="replace"))
    return done.stdout.decode(errors="replace")


def pages(options: Sequence[str], into: Path, watch: Watch, *, most: int | None) -> Iterator[Path]:
    """Yield each whole page as it lands in `into`, at most `most` of them.

    Raises: DeviceError of any kind; Cancelled, from `watch`.
    """
    require_installed()
    count = [] if most is None else [f"--batch-count={most}"]
    command = [PROGRAM, *options, "--format=png", "--progress", "--batch=%04d.png", "--batch-print", *count]
    # Pages grow in a folder that goes away with whatever lies in it: no half page is ever left behind.
    with TemporaryDirectory(dir=into, prefix=".scanning-", ignore_cleanup_errors=True) as growing:
        process = subprocess.Popen(  # noqa: S603  as above
            command,
            cwd=growing,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        with process:
            try:
                yield from _arriving(process, Path(growing), into, watch)
            finally:
                _stop(process)


def require_installed() -> None:
    if not is_installed():
        raise DeviceMissing(reason="scanner.not-installed")


def fail(code: int, said: str) -> NoReturn:
    """Raise what an exit code of `scanimage`, and its words, mean."""
    if code in _CODES:
        leaf, reason = _CODES[code]
        raise leaf(reason=reason)
    for words, leaf, reason in _SAID:
        if words in said:
            raise leaf(reason=reason)
    raise ScanFailed(reason="scanner.failed", status=code)


def _environment() -> dict[str, str]:
    return os.environ | {"LC_ALL": "C"}  # its words and its decimal points are read


def _arriving(process: subprocess.Popen[bytes], growing: Path, into: Path, watch: Watch) -> Iterator[Path]:
    count, said = 0, b""
    for line, noise in _heard(process):
        said = (said + noise)[-2000:]
        watch(_percent(said))
        if line:
            count += 1
            yield _kept(growing / line, into)
    _judge(_exit_code(process), said, count)


def _judge(code: int, said: bytes, count: int) -> None:
    """Raise what the end of a run means, after `count` pages.

    What it said of the device counts more than its exit code: a backend's reader that dies late ends scanimage with 0.
    """
    status = int((_STATUS.findall(said) or [b"0"])[-1])
    if status not in _NO_FAULT and not (status == _NO_MORE_SHEETS and count):
        fail(status, "")
    if code or not count:  # an empty feeder ends a batch in peace: only its words tell of it
        fail(code, said.decode(errors="replace"))


def _exit_code(process: subprocess.Popen[bytes]) -> int:
    """Return how it ended; 0 where it hangs after its last words, which say all."""
    try:
        return process.wait(GRACE)
    except subprocess.TimeoutExpired:
        return 0


def _heard(process: subprocess.Popen[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield (name of a finished page or "", new bytes of the error stream) until both streams end.

    Yields at least every LOOK_EVERY seconds. Ends, too, GRACE after the last words of a process that hangs then.
    Raises: ScanFailed after PATIENCE without a sign.
    """
    assert process.stdout is not None  # noqa: S101  both are pipes, made above
    assert process.stderr is not None  # noqa: S101
    last, rest, over = time.monotonic(), b"", False
    with DefaultSelector() as ready:
        ready.register(process.stdout, EVENT_READ)
        ready.register(process.stderr, EVENT_READ)
        while ready.get_map():
            found = ready.select(LOOK_EVERY)
            if found:
                last = time.monotonic()
            elif over and time.monotonic() - last > GRACE:
                return
            elif time.monotonic() - last > PATIENCE:
                raise ScanFailed(reason="scanner.silent", seconds=int(PATIENCE))
            else:
                yield "", b""
            for key, _ in found:
                chunk = os.read(key.fd, 65536)
                if not chunk:
                    ready.unregister(key.fileobj)
                elif key.fileobj is process.stderr:
                    over = over or _OVER in chunk
                    yield "", chunk
                else:
                    *names, rest = (rest + chunk).split(b"\n")
                    yield from ((os.fsdecode(name), b"") for name in names)


def _percent(said: bytes) -> int:
    """Return the percent of the present page: the last that was said since its beginning."""
    present = said.rpartition(b"Scanning page")[2]
    found = _PROGRESS.findall(present)
    return min(100, int(found[-1])) if found else 0


def _kept(picture: Path, into: Path) -> Path:
    if not is_whole(picture):
        raise ScanFailed(reason="scanner.page-cut-off")
    return picture.replace(into / f"{new_id()}.png")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process if it still runs: kindly, so that the lamp goes home and the device is free; then by force.

    Its streams are read to the end meanwhile: on a closed one it would die before it lets the device go.
    """
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGINT)
    try:
        process.communicate(timeout=GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
