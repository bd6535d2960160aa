"""Taking the last act back, or doing it again: of many rows it takes long, is told, and can be stopped."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import AppError, Cancelled
from app.staff.model import Batch
from app.words import words
from ui.staff.going import Going
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class TurningBack(Going):
    """`turned` tells the key of what was done, and which rows it wrote; `stopped` that nothing was."""

    turned = Signal(str, object)  # tuple[int, ...]
    stopped = Signal(object)  # Words
    failed = Signal(object)  # AppError

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget) -> None:
        super().__init__(speech, "grid", parent)
        self._office, self._tasks = office, tasks

    def go(self, batch: Batch | None, *, again: bool = False) -> None:
        """Take the last act of a batch back, or do it `again`; while one is going no other begins."""
        if self.is_on or batch is None:
            return
        staff, told = self._office.staff, "redone" if again else "undone"
        progress, cancelled = self.begin(f"staff-ui.{told}-going")
        act = staff.redo if again else staff.undo
        work = partial(act, batch.id, progress=progress, cancelled=cancelled)
        self._tasks.run(Lane.RECORDS, work, partial(self._came, told), self._ended, owner=self)

    def _came(self, told: str, numbers: tuple[int, ...]) -> None:
        self.end()
        self.turned.emit(told, numbers)

    def _ended(self, error: AppError) -> None:
        self.end()
        if isinstance(error, Cancelled):
            self.stopped.emit(words("staff-ui.turning-stopped"))
        else:
            self.failed.emit(error)
