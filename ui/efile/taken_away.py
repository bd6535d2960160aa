"""What was looked at and has left the list by another's hand: whoever looked is told that its sender had it back."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.efile.model import File, Receipt
from app.errors import AppError
from app.words import words
from ui.efile.told_line import about
from ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from app.office import Office


class TakenAway(QObject):
    told = Signal(object)  # Words
    failed = Signal(object)  # AppError

    def __init__(self, office: "Office", tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._tasks = office, tasks

    def look(self, left: File | Receipt) -> None:
        """See why something is not in the list any more."""
        if left.mine:
            work = partial(self._office.efile.thing, left.id)
            self._tasks.run(Lane.RECORDS, work, self._looked, self._failed, owner=self)

    def _looked(self, thing: File | Receipt) -> None:
        last = thing.movements[-1].act if thing.movements else ""
        if not thing.mine and last == "pulled-back":
            self.told.emit(about(thing, words("efile-ui.taken-away")))

    def _failed(self, error: AppError) -> None:
        self.failed.emit(error)
