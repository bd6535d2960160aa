"""A user charge that was booked as cash and came by UPI, or the other way round: put right by an entry of its own.

The receipt and the day's book stay as they were made; the account of the day of the correction moves the sum.
"""

from sqlalchemy.orm import Session

from app.counter.actions.close import upi_number
from app.counter.at import At
from app.counter.corrected import CORRECTED, charge_mode
from app.counter.found_by import index
from app.counter.model import Mode
from app.counter.reading import read, row_of
from app.counter.reason import taken_reason
from app.counter.walk import State
from app.errors import WrongStep
from app.records.journal import write_entry


def correct_charge(session: Session, at: At, id: str, mode: Mode, told: str) -> None:
    """Enter that the user charge came by `mode`. `told`: the number of the UPI payment, which may be empty; of cash,
    why it was booked as UPI.

    Raises: NotAllowed; WrongStep, where it is not taken, or counts as that already;
    InputError("charge.reference-strange"); InputError, as `taken_reason`.
    """
    at.acting.require(CORRECTED)
    row, was = row_of(session, id), charge_mode(session, id)
    if State(row.state) is not State.CLOSED or was in (None, mode):
        raise WrongStep(state=row.state, event="correct-charge")
    why = {"reference": upi_number(told)} if mode is Mode.UPI else {"reason": taken_reason(told)}
    charge = read(session, at, id).user_charge
    body = {
        "application": id,
        "amount": charge.amount,
        "head": charge.head,
        "was": was.value if was else "",
        "mode": mode.value,
        **why,
    }
    row.updated_at = at.now()
    write_entry(session, at.acting, CORRECTED, id, body, (), row.version, clock=at.clock)
    index(session, row)
