"""The lines of the movement register as they are read: of one file or letter, or of all that moved in some days."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.base.days import from_iso
from app.efile.addressee import PostName
from app.efile.leaves import MOVEMENT, leaves
from app.efile.model import Movement
from app.efile.posts import Posts, who_held

Reader = Callable[[dict[str, Any]], Movement]


def movements_of(session: Session, id: str, posts: Posts) -> tuple[Movement, ...]:
    """Return the register of a file or letter, the first line first."""
    read = reader(session, posts)
    return tuple(read(leaf.document) for leaf in leaves(session, id, MOVEMENT))


def reader(session: Session, posts: Posts) -> Reader:
    """Return what reads a line as it is kept; a post is named with who held it at that moment."""
    holder = who_held(session)

    def named(post: str, at: datetime) -> PostName:
        return replace(posts.name(post), holder=holder(post, at))

    def read(told: dict[str, Any]) -> Movement:
        at = from_iso(told["at"])
        return Movement(
            at=at,
            act=told["act"],
            by=posts.person(told["who"]),
            post=named(told["post"], at),
            to=named(told["to"], at) if told["to"] else None,
            remarks=told["remarks"],
            physical=told["physical"],
        )

    return read
