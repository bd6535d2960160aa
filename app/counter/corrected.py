"""Which user charges were booked under another way of paying than they came by, and which way each one counts now."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from app.base.days import iso
from app.base.words import Words
from app.counter.model import Mode
from app.counter.papers import MODES
from app.counter.records import ApplicationRow, MoneyRow
from app.counter.surplus import SLACK
from app.records.tables import JournalRow, table_of

CORRECTED = "charge.corrected"
_JOURNAL = table_of(JournalRow)
_OF: BindParameter[str] = bindparam("of")
_BOOKED = (
    select(_JOURNAL.c.body)
    .where(_JOURNAL.c.subject == _OF, _JOURNAL.c.kind.in_(("charge.taken", CORRECTED)))
    .order_by(_JOURNAL.c.position.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Correction:
    """One such entry: the charge came by `mode` and was booked as `was`; `who` took it."""

    head: str
    amount: int
    was: Mode
    mode: Mode
    who: str


def charge_mode(session: Session, application: str) -> Mode | None:
    """Return the way by which the user charge came, as it was said last; None before it is taken."""
    body = session.connection().execute(_BOOKED, {"of": application}).scalar_one_or_none()
    return Mode(json.loads(body)["mode"]) if body else None


def corrections(session: Session, since: datetime, until: datetime) -> Iterator[Correction]:
    """Yield what was corrected between the two moments, in the order of the journal."""
    touched = select(ApplicationRow.id).where(ApplicationRow.updated_at >= since - SLACK)
    asked = select(JournalRow.subject, JournalRow.body).where(
        JournalRow.subject.in_(touched),
        JournalRow.kind == CORRECTED,
        JournalRow.at >= iso(since),
        JournalRow.at < iso(until),
    )
    for subject, text in session.execute(asked.order_by(JournalRow.position)):
        body = json.loads(text)
        taken = (MoneyRow.application == subject) & (MoneyRow.head == body["head"])
        who = session.scalars(select(MoneyRow.who).where(taken)).one()
        yield Correction(body["head"], body["amount"], Mode(body["was"]), Mode(body["mode"]), who)


def notes(session: Session, applications: Iterable[str]) -> dict[str, Words]:
    """Return, by application, how its user charge counts now where its receipt says otherwise."""
    asked = select(JournalRow.subject, JournalRow.body).where(
        JournalRow.subject.in_(sorted(applications)), JournalRow.kind == CORRECTED
    )
    return {
        subject: _note(json.loads(text))
        for subject, text in session.execute(asked.order_by(JournalRow.position))
    }


def _note(body: dict[str, str]) -> Words:
    came, more = MODES[Mode(body["mode"])], body.get("reference") or body.get("reason", "")
    told = f" ({more})" if more else ""
    return Words(f"सुधारा: {came.hi} से आया{told}", f"Corrected: it came by {came.en}{told}")
