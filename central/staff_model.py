"""What the centre knows of the employee master: the sheets of offices, the people, what is noted of offices."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.base.ids import new_id

Document = dict[str, Any]
SERVING, CLOSED = "serving", "closed"
_TOGETHER = 100  # people in one document of the feed


@dataclass(frozen=True, slots=True)
class StaffBatch:
    """The sheet of one office, begun at one desk. `chunks` are the digests signed in this round; `taken` counts."""

    id: str
    version: int
    office: str
    desk_office: str
    device: str
    state: str
    begun_by: str
    confirmed_by: str
    round: int
    chunks: list[str]
    taken: list[int]
    certified: Document


@dataclass(frozen=True, slots=True)
class StaffPerson:
    """A person of the master. Of an Aadhaar number there is the mask among the values and the token, never itself."""

    id: str
    version: int
    office: str
    desk_office: str
    code: str
    email: str
    mobile: str
    token: str
    state: str
    batch: str
    row_values: Document


@dataclass(frozen=True, slots=True)
class StaffNote:
    """What is noted of a thing, mostly of an office: an item of its checklist, a meeting, a change of posting."""

    id: str
    version: int
    kind: str
    thing: str
    offices: list[str]
    document: Document


@dataclass(frozen=True, slots=True)
class Placed:
    """A document of the directory that changes: a post, a person or a posting. `scope` is the office that is told."""

    kind: str
    id: str
    scope: str
    document: Document


Staff = StaffBatch | StaffPerson | StaffNote
COLLECTIONS = {StaffPerson: "staff-person", StaffBatch: "staff-batch", StaffNote: "staff-note"}


def feed_rows(found: StaffBatch | StaffNote) -> list[Document]:
    """Return the feed's rows: one for each office concerned, since a row of the feed has one scope."""
    if isinstance(found, StaffBatch):
        told = {"id": found.id, "office": found.office, "who": found.begun_by}
        document: Document = told | {"open": found.state != CLOSED}
        offices = list(dict.fromkeys([found.office, found.desk_office]))
    else:
        offices = found.offices
        document = {"id": found.id, "kind": found.kind, "thing": found.thing, "document": found.document}
    row = {"collection": COLLECTIONS[type(found)], "version": found.version, "deleted": False}
    return [
        row | {"scope": office, "id": _seen_id(found.id, office), "document": document} for office in offices
    ]


def people_rows(people: Sequence[StaffPerson]) -> list[Document]:
    """Return the feed's rows for people who changed: many in one document, for each office concerned.

    A document's id rises with time, and each person carries their version: so whoever reads them in whatever way
    ends with the last.
    """
    rows: list[Document] = []
    for offices, some in _grouped(people):
        document = {"people": [_person(each) for each in some]}
        row = {"collection": COLLECTIONS[StaffPerson], "version": 1, "deleted": False, "document": document}
        rows += [row | {"scope": office, "id": new_id()} for office in offices]
    return rows


def _grouped(people: Sequence[StaffPerson]) -> Iterator[tuple[tuple[str, ...], list[StaffPerson]]]:
    by_offices: dict[tuple[str, ...], list[StaffPerson]] = {}
    for each in people:
        by_offices.setdefault(tuple(dict.fromkeys([each.office, each.desk_office])), []).append(each)
    for offices, some in by_offices.items():
        for first in range(0, len(some), _TOGETHER):
            yield offices, some[first : first + _TOGETHER]


def _person(found: StaffPerson) -> Document:
    told = {"id": found.id, "version": found.version, "office": found.office, "token": found.token}
    return told | {"values": found.row_values, "state": found.state}


def _seen_id(id: str, office: str) -> str:
    return hashlib.sha256(f"{id} {office}".encode()).hexdigest()[:40]
