"""What is owed to the centre: which entries may go now, and what its answers make of them.

Within a subject entries go in their order; one that was refused or must wait holds those behind it, and
nothing else. An in-flight row is one whose answer is not known: it goes again, and the centre knows it by its id.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, func, select, text, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.ports.centre import Result, Status
from app.records.tables import OutboxRow, table_of
from app.sync.model import OutboxState
from app.sync.pace import Pace
from app.sync.records import UploadRow

MOST_ENTRIES, MOST_BYTES = 50, 256 * 1024
"""What one batch may hold; the bytes are of the unpacked request."""

Applier = Callable[[Session, str, str, Mapping[str, Any]], None]
"""What an accepted entry means to its capability: kind, subject and the centre's reply."""

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
_CLAIM = update(_OUTBOX).where(_OUTBOX.c.entry == bindparam("of")).values(state=OutboxState.IN_FLIGHT.value)
_SETTLE = update(_OUTBOX).where(_OUTBOX.c.entry == bindparam("of"))
_OWE_UPLOAD = insert(table_of(UploadRow)).on_conflict_do_update(
    index_elements=["sha256"], set_={"state": "pending", "next_try": 0.0}
)
_ENVELOPE_BYTES, _COMMA = len('{"entries":[]}'), 1
_HELD = "wire.subject-held"


@dataclass(frozen=True, slots=True)
class Owed:
    """An entry on its way, as the JSON text that is sent."""

    entry: str
    subject: str
    kind: str
    attempts: int
    text: str


def recover(session: Session) -> None:
    """Make what was under way when the program ended, or the line broke, go again."""
    session.execute(text("UPDATE outbox SET state = 'pending' WHERE state = 'in-flight' AND state <> 'done'"))


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
        session.connection().execute(_CLAIM, [{"of": owed.entry} for owed in batch])
    return tuple(batch)


def settle(
    session: Session, batch: Sequence[Owed], results: Sequence[Result], apply: Applier, pace: Pace, now: float
) -> int:
    """Write down the centre's answers, and what they mean, together; return how many entries it took."""
    rows: list[dict[str, Any]] = []
    uploads: list[dict[str, Any]] = []
    for owed, result in zip(batch, results, strict=True):
        rows.append(_settled(owed, result, pace, now))
        if result.status in {Status.ACCEPTED, Status.REPLAYED}:
            uploads += ({"sha256": sha, "subject": owed.subject, "since": now} for sha in result.missing)
            apply(session, owed.kind, owed.subject, result.reply)
    session.connection().execute(_SETTLE, rows)
    if uploads:
        session.connection().execute(_OWE_UPLOAD, [_UPLOAD | upload for upload in uploads])
    return sum(row["state"] == OutboxState.DONE for row in rows)


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


def _settled(owed: Owed, result: Result, pace: Pace, now: float) -> dict[str, Any]:
    row: dict[str, Any] = {
        "of": owed.entry,
        "state": OutboxState.DONE.value,
        "attempts": owed.attempts + 1,
        "next_try": 0.0,
        "last_code": "",
        "facts": {},
        "since": now,
    }
    if result.status in {Status.REJECTED, Status.CONFLICT}:
        why = {"last_code": result.code, "facts": dict(result.facts)}
        return row | why | {"state": OutboxState.SET_ASIDE.value}
    if result.status is Status.FAILED:
        held = result.code == _HELD  # it never had its try; the one before it decides
        again = {"attempts": owed.attempts} if held else {"next_try": now + pace.after(owed.attempts + 1)}
        return row | again | {"state": OutboxState.PENDING.value, "last_code": "" if held else result.code}
    return row


_UPLOAD: dict[str, Any] = {"state": "pending", "attempts": 0, "next_try": 0.0, "last_code": "", "facts": {}}


def _wire_text(row: Row[Any]) -> str:
    """Return the entry as JSON. The body goes as it was hashed: it is read by nobody here."""
    head = json.dumps({name: getattr(row, name) for name in _HEAD}, ensure_ascii=False)
    return f'{head[:-1]},"body":{row.body},"attachments":{row.attachments}}}'
