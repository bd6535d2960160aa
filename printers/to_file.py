"""A receipt printer behind a device node (`/dev/usb/lp0`), or a file that jobs are appended to."""

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.base.document import Copy, Document
from app.errors import DeviceBusy, DeviceError, DeviceMissing, NotAPrinter
from app.ports.printing import Media, Outcome, Payload, Progress, Watch
from printers.emulator_parser import slices
from printers.escpos import encode
from printers.raster import draw

STALLED = 10.0  # seconds in which a device that takes nothing more counts as stopped
PAUSE = 0.02
DEVICES = Path("/dev")
MEMORY = DEVICES / "shm"  # what lies there are files


class FilePrinter:
    """Nothing is ever heard back, so a job that went out whole is unconfirmed."""

    def __init__(self, name: str, file: Path, *, dots: int = 576, cuts: bool = True) -> None:
        self._name, self._file, self._dots, self._cuts = name, file, dots, cuts

    @property
    def name(self) -> str:
        return self._name

    def check(self) -> None:
        with self._opened():
            pass

    def prepare(self, document: Document, copy: Copy) -> Payload:
        raster = draw(document, self._dots, copy)
        return Payload(Media.ESCPOS, encode(raster, cuts=self._cuts, fence=False))

    def send(self, payload: Payload, *, job: str, watch: Watch) -> Outcome:
        with self._opened() as device:
            total = len(payload.data)
            watch(Progress(0, total))
            sent = 0
            try:
                for part in slices(payload.data):
                    _write(device, part)
                    sent += len(part)
                    watch(Progress(sent, total))
                _settle(device)
            except OSError:  # bytes have left: only the paper can tell
                return Outcome.UNKNOWN
            return Outcome.UNCONFIRMED

    @contextmanager
    def _opened(self) -> Iterator[int]:
        try:
            device = os.open(self._file, self._flags(), 0o600)
        except OSError as wrong:
            raise self._explained(wrong) from wrong
        try:
            yield device
        finally:
            os.close(device)

    def _flags(self) -> int:
        # A device that is not plugged in must not become a file of its name. Without O_NONBLOCK a printer whose
        # roll has ended would hold the writer for ever; Windows has no such flag.
        device = self._file.is_relative_to(DEVICES) and not self._file.is_relative_to(MEMORY)
        make = 0 if device else os.O_CREAT
        return os.O_WRONLY | os.O_APPEND | make | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

    def _explained(self, wrong: OSError) -> DeviceError:
        facts = {"printer": self._name, "address": str(self._file)}
        match wrong.errno:
            case errno.EBUSY:
                return DeviceBusy(reason="printer.held", **facts)
            case errno.EACCES | errno.EPERM | errno.EROFS:
                return DeviceMissing(reason="printer.no-right", **facts)
            case errno.EISDIR:
                return NotAPrinter(reason="printer.is-a-folder", **facts)
        return DeviceMissing(reason="printer.not-there", **facts)


def _write(device: int, data: bytes) -> None:
    """Write it all. Raises: OSError; TimeoutError, when the device takes nothing for STALLED seconds."""
    end = time.monotonic() + STALLED
    while data:
        try:
            taken = os.write(device, data)
        except BlockingIOError as full:
            if time.monotonic() > end:
                raise TimeoutError from full
            time.sleep(PAUSE)
            continue
        data, end = data[taken:], time.monotonic() + STALLED


def _settle(device: int) -> None:
    """A file is on the disk before its job counts as sent; a device has no disk."""
    if stat.S_ISREG(os.fstat(device).st_mode):
        os.fsync(device)
