"""Which rows did the office leave out of a sheet, and why? Told to whoever certifies the others."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.staff.actions.batches import made_here
from app.staff.actions.mend import left_out
from app.staff.records import NoteRow

KIND = "left-out"


def keep(session: Session, batch: str, round_: int, told: Sequence[Mapping[str, Any]]) -> None:
    """Keep what the centre tells of a sheet of another desk: each `reason`, and the `count` of rows."""
    document = {"left_out": [dict(each) for each in told]}
    session.merge(NoteRow(id=_id(batch), kind=KIND, thing=batch, version=round_, document=document))


def said(session: Session, batch: str) -> tuple[tuple[str, int], ...]:
    """Return each reason with the number of rows that were left out for it."""
    if made_here(session, batch):
        return tuple((each["reason"], len(each["lines"])) for each in left_out(session, batch))
    note = session.get(NoteRow, _id(batch))
    return tuple((each["reason"], each["count"]) for each in note.document["left_out"]) if note else ()


def _id(batch: str) -> str:
    return f"{batch}.{KIND}"
