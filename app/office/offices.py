"""Offices, posts and who holds them; a change says what it does to files and tokens before it is done."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.model import may
from app.accounts.people import office_of
from app.accounts.records import OfficeRow, PostRow
from app.base.days import day_words
from app.base.text import tidy
from app.base.words import Words
from app.efile import dsc_register
from app.efile.at import At as FileAt
from app.efile.walk import Register
from app.errors import InputError
from app.office.consequences import ENDS_ENROLMENT, GIVES_UP_TOKEN, Consequences, all_moves
from app.office.desk import Desk
from app.staff import seats
from app.staff.actions import postings
from app.staff.actions.notes import CHANGE, INSTANCE, note, notes
from app.staff.at import At
from app.staff.posts import Change, Consequence, Known, Move, NewPost, OfficeCard, Ordered
from app.staff.records import MasterRow
from app.staff.serving import LEFT


class Offices:
    """`after` is called once something changed."""

    def __init__(self, desk: Desk, after: Callable[[], None]) -> None:
        self._desk, self._after = desk, after

    def all(self) -> tuple[OfficeCard, ...]:
        """Return every office this desk knows, with who holds its posts today, by name."""
        with self._desk.records.read() as session:
            return _cards(session, self._at().today())

    def instances(self) -> tuple[tuple[str, str], ...]:
        """Return each e-Office instance with the post of its super admin."""
        with self._desk.records.read() as session:
            found = {
                row.document["instance"]: row.document["super_admin"] for row in notes(session, INSTANCE)
            }
        return tuple(sorted(found.items()))

    def set_instance(self, office: str, instance: str, super_admin: str) -> None:
        """Note in which instance an office works, and which post is its super admin.

        Raises: NotAllowed; InputError("staff.instance-needed" | "staff.post-unknown").
        """
        at = self._at_work()
        if not tidy(instance):
            raise InputError(reason="staff.instance-needed", field="instance")
        with self._desk.records.write() as session:
            if session.get(PostRow, super_admin) is None:
                raise InputError(reason="staff.post-unknown", field="super_admin", post=super_admin)
            document = {"instance": tidy(instance), "super_admin": super_admin}
            note(session, at, INSTANCE, office, document, f"instance:{office}"[:64])
        self._after()

    def people(self) -> tuple[Known, ...]:
        """Return everybody whom the directory knows, by name: who is between two posts, too."""
        with self._desk.records.read() as session:
            return seats.people(session, self._at().today())

    def changes(self, office: str) -> tuple[Ordered, ...]:
        """Return what was changed at the posts of an office, the latest first."""
        with self._desk.records.read() as session:
            here = {row.id for row in session.scalars(select(PostRow).where(PostRow.office == office))}
            told = [row for row in notes(session, CHANGE) if _is_of(row.document, office, here)]
            held = seats.orders(session)
            names = _names(session, {row.document["person"] for row in told})
            names |= {each.person: each.name for each in seats.people(session, self._at().today())}
        found = [
            Ordered(row.id, move, names.get(move.person, Words(move.person, move.person)), row.id not in held)
            for row in told
            for move in (_move(row.document),)
        ]
        return tuple(sorted(found, key=lambda each: (each.move.on, each.id), reverse=True))

    def before_cancel(self, id: str) -> tuple[Consequence, ...]:
        """Say what it means to cancel a change. Raises: NotAllowed; InputError("staff...")."""
        at = self._at_work()
        with self._desk.records.read() as session:
            told = postings.check_cancel(session, at, id)
            after = postings.after_cancelling(session, told, at.today())
            return Consequences(session, at, self._desk.records.home).of_cancelling(_move(told), after)

    def cancel(self, id: str, order: str) -> None:
        """Take a change back that was entered wrongly, by an order. Raises: NotAllowed; InputError("staff...")."""
        at = self._at_work()
        with self._desk.records.write() as session:
            postings.cancel(session, at, id, order)
        self._after()

    def before(self, *moves: Move) -> tuple[Consequence, ...]:
        """Say what changes do to open files and to the token, before they are done and before they have an order.

        Raises: NotAllowed, InputError("staff...").
        """
        at = self._at_work()
        with self._desk.records.read() as session:
            wanted = all_moves(session, moves)
            for move in wanted:
                postings.check(session, at, move)
            return Consequences(session, at, self._desk.records.home).of(wanted)

    def make(self, *moves: Move) -> tuple[Consequence, ...]:
        """Make the changes, all or none, and return what they did. A transfer is two: relieved here, joined there.

        Raises: NotAllowed, InputError("staff...").
        """
        at = self._at_work()
        with self._desk.records.write() as session:
            wanted = all_moves(session, moves)
            for move in wanted:
                postings.check(session, at, move)
            known = Consequences(session, at, self._desk.records.home)
            said = known.of(wanted)
            for move in moves:
                self._end_enrolments(session, known, move)
            for move in wanted:
                postings.make(session, at, move)
        self._after()
        return said

    def before_post(self, person: str, new: NewPost, on: date) -> tuple[Consequence, ...]:
        """Say what it means to give a person of the master a post. Raises: NotAllowed, InputError("staff...")."""
        at = self._at_work()
        with self._desk.records.read() as session:
            postings.check_new_post(session, at, person, new)
            found = [Consequence("staff.moved.addressee", {"post": new.designation, "on": day_words(on)})]
            if not Consequences(session, at, self._desk.records.home).enrolments(person):
                found.append(Consequence("staff.moved.token-none", {}))
            return tuple(found)

    def give_post(self, person: str, new: NewPost, on: date, order: str) -> str:
        """Give a person of the master a post; from then on files can be marked to it. Return the post."""
        at = self._at_work()
        with self._desk.records.write() as session:
            made = postings.give_post(session, at, person, new, on, order)
        self._after()
        return made

    def _end_enrolments(self, session: Session, known: Consequences, move: Move) -> None:
        at = known.at
        if move.change in GIVES_UP_TOKEN and may(at.acting.post.roles, ENDS_ENROLMENT):
            file_at = FileAt(at.acting, at.clock, known.home)
            for each in known.enrolments(move.person):
                dsc_register.end(session, file_at, each.id, Register.SURRENDERED, move.on, reason=move.order)

    def _at(self) -> At:
        return At(self._desk.require_acting(), self._desk.clock)

    def _at_work(self) -> At:
        self._desk.at_work()
        return self._at()


def _move(told: Mapping[str, Any]) -> Move:
    until = date.fromisoformat(told["until"]) if told["until"] else None
    on = date.fromisoformat(told["on"])
    return Move(Change(told["change"]), told["person"], told["post"], on, told["order"], until)


def _is_of(told: Mapping[str, Any], office: str, posts: Collection[str]) -> bool:
    """Say whether a change is of one of these posts, or of one who left this office and held none."""
    return told["post"] in posts or (not told["post"] and told["office"] == office)


def _names(session: Session, people: Collection[str]) -> dict[str, Words]:
    """Return the names of those whom the master has."""
    asked = select(MasterRow.id, MasterRow.name).where(MasterRow.id.in_(people))
    return {person: Words(name, name) for person, name in session.execute(asked)}


def _cards(session: Session, day: date) -> tuple[OfficeCard, ...]:
    here = seats.seats(session, day)
    serve = MasterRow.state.not_in(LEFT)
    counted = select(MasterRow.office, func.count()).where(serve).group_by(MasterRow.office)
    people: dict[str, int] = dict(session.execute(counted).all())
    instances = {row.thing: row.document for row in notes(session, INSTANCE)}
    found = [office_of(row.document) for row in session.scalars(select(OfficeRow))]
    cards = (
        OfficeCard(
            id=each.id,
            kind=each.kind.value,
            name=each.name,
            code=each.code,
            parent=each.parent,
            phone=each.phone,
            instance=str(instances.get(each.id, {}).get("instance", "")),
            posted=tuple(posted for seat in here.get(each.id, ()) for posted in seat.holders),
            in_master=people.get(each.id, 0),
            super_admin=str(instances.get(each.id, {}).get("super_admin", "")),
            seats=here.get(each.id, ()),
        )
        for each in found
    )
    return tuple(sorted(cards, key=lambda card: card.name.hi))
