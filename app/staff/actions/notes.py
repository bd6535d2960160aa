"""What is noted of an office besides its people, kept at the desk and told to the centre."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.ids import new_id
from app.records.journal import write_entry
from app.staff.actions.reach import require_reach
from app.staff.at import At
from app.staff.records import NoteRow

ITEM, MEETING, INSTANCE, CHANGE = "item", "meeting", "instance", "change"


def note(
    session: Session,
    at: At,
    kind: str,
    thing: str,
    document: dict[str, Any],
    id: str = "",
    entry: str = "staff.noted",
) -> str:
    """Note a document of `kind` of an office, or change the one with this id; return the id.

    Raises: NotAllowed; InputError("staff.other-office").
    """
    at.acting.require(entry)
    require_reach(session, at, thing)
    made = id or new_id()
    held = session.get(NoteRow, made)
    version = held.version + 1 if held else 1
    session.merge(NoteRow(id=made, kind=kind, thing=thing, version=version, document=document))
    session.flush()
    body = {"kind": kind, "thing": thing, "document": document}
    write_entry(session, at.acting, entry, made, body, clock=at.clock)
    return made


def notes(session: Session, kind: str, thing: str = "") -> list[NoteRow]:
    """Return the notes of a kind, of one thing or of all, the oldest first."""
    asked = select(NoteRow).where(NoteRow.kind == kind)
    if thing:
        asked = asked.where(NoteRow.thing == thing)
    return list(session.scalars(asked.order_by(NoteRow.id)))
