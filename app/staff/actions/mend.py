"""Mending rows in place: one, or many at once (fill, replace, convert); every act can be undone and done again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from app.base.ids import new_id
from app.errors import InputError
from app.records.tables import table_of
from app.staff.actions.batches import TOKEN, kept, working
from app.staff.actions.sharing import sharing
from app.staff.at import At
from app.staff.records import BatchRow, EditRow, StaffRow
from app.staff.sheets.fields import fields
from app.staff.sheets.model import CheckedRow, Finding, Place, Severity

Recheck = Callable[[Sequence[CheckedRow], Mapping[int, Mapping[str, str]]], Sequence[CheckedRow]]
"""Judges rows anew: given rows, and by their index what was typed into which fields; returns all, as they are now."""
Typed = Callable[[Mapping[str, str], Mapping[str, str]], str | None]
"""From the values of a row and what stands raw in it, what is to be typed into the field; None: nothing."""

_CHANGES = ("key", "token", "cells", "raw", "findings", "weight")
_EDIT = table_of(EditRow)
_APPLY = {
    name: text(
        "UPDATE staff_row SET state = 'open', "  # noqa: S608  the columns' names are our own
        + ", ".join(f"{column} = json_extract(e.{name}, '$.{column}')" for column in _CHANGES)
        + " FROM staff_edit e WHERE e.act = :act AND staff_row.batch = e.batch AND staff_row.number = e.row"
    )
    for name in ("before", "after")
}
"""Writes what the edits of an act say into their rows, however many, in one statement."""


def mend(
    session: Session, at: At, batch: str, number: int, typed: Mapping[str, str], recheck: Recheck
) -> str:
    """Type into fields of one row, and return the act by which it can be undone.

    Raises: WrongStep, once the batch is confirmed; InputError("staff.row-unknown" | "staff.field-unknown").
    """
    row = working(session, at, batch)
    for name in typed:
        _known(name)
    found = _rows(session, batch, [number])
    if not found:
        raise InputError(reason="staff.row-unknown", field="row", row=number)
    return _change(session, at, row, found, {0: typed}, recheck)


def mend_many(
    session: Session, at: At, batch: str, numbers: Sequence[int], field: str, typed: Typed, recheck: Recheck
) -> tuple[str, int]:
    """Type into one field of many rows as one act; return it, and in how many rows something changed.

    Raises: WrongStep; InputError("staff.field-unknown").
    """
    row = working(session, at, batch)
    _known(field)
    found = _rows(session, batch, numbers)
    wanted: dict[int, Mapping[str, str]] = {}
    for index, each in enumerate(found):
        now = each.cells.get(field, "")
        text = typed(each.cells, each.raw)
        if text is not None and text != each.raw.get(field, now):
            wanted[index] = {field: text}
    if not wanted:
        return "", 0
    return _change(session, at, row, found, wanted, recheck), len(wanted)


def fill(value: str) -> Typed:
    """Put one value into every row."""
    return lambda _values, _raw: value


def replace(field: str, what: str, by: str) -> Typed:
    """Put `by` in place of `what`, wherever it stands in the field."""

    def typed(values: Mapping[str, str], raw: Mapping[str, str]) -> str | None:
        now = raw.get(field, values.get(field, ""))
        return now.replace(what, by) if what and what in now else None

    return typed


def take_proposals(
    session: Session, at: At, batch: str, numbers: Sequence[int], field: str, recheck: Recheck
) -> tuple[str, int]:
    """Convert: take what the rules propose for the field (Kruti Dev, a near designation), where they do."""
    proposed = {each.number: _proposal(each.findings, field) for each in _rows(session, batch, numbers)}
    with_one = [number for number, text in proposed.items() if text is not None]
    row = working(session, at, batch)
    _known(field)
    found = _rows(session, batch, with_one)
    wanted = {index: {field: proposed[each.number] or ""} for index, each in enumerate(found)}
    return (_change(session, at, row, found, wanted, recheck), len(wanted)) if wanted else ("", 0)


def undo(session: Session, at: At, batch: str) -> tuple[int, ...]:
    """Take the last act back; return the rows it changed. Raises: InputError("staff.nothing-to-undo")."""
    return _turn(session, at, batch, undone=False)


def redo(session: Session, at: At, batch: str) -> tuple[int, ...]:
    """Do again what was undone last. Raises: InputError("staff.nothing-to-redo")."""
    return _turn(session, at, batch, undone=True)


def _turn(session: Session, at: At, batch: str, *, undone: bool) -> tuple[int, ...]:
    row = working(session, at, batch)
    last = select(EditRow).where(EditRow.batch == batch, EditRow.undone.is_(undone))
    edge = session.scalars(last.order_by(EditRow.id.asc() if undone else EditRow.id.desc()).limit(1)).first()
    if edge is None:
        raise InputError(reason="staff.nothing-to-redo" if undone else "staff.nothing-to-undo", field="row")
    act = edge.act
    _apply(session, act, "after" if undone else "before")
    session.execute(update(_EDIT).where(_EDIT.c.act == act).values(undone=not undone))
    row.updated_at = at.now()
    return tuple(session.scalars(select(_EDIT.c.row).where(_EDIT.c.act == act).order_by(_EDIT.c.row)))


def _change(
    session: Session,
    at: At,
    batch: BatchRow,
    rows: Sequence[StaffRow],
    typed: Mapping[int, Mapping[str, str]],
    recheck: Recheck,
) -> str:
    act = new_id()
    rows, judged = _judged(session, batch.id, rows, typed, recheck)
    session.execute(delete(_EDIT).where(_EDIT.c.batch == batch.id, _EDIT.c.undone))
    facts = {"batch": batch.id, "act": act, "who": at.who, "at": at.now(), "undone": False}
    edits: list[dict[str, Any]] = [
        facts | {"row": row.number, "before": _state(row), "after": _of(kept(checked))}
        for row, checked in zip(rows, judged, strict=True)
    ]
    changed = [each for each in edits if each["before"] != each["after"]]
    if changed:
        session.execute(insert(_EDIT), changed)
        _apply(session, act, "after")
    batch.updated_at = at.now()
    return act


def _judged(
    session: Session,
    batch: str,
    rows: Sequence[StaffRow],
    typed: Mapping[int, Mapping[str, str]],
    recheck: Recheck,
) -> tuple[Sequence[StaffRow], Sequence[CheckedRow]]:
    """Judge rows with what was typed, and with them all that share something with them, before or after."""
    judged = recheck([checked_of(each) for each in rows], typed)
    others = sharing(session, batch, rows, judged)
    if not others:
        return rows, judged
    all_ = [*rows, *_rows(session, batch, others)]
    return all_, recheck([checked_of(each) for each in all_], typed)


def checked_of(row: StaffRow) -> CheckedRow:
    """Return a row as the rules gave it."""
    values = row.cells | ({TOKEN: row.token} if row.token else {})
    return CheckedRow(Place(row.sheet, row.line), values, row.raw, findings_of(row.findings))


def findings_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    return tuple(Finding(**(each | {"severity": Severity(each["severity"])})) for each in map(dict, kept))


def _state(row: StaffRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _CHANGES}


def _of(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {name: columns[name] for name in _CHANGES}


def _apply(session: Session, act: str, side: str) -> None:
    session.execute(_APPLY[side], {"act": act})
    session.expire_all()


def _rows(session: Session, batch: str, numbers: Sequence[int]) -> list[StaffRow]:
    found: list[StaffRow] = []
    for first in range(0, len(numbers), 500):
        some = numbers[first : first + 500]
        asked = select(StaffRow).where(StaffRow.batch == batch, StaffRow.number.in_(some))
        found += session.scalars(asked.order_by(StaffRow.number))
    return found


def _proposal(findings: Iterable[Mapping[str, Any]], field: str) -> str | None:
    return next((each["proposal"] for each in findings if each["field"] == field and each["proposal"]), None)


def _known(field: str) -> None:
    if field not in fields():
        raise InputError(reason="staff.field-unknown", field=field)
