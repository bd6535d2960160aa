"""A file or receipt goes from post to post: marked, undone, gone, opened, pulled back, parked, closed, opened again."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.people import acting_for
from app.efile.at import UNDO, At
from app.efile.custody import (
    OPENED_BEFORE,
    carried,
    file_row,
    kind_of,
    move,
    require_held,
    require_holder,
    require_no_yellow,
)
from app.efile.folders import take_out
from app.efile.leaves import note_movement
from app.efile.posts import Posts
from app.efile.records import Carried, FileRow, ReceiptRow
from app.efile.texts import line, optional
from app.efile.walk import PLACES, Move, Place, allows
from app.errors import InputError, WrongStep
from app.ports.clock import Clock
from app.records.journal import write_entry


def send(session: Session, at: At, id: str, to: str, remarks: str = "", physical_because: str = "") -> None:
    """Mark a file or receipt to a post. It leaves in sixty seconds; `release` sees to that.

    `physical_because` is why paper goes along: flagged for ever, since files go electronically here.
    Raises: InputError("efile.not-yours" | "efile.not-confirmed" | "efile.yellow-open" | "efile.to-oneself" |
    "efile.post-unknown" | "efile.holds-aadhaar"), WrongStep.
    """
    row = carried(session, id)
    at.acting.require(f"{kind_of(row)}.sent")
    require_held(session, row, at)
    require_no_yellow(session, row)
    if to == at.post:
        raise InputError(reason="efile.to-oneself", field="to")
    if not Posts(session, at.today()).knows(to):
        raise InputError(reason="efile.post-unknown", field="to")
    why = optional(physical_because, "physical")
    row.leaving = {
        "to": to,
        "remarks": why or optional(remarks, "remarks"),
        "physical": bool(why),
        "who": at.acting.person.id,
    }
    move(row, Move.MARKED)
    take_out(session, at, id)
    row.leaves_at = at.now() + UNDO


def undo(session: Session, at: At, id: str) -> None:
    """Have back at once what was sent less than sixty seconds ago. Raises: WrongStep, when it has left."""
    row = carried(session, id)
    require_holder(row, at)
    move(row, Move.UNDONE)
    row.leaving, row.leaves_at = None, None


def release(session: Session, clock: Clock) -> int:
    """Let go what was marked sixty seconds ago, in the name of who marked it; return how much that was."""
    due: list[Carried] = [*_due(session, FileRow, clock.now()), *_due(session, ReceiptRow, clock.now())]
    for row in due:
        _leave(session, row, clock)
    return len(due)


def take(session: Session, at: At, id: str) -> None:
    """Open what lies in the inbox: from now on it cannot be pulled back, unless the centre says it was before.

    Raises: InputError("efile.not-yours"), WrongStep.
    """
    row = carried(session, id)
    require_holder(row, at)
    move(row, Move.OPENED)
    row.confirmed, row.notice = False, ""
    at.acting.require(f"{kind_of(row)}.opened")
    write_entry(session, at.acting, f"{kind_of(row)}.opened", id, {}, clock=at.clock)


def pull_back(session: Session, at: At, id: str) -> None:
    """Ask the centre for what was sent and is not opened yet; its order of commits decides, and `answered` tells.

    Raises: InputError("efile.not-sent"), WrongStep, when it was opened as far as this desk knows.
    """
    row = carried(session, id)
    if row.sender != at.post or row.asked_back:
        raise InputError(reason="efile.not-sent", field="file")
    if not allows(PLACES, Place(row.place), Move.PULLED_BACK):
        raise WrongStep(reason="efile.opened-already", state=row.place, event=Move.PULLED_BACK.value)
    row.asked_back = True
    write_entry(session, at.acting, f"{kind_of(row)}.pulled-back", id, {}, clock=at.clock)


def park(session: Session, at: At, id: str, until: date, reason: str) -> None:
    """Lay a file aside until a day. Raises: InputError("efile.day-passed" | "efile.text-needed"), WrongStep."""
    row = file_row(session, id)
    require_held(session, row, at)
    why = line(reason, "reason")
    if until <= at.today():
        raise InputError(reason="efile.day-passed", field="until")
    move(row, Move.PARKED)
    row.parked_until, row.reason = until, why
    body = {"until": until.isoformat(), "reason": why}
    _write(session, at, row, "parked", body, remarks=f"{until.isoformat()}: {why}")


def unpark(session: Session, at: At, id: str) -> None:
    row = file_row(session, id)
    require_holder(row, at)
    move(row, Move.UNPARKED)
    row.parked_until, row.reason = None, ""
    _write(session, at, row, "unparked", {})


def close(session: Session, at: At, id: str, reason: str) -> None:
    """Close what is done with; only the post that made it may. Raises: InputError("efile.creator-only"), WrongStep."""
    row = carried(session, id)
    require_held(session, row, at)
    require_no_yellow(session, row)
    why = line(reason, "reason")
    if row.creator_post != at.post:
        raise InputError(reason="efile.creator-only", field="file")
    move(row, Move.CLOSED)
    row.reason = why
    _write(session, at, row, "closed", {"reason": why}, remarks=why)


def reopen(session: Session, at: At, id: str, reason: str) -> None:
    """Open a closed file again, with a reason. Raises: InputError("efile.text-needed"), WrongStep."""
    row = carried(session, id)
    require_holder(row, at)
    why = line(reason, "reason")
    move(row, Move.REOPENED)
    row.reason, row.arrived_at = "", at.now()
    _write(session, at, row, "reopened", {"reason": why}, remarks=why)


def answered(session: Session, kind: str, id: str, done: bool) -> None:
    """Take the centre's word on an opening or a pull-back: who came too late is told by `notice`.

    What comes back is asked back until its cover is here: until then it lies with neither.
    """
    row = carried(session, id)
    if kind.endswith(".opened"):
        row.confirmed = row.confirmed or done
    elif not done:
        row.asked_back = False
        row.notice = OPENED_BEFORE


def _due(session: Session, of: type[FileRow] | type[ReceiptRow], now: datetime) -> list[Carried]:
    asked = select(of).where(of.leaves_at <= now, of.place == Place.LEAVING.value).order_by(of.leaves_at)
    return list(session.scalars(asked))


def _leave(session: Session, row: Carried, clock: Clock) -> None:
    told = dict(row.leaving or {})
    acting = acting_for(session, told.pop("who"), row.holder)
    kind = kind_of(row)
    entry = write_entry(session, acting, f"{kind}.sent", row.id, told, clock=clock)
    note_movement(session, row.id, entry, "sent", **told)
    move(row, Move.LEFT)
    row.sender, row.holder, row.confirmed = row.holder, told["to"], False
    row.leaving, row.leaves_at, row.arrived_at = None, None, clock.now()


def _write(session: Session, at: At, row: Carried, act: str, body: dict[str, Any], remarks: str = "") -> None:
    at.acting.require(f"{kind_of(row)}.{act}")
    entry = write_entry(session, at.acting, f"{kind_of(row)}.{act}", row.id, body, clock=at.clock)
    note_movement(session, row.id, entry, act, remarks=remarks)
