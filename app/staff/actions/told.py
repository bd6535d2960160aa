"""What the centre tells of the master: people, batches begun elsewhere, notes of offices."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.ports.centre import Change
from app.records.tables import table_of
from app.staff.actions import sent_back, shown
from app.staff.actions.batches import made_here
from app.staff.certificate import ROWS_NOTE, SHEET_NOTE
from app.staff.model import OPEN, BatchState
from app.staff.records import BatchRow, ElsewhereRow, MasterRow, NoteRow

Document = Mapping[str, Any]
_SHOWN = {SHEET_NOTE: shown.sheet, ROWS_NOTE: shown.rows}
_OPEN = {each.value for each in OPEN}
_PERSON = table_of(MasterRow)
_NEW = insert(_PERSON)
_KEEP = _NEW.on_conflict_do_update(
    index_elements=["id"],
    set_={column.name: _NEW.excluded[column.name] for column in _PERSON.c if not column.primary_key},
    where=_PERSON.c.version <= _NEW.excluded.version,
)


def people(session: Session, change: Change) -> None:
    """Take people of the master as the centre has them; one whom this desk knows later stays."""
    session.connection().execute(_KEEP, [_row(told) for told in change.document["people"]])
    session.expire_all()


def _row(told: Document) -> dict[str, Any]:
    values = dict(told["values"])
    return {
        "id": told["id"],
        "office": told["office"],
        "code": values.get("employee_code", ""),
        "email": values.get("email", ""),
        "mobile": values.get("mobile", ""),
        "token": told["token"],
        "name": values.get("name", ""),
        "cells": values,
        "state": told["state"],
        "version": told["version"],
    }


def batch(session: Session, change: Change) -> None:
    """Remember that another desk has a batch of an office open, or forget it."""
    told = change.document
    if made_here(session, told["id"]):
        return
    if told["open"]:
        session.merge(ElsewhereRow(office=told["office"], batch=told["id"], who=told["who"]))
    else:
        session.execute(delete(ElsewhereRow).where(ElsewhereRow.batch == told["id"]))


def note(session: Session, change: Change) -> None:
    """Take what is noted of an office; a note that this desk changed later stays until the centre has that too.

    Notes of confirmed sheets and their rows go where sheets wait to be certified.
    """
    told = change.document
    if told["kind"] in _SHOWN:
        _SHOWN[told["kind"]](session, told["document"])
        return
    held = session.get(NoteRow, told["id"])
    if held is None or held.version <= change.version:
        session.merge(
            NoteRow(
                id=told["id"],
                kind=told["kind"],
                thing=told["thing"],
                version=change.version,
                document=dict(told["document"]),
            )
        )


def reopened(session: Session, id: str, reply: Document) -> None:
    """The centre's word on a sheet that was given back: it may have come too late, and then nothing came of it."""
    if not reply["done"]:
        sent_back.came_late(session, id)


def begun(session: Session, id: str, reply: Document) -> None:
    """The centre's word on a batch that was begun: where another desk was first, nothing of this one is taken."""
    row = session.get(BatchRow, id)
    if row is not None and not reply["done"] and row.state in _OPEN:
        row.state = BatchState.ELSEWHERE.value
