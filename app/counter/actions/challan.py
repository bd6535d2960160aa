"""The Board's fee by challan: made and printed, paid in at the bank, verified by the centre."""

from dataclasses import asdict
from datetime import timedelta

from sqlalchemy.orm import Session

from app.base.days import office_day
from app.base.words import Words
from app.counter.actions import papers_of_walk
from app.counter.actions.booked import book_fee
from app.counter.actions.challan_void import open_challan, tell, void
from app.counter.actions.told import settle
from app.counter.at import At
from app.counter.model import Challan, ChallanState, Deposit
from app.counter.reading import read, row_of
from app.counter.reason import no_aadhaar_in, taken_reason
from app.counter.records import ApplicationRow, ChallanRow
from app.counter.walk import Event, State, after, allows
from app.errors import InputError, WrongStep
from app.records.books import revive_number

MODE = "challan"


def make(session: Session, at: At, id: str) -> None:
    """Issue a challan with its number, and the provisional slip that says it is no acknowledgement."""
    at.acting.require("challan.issued")
    row, found = row_of(session, id), read(session, at, id)
    row.state = after(State(row.state), Event.CHALLAN_MADE).value
    fee, charge = found.board_fee, found.pack.board_fee
    if fee is None or charge is None:
        raise WrongStep(state=row.state, event=Event.CHALLAN_MADE.value)
    valid_until = at.today() + timedelta(days=charge.challan_days)
    paper = papers_of_walk.challan(
        session,
        at,
        id,
        lambda number: Challan(number, fee.amount, ChallanState.GENERATED, valid_until, None),
    )
    session.add(
        ChallanRow(
            number=paper.number,
            application=id,
            amount=fee.amount,
            state=ChallanState.GENERATED.value,
            issued_at=at.now(),
            valid_until=valid_until,
        )
    )
    row.updated_at = at.now()
    session.flush()
    tell(
        session, at, row, "challan.issued", paper.number,
        amount=fee.amount, head=fee.head, valid_until=valid_until.isoformat(),
    )  # fmt: skip
    papers_of_walk.provisional_slip(session, at, id)


def record_deposit(session: Session, at: At, id: str, deposit: Deposit) -> None:
    """Note what the bank wrote on the depositor's part.

    Under a challan that was withdrawn too: while the fee is due it is the fee, and the number is void no more.
    Raises: InputError("challan.branch-needed" | "challan.scroll-needed" | "challan.day-ahead" |
    "challan.day-before-issue" | "challan.deposit-late"), and as `no_aadhaar_in`.
    """
    at.acting.require("challan.deposited")
    row, challan = row_of(session, id), open_challan(session, id)
    state = after(State(row.state), Event.CHALLAN_PAID_IN)
    _check(deposit, challan, at)
    if State(row.state) is State.FEE_DUE:
        revive_number(session, challan.number)
    row.state, row.updated_at = state.value, at.now()
    challan.state, challan.refusal = ChallanState.DEPOSITED.value, None
    challan.branch, challan.scroll = deposit.branch.strip(), deposit.scroll.strip()
    challan.deposited_on = deposit.on
    tell(
        session, at, row, "challan.deposited", challan.number,
        branch=challan.branch, date=deposit.on.isoformat(), scroll=challan.scroll,
    )  # fmt: skip


def cancel(session: Session, at: At, id: str, reason: str) -> None:
    """Void the challan, so that the fee can be taken another way; its number is never used again.

    One whose day has passed lapses the same way. It never lapses by itself: a citizen who paid in on the last day
    may bring the bank's part later.
    """
    at.acting.require("challan.cancelled")
    reason = taken_reason(reason)
    row, challan = row_of(session, id), open_challan(session, id)
    lapsed = challan.valid_until < at.today()
    event = Event.CHALLAN_EXPIRED if lapsed else Event.CHALLAN_CANCELLED
    row.state = after(State(row.state), event).value
    void(session, at, row, reason)


def not_taken(session: Session, at: At, row: ApplicationRow) -> None:
    """The centre does not take the deposit, and a person leaves it at that: the challan may be paid in again."""
    challan = open_challan(session, row.id)
    if challan.state == ChallanState.DEPOSITED.value:
        decided(session, at, challan.number, ChallanState.REFUSED.value, None)


def decided(session: Session, at: At, number: str, state: str, refusal: Words | None) -> None:
    """Take the centre's word on a challan; the same word again changes nothing."""
    challan = session.get(ChallanRow, number)
    if challan is None or challan.state != ChallanState.DEPOSITED.value:
        return
    row = row_of(session, challan.application)
    if state == ChallanState.VERIFIED.value:
        if allows(State(row.state), Event.CHALLAN_VERIFIED):
            row.state = after(State(row.state), Event.CHALLAN_VERIFIED).value
        _verified(session, at, row, challan)  # the money is in, even where the citizen has withdrawn
    elif state == ChallanState.REFUSED.value and allows(State(row.state), Event.CHALLAN_REFUSED):
        row.state = after(State(row.state), Event.CHALLAN_REFUSED).value
        challan.state = ChallanState.REFUSED.value
        challan.refusal = asdict(refusal) if refusal else None
        settle(session, at, row)
    row.updated_at = at.now()


def _verified(session: Session, at: At, row: ApplicationRow, challan: ChallanRow) -> None:
    challan.state = ChallanState.VERIFIED.value
    book_fee(session, at, row, challan.amount, MODE)
    settle(session, at, row)


def _check(deposit: Deposit, challan: ChallanRow, at: At) -> None:
    if not deposit.branch.strip():
        raise InputError(reason="challan.branch-needed", field="branch")
    no_aadhaar_in(deposit.branch, "branch")
    if not deposit.scroll.strip():
        raise InputError(reason="challan.scroll-needed", field="scroll")
    if deposit.on > at.today():
        raise InputError(reason="challan.day-ahead", field="on")
    if deposit.on < office_day(challan.issued_at):
        raise InputError(reason="challan.day-before-issue", field="on")
    if deposit.on > challan.valid_until:
        raise InputError(reason="challan.deposit-late", field="on", number=challan.number)
