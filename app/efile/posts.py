"""Posts as addressees: found by designation, office or holder in either script; marked shortly as offices mark them."""

import re
from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.accounts.people import office_of, person_of, post_of
from app.accounts.records import OfficeRow, PersonRow, PostingRow, PostRow
from app.base.days import office_day
from app.base.names import sound
from app.base.text import tidy
from app.base.words import Words
from app.efile.addressee import PostName
from app.efile.model import OfficeName

_SMALL = frozenset({"and", "of", "the", "for"})
MOST = 50


class Posts:
    """The posts this desk knows, as they are held on `day`; read once for one act."""

    def __init__(self, session: Session, day: date) -> None:
        offices = {row.id: office_of(row.document) for row in session.scalars(select(OfficeRow))}
        holders = _holders(session, day)
        self._offices = {each.id: each.name for each in offices.values()}
        self._people = {row.id: person_of(row.document).name for row in session.scalars(select(PersonRow))}
        self._posts = {
            row.id: _named(row, offices[row.office].name, offices[row.office].code, holders.get(row.id))
            for row in session.scalars(select(PostRow))
            if row.office in offices
        }

    def name(self, post: str) -> PostName:
        """Return the post; one that this desk was never told of goes by its id."""
        unknown = PostName(post, Words(post, post), Words("", ""), None, post)
        return self._posts.get(post, unknown)

    def person(self, id: str) -> Words:
        return self._people.get(id, Words(id, id))

    def called(self, id: str) -> Words | None:
        """Return what a person, a post or an office is called, as far as this desk knows."""
        post = self._posts.get(id)
        return self._people.get(id) or (post.designation if post else self._offices.get(id))

    def knows(self, post: str) -> bool:
        return post in self._posts

    def find(self, typed: str, without: str) -> tuple[PostName, ...]:
        """Return the posts whose words begin as typed, or sound so; those with a holder first. Never `without`."""
        wanted = tidy(typed).lower().split()
        found = [post for post in self._posts.values() if post.id != without and _fits(post, wanted)]
        return tuple(sorted(found, key=lambda post: (post.holder is None, post.office.hi, post.id))[:MOST])


def all_offices(session: Session) -> tuple[OfficeName, ...]:
    """Return the offices this desk knows, its own too, in the order of their Hindi names."""
    found = [OfficeName(row.id, office_of(row.document).name) for row in session.scalars(select(OfficeRow))]
    return tuple(sorted(found, key=lambda each: each.name.hi))


def who_was_posted(session: Session) -> Callable[[str, str, datetime], bool]:
    """Return who says whether a person held a post at a moment, as this desk knows the postings."""
    held: dict[tuple[str, str], list[PostingRow]] = {}
    for row in session.scalars(select(PostingRow)):
        held.setdefault((row.person, row.post), []).append(row)

    def posted(person: str, post: str, moment: datetime) -> bool:
        day = office_day(moment)
        rows = held.get((person, post), ())
        return any(row.since <= day and (row.until is None or day <= row.until) for row in rows)

    return posted


def who_held(session: Session) -> Callable[[str, datetime], Words | None]:
    """Return who says by whom a post was held at a moment, as this desk knows the postings."""
    asked = select(PostingRow, PersonRow.document).join(PersonRow, PersonRow.id == PostingRow.person)
    held: dict[str, list[tuple[PostingRow, Words]]] = {}
    for row, document in session.execute(asked.order_by(PostingRow.since.desc())):
        held.setdefault(row.post, []).append((row, person_of(document).name))

    def holder(post: str, moment: datetime) -> Words | None:
        day = office_day(moment)
        fits = (name for row, name in held.get(post, ()) if row.since <= day <= (row.until or day))
        return next(fits, None)

    return holder


def _holders(session: Session, day: date) -> dict[str, Words]:
    open_ended = or_(PostingRow.until.is_(None), PostingRow.until >= day)
    asked = (
        select(PostingRow.post, PersonRow.document)
        .join(PersonRow, PersonRow.id == PostingRow.person)
        .where(PostingRow.since <= day, open_ended)
        .order_by(PostingRow.since)
    )
    return {post: person_of(document).name for post, document in session.execute(asked)}


def _named(row: PostRow, office: Words, code: str, holder: Words | None) -> PostName:
    post = post_of(row.document)
    return PostName(post.id, post.designation, office, holder, _marked(post.designation.en, holder, code))


def _marked(designation: str, holder: Words | None, code: str) -> str:
    """Return the marking abbreviation, DESIGNATION(INITIALS)-OFFICE: `SO(AS)-TR-LKO`."""
    short = _initials(designation)
    return f"{short}({_initials(holder.en)})-{code}" if holder else f"{short}-{code}"


def _initials(words: str) -> str:
    letters = [word for word in re.split(r"[\s-]+", words) if word and word.lower() not in _SMALL]
    return "".join(word[0].upper() for word in letters)


def _fits(post: PostName, wanted: list[str]) -> bool:
    texts = [post.designation, post.office, *([post.holder] if post.holder else [])]
    written = [word for text in texts for word in f"{text.hi} {text.en}".lower().split()]
    heard = [sound(word) for word in written if _can_sound(word)]
    written.append(post.abbreviation.lower())
    return all(_begins(word, written, heard) for word in wanted)


def _begins(word: str, written: list[str], heard: list[str]) -> bool:
    if any(each.startswith(word) for each in written):
        return True
    key = sound(word) if _can_sound(word) else ""
    return len(key) > 1 and any(each.startswith(key) for each in heard)


def _can_sound(word: str) -> bool:
    return re.search(r"[a-z\u0900-\u097f]", word) is not None and not re.search(r"\d", word)
