"""Offices, posts and who holds them; a change says what it does to files and tokens before it is done."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.model import may
from app.accounts.people import acting_for, office_of, person_of, post_of
from app.accounts.records import OfficeRow, PersonRow, PostingRow, PostRow
from app.base.text import tidy
from app.efile import dsc_register, find
from app.efile.at import At as FileAt
from app.efile.model import Enrolment
from app.efile.walk import Enrolled, Register
from app.errors import InputError
from app.office.desk import Desk
from app.staff.actions import postings
from app.staff.actions.notes import INSTANCE, note, notes
from app.staff.at import At
from app.staff.model import ENDS, Change, Consequence, Move, NewPost, OfficeCard, Posted
from app.staff.records import MasterRow

_GIVES_TOKEN_UP = frozenset({Change.RETIRED, Change.DIED, Change.SUSPENDED})
_ENDS_ENROLMENT = "certificate.decided"
_MUST_FOLLOW = "staff.moved.token-keeper"


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

    def before(self, move: Move) -> tuple[Consequence, ...]:
        """Say what a change does to open files and to the token, before it is done. Raises: as `make`."""
        at = self._at_work()
        with self._desk.records.read() as session:
            postings.check(session, at, move)
            return self._consequences(session, at, move)

    def make(self, move: Move) -> tuple[Consequence, ...]:
        """Make the change and return what it did. Raises: NotAllowed, InputError("staff...")."""
        at = self._at_work()
        with self._desk.records.write() as session:
            postings.check(session, at, move)
            said = self._consequences(session, at, move)
            if move.change in _GIVES_TOKEN_UP and may(at.acting.post.roles, _ENDS_ENROLMENT):
                for each in self._enrolments(session, at, move.person):
                    dsc_register.end(
                        session, self._file_at(at), each.id, Register.SURRENDERED, move.on, reason=move.order
                    )
            postings.make(session, at, move)
        self._after()
        return said

    def give_post(self, person: str, new: NewPost, on: date, order: str) -> str:
        """Give a person of the master a post; from then on files can be marked to it. Return the post."""
        at = self._at_work()
        with self._desk.records.write() as session:
            made = postings.give_post(session, at, person, new, on, order)
        self._after()
        return made

    def _consequences(self, session: Session, at: At, move: Move) -> tuple[Consequence, ...]:
        said: list[Consequence] = []
        if move.change in ENDS:
            said.append(self._files(session, move))
        if move.change in _GIVES_TOKEN_UP:
            key = "staff.moved.token-ends" if may(at.acting.post.roles, _ENDS_ENROLMENT) else _MUST_FOLLOW
            said += [
                Consequence(key, {"serial": each.serial})
                for each in self._enrolments(session, at, move.person)
            ]
        elif self._enrolments(session, at, move.person):
            said.append(Consequence("staff.moved.token-stays", {}))
        if move.until is not None:
            said.append(Consequence("staff.moved.until", {"until": move.until.isoformat()}))
        return tuple(said)

    def _files(self, session: Session, move: Move) -> Consequence:
        """Files lie with posts: they stay there, for whoever holds the post next."""
        holder = FileAt(
            acting_for(session, move.person, move.post), self._desk.clock, self._desk.records.home
        )
        open_ones = len(find.inbox(session, holder)) + len(find.parked(session, holder))
        others = _others(session, move)
        key = "staff.moved.files-held" if others else "staff.moved.files-wait"
        return Consequence(key if open_ones else "staff.moved.no-files", {"files": open_ones})

    def _enrolments(self, session: Session, at: At, person: str) -> list[Enrolment]:
        held = dsc_register.register(session, self._file_at(at))
        return [each for each in held if each.person == person and each.state is Enrolled.APPROVED]

    def _file_at(self, at: At) -> FileAt:
        return FileAt(at.acting, at.clock, self._desk.records.home)

    def _at(self) -> At:
        return At(self._desk.require_acting(), self._desk.clock)

    def _at_work(self) -> At:
        self._desk.at_work()
        return self._at()


def _others(session: Session, move: Move) -> bool:
    """Say whether somebody else holds the post on the day after."""
    asked = select(PostingRow).where(PostingRow.post == move.post, PostingRow.person != move.person)
    return any(
        row.since <= move.on and (row.until is None or row.until > move.on) for row in session.scalars(asked)
    )


def _cards(session: Session, day: date) -> tuple[OfficeCard, ...]:
    held = _posted(session, day)
    counted = select(MasterRow.office, func.count()).group_by(MasterRow.office)
    people: dict[str, int] = dict(session.execute(counted).all())
    instances = {row.thing: str(row.document["instance"]) for row in notes(session, INSTANCE)}
    found = [office_of(row.document) for row in session.scalars(select(OfficeRow))]
    cards = (
        OfficeCard(
            id=each.id,
            kind=each.kind.value,
            name=each.name,
            code=each.code,
            parent=each.parent,
            phone=each.phone,
            instance=instances.get(each.id, ""),
            posted=tuple(held.get(each.id, ())),
            in_master=people.get(each.id, 0),
        )
        for each in found
    )
    return tuple(sorted(cards, key=lambda card: card.name.hi))


def _posted(session: Session, day: date) -> dict[str, list[Posted]]:
    asked: Any = (
        select(PostRow.document, PersonRow.document, PostingRow.since, PostingRow.until)
        .join(PostingRow, PostingRow.post == PostRow.id)
        .join(PersonRow, PersonRow.id == PostingRow.person)
        .where(PostingRow.since <= day)
        .order_by(PostRow.id, PostingRow.since)
    )
    found: dict[str, list[Posted]] = {}
    for post_document, person_document, since, until in session.execute(asked):
        if until is None or until >= day:
            post, person = post_of(post_document), person_of(person_document)
            posted = Posted(person.id, person.name, post.id, post.designation, since, until)
            found.setdefault(post.office, []).append(posted)
    return found
