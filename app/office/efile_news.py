"""What the centre's news mean for files, and what was put off at this desk until now."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from app.efile import taking
from app.efile.actions import movement
from app.office.desk import Desk, Happened
from app.sync.inbox import Receivers

SIGNED = "noting.signed"
ANSWERED = frozenset({SIGNED, "file.opened", "file.pulled-back", "receipt.opened", "receipt.pulled-back"})
"""The entries whose reply says more than that they were taken."""

RECEIVERS: Receivers = MappingProxyType(
    {
        "efile": lambda session, change: taking.take_file(session, change.document),
        "efile-receipt": lambda session, change: taking.take_receipt(session, change.document),
        "efile-noting": lambda session, change: taking.take_noting(session, change.document),
        "efile-leaf": lambda session, change: taking.take_leaf(session, change.document),
    }
)


def answered(session: Session, kind: str, subject: str, reply: Mapping[str, Any]) -> None:
    """Take the centre's reply to an entry of a file."""
    if kind == SIGNED:
        taking.taken(session, str(reply["head"]), str(reply["taken_at"]))
    else:
        movement.answered(session, kind, subject, bool(reply["done"]))


def due(desk: Desk) -> None:
    """Let go what was sent a minute ago, and take what the centre told while our own changes were on their way."""
    with desk.records.write() as session:
        gone = movement.release(session, desk.clock)
        taking.settle_all(session)
    if gone:
        desk.tell(Happened.FILES)
