"""Notings that no time stamping authority has vouched for yet, and the stamps that come later beside them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.efile.at import At
from app.efile.records import NotingRow
from app.errors import CentralStrange
from app.ports.signing import Judge

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Unstamped:
    head: str
    note: bytes
    p7s: bytes


def unstamped(session: Session, person: str) -> tuple[Unstamped, ...]:
    """Return a person's notings that wait for a stamp, the oldest first: a noting without one is its own queue."""
    asked = select(NotingRow).where(NotingRow.person == person, NotingRow.stamp == b"")
    rows = session.scalars(asked.order_by(NotingRow.signed_at).limit(AT_ONCE))
    return tuple(Unstamped(row.head, row.note, row.p7s) for row in rows)


def keep(session: Session, at: At, waiting: Unstamped, stamp: bytes, judge: Judge) -> None:
    """Keep a stamp that the judge believes. Raises: CentralStrange("stamp.strange"), and nothing is kept."""
    verdict = judge.judge(waiting.note, waiting.p7s, at.now(), stamp=stamp)
    if verdict.stamped_at is None:
        raise CentralStrange(reason="stamp.strange", finding=verdict.finding.value)
    row = session.get(NotingRow, waiting.head)
    if row is not None and not row.stamp:
        row.stamp = stamp
