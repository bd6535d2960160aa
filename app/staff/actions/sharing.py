"""Which rows have to be judged with those that were mended? All that share a number or an address with them.

A row that is judged alone would lose what it was told of another, and the other would keep it for ever.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, String, cast, func, or_, select
from sqlalchemy.orm import Session

from app.records.tables import table_of
from app.staff.actions.batches import TOKEN
from app.staff.model import RowState
from app.staff.records import StaffRow
from app.staff.sheets.model import CheckedRow

Shared = tuple[str, str]
"""A field and a value in it."""
_FIELDS = ("mobile", "email", "employee_code")
_FEW = 24  # values that are looked for in the text of the rows; more, and every row is looked into
_ROW = table_of(StaffRow)


def sharing(
    session: Session, batch: str, mended: Sequence[StaffRow], judged: Iterable[CheckedRow]
) -> tuple[int, ...]:
    """Return the numbers of the other rows, those that share with one of them included."""
    seen = {row.number for row in mended}
    if len(seen) == session.scalar(select(func.count()).where(_ROW.c.batch == batch)):
        return ()
    asking = {each for row in mended for each in _shared({**row.cells, TOKEN: row.token})}
    asking |= {each for row in judged for each in _shared(row.values)}
    found: set[int] = set()
    asked: set[Shared] = set()
    while asking:
        fresh = {
            number: values
            for number, values in _having(session, batch, asking)
            if number not in seen | found and not asking.isdisjoint(values)
        }
        found |= fresh.keys()
        asked |= asking
        asking = {each for values in fresh.values() for each in values} - asked
    return tuple(sorted(found))


def _shared(values: Mapping[str, str | None]) -> Iterator[Shared]:
    for name in (*_FIELDS, TOKEN):
        if value := values.get(name):
            yield name, value


def _having(
    session: Session, batch: str, asking: Collection[Shared]
) -> Iterator[tuple[int, frozenset[Shared]]]:
    """Yield rows with what they might share: at least those that have one of these values."""
    columns = _ROW.c
    cells = [func.json_extract(columns.cells, f"$.{name}").label(name) for name in _FIELDS]
    rows = select(columns.number, columns.token.label(TOKEN), *cells).where(columns.batch == batch)
    rows = rows.where(columns.state != RowState.LEFT_OUT.value)
    if len(asking) <= _FEW:
        rows = rows.where(or_(*map(_holds, asking)))
    for row in session.execute(rows):
        yield row.number, frozenset(_shared(dict(row._mapping)))


def _holds(shared: Shared) -> ColumnElement[bool]:
    """The text of all cells is looked through: to take each apart would take ten times as long."""
    name, value = shared
    if name == TOKEN:
        return _ROW.c.token == value
    return func.instr(cast(_ROW.c.cells, String), json.dumps(value, ensure_ascii=False)) > 0
