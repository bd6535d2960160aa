"""Who may work here today, and from which posts: read from the directory this desk holds."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from app.accounts.model import Acting, Office, OfficeType, Person, Post, Role
from app.accounts.records import OfficeRow, PersonRow, PostingRow, PostRow
from app.base.words import Words
from app.errors import InputError, LoginNeeded
from app.records.tables import table_of

_OFFICE, _POST = table_of(OfficeRow), table_of(PostRow)
_PERSON, _POSTING = table_of(PersonRow), table_of(PostingRow)


def our_office(session: Session) -> Office:
    """Return the office this desk stands in. Raises: LoginNeeded, when it was never enrolled."""
    document = session.scalar(select(_OFFICE.c.document).where(_OFFICE.c.is_ours))
    if document is None:
        raise LoginNeeded(reason="device.not-enrolled")
    return office_of(document)


def people_here(session: Session, day: date, *, of_all_offices: bool = False) -> tuple[Person, ...]:
    """Return who holds a post of this office on `day`, by name; in training of every office that is known here."""
    held = _held_on(day)
    if not of_all_offices:
        held = held.where(_POST.c.office == our_office(session).id)
    rows = session.scalars(
        select(_PERSON.c.document).where(_PERSON.c.id.in_(held.with_only_columns(_POSTING.c.person)))
    )
    return tuple(sorted(map(person_of, rows), key=lambda person: person.name.hi))


def posts_of(session: Session, person: str, day: date) -> tuple[Post, ...]:
    """Return the posts a person holds on `day`: those of this office first, the oldest posting first of them."""
    ours = our_office(session).id
    asked = _held_on(day).where(_POSTING.c.person == person).with_only_columns(_POST.c.document)
    posts = map(post_of, session.scalars(asked.order_by(_POSTING.c.since, _POST.c.id)))
    return tuple(sorted(posts, key=lambda post: post.office != ours))


def first_with_role(session: Session, role: Role, day: date) -> Acting:
    """Return the person whose post here has had `role` the longest. Raises: InputError("login.no-post")."""
    asked = _held_on(day).where(_POST.c.office == our_office(session).id)
    rows = session.execute(
        asked.with_only_columns(_POSTING.c.person, _POST.c.document).order_by(_POSTING.c.since)
    )
    for person, document in rows:
        if role in post_of(document).roles:
            return acting_for(session, person, document["id"])
    raise InputError(reason="login.no-post", field="login")


def names_of(session: Session, people: Iterable[str]) -> dict[str, Words]:
    """Return the names of those of `people` that are known here."""
    rows = session.scalars(select(_PERSON.c.document).where(_PERSON.c.id.in_(sorted(people))))
    return {person.id: person.name for person in map(person_of, rows)}


def acting_for(session: Session, person: str, post: str) -> Acting:
    """Return the person in the post. Raises: InputError("login.no-post"), where either is not known here."""
    who = session.scalar(select(_PERSON.c.document).where(_PERSON.c.id == person))
    row = session.execute(
        select(_POST.c.document, _OFFICE.c.document.label("office_document"))
        .join(_OFFICE, _OFFICE.c.id == _POST.c.office)
        .where(_POST.c.id == post)
    ).one_or_none()
    if who is None or row is None:
        raise InputError(reason="login.no-post", field="login")
    return Acting(person_of(who), post_of(row.document), office_of(row.office_document))


def office_of(document: dict[str, Any]) -> Office:
    return Office(
        id=document["id"],
        kind=OfficeType(document["kind"]),
        name=Words(**document["name"]),
        district=Words(**document["district"]),
        code=document["code"],
        phone=document["phone"],
        parent=document.get("parent", ""),
        prefix=document.get("prefix", ""),
    )


def post_of(document: dict[str, Any]) -> Post:
    """Read a post. A role that a later centre knows and this program does not gives no right here."""
    known = {role.value for role in Role}
    roles = tuple(Role(role) for role in document["roles"] if role in known)
    return Post(document["id"], document["office"], Words(**document["designation"]), roles)


def person_of(document: dict[str, Any]) -> Person:
    return Person(document["id"], document["login"], Words(**document["name"]), document["verifier"])


def _held_on(day: date) -> Select[Any]:
    until: ColumnElement[bool] = or_(_POSTING.c.until.is_(None), _POSTING.c.until >= day)
    joined = select(_POST.c.id).join(_POSTING, _POSTING.c.post == _POST.c.id)
    return joined.where(_POSTING.c.since <= day, until)
