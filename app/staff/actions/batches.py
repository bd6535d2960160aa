"""Taking an office's sheet in: one open batch an office; the mended sheet updates it and never doubles a row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from app.base.ids import new_id
from app.errors import InputError, WrongStep
from app.records.journal import write_entry
from app.records.tables import JournalRow, table_of
from app.staff.actions.reach import require_reach
from app.staff.actions.sent_back import stated
from app.staff.at import At
from app.staff.master import MasterOf
from app.staff.model import OPEN, BatchState, RowState, Taken, Weight, weight_of
from app.staff.records import BatchRow, EditRow, ElsewhereRow, StaffRow
from app.staff.sheets.model import CheckedRow, CheckedSheet

TOKEN = "aadhaar_token"  # noqa: S105  the name of a value, not a secret
_KEYS = ("employee_code", TOKEN, "email", "mobile")
_ROW = table_of(StaffRow)
_MOST = 200_000


def begin(session: Session, at: At, office: str, file_name: str) -> str:
    """Open a batch for an office and return its id.

    Raises: NotAllowed; InputError("staff.other-office"); InputError("staff.batch-open" | "staff.batch-elsewhere"),
    when the office has one already.
    """
    at.acting.require("staff.begun")
    require_reach(session, at, office)
    held = open_batch(session, office)
    if held is not None:
        raise InputError(reason="staff.batch-open", field="office", by=held.begun_by, file=held.file_name)
    elsewhere = session.get(ElsewhereRow, office)
    if elsewhere is not None:
        raise InputError(reason="staff.batch-elsewhere", field="office", by=elsewhere.who)
    made, now = new_id(), at.now()
    session.add(
        BatchRow(
            id=made,
            office=office,
            file_name=file_name,
            state=BatchState.WORKING.value,
            begun_by=at.who,
            created_at=now,
            updated_at=now,
        )
    )
    session.flush()
    write_entry(session, at.acting, "staff.begun", made, {"office": office}, clock=at.clock)
    return made


def take_in(session: Session, at: At, batch: str, sheet: CheckedSheet) -> Taken:
    """Take the rows of a sheet into the open batch. A row whose person stands there already is brought up to date.

    Raises: WrongStep, when the batch can be mended no more; InputError("staff.too-many").
    """
    row = working(session, at, batch)
    if len(sheet.rows) > _MOST:
        raise InputError(reason="staff.too-many", field="file", most=_MOST)
    held = _held(session, batch)
    people = MasterOf(session).ids([key_of(each.values) for each in sheet.rows])
    plan = _planned(sheet.rows, held, people)
    _insert(session, batch, plan.fresh)
    _update(session, batch, plan.changed)
    _no_undo_past(session, batch)
    row.updated_at = at.now()
    return Taken(len(plan.fresh), len(plan.changed), plan.same, tuple(plan.left))


def drop(session: Session, at: At, batch: str, reason: str) -> None:
    """Give a batch up; what it held stays readable.

    Raises: WrongStep, once its rows went to the centre, or at another desk than the one that made it; InputError,
    as `stated`.
    """
    at.acting.require("staff.dropped")
    why = stated(reason)
    row = batch_row(session, batch)
    may = row.state in {BatchState.WORKING, BatchState.CONFIRMED, BatchState.CERTIFIED}
    if not may or not made_here(session, batch):
        raise WrongStep(state=row.state, event="drop")
    row.state, row.updated_at = BatchState.DROPPED.value, at.now()
    write_entry(session, at.acting, "staff.dropped", batch, {"reason": why}, clock=at.clock)


def open_batch(session: Session, office: str) -> BatchRow | None:
    asked = select(BatchRow).where(
        BatchRow.office == office, BatchRow.state.in_([each.value for each in OPEN])
    )
    return session.scalars(asked).one_or_none()


def batch_row(session: Session, batch: str) -> BatchRow:
    """Return the row. Raises: InputError("staff.batch-unknown")."""
    found = session.get(BatchRow, batch)
    if found is None:
        raise InputError(reason="staff.batch-unknown", field="batch")
    return found


def made_here(session: Session, batch: str) -> bool:
    """Say whether this desk began the batch; else it is here to be looked at and certified."""
    begun = select(JournalRow.id).where(JournalRow.subject == batch, JournalRow.kind == "staff.begun")
    return session.scalar(begun.limit(1)) is not None


def reopened(session: Session, row: BatchRow, round_: int) -> None:
    """Let the rows be mended again, in a round of their own; what the centre accepted stays accepted."""
    row.state, row.confirmed_by, row.certification = BatchState.WORKING.value, "", None
    row.round, row.chunks, row.next_chunk, row.paused = round_, [], 0, False
    sent = (_ROW.c.batch == row.id) & (_ROW.c.state == RowState.SENT.value)
    session.execute(update(_ROW).where(sent).values(state=RowState.OPEN.value))
    session.execute(update(_ROW).where(_ROW.c.batch == row.id).values(chunk=-1))


def working(session: Session, at: At, batch: str) -> BatchRow:
    """Return the row of a batch that may be mended. Raises: NotAllowed, WrongStep("staff.locked")."""
    at.acting.require("staff.begun")
    found = batch_row(session, batch)
    if found.state != BatchState.WORKING:
        raise WrongStep(reason="staff.locked", state=found.state)
    return found


def key_of(values: Mapping[str, str]) -> str:
    """Return what finds this person again: the employee code, else the Aadhaar token, the address, the mobile."""
    return next((f"{name}:{values[name]}" for name in _KEYS if values.get(name)), "")


def kept(checked: CheckedRow) -> dict[str, Any]:
    """Return the columns of a row that say what was checked."""
    values = dict(checked.values)
    token = values.pop(TOKEN, "")
    return {
        "sheet": checked.place.sheet,
        "line": checked.place.row,
        "key": key_of(checked.values),
        "token": token,
        "cells": values,
        "raw": dict(checked.raw),
        "findings": [asdict(each) for each in checked.findings],
        "weight": weight_of(checked.findings),
    }


@dataclass(slots=True)
class _Plan:
    fresh: list[dict[str, Any]]
    changed: list[dict[str, Any]]
    same: int
    left: list[int]


@dataclass(frozen=True, slots=True)
class _Held:
    number: int
    compared: tuple[Any, ...]
    is_left_out: bool


def _held(session: Session, batch: str) -> dict[str, _Held]:
    """Return the rows there are, by their keys; rows without a key by sheet and line."""
    columns = _ROW.c
    asked = select(
        columns.number,
        columns.key,
        columns.sheet,
        columns.line,
        columns.cells,
        columns.raw,
        columns.token,
        columns.state,
    ).where(columns.batch == batch)
    found: dict[str, _Held] = {}
    for row in session.execute(asked.order_by(columns.number)):
        place = _place(row.key, row.sheet, row.line, found)
        found[place] = _Held(
            row.number, (row.cells, row.raw, row.token), row.state == RowState.LEFT_OUT.value
        )
    return found


def _place(key: str, sheet: str, line: int, taken: Mapping[str, Any]) -> str:
    """Two rows with one key are two rows: the second goes by its place, and the rules call it a duplicate."""
    return key if key and key not in taken else f"{sheet}\0{line}"


def _planned(rows: Sequence[CheckedRow], held: Mapping[str, _Held], people: Mapping[str, str]) -> _Plan:
    plan, seen = _Plan([], [], 0, []), dict[str, bool]()
    number = max((each.number for each in held.values()), default=0)
    for checked in rows:
        columns = kept(checked)
        place = _place(columns["key"], columns["sheet"], columns["line"], seen)
        seen[place] = True
        before = held.get(place)
        if before is None:
            number += 1
            person = people.get(place) or new_id()
            plan.fresh.append(_fresh(number, person, columns))
        elif before.compared == (columns["cells"], columns["raw"], columns["token"]):
            plan.same += 1
        else:
            plan.changed.append(columns | {"number": before.number})
    plan.left = sorted(
        each.number for place, each in held.items() if place not in seen and not each.is_left_out
    )
    return plan


def _fresh(number: int, person: str, columns: dict[str, Any]) -> dict[str, Any]:
    return columns | {"number": number, "person": person, "state": RowState.OPEN.value, "chunk": -1}


def _insert(session: Session, batch: str, rows: Iterable[dict[str, Any]]) -> None:
    found = [each | {"batch": batch} for each in rows]
    if found:
        session.execute(insert(_ROW), found)


def _update(session: Session, batch: str, rows: Iterable[dict[str, Any]]) -> None:
    for each in rows:
        number = each.pop("number")
        where = (_ROW.c.batch == batch) & (_ROW.c.number == number)
        session.execute(update(_ROW).where(where).values(**each, state=RowState.OPEN.value))


def _no_undo_past(session: Session, batch: str) -> None:
    """What was mended before a new sheet came in is not undone into it."""
    session.execute(update(EditRow).where(EditRow.batch == batch).values(undone=True))


def errors_of(session: Session, batch: str) -> int:
    asked = select(func.count()).where(_ROW.c.batch == batch, _ROW.c.weight == Weight.ERROR.value)
    return int(session.scalar(asked) or 0)
