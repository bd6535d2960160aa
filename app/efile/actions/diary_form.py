"""What a person types into the diary's form, kept as it is typed: a window that is killed loses nothing of it."""

import hashlib
from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.base.identity import holds_aadhaar
from app.efile.at import At
from app.efile.leaves import hang
from app.efile.records import LeafRow

FORM = "diary-form"
"""It hangs on the post of whoever types, and never leaves this desk."""


def keep_form(session: Session, at: At, form: Mapping[str, str]) -> None:
    """Keep the form, text by field, in place of what was kept before; nobody else sees it.

    A field that holds an Aadhaar is left out: it is refused where the letter is taken in, and lies nowhere till then.
    """
    drop_form(session, at)
    kept = {name: text for name, text in form.items() if text and not holds_aadhaar(text)}
    if kept:
        hang(session, _id(at), FORM, at.post, "", {"form": kept})


def kept_form(session: Session, at: At) -> Mapping[str, str]:
    """Return what whoever acts has typed and not taken in."""
    found = session.get(LeafRow, _id(at))
    return dict(found.document["form"]) if found is not None else {}


def drop_form(session: Session, at: At) -> None:
    """Forget it: the letter is in the diary, or was thrown away."""
    found = session.get(LeafRow, _id(at))
    if found is not None:
        session.delete(found)
        session.flush()


def _id(at: At) -> str:
    """Return one id for each hand at each post."""
    return hashlib.sha256(f"{at.acting.person.id} {at.post} {FORM}".encode()).hexdigest()[:36]
