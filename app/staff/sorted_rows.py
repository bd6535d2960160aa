"""In which order do the rows of a sheet stand by a field? Sorted once, and kept until a row of the sheet changes."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.records.tables import table_of
from app.staff import grid
from app.staff.model import Asked, Order
from app.staff.records import BatchRow, StaffRow

_ROW = table_of(StaffRow)
_KEPT = 6  # orders: three columns, up and down
_By = tuple[str, bool]
_State = tuple[str, datetime | None, int]


class SortedRows:
    """Answers as `grid.order`; of the sheet that was asked about last it remembers the orders asked last."""

    def __init__(self) -> None:
        self._of: _State = ("", None, 0)
        self._orders: dict[_By, Sequence[int]] = {}

    def order(self, session: Session, batch: str, asked: Asked, heard: Sequence[int] = ()) -> Sequence[int]:
        """Return the numbers of the rows that fit, in order. Raises: InputError("staff.field-unknown")."""
        if asked.order is not Order.FIELD:
            return grid.order(session, batch, asked, heard)
        every = self._every(session, batch, (asked.field, asked.descending))
        unsorted = replace(asked, order=Order.NUMBER, descending=False)
        if unsorted == Asked(order=Order.NUMBER, field=asked.field):
            return every
        fit = frozenset(grid.order(session, batch, unsorted, heard))
        return array("L", (number for number in every if number in fit))

    def forget(self) -> None:
        """Remember nothing: this desk changed something, and two changes may bear one moment."""
        self._of, self._orders = ("", None, 0), {}

    def _every(self, session: Session, batch: str, by: _By) -> Sequence[int]:
        now = _state(session, batch)
        if now != self._of:
            self._of, self._orders = now, {}
        if by not in self._orders:
            field, descending = by
            asked = Asked(order=Order.FIELD, field=field, descending=descending)
            self._orders[by] = grid.order(session, batch, asked)
            for oldest in list(self._orders)[:-_KEPT]:
                del self._orders[oldest]
        return self._orders[by]


def _state(session: Session, batch: str) -> _State:
    """Return what is another once a row was mended, taken in, or came from another desk."""
    moment = session.scalar(select(BatchRow.updated_at).where(BatchRow.id == batch))
    rows = session.scalar(select(func.count()).where(_ROW.c.batch == batch)) or 0
    return batch, moment, rows
