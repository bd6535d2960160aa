"""How anything is done with the sheets at a desk: in a transaction of its own, and who hears of it afterwards."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from app.office.desk import Desk, Happened
from app.staff import reading
from app.staff.at import At
from app.staff.heard import Heard
from app.staff.model import Batch
from app.staff.sorted_rows import SortedRows

T = TypeVar("T")


class StaffWork:
    """`nudge` wakes what sends."""

    def __init__(self, desk: Desk, nudge: Callable[[], None]) -> None:
        self._desk, self._nudge = desk, nudge
        self._heard, self._sorted = Heard(), SortedRows()

    def _on(self, batch: str, act: Callable[[Session, At], None]) -> Batch:
        def work(session: Session, at: At) -> Batch:
            act(session, at)
            session.flush()
            return reading.read_batch(session, batch)

        return self._done(work)

    def _done(self, work: Callable[[Session, At], T]) -> T:
        found = self._written(work)
        self._after()
        return found

    def _mended(self, batch: str, work: Callable[[Session, At], T]) -> T:
        """Rows of the batch were mended: the orders that are known go on with them."""

        def followed(session: Session, at: At) -> T:
            with self._sorted.following(session, batch):
                return work(session, at)

        found = self._written(followed)
        self._tell()
        return found

    def _written(self, work: Callable[[Session, At], T]) -> T:
        at = self._at_work()
        with self._desk.records.write() as session:
            return work(session, at)

    def _asked(self, ask: Callable[[Session], T]) -> T:
        with self._desk.records.read() as session:
            return ask(session)

    def _after(self) -> None:
        self._sorted.forget()
        self._tell()

    def _tell(self) -> None:
        self._heard.forget()
        self._nudge()
        self._desk.tell(Happened.STAFF)

    def _at(self) -> At:
        return At(self._desk.require_acting(), self._desk.clock)

    def _at_work(self) -> At:
        self._desk.at_work()
        return self._at()
