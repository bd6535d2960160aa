"""How a worker takes a print through its states, each step kept only where the one before it still stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update
from sqlalchemy.orm import Session

from app.base.canonical import digest
from app.base.document import Copy
from app.papers.jobs import IN_ORDER, OPEN
from app.papers.model import JobState
from app.papers.records import PrintJobRow
from app.ports.printing import Payload
from app.records.tables import table_of

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(seconds=60)
_NONE = timedelta(0)

_JOB = table_of(PrintJobRow)
_GOES_BY_ITSELF = (JobState.QUEUED, JobState.RENDERED, JobState.FAILED_RETRYABLE)
_GOING = _JOB.c.state.in_([state.value for state in _GOES_BY_ITSELF])


@dataclass(frozen=True, slots=True)
class Claim:
    """One try at one print. `tries` counts this one; a person's word in between makes the claim void."""

    job: str
    document: str
    printer: str
    copy: Copy
    tries: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a try did not end well: a message key and its facts."""

    code: str
    facts: dict[str, str | int]


def claim_next(session: Session, printer: str, now: datetime) -> Claim | None:
    """Take the oldest print of `printer`, if it may go now; one that waits holds those behind it."""
    row = _oldest(session, printer)
    if row is None or _wait(row, now):
        return None
    session.execute(update(_JOB).where(_JOB.c.id == row.id).values(tries=row.tries + 1, started_at=now))
    copy = Copy(row.copy, row.attempt, row.by, row.reason, row.created_at)
    return Claim(row.id, row.document, printer, copy, row.tries + 1)


def due_in(session: Session, printer: str, now: datetime) -> timedelta | None:
    """Return how long until something is to be done for `printer`; None where nothing goes there."""
    row = _oldest(session, printer)
    return row and min(_wait(row, now), row.expires_at - now)


def expire(session: Session, now: datetime) -> bool:
    """Set aside every print that waited too long; say whether there was one."""
    late = update(_JOB).where(OPEN, _GOING, _JOB.c.expires_at <= now)
    return bool(session.connection().execute(late.values(state=JobState.EXPIRED.value)).rowcount)


def rendered(session: Session, claim: Claim, payload: Payload) -> None:
    """Note that the bytes are ready."""
    values = {"payload_sha256": digest(payload.data), "total": len(payload.data), "sent": 0}
    _step(session, claim, _GOES_BY_ITSELF, JobState.RENDERED, values)


def sending(session: Session, claim: Claim) -> bool:
    """Note that the first byte may leave any moment now. False where the claim is void: nothing may be sent."""
    return _step(session, claim, (JobState.RENDERED,), JobState.SENDING)


def progressed(session: Session, claim: Claim, sent: int) -> None:
    session.execute(update(_JOB).where(_still(claim, (JobState.SENDING,))).values(sent=sent))


def ended(session: Session, claim: Claim, state: JobState, sent: int, now: datetime) -> None:
    """Note that all bytes left."""
    values = {"finished_at": now, "sent": sent, "next_try": None, "code": "", "facts": {}}
    _step(session, claim, (JobState.SENDING,), state, values)


def refused(session: Session, claim: Claim, fault: Fault, *, retry_at: datetime | None) -> None:
    """Note that not one byte left; without `retry_at` a person must see to it first."""
    state = JobState.NEEDS_OPERATOR if retry_at is None else JobState.FAILED_RETRYABLE
    values = {"next_try": retry_at, "sent": 0, "total": 0, "payload_sha256": ""}
    _step(session, claim, (*_GOES_BY_ITSELF, JobState.SENDING), state, values | _told(fault))


def in_doubt(session: Session, claim: Claim, fault: Fault, sent: int) -> None:
    """Note that only a person can say what came out."""
    states = (*_GOES_BY_ITSELF, JobState.SENDING)
    _step(session, claim, states, JobState.NEEDS_OPERATOR, {"sent": sent} | _told(fault))


def interrupted(session: Session, job: str = "") -> bool:
    """Give to a person what was on its way when the program, or its records, failed; say whether there was one.

    Without `job` every print: only for a program that knows itself alone.
    """
    cut = update(_JOB).where(OPEN, _JOB.c.state == JobState.SENDING.value)
    if job:
        cut = cut.where(_JOB.c.id == job)
    values = {"state": JobState.NEEDS_OPERATOR.value} | _told(Fault("print.interrupted", {}))
    return bool(session.connection().execute(cut.values(values)).rowcount)


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries in a row."""
    doublings = min(tries - 1, 10)  # far past the longest wait, far below what a timedelta holds
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << doublings))


def _oldest(session: Session, printer: str) -> Row[Any] | None:
    going = select(_JOB).where(OPEN, _GOING, _JOB.c.printer == printer)
    return session.execute(going.order_by(IN_ORDER).limit(1)).one_or_none()


def _wait(job: Row[Any], now: datetime) -> timedelta:
    """A wait longer than we ever set means that the clock was put back: such a job goes now."""
    left = (job.next_try or now) - now
    return left if _NONE < left <= LONGEST_WAIT else _NONE


def _told(fault: Fault) -> dict[str, Any]:
    return {"code": fault.code, "facts": fault.facts}


def _step(
    session: Session,
    claim: Claim,
    before: tuple[JobState, ...],
    after: JobState,
    values: dict[str, Any] | None = None,
) -> bool:
    step = update(_JOB).where(_still(claim, before)).values({"state": after.value} | (values or {}))
    return session.connection().execute(step).rowcount == 1


def _still(claim: Claim, states: tuple[JobState, ...]) -> ColumnElement[bool]:
    mine = (_JOB.c.printer == claim.printer) & (_JOB.c.attempt == claim.copy.attempt)
    return (
        (_JOB.c.id == claim.job)
        & mine
        & (_JOB.c.tries == claim.tries)
        & _JOB.c.state.in_([each.value for each in states])
    )
