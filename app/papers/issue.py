"""Issuing a paper: its number, its snapshot and its print, all in the transaction of the deed itself."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, insert, select, text, update
from sqlalchemy.orm import Session

from app.base.canonical import canonical, digest
from app.base.document import Document, Kind, from_json
from app.base.ids import new_id
from app.errors import InputError
from app.papers.model import IssuedPaper, JobState
from app.papers.records import DocumentRow, PrintJobRow
from app.records.books import take_number
from app.records.tables import table_of

PRINT_WITHIN = timedelta(minutes=10)
"""A print that waited longer needs a person's release, so that no heap of slips comes out at night."""

Read = Callable[[Session, str], Document]
"""Gives a paper by its id as it is to be printed now."""

_DOCUMENT, _JOB = table_of(DocumentRow), table_of(PrintJobRow)
_KEEP, _QUEUE = insert(_DOCUMENT), insert(_JOB)
_RESERVE = text("UPDATE document SET copies = copies + 1 WHERE id = :id RETURNING copies")
_SHOWN = (
    _DOCUMENT.c.id,
    _DOCUMENT.c.kind,
    _DOCUMENT.c.number,
    _DOCUMENT.c.subject,
    _DOCUMENT.c.sha256,
    _DOCUMENT.c.issued_at,
    _DOCUMENT.c.copies,
    _DOCUMENT.c.handed_over_at,
)
_OF: BindParameter[str] = bindparam("of")
_ISSUED = select(*_SHOWN).where(_DOCUMENT.c.id == _OF)
_PAPERS = select(*_SHOWN).where(_DOCUMENT.c.subject == _OF).order_by(_DOCUMENT.c.issued_at)


def issue(
    session: Session,
    series: str,
    subject: str,
    build: Callable[[str], Document],
    *,
    day: date,
) -> IssuedPaper:
    """Take the next number of `series`, build the paper with it and keep its snapshot.

    Raises: BookMissing, when no number is left for the year of `day`.
    """
    return keep(session, build(take_number(session, series, day)), subject)


def keep(session: Session, document: Document, subject: str) -> IssuedPaper:
    """Keep the snapshot of a paper that has its number; one that is no receipt may have it from elsewhere."""
    text_form, kind = canonical(document.to_json()), document.kind
    paper = IssuedPaper(new_id(), kind, document.number, subject, digest(text_form), document.issued_at)
    row = {
        "id": paper.id,
        "kind": kind.value,
        "number": paper.number,
        "subject": subject,
        "snapshot": text_form.decode(),
        "sha256": paper.sha256,
        "issued_at": paper.issued_at,
        "copies": 0,
    }
    session.connection().execute(_KEEP, row)
    return paper


def queue_print(
    session: Session,
    document_id: str,
    printer: str,
    *,
    by: str,
    at: datetime,
    reason: str = "",
) -> str:
    """Reserve the next copy of a paper and queue its print; return the job's id.

    `by` stands on a duplicate, as does `reason`. Raises: InputError("paper.reason-needed") for a
    duplicate without one; InputError("paper.unknown") for a paper that was never issued.
    """
    copy = session.connection().execute(_RESERVE, {"id": document_id}).scalar_one_or_none()
    if copy is None:
        raise InputError(reason="paper.unknown", field="document")
    if copy > 1 and not reason.strip():
        raise InputError(reason="paper.reason-needed", field="reason", copy=copy - 1)
    job = {
        "id": new_id(),
        "document": document_id,
        "printer": printer,
        "copy": copy,
        "attempt": 1,
        "state": JobState.QUEUED.value,
        "by": by,
        "reason": reason.strip(),
        "created_at": at,
        "expires_at": at + PRINT_WITHIN,
        "tries": 0,
        "sent": 0,
        "total": 0,
        "payload_sha256": "",
        "code": "",
        "facts": {},
    }
    session.connection().execute(_QUEUE, job)
    return str(job["id"])


def snapshot(session: Session, document_id: str) -> Document:
    """Return the paper as it was issued. Raises: InputError("paper.unknown")."""
    found = session.scalar(select(_DOCUMENT.c.snapshot).where(_DOCUMENT.c.id == document_id))
    if found is None:
        raise InputError(reason="paper.unknown", field="document")
    return from_json(json.loads(found))


def issued(session: Session, document_id: str) -> IssuedPaper:
    """Return the paper as it stands now. Raises: InputError("paper.unknown")."""
    row = session.connection().execute(_ISSUED, {"of": document_id}).one_or_none()
    if row is None:
        raise InputError(reason="paper.unknown", field="document")
    return paper_of(row)


def papers_of(session: Session, subject: str) -> tuple[IssuedPaper, ...]:
    """Return every paper of `subject`, oldest first."""
    return tuple(map(paper_of, session.connection().execute(_PAPERS, {"of": subject})))


def subject_of_number(session: Session, number: str) -> str:
    """Return what the paper of a number was issued for; empty for none."""
    return session.scalar(select(_DOCUMENT.c.subject).where(_DOCUMENT.c.number == number)) or ""


def on_the_shelf(session: Session, kind: Kind) -> tuple[IssuedPaper, ...]:
    """Return the papers of `kind` that nobody has fetched yet, oldest first."""
    waiting = (_DOCUMENT.c.kind == kind.value) & _DOCUMENT.c.handed_over_at.is_(None)
    rows = session.execute(select(*_SHOWN).where(waiting).order_by(_DOCUMENT.c.issued_at))
    return tuple(map(paper_of, rows))


def waiting_on_the_shelf(session: Session, kind: Kind) -> int:
    """Return how many papers of `kind` nobody has fetched yet."""
    waiting = (_DOCUMENT.c.kind == kind.value) & _DOCUMENT.c.handed_over_at.is_(None)
    return session.scalar(select(func.count()).select_from(_DOCUMENT).where(waiting)) or 0


def hand_over(session: Session, document_id: str, *, at: datetime) -> IssuedPaper:
    """Note that the citizen has the paper; a second time changes nothing. Raises: InputError("paper.unknown")."""
    waiting = (_DOCUMENT.c.id == document_id) & _DOCUMENT.c.handed_over_at.is_(None)
    session.execute(update(_DOCUMENT).where(waiting).values(handed_over_at=at))
    return issued(session, document_id)


def paper_of(row: Any) -> IssuedPaper:
    """Return what a row of the papers says."""
    return IssuedPaper(
        id=row.id,
        kind=Kind(row.kind),
        number=row.number,
        subject=row.subject,
        sha256=row.sha256,
        issued_at=row.issued_at,
        copies=row.copies,
        handed_over_at=row.handed_over_at,
    )
