"""A deposit that came in beside the fee: it is owed back, or becomes the fee where that is due."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.counter.actions.booked import book_fee
from app.counter.actions.challan_void import void
from app.counter.actions.fee_online import count, unused
from app.counter.at import At
from app.counter.model import ChallanState
from app.counter.records import ApplicationRow, ChallanRow
from app.counter.walk import Event, State, after
from app.records.books import revive_number
from app.records.journal import write_entry

CHALLAN = "challan"
_FEE_ASKED = frozenset({State.FEE_DUE, State.CHALLAN_ISSUED})
_COUNTS_BY = "शुल्क {} से आ चुका है"


def owed_deposit(session: Session, id: str) -> ChallanRow | None:
    """Return a challan that was paid in beside the fee, confirmed by the bank, and is not given back yet."""
    return _first(session, id, ChallanState.REFUND_DUE)


def owe_deposit_back(session: Session, at: At, row: ApplicationRow, challan: ChallanRow) -> None:
    """Note that the bank has confirmed what was paid in beside the fee."""
    challan.state = ChallanState.REFUND_DUE.value
    _tell(session, at, row, challan, owed=True)


def take_as_fee(session: Session, at: At, row: ApplicationRow) -> None:
    """Where the fee is asked and money lies here that is nobody's, have that be the fee: nobody pays twice."""
    if State(row.state) not in _FEE_ASKED:
        return
    if (payment := unused(session, row.id, here=True)) is not None:
        _instead(session, at, row, payment.gateway_ref)
        row.state = after(State(row.state), Event.ONLINE_CONFIRMED).value
        count(session, at, row, payment)
    elif (confirmed := owed_deposit(session, row.id)) is not None:
        _paid_in(session, at, row, confirmed)
        row.state = after(State(row.state), Event.CHALLAN_VERIFIED).value
        confirmed.state = ChallanState.VERIFIED.value
        book_fee(session, at, row, confirmed.amount, CHALLAN)
        _tell(session, at, row, confirmed, owed=False)
    elif (told := _first(session, row.id, ChallanState.SURPLUS)) is not None:
        _paid_in(session, at, row, told)
        told.state = ChallanState.DEPOSITED.value
    row.updated_at = at.now()


def paid_in_instead(session: Session, at: At, row: ApplicationRow, challan: ChallanRow) -> None:
    """Have a withdrawn challan be the one the fee comes by; another that is open is withdrawn."""
    _instead(session, at, row, challan.number)
    revive_number(session, challan.number)


def _paid_in(session: Session, at: At, row: ApplicationRow, challan: ChallanRow) -> None:
    paid_in_instead(session, at, row, challan)
    row.state = after(State(row.state), Event.CHALLAN_PAID_IN).value


def _instead(session: Session, at: At, row: ApplicationRow, by: str) -> None:
    if row.state == State.CHALLAN_ISSUED:
        void(session, at, row, _COUNTS_BY.format(by))


def _first(session: Session, id: str, state: ChallanState) -> ChallanRow | None:
    asked = select(ChallanRow).where(ChallanRow.application == id, ChallanRow.state == state.value)
    return session.scalars(asked.order_by(ChallanRow.issued_at).limit(1)).one_or_none()


def _tell(session: Session, at: At, row: ApplicationRow, challan: ChallanRow, *, owed: bool) -> None:
    body = {"application": row.id, "challan": challan.number, "amount": challan.amount, "owed": owed}
    write_entry(session, at.acting, "refund.due", row.id, body, (), row.version, clock=at.clock)
