"""Letters of other offices, judged once by the desk where they were opened; the sender hears the verdict."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.efile.at import At
from app.efile.custody import is_refused
from app.efile.leaves import VERDICT, hang
from app.efile.letter_verdict import kept_of, told_of, verdict_id
from app.efile.records import LeafRow, ReceiptRow
from app.efile.verdict import Judged
from app.efile.walk import Place
from app.records.journal import write_entry

BY_HAND = "by_hand"
"""Only the centre writes this into a letter, when it delivers one; so it tells an issue from a scan of this office."""


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A letter that is here; `came_at` is when the centre delivered it, the moment at which its signature existed."""

    receipt: str
    sha256: str
    by_hand: bool
    came_at: datetime


def unjudged(session: Session, post: str) -> tuple[Unjudged, ...]:
    """Return the letters of other offices that this post has opened and nobody has judged, the oldest first.

    One of which the centre refused something waits for a person, and is not judged over and over until then.
    """
    judged = exists().where(LeafRow.thing == ReceiptRow.id, LeafRow.kind == VERDICT)
    asked = select(ReceiptRow).where(
        ReceiptRow.holder == post,
        ReceiptRow.place != Place.UNOPENED.value,
        ReceiptRow.confirmed,
        ReceiptRow.sha256 != "",
        ReceiptRow.letter[BY_HAND].as_string().is_not(None),  # a key that is missing is no JSON null here
        ~judged,
    )
    rows = [
        row
        for row in session.scalars(asked.order_by(ReceiptRow.arrived_at))
        if not is_refused(session, row.id)
    ]
    return tuple(Unjudged(row.id, row.sha256, bool(row.letter[BY_HAND]), row.arrived_at) for row in rows)


def keep(session: Session, at: At, letter: Unjudged, judged: Judged) -> None:
    """Keep the verdict and owe it to the sender, unless one has come meanwhile. Where two desks judge, the first
    at the centre stands: what this desk found is only put there until the centre has told.
    """
    at.acting.require("receipt.judged")
    if session.get(LeafRow, verdict_id(letter.receipt)) is not None:
        return
    told = told_of(judged, by_hand=letter.by_hand)
    entry = write_entry(session, at.acting, "receipt.judged", letter.receipt, dict(told), clock=at.clock)
    key = verdict_id(letter.receipt)
    hang(session, key, VERDICT, letter.receipt, entry.at, kept_of(told, at.now()), 0)
