"""Which prints are not over, and what a person's word makes of one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, text, update
from sqlalchemy.orm import Session

from app.base.document import Kind
from app.errors import InputError, WrongStep
from app.papers.issue import PRINT_WITHIN
from app.papers.model import JobState, JobView, Verdict
from app.papers.records import DocumentRow, PrintJobRow
from app.ports.clock import Clock
from app.records.tables import table_of

# Word for word the condition of the index, or SQLite does not use it.
OPEN = text("print_job.state NOT IN ('confirmed','sent-unconfirmed','cancelled')")
IN_ORDER = text("print_job.created_at, print_job.rowid")  # papers of one deed share their moment

_JOB, _DOCUMENT = table_of(PrintJobRow), table_of(DocumentRow)
_WAITS = {JobState.QUEUED, JobState.RENDERED, JobState.FAILED_RETRYABLE, JobState.EXPIRED}
_IN_DOUBT = {JobState.NEEDS_OPERATOR, JobState.SENT_UNCONFIRMED}
_ALLOWED = {
    Verdict.PRINTED_FINE: _IN_DOUBT,
    Verdict.SPOILT: _IN_DOUBT,
    Verdict.OTHER_PRINTER: _WAITS | _IN_DOUBT,
    Verdict.LATER: _WAITS | {JobState.NEEDS_OPERATOR},
    Verdict.CANCEL: _WAITS | {JobState.NEEDS_OPERATOR},
}


@dataclass(frozen=True, slots=True)
class _Standing:
    """A job as a verdict finds it. `left` says that bytes of it may have reached paper."""

    state: JobState
    attempt: int
    left: bool


def open_jobs(session: Session) -> tuple[JobView, ...]:
    """Return the prints that are not over, oldest first."""
    both = _JOB.join(_DOCUMENT, _JOB.c.document == _DOCUMENT.c.id)
    shown = select(_JOB, _DOCUMENT.c.kind, _DOCUMENT.c.number).select_from(both)
    return tuple(map(_view, session.execute(shown.where(OPEN).order_by(IN_ORDER))))


def decide(session: Session, job: str, verdict: Verdict, *, printer: str = "", clock: Clock) -> None:
    """Take a person's word on a print. A print that was spoilt keeps its copy number: it is the same copy again.

    Raises: InputError("print.unknown"); InputError("print.printer-needed") for another printer without its name;
    WrongStep("print.verdict-not-now") where the word does not fit how the print stands.
    """
    found = _standing(session, job)
    if found.state not in _ALLOWED[verdict]:
        raise WrongStep(reason="print.verdict-not-now", state=found.state.value, verdict=verdict.value)
    if verdict is Verdict.OTHER_PRINTER and not printer:
        raise InputError(reason="print.printer-needed", field="printer")
    _change(session, job, _meaning(found, verdict, printer, clock.now()))


def release(session: Session, job: str, *, clock: Clock) -> None:
    """Let a print go now that waited too long, or that waits for its next try.

    Raises: InputError("print.unknown"); WrongStep("print.not-waiting") where it does not wait.
    """
    found = _standing(session, job)
    if found.state not in _WAITS:
        raise WrongStep(reason="print.not-waiting", state=found.state.value)
    _change(session, job, _anew(clock.now()))


def _meaning(job: _Standing, verdict: Verdict, printer: str, at: datetime) -> dict[str, Any]:
    """Return what the verdict changes of the row."""
    match verdict:
        case Verdict.PRINTED_FINE:
            return {"state": JobState.CONFIRMED.value, "finished_at": at}
        case Verdict.SPOILT:
            return _anew(at) | {"attempt": job.attempt + 1}
        case Verdict.OTHER_PRINTER:
            return _anew(at) | {"printer": printer, "attempt": job.attempt + job.left}
        case Verdict.LATER:
            return {"expires_at": at + PRINT_WITHIN}
        case Verdict.CANCEL:
            return {"state": JobState.CANCELLED.value, "finished_at": at}


def _anew(at: datetime) -> dict[str, Any]:
    return {
        "state": JobState.QUEUED.value,
        "expires_at": at + PRINT_WITHIN,
        "started_at": None,
        "finished_at": None,
        "next_try": None,
        "tries": 0,
        "sent": 0,
        "total": 0,
        "payload_sha256": "",
        "code": "",
        "facts": {},
    }


def _standing(session: Session, job: str) -> _Standing:
    row = session.execute(
        select(_JOB.c.state, _JOB.c.attempt, _JOB.c.total).where(_JOB.c.id == job)
    ).one_or_none()
    if row is None:
        raise InputError(reason="print.unknown", field="job")
    state = JobState(row.state)
    return _Standing(state, row.attempt, left=state in _IN_DOUBT and row.total > 0)


def _change(session: Session, job: str, values: dict[str, Any]) -> None:
    session.execute(update(_JOB).where(_JOB.c.id == job).values(values))


def _view(row: Row[Any]) -> JobView:
    return JobView(
        id=row.id,
        document=row.document,
        kind=Kind(row.kind),
        number=row.number,
        printer=row.printer,
        copy=row.copy,
        attempt=row.attempt,
        state=JobState(row.state),
        created_at=row.created_at,
        expires_at=row.expires_at,
        next_try=row.next_try,
        sent=row.sent,
        total=row.total,
        code=row.code,
        facts=dict(row.facts),
    )
