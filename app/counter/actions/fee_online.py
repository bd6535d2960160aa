"""The Board's fee that came in online: counted once, under its own receipt; what came in beside it is owed back."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.counter.actions.booked import book_fee
from app.counter.actions.papers_of_walk import board_fee_receipt
from app.counter.at import At
from app.counter.model import PaymentState
from app.counter.records import ApplicationRow, PaymentRow
from app.counter.sent_back import SENT, given_by_hand, sent_back
from app.records.journal import write_entry

ONLINE = "online"


def count(session: Session, at: At, row: ApplicationRow, payment: PaymentRow) -> None:
    """Take the payment as the fee: its money event and its receipt."""
    was_owed = payment.state == PaymentState.REFUND_DUE.value
    payment.state, row.fee_paid = PaymentState.PAID.value, True
    session.flush()  # the receipt is built from what the records say
    book_fee(session, at, row, payment.amount, ONLINE, board_fee_receipt(session, at, row.id))
    if was_owed:
        _tell(session, at, row, payment, owed=False)


def owe_back(session: Session, at: At, row: ApplicationRow, payment: PaymentRow) -> None:
    """Note that the payment came in though nothing asked for it any more, and tell the centre, whose gateway has it."""
    payment.state = PaymentState.REFUND_DUE.value
    _tell(session, at, row, payment, owed=True)


def unused(session: Session, id: str, *, here: bool = False) -> PaymentRow | None:
    """Return a payment that came in, was not counted and is not given back; `here`: nor sent back by the gateway."""
    gone = sent_back(session, id) if here else {}
    asked = _with_state(id, PaymentState.REFUND_DUE).where(PaymentRow.key.not_in(gone))
    return session.scalars(asked).one_or_none()


def counted(session: Session, id: str) -> PaymentRow | None:
    """Return the payment that the fee came in by, where it came online."""
    return session.scalars(_with_state(id, PaymentState.PAID)).one_or_none()


def given_twice(session: Session, id: str) -> PaymentRow | None:
    """Return a payment that was given back here and by the gateway, and of which one is not asked back yet."""
    return session.scalars(_with_state(id, PaymentState.GIVEN_TWICE)).one_or_none()


def went_back(session: Session, at: At, row: ApplicationRow, payment: PaymentRow, refund_ref: str) -> None:
    """Write down once that the gateway has sent the payment back; where it was given back here, too, that shows."""
    if payment.key in sent_back(session, row.id):
        return
    twice = given_by_hand(session, row.id, payment.key)
    if twice:
        payment.state = PaymentState.GIVEN_TWICE.value
    body = {
        "application": row.id,
        "key": payment.key,
        "amount": payment.amount,
        "refund_ref": refund_ref,
        "twice": twice,
    }
    write_entry(session, at.acting, SENT, row.id, body, (), row.version, clock=at.clock)


def _with_state(id: str, state: PaymentState) -> Select[PaymentRow]:
    asked = select(PaymentRow).where(PaymentRow.application == id, PaymentRow.state == state.value)
    return asked.order_by(PaymentRow.started_at).limit(1)


def _tell(session: Session, at: At, row: ApplicationRow, payment: PaymentRow, *, owed: bool) -> None:
    body = {"application": row.id, "key": payment.key, "amount": payment.amount, "owed": owed}
    write_entry(session, at.acting, "refund.due", row.id, body, (), row.version, clock=at.clock)
