"""The counter's lists: what is searched for, and what is ready to hand over."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.base.document import Kind
from app.base.identity import digits_of, is_aadhaar, mark_aadhaar
from app.counter.at import At
from app.counter.found_by import query
from app.counter.model import WAITED_FOR, Row, ShelfItem
from app.counter.records import ApplicationRow
from app.counter.today import in_list
from app.counter.walk import State
from app.papers.issue import on_the_shelf, waiting_on_the_shelf
from app.papers.numbered import subjects_numbered
from app.records.tables import OutboxRow

_LOOK = text(
    "SELECT id FROM application_find WHERE application_find MATCH :query ORDER BY rowid DESC LIMIT :most"
)
_HOLDER = select(ApplicationRow.id).order_by(ApplicationRow.created_at.desc())


def find(session: Session, at: At, typed: str, limit: int) -> tuple[Row, ...]:
    """Return applications by whatever somebody has in hand, newest first.

    A name in either script; the beginning or the end of a mobile, an application, a registration or a payment number;
    the last four digits of an Aadhaar number, or all of it; first of all whose paper is numbered so (`ACK/17`).
    """
    typed = digits_of(typed) if digits_of(typed).isdigit() else typed
    if is_aadhaar(typed):
        token = mark_aadhaar(typed, at.aadhaar_key).token
        ids = list(session.scalars(_HOLDER.where(ApplicationRow.aadhaar_token == token).limit(limit)))
    else:
        ids = subjects_numbered(session, typed)
    if asked := query(typed):
        ids += session.scalars(_LOOK, {"query": asked, "most": limit})
    ids = list(dict.fromkeys(ids))[:limit]
    rows = {row.id: row for row in session.scalars(select(ApplicationRow).where(ApplicationRow.id.in_(ids)))}
    stuck, unsent = refused_among(session, ids), unsent_among(session, ids)
    return tuple(
        row_in_list(at, rows[found], refused=found in stuck, unsent=found in unsent)
        for found in ids
        if found in rows
    )


def total(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(ApplicationRow)) or 0


def shelf(session: Session, at: At) -> tuple[ShelfItem, ...]:
    """Return the acknowledgements nobody has fetched yet, oldest first."""
    papers = on_the_shelf(session, Kind.ACKNOWLEDGEMENT)
    asked = select(ApplicationRow).where(ApplicationRow.id.in_([paper.subject for paper in papers]))
    rows = {row.id: row for row in session.scalars(asked)}
    return tuple(
        ShelfItem(paper.id, paper.kind, paper.number, paper.issued_at, row_in_list(at, rows[paper.subject]))
        for paper in papers
        if paper.subject in rows
    )


def shelf_count(session: Session) -> int:
    return waiting_on_the_shelf(session, Kind.ACKNOWLEDGEMENT)


def refused_among(session: Session, ids: list[str]) -> frozenset[str]:
    """Return those of which the centre refused an entry that waits for a person."""
    asked = select(OutboxRow.subject).where(OutboxRow.state == "set-aside", text("state <> 'done'"))
    return frozenset(session.scalars(asked.where(OutboxRow.subject.in_(ids))))


def unsent_among(session: Session, ids: list[str], kinds: frozenset[str] = WAITED_FOR) -> frozenset[str]:
    """Return those of which an entry of these kinds waits to be sent."""
    asked = select(OutboxRow.subject).where(
        OutboxRow.state.in_(("pending", "in-flight")), text("state <> 'done'"), OutboxRow.kind.in_(kinds)
    )
    return frozenset(session.scalars(asked.where(OutboxRow.subject.in_(ids))))


def row_in_list(at: At, row: ApplicationRow, *, refused: bool = False, unsent: bool = False) -> Row:
    """Return the application as a list shows it."""
    return in_list(
        at.packs,
        id=row.id,
        service=row.service,
        applicant=row.applicant,
        mobile=row.mobile,
        state=State(row.state),
        updated_at=row.updated_at,
        application_number=row.application_number,
        registration_number=row.registration_number,
        refused=refused,
        unsent=unsent,
    )
