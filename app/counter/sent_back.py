"""What the gateway has sent back to the citizen, as this desk wrote it down when the centre told it."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from app.counter.records import NoticeRow, PaymentRow
from app.records.tables import JournalRow, table_of

SENT = "refund.sent"
_JOURNAL = table_of(JournalRow)
_OF: BindParameter[str] = bindparam("of")
_SENT = select(_JOURNAL.c.body).where(_JOURNAL.c.subject == _OF, _JOURNAL.c.kind == SENT)
_MADE = select(_JOURNAL.c.body).where(_JOURNAL.c.subject == _OF, _JOURNAL.c.kind == "refund.made")
_INTENDED = select(_JOURNAL.c.body).where(_JOURNAL.c.subject == _OF, _JOURNAL.c.kind == "payment.intended")
_ONLINE = "online"


def sent_back(session: Session, application: str) -> dict[str, str]:
    """Return under which number each of its payments went back, by the payment's key."""
    return {body["key"]: body["refund_ref"] for body in _bodies(session, _SENT, application)}


def is_gone(session: Session, payment: PaymentRow) -> bool:
    """Say whether the gateway has sent it back; an older centre told that to the citizen alone."""
    if payment.key in sent_back(session, payment.application):
        return True
    told = select(NoticeRow.text).where(NoticeRow.application == payment.application)
    return bool(payment.gateway_ref) and any(payment.gateway_ref in each for each in session.scalars(told))


def given_by_hand(session: Session, application: str, payment: str) -> bool:
    """Say whether the payment was given back at this desk, and not the way it came."""
    made = _bodies(session, _MADE, application)
    return any(body.get("payment") == payment and body["mode"] != _ONLINE for body in made)


def head_of(session: Session, application: str, payment: str) -> str:
    """Return the head of a payment as its own entry names it."""
    bodies = _bodies(session, _INTENDED, application)
    return next((str(body["head"]) for body in bodies if body["key"] == payment), "")


def _bodies(session: Session, asked: Any, application: str) -> Iterator[dict[str, Any]]:
    session.flush()  # plain statements follow: they see what is written only
    yield from map(json.loads, session.connection().execute(asked, {"of": application}).scalars())
