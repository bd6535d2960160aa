"""Payments that came in though nothing asked for them any more: when they came, and under which head."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.days import from_iso
from app.base.document import Kind
from app.counter.model import PaymentState
from app.counter.records import PaymentRow
from app.papers.records import DocumentRow
from app.records.tables import JournalRow

_OWED_BACK = (PaymentState.REFUND_DUE.value, PaymentState.REFUNDED.value)


@dataclass(frozen=True, slots=True)
class Surplus:
    """One such payment; `owed` until it is given back. `at` is when this desk heard that it is in."""

    head: str
    amount: int
    at: datetime
    owed: bool


def surplus(session: Session, until: datetime) -> Iterator[Surplus]:
    """Yield what came in before `until`. Its money is in no book, but it came."""
    asked = select(PaymentRow).where(PaymentRow.state.in_(_OWED_BACK), PaymentRow.started_at < until)
    for row in session.scalars(asked.order_by(PaymentRow.started_at)):
        came = _came_in(session, row)
        if came < until and not _has_receipt(session, row):
            owed = row.state == PaymentState.REFUND_DUE.value
            yield Surplus(_head_of(session, row), row.amount, came, owed)


def _has_receipt(session: Session, payment: PaymentRow) -> bool:
    """Say whether the payment was counted as the fee before it went back: then the day's book has it both ways."""
    receipts = select(DocumentRow.id).where(
        DocumentRow.subject == payment.application,
        DocumentRow.kind == Kind.BOARD_FEE.value,
        DocumentRow.snapshot.contains(payment.gateway_ref, autoescape=True),
    )
    return bool(payment.gateway_ref) and session.execute(receipts.limit(1)).first() is not None


def _came_in(session: Session, payment: PaymentRow) -> datetime:
    """Return the moment of the entry that says it is owed back; before there was one, that of the first try."""
    asked = select(JournalRow.at, JournalRow.body).where(
        JournalRow.subject == payment.application, JournalRow.kind == "refund.due"
    )
    told = [from_iso(at) for at, body in session.execute(asked) if json.loads(body)["key"] == payment.key]
    return min(told, default=payment.started_at)


def _head_of(session: Session, payment: PaymentRow) -> str:
    """Return the head as the payment's own entry names it."""
    asked = select(JournalRow.body).where(
        JournalRow.subject == payment.application, JournalRow.kind == "payment.intended"
    )
    bodies = (json.loads(body) for body in session.scalars(asked))
    return next((str(body["head"]) for body in bodies if body["key"] == payment.key), "")
