"""Why was a sheet opened again, and by whom? Said beside it until it is certified anew."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.people import person_of, post_of
from app.accounts.records import PersonRow, PostRow
from app.base.days import from_iso
from app.base.identity import holds_aadhaar
from app.base.words import Words
from app.errors import InputError
from app.records.tables import table_of
from app.staff.came_back import SentBack
from app.staff.records import NoteRow

KIND = "sent-back"
MOST = 500
_LATE, _SIGNED, _OVER = "late", "signed", "over"
_NOTE = table_of(NoteRow)


def stated(reason: str) -> str:
    """Return the reason as it is kept and told to other desks.

    Raises: InputError("staff.reason-needed" | "staff.reason-long" | "staff.holds-aadhaar").
    """
    why = reason.strip()
    if not why:
        raise InputError(reason="staff.reason-needed", field="reason")
    if len(why) > MOST:
        raise InputError(reason="staff.reason-long", field="reason", most=MOST)
    if holds_aadhaar(why):
        raise InputError(reason="staff.holds-aadhaar", field="reason")
    return why


def say(session: Session, batch: str, round_: int, told: Mapping[str, str], *, signed: bool) -> None:
    """Keep why a sheet came back: its `reason`, and `by` whom, from which `post`, `at` which moment.

    `signed`: it was certified when it was opened.
    """
    held = session.get(NoteRow, _id(batch))
    known = held is not None and held.version == round_ and held.document.get(_SIGNED, False)
    document = {name: told[name] for name in ("reason", "by", "post", "at")} | {_SIGNED: signed or known}
    session.merge(NoteRow(id=_id(batch), kind=KIND, thing=batch, version=round_, document=document))


def is_over(session: Session, batch: str) -> None:
    """The sheet goes its way again; whoever certifies it still sees what was amiss."""
    _mark(session, batch, _OVER)


def came_late(session: Session, batch: str) -> None:
    """Say that nothing came of it: the sheet had gone on before."""
    _mark(session, batch, _LATE)


def _mark(session: Session, batch: str, mark: str) -> None:
    note = session.get(NoteRow, _id(batch))
    if note is not None:
        note.document = {**note.document, mark: True}


def said(session: Session) -> dict[str, SentBack]:
    """Return what is said of each sheet that came back, by its id."""
    asked = select(_NOTE.c.thing, _NOTE.c.document).where(_NOTE.c.kind == KIND)
    return {row.thing: _sent_back(session, row.document) for row in session.execute(asked)}


def _sent_back(session: Session, told: Mapping[str, Any]) -> SentBack:
    person, post = session.get(PersonRow, told["by"]), session.get(PostRow, told["post"])
    name = person_of(person.document).name if person else Words(told["by"], told["by"])
    designation = post_of(post.document).designation if post else None
    late, signed, over = (bool(told.get(each)) for each in (_LATE, _SIGNED, _OVER))
    at = from_iso(told["at"])
    return SentBack(told["reason"], told["by"], name, designation, at, late=late, signed=signed, is_over=over)


def _id(batch: str) -> str:
    return f"{batch}.{KIND}"
