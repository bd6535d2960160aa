"""What a change of posting does to open files and to signature tokens, said before it is done."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.model import may
from app.accounts.people import acting_for, person_of, post_of
from app.accounts.records import PersonRow, PostingRow, PostRow
from app.base.days import day_words
from app.base.words import Words
from app.efile import dsc_register, find
from app.efile.at import At as FileAt
from app.efile.model import Enrolment
from app.efile.walk import Enrolled
from app.staff.actions.postings import open_posting
from app.staff.at import At
from app.staff.posts import ENDS, Change, Consequence, Move
from app.staff.records import MasterRow
from app.staff.seats import posts_held, standing

GIVES_UP_TOKEN = frozenset({Change.RETIRED, Change.DIED, Change.SUSPENDED})
"""After these the person holds no post at all, and signs no more."""
ENDS_ENROLMENT = "certificate.decided"
_MUST_FOLLOW = "staff.moved.token-keeper"


def all_moves(session: Session, moves: Sequence[Move]) -> tuple[Move, ...]:
    """Return the changes with those that follow from them: who retires gives up every post, not only this one."""
    found = list(moves)
    for move in moves:
        if move.change in GIVES_UP_TOKEN:
            others = [each for each in posts_held(session, move.person, move.on) if each != move.post]
            found += [replace(move, post=each) for each in others]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Consequences:
    """Says what changes do; `home` is the desk's folder."""

    session: Session
    at: At
    home: Path

    def of(self, moves: Sequence[Move]) -> tuple[Consequence, ...]:
        """Return each consequence once, in the order in which things happen."""
        said = [each for move in moves for each in self._of_post(move, alone=len(moves) == 1)]
        said += self._of_token(moves[-1])
        said += [
            Consequence("staff.moved.until", {"until": day_words(each.until)}) for each in moves if each.until
        ]
        return tuple({(each.reason, *each.facts.items()): each for each in said}.values())

    def of_cancelling(self, move: Move, after: Sequence[Mapping[str, Any]]) -> tuple[Consequence, ...]:
        """Return what comes of it that a change is taken back; `after` are the postings as they stand then."""
        if not move.post:
            return (Consequence("staff.moved.serves-again", {"name": self._name(move.person)}),)
        facts = {"name": self._name(move.person), "post": self._designation(move.post)}
        if move.change not in ENDS:
            return (Consequence("staff.moved.holds-no-more", facts),)
        ends = [each["until"] for each in after if each["post"] == move.post]
        if not ends or (ends[-1] and ends[-1] <= self.at.today().isoformat()):
            return (Consequence("staff.moved.stays-left", facts),)
        if ends[-1]:
            until = day_words(date.fromisoformat(ends[-1]))
            return Consequence("staff.moved.goes-on", facts), Consequence(
                "staff.moved.until", {"until": until}
            )
        goes_on = Consequence("staff.moved.goes-on", facts)
        if move.change in GIVES_UP_TOKEN and not self.enrolments(move.person):
            return goes_on, Consequence("staff.moved.token-not-back", {})
        return (goes_on,)

    def enrolments(self, person: str) -> list[Enrolment]:
        """Return the certificates with which a person may sign now."""
        held = dsc_register.register(self.session, FileAt(self.at.acting, self.at.clock, self.home))
        return [each for each in held if each.person == person and each.state is Enrolled.APPROVED]

    def _of_post(self, move: Move, *, alone: bool) -> Iterator[Consequence]:
        if not move.post:
            yield Consequence(
                "staff.moved.leaves-office", {"name": self._name(move.person), "on": day_words(move.on)}
            )
            if move.change is Change.RELIEVED:
                yield Consequence("staff.moved.can-be-taken", {})
            return
        if not alone:
            key = "staff.moved.leaves-post" if move.change in ENDS else "staff.moved.takes-post"
            yield Consequence(key, {"post": self._designation(move.post), "on": day_words(move.on)})
        if move.change in ENDS and open_posting(self.session, move.person, move.post, move.on) is None:
            yield Consequence("staff.moved.held-none", {"post": self._designation(move.post)})
            return
        files, others = self._files(move), self._others(move)
        if move.change in ENDS:
            if not others:
                yield Consequence(
                    "staff.moved.vacant", {"post": self._designation(move.post), "on": day_words(move.on)}
                )
            key = "staff.moved.files-held" if others else "staff.moved.files-wait"
            yield Consequence(key if files else "staff.moved.no-files", {"files": files})
            return
        if move.change is not Change.REINSTATED and (
            standing(self.session, move.person, move.on) is Change.SUSPENDED
        ):
            yield Consequence("staff.moved.is-suspended", {})
        if others:
            yield Consequence("staff.moved.shared", {"name": self._name(others[0])})
        if files:
            yield Consequence("staff.moved.files-come", {"files": files})

    def _of_token(self, move: Move) -> Iterator[Consequence]:
        held = self.enrolments(move.person)
        if not held:
            key = "staff.moved.token-nothing" if move.change in GIVES_UP_TOKEN else "staff.moved.token-none"
            if move.change is not Change.RELIEVED:
                yield Consequence(key, {})
        elif move.change in GIVES_UP_TOKEN:
            keeps = may(self.at.acting.post.roles, ENDS_ENROLMENT)
            key = "staff.moved.token-ends" if keeps else _MUST_FOLLOW
            yield from (Consequence(key, {"serial": each.serial}) for each in held)
        else:
            yield Consequence("staff.moved.token-stays", {})

    def _files(self, move: Move) -> int:
        """Files lie with posts: they stay there, for whoever holds the post next."""
        acting = acting_for(self.session, move.person, move.post)
        holder = FileAt(acting, self.at.clock, self.home)
        return len(find.inbox(self.session, holder)) + len(find.parked(self.session, holder))

    def _others(self, move: Move) -> list[str]:
        """Return who else holds the post on the day after."""
        asked = select(PostingRow).where(PostingRow.post == move.post, PostingRow.person != move.person)
        return [
            row.person
            for row in self.session.scalars(asked.order_by(PostingRow.since))
            if row.since <= move.on and (row.until is None or row.until > move.on)
        ]

    def _name(self, person: str) -> Words:
        row = self.session.get(PersonRow, person)
        if row is not None:
            return person_of(row.document).name
        known = self.session.get(MasterRow, person)
        return Words(known.name, known.name) if known else Words(person, person)

    def _designation(self, post: str) -> Words:
        row = self.session.get(PostRow, post)
        return post_of(row.document).designation if row else Words(post, post)
