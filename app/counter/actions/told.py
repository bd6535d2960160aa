"""What the centre tells of an application: numbers, registration, objection, rejection, notices.

Documents may come in any order with the money's; so the last one about an application is kept, and applied as soon
as the walk has come far enough. The person who filed acts: a registration is their work, done later.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.base.days import from_iso
from app.counter.actions.challan_void import void
from app.counter.actions.fee_online import count, unused
from app.counter.actions.late_registration import TO_BE_VOID, is_registered_there
from app.counter.actions.papers_of_walk import acknowledgement
from app.counter.at import At
from app.counter.found_by import findable_too, index
from app.counter.records import ApplicationRow, NoticeRow
from app.counter.walk import Event, State, after, allows

Document = Mapping[str, Any]
_UNASKED = text(
    f"SELECT id FROM application WHERE state = '{State.REFUNDED.value}' "  # noqa: S608  our own names alone
    f"AND told ->> 'state' = 'registered' AND told ->> '{TO_BE_VOID}' IS NULL"
)
_NUMBERED = text(
    "UPDATE application SET application_number = told.value FROM json_each(:numbers) AS told "
    "WHERE application.id = told.key"
)


def application(session: Session, at: At, document: Document) -> None:
    """Take the centre's document about an application; one of another desk is none of ours."""
    row = session.get(ApplicationRow, document["id"])
    if row is None:
        return
    row.told = dict(document)
    _number(session, row, str(document["application_number"]))
    settle(session, at, row)
    row.updated_at = at.now()


def filed(session: Session, replies: Mapping[str, Document]) -> None:
    """Keep the application numbers that filings were answered with, by the application's id."""
    told = {
        key: str(reply["application_number"])
        for key, reply in replies.items()
        if "application_number" in reply
    }
    if told:
        session.execute(_NUMBERED, {"numbers": json.dumps(told)})
        findable_too(session, told)


def _number(session: Session, row: ApplicationRow, application_number: str) -> None:
    if application_number and row.application_number != application_number:
        row.application_number = application_number
        index(session, row)


def notice(session: Session, document: Document) -> None:
    """Keep a notice to the citizen and how far it came."""
    if session.get(ApplicationRow, document["application"]) is None:
        return
    session.merge(
        NoticeRow(
            id=document["id"],
            application=document["application"],
            text=document["text"],
            template=document["template"],
            state=document["state"],
            at=from_iso(document["at"]),
        )
    )


def settle(session: Session, at: At, row: ApplicationRow) -> None:
    """Take the walk as far as the centre's last document says and the money allows."""
    told = row.told
    if told is None or TO_BE_VOID in told:
        return
    state, said = State(row.state), told["state"]
    if said == "registered" and state is State.REFUNDED:
        _registered_too_late(session, row, str(told["registration_number"]))
    elif said == "registered" and allows(state, Event.REGISTERED) and _is_paid_for(session, at, row, state):
        _registered(session, at, row, str(told["registration_number"]))
    elif said == "objection" and told["objection"] and allows(state, Event.OBJECTED):
        row.state, row.objection = after(state, Event.OBJECTED).value, dict(told["objection"])
        row.told = None
    elif said == "rejected":
        _rejected(session, at, row, told)


def unasked(session: Session) -> Sequence[str]:
    """Return what was given back and is registered at the centre, and nobody was asked which of the two stands.

    So stands what came before this desk asked; what comes now is asked about as it comes.
    """
    return [row.id for row in session.execute(_UNASKED)]


def ask(session: Session, ids: Sequence[str], now: datetime) -> None:
    """Put the question of such a registration before a person; asked again it changes nothing."""
    for row in session.scalars(select(ApplicationRow).where(ApplicationRow.id.in_(ids))):
        if row.state == State.REFUNDED and is_registered_there(row):
            _registered_too_late(session, row, str((row.told or {})["registration_number"]))
            row.updated_at = now


def give_acknowledgement(session: Session, at: At, row: ApplicationRow) -> None:
    """Issue the पावती of a registered application; from then on the user charge is due (L1 paragraph 4)."""
    row.state = after(State(row.state), Event.ACKNOWLEDGED).value
    session.flush()
    acknowledgement(session, at, row.id)


def _registered_too_late(session: Session, row: ApplicationRow, registration: str) -> None:
    row.state = after(State(row.state), Event.REGISTERED).value
    row.registration_number = registration
    index(session, row)


def _registered(session: Session, at: At, row: ApplicationRow, registration: str) -> None:
    row.state = after(State(row.state), Event.REGISTERED).value
    row.registration_number, row.objection, row.told = registration, None, None
    row.cancelled_because = ""
    index(session, row)
    give_acknowledgement(session, at, row)


def _is_paid_for(session: Session, at: At, row: ApplicationRow, state: State) -> bool:
    """A fee that goes back is known here before its registration stands; any other state says so itself.

    One that was confirmed late, for an application cancelled here, is the fee after all: it is counted now.
    """
    if state is State.CANCELLED and (late := unused(session, row.id, here=True)) is not None:
        count(session, at, row, late)
    return state not in (State.REFUND_DUE, State.CANCELLED) or row.fee_paid


def _rejected(session: Session, at: At, row: ApplicationRow, told: Document) -> None:
    state, event = State(row.state), Event.REJECTED_PAID if row.fee_paid else Event.REJECTED_UNPAID
    if not allows(state, event):
        return
    reason = str(told["reason_hi"])
    row.state, row.told, row.cancelled_because = after(state, event).value, None, reason
    if state is State.CHALLAN_ISSUED:
        void(session, at, row, reason)  # nobody may pay in for what was turned down
