"""One field of many rows mended at once, as one act; and what it would change, foretold by the same rule.

The rule is SQLite's: of a hundred thousand rows only those are read in which something changes.
"""

import json
from collections.abc import Sequence

from sqlalchemy import ColumnElement, String, and_, func, literal, select
from sqlalchemy.orm import Session

from app.records.tables import table_of
from app.staff.actions.batches import working
from app.staff.actions.mend import Recheck, change, require_known, rows_of
from app.staff.at import At
from app.staff.model import RowState
from app.staff.records import StaffRow
from app.staff.sheets.model import Example, Foretold, Many, Way
from app.staff.sheets.watch import Watch, part, unwatched
from app.staff.sheets.written import written

_ROW = table_of(StaffRow)
_SHOWN = 8  # examples
READ, JUDGED, WRITTEN, WORKS = 0, 1, 2, 3
"""What is done with as many rows as are mended, and how many works that are."""


def mend_many(
    session: Session,
    at: At,
    batch: str,
    numbers: Sequence[int],
    field: str,
    many: Many,
    recheck: Recheck,
    watch: Watch = unwatched,
) -> tuple[str, int]:
    """Mend one field of many rows as one act; return it, and in how many rows something changed.

    `watch` hears of the rows that are read and written; of those that are judged, `recheck` tells.
    Raises: WrongStep; InputError("staff.field-unknown"); Cancelled, and nothing is changed.
    """
    row = working(session, at, batch)
    require_known(field)
    text = _text(field, many)
    asked = select(_ROW.c.number, text).where(_changes(batch, numbers, field, many)).order_by(_ROW.c.number)
    wanted: dict[int, str] = dict(session.execute(asked).all())
    if not wanted:
        return "", 0
    found = rows_of(session, batch, list(wanted), watch=part(watch, READ, WORKS, len(numbers)))
    typed = {index: {field: wanted[each.number]} for index, each in enumerate(found)}
    writing = part(watch, WRITTEN, WORKS, len(numbers))
    return change(session, at, row, found, typed, recheck, writing), len(wanted)


def foretell(session: Session, batch: str, numbers: Sequence[int], field: str, many: Many) -> Foretold:
    """Say in how many rows it would change something, and show the first. Raises: InputError("staff.field-unknown")."""
    require_known(field)
    fit = _changes(batch, numbers, field, many)
    count = session.scalar(select(func.count()).select_from(_ROW).where(fit)) or 0
    name = func.coalesce(func.nullif(_in(_ROW.c.cells, "name"), ""), _in(_ROW.c.raw, "name"), "")
    asked = select(_ROW.c.line, name, _stands(field), _text(field, many)).where(fit)
    first = session.execute(asked.order_by(_ROW.c.number).limit(_SHOWN))
    shown = (
        Example(line, named, written(field, now), written(field, then)) for line, named, now, then in first
    )
    return Foretold(count, tuple(shown))


def _changes(batch: str, numbers: Sequence[int], field: str, many: Many) -> ColumnElement[bool]:
    """Return what finds those of the rows in which what is to be written is not what stands there."""
    each = func.json_each(json.dumps(list(numbers))).table_valued("value")
    asked = and_(_ROW.c.batch == batch, _ROW.c.number.in_(select(each.c.value)))
    return and_(asked, _ROW.c.state != RowState.LEFT_OUT.value, _text(field, many) != _stands(field))


def _text(field: str, many: Many) -> ColumnElement[str]:
    """Return what is to be written into the field of a row; NULL: nothing."""
    if many.way is Way.FILL:
        return literal(many.by)
    if many.way is Way.REPLACE:
        return func.replace(_stands(field), many.what, many.by, type_=String)
    told = func.json_each(_ROW.c.findings).table_valued("key", "value")
    proposal = func.nullif(_in(told.c.value, "proposal"), "")
    meant = select(proposal).where(_in(told.c.value, "field") == field, proposal.is_not(None))
    return meant.order_by(told.c.key).limit(1).correlate(_ROW).scalar_subquery()


def _stands(field: str) -> ColumnElement[str]:
    return func.coalesce(_in(_ROW.c.raw, field), _in(_ROW.c.cells, field), "", type_=String)


def _in(json_text: ColumnElement[object], name: str) -> ColumnElement[str]:
    return func.json_extract(json_text, f"$.{name}", type_=String)
