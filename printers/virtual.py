"""A receipt printer inside the program: it reads its own bytes back and keeps the papers, for training and tests."""

from collections import deque
from threading import Lock

from app.base.document import Copy, Document
from app.errors import CoverOpen, PaperOut
from app.ports.printing import Media, Outcome, Payload, Progress, Raster, Watch
from printers.emulator_parser import Mechanism, commands, slices
from printers.escpos import encode
from printers.raster import draw

KEPT = 20


class _RanOut(Exception):
    """The roll ended under the head."""


class VirtualPrinter:
    """Set `rows_left` to let the roll end, `cover_open` to open the cover; both can be undone at any time."""

    def __init__(self, name: str, dots: int = 576, *, cuts: bool = True) -> None:
        self._name, self._dots, self._cuts = name, dots, cuts
        self._papers: deque[Raster] = deque(maxlen=KEPT)
        self._one_job = Lock()
        self.rows_left: int | None = None
        self.cover_open = False

    @property
    def name(self) -> str:
        return self._name

    def papers(self) -> tuple[Raster, ...]:
        """Return the last papers, newest first."""
        return tuple(self._papers)

    def check(self) -> None:
        if self.cover_open:
            raise CoverOpen(printer=self._name)
        if self.rows_left == 0:
            raise PaperOut(printer=self._name)

    def prepare(self, document: Document, copy: Copy) -> Payload:
        return Payload(Media.ESCPOS, encode(draw(document, self._dots, copy), cuts=self._cuts))

    def send(self, payload: Payload, *, job: str, watch: Watch) -> Outcome:
        with self._one_job:
            self.check()
            mechanism = Mechanism(self._dots, self._before_row, self._papers.appendleft)
            try:
                self._print(payload.data, mechanism, watch)
            except _RanOut:
                return Outcome.UNKNOWN
            finally:
                mechanism.tear()
            return Outcome.CONFIRMED

    def _print(self, data: bytes, mechanism: Mechanism, watch: Watch) -> None:
        sent = 0
        watch(Progress(sent, len(data)))
        for part in slices(data):
            for command, _ in commands(part):
                mechanism.do(command)
            sent += len(part)
            watch(Progress(sent, len(data)))

    def _before_row(self) -> None:
        if self.cover_open or self.rows_left == 0:
            raise _RanOut
        if self.rows_left is not None:
            self.rows_left -= 1
