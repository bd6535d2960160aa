"""Money that goes back: what came online goes back online; any other way is a second question with a reason.

Nobody's cash box held what was paid to the Board online: given back out of it, the box is short until the Board makes
it good.
"""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base.money import Paise
from app.counter.actions.beside_fee import owed_deposit
from app.counter.actions.booked import Entered, book
from app.counter.actions.fee_online import counted, given_twice, unused
from app.counter.actions.papers_of_walk import refund_voucher
from app.counter.at import At
from app.counter.model import Mode, PaymentState
from app.counter.reading import fee_asked, row_of
from app.counter.reason import no_aadhaar_in, taken_reason
from app.counter.records import ApplicationRow, ChallanRow, MoneyRow, PaymentRow
from app.counter.refund_paper import Refund
from app.counter.sent_back import is_gone, sent_back
from app.counter.walk import Event, State, after, allows
from app.errors import InputError, WrongStep
from app.records.journal import write_entry

_CAME_TWICE = "यही शुल्क दूसरी तरह से भी आ गया था"
_WENT_BACK = "गेटवे इसे पहले ही लौटा चुका था"


def refund(
    session: Session, at: At, id: str, mode: Mode, reference: str, not_online_because: str = ""
) -> None:
    """Give back what is owed: a payment or a deposit that came in beside the fee, else the fee of what has ended.

    The depositor signs the voucher that prints. Raises: InputError("refund.reference-needed" |
    "refund.not-verified" | "refund.came-online" | "refund.went-online" | "refund.not-online" | "refund.other-number"),
    and as `no_aadhaar_in`; WrongStep; BookMissing.
    """
    at.acting.require("refund.made")
    reference = _reference(mode, reference)
    row, fee = row_of(session, id), fee_asked(session, at, id)
    head, order = (fee.head, fee.order) if fee else ("", "")
    payment = unused(session, id)
    deposit = None if payment else owed_deposit(session, id)
    spare = payment or deposit
    came = payment if spare else counted(session, id)
    amount, reason = _give(spare, row) if spare else _give_fee(session, row, head)
    because = _why_not_online(came, mode, not_online_because)
    if because and came:
        _require_not_gone(session, came)
    if came and mode is Mode.ONLINE:
        _require_its_number(session, id, came, reference)
    row.updated_at = at.now()
    session.flush()
    came_by = came.gateway_ref if came else ""
    number = deposit.number if deposit else ""
    given = Refund(Paise(amount), mode, reference, reason, came_by, because, number)
    voucher = refund_voucher(session, at, id, given)
    if spare is None:
        book(session, at, row, Entered(head, order, -amount, mode.value, voucher))
    body: dict[str, Any] = {
        "application": id,
        "amount": amount,
        "head": head,
        "mode": mode.value,
        "reference": reference,
    }
    body |= {"payment": came.key} if came else {}
    body |= {"challan": number} if number else {}
    body |= {"not_online_because": because} if because else {}
    write_entry(session, at.acting, "refund.made", id, body, (), row.version, clock=at.clock)


def asked_back(session: Session, at: At, id: str, reason: str, *, back: bool) -> None:
    """Note that the citizen brought back, in cash, what they were given twice; `back` False: why that will not come.

    Raises: NotAllowed; InputError, as `taken_reason`; WrongStep, where nothing was given twice.
    """
    at.acting.require("refund.asked-back")
    reason, row, payment = taken_reason(reason), row_of(session, id), given_twice(session, id)
    if payment is None:
        raise WrongStep(state=row.state, event="asked-back")
    payment.state, row.updated_at = PaymentState.REFUNDED.value, at.now()
    body = {"application": id, "key": payment.key, "amount": payment.amount, "back": back, "reason": reason}
    write_entry(session, at.acting, "refund.asked-back", id, body, (), row.version, clock=at.clock)


def fee_went_back(session: Session, at: At, row: ApplicationRow, key: str, refund_ref: str) -> None:
    """Take out of the fee a payment that was counted though the gateway had sent it back; the fee is asked anew.

    An objection stands again once it is paid; what has ended owes nothing any more, and was given back once at most.
    """
    payment, fee = session.get_one(PaymentRow, key), fee_asked(session, at, row.id)
    head, order = (fee.head, fee.order) if fee else ("", "")
    if payment.state != PaymentState.PAID.value:
        return
    payment.state, row.fee_paid = PaymentState.REFUNDED.value, False
    if row.state == State.OBJECTION:
        row.told = {"state": "objection", "objection": row.objection}
    if allows(State(row.state), Event.FEE_WENT_BACK):
        row.state = after(State(row.state), Event.FEE_WENT_BACK).value
    session.flush()
    if not held_of_fee(session, row.id, head):
        return
    given = Refund(Paise(payment.amount), Mode.ONLINE, refund_ref, _WENT_BACK, payment.gateway_ref)
    voucher = refund_voucher(session, at, row.id, given)
    book(session, at, row, Entered(head, order, -payment.amount, Mode.ONLINE.value, voucher))
    body = {
        "application": row.id,
        "amount": payment.amount,
        "head": head,
        "mode": Mode.ONLINE.value,
        "reference": refund_ref,
        "payment": key,
    }
    write_entry(session, at.acting, "refund.made", row.id, body, (), row.version, clock=at.clock)


def _reference(mode: Mode, written: str) -> str:
    """Return the number as it is kept."""
    if not written.strip():
        raise InputError(reason="refund.reference-needed", field="reference")
    if mode is Mode.CASH:  # a UPI reference has twelve digits: one in ten would pass for an Aadhaar number
        no_aadhaar_in(written, "reference")
    return written.strip()


def _why_not_online(came: PaymentRow | None, mode: Mode, written: str) -> str:
    """Return why money that came online goes back in another way; empty where it goes back as it came."""
    if came is None and mode is Mode.ONLINE:
        raise InputError(reason="refund.not-online", field="mode")
    if came is None or mode is Mode.ONLINE:
        return ""
    if not written.strip():
        raise InputError(reason="refund.came-online", field="mode", payment=came.gateway_ref)
    return taken_reason(written)


def _require_not_gone(session: Session, came: PaymentRow) -> None:
    """Raises: InputError("refund.went-online"), where the centre told that the gateway has sent it back."""
    if is_gone(session, came):
        raise InputError(reason="refund.went-online", field="mode", payment=came.gateway_ref)


def _require_its_number(session: Session, id: str, came: PaymentRow, reference: str) -> None:
    """Raises: InputError("refund.other-number"), where the citizen was told another number of it than is written."""
    told = sent_back(session, id).get(came.key, "")
    if told and told.casefold() != reference.casefold():
        raise InputError(reason="refund.other-number", field="reference", number=told)


def _give(spare: PaymentRow | ChallanRow, row: ApplicationRow) -> tuple[int, str]:
    """Return how much goes back of what was not counted, and why; after a cancellation it came once."""
    spare.state = PaymentState.REFUNDED.value
    return spare.amount, _CAME_TWICE if row.fee_paid else row.cancelled_because or _CAME_TWICE


def _give_fee(session: Session, row: ApplicationRow, head: str) -> tuple[int, str]:
    """Return how much of the fee goes back, and why. Raises: WrongStep, and as `_fee_held`."""
    row.state = after(State(row.state), Event.REFUND_MADE).value
    return _fee_held(session, row.id, head), row.cancelled_because


def _fee_held(session: Session, id: str, head: str) -> int:
    """Return what of the Board's fee is in, in paise. Raises: InputError("refund.not-verified"), while a deposit
    was told that the bank has not confirmed.
    """
    held = held_of_fee(session, id, head)
    if not held:
        raise InputError(reason="refund.not-verified", field="refund")
    return held


def held_of_fee(session: Session, id: str, head: str) -> int:
    """Return what of the head is in by the day's book, in paise."""
    of_head = (MoneyRow.application == id) & (MoneyRow.head == head)
    return int(session.scalar(select(func.sum(MoneyRow.amount)).where(of_head)) or 0)
