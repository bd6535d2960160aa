"""Where the cursor of the grid stands: at which row of the sheet, in which column, though the rows be sorted anew."""

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView

from app.staff.model import Row
from app.staff.sheets.model import Field
from ui.one_row import stand_at
from ui.staff.frozen import GridTable
from ui.staff.grid_model import LINE, GridRows


class Cursor:
    """Rows that are sorted anew have no cursor any more: the row's number and the column are kept for it."""

    def __init__(self, rows: GridRows, table: GridTable) -> None:
        self._rows, self._table = rows, table
        self._number, self._column = 0, LINE

    @property
    def row(self) -> Row | None:
        """The row under the cursor, where it has come already."""
        return self._rows.row_at(self._table.currentIndex().row())

    @property
    def field(self) -> Field | None:
        """The field under the cursor."""
        return self._rows.field_at(self._table.currentIndex().column())

    def forget(self) -> None:
        """Another sheet is worked at: from its first row, and its first column."""
        self._number, self._column = 0, LINE
        self._table.horizontalScrollBar().setValue(0)

    def note(self) -> Row | None:
        """Remember where the cursor stands, and return its row; one that has not come yet is asked for."""
        row, at = self.row, self._table.currentIndex()
        self._column = at.column() if at.isValid() else self._column
        if row is not None:
            self._number = row.number
        else:
            self._rows.need(at.row())
        return row

    def go_on(self, numbers: Sequence[int]) -> bool:
        """Go to the next of these rows; say whether it is shown, else it is gone to once it is."""
        self._number = next((each for each in numbers if each > self._number), numbers[0])
        self._table.setFocus()
        is_shown = self._number in self._rows.numbers
        if is_shown:
            self.go_back()
        return is_shown

    def go_back(self) -> None:
        """Go to the row and the column that are remembered."""
        self.go_to(self._number)

    def go_to(self, number: int) -> None:
        """Go to a row by its number in the batch; where it is not shown, to the first one."""
        numbers = self._rows.numbers
        index = self._rows.index(numbers.index(number) if number in numbers else 0, self._column)
        stand_at(self._table, index)
        self._table.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def go_to_field(self, field: str) -> None:
        """Go to a cell of the row, and type into it where that can be done."""
        index = self._rows.index(self._table.currentIndex().row(), self._rows.column_of(field))
        stand_at(self._table, index)
        self._table.setFocus()
        if self._rows.is_open:
            self._table.edit(index)
