"""To whom a file or letter may be marked: the posts of the directory, with the charge by which one is held."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from app.efile.addressee import PostName
from app.efile.at import At
from app.efile.posts import Posts
from app.staff.posts import Posted
from app.staff.seats import held_by_charge


def addressees(session: Session, at: At, typed: str) -> tuple[PostName, ...]:
    """Return whom something may be marked to, by designation, office or holder in either script."""
    day = at.today()
    charged = held_by_charge(session, day)
    found = Posts(session, day).find(typed, at.post)
    return tuple(_with_charge(each, charged.get(each.id, ())) for each in found)


def _with_charge(post: PostName, charged: Sequence[Posted]) -> PostName:
    named = next((each.named for each in charged if each.name == post.holder), post.holder)
    return replace(post, holder=named)
