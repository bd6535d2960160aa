"""Who sits at this desk: signed in, locked, switched."""

from app.accounts import actions
from app.accounts.model import Acting, Person, Role
from app.base.days import office_day
from app.errors import NotAllowed
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

    def sign_in(self, login: str, password: str) -> Acting:
        """Raises: InputError("login.wrong" | "login.wait", seconds=...)."""
        leaving = None if self.locked else self._desk.acting
        arriving = actions.sign_in(self._desk.records, login, password, self._desk.clock, leaving=leaving)
        return self._seated(arriving)

    def sign_in_for_training(self) -> Acting:
        """Seat the sample kendra's operator, without a password. Raises: NotAllowed, outside training."""
        if not self._desk.settings.training:
            raise NotAllowed(kind="training", post="")
        with self._desk.records.read() as session:
            acting = actions.first_with_role(session, Role.OPERATOR, office_day(self._desk.clock.now()))
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

    def _seated(self, acting: Acting) -> Acting:
        self._desk.acting, self._desk.locked = acting, False
        self._desk.tell(Happened.PEOPLE)
        return acting
