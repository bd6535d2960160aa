"""What the centre's news mean for the employee master."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.people import acting_for
from app.office.desk import Desk
from app.ports.centre import Change
from app.sync.inbox import Receivers

# The room of the master is imported by the first word of it, not with the counter's window.

BEGUN, ENTERED, REOPENED = "staff.begun", "staff.entered", "staff.reopened"
ANSWERED = frozenset({BEGUN, ENTERED, REOPENED})
"""The entries whose reply says more than that they were taken."""


def _take(session: Session, change: Change) -> None:
    from app.staff.actions import told

    takes = {"staff-person": told.people, "staff-batch": told.batch, "staff-note": told.note}
    takes[change.collection](session, change)


RECEIVERS: Receivers = MappingProxyType(dict.fromkeys(("staff-person", "staff-batch", "staff-note"), _take))


def answered(session: Session, desk: Desk, kind: str, subject: str, reply: Mapping[str, Any]) -> None:
    """Take the centre's reply; the next chunk goes up in the name of the person who began to send."""
    from app.staff.actions import told, upload
    from app.staff.actions.batches import batch_row
    from app.staff.at import At

    if kind == BEGUN:
        told.begun(session, subject, reply)
        return
    if kind == REOPENED:
        told.reopened(session, subject, reply)
        return
    row = batch_row(session, subject)
    acting = acting_for(session, row.uploader, row.uploader_post)
    upload.answered(session, At(acting, desk.clock), subject, reply)
