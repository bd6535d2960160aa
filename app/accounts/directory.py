"""The directory as the centre hands it down: kept whole at enrolment, changed document by document afterwards."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.accounts.records import OfficeRow, PersonRow, PostingRow, PostRow
from app.ports.centre import Change, Json
from app.records.tables import table_of

COLLECTIONS = ("office", "post", "person", "posting")
"""Under which names the directory's documents come down."""

_OFFICE, _POST = table_of(OfficeRow), table_of(PostRow)
_PERSON, _POSTING = table_of(PersonRow), table_of(PostingRow)


def keep_directory(session: Session, directory: Mapping[str, Sequence[Json]], ours: str) -> None:
    """Take the directory as told at enrolment in place of what was held; `ours` is this desk's office."""
    for collection, table in (("office", _OFFICE), ("post", _POST), ("posting", _POSTING)):
        session.execute(delete(table))
        for document in directory[f"{collection}s"]:
            _KEEP[collection](session, document)
    _keep_people(session, directory["people"])
    session.execute(update(_OFFICE).where(_OFFICE.c.id == ours).values(is_ours=True))


def take_change(session: Session, change: Change) -> None:
    """Take in one document of the directory as it stands now, or its end."""
    if change.deleted:
        _FORGET[change.collection](session, change.id)
    else:
        _KEEP[change.collection](session, change.document)


def _keep_people(session: Session, people: Sequence[Json]) -> None:
    """Wrong passwords stay counted for those who stay."""
    kept = {str(document["id"]) for document in people}
    session.execute(delete(_PERSON).where(_PERSON.c.id.not_in(kept)))
    for document in people:
        _keep_person(session, document)


def _keep_office(session: Session, document: Json) -> None:
    _upsert(session, _OFFICE, {"id": document["id"], "document": dict(document)}, also={"is_ours": False})


def _keep_post(session: Session, document: Json) -> None:
    _upsert(session, _POST, {"id": document["id"], "office": document["office"], "document": dict(document)})


def _keep_person(session: Session, document: Json) -> None:
    """A login that passed from one person to another may arrive before its former holder's new one."""
    row = {"id": document["id"], "login": str(document["login"]), "document": dict(document)}
    taken = (_PERSON.c.login == row["login"]) & (_PERSON.c.id != row["id"])
    session.execute(update(_PERSON).where(taken).values(login=_PERSON.c.id))
    _upsert(session, _PERSON, row, also={"failures": 0, "wait_until": 0.0})


def _keep_posting(session: Session, document: Json) -> None:
    until = document.get("until")
    place = {
        "person": document["person"],
        "post": document["post"],
        "since": date.fromisoformat(document["since"]),
    }
    _upsert(session, _POSTING, place | {"until": date.fromisoformat(until) if until else None})


def _upsert(
    session: Session, table: Any, row: Mapping[str, Any], also: Mapping[str, Any] | None = None
) -> None:
    """Insert `row`, with `also` where it is new, or bring the one with its key up to date."""
    keys = [column.name for column in table.primary_key]
    fresh = {name: value for name, value in row.items() if name not in keys}
    statement = insert(table).values(**row, **(also or {}))
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=fresh))


def _forget_posting(session: Session, id: str) -> None:
    """A posting is named in the feed by who, where and since when."""
    person, post, since = id.split(":")
    session.execute(
        delete(_POSTING).where(
            _POSTING.c.person == person,
            _POSTING.c.post == post,
            _POSTING.c.since == date.fromisoformat(since),
        )
    )


def _forget_office(session: Session, id: str) -> None:
    session.execute(delete(_OFFICE).where(_OFFICE.c.id == id, _OFFICE.c.is_ours.is_(False)))


def _forget_post(session: Session, id: str) -> None:
    session.execute(delete(_POST).where(_POST.c.id == id))


def _forget_person(session: Session, id: str) -> None:
    session.execute(delete(_PERSON).where(_PERSON.c.id == id))


_KEEP = {"office": _keep_office, "post": _keep_post, "person": _keep_person, "posting": _keep_posting}
_FORGET = {
    "office": _forget_office,
    "post": _forget_post,
    "person": _forget_person,
    "posting": _forget_posting,
}
