"""What this desk did with money and has forgotten, for its records were put back from a backup: the centre tells it.

The papers and the day's account were made then: nothing is printed or counted anew. It is not asked or given again.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.counter.actions.booked import Entered, book
from app.counter.actions.refund import held_of_fee
from app.counter.at import At
from app.counter.model import ChallanState, Mode, PaymentState
from app.counter.reading import fee_asked, row_of
from app.counter.records import ApplicationRow, ChallanRow, PaymentRow
from app.counter.sent_back import sent_back
from app.counter.walk import Event, State, after, allows
from app.records.marks import mark, set_mark
from app.records.tables import JournalRow

_BEFORE = "बैकअप से पहले ही लौटाया जा चुका है"
_MARK = "remembered."
_ENDINGS = (Event.CANCELLED_PAID, Event.WITHDRAWN_PAID)


def is_known(session: Session, entry: str) -> bool:
    """Say whether an entry of that id stands in the journal, or was taken in by `remember`."""
    held = session.scalar(select(JournalRow.id).where(JournalRow.id == entry))
    return held is not None or mark(session, f"{_MARK}{entry}") != ""


def remember(session: Session, at: At, told: Mapping[str, Any]) -> None:
    """Take in one entry of this desk that its records do not have; to be done once."""
    row = row_of(session, told["application"])
    set_mark(session, f"{_MARK}{told['id']}", told["kind"])
    if told["kind"] == "charge.taken":
        if allows(State(row.state), Event.CHARGE_TAKEN):
            row.state = after(State(row.state), Event.CHARGE_TAKEN).value
    elif told["kind"] == "refund.made":
        _given_back(session, at, row, told)
    else:
        _asked_back(session, told["key"])
    row.updated_at = at.now()


def _given_back(session: Session, at: At, row: ApplicationRow, told: Mapping[str, Any]) -> None:
    payment = session.get(PaymentRow, told.get("payment", ""))
    deposit = session.get(ChallanRow, told.get("challan", ""))
    if deposit is not None:
        deposit.state = ChallanState.REFUNDED.value
        return
    was_fee = payment is None or payment.state == PaymentState.PAID.value
    if payment is not None:
        twice = told["mode"] != Mode.ONLINE and payment.key in sent_back(session, row.id)
        payment.state = (PaymentState.GIVEN_TWICE if twice else PaymentState.REFUNDED).value
    if was_fee:
        _fee_given_back(session, at, row, told)


def _fee_given_back(session: Session, at: At, row: ApplicationRow, told: Mapping[str, Any]) -> None:
    for event in _ENDINGS:  # that it ended may be forgotten, too
        if allows(State(row.state), event):
            row.state = after(State(row.state), event).value
    if not allows(State(row.state), Event.REFUND_MADE):
        return
    row.state = after(State(row.state), Event.REFUND_MADE).value
    row.cancelled_because = row.cancelled_because or _BEFORE
    fee = fee_asked(session, at, row.id)
    if fee and held_of_fee(session, row.id, fee.head):
        book(session, at, row, Entered(fee.head, fee.order, -told["amount"], told["mode"]))


def _asked_back(session: Session, key: str) -> None:
    payment = session.get(PaymentRow, key)
    if payment is not None and payment.state == PaymentState.GIVEN_TWICE.value:
        payment.state = PaymentState.REFUNDED.value
