"""The Board's fee by challan: made and printed, paid in at the bank, verified by the centre."""

from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.days import office_day
from app.base.deposits import deposit_mark
from app.base.words import Words
from app.counter.actions import papers_of_walk
from app.counter.actions.beside_fee import CHALLAN as MODE
from app.counter.actions.beside_fee import owe_deposit_back, paid_in_instead, take_as_fee
from app.counter.actions.booked import book_fee
from app.counter.actions.challan_void import open_challan, tell, void
from app.counter.actions.told import settle
from app.counter.at import At
from app.counter.model import Challan, ChallanState, Deposit
from app.counter.reading import fee_asked, read, row_of
from app.counter.reason import no_aadhaar_in, taken_reason
from app.counter.records import ApplicationRow, ChallanRow
from app.counter.walk import PAYING, Event, State, after, allows
from app.errors import InputError, WrongStep

_OPEN = frozenset({ChallanState.GENERATED.value, ChallanState.REFUSED.value})
_WITHDRAWN = frozenset({ChallanState.CANCELLED.value, ChallanState.EXPIRED.value})
_PAID_IN = (
    ChallanState.DEPOSITED.value,
    ChallanState.VERIFIED.value,
    ChallanState.SURPLUS.value,
    ChallanState.REFUND_DUE.value,
    ChallanState.REFUNDED.value,
)


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


def record_deposit(session: Session, at: At, id: str, deposit: Deposit, number: str = "") -> None:
    """Note what the bank wrote on the depositor's part of the challan `number`, else of the one in force.

    A deposit after the challan's last day is noted like any other: the bank has the money, and says whether it holds.
    Under a challan that was withdrawn too: while the fee is due it is the fee, and the number is void no more; once
    the fee came in another way, it is owed back when the bank has confirmed it.
    Raises: WrongStep, where the challan is paid in already or a payment must be asked about first;
    InputError("challan.branch-needed" | "challan.scroll-needed" | "challan.day-ahead" | "challan.day-before-issue" |
    "challan.deposit-known" | "challan.not-of-this"), and as `no_aadhaar_in`.
    """
    at.acting.require("challan.deposited")
    row, challan = row_of(session, id), _named(session, id, number)
    paid_in = _paid_in(State(row.state), challan)
    _check(deposit, challan, at)
    _require_new(session, challan, deposit)
    _take_paid_in(session, at, row, challan, paid_in)
    challan.branch, challan.scroll = deposit.branch.strip(), deposit.scroll.strip()
    challan.deposited_on = deposit.on
    tell(
        session, at, row, "challan.deposited", challan.number,
        branch=challan.branch, date=deposit.on.isoformat(), scroll=challan.scroll,
    )  # fmt: skip


def learned(session: Session, at: At, row: ApplicationRow, number: str) -> None:
    """The centre says that it is paid in, and these records do not know: they were put back from a backup.

    What the bank wrote is not told: it stays empty.
    """
    challan, fee = session.get(ChallanRow, number), fee_asked(session, at, row.id)
    if challan is None and fee is not None:
        challan = ChallanRow(
            number=number,
            application=row.id,
            amount=fee.amount,
            state=ChallanState.CANCELLED.value,
            issued_at=at.now(),
            valid_until=at.today(),
        )
        session.add(challan)
        session.flush()
    if challan is not None and challan.state in _OPEN | _WITHDRAWN:
        state = State(row.state)  # what may be paid already may fail still: then this is the fee
        paid_in = ChallanState.SURPLUS if state in PAYING else _paid_in(state, challan)
        _take_paid_in(session, at, row, challan, paid_in)


def _take_paid_in(
    session: Session, at: At, row: ApplicationRow, challan: ChallanRow, paid_in: ChallanState
) -> None:
    if paid_in is ChallanState.DEPOSITED:
        if challan.state in _WITHDRAWN and State(row.state) in (State.FEE_DUE, State.CHALLAN_ISSUED):
            paid_in_instead(session, at, row, challan)
        row.state = after(State(row.state), Event.CHALLAN_PAID_IN).value
    challan.state, challan.refusal, row.updated_at = paid_in.value, None, at.now()


def _named(session: Session, id: str, number: str) -> ChallanRow:
    """Return a challan of the application. Raises: InputError("challan.not-of-this")."""
    if not number:
        return open_challan(session, id)
    found = session.get(ChallanRow, number)
    if found is None or found.application != id:
        raise InputError(reason="challan.not-of-this", field="number", number=number)
    return found


def _paid_in(state: State, challan: ChallanRow) -> ChallanState:
    """Return what a deposit under the challan is: of the fee, or beside it. Raises: WrongStep, where it can be none."""
    withdrawn = challan.state in _WITHDRAWN
    if state in PAYING or not (withdrawn or challan.state in _OPEN):
        raise WrongStep(state=state.value, event=Event.CHALLAN_PAID_IN.value)
    if withdrawn and not allows(state, Event.CHALLAN_PAID_IN):
        return ChallanState.SURPLUS
    return ChallanState.DEPOSITED


def _require_new(session: Session, challan: ChallanRow, deposit: Deposit) -> None:
    """Raises: InputError("challan.deposit-known"), where the money stands under another challan already."""
    others = select(ChallanRow).where(
        ChallanRow.deposited_on == deposit.on,
        ChallanRow.state.in_(_PAID_IN),
        ChallanRow.number != challan.number,
    )
    mark = deposit_mark(deposit.branch, deposit.on, deposit.scroll)
    for other in session.scalars(others):
        if deposit_mark(other.branch, deposit.on, other.scroll) == mark:
            raise InputError(reason="challan.deposit-known", field="scroll", number=other.number)


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


def not_taken(session: Session, at: At, row: ApplicationRow, number: str) -> None:
    """The centre does not take the deposit, and a person leaves it at that: the challan may be paid in again."""
    challan = _named(session, row.id, number)
    if challan.state in (ChallanState.DEPOSITED.value, ChallanState.SURPLUS.value):
        decided(session, at, challan.number, ChallanState.REFUSED.value, None)


def decided(session: Session, at: At, number: str, state: str, refusal: Words | None) -> None:
    """Take the centre's word on a challan; the same word again changes nothing."""
    challan = session.get(ChallanRow, number)
    if challan is None or challan.state not in (ChallanState.DEPOSITED.value, ChallanState.SURPLUS.value):
        return
    row = row_of(session, challan.application)
    if challan.state == ChallanState.SURPLUS.value:
        _decided_beside(session, at, row, challan, state, refusal)
    elif state == ChallanState.VERIFIED.value:
        if allows(State(row.state), Event.CHALLAN_VERIFIED):
            row.state = after(State(row.state), Event.CHALLAN_VERIFIED).value
        _verified(session, at, row, challan)  # the money is in, even where the citizen has withdrawn
    elif state == ChallanState.REFUSED.value and allows(State(row.state), Event.CHALLAN_REFUSED):
        row.state = after(State(row.state), Event.CHALLAN_REFUSED).value
        challan.state = ChallanState.REFUSED.value
        challan.refusal = asdict(refusal) if refusal else None
        session.flush()
        take_as_fee(session, at, row)
        settle(session, at, row)
    row.updated_at = at.now()


def _decided_beside(
    session: Session, at: At, row: ApplicationRow, challan: ChallanRow, state: str, refusal: Words | None
) -> None:
    """Take the centre's word on what was paid in beside the fee; where the bank found nothing, nothing is owed."""
    if state == ChallanState.VERIFIED.value:
        owe_deposit_back(session, at, row, challan)
    elif state == ChallanState.REFUSED.value:
        challan.state = ChallanState.CANCELLED.value
        challan.refusal = asdict(refusal) if refusal else None


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
