"""Reads batches and the offices around them as frozen dataclasses."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.accounts.model import may
from app.accounts.people import office_of
from app.accounts.records import OfficeRow
from app.base.sought import hear, plain, sounds_so
from app.base.words import Words
from app.records.tables import JournalRow, table_of
from app.staff.actions.batches import batch_row, made_here, name_of
from app.staff.actions.reach import reaches
from app.staff.actions.sent_back import said
from app.staff.actions.taking_back import came_last
from app.staff.actions.upload import progress
from app.staff.at import At
from app.staff.came_back import SentBack
from app.staff.model import OPEN, Batch, BatchState, Certification, Person, Weight
from app.staff.records import BatchRow, ElsewhereRow, MasterRow, StaffRow

_ROW, _PERSON = table_of(StaffRow), table_of(MasterRow)
MOST = 500


def read_batch(session: Session, batch: str) -> Batch:
    """Return a batch with its counts. Raises: InputError("staff.batch-unknown")."""
    row, is_ours = batch_row(session, batch), made_here(session, batch)
    return _batch(session, row, said(session).get(batch), is_ours=is_ours)


def batches(session: Session, at: At) -> tuple[Batch, ...]:
    """Return the batches of this desk whose offices are this post's to look at, the one changed last first.

    Of those that are over, the latest; but of every office the last that was done: it has sent a sheet.
    """
    asked = select(BatchRow).where(BatchRow.id.in_(_to_show(session, at)))
    rows = session.scalars(asked.order_by(BatchRow.updated_at.desc(), BatchRow.id)).all()
    begun = select(JournalRow.subject).where(JournalRow.kind == "staff.begun")
    ours = frozenset(session.scalars(begun))
    why = said(session)
    return tuple(_batch(session, row, why.get(row.id), is_ours=row.id in ours) for row in rows)


def _to_show(session: Session, at: At) -> Sequence[str]:
    asked = select(BatchRow.id, BatchRow.office, BatchRow.state).where(_is_within(session, at))
    told = session.execute(asked.order_by(BatchRow.updated_at.desc(), BatchRow.id)).all()
    last = {each.office: each.id for each in reversed(told) if each.state == BatchState.DONE}
    first = [each.id for each in told if each.state in OPEN or last.get(each.office) == each.id]
    known = frozenset(first)
    others = [each.id for each in told if each.id not in known]
    return [*first, *others[: max(0, MOST - len(first))]]


def elsewhere(session: Session) -> dict[str, Words]:
    """Return by office who has its sheet open at another desk."""
    return {row.office: name_of(session, row.who) for row in session.scalars(select(ElsewhereRow))}


def sheets(session: Session, at: At) -> Mapping[str, BatchState]:
    """Return by office how its sheet stands, the one that was changed last of several."""
    found = dict.fromkeys(elsewhere(session), BatchState.ELSEWHERE)
    for each in reversed(batches(session, at)):
        found[each.office] = each.state
    return found


def waiting(session: Session, at: At) -> int:
    """Return how many sheets others have left to this person: to be certified, to be sent, or to be mended again."""
    roles, who = at.acting.post.roles, at.who
    found = 0
    if may(roles, "staff.certified"):
        by_others = (BatchRow.begun_by != who) & (BatchRow.confirmed_by != who)
        found += _many(session, BatchState.CONFIRMED, by_others & _is_within(session, at))
    if may(roles, "staff.rows"):
        begun = select(JournalRow.subject).where(JournalRow.kind == "staff.begun")
        found += _many(session, BatchState.CERTIFIED, BatchRow.id.in_(begun))
        back = [batch for batch, why in said(session).items() if why.by != who and not why.is_over]
        found += _many(session, BatchState.WORKING, BatchRow.id.in_(back) & BatchRow.id.in_(begun))
    return found


def _is_within(session: Session, at: At) -> ColumnElement[bool]:
    sent = session.scalars(select(BatchRow.office).distinct())
    return BatchRow.office.in_([office for office in sent if reaches(session, at, office)])


def _many(session: Session, state: BatchState, which: ColumnElement[bool]) -> int:
    asked = select(func.count()).select_from(BatchRow).where(BatchRow.state == state.value, which)
    return int(session.scalar(asked) or 0)


def people_of(session: Session, office: str, first: int = 0, most: int = MOST) -> tuple[Person, ...]:
    """Return the people of an office as the master has them, by name."""
    asked = select(MasterRow).where(MasterRow.office == office).order_by(MasterRow.name, MasterRow.id)
    return tuple(map(person_of, session.scalars(asked.offset(first).limit(most))))


def find_people(session: Session, typed: str, office: str = "", most: int = 50) -> tuple[Person, ...]:
    """Return people of the master, of one office or of all, by code, mobile or address or by the name, by name.

    In one office by any part, and by how a name sounds; of all, who may be a hundred thousand, by its beginning, and
    where there is none by how it sounds.
    """
    if not typed:
        return ()
    fits: ColumnElement[bool]
    if office:
        fits = MasterRow.id.in_(_heard_in(session, typed, office)[:most])
    else:
        exact = (_PERSON.c.code == typed) | (_PERSON.c.mobile == typed) | (_PERSON.c.email == typed.lower())
        fits = exact | _PERSON.c.name.startswith(typed, autoescape=True)
    asked = select(MasterRow).order_by(MasterRow.name, MasterRow.id).limit(most)
    found = session.scalars(asked.where(fits)).all()
    if not (found or office):
        found = session.scalars(asked.where(MasterRow.id.in_(_sounding(session, typed)[:most]))).all()
    return tuple(map(person_of, found))


def _heard_in(session: Session, typed: str, office: str) -> list[str]:
    """Return the ids of those people of an office in whose name or numbers the text stands, or whose name sounds so."""
    told = (_PERSON.c.name, _PERSON.c.code, _PERSON.c.mobile, _PERSON.c.email)
    asked = (
        select(_PERSON.c.id, *told).where(_PERSON.c.office == office).order_by(_PERSON.c.name, _PERSON.c.id)
    )
    text, is_meant = plain(typed), _by_sound(typed)
    found = ((id_, name, plain(" ".join((name, *numbers)))) for id_, name, *numbers in session.execute(asked))
    return [id_ for id_, name, said in found if text in said or is_meant(name)]


def _sounding(session: Session, typed: str) -> list[str]:
    every = session.execute(select(_PERSON.c.id, _PERSON.c.name).order_by(_PERSON.c.name, _PERSON.c.id))
    is_meant = _by_sound(typed)
    return [id_ for id_, name in every if is_meant(name)]


def _by_sound(typed: str) -> Callable[[str], bool]:
    """Return what says whether a name sounds so; many people are called alike, and each name is heard once."""
    return cache(lambda name: sounds_so(hear(name), typed))


def person_of(row: MasterRow) -> Person:
    return Person(row.id, row.office, row.cells, row.state)


def office_name(session: Session, office: str) -> Words:
    document = session.scalar(select(OfficeRow.document).where(OfficeRow.id == office))
    return office_of(document).name if document else Words(office, office)


def accepted_rows(session: Session, batch: str) -> Sequence[tuple[str, dict[str, str]]]:
    """Return who was sent in a batch, with the values, in the order of the sheet: for the prescribed form."""
    asked = select(_ROW.c.person, _ROW.c.cells).where(_ROW.c.batch == batch).order_by(_ROW.c.number)
    return [(person, cells) for person, cells in session.execute(asked)]


def _batch(session: Session, row: BatchRow, why: SentBack | None, *, is_ours: bool) -> Batch:
    counted = select(_ROW.c.weight, func.count()).where(_ROW.c.batch == row.id).group_by(_ROW.c.weight)
    weights: dict[int, int] = dict(session.execute(counted).all())
    left_out = weights.get(Weight.LEFT_OUT.value, 0)
    told = row.certification
    signed = Certification(told["person"], told["post"], told["at"], told["digest"]) if told else None
    return Batch(
        id=row.id,
        office=row.office,
        office_name=office_name(session, row.office),
        file_name=row.file_name,
        state=BatchState(row.state),
        begun_by=row.begun_by,
        confirmed_by=row.confirmed_by,
        certification=signed,
        rows=sum(weights.values()) - left_out,
        errors=weights.get(Weight.ERROR.value, 0),
        warnings=weights.get(Weight.WARNING.value, 0),
        progress=progress(session, row),
        created_at=row.created_at,
        updated_at=row.updated_at,
        made_here=is_ours,
        left_out=left_out,
        sent_back=None if why is not None and why.is_over else why,
        opened_before=why if why is not None and why.is_over else None,
        can_lose_last=row.state == BatchState.WORKING and came_last(session, row.id),
    )
