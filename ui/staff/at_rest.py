"""What is made ready of a sheet once its rows are left alone for a moment: kinds of mistakes, orders by each column."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError
from app.staff.model import Batch
from ui.staff.grid_model import GridRows
from ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from app.office import Office
    from app.staff.sheets.model import Field

T = TypeVar("T")
REST_MS = 400
PAUSE_MS = 200  # between two columns; who scrolls asks for rows more often, and puts the next one off
MANY = 20_000  # rows; fewer are sorted before one could wait


class AtRest(QObject):
    """`kinds` tells a batch's id and the kinds of its mistakes: to count them takes long, and nobody waits for it."""

    kinds = Signal(str, object)
    told_more = Signal()  # rows of the sheet that was begun say something else now

    def __init__(
        self,
        office: "Office",
        tasks: Tasks,
        rows: GridRows,
        failed: Callable[[AppError], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._rows, self._failed = office, tasks, rows, failed
        self._batch: Batch | None = None
        self._columns: Iterator[Field] = iter(())
        self._sorts = False
        self._soon = QTimer(self, singleShot=True, interval=REST_MS)
        self._soon.timeout.connect(self._look)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._sort_next)
        rows.wanted.connect(self._put_off)

    def begin(self, batch: Batch) -> None:
        """Look at a sheet that is shown now: another office may have brought somebody of it meanwhile.

        That is looked for beside the records' lane: whoever types does not wait for it.
        """
        self.wait(batch)
        self._run(Lane.SHEETS, partial(self._office.staff.beside.tell, batch.id), self._beside_told)

    def _beside_told(self, count: int) -> None:
        if count:
            self.told_more.emit()

    def wait(self, batch: Batch | None) -> None:
        """Look at this sheet soon, and not while more of it changes; None: at none."""
        self._batch = batch
        self._soon.start()

    def _look(self) -> None:
        """Columns are sorted beside the records' lane: whoever types meanwhile waits for none of them."""
        batch = self._batch
        if batch is None:
            return
        self._run(
            Lane.RECORDS, partial(self._office.staff.findings, batch.id), partial(self.kinds.emit, batch.id)
        )
        if batch.rows + batch.left_out >= MANY:
            self._columns = iter(self._rows.fields)
            if not self._sorts:
                self._sorts = True
                self._pause.start()

    def _put_off(self) -> None:
        if self._pause.isActive():
            self._pause.start()

    def _sort_next(self) -> None:
        batch, column = self._batch, next(self._columns, None)
        self._sorts = batch is not None and column is not None
        if batch is not None and column is not None:
            self._run(Lane.SHEETS, partial(self._office.staff.sort_ahead, batch.id, column.id), self._sorted)

    def _sorted(self, _nothing: None) -> None:
        self._pause.start()

    def _run(self, lane: Lane, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._tasks.run(lane, work, done, self._fell_short, owner=self)

    def _fell_short(self, error: AppError) -> None:
        self._sorts = False
        self._failed(error)
