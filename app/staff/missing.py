"""Who serves in an office, as the master has it, and does not stand in its sheet? Asked before the office stands by it.

Nobody leaves the master by not being in a sheet: somebody says that they left, or that they were merely forgotten.
"""

import json
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, String, func, or_, select
from sqlalchemy.orm import Session

from app.records.marks import mark, set_mark
from app.records.tables import table_of
from app.staff.actions.batches import batch_row, working
from app.staff.at import At
from app.staff.model import Missing, RowState
from app.staff.pairing import KNOWN_BY, TOKEN, Values, met
from app.staff.records import MasterRow, StaffRow
from app.staff.serving import LEFT

_ROW = table_of(StaffRow)
_MARK = "staff.stays:"
_SIGNS = ("employee_code", "email", "mobile")


def missing(session: Session, batch: str) -> tuple[Missing, ...]:
    """Return them by name. Raises: InputError("staff.batch-unknown")."""
    office, of_batch = batch_row(session, batch).office, _stands_in(batch)
    people = session.scalars(
        select(MasterRow)
        .where(MasterRow.office == office, MasterRow.state.not_in(LEFT))
        .where(MasterRow.id.not_in(select(_ROW.c.person).where(*of_batch)))
        .order_by(MasterRow.name, MasterRow.id)
    ).all()
    if not people:
        return ()
    values = [{**each.cells, TOKEN: each.token} for each in people]
    there = set(met(values, _like(session, batch, values)).values())
    stays = _stays(session, batch)
    return tuple(
        Missing(each.id, each.name, each.cells, stays=each.id in stays)
        for at, each in enumerate(people)
        if at not in there
    )


def stay(session: Session, at: At, batch: str, people: Collection[str]) -> None:
    """Note that these serve there still, and were merely not written down. Raises: NotAllowed, WrongStep."""
    working(session, at, batch)
    set_mark(session, _MARK + batch, json.dumps(sorted(_stays(session, batch) | set(people))))


def _stays(session: Session, batch: str) -> set[str]:
    return set(json.loads(mark(session, _MARK + batch) or "[]"))


def _stands_in(batch: str) -> tuple[ColumnElement[bool], ...]:
    return _ROW.c.batch == batch, _ROW.c.state != RowState.LEFT_OUT.value


def _like(session: Session, batch: str, people: Sequence[Values]) -> list[Mapping[str, str]]:
    """Return the rows that have a sign of one of these people: under another code they may be the same all the same."""
    signs = {name: {each[name] for each in people if each.get(name)} for name in (*KNOWN_BY, *_SIGNS)}
    said = {name: func.json_extract(_ROW.c.cells, f"$.{name}", type_=String) for name in _SIGNS}
    has_one = [_one_of(said.get(name, _ROW.c.token), some) for name, some in signs.items() if some]
    if not has_one:
        return []
    asked = select(_ROW.c.cells, _ROW.c.token).where(*_stands_in(batch), or_(*has_one))
    return [{**cells, TOKEN: token} for cells, token in session.execute(asked)]


def _one_of(said: ColumnElement[str], values: Collection[str]) -> ColumnElement[bool]:
    each = func.json_each(json.dumps(sorted(values))).table_valued("value")
    return said.in_(select(each.c.value))
