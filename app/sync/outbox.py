"""What is owed to the centre: which entries may go now, and what its answers make of them.

Within a subject entries go in their order; one that was refused or must wait holds those behind it, and
nothing else. An in-flight row is one whose answer is not known: it goes again, and the centre knows it by its id.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, func, select, text, update
from sqlalchemy.orm import Session

from app.ports.centre import Result, Status
from app.records.tables import OutboxRow, table_of
from app.sync.model import OutboxState
from app.sync.pace import Pace

MOST_ENTRIES, MOST_BYTES = 50, 256 * 1024
"""What one batch may hold; the bytes are of the unpacked request."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """An entry that the centre took, and what it replied."""

    kind: str
    subject: str
    reply: Mapping[str, Any]


Applier = Callable[[Session, Sequence[Accepted]], None]
"""What the accepted entries of a batch mean to their capabilities, in the order sent."""

_OUTBOX = table_of(OutboxRow)
_READY = text(
    "SELECT o.attempts, j.id, j.device, j.epoch, j.seq, j.subject, j.kind, j.schema, j.base_version, j.body, "
    "j.attachments, j.who, j.post, j.at, j.prev, j.hash, j.signature "
    "FROM outbox o JOIN journal j ON j.id = o.entry "
    "WHERE o.state = 'pending' AND o.state <> 'done' AND o.next_try <= :now AND NOT EXISTS ("
    "SELECT 1 FROM outbox e WHERE e.subject = o.subject AND e.place < o.place AND e.state <> 'done' "
    "AND (e.state IN ('set-aside', 'in-flight') OR e.state = 'pending' AND e.next_try > :now)) "
    "ORDER BY o.place LIMIT :most"
)
_WAITING = text(
    "SELECT count(*) FROM outbox o WHERE o.state IN ('pending', 'in-flight') AND o.state <> 'done' AND NOT EXISTS ("
    "SELECT 1 FROM outbox e WHERE e.subject = o.subject AND e.place < o.place AND e.state = 'set-aside' "
    "AND e.state <> 'done')"
)
_HEAD = (
    "id", "device", "epoch", "seq", "subject", "kind", "schema", "base_version",
    "who", "post", "at", "prev", "hash", "signature",
)  # fmt: skip
_CLAIM = text("UPDATE outbox SET state = 'in-flight' WHERE entry IN (SELECT value FROM json_each(:entries))")
_DONE = text(
    "UPDATE outbox SET state = 'done', attempts = attempts + 1, next_try = 0.0, last_code = '', facts = '{}', "
    "since = :now WHERE entry IN (SELECT value FROM json_each(:entries))"
)
_NOT_DONE = update(_OUTBOX).where(_OUTBOX.c.entry == bindparam("of"))
_OWE_UPLOADS = text(
    "INSERT INTO upload (sha256, subject, state, attempts, next_try, last_code, facts, since) "
    "SELECT key, value, 'pending', 0, 0.0, '', '{}', :now FROM json_each(:papers) WHERE true "
    "ON CONFLICT (sha256) DO UPDATE SET state = 'pending', next_try = 0.0"
)
_WRITTEN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ENVELOPE_BYTES, _COMMA = len('{"entries":[]}'), 1
_HELD = "wire.subject-held"
_TAKEN = frozenset({Status.ACCEPTED, Status.REPLAYED})


@dataclass(frozen=True, slots=True)
class Owed:
    """An entry on its way, as the JSON text that is sent."""

    entry: str
    subject: str
    kind: str
    attempts: int
    text: str


def recover(session: Session) -> None:
    """Make what was under way when the program ended, or the line broke, go again: it was tried, and may be there."""
    session.execute(
        text(
            "UPDATE outbox SET state = 'pending', attempts = max(attempts, 1) "
            "WHERE state = 'in-flight' AND state <> 'done'"
        )
    )


def withdraw(session: Session, subject: str, kind: str) -> int:
    """Send no entry of this kind that was never tried; it stays in the journal. Return how many."""
    untried = (_OUTBOX.c.subject == subject) & (_OUTBOX.c.kind == kind) & (_OUTBOX.c.attempts == 0)
    owed = untried & (_OUTBOX.c.state == OutboxState.PENDING.value) & text("outbox.state <> 'done'")
    taken_back = update(_OUTBOX).where(owed).values(state=OutboxState.SUPERSEDED.value)
    return len(session.scalars(taken_back.returning(_OUTBOX.c.entry)).all())


def make_due(session: Session) -> None:
    """A person asked: what waits for its next try waits no longer."""
    session.execute(text("UPDATE outbox SET next_try = 0 WHERE state = 'pending' AND state <> 'done'"))
    session.execute(text("UPDATE upload SET next_try = 0 WHERE state = 'pending' AND state <> 'done'"))


def claim(session: Session, now: float, most: int = MOST_ENTRIES) -> tuple[Owed, ...]:
    """Take the next batch in hand. An entry too large for any batch goes alone: the centre shall say so."""
    batch: list[Owed] = []
    room = MOST_BYTES - _ENVELOPE_BYTES
    for row in session.execute(_READY, {"now": now, "most": most}):
        owed = Owed(row.id, row.subject, row.kind, row.attempts, _wire_text(row))
        room -= len(owed.text.encode()) + _COMMA
        if batch and room < 0:
            break
        batch.append(owed)
    if batch:
        session.execute(_CLAIM, {"entries": json.dumps([owed.entry for owed in batch])})
    return tuple(batch)


def settle(
    session: Session, batch: Sequence[Owed], results: Sequence[Result], apply: Applier, pace: Pace, now: float
) -> int:
    """Write down the centre's answers, and what they mean, together; return how many entries it took."""
    answered = list(zip(batch, results, strict=True))
    taken = [(owed, result) for owed, result in answered if result.status in _TAKEN]
    if taken:
        apply(session, [Accepted(owed.kind, owed.subject, result.reply) for owed, result in taken])
        _take(session, taken, now)
    if rest := [_not_taken(*each, pace, now) for each in answered if each[1].status not in _TAKEN]:
        session.connection().execute(_NOT_DONE, rest)
    return len(taken)


def owed_now(session: Session, now: float) -> bool:
    """Say whether any entry may go now."""
    return session.execute(_READY, {"now": now, "most": 1}).first() is not None


def waiting_count(session: Session) -> int:
    """Return how many entries are on their way; not those that wait behind a refused one."""
    return int(session.scalar(_WAITING) or 0)


def first_try_after(session: Session, now: float) -> float | None:
    """Return when the first entry that waits for its next try may go."""
    waiting = (_OUTBOX.c.state == "pending") & text("state <> 'done'") & (_OUTBOX.c.next_try > now)
    found: float | None = session.scalar(select(func.min(_OUTBOX.c.next_try)).where(waiting))
    return found


def _take(session: Session, taken: Sequence[tuple[Owed, Result]], now: float) -> None:
    """Owe nothing more of these entries but the papers that the centre lacks."""
    session.execute(_DONE, {"entries": json.dumps([owed.entry for owed, _ in taken]), "now": now})
    papers: dict[str, str] = {}
    for owed, result in taken:
        for sha256 in result.missing:
            papers.setdefault(sha256, owed.subject)
    if papers:
        session.execute(_OWE_UPLOADS, {"papers": json.dumps(papers), "now": now})


def _not_taken(owed: Owed, result: Result, pace: Pace, now: float) -> dict[str, Any]:
    row: dict[str, Any] = {
        "of": owed.entry,
        "attempts": owed.attempts + 1,
        "next_try": 0.0,
        "last_code": result.code,
        "facts": {},
        "since": now,
    }
    if result.status is not Status.FAILED:
        return row | {"state": OutboxState.SET_ASIDE.value, "facts": dict(result.facts)}
    row["state"] = OutboxState.PENDING.value
    if result.code == _HELD:  # it never had its try; the one before it decides
        return row | {"attempts": owed.attempts, "last_code": ""}
    return row | {"next_try": now + pace.after(owed.attempts + 1)}


def _wire_text(row: Row[Any]) -> str:
    """Return the entry as JSON. The body goes as it was hashed: it is read by nobody here."""
    head = _WRITTEN.encode({name: getattr(row, name) for name in _HEAD})
    return f'{head[:-1]},"body":{row.body},"attachments":{row.attachments}}}'
