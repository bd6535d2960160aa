"""One office's sheet at work: which rows, the rows themselves, what is wrong in the chosen one, what can be done."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.words import Words
from app.errors import AppError
from app.staff.model import Batch, BatchState, Row, RowState
from app.words import words
from ui.cell_typing import finish_cell
from ui.places import label
from ui.staff.at_rest import AtRest
from ui.staff.bound import bind
from ui.staff.closed import why_closed
from ui.staff.cursor import Cursor
from ui.staff.filters import Filters
from ui.staff.frozen import GridTable
from ui.staff.grid_model import LINE, GridRows, shown
from ui.staff.one_by_one import Mend, OneByOne
from ui.staff.row_pane import RowPane
from ui.staff.seeking import NextWrong
from ui.staff.standing import came_anew, empty_key, weighed
from ui.staff.turning_back import TurningBack
from ui.staff.widths import width_of, width_of_line
from ui.tasks import Lane, Tasks
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office
    from app.staff.sheets.model import Field, MistakeKind

T = TypeVar("T")


class GridView(QWidget):
    """`problem` tells what went wrong, `said` what was done, `moved` that the batch stands otherwise now."""

    problem = Signal(object)  # AppError
    leaving_out = Signal(object)  # tuple[int, ...]: rows that are to be left out, once it is said why
    said = Signal(object, str)  # Words | None, and how it is to be seen
    moved = Signal(object, object)  # Batch before, Batch now

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staff.grid-view")
        self._office, self._tasks, self._speech = office, tasks, speech
        self.batch: Batch | None = None
        self._turn, self._is_late = 0, False
        self._last = ""
        self.filters, self.rows = Filters(speech, self), GridRows(speech, self)
        self.turning = TurningBack(office, tasks, speech, self)
        self._rest = AtRest(office, tasks, self.rows, self._failed, self)
        self.table, self.pane = self._table(), RowPane(speech, self)
        self._cursor, self._typing = Cursor(self.rows, self.table), OneByOne(self._send)
        self._wrong = NextWrong(self.rows, self.table, self.filters, self.refresh)
        self._empty = label(self, "hint", name="staff.grid.empty")
        self._lay_out()
        self._connect()
        self._bind_keys()

    # --- what is shown -----------------------------------------------------------------------------------------------

    def begin(self, batch: Batch) -> None:
        """Show the rows of a batch, the worst first."""
        if self._last != batch.id:
            self._last = batch.id
            self.filters.clear()
            self._wrong.forget()
            self._cursor.forget()
        self.batch = batch
        self.table.setColumnWidth(LINE, width_of_line(batch.rows + batch.left_out))
        self._rest.begin(batch)
        if not self.rows.fields:
            self._run(self._office.staff.fields, self._set_fields)
        self.refresh()

    def close_batch(self) -> None:
        """Nothing is worked at any more; the same sheet opens again as it is left."""
        self.batch = None
        self._rest.wait(None)

    def refresh(self) -> None:
        """Ask anew which rows there are; the cursor stays with its row."""
        if self.batch is not None:
            self.look_at_counts()
            self._sift()

    def _sift(self) -> None:
        """Ask which rows fit, in which order; how many there are of each kind stays as it is."""
        if self.batch is not None:
            self._turn += 1
            asked = partial(self._office.staff.order, self.batch.id, self.filters.asked)
            self._run(asked, partial(self._show_order, self._turn))

    def look_at_counts(self) -> None:
        """Ask how many rows are wrong now, without sorting the grid under the cursor."""
        if self.batch is not None:
            self._run(partial(self._office.staff.batch, self.batch.id), self._show_counts)

    @property
    def current(self) -> Row | None:
        """The row under the cursor, where it has come already."""
        return self._cursor.row

    def chosen(self) -> tuple[int, ...]:
        """Return the numbers of the chosen rows; of all that are shown, where no more than one is chosen."""
        places = self.table.chosen_places()
        return tuple(self.rows.numbers[at] for at in places) if len(places) > 1 else tuple(self.rows.numbers)

    @property
    def field(self) -> "Field | None":
        """The field under the cursor."""
        return self._cursor.field

    # --- acts --------------------------------------------------------------------------------------------------------

    def mend(self, number: int, field: str, typed: str, stood: str) -> None:
        """Type into a cell where `stood` was seen; the row comes back as it is judged now."""
        if self.batch is not None:
            self._tell(None)
            self._typing.put(Mend(self.batch.id, number, field, typed, stood))

    def _send(self, mend: Mend) -> None:
        typed, stood = {mend.field: mend.typed}, {mend.field: mend.stood}
        work = partial(self._office.staff.mend, mend.batch, mend.number, typed, stood)
        done, failed = partial(self._mended, mend), partial(self._refused, mend)
        self._tasks.run(Lane.RECORDS, work, done, failed, owner=self)

    def _refused(self, mend: Mend, error: AppError) -> None:
        self._typing.failed(mend)
        self._failed(error)

    def take_proposal(self) -> None:
        """Put what is meant into the cell under the cursor, or into the first wrong cell of its row."""
        row, field = self.current, self.field
        if self.is_closed(row) or row is None:
            return
        if found := self.pane.proposal(field.id if field else ""):
            self.mend(row.number, *found, shown(row, found[0]))
        else:
            self._tell(words("staff-ui.no-proposal"), "wait")

    def undo(self) -> None:
        self.turning.go(self.batch)

    def redo(self) -> None:
        self.turning.go(self.batch, again=True)

    def next_wrong(self) -> None:
        """Go to the next wrong row; its first wrong cell takes the cursor."""
        finish_cell()
        self._wrong.go()

    def next_refused(self, batch: Batch) -> None:
        """Go to what the centre refused; where nothing in those rows is wrong, they alone are shown."""
        self.next_wrong() if batch.errors else self.filters.only_refused()

    def go_to_line(self, line: int, sheet: str = "") -> None:
        """Go to the row in this line of the office's file; of several sheets, from one of its rows to the next."""
        if self.batch is not None:
            self._tell(None)
            asked = partial(self._office.staff.at_line, self.batch.id, line, sheet)
            self._run(asked, partial(self._found_at, line))

    def _found_at(self, line: int, numbers: tuple[int, ...]) -> None:
        """A row that the filters hide is shown with all others."""
        if not numbers:
            self._tell(words("staff-ui.no-line", line=line), "wait")
        elif self._cursor.go_on(numbers):
            self._show_current()
        else:
            self.filters.show_all()
            self._sift()  # another desk may have brought it a moment ago, and the filters are as they were

    def only_this_value(self) -> None:
        """Show only rows with the value under the cursor."""
        if field := self.field:
            self._show_same(field.id)

    def _show_same(self, id: str) -> None:
        """Show only rows that have the same in a field as the one under the cursor."""
        row, field = self.current, self.rows.field_at(self.rows.column_of(id))
        if row is not None and field is not None and row.values.get(id):
            self.filters.only(field, row.values[id])

    def changed_many(self, count: int) -> None:
        """Many rows were changed at once."""
        self._did("mended-many", count)

    def leave_out(self) -> None:
        """Leave the chosen rows out of the sheet; one that is left out already comes back."""
        row, batch = self.current, self.batch
        if self.is_closed() or row is None or batch is None:
            return
        numbers = self.chosen() if len(self.table.chosen_places()) > 1 else (row.number,)
        if row.state is RowState.LEFT_OUT:
            self._run(partial(self._office.staff.bring_back, batch.id, numbers), self._brought_back)
        else:
            self.leaving_out.emit(numbers)

    def _brought_back(self, count: int) -> None:
        self._did("brought-back", count)

    def left_out(self, count: int) -> None:
        """Rows were left out; they stand in their places until the grid is sorted anew."""
        self._did("left-out-now", count)

    def _did(self, told: str, count: int) -> None:
        self._tell(words(f"staff-ui.{told}", count=count))
        self.rows.look_at_all_again()
        self._weigh_anew()

    def _tell(self, said: Words | None, tone: str = "good") -> None:
        self.said.emit(said, tone)

    def is_closed(self, row: Row | None = None) -> bool:
        """Return whether no row, or not this one, can be mended, and say why."""
        why = why_closed(self.batch, row) if self.batch else None
        if why is not None:
            self._tell(why, "wait")
        return why is not None

    def _typed_in_vain(self) -> None:
        self.is_closed(self.current)

    def _turned_back(self, told: str, numbers: tuple[int, ...]) -> None:
        """What was judged otherwise with these rows comes anew as well."""
        self._renew()
        if numbers:
            self._cursor.go_to(numbers[0])
            self._show_current()
        self._tell(words(f"staff-ui.{told}", count=len(numbers)))
        self._weigh_anew()

    def _mended(self, mend: Mend, row: Row) -> None:
        """Other rows may have shared with this one what only one may have: they come with the counts."""
        self._typing.came(mend, row)
        if self.batch is None or self.batch.id != mend.batch:
            return
        self.rows.put(row)
        self._show_current()
        self._weigh_anew()

    def _renew(self) -> None:
        """Have the rows on the screen come anew; they stay to be seen meanwhile."""
        seen = self.table.seen()
        self.rows.renew(seen.start, seen.stop - 1)

    def _weigh_anew(self) -> None:
        """Rows were mended: ask how many are wrong now, and soon of which kinds."""
        self._rest.wait(self.batch)
        self.look_at_counts()

    # --- answers -----------------------------------------------------------------------------------------------------

    def _show_order(self, turn: int, numbers: Sequence[int]) -> None:
        """An answer to what was asked before is of no use any more; a cell that is typed into stays where it is."""
        if turn != self._turn or self.batch is None:
            return
        if self.table.is_typed_into():
            self._is_late = True
            return
        self.rows.show_order(numbers, is_open=self.batch.state is BatchState.WORKING)
        self._speech.bind(self._empty.setText, empty_key(self.batch), self._empty)
        self._empty.setVisible(not len(numbers))
        self._cursor.go_back()
        self._show_current()
        self._wrong.look()

    def _left_cell(self) -> None:
        if self._is_late:
            self._is_late = False
            self._sift()

    def _show_counts(self, batch: Batch) -> None:
        before = self.batch
        if before is None or batch.id != before.id:
            return
        self.batch = batch
        self.filters.show_batch(batch)
        if weighed(before) != weighed(batch):
            self._rest.wait(batch)
        self.moved.emit(before, batch)
        if before.state is not batch.state or came_anew(before, batch):
            self._sift()
        elif before.updated_at != batch.updated_at or before.progress != batch.progress:
            self._renew()

    def _show_kinds(self, batch: str, kinds: "tuple[MistakeKind, ...]") -> None:
        if self.batch is not None and self.batch.id == batch:
            self.filters.show_kinds(kinds)

    def _fetch(self, numbers: Sequence[int]) -> None:
        batch = self.batch
        if batch is not None:
            work = partial(self._office.staff.rows, batch.id, numbers)
            self._run(work, partial(self._fetched, batch.id, numbers))

    def _fetched(self, batch: str, numbers: Sequence[int], rows: Sequence[Row]) -> None:
        if self.batch is not None and self.batch.id == batch:
            self.rows.take(rows, numbers)
            self._show_current()
            self._wrong.look()

    def _set_fields(self, fields: "tuple[Field, ...]") -> None:
        self.rows.set_fields(fields)
        self.pane.set_fields(fields)
        self.filters.set_fields(fields)
        for column, field in enumerate(self.rows.fields, LINE + 1):
            self.table.setColumnWidth(column, width_of(field))

    def _show_current(self) -> None:
        self.pane.show_row(self._cursor.note(), is_open=self.rows.is_open)

    def _moved_cursor(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_current()

    def _sort(self, column: int) -> None:
        field = self.rows.field_at(column)
        asked = self.filters.asked
        again = field is not None and asked.field == field.id and not asked.descending
        self.filters.sort_by(field.id if field else "", descending=again)

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._tasks.run(Lane.RECORDS, work, done, self._failed, owner=self)

    def _failed(self, error: AppError) -> None:
        self.problem.emit(error)
        self.refresh()

    # --- put together ------------------------------------------------------------------------------------------------

    def _table(self) -> GridTable:
        found = GridTable(self.rows, self)
        found.setObjectName("staff.grid")
        for view in (found, found.edge):
            self._speech.bind(view.setAccessibleName, "staff-ui.grid", view)
        return found

    def _connect(self) -> None:
        self.rows.seen = self.table.seen
        self.rows.wanted.connect(self._fetch)
        self.rows.typed.connect(self.mend)
        self.table.typed_in_vain.connect(self._typed_in_vain)
        self.table.left_cell.connect(self._left_cell)
        self.turning.turned.connect(self._turned_back)
        self.turning.stopped.connect(self._tell)
        self.turning.failed.connect(self._failed)
        self.filters.changed.connect(self._sift)
        self._rest.kinds.connect(self._show_kinds)
        self._rest.told_more.connect(self.refresh)
        self.table.selectionModel().currentChanged.connect(self._moved_cursor)
        self.table.horizontalHeader().sectionClicked.connect(self._sort)
        self.pane.accepted.connect(self._accepted)
        self.pane.together.connect(self._show_same)
        self.pane.gone_to.connect(self.go_to_line)
        self.filters.line.asked.connect(self.go_to_line)
        self.pane.looked_for.connect(self._cursor.go_to_field)

    def _accepted(self, field: str, value: str) -> None:
        row = self.current
        if row is not None:
            self.mend(row.number, field, value, shown(row, field))
            self.table.setFocus()

    def _edit(self) -> None:
        if not self.is_closed(self.current) and self.field is not None:
            self.table.edit(self.table.currentIndex())

    def _bind_keys(self) -> None:
        anywhere = {
            "Ctrl+Z": self.undo,
            "Ctrl+Y": self.redo,
            "F8": self.take_proposal,
            "Ctrl+F": self.filters.text.setFocus,
            "Ctrl+G": self.only_this_value,
            "Ctrl+J": self.filters.line.begin,
        }
        bind(self, anywhere)
        bind(self.table, {"Delete": self.leave_out, "Return": self._edit, "Enter": self._edit}, alone=True)

    def _lay_out(self) -> None:
        self._empty.hide()
        column, middle = QVBoxLayout(), QHBoxLayout(self)
        column.setSpacing(SIZES.step)
        column.addWidget(self.filters)
        column.addWidget(self._empty)
        column.addWidget(self.turning)
        column.addWidget(self.table, 1)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(SIZES.step)
        middle.addLayout(column, 1)
        middle.addWidget(self.pane)
        self.setFocusProxy(self.table)
