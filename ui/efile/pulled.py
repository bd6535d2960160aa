"""What was asked back of those to whom it was sent: the centre decides, and its answer is told once."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.efile.model import File, Receipt, Row
from app.errors import AppError
from ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from app.office import Office


class Pulled(QObject):
    """`asked`: the question is on its way. `decided` carries the file or letter as it lies after the answer."""

    asked = Signal(object)  # Row
    decided = Signal(object)  # File | Receipt
    failed = Signal(object)  # AppError

    def __init__(self, office: "Office", tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._tasks = office, tasks
        self._waiting = set[str]()

    def ask(self, id: str) -> None:
        self._tasks.run(
            Lane.RECORDS, partial(self._office.efile.pull_back, id), self._asked, self._failed, owner=self
        )

    def look(self) -> None:
        """See whether answers have come."""
        for each in tuple(self._waiting):
            work = partial(self._office.efile.thing, each)
            self._tasks.run(Lane.RECORDS, work, self._looked, self._failed, owner=self)

    def _asked(self, row: Row) -> None:
        """Only what could be asked for has an answer to come."""
        self._waiting.add(row.id)
        self.asked.emit(row)

    def _looked(self, thing: File | Receipt) -> None:
        if thing.id in self._waiting and not thing.asked_back:
            self._waiting.discard(thing.id)
            self.decided.emit(thing)

    def _failed(self, error: AppError) -> None:
        self.failed.emit(error)
