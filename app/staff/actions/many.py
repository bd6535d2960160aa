"""One field of many rows mended at once, as one act; and what it would change, foretold by the same rule."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.records.tables import table_of
from app.staff.actions.batches import working
from app.staff.actions.mend import Recheck, change, require_known, rows_of
from app.staff.at import At
from app.staff.model import RowState
from app.staff.records import StaffRow
from app.staff.sheets.model import Example, Foretold, Many, Way
from app.staff.sheets.written import written

_ROW = table_of(StaffRow)
_SHOWN = 8  # examples
_AT_ONCE = 500


class _Row(Protocol):
    """What is asked of a row of the store."""

    cells: Mapping[str, Any]
    raw: Mapping[str, Any]
    findings: Sequence[Mapping[str, Any]]


_Typed = Callable[[_Row], str | None]
"""What is to be typed into the field of a row; None: nothing."""


def mend_many(
    session: Session, at: At, batch: str, numbers: Sequence[int], field: str, many: Many, recheck: Recheck
) -> tuple[str, int]:
    """Mend one field of many rows as one act; return it, and in how many rows something changed.

    Raises: WrongStep; InputError("staff.field-unknown").
    """
    row = working(session, at, batch)
    require_known(field)
    found = rows_of(session, batch, numbers)
    wanted = dict(_wanted(found, field, many))
    if not wanted:
        return "", 0
    typed = {index: {field: text} for index, text in wanted.items()}
    return change(session, at, row, found, typed, recheck), len(wanted)


def foretell(session: Session, batch: str, numbers: Sequence[int], field: str, many: Many) -> Foretold:
    """Say in how many rows it would change something, and show the first. Raises: InputError("staff.field-unknown")."""
    require_known(field)
    columns, count, first = _ROW.c, 0, list[Example]()
    asked = select(columns.line, columns.cells, columns.raw, columns.findings).where(
        columns.batch == batch, columns.state != RowState.LEFT_OUT.value
    )
    for start in range(0, len(numbers), _AT_ONCE):
        some = columns.number.in_(numbers[start : start + _AT_ONCE])
        rows = session.execute(asked.where(some).order_by(columns.number)).all()
        wanted = dict(_wanted(rows, field, many))
        count += len(wanted)
        first += [_example(rows[at], field, text) for at, text in wanted.items() if len(first) < _SHOWN]
    return Foretold(count, tuple(first[:_SHOWN]))


def _wanted(rows: Sequence[Any], field: str, many: Many) -> Iterator[tuple[int, str]]:
    """Yield what is to be typed, by the index of the row, where it is not what stands there."""
    typed = _typed(field, many)
    for index, row in enumerate(rows):
        text = typed(row)
        if text is not None and text != _stands(row, field):
            yield index, text


def _typed(field: str, many: Many) -> _Typed:
    def replaced(row: _Row) -> str | None:
        now = _stands(row, field)
        return now.replace(many.what, many.by) if many.what and many.what in now else None

    def proposed(row: _Row) -> str | None:
        told = (each["proposal"] for each in row.findings if each["field"] == field and each["proposal"])
        return next(told, None)

    return {Way.FILL: lambda _row: many.by, Way.REPLACE: replaced, Way.CONVERT: proposed}[many.way]


def _stands(row: _Row, field: str) -> str:
    return str(row.raw.get(field, row.cells.get(field, "")))


def _example(row: Any, field: str, text: str) -> Example:
    name = row.cells.get("name") or row.raw.get("name", "")
    return Example(row.line, name, written(field, _stands(row, field)), written(field, text))
