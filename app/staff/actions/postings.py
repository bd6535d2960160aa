"""Changes of who holds a post, with the order they were made by; the centre changes the directory for all."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.directory import take_change
from app.accounts.records import PersonRow, PostingRow, PostRow
from app.base.identity import holds_aadhaar
from app.base.ids import new_id
from app.base.text import tidy
from app.base.words import Words
from app.errors import InputError
from app.ports.centre import Change as Document
from app.records.journal import write_entry
from app.staff import seats
from app.staff.actions import leaving
from app.staff.actions.notes import CHANGE
from app.staff.actions.reach import require_reach
from app.staff.at import At
from app.staff.posts import (
    CHARGES,
    ENDS,
    GONE,
    Change,
    Move,
    NewPost,
    concerned,
    is_overtaken,
    last_day,
    turned_back,
)
from app.staff.records import MasterRow, NoteRow

MOST_DELEGATED = timedelta(days=183)


def check(session: Session, at: At, move: Move) -> None:
    """Raise unless the change could be made now, by whatever order.

    Raises: NotAllowed; InputError("staff.person-unknown" | "staff.post-unknown" | "staff.not-posted" |
    "staff.posted-already" | "staff.term-needed" | "staff.term-long" | "staff.own-posting" | "staff.other-office" |
    "staff.has-retired" | "staff.has-died" | "staff.not-suspended"); as `leaving.check`.
    """
    at.acting.require("staff.moved")
    if move.person == at.who:
        raise InputError(reason="staff.own-posting", field="person")
    if not move.post:
        leaving.check(session, at, move)
        return
    post = session.get(PostRow, move.post)
    if post is None:
        raise InputError(reason="staff.post-unknown", field="post", post=move.post)
    require_reach(session, at, post.office)
    if session.get(PersonRow, move.person) is None:
        raise InputError(reason="staff.person-unknown", field="person")
    held = open_posting(session, move.person, move.post, move.on)
    if move.change in ENDS and held is None and not _is_gone_from_none(session, move):
        raise InputError(reason="staff.not-posted", field="post")
    if move.change not in ENDS and held is not None:
        raise InputError(reason="staff.posted-already", field="post")
    if move.change not in ENDS:
        _check_standing(move.change, seats.standing(session, move.person, move.on))
    if move.change in CHARGES:
        _check_term(move)


def make(session: Session, at: At, move: Move) -> str:
    """Make the change and return its id. Raises: as `check`; InputError("staff.order-needed")."""
    check(session, at, move)
    _require_order(move.order)
    return _written(session, at, move, {} if move.post else leaving.left(session, move))


def check_cancel(session: Session, at: At, id: str) -> Mapping[str, Any]:
    """Return a change as it was entered; raise unless it could be cancelled now.

    Raises: NotAllowed; InputError("staff.order-unknown" | "staff.order-overtaken" | "staff.own-posting" |
    "staff.post-unknown" | "staff.other-office").
    """
    at.acting.require("staff.moved")
    held = seats.orders(session)
    told = held.get(id)
    if told is None:
        raise InputError(reason="staff.order-unknown", field="order")
    if told["person"] == at.who:
        raise InputError(reason="staff.own-posting", field="person")
    require_reach(session, at, _office_of(session, told))
    if is_overtaken(told, (each for of, each in held.items() if of > id)):
        raise InputError(reason="staff.order-overtaken", field="order")
    return told


def cancel(session: Session, at: At, id: str, order: str) -> str:
    """Take a change back that was entered wrongly, by an order of its own, and return the cancelling's id.

    Raises: as `check_cancel`; InputError("staff.order-needed").
    """
    told = check_cancel(session, at, id)
    _require_order(order)
    today = at.today()
    for posting in after_cancelling(session, told, today):
        _take(session, "posting", "", posting)
    body = {"change": Change.CANCELLED.value, "person": told["person"], "post": told["post"]}
    body |= {"office": told["office"]} if not told["post"] else {}
    body |= {"on": today.isoformat(), "until": "", "order": tidy(order), "of": id}
    made = new_id()
    session.add(NoteRow(id=made, kind=CHANGE, thing=told["person"], version=1, document=body))
    write_entry(session, at.acting, "staff.moved", made, body, clock=at.clock)
    if not told["post"]:
        session.flush()
        leaving.came_back(session, told, today)
    return made


def after_cancelling(session: Session, told: Mapping[str, Any], today: date) -> list[dict[str, Any]]:
    """Return, as they stand then, the postings that change once what was told is cancelled."""
    others = seats.orders(session).values()
    held = concerned(told, _postings(session, told["person"]), others)
    return [turned_back(told, each, others, today) for each in held]


def give_post(session: Session, at: At, person: str, new: NewPost, on: date, order: str) -> str:
    """Give a person of the master a post of the directory, so that files can be marked to it; return the post.

    Raises: NotAllowed; InputError("staff.person-unknown" | "staff.order-needed" | "staff.post-taken" |
    "staff.other-office" | "staff.has-retired" | "staff.has-died").
    """
    post = check_new_post(session, at, person, new)
    known = _of_master(session, person)
    _require_order(order)
    designation, name = _words(new.designation), _words(new.name)
    document = {"id": post, "office": known.office, "designation": designation, "roles": list(new.roles)}
    who = {"id": person, "login": known.email or person, "name": name, "verifier": ""}
    _take(session, "post", post, document)
    if session.get(PersonRow, person) is None:
        _take(session, "person", person, who)
    told = {"designation": designation, "roles": list(new.roles), "name": name}
    _written(session, at, Move(Change.POSTED, person, post, on, order), told)
    return post


def check_new_post(session: Session, at: At, person: str, new: NewPost) -> str:
    """Return the id of the post that would be made. Raises: as `give_post`, but for the order."""
    at.acting.require("staff.moved")
    known = _of_master(session, person)
    office = known.office
    require_reach(session, at, office)
    if known.state in GONE:
        _check_standing(Change.POSTED, Change(known.state))
    post = post_id(office, new.designation.en)
    if session.get(PostRow, post) is not None:
        raise InputError(reason="staff.post-taken", field="designation", post=new.designation.both)
    return post


def post_id(office: str, designation: str) -> str:
    """Return the id of a post: its office and its designation."""
    return f"{office}.{re.sub(r'[^a-z0-9]+', '-', designation.lower()).strip('-')}"[:64]


def open_posting(session: Session, person: str, post: str, on: date) -> PostingRow | None:
    """Return the posting that holds after `on`, begun on that day or before."""
    asked = select(PostingRow).where(
        PostingRow.person == person, PostingRow.post == post, PostingRow.since <= on
    )
    return next((row for row in session.scalars(asked) if row.until is None or row.until > on), None)


def _is_gone_from_none(session: Session, move: Move) -> bool:
    """Say whether one who holds no post, suspended say, retires or dies: it is told of a post they held."""
    asked = select(PostingRow).where(
        PostingRow.person == move.person, PostingRow.post == move.post, PostingRow.since <= move.on
    )
    return (
        move.change in GONE
        and session.scalars(asked).first() is not None
        and not seats.posts_held(session, move.person, move.on)
        and seats.standing(session, move.person, move.on) not in GONE
    )


def _check_standing(change: Change, standing: Change | None) -> None:
    if standing is Change.DIED:
        raise InputError(reason="staff.has-died", field="person")
    if standing is Change.RETIRED:
        raise InputError(reason="staff.has-retired", field="person")
    if change is Change.REINSTATED and standing is not Change.SUSPENDED:
        raise InputError(reason="staff.not-suspended", field="person")


def _office_of(session: Session, told: Mapping[str, Any]) -> str:
    """Return the office that a change is of. Raises: InputError("staff.post-unknown")."""
    if not told["post"]:
        return str(told["office"])
    post = session.get(PostRow, told["post"])
    if post is None:
        raise InputError(reason="staff.post-unknown", field="post", post=told["post"])
    return post.office


def _of_master(session: Session, person: str) -> MasterRow:
    known = session.get(MasterRow, person)
    if known is None:
        raise InputError(reason="staff.person-unknown", field="person")
    return known


def _require_order(order: str) -> None:
    if not tidy(order):
        raise InputError(reason="staff.order-needed", field="order")
    if holds_aadhaar(order):
        raise InputError(reason="staff.holds-aadhaar", field="order")


def _check_term(move: Move) -> None:
    if move.until is None or move.until < move.on:
        raise InputError(reason="staff.term-needed", field="until")
    if move.change is Change.DELEGATED and move.until - move.on > MOST_DELEGATED:
        raise InputError(reason="staff.term-long", field="until", days=MOST_DELEGATED.days)


def _written(session: Session, at: At, move: Move, told: dict[str, Any]) -> str:
    """Write the entry, and change this desk's copy of the directory as the centre will change its own."""
    made = new_id()
    body = {
        "change": move.change.value,
        "person": move.person,
        "post": move.post,
        "on": move.on.isoformat(),
        "until": move.until.isoformat() if move.until else "",
        "order": tidy(move.order),
    } | told
    posting = _posting(session, move, body)
    if posting is not None:
        _take(session, "posting", "", posting)
    session.add(NoteRow(id=made, kind=CHANGE, thing=move.person, version=1, document=body))
    write_entry(session, at.acting, "staff.moved", made, body, clock=at.clock)
    return made


def _posting(session: Session, move: Move, body: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the posting as it stands then; none, where one who holds no post is gone."""
    place = {"person": move.person, "post": move.post}
    if move.change not in ENDS:
        begins = place | {"since": move.on.isoformat()}
        return begins | {"until": last_day(begins, [*seats.orders(session).values(), body])}
    held = open_posting(session, move.person, move.post, move.on)
    return place | {"since": held.since.isoformat(), "until": move.on.isoformat()} if held else None


def _postings(session: Session, person: str) -> list[dict[str, Any]]:
    """Return what a person ever held, as the directory writes it."""
    rows = session.scalars(select(PostingRow).where(PostingRow.person == person)).all()
    return [
        {
            "person": row.person,
            "post": row.post,
            "since": row.since.isoformat(),
            "until": row.until.isoformat() if row.until else None,
        }
        for row in rows
    ]


def _take(session: Session, collection: str, id: str, document: dict[str, Any]) -> None:
    take_change(session, Document(collection, id, 0, deleted=False, document=document))
    session.expire_all()


def _words(words: Words) -> dict[str, str]:
    return {"hi": words.hi, "en": words.en}
