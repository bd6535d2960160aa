"""Which cell is to be mended next: the first wrong one of the next wrong row, though that row may yet have to come."""

from collections.abc import Callable

from app.staff.model import Asked, Order, Row, Weight
from app.staff.sheets.model import Severity
from ui.one_row import stand_at
from ui.places import Index
from ui.staff.filters import Filters
from ui.staff.frozen import GridTable
from ui.staff.grid_model import LINE, PAGE, GridRows

_TOP = -1  # whatever stands first, once the rows are sorted anew


class NextWrong:
    """Goes down row by row; below, the rows are sorted anew, and the wrong ones stand at the top again."""

    def __init__(
        self, rows: GridRows, table: GridTable, filters: Filters, sort_anew: Callable[[], None]
    ) -> None:
        self._rows, self._table, self._filters = rows, table, filters
        self._sort_anew = sort_anew
        self._sought: int | None = None
        self._until = 0

    def forget(self) -> None:
        """Look for nothing any more: another sheet is worked at."""
        self._sought = None

    def go(self) -> None:
        """Go to the wrong row under the cursor, where the cursor is beside its mistake, else to the next one."""
        at = self._table.currentIndex()
        if self._filters.asked.order is not Order.WORST_FIRST:
            self._sought = _TOP
            self._filters.sort_by("", descending=False)
            return
        first = max(0, at.row()) + self._is_at_mistake(at)
        self._until = first + PAGE
        self._look_from(first)

    def look(self) -> None:
        """Go on, now that rows have come, or stand in another order."""
        if self._sought == _TOP:
            self._look_at_top()
        elif self._sought is not None:
            self._look_from(self._sought)

    def _look_from(self, first: int) -> None:
        self._sought = None
        for place in range(first, min(self._until, len(self._rows.numbers))):
            row = self._rows.row_at(place)
            if row is None:
                self._sought = place
                self._rows.need(place)
                return
            if _is_wrong(row):
                self._go_to(place, row)
                return
        self._sought = _TOP
        self._sort_anew()

    def _look_at_top(self) -> None:
        """Where no wrong row is among those that are shown, all are."""
        row = self._rows.row_at(0)
        if row is None and len(self._rows.numbers):
            self._rows.need(0)
            return
        self._sought = None
        if row is not None and _is_wrong(row):
            self._go_to(0, row)
        elif self._filters.asked != Asked():
            self._sought = _TOP
            self._filters.clear()

    def _go_to(self, place: int, row: Row) -> None:
        stand_at(self._table, self._rows.index(place, min(self._mistakes(row))))

    def _mistakes(self, row: Row) -> set[int]:
        """Return the columns that are wrong; that of the line, where it is the row as a whole."""
        wrong = (each for each in row.findings if each.severity is Severity.ERROR and each.field)
        return {self._rows.column_of(each.field) for each in wrong} or {LINE}

    def _is_at_mistake(self, at: Index) -> bool:
        """Return whether the cursor stands on a mistake, or on a row without any."""
        row = self._rows.row_at(at.row())
        return row is not None and (not _is_wrong(row) or at.column() in self._mistakes(row))


def _is_wrong(row: Row) -> bool:
    return row.weight is Weight.ERROR
