"""The TCP line to a receipt printer: opening it, what travels on it, and what an answer on it means."""

import os
import shutil
import socket
import time
from contextlib import suppress
from functools import cache
from types import TracebackType
from typing import Any, Self

from app.errors import CoverOpen, DeviceBusy, DeviceMissing, NotAPrinter, PaperOut
from printers.escpos import FENCE

CONNECT, ANSWER, WRITE = 3.0, 1.0, 10.0
"""Seconds to wait for the line, for one status byte, and for a printer that takes nothing more."""
_CACHE_NAMED = "ESCPOS_CAPABILITIES_PICKLE_DIR"  # python-escpos then keeps its capabilities where it is told
_ANSWERS_AT_ONCE = 64  # bytes
SETTLE = 0.02  # seconds in which an answer that is on its way arrives
LATE = 0.2  # seconds in which a printer that answered for an earlier job answers for the question too

_PRINTER, _OFFLINE, _PAPER = 1, 2, 4  # the n of DLE EOT n
_COVER, _PAPER_END, _ERROR, _ROLL_END = 0x04, 0x20, 0x40, 0x60
_FIXED, _STATUS = 0x93, 0x12  # bits 0, 1, 4 and 7 of a status byte are always these
_FENCE_FIXED = 0xF0  # an answer to GS r 1 has none of these


def is_status(byte: int) -> bool:
    """Say whether this is a byte that DLE EOT is answered with."""
    return byte & _FIXED == _STATUS


def is_fence(byte: int) -> bool:
    """Say whether this is a byte that GS r 1 is answered with."""
    return not byte & _FENCE_FIXED


class Line:
    """One connection, for one check or one job; a printer serves one at a time.

    python-escpos carries the bytes. The socket is opened here: its own `open` knows no IPv6, hides why it
    failed and leaves the failed socket to the collector.
    """

    def __init__(self, printer: str, host: str, port: int) -> None:
        self._facts = {"printer": printer, "address": f"{host}:{port}"}
        self._socket = self._connected(host, port)
        self._network = _network(host, port, self._socket)
        self._fenced = False
        self._owed = self._answer = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hear_out()
        self._network.close()

    def _hear_out(self) -> None:
        """Read what was answered last: a line that is closed over unread bytes is reset (RFC 1122, 4.2.2.13).

        A printer then forgets what it has not printed yet, and the rest of a paper never comes out.
        """
        self._socket.setblocking(False)
        with suppress(OSError):  # nothing more has come, or the line is gone already
            while self._socket.recv(_ANSWERS_AT_ONCE):
                pass

    def require_ready(self) -> None:
        """Ask DLE EOT 1, 2 and 4. Raises: CoverOpen, PaperOut, DeviceBusy (no answer), NotAPrinter, DeviceMissing."""
        try:
            self._ask_all()
        except OSError as broken:
            raise DeviceMissing(reason="printer.line-broke", **self._facts) from broken

    def require_idle(self, seconds: float) -> None:
        """Ask GS r 1 before a job: only a printer with nothing of an earlier one left in it answers in time.

        So no late answer to an earlier job is taken for this one's. Raises: DeviceBusy, NotAPrinter, DeviceMissing.
        """
        try:
            self._forget_what_waits()
            self.write(FENCE)
            if not self.fence_answered(seconds):
                raise DeviceBusy(reason="printer.still-printing", **self._facts)
            self._forget_what_waits(LATE)
        except OSError as broken:
            raise DeviceMissing(reason="printer.line-broke", **self._facts) from broken

    def require_paper(self) -> None:
        """Raises: CoverOpen, PaperOut, DeviceBusy (its error light), NotAPrinter; OSError, where no answer comes."""
        offline = self.status(_OFFLINE)
        if offline & _COVER:
            raise CoverOpen(printer=self._facts["printer"])
        if offline & _PAPER_END or self.status(_PAPER) & _ROLL_END:
            raise PaperOut(printer=self._facts["printer"])
        if offline & _ERROR:
            raise DeviceBusy(reason="printer.error-light", **self._facts)

    def status(self, question: int) -> int:
        """Return the answer to DLE EOT `question`. Raises: NotAPrinter; OSError, where none comes."""
        end = time.monotonic() + ANSWER
        self._await_answers(
            end
        )  # late ones first: the same bit means the cover in one and the roll in another
        self.write(bytes([0x10, 0x04, question]))
        self._owed += 1
        self._await_answers(end)
        return self._answer

    def fence_answered(self, seconds: float) -> bool:
        """Wait for the answer to GS r 1. Raises: NotAPrinter; OSError, where the line breaks."""
        end = time.monotonic() + seconds
        while not self._fenced and (left := end - time.monotonic()) > 0:
            try:
                self._heard(left)
            except TimeoutError:
                break
        return self._fenced

    def _forget_what_waits(self, seconds: float = SETTLE) -> None:
        """Read away what an earlier job left, so that none of it is taken for this job's answer.

        All answers to GS r 1 are alike: the one that came may have been the earlier job's, and this question's follows.
        """
        try:
            while True:
                self._heard(seconds)
        except TimeoutError:
            self._fenced = False

    def write(self, data: bytes) -> None:
        """Raises: OSError, where the line breaks or the printer takes nothing for WRITE seconds."""
        self._socket.settimeout(WRITE)
        self._network._raw(data)  # noqa: SLF001  how python-escpos names its one way to write bytes

    def stranger_speaks(self) -> bool:
        """Say that no more will be written, and whether what answers is no printer.

        A web server waits for a whole line, then for ever; that the writer has ended makes it complain. Nothing
        is printed by this. Raises: OSError, where the line broke.
        """
        self._socket.shutdown(socket.SHUT_WR)
        self._socket.settimeout(ANSWER)
        try:
            heard = self._network._read()  # noqa: SLF001  how python-escpos names its one way to read bytes
        except TimeoutError:
            return False
        return not all(is_status(byte) or is_fence(byte) for byte in heard)

    def _ask_all(self) -> None:
        try:
            self.status(_PRINTER)
            self.require_paper()
        except TimeoutError as silent:
            if self.stranger_speaks():
                raise NotAPrinter(**self._facts) from silent
            raise DeviceBusy(reason="printer.silent", **self._facts) from silent

    def _await_answers(self, end: float) -> None:
        while self._owed:
            self._heard(end - time.monotonic())

    def _heard(self, seconds: float) -> bytes:
        """Return what came, and remember what it answers. Raises: as `_read`; NotAPrinter."""
        heard = self._read(seconds)
        if not all(is_status(byte) or is_fence(byte) for byte in heard):
            raise NotAPrinter(**self._facts)
        for status in filter(is_status, heard):
            self._answer, self._owed = status, max(0, self._owed - 1)
        self._fenced |= any(is_fence(byte) for byte in heard)
        return heard

    def _read(self, seconds: float) -> bytes:
        """Return what came, at least one byte. Raises: TimeoutError; ConnectionError, at the line's end."""
        if seconds <= 0:
            raise TimeoutError
        self._socket.settimeout(seconds)
        heard: bytes = self._network._read()  # noqa: SLF001  how python-escpos names its one way to read bytes
        if not heard:
            raise ConnectionResetError
        return heard

    def _connected(self, host: str, port: int) -> socket.socket:
        try:
            return socket.create_connection((host, port), CONNECT)
        except ConnectionRefusedError as refused:
            raise DeviceMissing(reason="printer.refused", **self._facts) from refused
        except OSError as missing:
            raise DeviceMissing(reason="printer.not-there", **self._facts) from missing


def _network(host: str, port: int, opened: socket.socket) -> Any:
    network = _transport()(host, port, timeout=WRITE)
    network.device = opened
    return network


@cache
def _transport() -> Any:
    """Load python-escpos, slow as it is, where a printer is first spoken to; the folder it leaves behind goes."""
    from escpos import capabilities
    from escpos.printer import Network

    if _CACHE_NAMED not in os.environ:
        shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)  # it has been read: nobody misses it
    return Network
