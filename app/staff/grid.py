"""The grid over a batch: which rows in which order, as numbers, and then a page of them at a time.

The order is asked once for a filter; a page is read by its rows' numbers, so that the last page is as quick as the
first, and never more than a page of rows is in memory. The numbers come as one text: 100,000 rows of one number
each would take longer than to sort them.
"""

import json
import re
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select, text
from sqlalchemy.orm import Session

from app.errors import InputError
from app.records.tables import table_of
from app.staff.actions.mend import findings_of as kept_findings
from app.staff.model import Asked, Order, Row, RowState, Weight
from app.staff.records import StaffRow
from app.staff.sheets.fields import fields
from app.staff.sheets.model import MistakeKind, Place

_ROW = table_of(StaffRow)
MOST_AT_ONCE = 500
_PLAIN, _LOOSE = ("number", "sheet", "line", "person", "state"), ("cells", "raw", "findings")
_BETWEEN = re.compile(r'["\\:,{}]')
_CASED, _JOKERS = re.compile("[A-Za-z]"), re.compile(r"([*?\[])")


def order(session: Session, batch: str, asked: Asked, heard: Sequence[int] = ()) -> Sequence[int]:
    """Return the numbers of the rows that fit, in order. Raises: InputError("staff.field-unknown").

    `heard` are the numbers of rows that fit a typed text by their sound.
    """
    fit = _conditions(asked, heard)
    wanted = select(_ROW.c.number).where(_ROW.c.batch == batch, *fit).order_by(*_order(asked))
    found = session.scalar(select(func.json_group_array(wanted.subquery().c.number)))
    return array("I", json.loads(found or "[]"))


def page(session: Session, batch: str, numbers: Sequence[int]) -> tuple[Row, ...]:
    """Return the rows of these numbers, in this order; at most MOST_AT_ONCE.

    They come as one text, too: a window is drawn meanwhile, and waits while rows are made one by one.
    """
    some = list(numbers[:MOST_AT_ONCE])
    written = func.json_array(
        *(_ROW.c[name] for name in _PLAIN), *(func.json(_ROW.c[name]) for name in _LOOSE)
    )
    asked = select(func.json_group_array(func.json(written))).where(
        _ROW.c.batch == batch, _ROW.c.number.in_(some)
    )
    found = {each[0]: _row(*each) for each in json.loads(session.scalar(asked) or "[]")}
    return tuple(found[number] for number in some if number in found)


def at_line(session: Session, batch: str, line: int, sheet: str = "") -> tuple[int, ...]:
    """Return the numbers of the rows that stand in this line of the office's file; its sheets may have one each."""
    asked = select(_ROW.c.number).where(_ROW.c.batch == batch, _ROW.c.line == line).order_by(_ROW.c.number)
    if sheet:
        asked = asked.where(_ROW.c.sheet == sheet)
    return tuple(session.scalars(asked))


def cell_of(session: Session, batch: str, number: int, field: str) -> str | None:
    """Return what stands in one cell. Raises: InputError("staff.field-unknown")."""
    return session.scalar(select(_cell(field)).where(_ROW.c.batch == batch, _ROW.c.number == number))


def values_of(session: Session, batch: str, field: str, most: int = 200) -> tuple[tuple[str, int], ...]:
    """Return the values of a field with how often each stands, the most frequent first: the filter's choices."""
    cell = _cell(field)
    asked = select(cell, func.count()).where(_ROW.c.batch == batch).group_by(cell)
    rows = session.execute(asked.order_by(func.count().desc(), cell).limit(most))
    return tuple((value or "", count) for value, count in rows)


def findings_of(session: Session, batch: str) -> tuple[MistakeKind, ...]:
    """Return the kinds of findings, the most frequent first."""
    asked = text(
        "SELECT json_extract(f.value, '$.field') AS field, json_extract(f.value, '$.key') AS kind, "
        "count(DISTINCT r.number) FROM staff_row r, json_each(r.findings) f "
        "WHERE r.batch = :batch AND r.weight > 0 GROUP BY kind, field ORDER BY 3 DESC, kind, field"
    )
    return tuple(MistakeKind(*each) for each in session.execute(asked, {"batch": batch}))


def _row(
    number: int,
    sheet: str,
    line: int,
    person: str,
    state: str,
    cells: Mapping[str, str],
    raw: Mapping[str, str],
    findings: Sequence[Mapping[str, Any]],
) -> Row:
    place = Place(sheet, line)
    return Row(number, place, person, cells, raw, kept_findings(findings), RowState(state))


def _conditions(asked: Asked, heard: Sequence[int]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.weight is not None:
        found.append(_ROW.c.weight == asked.weight.value)
    if asked.state is not None:
        found.append(_ROW.c.state == asked.state.value)
    if asked.text:
        written = _contains(asked.text)
        found.append(or_(_one_of(heard), written) if heard else written)
    if asked.value:
        found.append(_is(asked.field, asked.value))
    if asked.finding:
        found.append(_ROW.c.weight != Weight.LEFT_OUT.value)
        found.append(_has_finding(asked.found_in, asked.finding))
    return found


def _order(asked: Asked) -> list[ColumnElement[Any]]:
    if asked.order is Order.NUMBER:
        return [_ROW.c.number.desc() if asked.descending else _ROW.c.number]
    if asked.order is Order.WORST_FIRST:
        # Rows that are looked into one by one are read as they lie: by the index of the worst they lie anywhere.
        is_narrowed = asked.text or asked.value or asked.finding or asked.state is not None
        weight = _ROW.c.weight + 0 if is_narrowed else _ROW.c.weight
        return [weight.desc(), _ROW.c.number]
    by = (_cell(asked.field), _ROW.c.number)
    return [each.desc() if asked.descending else each for each in by]


def _is(field: str, value: str) -> ColumnElement[bool]:
    """A field is kept beside its value, and a quote within a value never as it is here: no row is taken apart."""
    return _stands(json.dumps({_known(field): value}, ensure_ascii=False, separators=(",", ":"))[1:-1])


def _one_of(numbers: Sequence[int]) -> ColumnElement[bool]:
    each = func.json_each(json.dumps(list(numbers))).table_valued("value")
    return _ROW.c.number.in_(select(each.c.value))


def _contains(typed: str) -> ColumnElement[bool]:
    """The words stand in a cell. The text of all cells is looked through first: most rows end there.

    Only words that may stand in the text between the cells, too, are looked for in each cell.
    """
    written = json.dumps(typed, ensure_ascii=False)[1:-1]
    in_text = _in_text(written)
    if not _BETWEEN.search(written) and not any(typed.lower() in each for each in fields()):
        return in_text
    each = func.json_each(_ROW.c.cells).table_valued("value")
    in_one = select(each.c.value).where(each.c.value.contains(typed, autoescape=True)).exists()
    return and_(in_text, in_one)


def _in_text(written: str) -> ColumnElement[bool]:
    """What has no capitals, as Hindi has none, is looked for as it is: that takes a seventh less."""
    if not _CASED.search(written):
        return _stands(written)
    return cast(_ROW.c.cells, String).contains(written, autoescape=True)


def _stands(written: str) -> ColumnElement[bool]:
    """The text of all cells holds exactly this."""
    pattern = _JOKERS.sub(r"[\1]", written)
    return cast(_ROW.c.cells, String).bool_op("GLOB")(f"*{pattern}*")


def _has_finding(field: str, key: str) -> ColumnElement[bool]:
    """A finding is kept with its field before its key."""
    return cast(_ROW.c.findings, String).contains(f'"field":"{field}","key":"{key}"', autoescape=True)


def _cell(field: str) -> ColumnElement[str]:
    return func.json_extract(_ROW.c.cells, f"$.{_known(field)}", type_=String)


def _known(field: str) -> str:
    if field not in fields():
        raise InputError(reason="staff.field-unknown", field=field)
    return field
