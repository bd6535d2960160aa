"""What the centre's news mean for files, and what was put off at this desk until now."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from app.efile.held import holds_any
from app.office.desk import Desk, Happened
from app.ports.centre import Change
from app.ports.clock import Clock
from app.sync.inbox import Receivers

# The room of files is imported by the first word of it, not with the counter's window.

SIGNED = "noting.signed"
ANSWERED = frozenset({SIGNED, "file.opened", "file.pulled-back", "receipt.opened", "receipt.pulled-back"})
"""The entries whose reply says more than that they were taken."""


def receivers(clock: Clock) -> Receivers:
    """Return what takes in the centre's documents of files."""
    return dict.fromkeys(("efile", "efile-receipt", "efile-noting", "efile-leaf"), partial(_take, clock))


def _take(clock: Clock, session: Session, change: Change) -> None:
    from app.efile import taking

    takes: dict[str, Callable[[Session, Mapping[str, Any]], None]] = {
        "efile": taking.take_file,
        "efile-receipt": taking.take_receipt,
        "efile-noting": taking.take_noting,
        "efile-leaf": partial(taking.take_leaf, clock=clock),
    }
    takes[change.collection](session, change.document)


def answered(session: Session, kind: str, subject: str, reply: Mapping[str, Any]) -> None:
    """Take the centre's reply to an entry of a file."""
    from app.efile import taking
    from app.efile.actions import movement

    if kind == SIGNED:
        taking.taken(session, str(reply["head"]), str(reply["taken_at"]))
    else:
        movement.answered(session, kind, subject, bool(reply["done"]))


def due(desk: Desk) -> None:
    """Let go what was sent a minute ago, and take what the centre told while our own changes were on their way."""
    with desk.records.read() as session:
        if not holds_any(session):
            return
    from app.efile import taking
    from app.efile.actions import movement

    with desk.records.write() as session:
        gone = movement.release(session, desk.clock)
        taking.settle_all(session, desk.clock)
    if gone:
        desk.tell(Happened.FILES)
