"""Money that went back twice, by hand and by the gateway: when this desk heard of it, and what of it came back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.days import iso
from app.counter.model import PaymentState
from app.counter.records import PaymentRow
from app.counter.sent_back import SENT, head_of
from app.records.tables import JournalRow

ASKED_BACK = "refund.asked-back"


@dataclass(frozen=True, slots=True)
class Twice:
    """One such event; `back`: the citizen brought it back, in cash, to `who`. Else the gateway sent it besides."""

    head: str
    amount: int
    back: bool
    who: str


def given_twice(session: Session, since: datetime, until: datetime) -> Iterator[Twice]:
    """Yield what was heard between the two moments, in the order of the journal."""
    went_back = (PaymentState.GIVEN_TWICE.value, PaymentState.REFUNDED.value)
    touched = select(PaymentRow.application).where(PaymentRow.state.in_(went_back))
    asked = select(JournalRow.subject, JournalRow.kind, JournalRow.who, JournalRow.body).where(
        JournalRow.subject.in_(touched),
        JournalRow.kind.in_((SENT, ASKED_BACK)),
        JournalRow.at >= iso(since),
        JournalRow.at < iso(until),
    )
    for subject, kind, who, text in session.execute(asked.order_by(JournalRow.position)):
        body = json.loads(text)
        if body.get("twice") or body.get("back"):
            yield Twice(head_of(session, subject, body["key"]), body["amount"], kind == ASKED_BACK, who)


def to_ask_back(session: Session) -> list[tuple[str, int]]:
    """Return the payments that are to be asked back now: of which application, and how many paise."""
    asked = select(PaymentRow.application, PaymentRow.amount)
    found = session.execute(asked.where(PaymentRow.state == PaymentState.GIVEN_TWICE.value))
    return [(row.application, row.amount) for row in found]
