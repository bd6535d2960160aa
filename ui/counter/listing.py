"""What the queue at the left lists: today's applications, or what is looked for, asked off the screen's thread."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.base.days import office_day
from app.counter.model import Row
from app.errors import AppError
from ui.counter.queue import Queue
from ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from app.office import Office

SOON_MS = 120
Found = tuple[date, str, tuple[Row, ...], Row | None]


class Listing(QObject):
    """`listed` tells that the answer is there, `failed` why not; `opened()` is the id of what is open, if any."""

    listed = Signal()
    failed = Signal(object)

    def __init__(
        self, office: "Office", tasks: Tasks, queue: Queue, opened: Callable[[], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._queue, self._opened = office, tasks, queue, opened
        self.today = office_day(datetime.now(UTC))
        self.unfinished: Row | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.ask)
        queue.searched.connect(self.ask)

    def soon(self) -> None:
        """Ask in a moment: several changes are asked about once."""
        self._soon.start()

    @Slot()
    def ask(self) -> None:
        text = self._queue.text

        def found() -> Found:
            counter = self._office.counter
            rows = counter.find(text) if text else counter.today()
            return counter.today_is(), text, rows, counter.unfinished()

        self._tasks.run(Lane.RECORDS, found, self._show, self._not_listed, owner=self)

    def _show(self, found: Found) -> None:
        self.today, text, rows, self.unfinished = found
        if text == self._queue.text:
            self._queue.show_rows(rows if text else self._in_order(rows), self._opened())
        self.listed.emit()

    def _in_order(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """What was half filled comes first while nothing is open, and when it is of another day also while it is."""
        first, opened = self.unfinished, self._opened()
        if first is None or (opened and (opened != first.id or any(row.id == first.id for row in rows))):
            return rows
        return (first, *(row for row in rows if row.id != first.id))

    def _not_listed(self, error: AppError) -> None:
        self.failed.emit(error)
        self.listed.emit()
