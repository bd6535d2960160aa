"""The journal: every change a person makes, sealed, signed, chained, and owed to the centre."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Row, insert, select, text
from sqlalchemy.orm import Session

from app.base.canonical import canonical
from app.base.days import iso
from app.base.entry import FIRST_PREV, Entry
from app.base.ids import new_id
from app.errors import BookMissing, LoginNeeded
from app.ports.clock import Clock
from app.records.device import identity
from app.records.tables import JournalRow, table_of

SCHEMA = 1
_JOURNAL = table_of(JournalRow)
_LAST = text(
    "SELECT d.id, d.epoch, d.renewal_due, j.seq, j.hash FROM device d LEFT JOIN journal j ON j.position = "
    "(SELECT position FROM journal WHERE epoch = d.epoch ORDER BY seq DESC LIMIT 1)"
)
_KEEP = insert(_JOURNAL)
_OWE = text(
    "INSERT INTO outbox (entry, place, subject, kind, state, attempts, next_try, last_code, facts, since) "
    "VALUES (:entry, :place, :subject, :kind, 'pending', 0, 0.0, '', '{}', 0.0)"
)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


class Signer(Protocol):
    """Who acts, and from which post (`app.accounts.model.Acting` is one)."""

    @property
    def person(self) -> _Named: ...

    @property
    def post(self) -> _Named: ...


@dataclass(frozen=True, slots=True)
class ChainVerdict:
    """Whether the journal stands as it was written; if not, the first entry that does not hold, and why."""

    whole: bool
    entries: int
    broken_at: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Link:
    device: str
    epoch: int
    seq: int
    prev: str


def write_entry(
    session: Session,
    acting: Signer,
    kind: str,
    subject: str,
    body: dict[str, Any],
    attachments: Sequence[str] = (),
    base_version: int = 0,
    *,
    clock: Clock,
    id: str | None = None,
    place: int | None = None,
) -> Entry:
    """Write one entry into the journal and the outbox, inside the caller's transaction.

    `place` is for an entry that mends another: it is sent in that one's turn.
    Raises: LoginNeeded before enrolment; BookMissing("records.epoch-due") in a restored desk.
    """
    link = _next_link(session)
    entry = _sealed(
        session,
        Entry(
            id=id or new_id(),
            device=link.device,
            epoch=link.epoch,
            seq=link.seq,
            subject=subject,
            kind=kind,
            schema=SCHEMA,
            base_version=base_version,
            body=body,
            attachments=tuple(attachments),
            who=acting.person.id,
            post=acting.post.id,
            at=iso(clock.now()),
            prev=link.prev,
        ),
    )
    _insert(session, entry, place)
    return entry


def entry_of(row: Row[Any] | JournalRow) -> Entry:
    """Return the entry that a journal row holds."""
    return Entry(
        id=row.id,
        device=row.device,
        epoch=row.epoch,
        seq=row.seq,
        subject=row.subject,
        kind=row.kind,
        schema=row.schema,
        base_version=row.base_version,
        body=json.loads(row.body),
        attachments=tuple(json.loads(row.attachments)),
        who=row.who,
        post=row.post,
        at=row.at,
        prev=row.prev,
        hash=row.hash,
        signature=row.signature,
    )


def verify_chain(session: Session) -> ChainVerdict:
    """Hold every entry to its hash, its signature and the entry before it."""
    key = identity(session).key.public_key()
    count, epoch, seq, prev = 0, 0, 0, FIRST_PREV
    for entry in _all(session):
        if entry.epoch != epoch:
            epoch, seq, prev = entry.epoch, 0, FIRST_PREV
        wrong = _fault(entry, seq + 1, prev, key)
        if wrong:
            return ChainVerdict(whole=False, entries=count, broken_at=entry.id, reason=wrong)
        count, seq, prev = count + 1, entry.seq, entry.hash
    return ChainVerdict(whole=True, entries=count)


def _next_link(session: Session) -> _Link:
    found = session.connection().execute(_LAST).one_or_none()
    if found is None:
        raise LoginNeeded(reason="device.not-enrolled")
    device, epoch, renewal_due, seq, hash_ = found
    if renewal_due:
        raise BookMissing(reason="records.epoch-due")
    return _Link(device, epoch, (seq or 0) + 1, hash_ or FIRST_PREV)


def _sealed(session: Session, entry: Entry) -> Entry:
    seal = entry.computed_hash()
    return replace(entry, hash=seal, signature=identity(session).key.sign(seal.encode()).hex())


def _insert(session: Session, entry: Entry, place: int | None) -> None:
    connection = session.connection()
    row = entry.to_wire() | {
        "body": canonical(entry.body).decode(),
        "attachments": json.dumps(entry.attachments),
    }
    kept = connection.execute(_KEEP, row)
    place = place or kept.lastrowid
    owed = {"entry": entry.id, "place": place, "subject": entry.subject, "kind": entry.kind}
    connection.execute(_OWE, owed)


def _all(session: Session) -> Iterator[Entry]:
    rows = session.execute(
        select(_JOURNAL).order_by(_JOURNAL.c.position),
        execution_options={"yield_per": 500},
    )
    return map(entry_of, rows)


def _fault(entry: Entry, seq: int, prev: str, key: Ed25519PublicKey) -> str:
    if (entry.seq, entry.prev) != (seq, prev):
        return "chain"
    if entry.computed_hash() != entry.hash:
        return "hash"
    try:
        key.verify(bytes.fromhex(entry.signature), entry.hash.encode())
    except InvalidSignature:
        return "signature"
    return ""
