"""Taking an office's sheet in: one open batch an office; the mended sheet updates it and never doubles a row."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.accounts.people import person_of
from app.accounts.records import PersonRow
from app.base.ids import new_id
from app.base.words import Words
from app.errors import InputError, WrongStep
from app.records.journal import write_entry
from app.records.tables import JournalRow, table_of
from app.staff.actions.reach import require_reach
from app.staff.actions.sent_back import stated
from app.staff.at import At
from app.staff.model import OPEN, BatchState, RowState, Weight, weight_of
from app.staff.records import BatchRow, ElsewhereRow, StaffRow
from app.staff.sheets.model import CheckedRow

TOKEN = "aadhaar_token"  # noqa: S105  the name of a value, not a secret
_KEYS = ("employee_code", TOKEN, "email", "mobile")
_ROW = table_of(StaffRow)


def begin(session: Session, at: At, office: str, file_name: str) -> str:
    """Open a batch for an office and return its id.

    Raises: NotAllowed; InputError("staff.other-office"); InputError("staff.batch-open" | "staff.batch-elsewhere"),
    when the office has one already.
    """
    at.acting.require("staff.begun")
    require_reach(session, at, office)
    held = open_batch(session, office)
    if held is not None:
        by = name_of(session, held.begun_by).both
        raise InputError(reason="staff.batch-open", field="office", by=by, file=held.file_name)
    _require_none_elsewhere(session, office)
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


def require_takes(session: Session, at: At, office: str) -> None:
    """Raise unless a sheet of this office could be taken in here now, which is asked before one is read.

    Raises: NotAllowed; InputError("staff.other-office" | "staff.batch-elsewhere"); WrongStep("staff.locked").
    """
    at.acting.require("staff.begun")
    require_reach(session, at, office)
    held = open_batch(session, office)
    if held is None or not made_here(session, held.id):
        _require_none_elsewhere(session, office)
    if held is not None and held.state != BatchState.WORKING:
        raise WrongStep(reason="staff.locked", state=held.state, field="office")


def name_of(session: Session, person: str) -> Words:
    """Return what a person is called; the id, where this desk does not know them."""
    row = session.get(PersonRow, person)
    return person_of(row.document).name if row else Words(person, person)


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


def _require_none_elsewhere(session: Session, office: str) -> None:
    elsewhere = session.get(ElsewhereRow, office)
    if elsewhere is not None:
        by = name_of(session, elsewhere.who).both
        raise InputError(reason="staff.batch-elsewhere", field="office", by=by)


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


def errors_of(session: Session, batch: str) -> int:
    asked = select(func.count()).where(_ROW.c.batch == batch, _ROW.c.weight == Weight.ERROR.value)
    return int(session.scalar(asked) or 0)
