"""What hangs on a file or receipt, kept and read: the movement register, pages, drafts; and enrolments of people."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.entry import Entry
from app.efile.records import LeafRow

MOVEMENT, PAGE, DRAFT, CERTIFICATE, VERDICT = "movement", "page", "draft", "certificate", "verdict"


def leaves(session: Session, thing: str, kind: str) -> Sequence[LeafRow]:
    """Return the leaves of one kind that hang on `thing`, in their order."""
    asked = select(LeafRow).where(LeafRow.thing == thing, LeafRow.kind == kind)
    return session.scalars(asked.order_by(LeafRow.place, LeafRow.id)).all()


def hang(
    session: Session, id: str, kind: str, thing: str, place: str, document: dict[str, Any], version: int = 1
) -> None:
    """Hang a new leaf; at `version` 0 whatever the centre has of it takes its place."""
    session.add(LeafRow(id=id, kind=kind, thing=thing, place=place, version=version, document=document))
    session.flush()


def rewrite(leaf: LeafRow, **facts: Any) -> None:
    """Change a leaf; every change is a version, as at the centre."""
    leaf.document, leaf.version = leaf.document | facts, leaf.version + 1


def note_movement(session: Session, thing: str, entry: Entry, act: str, **facts: Any) -> None:
    """Write the line of the movement register that the centre writes for this entry, under the same id."""
    line = {"act": act, "at": entry.at, "who": entry.who, "post": entry.post, "to": "", "remarks": ""}
    hang(session, entry.id, MOVEMENT, thing, entry.at, line | {"physical": False} | facts)
