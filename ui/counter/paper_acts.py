"""What F9, F7 and the ways do on the papers step: scan what is missing, cover digits, say what was looked at."""

from PySide6.QtCore import QObject, Slot

from ui.counter.course import papers_page
from ui.counter.visit import Visit
from ui.counter.walk_view import WalkView


class PaperActs(QObject):
    """Every act is for the paper that wants a hand next, but while a person looks at another one for digits."""

    def __init__(self, visit: Visit, walk: WalkView, parent: QObject) -> None:
        super().__init__(parent)
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

    @Slot()
    def scan_by_key(self) -> None:
        """Turn to the papers and scan; nothing where no application is open."""
        found = self._visit.application
        if found is None:
            return
        if self._walk.page != papers_page(found):
            self._walk.go(papers_page(found))
        if wanted := self._slots.wanted():
            self._slots.choose(wanted)
        self._slots.scan()
