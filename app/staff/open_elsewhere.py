"""Who has this number or address in the sheet that another office has open at this desk?"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, String, cast, false, func, or_, select
from sqlalchemy.orm import Session

from app.records.tables import table_of
from app.staff.model import OPEN, RowState
from app.staff.pairing import TOKEN
from app.staff.records import BatchRow, StaffRow
from app.staff.serving import codes
from app.staff.sheets.model import Known

_ROW, _BATCH = table_of(StaffRow), table_of(BatchRow)
_FEW = 24  # values that are looked for in the text of the rows; more, and every row is looked into


class OpenElsewhere:
    """The open sheets of all offices but that of the code `office`, as long as the session lives."""

    def __init__(self, session: Session, office: str) -> None:
        named = codes(session)
        asked = select(_BATCH.c.id, _BATCH.c.office).where(_BATCH.c.state.in_([each.value for each in OPEN]))
        self._session = session
        self._offices = {
            batch: named.get(of, of) for batch, of in session.execute(asked) if named.get(of) != office
        }

    def known(self, field: str, values: Collection[str]) -> Mapping[str, Sequence[Known]]:
        """Return who has each of these values in the field."""
        found = defaultdict[str, list[Known]](list)
        if not (self._offices and values):
            return found
        wanted = frozenset(values)
        for value, row in self._having(field, wanted):
            if value in wanted:
                found[value].append(Known(row.name or "", self._offices[row.batch], row.code or "", row.line))
        return found

    def holds(self, field: str, value: ColumnElement[str]) -> ColumnElement[bool]:
        """Say in a question of one's own that somebody has `value` in the field."""
        row = _ROW.alias()
        stands = row.c.batch.in_(self._offices), row.c.state != RowState.LEFT_OUT.value
        return value.in_(select(_cell(row, field)).where(*stands)) if self._offices else false()

    def _having(self, field: str, values: Collection[str]) -> Iterator[tuple[str, Any]]:
        asked = select(
            cell(field).label("held"),
            _ROW.c.batch,
            _ROW.c.line,
            cell("name").label("name"),
            cell("employee_code").label("code"),
        ).where(_ROW.c.batch.in_(self._offices), _ROW.c.state != RowState.LEFT_OUT.value)
        if len(values) <= _FEW:
            asked = asked.where(or_(*(_holds(field, value) for value in values)))
        for row in self._session.execute(asked):
            yield row.held, row


def cell(name: str) -> ColumnElement[Any]:
    """Return what stands in a row of a sheet, as a part of a question."""
    return _cell(_ROW, name)


def _cell(row: FromClause, name: str) -> ColumnElement[Any]:
    return row.c.token if name == TOKEN else func.json_extract(row.c.cells, f"$.{name}")


def _holds(field: str, value: str) -> ColumnElement[bool]:
    """The text of all cells is looked through: to take each apart would take ten times as long."""
    if field == TOKEN:
        return _ROW.c.token == value
    return func.instr(cast(_ROW.c.cells, String), json.dumps(value, ensure_ascii=False)) > 0
