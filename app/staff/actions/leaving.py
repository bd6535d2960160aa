"""A person of the master who holds no post is relieved, retires or dies: the directory does not have them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.records import PostingRow
from app.errors import InputError
from app.staff import seats
from app.staff.actions.reach import require_reach
from app.staff.at import At
from app.staff.posts import LEAVES, Move, is_held_after
from app.staff.records import MasterRow
from app.staff.serving import LEFT, SERVING


def check(session: Session, at: At, move: Move) -> None:
    """Raise unless the person can leave now; `move` names no post.

    Raises: InputError("staff.person-unknown" | "staff.other-office" | "staff.not-serving" | "staff.holds-post" |
    "staff.post-unknown" | "staff.leaves-later").
    """
    known = session.get(MasterRow, move.person)
    if known is None:
        raise InputError(reason="staff.person-unknown", field="person")
    require_reach(session, at, known.office)
    if move.change not in LEAVES:
        raise InputError(reason="staff.post-unknown", field="post", post="")
    if known.state in LEFT:
        raise InputError(reason="staff.not-serving", field="person")
    if move.on > at.today():
        raise InputError(reason="staff.leaves-later", field="on")
    if _holds_post(session, move):
        raise InputError(reason="staff.holds-post", field="person")


def _holds_post(session: Session, move: Move) -> bool:
    """Say whether they hold a post after that day, or are to take one: the centre asks the same."""
    rows = session.scalars(select(PostingRow).where(PostingRow.person == move.person))
    spans = ((row.since.isoformat(), row.until.isoformat() if row.until else None) for row in rows)
    return any(is_held_after(move.on, since, until) for since, until in spans)


def left(session: Session, move: Move) -> dict[str, Any]:
    """Mark the person as gone in this desk's copy; return which office they left, as the entry tells it."""
    known = session.get_one(MasterRow, move.person)
    known.state = move.change.value
    return {"office": known.office}


def came_back(session: Session, told: Mapping[str, Any], today: date) -> None:
    """Let the person serve as before the change that is cancelled, unless another office has them by now."""
    known = session.get(MasterRow, told["person"])
    if known is not None and known.office == told["office"]:
        standing = seats.standing(session, known.id, today)
        known.state = standing.value if standing else SERVING
