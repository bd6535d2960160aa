"""What an exported file says of itself besides its notings: what is attached, who could sign, who held which post.

It stands in the export as `manifest.json`, written by RFC 8785; the seal of the export vouches for it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.base.canonical import canonical
from app.base.days import from_iso, iso, office_day

NAME, TYPE, VERSION = "manifest.json", "sevadesk.export", 1
_PLAIN_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")
_YEARS = range(2000, 3000)
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Held:
    """A person held something (a certificate by SHA-256, a post by id) on these days; no end is an empty text."""

    person: str
    what: str
    since: str
    until: str

    def held(self, day: date) -> bool:
        return self.since <= day.isoformat() and (not self.until or day.isoformat() <= self.until)


@dataclass(frozen=True, slots=True)
class Listed:
    """One noting among the attachments; `stamp` is empty where no authority has stamped it."""

    note: str
    signature: str
    stamp: str
    taken_at: str


@dataclass(frozen=True, slots=True)
class Called:
    """What a person, a post or an office (an id) is called where it was exported."""

    id: str
    hi: str
    en: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`head` ends the chain; `hashes` name every other attachment with its SHA-256.

    `names` came later: an export that was made before has none.
    """

    file: str
    number: str
    subject: str
    head: str
    exported_by: str
    exported_at: str
    notings: tuple[Listed, ...]
    enrolled: tuple[Held, ...]
    posted: tuple[Held, ...]
    hashes: Mapping[str, str]
    names: tuple[Called, ...] = ()

    def to_bytes(self) -> bytes:
        return canonical(asdict(self) | {"type": TYPE, "v": VERSION, "hashes": dict(self.hashes)})

    def was_enrolled(self, person: str, certificate: str, moment: datetime) -> bool:
        return _held(self.enrolled, person, certificate, moment)

    def was_posted(self, person: str, post: str, moment: datetime) -> bool:
        return _held(self.posted, person, post, moment)


def read_manifest(data: bytes) -> Manifest | None:
    """Return what stands in a manifest, or None for bytes that are none. Never raises."""
    try:
        found = json.loads(data)
        if canonical(found) != data or (found.pop("type"), found.pop("v")) != (TYPE, VERSION):
            return None
        return _checked(_built(found))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _built(found: dict[str, Any]) -> Manifest:
    lists = {
        "notings": tuple(Listed(**each) for each in found["notings"]),
        "enrolled": tuple(Held(**each) for each in found["enrolled"]),
        "posted": tuple(Held(**each) for each in found["posted"]),
        "names": tuple(Called(**each) for each in found.get("names", ())),
    }
    return Manifest(**found | lists)


def _checked(found: Manifest) -> Manifest:
    """A name is no way to a file, and every noting that is listed has its hash. Raises: ValueError, KeyError."""
    _check_texts(found)
    for name, sha256 in found.hashes.items():
        if not _PLAIN_NAME.fullmatch(name) or not _HASH.fullmatch(sha256):
            raise ValueError(name)
    for each in found.notings:
        _check_moment(each.taken_at or found.exported_at)
        for name in (each.note, each.signature, *filter(None, [each.stamp])):
            _ = found.hashes[name]
    for held in (*found.enrolled, *found.posted):
        for day in (held.since, *filter(None, [held.until])):
            date.fromisoformat(day)
    _check_moment(found.exported_at)
    return found


def _check_moment(written: str) -> None:
    """Raises: ValueError for a moment that an export would not write: in UTC, and within the calendar's bounds."""
    moment = from_iso(written)
    if moment.utcoffset() != timedelta() or iso(moment) != written or moment.year not in _YEARS:
        raise ValueError(written)


def _check_texts(found: Manifest) -> None:
    """Raises: ValueError where something is no text, even if it is nothing at all."""
    texts = [found.file, found.number, found.subject, found.head, found.exported_by, found.exported_at]
    rows: tuple[Listed | Held | Called, ...] = (
        *found.notings,
        *found.enrolled,
        *found.posted,
        *found.names,
    )
    texts += [text for row in rows for text in asdict(row).values()]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(NAME)


def _held(rows: Sequence[Held], person: str, what: str, moment: datetime) -> bool:
    day = office_day(moment)
    return any((row.person, row.what) == (person, what) and row.held(day) for row in rows)
