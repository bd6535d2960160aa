"""What F9, F7 and the ways do with papers: scan what is missing, cover digits, say what was looked at and came out."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.counter.model import Application
from app.papers.model import Verdict
from ui.counter.course import papers_page
from ui.counter.make import said
from ui.counter.print_strip import print_in_doubt
from ui.counter.visit import Visit
from ui.counter.walk_view import WalkView, locked
from ui.tasks import Lane

if TYPE_CHECKING:
    from app.office import Office


class PaperActs(QObject):
    """Every act is for the paper that wants a hand next, but while a person looks at another one for digits.

    `idle` carries why F7 scans nothing.
    """

    idle = Signal(object)

    def __init__(self, office: "Office", visit: Visit, walk: WalkView, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        walk.prints.decided.connect(self._decide_print)
        walk.prints.released.connect(self._release_print)
        self._visit, self._walk, self._slots = visit, walk, walk.slots

    def scan(self) -> None:
        self._slots.choose(self._slots.next_needed())
        self._slots.scan()

    def mask(self) -> None:
        if not self._slots.is_asked:
            self._slots.choose(self._slots.next_needed())
        self._slots.begin_mask()

    def covered(self) -> None:
        """The person's word holds for the page that they look at; of another paper one is shown first."""
        needed = self._slots.next_needed()
        if self._slots.is_looking or self._slots.chosen()[0] == needed:
            self._slots.say_none()
        else:
            self._slots.choose(needed)

    def print_came_out(self, verdict: Verdict) -> None:
        """Take the person's word on the print that is in doubt."""
        found = self._visit.application
        if found is not None and (job := print_in_doubt(found.not_out)):
            self._decide_print(job.id, verdict)

    @Slot(str, object)
    def _decide_print(self, job: str, verdict: Verdict) -> None:
        self._then_open(partial(self._office.papers.decide, job, verdict))

    @Slot(str)
    def _release_print(self, job: str) -> None:
        self._then_open(partial(self._office.papers.release, job))

    def _then_open(self, said: Callable[[], None]) -> None:
        def done(opened: str) -> Application:
            said()
            return self._office.counter.open(opened)

        self._visit.act(Lane.RECORDS, done)

    @Slot()
    def scan_by_key(self) -> None:
        """Turn to the papers and scan; where nothing can be scanned, say why."""
        found = self._visit.application
        if found is None or not found.editable:
            self.idle.emit(locked(found) if found else said("key-idle", pressed="F7"))
            return
        if self._walk.page != papers_page(found):
            self._walk.go(papers_page(found))
        if wanted := self._slots.wanted():
            self._slots.choose(wanted)
        self._slots.scan()
