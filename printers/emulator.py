"""A receipt printer made of software: a TCP server that prints pictures, answers, and fails as a real one does."""

import socket
import struct
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from time import sleep
from types import TracebackType
from typing import Self

from app.errors import DeviceBusy, DeviceMissing
from app.ports.printing import Raster
from printers.emulator_parser import Command, Fence, Mechanism, read_command

BUFFER = 64 * 1024  # bytes a printer takes in before it lets the sender wait
NEAR_END = 200  # rows left when the roll's sensor sees its end coming
_ASKED = b"\x10\x04"  # DLE EOT
_WAIT = 0.02


class _Gone(Exception):
    """The emulator is being switched off."""


class Emulator:
    """One printer at `address`, serving one line at a time; the others wait in the queue unanswered.

    What may go wrong is set on it at any time: `rows_left` of the roll, `cover_open`, `error_light`, `silent`,
    `knows_fence`, `rows_a_second`, and `drop_after` that many bytes of a line.
    """

    def __init__(
        self, port: int = 0, *, dots: int = 576, on_cut: Callable[[Raster], None] | None = None
    ) -> None:
        self.rows_left: int | None = None
        self.cover_open = self.error_light = self.silent = False
        self.knows_fence = True
        self.rows_a_second = 0
        self.drop_after: int | None = None
        self.papers: list[Raster] = []  # oldest first
        self._on_cut = on_cut
        self._mechanism = Mechanism(dots, self._before_row, self._keep)
        self._buffer, self._changed = bytearray(), threading.Condition()
        self._off = False
        self._line: socket.socket | None = None
        self._listening = socket.create_server(("127.0.0.1", port), backlog=4)
        self._threads = [
            threading.Thread(target=work, name=f"printer-emulator-{work.__name__}", daemon=True)
            for work in (self._serve, self._print)
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def address(self) -> str:
        host, port = self._listening.getsockname()[:2]
        return f"{host}:{port}"

    @property
    def faults(self) -> list[bytes]:
        """Return what came and was no command this printer knows."""
        return self._mechanism.faults

    @property
    def uncut_rows(self) -> int:
        """Return how many rows hang out of the printer, not cut yet."""
        return self._mechanism.uncut_rows

    def close(self) -> None:
        """Switch off: the line ends, what is in the buffer is lost."""
        self._off = True
        for each in (self._listening, self._line):
            if each:
                _end(each)
        with self._changed:
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(5)
        self._listening.close()

    # --- the line: takes bytes in, answers in real time what is asked in real time ---------------------------------

    def _serve(self) -> None:
        while not self._off:
            try:
                self._line, _ = self._listening.accept()
            except OSError:
                return
            with self._line:
                try:
                    self._listen(self._line)
                except (OSError, _Gone):
                    continue
                finally:
                    self._forget_half_a_command()

    def _listen(self, line: socket.socket) -> None:
        came, held = 0, b""
        while data := line.recv(4096):
            came += len(data)
            if self.drop_after is not None and came > self.drop_after:
                _reset(line)
                return
            held = self._take_in(line, held + data)
        self._store(held)

    def _take_in(self, line: socket.socket, data: bytes) -> bytes:
        """Answer each DLE EOT, even one inside a picture, as many printers do; return a start of one at the end."""
        while (at := data.find(_ASKED)) >= 0 and len(data) > at + 2:
            self._store(data[:at])
            self._answer(line, self._status(data[at + 2]))
            data = data[at + 3 :]
        kept = len(data) - at if at >= 0 else int(data.endswith(_ASKED[:1]))
        self._store(data[: len(data) - kept])
        return data[len(data) - kept :]

    def _status(self, question: int) -> int:
        out, near = self.rows_left == 0, self.rows_left is not None and self.rows_left < NEAR_END
        match question:
            case 1:
                return 0x12 | 0x08 * (out or self.cover_open or self.error_light)
            case 2:
                return 0x12 | 0x04 * self.cover_open | 0x20 * out | 0x40 * self.error_light
            case 4:
                return 0x12 | 0x0C * near | 0x60 * out
        return 0x12

    def _answer(self, line: socket.socket, byte: int) -> None:
        if not self.silent:
            line.sendall(bytes([byte]))

    def _store(self, data: bytes) -> None:
        with self._changed:
            self._changed.wait_for(lambda: len(self._buffer) < BUFFER or self._off)
            if self._off:
                raise _Gone
            self._buffer += data
            self._changed.notify_all()

    def _forget_half_a_command(self) -> None:
        """A line that ended inside a command: what came of it would swallow the next job's first bytes."""
        with self._changed:
            whole = 0
            while found := read_command(bytes(self._buffer[whole:])):
                whole += found[1]
            if half := self._buffer[whole:]:
                self._mechanism.faults.append(b"cut off: %d bytes" % len(half))
                del self._buffer[whole:]

    # --- the mechanism: works off the buffer in order -------------------------------------------------------------

    @property
    def _stalled(self) -> bool:
        return self.rows_left == 0 or self.cover_open

    def _print(self) -> None:
        try:
            while True:
                self._do(self._next_command())
        except _Gone:
            return

    def _next_command(self) -> Command:
        with self._changed:
            while not self._off:
                if found := read_command(bytes(self._buffer)):
                    del self._buffer[: found[1]]
                    self._changed.notify_all()
                    return found[0]
                self._changed.wait(_WAIT)
            raise _Gone

    def _do(self, command: Command) -> None:
        self._mechanism.do(command)
        if isinstance(command, Fence) and self.knows_fence and self._line:
            try:
                self._answer(self._line, 0)
            except OSError:
                return  # who asked has gone

    def _before_row(self) -> None:
        while self._stalled:
            self._breathe(_WAIT)
        if self.rows_a_second:
            self._breathe(1 / self.rows_a_second)
        if self.rows_left is not None:
            self.rows_left -= 1

    def _breathe(self, seconds: float) -> None:
        if self._off:
            raise _Gone
        sleep(seconds)

    def _keep(self, paper: Raster) -> None:
        self.papers.append(paper)
        if self._on_cut:
            self._on_cut(paper)


def _end(line: socket.socket) -> None:
    """Wake whoever waits on the socket."""
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it had ended by itself


def _reset(line: socket.socket) -> None:
    """Let the line break as a pulled plug does, not end in order."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def serve_forever(port: int, out: Path | None = None) -> int:
    """Run the emulator until it is interrupted; each cut paper becomes `paper-<n>.png` in `out`.

    Raises: DeviceBusy, when the port is taken; DeviceMissing, when `out` cannot be written.
    """
    keep = _album(out) if out else None
    try:
        emulator = Emulator(port, on_cut=keep)
    except OSError as taken:
        raise DeviceBusy(reason="emulator.port-taken", port=port) from taken
    with emulator:
        sys.stdout.write(f"{emulator.address}\n")
        sys.stdout.flush()
        threading.Event().wait()
    return 0


def _album(out: Path) -> Callable[[Raster], None]:
    from printers.picture import png

    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise DeviceMissing(reason="emulator.cannot-write", folder=str(out)) from wrong

    def keep(paper: Raster) -> None:
        number = sum(1 for _ in out.glob("paper-*.png")) + 1
        (out / f"paper-{number:04}.png").write_bytes(png(paper))

    return keep
