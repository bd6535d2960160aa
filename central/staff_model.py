"""What the centre knows of the employee master: the sheets of offices, the people, what is noted of offices."""

import hashlib
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]
SERVING, CLOSED = "serving", "closed"


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


def feed_rows(found: Staff) -> list[Document]:
    """Return the feed's rows: one for each office concerned, since a row of the feed has one scope."""
    collection, offices, document = _told(found)
    row = {"collection": collection, "version": found.version, "deleted": False, "document": document}
    return [row | {"scope": office, "id": _seen_id(found.id, office)} for office in offices]


def _told(found: Staff) -> tuple[str, list[str], Document]:
    if isinstance(found, StaffPerson):
        told: Document = {"id": found.id, "office": found.office, "values": found.row_values}
        offices = [found.office, found.desk_office]
        return (
            "staff-person",
            list(dict.fromkeys(offices)),
            told | {"token": found.token, "state": found.state},
        )
    if isinstance(found, StaffBatch):
        told = {"id": found.id, "office": found.office, "who": found.begun_by}
        offices = [found.office, found.desk_office]
        return COLLECTIONS[StaffBatch], list(dict.fromkeys(offices)), told | {"open": found.state != CLOSED}
    told = {"id": found.id, "kind": found.kind, "thing": found.thing, "document": found.document}
    return COLLECTIONS[StaffNote], found.offices, told


def _seen_id(id: str, office: str) -> str:
    return hashlib.sha256(f"{id} {office}".encode()).hexdigest()[:40]
