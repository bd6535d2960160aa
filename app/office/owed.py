"""Whose each entry is that waits for the centre or was refused by it, and in which room of the desk that lies."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from app.base.words import Words
from app.sync.model import NOTHING, AttentionItem, Lies, OutboxItem, Thing

# Asked of the tables themselves: the rooms of files and of the master are imported by the first word of them.
_ASKED = (
    "SELECT id, applicant AS hi, applicant AS en, 'application' AS lies FROM application",
    "SELECT id, number || ' · ' || subject, number || ' · ' || subject, 'file' FROM efile",
    "SELECT id, number || ' · ' || subject, number || ' · ' || subject, 'file' FROM efile_receipt",
    (
        "SELECT l.id, p.document ->> '$.name.hi', p.document ->> '$.name.en', l.kind FROM efile_leaf l "
        "JOIN person p ON p.id = l.thing"
    ),
    (
        "SELECT b.id, o.document ->> '$.name.hi', o.document ->> '$.name.en', 'sheet' FROM staff_batch b "
        "JOIN office o ON o.id = b.office"
    ),
    "SELECT n.id, m.name, m.name, n.kind FROM staff_note n JOIN staff_person m ON m.id = n.thing",
    (
        "SELECT n.id, p.document ->> '$.name.hi', p.document ->> '$.name.en', n.kind FROM staff_note n "
        "JOIN person p ON p.id = n.thing"
    ),
    (
        "SELECT n.id, o.document ->> '$.name.hi', o.document ->> '$.name.en', n.kind FROM staff_note n "
        "JOIN office o ON o.id = n.thing"
    ),
    "SELECT id, document ->> '$.name.hi', document ->> '$.name.en', '' FROM person",
)
_FOUND = text(
    f"SELECT * FROM ({' UNION ALL '.join(_ASKED)}) WHERE id IN :ids"  # noqa: S608  nothing of it comes from outside
).bindparams(bindparam("ids", expanding=True))
_ROOMS = {
    "application": Lies.APPLICATIONS,
    "file": Lies.FILES,
    "certificate": Lies.TOKENS,
    "sheet": Lies.SHEETS,
    "change": Lies.OFFICES,
    "instance": Lies.OFFICES,
    "item": Lies.READINESS,
    "meeting": Lies.READINESS,
}


def named_owed(session: Session, owed: Sequence[OutboxItem]) -> tuple[OutboxItem, ...]:
    """Name what each entry is about that waits to be sent."""
    found = _things(session, (item.subject for item in owed))
    return tuple(replace(item, thing=found.get(item.subject, NOTHING)) for item in owed)


def named_refused(session: Session, refused: Sequence[AttentionItem]) -> tuple[AttentionItem, ...]:
    """Name what each thing is that needs a hand, where nobody has named it yet."""
    found = _things(session, (item.subject for item in refused if item.thing == NOTHING))
    return tuple(replace(item, thing=found.get(item.subject, item.thing)) for item in refused)


def _things(session: Session, subjects: Iterable[str]) -> dict[str, Thing]:
    found = session.execute(_FOUND, {"ids": list(set(subjects))})
    return {row.id: Thing(Words(row.hi, row.en), _ROOMS.get(row.lies)) for row in found}
