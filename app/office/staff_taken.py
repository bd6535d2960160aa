"""What of the last sheet that came into a batch can be taken back, and taking it back: at a desk."""

from collections.abc import Callable

from app.accounts.model import may
from app.office.desk import Desk
from app.staff.actions import taking_back
from app.staff.at import At
from app.staff.model import LastTaken


class LastSheet:
    """`after` is called once rows went and stand otherwise."""

    def __init__(self, desk: Desk, after: Callable[[], None]) -> None:
        self._desk, self._after = desk, after

    def of(self, batch: str) -> LastTaken | None:
        """Return what would go; None, where nothing is taken back, or not by whoever sits here.

        Raises: InputError("staff.batch-unknown").
        """
        acting = self._desk.require_acting()
        with self._desk.records.read() as session:
            return taking_back.last(session, batch) if may(acting.post.roles, "staff.untaken") else None

    def take_back(self, batch: str, reason: str) -> LastTaken:
        """Take it out again with all that was done since; return what went.

        Raises: NotAllowed; WrongStep; InputError("staff.nothing-to-take-back" | "staff.reason-needed").
        """
        self._desk.at_work()
        with self._desk.records.write() as session:
            at = At(self._desk.require_acting(), self._desk.clock)
            found = taking_back.take_back(session, at, batch, reason)
        self._after()
        return found
