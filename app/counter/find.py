"""The counter's lists: what is searched for, and what is ready to hand over."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.base.document import Kind
from app.base.full_text import query as query_of
from app.base.full_text import sounds
from app.base.text import latin_digits, tidy
from app.counter.at import At
from app.counter.model import WAITED_FOR, Row, ShelfItem
from app.counter.records import ApplicationRow
from app.counter.today import in_list
from app.counter.walk import State
from app.papers.issue import on_the_shelf, subject_of_number, waiting_on_the_shelf
from app.records.tables import OutboxRow

_KEEP = text(
    "INSERT OR REPLACE INTO application_find (rowid, id, name, sound, numbers) "
    "SELECT rowid, id, :name, :sound, :numbers FROM application WHERE id = :id"
)
_LOOK = text(
    "SELECT id FROM application_find WHERE application_find MATCH :query ORDER BY rowid DESC LIMIT :most"
)


def index(session: Session, row: ApplicationRow) -> None:
    """Make the application findable by its name in either script, its mobile number and all its numbers."""
    names = " ".join(str(row.answers.get(key, "")) for key in ("applicant_name", "applicant_name_english"))
    numbers = f"{row.mobile} {row.application_number} {row.registration_number}"
    facts = {"id": row.id, "name": tidy(names).lower(), "sound": sounds(names), "numbers": numbers.lower()}
    session.flush()
    session.execute(_KEEP, facts)


def find(session: Session, at: At, typed: str, limit: int) -> tuple[Row, ...]:
    """Return applications whose name, mobile or number begins as typed, newest first; a name in either script.

    The number of a paper (`.../USR/000017`, or its end from the series on) finds the application it was issued for.
    """
    query = query_of(typed, words="name", digits=("numbers",))
    if not query:
        return ()
    ids = _of_paper(session, typed) or list(session.scalars(_LOOK, {"query": query, "most": limit}))
    rows = {row.id: row for row in session.scalars(select(ApplicationRow).where(ApplicationRow.id.in_(ids)))}
    stuck, unsent = refused_among(session, ids), unsent_among(session, ids)
    return tuple(
        row_in_list(at, rows[found], refused=found in stuck, unsent=found in unsent)
        for found in ids
        if found in rows
    )


def _of_paper(session: Session, typed: str) -> list[str]:
    number = latin_digits(typed).strip().upper()
    if "/" not in number:
        return []
    found = subject_of_number(session, number)
    return [found] if found else []


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
