"""The rows of a batch as Qt's table: a hundred thousand numbers, and only the pages that are looked at."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QIcon
from PySide6.QtWidgets import QWidget

from app.base.days import kept_day_words
from app.base.words import Language
from app.staff.model import Row, RowState, Weight
from app.staff.sheets.model import Field, Finding, Kind, Place, Severity
from app.words import words
from ui.icons import icon
from ui.places import Index
from ui.theme import COLOURS, SIZES, font
from ui.words import Speech

PAGE, KEPT = 100, 12  # more rows kept are more to be looked through whenever garbage is collected
REST_MS = 60  # who drags the bar passes by more pages than could ever be read
DAYS = frozenset({Kind.BIRTH, Kind.PAST, Kind.DATE})
LINE = 0  # the column that tells where a row stands in the office's own file
TONES = {
    Weight.ERROR: ("wrong", COLOURS.wrong),
    Weight.WARNING: ("wait", COLOURS.wait),
    Weight.FINE: ("good", COLOURS.good),
    Weight.LEFT_OUT: ("wrong", COLOURS.border),
}
MARKS = {Severity.ERROR: TONES[Weight.ERROR], Severity.WARNING: TONES[Weight.WARNING]}
GROUNDS = {Severity.ERROR: QColor(COLOURS.wrong_soft), Severity.WARNING: QColor(COLOURS.wait_soft)}
SEEN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
MENDED = SEEN | Qt.ItemFlag.ItemIsEditable


@dataclass(frozen=True, slots=True)
class Look:
    """All that is drawn of a cell."""

    text: str = "…"
    ground: QColor | None = None
    mark: QIcon | None = None
    ink: QColor | None = None
    font: QFont | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell when somebody begins to type into it: its row's number, its field, the text offered, what stands there."""

    number: int
    field: str
    text: str
    stood: str


NOT_COME = Look()
_DRAWN: dict[int, str] = {
    Qt.ItemDataRole.DisplayRole: "text",
    Qt.ItemDataRole.BackgroundRole: "ground",
    Qt.ItemDataRole.DecorationRole: "mark",
    Qt.ItemDataRole.ForegroundRole: "ink",
    Qt.ItemDataRole.FontRole: "font",
}


class GridRows(QAbstractTableModel):
    """`wanted` asks for rows by their numbers, `typed` tells what was written into a cell. Nothing here waits."""

    wanted = Signal(object)  # Sequence[int]
    typed = Signal(int, str, str, str)  # a row's number, a field's id, the text, what stood there

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech = speech
        self.fields: tuple[Field, ...] = ()
        self.numbers: Sequence[int] = ()
        self.is_open = False
        self._pages: OrderedDict[int, dict[int, Row]] = OrderedDict()
        self._missing: set[int] = set()
        self._asked: set[int] = set()
        self._needed = -1  # a page that is wanted, though it may not be on the screen
        self.seen: Callable[[], range] = lambda: range(len(self.numbers))  # which places are on the screen
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        for each in (self._soon, self._rest):
            each.timeout.connect(self._ask)
        speech.changed.connect(self._spoken)

    def set_fields(self, fields: tuple[Field, ...]) -> None:
        """Show these columns: what is asked of everybody stands first."""
        self.beginResetModel()
        self.fields = tuple(sorted(fields, key=lambda each: not each.required))
        self.endResetModel()

    def show_order(self, numbers: Sequence[int], *, is_open: bool) -> None:
        """Show these rows in this order; the cells come when they are looked at. `is_open`: they can be mended."""
        self.beginResetModel()
        self.numbers, self.is_open = numbers, is_open
        self._forget()
        self.endResetModel()

    def take(self, rows: Sequence[Row], numbers: Sequence[int]) -> None:
        """Take rows that came for the `numbers` that were asked; an answer for another order is of no use."""
        asked = list(numbers)
        for page in sorted(self._asked):
            if asked == list(self.numbers[page * PAGE : (page + 1) * PAGE]):
                self._asked.discard(page)
                self._keep(page, {row.number: row for row in rows})
        if self._missing:
            self._soon.start()

    def put(self, row: Row) -> None:
        """Show a row as it is now; it stays in its place until the grid is sorted anew."""
        for page, kept in self._pages.items():
            if row.number in kept:
                kept[row.number] = row
                self._redraw(page)

    def renew(self, first: int, last: int) -> None:
        """Have the rows of these places come anew, and show what is there meanwhile; others come when looked at."""
        wanted = range(first // PAGE, last // PAGE + 1)
        for page in [each for each in self._pages if each not in wanted]:
            del self._pages[page]
        for page in wanted:
            self._wait_for(page)

    def look_at_all_again(self) -> None:
        """Forget every row: any may have changed; what is on the screen comes anew."""
        self._pages.clear()
        self._asked.clear()
        if self.numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.numbers) - 1, len(self.fields)))

    def row_at(self, place: int) -> Row | None:
        """Return a row that is on the screen; None while it has not come."""
        page = self._pages.get(place // PAGE)
        if page is None or not 0 <= place < len(self.numbers):
            return None
        return page.get(self.numbers[place])

    def need(self, place: int) -> None:
        """Have a row come that is wanted, though it may not be on the screen."""
        if 0 <= place < len(self.numbers) and self.row_at(place) is None:
            self._needed = place // PAGE
            self._miss(self._needed)

    def field_at(self, column: int) -> Field | None:
        return self.fields[column - 1] if 0 < column <= len(self.fields) else None

    def column_of(self, field: str) -> int:
        """Return the column of a field; that of the line, where there is none."""
        return next((at for at, each in enumerate(self.fields, 1) if each.id == field), LINE)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.fields) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt asks for every cell that it draws; into a row that has not come nothing can be written."""
        if not self.is_open or index.column() == LINE:
            return SEEN
        row = self.row_at(index.row())
        return SEEN if row is None or row.state is RowState.LEFT_OUT else MENDED

    def look_of(self, place: int, column: int) -> Look:
        """Return what is drawn of a cell; a row that has not come is asked for."""
        row = self.row_at(place)
        if row is None:
            self._miss(place // PAGE)
            return NOT_COME
        if column == LINE:
            return Look(line_of(row.place), mark=icon(*TONES[row.weight]))
        field = self.fields[column - 1]
        text = written(row, field, self._speech.language)
        if row.state is RowState.LEFT_OUT:
            return Look(text, ink=QColor(COLOURS.muted), font=_struck())
        finding = worst(row, field.id)
        if finding is None:
            return Look(text)
        return Look(text, GROUNDS[finding.severity], icon(*MARKS[finding.severity]))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row())
        if part := _DRAWN.get(role):
            return getattr(self.look_of(index.row(), index.column()), part)
        if row is None:
            return None
        field = self.field_at(index.column())
        return self._of_line(row, role) if field is None else self._of_cell(row, field, role)

    def cell_at(self, index: Index) -> Cell | None:
        """Return the cell as it stands; None where there is nothing to type into."""
        row, field = self.row_at(index.row()), self.field_at(index.column())
        if row is None or field is None:
            return None
        return Cell(row.number, field.id, self._editable(row, field), shown(row, field.id))

    def type_into(self, cell: Cell, text: str) -> None:
        """Tell what was written into a cell, and what was seen there before."""
        if text != cell.text:
            self.typed.emit(cell.number, cell.field, text, cell.stood)

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        field = self.field_at(section)
        return self._speech.word("staff-ui.line") if field is None else self._speech.say(field.label)

    def _of_line(self, row: Row, role: int) -> str | None:
        """Say where the row stands in the file; its drawing says how bad it is."""
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row.place.sheet}, {row.place.row}: {weighed(self._speech, row)}"
        return None

    def _of_cell(self, row: Row, field: Field, role: int) -> str | None:
        """A wrong cell is told by its ground, its drawing and, to whoever hears it, by its words."""
        if role == Qt.ItemDataRole.EditRole:
            return self._editable(row, field)
        finding = None if row.state is RowState.LEFT_OUT else worst(row, field.id)
        if finding is None or role != Qt.ItemDataRole.AccessibleTextRole:
            return None
        return f"{shown(row, finding.field)}: {self._speech.say(words(finding.key, **finding.facts))}"

    def _editable(self, row: Row, field: Field) -> str:
        """An Aadhaar number is typed whole or not at all: its mask is nothing to mend."""
        return "" if field.kind is Kind.AADHAAR else written(row, field, self._speech.language)

    def _keep(self, page: int, rows: dict[int, Row]) -> None:
        self._pages[page] = rows
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        self._redraw(page)

    def _redraw(self, page: int) -> None:
        last = min((page + 1) * PAGE, len(self.numbers)) - 1
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.fields)))

    def _miss(self, page: int) -> None:
        """What is drawn in one go is asked in one go."""
        if page not in self._asked and page not in self._missing:
            self._wait_for(page)

    def _wait_for(self, page: int) -> None:
        self._missing.add(page)
        self._soon.start()

    def _ask(self) -> None:
        """Ask for what is on the screen now; what went by meanwhile is asked once it is looked at again."""
        if self._asked or self._rest.isActive():
            return
        seen = self.seen()
        on_screen = range(seen.start // PAGE, (seen.stop - 1) // PAGE + 1)
        self._asked = {page for page in self._missing if page in on_screen or page == self._needed}
        self._missing.clear()
        if self._asked:
            self._rest.start()
        for page in sorted(self._asked):
            self.wanted.emit(self.numbers[page * PAGE : (page + 1) * PAGE])

    def _forget(self) -> None:
        for each in (self._pages, self._missing, self._asked):
            each.clear()

    def _spoken(self) -> None:
        if self.numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.numbers) - 1, len(self.fields)))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.fields))


def line_of(place: Place) -> str:
    """Return the line as it is shown; that of a file before stands apart."""
    return f"({place.row})" if place.is_earlier else str(place.row)


def weighed(speech: Speech, row: Row) -> str:
    """Say how bad a row is, and where it is on its way."""
    state = "" if row.state is RowState.OPEN else speech.word(f"staff-ui.row-{row.state.value}")
    how = "comes-back" if row.will_come_back else row.weight.name.lower()
    weight = "" if row.weight is Weight.LEFT_OUT else speech.word(f"staff-ui.weight-{how}")
    return ", ".join(filter(None, (weight, state)))


@cache
def _struck() -> QFont:
    """A row that is left out is struck through."""
    found = font(SIZES.body)
    found.setStrikeOut(True)
    return found


def shown(row: Row, field: str) -> str:
    """Return what stands in a cell: the value, else what was written and cannot be one."""
    return row.values.get(field) or row.raw.get(field, "")


def written(row: Row, field: Field, language: Language) -> str:
    """Return what stands in a cell as a person writes it."""
    value = row.values.get(field.id, "")
    return as_written(field, value, language) if value else shown(row, field.id)


def as_written(field: Field, value: str, language: Language) -> str:
    """Return a value as a person writes it: a choice by its word, a day as dd-mm-yyyy; what is none as it was typed."""
    if field.kind is Kind.CHOICE:
        return _choice(field, value, language)
    return kept_day_words(value) if field.kind in DAYS else value


def _choice(field: Field, value: str, language: Language) -> str:
    ways = (way for way, kept in field.choices.items() if kept == value and not way.isascii())
    return value.capitalize() if language is Language.ENGLISH else next(ways, value)


def worst(row: Row, field: str) -> Finding | None:
    """Return what is worst in a cell."""
    found = [each for each in row.findings if each.field == field]
    return min(found, key=lambda each: each.severity is not Severity.ERROR, default=None)
