"""Which posts the directory has, who holds them on a day, and whom it knows at all."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.accounts.people import person_of, post_of
from app.accounts.records import PersonRow, PostingRow, PostRow
from app.base.words import Words
from app.staff.actions.notes import CHANGE
from app.staff.posts import CHARGES, Change, Known, Posted, Seat, with_charge
from app.staff.records import NoteRow


def seats(session: Session, day: date) -> dict[str, tuple[Seat, ...]]:
    """Return every office's posts with who holds them on a day, by the office's id; a vacant one stands last."""
    held, coming = _held(session, day), _posted(session, day, PostingRow.since > day)
    found: dict[str, list[Seat]] = defaultdict(list)
    for document in session.scalars(select(PostRow.document).order_by(PostRow.id)):
        post = post_of(document)
        roles = tuple(role.value for role in post.roles)
        holders, then = tuple(held.get(post.id, ())), tuple(coming.get(post.id, ()))
        found[post.office].append(Seat(post.id, post.designation, roles, holders, then))
    return {office: tuple(sorted(each, key=lambda seat: not seat.holders)) for office, each in found.items()}


def people(session: Session, day: date) -> tuple[Known, ...]:
    """Return everybody whom the directory knows, by name, with the posts held on a day."""
    held: dict[str, list[Posted]] = defaultdict(list)
    for each in (posted for all_ in _held(session, day).values() for posted in all_):
        held[each.person].append(each)
    rows = map(person_of, session.scalars(select(PersonRow.document)))
    found = (Known(row.id, row.name, tuple(_designation(each) for each in held[row.id])) for row in rows)
    return tuple(sorted(found, key=lambda known: known.name.hi))


def posts_held(session: Session, person: str, day: date) -> tuple[str, ...]:
    """Return the posts that a person still holds on the day after, begun on that day or before."""
    asked = select(PostingRow).where(PostingRow.person == person, PostingRow.since <= day)
    rows = session.scalars(asked.order_by(PostingRow.since, PostingRow.post))
    return tuple(dict.fromkeys(row.post for row in rows if row.until is None or row.until > day))


def _designation(posted: Posted) -> Words:
    return with_charge(posted.designation, posted.charge)


def _charges(session: Session) -> dict[tuple[str, str, str], Change]:
    """Return by what charge posts are held, by person, post and first day: the directory alone does not say it."""
    told = session.scalars(select(NoteRow.document).where(NoteRow.kind == CHANGE))
    return {
        (each["person"], each["post"], each["on"]): Change(each["change"])
        for each in told
        if each["change"] in CHARGES
    }


def _held(session: Session, day: date) -> dict[str, list[Posted]]:
    """Return who holds each post."""
    return _posted(session, day, PostingRow.since <= day)


def _posted(session: Session, day: date, begun: ColumnElement[bool]) -> dict[str, list[Posted]]:
    """Return by post whose term is not over on a day, and has or has not yet begun."""
    asked: Any = (
        select(PostRow.document, PersonRow.document, PostingRow.since, PostingRow.until)
        .join(PostingRow, PostingRow.post == PostRow.id)
        .join(PersonRow, PersonRow.id == PostingRow.person)
        .where(begun)
        .order_by(PostRow.id, PostingRow.since)
    )
    charges = _charges(session)
    found: dict[str, list[Posted]] = defaultdict(list)
    for post_document, person_document, since, until in session.execute(asked):
        if until is None or until >= day:
            post, person = post_of(post_document), person_of(person_document)
            charge = charges.get((person.id, post.id, since.isoformat()))
            held = Posted(person.id, person.name, post.id, post.designation, since, until, charge)
            found[post.id].append(held)
    return found
