"""What waits for the centre and what waits for a person; mending, and sending again."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, select, text, update
from sqlalchemy.orm import Session

from app.base.days import from_iso
from app.base.entry import Entry
from app.errors import InputError
from app.ports.clock import Clock
from app.records.journal import Signer, entry_of, write_entry
from app.records.tables import JournalRow, OutboxRow, table_of
from app.sync.model import AttentionItem, Mender, OutboxItem, OutboxState
from app.sync.records import UploadRow

MOST_SHOWN = 500
_OUTBOX, _UPLOAD, _JOURNAL = table_of(OutboxRow), table_of(UploadRow), table_of(JournalRow)
_OWED = text(
    "SELECT o.entry, o.subject, o.kind, o.state, j.at, o.attempts, o.next_try, o.last_code, coalesce("
    "(SELECT e.entry FROM outbox e WHERE e.subject = o.subject AND e.place < o.place AND e.state = 'set-aside' "
    "AND e.state <> 'done' ORDER BY e.place LIMIT 1), '') AS held_by "
    "FROM outbox o JOIN journal j ON j.id = o.entry "
    "WHERE o.state <> 'done' AND o.state <> 'superseded' ORDER BY o.place LIMIT :most"
)
_REFUSED = text(
    "SELECT o.entry, o.subject, o.kind, o.last_code, o.facts, o.since, (SELECT count(*) FROM outbox e "
    "WHERE e.subject = o.subject AND e.place > o.place AND e.state = 'pending' AND e.state <> 'done') AS behind "
    "FROM outbox o WHERE o.state = 'set-aside' AND o.state <> 'done' ORDER BY o.since, o.place LIMIT :most"
)
_ASIDE = (
    select(_JOURNAL, _OUTBOX.c.place)
    .join(_OUTBOX, _OUTBOX.c.entry == _JOURNAL.c.id)
    .where(_OUTBOX.c.state == "set-aside", text("outbox.state <> 'done'"))
    .order_by(_OUTBOX.c.place)
)
_MENDERS = {
    "application.": Mender.OPERATOR,
    "challan.": Mender.OPERATOR,
    "upload.": Mender.OPERATOR,
    "blob.": Mender.OPERATOR,
    "training.": Mender.OPERATOR,
    "payment.": Mender.CENTRE_OWNER,
    "role.": Mender.DISTRICT,
    "efile.": Mender.OPERATOR,
    "noting.": Mender.OPERATOR,
    "draft.": Mender.OPERATOR,
    "dsc.": Mender.DISTRICT,
    "staff.": Mender.DISTRICT,
}


def outbox(session: Session, most: int = MOST_SHOWN) -> tuple[OutboxItem, ...]:
    """Return what is owed to the centre, oldest first."""
    return tuple(map(_owed, session.execute(_OWED, {"most": most})))


def attention(session: Session, most: int = MOST_SHOWN) -> tuple[AttentionItem, ...]:
    """Return what a person must look at, the longest waiting first."""
    papers = session.execute(
        select(_UPLOAD).where(_UPLOAD.c.state == "set-aside", text("state <> 'done'")).limit(most)
    )
    return (*map(_refused, session.execute(_REFUSED, {"most": most})), *map(_stuck, papers))


def supersede(
    session: Session,
    acting: Signer,
    refused: str,
    body: dict[str, Any],
    attachments: Sequence[str],
    *,
    clock: Clock,
    kind: str = "",
) -> Entry:
    """Write the mended entry in the turn of the entry `refused`; both stay in the journal. In the caller's transaction.

    `kind` is for an entry that says something else in that turn.

    Raises: InputError("sync.nothing-refused"), when that entry does not wait for a person.
    """
    row = session.execute(_ASIDE.where(_OUTBOX.c.entry == refused)).one_or_none()
    if row is None:
        raise InputError(reason="sync.nothing-refused", field="entry")
    session.execute(
        update(_OUTBOX).where(_OUTBOX.c.entry == refused).values(state=OutboxState.SUPERSEDED.value)
    )
    return write_entry(
        session,
        acting,
        kind or row.kind,
        row.subject,
        body,
        attachments,
        row.base_version,
        clock=clock,
        place=row.place,
    )


def send_again(session: Session, acting: Signer, subject: str, *, clock: Clock) -> None:
    """Send again what was refused of `subject`, as it is: somebody says the centre would take it now.

    The centre answers an entry it has refused with the same refusal for ever, so a new one goes in its place.
    Raises: InputError("sync.nothing-refused").
    """
    again = {"state": "pending", "next_try": 0.0, "last_code": "", "facts": {}}
    stuck = (_UPLOAD.c.subject == subject) & (_UPLOAD.c.state == "set-aside")
    papers = session.scalars(update(_UPLOAD).where(stuck).values(**again).returning(_UPLOAD.c.sha256)).all()
    refused = session.execute(_ASIDE.where(_OUTBOX.c.subject == subject).limit(1)).one_or_none()
    if refused is not None:
        entry = entry_of(refused)
        supersede(session, acting, entry.id, entry.body, entry.attachments, clock=clock)
    elif not papers:
        raise InputError(reason="sync.nothing-refused", field="subject")


def give_up(session: Session, subject: str) -> int:
    """Send neither what was refused of `subject` nor what waits behind it; both stay in the journal. Return how many.

    Raises: InputError("sync.nothing-refused").
    """
    if session.execute(_ASIDE.where(_OUTBOX.c.subject == subject).limit(1)).first() is None:
        raise InputError(reason="sync.nothing-refused", field="subject")
    owed = (_OUTBOX.c.subject == subject) & _OUTBOX.c.state.in_(("set-aside", "pending"))
    given_up = update(_OUTBOX).where(owed, text("outbox.state <> 'done'"))
    rows = session.scalars(given_up.values(state=OutboxState.SUPERSEDED.value).returning(_OUTBOX.c.entry))
    return len(rows.all())


def mender_of(code: str) -> Mender:
    """Say who can mend what was refused with `code`."""
    return next((mender for start, mender in _MENDERS.items() if code.startswith(start)), Mender.SUPPORT)


def _owed(row: Row[Any]) -> OutboxItem:
    return OutboxItem(
        entry=row.entry,
        subject=row.subject,
        kind=row.kind,
        state=OutboxState(row.state),
        at=from_iso(row.at),
        attempts=row.attempts,
        next_try=_moment(row.next_try),
        code=row.last_code,
        held_by=row.held_by,
    )


def _refused(row: Row[Any]) -> AttentionItem:
    return AttentionItem(
        subject=row.subject,
        code=row.last_code,
        facts=json.loads(row.facts),
        mender=mender_of(row.last_code),
        waiting_behind=row.behind,
        since=_moment(row.since),
        entry=row.entry,
        kind=row.kind,
    )


def _stuck(row: Row[Any]) -> AttentionItem:
    return AttentionItem(
        subject=row.subject,
        code=row.last_code,
        facts=row.facts,
        mender=mender_of(row.last_code),
        waiting_behind=0,
        since=_moment(row.since),
        sha256=row.sha256,
    )


def _moment(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
