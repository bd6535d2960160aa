"""In which order do the rows of a sheet stand by a field? Sorted once; a row that is mended later goes to its place."""

from array import array
from bisect import bisect
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.records.tables import table_of
from app.staff import grid
from app.staff.model import Asked, Order
from app.staff.records import BatchRow, EditRow, StaffRow

_ROW, _EDIT = table_of(StaffRow), table_of(EditRow)
_MOST_MOVED = 20  # rows; of more, to sort all of them anew is as quick
_State = tuple[str, datetime | None, int, int]
_NONE: _State = ("", None, 0, 0)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The numbers of all rows by one field, upwards; the rows of `moved` were mended since, and stand as before."""

    numbers: Sequence[int]
    moved: frozenset[int] = frozenset()


class SortedRows:
    """Answers as `grid.order`; remembers the orders of one sheet. Threads may share it."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._of = _NONE
        self._orders: dict[str, _Sorted] = {}
        self._changes = 0  # that this desk made: two of them may bear one moment

    def order(self, session: Session, batch: str, asked: Asked, heard: Sequence[int] = ()) -> Sequence[int]:
        """Return the numbers of the rows that fit, in order. Raises: InputError("staff.field-unknown")."""
        if asked.order is not Order.FIELD:
            return grid.order(session, batch, asked, heard)
        every = self.by(session, batch, asked.field)
        if asked.descending:
            every = every[::-1]
        unsorted = replace(asked, order=Order.NUMBER, descending=False)
        if unsorted == Asked(order=Order.NUMBER, field=asked.field):
            return every
        fit = frozenset(grid.order(session, batch, unsorted, heard))
        return array("I", (number for number in every if number in fit))

    def by(self, session: Session, batch: str, field: str) -> Sequence[int]:
        """Return the numbers of all rows by a field, upwards, and remember them. Raises: as `order`."""
        changes = self._changes
        now = (batch, _moment(session, batch), _count(session, batch), changes)
        kept = self._kept(now, field)
        if kept is None:
            found = grid.order(session, batch, Asked(order=Order.FIELD, field=field))
        elif kept.moved:
            found = _set_in_place(session, batch, field, kept)
        else:
            return kept.numbers
        self._keep(now, field, found)
        return found

    @contextmanager
    def following(self, session: Session, batch: str) -> Iterator[None]:
        """What is mended in this transaction, done again or taken back, moves in the orders that are remembered."""
        before, edge = _moment(session, batch), _edge(session, batch)
        yield
        first, last = sorted((edge, _edge(session, batch)))
        rows = _edited(session, batch, first, last)
        with self._turn:
            self._changes += 1
            if (batch, before) != self._of[:2]:
                self._of, self._orders = _NONE, {}
                return
            self._of = (batch, _moment(session, batch), self._of[2], self._changes)
            moved = {name: _Sorted(each.numbers, each.moved | rows) for name, each in self._orders.items()}
            self._orders = {name: each for name, each in moved.items() if len(each.moved) <= _MOST_MOVED}

    def forget(self) -> None:
        """Remember nothing: the rows are others."""
        with self._turn:
            self._changes += 1
            self._of, self._orders = _NONE, {}

    def _kept(self, now: _State, field: str) -> _Sorted | None:
        with self._turn:
            if now != self._of:
                self._of, self._orders = now, {}
            return self._orders.get(field)

    def _keep(self, now: _State, field: str, numbers: Sequence[int]) -> None:
        """Keep an order, unless something was changed while it was made."""
        with self._turn:
            if now == self._of:
                self._orders[field] = _Sorted(numbers)


def _set_in_place(session: Session, batch: str, field: str, kept: _Sorted) -> Sequence[int]:
    """Return the numbers once each row that was mended stands where its cell sorts it now."""
    found = array("I", (number for number in kept.numbers if number not in kept.moved))

    def key(number: int) -> tuple[bool, str, int]:
        cell = grid.cell_of(session, batch, number, field)
        return cell is not None, cell or "", number

    for number in sorted(kept.moved):
        found.insert(bisect(found, key(number), key=key), number)
    return found


def _moment(session: Session, batch: str) -> datetime | None:
    """Return what is another once a row was mended, or a sheet taken in."""
    return session.scalar(select(BatchRow.updated_at).where(BatchRow.id == batch))


def _count(session: Session, batch: str) -> int:
    """Return what is another while rows come from another desk."""
    return session.scalar(select(func.count()).where(_ROW.c.batch == batch)) or 0


def _edge(session: Session, batch: str) -> int:
    """Return the last edit that stands: a new one, and one that is done again, lie behind it, one taken back before."""
    stands = select(_EDIT.c.id).where(_EDIT.c.batch == batch, _EDIT.c.undone.is_(False))
    return session.scalar(stands.order_by(_EDIT.c.id.desc()).limit(1)) or 0


def _edited(session: Session, batch: str, first: int, last: int) -> frozenset[int]:
    """Return which rows the edits after the first changed, up to the last; of too many, some."""
    some = select(_EDIT.c.row).where(_EDIT.c.batch == batch, _EDIT.c.id > first, _EDIT.c.id <= last)
    return frozenset(session.scalars(some.distinct().limit(_MOST_MOVED + 1)))
