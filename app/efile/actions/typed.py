"""What a person types into a draft, kept as it is typed: a window that is killed loses no word of a letter."""

import hashlib
from dataclasses import asdict, replace

from sqlalchemy.orm import Session

from app.efile.at import At
from app.efile.leaves import hang, leaves
from app.efile.outgoing import Typed
from app.efile.records import LeafRow
from app.efile.texts import body, optional

TYPED = "typed"
"""It hangs on the post of whoever types, so that the centre's word on the file does not touch it."""


def keep_typed(session: Session, at: At, file: str, typed: Typed) -> None:
    """Keep it for whoever acts, in place of what they typed into the draft before; nobody else sees it.

    Raises: InputError("efile.holds-aadhaar" | "noting.too-long" | "noting.hidden-character").
    """
    kept = replace(
        typed,
        subject=optional(typed.subject, "subject"),
        text=body(typed.text, "text"),
        name=optional(typed.name, "name"),
        address=optional(typed.address, "address"),
    )
    drop_typed(session, at, file, typed.draft)
    document = {"file": file, "person": at.acting.person.id, "typed": asdict(kept)}
    hang(session, _id(at, file, typed.draft), TYPED, at.post, "", document)


def drop_typed(session: Session, at: At, file: str, draft: str) -> None:
    """Forget what was typed: it is saved, or thrown away."""
    found = session.get(LeafRow, _id(at, file, draft))
    if found is not None:
        session.delete(found)
        session.flush()


def typed_by(session: Session, at: At, file: str) -> tuple[Typed, ...]:
    """Return what whoever acts has typed into the drafts of a file and not saved."""
    told = [leaf.document for leaf in leaves(session, at.post, TYPED)]
    me = (file, at.acting.person.id)
    return tuple(Typed(**each["typed"]) for each in told if (each["file"], each["person"]) == me)


def _id(at: At, file: str, draft: str) -> str:
    """Return one id for each hand in each draft."""
    return hashlib.sha256(f"{at.acting.person.id} {at.post} {file} {draft}".encode()).hexdigest()[:36]
