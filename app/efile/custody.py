"""Who holds what: the rows of files and receipts, and whether the one who acts may change them now."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.efile.at import At
from app.efile.records import Carried, FileRow, ReceiptRow, YellowRow
from app.efile.walk import PLACES, Move, Place, after
from app.errors import InputError
from app.records.tables import OutboxRow

OPENED_BEFORE = "efile.opened-before"
"""The notice of what was asked back too late."""


def carried(session: Session, id: str) -> Carried:
    """Return the file or receipt. Raises: InputError("efile.not-here")."""
    found: Carried | None = session.get(FileRow, id) or session.get(ReceiptRow, id)
    if found is None:
        raise InputError(reason="efile.not-here", field="file")
    return found


def file_row(session: Session, id: str) -> FileRow:
    row = session.get(FileRow, id)
    if row is None:
        raise InputError(reason="efile.not-here", field="file")
    return row


def receipt_row(session: Session, id: str) -> ReceiptRow:
    row = session.get(ReceiptRow, id)
    if row is None:
        raise InputError(reason="efile.not-here", field="receipt")
    return row


def kind_of(row: Carried) -> str:
    """Return the first word of the thing's entries."""
    return "file" if isinstance(row, FileRow) else "receipt"


def require_held(session: Session, row: Carried, at: At) -> None:
    """Raise unless the thing lies open at the post that acts, and the centre knows it.

    What was opened without a line may be read and noted on in yellow; it may have been pulled back meanwhile, so
    nothing of it is signed or sent until the centre has answered.
    Raises: InputError("efile.not-yours" | "efile.not-confirmed" | "efile.refused"), WrongStep.
    """
    require_mine(row, at)
    if is_refused(session, row.id):
        raise InputError(reason="efile.refused", field="file")
    if not row.confirmed:
        raise InputError(reason="efile.not-confirmed", field="file")


def require_mine(row: Carried, at: At) -> None:
    """Raise unless the thing lies open at the post that acts. Raises: InputError("efile.not-yours"), WrongStep."""
    require_holder(row, at)
    if row.place != Place.AT_DESK:
        after(PLACES, Place(row.place), Move.MARKED)


def require_holder(row: Carried, at: At) -> None:
    if row.holder != at.post:
        raise InputError(reason="efile.not-yours", field="file")


def move(row: Carried, step: Move) -> None:
    """Take the thing a step along its walk. Raises: WrongStep."""
    row.place = after(PLACES, Place(row.place), step).value


def require_no_yellow(session: Session, row: Carried) -> None:
    """A draft noting stays with its hand: it is signed or dropped before the file goes."""
    if session.get(YellowRow, row.id) is not None:
        raise InputError(reason="efile.yellow-open", field="noting")


def is_owed(session: Session, id: str) -> bool:
    """Say whether changes made here are still on their way to the centre."""
    return _has_entries(session, id, "pending", "in-flight")


def is_refused(session: Session, id: str) -> bool:
    """Say whether the centre refused a change; what was done after it goes nowhere until a person decides."""
    return _has_entries(session, id, "set-aside")


def _has_entries(session: Session, id: str, *states: str) -> bool:
    waiting = (OutboxRow.subject == id) & (OutboxRow.state != "done") & OutboxRow.state.in_(states)
    return session.scalars(select(OutboxRow.entry).where(waiting).limit(1)).first() is not None
