"""A receipt printer on the network: the job goes out in slices, and what is known of it is said honestly."""

import time
from enum import StrEnum

from app.base.document import Copy, Document
from app.errors import DeviceError
from app.ports.printing import Media, Outcome, Payload, Progress, Watch
from printers.emulator_parser import slices
from printers.escpos import encode
from printers.line import Line
from printers.raster import draw

PATIENCE, RATE = 5.0, 5_000
"""Seconds to wait for the answer after the last row, and how many bytes a second the slowest printer takes."""
LOOK = 0.5  # seconds between two looks at the paper while that answer is awaited


class Answers(StrEnum):
    """How far a printer speaks back."""

    FULL = "full"  # statuses, and GS r 1 after the last row
    STATUS = "status"  # statuses only
    NONE = "none"


class NetworkPrinter:
    """One line a job, closed after it."""

    def __init__(
        self, name: str, host: str, port: int, *, dots: int = 576, cuts: bool = True, answers: Answers
    ) -> None:
        self._name, self._host, self._port = name, host, port
        self._dots, self._cuts, self._answers = dots, cuts, answers

    @property
    def name(self) -> str:
        return self._name

    def check(self) -> None:
        with self._line() as line:
            if self._answers is not Answers.NONE:
                line.require_ready()

    def prepare(self, document: Document, copy: Copy) -> Payload:
        # Asked of a printer that nobody listens to, the question would only reset the line when it is answered.
        fence = self._answers is Answers.FULL
        raster = draw(document, self._dots, copy)
        return Payload(Media.ESCPOS, encode(raster, cuts=self._cuts, fence=fence))

    def send(self, payload: Payload, *, job: str, watch: Watch) -> Outcome:
        with self._line() as line:
            if self._answers is not Answers.NONE:
                line.require_ready()
            if self._answers is Answers.FULL:
                line.require_idle(PATIENCE)
            total = len(payload.data)
            watch(Progress(0, total))
            try:
                self._put(line, payload.data, watch)
                return self._known(line, total, watch)
            except (OSError, DeviceError):  # bytes have left: only the paper can tell
                return Outcome.UNKNOWN

    def _line(self) -> Line:
        return Line(self._name, self._host, self._port)

    def _put(self, line: Line, data: bytes, watch: Watch) -> None:
        sent = 0
        for part in slices(data):
            line.write(part)
            sent += len(part)
            watch(Progress(sent, len(data)))

    def _known(self, line: Line, total: int, watch: Watch) -> Outcome:
        """Return what the printer says after the last byte.

        Raises: PaperOut, CoverOpen, NotAPrinter or OSError, each of which leaves the outcome unknown.
        """
        if self._answers is Answers.NONE:
            return Outcome.UNKNOWN if line.stranger_speaks() else Outcome.UNCONFIRMED
        end = time.monotonic() + PATIENCE + total / RATE
        while time.monotonic() < end:
            if self._answers is Answers.FULL and line.fence_answered(LOOK):
                return Outcome.CONFIRMED
            if self._has_room(line) and self._answers is Answers.STATUS:
                return Outcome.UNCONFIRMED
            watch(Progress(total, total))
        return Outcome.UNKNOWN

    def _has_room(self, line: Line) -> bool:
        """Say whether the printer has taken in all of the job; one whose buffer is full reads no question either."""
        try:
            line.require_paper()
        except TimeoutError:
            return False
        return True
