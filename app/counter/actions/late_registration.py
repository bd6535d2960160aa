"""The centre registered what was cancelled here and whose fee has gone back: a person decides which of the two stands.

Kept, the fee is asked once more and the registration waits for it; given up, the centre is asked to void it.
"""

from typing import Any

from sqlalchemy.orm import Session

from app.counter.actions.fee_online import counted
from app.counter.at import At
from app.counter.model import CANCELLED, LEFT, PaymentState
from app.counter.reading import refused_entry, row_of
from app.counter.reason import taken_reason
from app.counter.records import ApplicationRow
from app.counter.walk import Event, State, after
from app.records.journal import write_entry

TO_BE_VOID = "to_be_void"
"""Stands in what the centre told last of an application, once this desk has asked to void it."""


def keep(session: Session, at: At, id: str, reason: str) -> None:
    """Let the registration stand and ask the fee anew; the cancellation is left. Raises: NotAllowed; WrongStep;
    InputError, as `taken_reason`.
    """
    at.acting.require(LEFT)
    reason, row = taken_reason(reason), row_of(session, id)
    row.state = after(State(row.state), Event.REGISTRATION_KEPT).value
    row.fee_paid, row.cancelled_because = False, ""
    if given_back := counted(session, id):
        given_back.state = PaymentState.REFUNDED.value  # the fee comes by another payment now
    refused = refused_entry(session, id)
    code = refused.last_code if refused else ""
    _say(session, at, row, LEFT, {"application": id, "kind": CANCELLED, "code": code, "reason": reason})


def give_up(session: Session, at: At, id: str, reason: str) -> None:
    """Ask the centre to void the registration. Raises: as `keep`."""
    at.acting.require(CANCELLED)
    reason, row = taken_reason(reason), row_of(session, id)
    row.state, row.registration_number = after(State(row.state), Event.REGISTRATION_GIVEN_UP).value, ""
    to_be_void(row)
    _say(session, at, row, CANCELLED, {"application": id, "reason": reason, "refund": True, "void": True})


def is_registered_there(row: ApplicationRow) -> bool:
    """Say whether the centre told of a registration that does not stand here: to cancel it, it must be voided."""
    return row.told is not None and row.told["state"] == "registered" and TO_BE_VOID not in row.told


def to_be_void(row: ApplicationRow) -> bool:
    """Note that the centre is asked to void what it registered: until it has spoken, nothing that comes lets that
    stand here. Return whether there is anything to void.
    """
    if not is_registered_there(row):
        return False
    row.told = {**(row.told or {}), TO_BE_VOID: True}
    return True


def registered_still(row: ApplicationRow) -> None:
    """Keep that it is registered at the centre, where its fee turned out to have gone back: a person decides."""
    if row.state == State.REGISTERED_REFUNDED and row.told is None:
        row.told = {"state": "registered", "registration_number": row.registration_number, "objection": None}


def stands_after_all(row: ApplicationRow) -> None:
    """Note that the centre does not void what it registered."""
    row.told = {name: value for name, value in (row.told or {}).items() if name != TO_BE_VOID} or None


def _say(session: Session, at: At, row: ApplicationRow, kind: str, body: dict[str, Any]) -> None:
    """Tell the centre, in the turn of the cancellation where it refused that."""
    from app.sync.attention import supersede

    row.updated_at = at.now()
    refused = refused_entry(session, row.id)
    if refused is not None and refused.kind == CANCELLED:
        supersede(session, at.acting, refused.entry, body, (), clock=at.clock, kind=kind)
    else:
        write_entry(session, at.acting, kind, row.id, body, (), row.version, clock=at.clock)
