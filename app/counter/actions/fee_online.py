"""The Board's fee that came in online: counted once, under its own receipt."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.counter.actions.fee_booked import book_fee
from app.counter.actions.papers_of_walk import board_fee_receipt
from app.counter.at import At
from app.counter.model import PaymentState
from app.counter.records import ApplicationRow, PaymentRow

ONLINE = "online"


def count(session: Session, at: At, row: ApplicationRow, payment: PaymentRow) -> None:
    """Take the payment as the fee: its money event and its receipt."""
    payment.state, row.fee_paid = PaymentState.PAID.value, True
    session.flush()  # the receipt is built from what the records say
    book_fee(session, at, row, payment.amount, ONLINE, board_fee_receipt(session, at, row.id))


def unused(session: Session, id: str) -> PaymentRow | None:
    """Return a payment that came in, was not counted, and is not given back yet."""
    owed = PaymentRow.state == PaymentState.REFUND_DUE.value
    asked = select(PaymentRow).where(PaymentRow.application == id, owed)
    return session.scalars(asked.order_by(PaymentRow.started_at).limit(1)).one_or_none()
