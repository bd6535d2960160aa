"""Money that goes back: what came online goes back online; any other way is a second question with a reason.

Nobody's cash box held what was paid to the Board online: given back out of it, the box is short until the Board makes
it good.
"""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.base.money import Paise
from app.counter.actions.booked import Entered, book
from app.counter.actions.fee_online import counted, unused
from app.counter.actions.papers_of_walk import refund_voucher
from app.counter.at import At
from app.counter.model import Mode, PaymentState
from app.counter.reading import fee_asked, row_of
from app.counter.reason import no_aadhaar_in, taken_reason
from app.counter.records import ApplicationRow, MoneyRow, NoticeRow, PaymentRow
from app.counter.refund_paper import Refund
from app.counter.walk import Event, State, after
from app.errors import InputError
from app.records.journal import write_entry

_CAME_TWICE = "यही शुल्क दूसरी तरह से भी आ गया था"


def refund(
    session: Session, at: At, id: str, mode: Mode, reference: str, not_online_because: str = ""
) -> None:
    """Give back what is owed: the fee of an application that ended, or a payment that came in twice.

    The depositor signs the voucher that prints. Raises: InputError("refund.reference-needed" |
    "refund.not-verified" | "refund.came-online" | "refund.went-online" | "refund.not-online"), and as `no_aadhaar_in`;
    WrongStep; BookMissing.
    """
    at.acting.require("refund.made")
    reference = _reference(mode, reference)
    row, fee = row_of(session, id), fee_asked(session, at, id)
    head, order = (fee.head, fee.order) if fee else ("", "")
    spare = unused(session, id)
    came = spare or counted(session, id)
    amount, reason = _give(spare, row) if spare else _give_fee(session, row, head)
    because = _why_not_online(came, mode, not_online_because)
    if because and came:
        _require_not_gone(session, id, came)
    row.updated_at = at.now()
    session.flush()
    came_by = came.gateway_ref if came else ""
    given = Refund(Paise(amount), mode, reference, reason, came_by, because)
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
    body |= {"not_online_because": because} if because else {}
    write_entry(session, at.acting, "refund.made", id, body, (), row.version, clock=at.clock)


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


def _require_not_gone(session: Session, id: str, came: PaymentRow) -> None:
    """Raises: InputError("refund.went-online"), where the citizen was told under which number it is on its way."""
    told = session.scalars(select(NoticeRow.text).where(NoticeRow.application == id))
    if came.gateway_ref and any(came.gateway_ref in each for each in told):
        raise InputError(reason="refund.went-online", field="mode", payment=came.gateway_ref)


def _give(spare: PaymentRow, row: ApplicationRow) -> tuple[int, str]:
    """Return how much goes back of a payment that was not counted, and why; after a cancellation it came once."""
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
    held = session.scalar(
        select(func.sum(MoneyRow.amount)).where(MoneyRow.application == id, MoneyRow.head == head)
    )
    if not held:
        raise InputError(reason="refund.not-verified", field="refund")
    return int(held)
