"""Who sits at this desk: signed in, locked, switched."""

from datetime import date

from sqlalchemy.orm import Session

from app.accounts import actions
from app.accounts.model import Acting, Person, Role
from app.accounts.people import acting_for, our_office, posts_of
from app.base.days import office_day
from app.errors import InputError, NotAllowed
from app.office.desk import Desk, Happened


class People:
    """One person acts at a time. A locked desk keeps its person, and asks for the password again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def locked(self) -> bool:
        return self._desk.locked

    @property
    def acting(self) -> Acting | None:
        return self._desk.acting

    def who_may_sign_in(self) -> tuple[Person, ...]:
        """Return who may sit down here; in training the people of every office, so that each desk can be tried."""
        today, training = office_day(self._desk.clock.now()), self._desk.settings.training
        with self._desk.records.read() as session:
            return actions.people_here(session, today, of_all_offices=training)

    def seats(self) -> tuple[Acting, ...]:
        """Return who may sit down here, each in the post in which they would; first those of this desk's own office."""
        today = office_day(self._desk.clock.now())
        people = self.who_may_sign_in()
        with self._desk.records.read() as session:
            ours = our_office(session).id
            seats = [_in_first_post(session, each.id, today) for each in people]
        return tuple(sorted(seats, key=lambda each: each.office.id != ours))

    def training_password(self, person: Person) -> str:
        """Return the password of a person who is made up. Raises: NotAllowed, outside training."""
        self._require_training()
        return f"{person.login}1"

    def sign_in(self, login: str, password: str) -> Acting:
        """Raises: InputError("login.wrong" | "login.wait", seconds=...)."""
        leaving = None if self.locked else self._desk.acting
        arriving = actions.sign_in(self._desk.records, login, password, self._desk.clock, leaving=leaving)
        return self._seated(arriving)

    def sign_in_for_training(self, person: str = "") -> Acting:
        """Seat this person without a password; with no name the sample kendra's operator.

        Raises: NotAllowed, outside training; InputError("login.no-post").
        """
        self._require_training()
        today = office_day(self._desk.clock.now())
        with self._desk.records.read() as session:
            acting = (
                _in_first_post(session, person, today)
                if person
                else actions.first_with_role(session, Role.OPERATOR, today)
            )
        actions.enter(self._desk.records, acting, self._desk.clock)
        return self._seated(acting)

    def lock(self) -> None:
        """Lock the desk; what was recorded stays, and nobody acts until someone unlocks or signs in."""
        acting = self._desk.require_acting()
        self._desk.locked = True
        actions.lock(self._desk.records, acting, self._desk.clock)
        self._desk.tell(Happened.PEOPLE)

    def unlock(self, password: str) -> Acting:
        return self.sign_in(self._desk.require_acting().person.login, password)

    def _require_training(self) -> None:
        if not self._desk.settings.training:
            raise NotAllowed(kind="training", post="")

    def _seated(self, acting: Acting) -> Acting:
        self._desk.acting, self._desk.locked = acting, False
        self._desk.tell(Happened.PEOPLE)
        return acting


def _in_first_post(session: Session, person: str, day: date) -> Acting:
    """Return a person in the post that comes first. Raises: InputError("login.no-post")."""
    post = next(iter(posts_of(session, person, day)), None)
    if post is None:
        raise InputError(reason="login.no-post", field="login")
    return acting_for(session, person, post.id)
