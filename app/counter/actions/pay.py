"""The Board's fee online: an intent with a key before the first try, and what the centre says of it afterwards.

A lost reply is never a second payment: the desk asks for the key it has before it makes another.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.ids import new_id
from app.base.money import Paise
from app.counter.actions.beside_fee import take_as_fee
from app.counter.actions.challan_void import void
from app.counter.actions.fee_online import ONLINE, count, owe_back, went_back
from app.counter.actions.told import settle
from app.counter.at import At
from app.counter.found_by import index
from app.counter.model import PaymentState
from app.counter.reading import fee_asked, read, row_of
from app.counter.records import ApplicationRow, PaymentRow
from app.counter.walk import Event, State, after, allows
from app.errors import WrongStep
from app.ports.centre import Intent, PaymentAnswer
from app.records.journal import write_entry

_PAID_ONLINE = "शुल्क ऑनलाइन मिल गया"
_OPEN = (PaymentState.INITIATED.value, PaymentState.PENDING.value)


@dataclass(frozen=True, slots=True)
class Begun:
    """`fresh` is False when a payment was open already: it must be asked about, not begun again."""

    intent: Intent
    fresh: bool


def begin(session: Session, at: At, id: str) -> Begun:
    """Make the intent to pay, or return the one that is still open. Raises: WrongStep."""
    at.acting.require("payment.intended")
    row = row_of(session, id)
    open_one = _open_payment(session, id)
    if open_one is not None:
        return Begun(_intent(open_one, _head(session, at, id)), fresh=False)
    row.state = after(State(row.state), Event.ONLINE_STARTED).value
    fee = read(session, at, id).board_fee
    if fee is None:
        raise WrongStep(state=row.state, event=Event.ONLINE_STARTED.value)
    payment = PaymentRow(
        key=new_id(),
        application=id,
        amount=fee.amount,
        mode=ONLINE,
        state=PaymentState.INITIATED.value,
        started_at=at.now(),
    )
    session.add(payment)
    row.updated_at = at.now()
    body = {"application": id, "key": payment.key, "amount": fee.amount, "head": fee.head, "mode": ONLINE}
    write_entry(session, at.acting, "payment.intended", id, body, (), row.version, clock=at.clock)
    return Begun(_intent(payment, fee.head), fresh=True)


def uncertain(session: Session, at: At, key: str) -> None:
    """The reply was lost: paid perhaps. The application waits until the centre has been asked."""
    payment = _payment(session, key)
    row = row_of(session, payment.application)
    if allows(State(row.state), Event.ONLINE_UNCERTAIN):
        row.state = after(State(row.state), Event.ONLINE_UNCERTAIN).value
        payment.state = PaymentState.PENDING.value
        row.updated_at = at.now()


def never_arrived(session: Session, at: At, key: str) -> None:
    """The centre never heard of the key: no money moved, and the fee may be taken again."""
    _apply(session, at, PaymentAnswer(key, PaymentState.FAILED.value, "", ""))


def answered(session: Session, at: At, answer: PaymentAnswer) -> None:
    """Take what the centre says of a payment; the same answer again changes nothing."""
    if session.get(PaymentRow, answer.key) is not None:
        _apply(session, at, answer)


def learned(session: Session, at: At, row: ApplicationRow, answer: PaymentAnswer) -> None:
    """Take what the centre says of a payment that these records do not know: they were put back from a backup.

    The centre takes the fee alone, so the sum is known; the fee is not asked once more beside it.
    """
    fee = fee_asked(session, at, row.id)
    if fee is None:
        return
    if allows(State(row.state), Event.ONLINE_STARTED):
        row.state = after(State(row.state), Event.ONLINE_STARTED).value
    session.add(
        PaymentRow(
            key=answer.key,
            application=row.id,
            amount=fee.amount,
            mode=ONLINE,
            state=PaymentState.INITIATED.value,
            started_at=at.now(),
        )
    )
    session.flush()
    _apply(session, at, answer)


def _apply(session: Session, at: At, answer: PaymentAnswer) -> None:
    payment = _payment(session, answer.key)
    row = row_of(session, payment.application)
    if answer.gateway_ref and answer.gateway_ref != payment.gateway_ref:
        payment.gateway_ref = answer.gateway_ref
        index(session, row)
    payment.upi_link = answer.upi_link or payment.upi_link
    if answer.state == PaymentState.PAID and payment.state not in _COUNTED:
        _paid(session, at, row, payment)
    elif answer.state == PaymentState.FAILED and payment.state in _OPEN:
        _failed(row, payment)
        session.flush()
        take_as_fee(session, at, row)
        settle(session, at, row)  # what the centre decided meanwhile
    elif answer.state in _OPEN:
        uncertain(session, at, answer.key)
    elif answer.state == PaymentState.REFUNDED:
        _sent_back(session, at, row, payment, answer.refund_ref)
    row.updated_at = at.now()


_COUNTED = frozenset(
    {
        PaymentState.PAID.value,
        PaymentState.REFUND_DUE.value,
        PaymentState.REFUNDED.value,
        PaymentState.GIVEN_TWICE.value,
    }
)


def _sent_back(session: Session, at: At, row: ApplicationRow, payment: PaymentRow, refund_ref: str) -> None:
    """Note that the gateway sent it back; that it had come in may be news, too, but the fee it is not."""
    if payment.state not in _COUNTED:
        _failed(row, payment)
        owe_back(session, at, row, payment)
    went_back(session, at, row, payment, refund_ref)


def _paid(session: Session, at: At, row: ApplicationRow, payment: PaymentRow) -> None:
    if not allows(State(row.state), Event.ONLINE_CONFIRMED):
        owe_back(session, at, row, payment)  # the fee came in by another way already, or too late
        settle(session, at, row)
        return
    if row.state == State.CHALLAN_ISSUED:
        void(session, at, row, _PAID_ONLINE)
    row.state = after(State(row.state), Event.ONLINE_CONFIRMED).value
    count(session, at, row, payment)
    settle(session, at, row)


def _failed(row: ApplicationRow, payment: PaymentRow) -> None:
    payment.state = PaymentState.FAILED.value
    if allows(State(row.state), Event.ONLINE_FAILED):
        row.state = after(State(row.state), Event.ONLINE_FAILED).value


def _open_payment(session: Session, id: str) -> PaymentRow | None:
    asked = select(PaymentRow).where(PaymentRow.application == id, PaymentRow.state.in_(_OPEN))
    return session.scalars(asked.order_by(PaymentRow.started_at.desc()).limit(1)).one_or_none()


def open_key(session: Session, id: str) -> str:
    """Return the key of the payment to ask about. Raises: WrongStep, when none is open."""
    found = _open_payment(session, id)
    if found is None:
        raise WrongStep(state=row_of(session, id).state, event="ask-payment")
    return found.key


def in_doubt(session: Session) -> tuple[tuple[str, str], ...]:
    """Return application and key of every payment that is open, the oldest first."""
    asked = select(PaymentRow.application, PaymentRow.key).where(PaymentRow.state.in_(_OPEN))
    return tuple((row.application, row.key) for row in session.execute(asked.order_by(PaymentRow.started_at)))


def _payment(session: Session, key: str) -> PaymentRow:
    return session.get_one(PaymentRow, key)


def _head(session: Session, at: At, id: str) -> str:
    fee = read(session, at, id).board_fee
    return fee.head if fee else ""


def _intent(row: PaymentRow, head: str) -> Intent:
    return Intent(row.key, row.application, head, Paise(row.amount), row.mode)
