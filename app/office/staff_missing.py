"""Who of an office's people in the master is not in its sheet, and who of them serves there still: at a desk."""

from collections.abc import Callable, Collection

from app.office.desk import Desk
from app.staff import missing
from app.staff.at import At
from app.staff.model import Missing


class MissingPeople:
    """`after` is called once something was said of them."""

    def __init__(self, desk: Desk, after: Callable[[], None]) -> None:
        self._desk, self._after = desk, after

    def of(self, batch: str) -> tuple[Missing, ...]:
        """Return them by name, as this desk has the master. Raises: InputError("staff.batch-unknown")."""
        self._desk.require_acting()
        with self._desk.records.read() as session:
            return missing.missing(session, batch)

    def stay(self, batch: str, people: Collection[str]) -> None:
        """Note that these serve there still. Raises: NotAllowed; WrongStep."""
        self._desk.at_work()
        with self._desk.records.write() as session:
            missing.stay(session, At(self._desk.require_acting(), self._desk.clock), batch, people)
        self._after()
