"""Which posts the directory has, who holds them on a day, and whom it knows at all."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.accounts.people import person_of, post_of
from app.accounts.records import PersonRow, PostingRow, PostRow
from app.base.words import Words
from app.staff.actions.notes import CHANGE
from app.staff.posts import CHARGES, ENDS, Change, Known, Posted, Seat, in_force, standing_on, with_charge
from app.staff.records import NoteRow


def seats(session: Session, day: date) -> dict[str, tuple[Seat, ...]]:
    """Return every office's posts with who holds them on a day, by the office's id; a vacant one stands last."""
    held, coming = _held(session, day), _posted(session, day, PostingRow.since > day)
    away = _suspended(session, day)
    found: dict[str, list[Seat]] = defaultdict(list)
    for document in session.scalars(select(PostRow.document).order_by(PostRow.id)):
        post = post_of(document)
        roles = tuple(role.value for role in post.roles)
        holders, then = tuple(held.get(post.id, ())), tuple(coming.get(post.id, ()))
        suspended = tuple(away.get(post.id, ()))
        found[post.office].append(Seat(post.id, post.designation, roles, holders, then, suspended))
    return {office: tuple(sorted(each, key=lambda seat: not seat.holders)) for office, each in found.items()}


def people(session: Session, day: date) -> tuple[Known, ...]:
    """Return everybody whom the directory knows, by name, with the posts held on a day."""
    held: dict[str, list[Posted]] = defaultdict(list)
    for each in (posted for all_ in _held(session, day).values() for posted in all_):
        held[each.person].append(each)
    rows = map(person_of, session.scalars(select(PersonRow.document)))
    told = _told(session)
    found = (
        Known(
            row.id,
            row.name,
            tuple(_designation(each) for each in held[row.id]),
            standing_on(day, told[row.id]),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda known: known.name.hi))


def held_by_charge(session: Session, day: date) -> dict[str, tuple[Posted, ...]]:
    """Return by post who holds it on a day by additional charge, officiating or by delegation."""
    found = _held(session, day) if _by_whom_and_when(session, CHARGES) else {}
    charged = {post: tuple(each for each in held if each.charge) for post, held in found.items()}
    return {post: held for post, held in charged.items() if held}


def standing(session: Session, person: str, day: date) -> Change | None:
    """Return what keeps a person from a post on a day, as far as this desk heard of it."""
    return standing_on(day, _told(session)[person])


def posts_held(session: Session, person: str, day: date) -> tuple[str, ...]:
    """Return the posts that a person still holds on the day after, begun on that day or before."""
    asked = select(PostingRow).where(PostingRow.person == person, PostingRow.since <= day)
    rows = session.scalars(asked.order_by(PostingRow.since, PostingRow.post))
    return tuple(dict.fromkeys(row.post for row in rows if row.until is None or row.until > day))


def _designation(posted: Posted) -> Words:
    return with_charge(posted.designation, posted.charge)


def _told(session: Session) -> Mapping[str, list[tuple[Change, date]]]:
    """Return what was ordered about each person, and for which day, as it was entered."""
    found: dict[str, list[tuple[Change, date]]] = defaultdict(list)
    for each in _changes(session):
        found[each["person"]].append((Change(each["change"]), date.fromisoformat(each["on"])))
    return found


def _changes(session: Session) -> Sequence[Mapping[str, Any]]:
    return tuple(orders(session).values())


def orders(session: Session) -> Mapping[str, Mapping[str, Any]]:
    """Return by id every change of a posting that holds, as it was entered."""
    asked = select(NoteRow.id, NoteRow.document).where(NoteRow.kind == CHANGE).order_by(NoteRow.id)
    return in_force((row.id, row.document) for row in session.execute(asked))


def _by_whom_and_when(session: Session, kinds: Collection[Change]) -> Mapping[tuple[str, str, str], Change]:
    """Return changes by person, post and day: the directory alone does not say by what one holds or leaves a post."""
    return {
        (each["person"], each["post"], each["on"]): Change(each["change"])
        for each in _changes(session)
        if each["change"] in kinds
    }


def _held(session: Session, day: date) -> dict[str, list[Posted]]:
    """Return who holds each post."""
    return _posted(session, day, PostingRow.since <= day)


def _posted(session: Session, day: date, begun: ColumnElement[bool]) -> dict[str, list[Posted]]:
    """Return by post whose term is not over on a day, and has or has not yet begun."""
    found: dict[str, list[Posted]] = defaultdict(list)
    for each in _every(session, begun):
        if each.until is None or each.until >= max(
            day, each.since
        ):  # cancelled before it began, it ends before
            found[each.post].append(each)
    return found


def _suspended(session: Session, day: date) -> dict[str, list[Posted]]:
    """Return by post who was suspended from it before a day, and is neither reinstated nor gone."""
    since: dict[str, date] = {}
    for person, told in _told(session).items():
        if standing_on(day, told) is Change.SUSPENDED:
            since[person] = max(on for change, on in told if change is Change.SUSPENDED and on <= day)
    found: dict[str, list[Posted]] = defaultdict(list)
    for each in _every(session, PostingRow.person.in_(since)) if since else ():
        if each.until == since[each.person] < day and each.ended is Change.SUSPENDED:
            found[each.post].append(each)
    return found


def _every(session: Session, asked_for: ColumnElement[bool]) -> Iterator[Posted]:
    """Yield postings of any time, with by what charge each is held and by what change it ends."""
    asked: Any = (
        select(PostRow.document, PersonRow.document, PostingRow.since, PostingRow.until)
        .join(PostingRow, PostingRow.post == PostRow.id)
        .join(PersonRow, PersonRow.id == PostingRow.person)
        .where(asked_for)
        .order_by(PostRow.id, PostingRow.since)
    )
    charges, ends = _by_whom_and_when(session, CHARGES), _by_whom_and_when(session, ENDS)
    retires = {
        person: date.fromisoformat(on) for person, _, on in _by_whom_and_when(session, [Change.RETIRED])
    }
    for post_document, person_document, since, until in session.execute(asked):
        post, person = post_of(post_document), person_of(person_document)
        charge = charges.get((person.id, post.id, since.isoformat()))
        ended = ends.get((person.id, post.id, until.isoformat())) if until else None
        held = Posted(person.id, person.name, post.id, post.designation, since, until, charge, ended)
        leaves = retires.get(person.id)
        yield replace(held, retires=leaves) if leaves and until and leaves > until else held
