"""Offices, posts, people and postings, as the centre keeps them and hands them to its desks."""

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, select

from app.accounts.model import OfficeType, Posting, Role
from app.errors import InputError
from central.charter import FILE as CHARTER_FILE
from central.staff_model import Placed
from central.store import Store, hold, publish, upsert
from central.tables import meta, office, person, post, posting

EVERYONE = "everyone"
_FIELDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = MappingProxyType(
    {
        "offices": (
            frozenset({"id", "kind", "name", "district", "code", "phone"}),
            frozenset({"parent", "prefix"}),
        ),
        "posts": (frozenset({"id", "office", "designation", "roles"}), frozenset()),
        "people": (frozenset({"id", "login", "name"}), frozenset({"verifier", "training_password"})),
        "postings": (frozenset({"person", "post", "since"}), frozenset({"until"})),
    }
)
"""The keys that must stand in each kind of document, and those that may."""

_REFERENCES = (
    ("posts", "office", "offices"),
    ("postings", "person", "people"),
    ("postings", "post", "posts"),
)
_PREFIX = re.compile(r"[^\s/:]+")
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Directory:
    """The whole directory in memory; each document as the wire carries it, by its id."""

    offices: Mapping[str, Document]
    posts: Mapping[str, Document]
    people: Mapping[str, Document]
    postings: tuple[Document, ...]
    roles: Mapping[str, tuple[Role, ...]]
    held: Mapping[tuple[str, str], tuple[Posting, ...]]

    def holds(self, who: str, post_id: str, day: date) -> bool:
        """Say whether the person `who` held the post on `day`."""
        return any(
            each.since <= day and (each.until is None or day <= each.until)
            for each in self.held.get((who, post_id), ())
        )

    def seen_by(self, offices: Iterable[str]) -> "Directory":
        """Return what desks of these offices may know: all offices, but only their own posts and people."""
        ours = frozenset(offices)
        posts = {key: found for key, found in self.posts.items() if found["office"] in ours}
        postings = tuple(found for found in self.postings if found["post"] in posts)
        names = {found["person"] for found in postings}
        people = {key: found for key, found in self.people.items() if key in names}
        return _directory(self.offices, posts, people, postings)


def read_directory(connection: Connection) -> Directory:
    """Load the directory from the tables."""
    tables = (office, post, person)
    offices, posts, people = (
        {row.id: row.document for row in connection.execute(select(table).order_by(table.c.id))}
        for table in tables
    )
    postings = connection.scalars(select(posting.c.document).order_by(posting.c.id))
    return _directory(offices, posts, people, tuple(postings))


def seed(store: Store, folder: Path) -> None:
    """Bring the tables to what the TOML files of `folder` say; nothing happens when they did not change.

    Raises: InputError("centre.data-wrong"), naming the file and what is wrong in it.
    """
    files = {file.name: _bytes(file) for file in sorted(folder.glob("*.toml")) if file.name != CHARTER_FILE}
    mark = hashlib.sha256(b"".join(files.values())).hexdigest()
    with store.read() as connection:
        if _seeded(connection) == mark:
            return
    found = _read(files)
    with store.write() as connection:
        hold(connection, "directory")
        if _seeded(connection) == mark:
            return  # another process was first
        _write(connection, found)
        upsert(connection, meta, [{"key": "directory", "value": mark}])


def _seeded(connection: Connection) -> str | None:
    found: str | None = connection.scalar(select(meta.c.value).where(meta.c.key == "directory"))
    return found


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as wrong:
        raise InputError(reason="centre.data-wrong", file=file.name, key=str(wrong.strerror)) from wrong


def _read(files: Mapping[str, bytes]) -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = {kind: [] for kind in _FIELDS}
    for file, content in files.items():
        try:
            for kind, documents in tomllib.loads(content.decode()).items():
                found[kind].extend(_all_checked(kind, documents))
        except (KeyError, TypeError, ValueError) as wrong:  # a TOML or UTF-8 mistake is a ValueError
            raise InputError(reason="centre.data-wrong", file=file, key=str(wrong)) from wrong
    for kind, name, of in _REFERENCES:
        known = {document["id"] for document in found[of]}
        for document in found[kind]:
            if document[name] not in known:
                where = f"{_called(kind, document)}: {kind}.{name} = {document[name]}"
                raise InputError(reason="centre.data-wrong", file="*.toml", key=where)
    _check_prefixes(found["offices"])
    return found


def _check_prefixes(offices: Sequence[Document]) -> None:
    """Two offices that number their letters under one prefix would give the same number twice, and a sign that parts
    a number would let two prefixes read as one.
    """
    prefixes = [each.get("prefix") or each["code"] for each in offices]
    for prefix, count in Counter(prefixes).items():
        if count > 1 or not _PREFIX.fullmatch(prefix):
            pairs = zip(offices, prefixes, strict=True)
            named = ", ".join(_called("offices", each) for each, its in pairs if its == prefix)
            where = f"{named}: offices.prefix = {prefix}"
            raise InputError(reason="centre.data-wrong", file="*.toml", key=where)


def _all_checked(kind: str, documents: Iterable[Document]) -> Iterator[Document]:
    """Yield the documents as the wire carries them. Raises ValueError, which names the wrong one by id or place."""
    for place, document in enumerate(documents, 1):
        try:
            yield _checked(kind, document)
        except (KeyError, TypeError, ValueError) as wrong:
            raise ValueError(f"{_called(kind, document, place)}: {wrong}") from wrong


def _called(kind: str, document: object, place: int = 0) -> str:
    """Return what a document is known by where its file is mended."""
    told = document if isinstance(document, Mapping) else {}
    known = next((str(told[name]) for name in ("id", "code", "person", "login") if told.get(name)), "")
    return f"[[{kind}]] {known or place}"


def _checked(kind: str, document: Document) -> Document:
    """Return the document as the wire carries it. Raises KeyError, TypeError or ValueError for a wrong one."""
    required, optional = _FIELDS[kind]
    if wrong := (required - document.keys()) | (document.keys() - required - optional):
        raise KeyError(kind, *sorted(wrong))
    if kind == "offices":
        return {**document, "kind": OfficeType(document["kind"]).value, "parent": document.get("parent", "")}
    if kind == "posts":
        return {**document, "roles": [Role(role).value for role in document["roles"]]}
    if kind == "people":
        return _person(**document)
    until = document.get("until")
    return {
        **document,
        "since": _written_day(document["since"]),
        "until": None if until is None else _written_day(until),
    }


def _written_day(day: date) -> str:
    if type(day) is not date:
        raise TypeError(f"{day!r} is no day")
    return day.isoformat()


def _person(
    id: str, login: str, name: dict[str, str], verifier: str = "", training_password: str = ""
) -> Document:
    if training_password:
        verifier = hashed(training_password)
    return {"id": id, "login": login, "name": name, "verifier": verifier}


def hashed(password: str) -> str:
    """Return what is kept of a password: an argon2id verifier that any desk can check."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1).hash(password)


def _write(connection: Connection, found: dict[str, list[Document]]) -> None:
    offices_of = {document["id"]: document["office"] for document in found["posts"]}
    homes = {each["person"]: offices_of[each["post"]] for each in found["postings"]}
    postings = [{**each, "id": posting_id(each)} for each in found["postings"]]
    for table, collection, documents, scope in (
        (office, "office", found["offices"], lambda _: EVERYONE),
        (post, "post", found["posts"], lambda each: each["office"]),
        (person, "person", found["people"], lambda each: homes.get(each["id"], EVERYONE)),
        (posting, "posting", postings, lambda each: offices_of[each["post"]]),
    ):
        upsert(connection, table, [{"id": each["id"], "document": each} for each in documents])
        version = _next_version(connection)
        publish(connection, [_feed_row(collection, each, scope(each), version) for each in documents])


def place(connection: Connection, placed: Sequence[Placed]) -> None:
    """Write documents of the directory that changed, and tell the office of each; one new version for all."""
    if not placed:
        return
    version = _next_version(connection)
    for kind, table in (("post", post), ("person", person), ("posting", posting)):
        some = [each for each in placed if each.kind == kind]
        upsert(connection, table, [{"id": each.id, "document": each.document} for each in some])
        rows = [_feed_row(kind, {**each.document, "id": each.id}, each.scope, version) for each in some]
        publish(connection, rows)


def posting_id(document: Document) -> str:
    """Return the id of a posting in the feed: who, where and since when."""
    return f"{document['person']}:{document['post']}:{document['since']}"


def _feed_row(collection: str, document: Document, scope: str, version: int) -> Document:
    place = {"scope": scope, "collection": collection, "id": document["id"]}
    return {**place, "version": version, "deleted": False, "document": document}


def _next_version(connection: Connection) -> int:
    """Directory documents share one rising version, so a desk never takes an older one for newer."""
    held = connection.scalar(select(meta.c.value).where(meta.c.key == "directory_version"))
    version = int(held or 0) + 1
    upsert(connection, meta, [{"key": "directory_version", "value": str(version)}])
    return version


def _directory(
    offices: Mapping[str, Document],
    posts: Mapping[str, Document],
    people: Mapping[str, Document],
    postings: tuple[Document, ...],
) -> Directory:
    held: dict[tuple[str, str], tuple[Posting, ...]] = {}
    for each in postings:
        key = (each["person"], each["post"])
        until = each["until"] and date.fromisoformat(each["until"])
        held[key] = (*held.get(key, ()), Posting(*key, date.fromisoformat(each["since"]), until or None))
    roles = {key: tuple(Role(role) for role in found["roles"]) for key, found in posts.items()}
    return Directory(offices, posts, people, postings, MappingProxyType(roles), MappingProxyType(held))
