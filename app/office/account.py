"""The day's account at the desk: looked at for any day, shown as it would print, and printed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.document import Document, Shape
from app.counter.at import At
from app.counter.day import day_account
from app.counter.day_model import DayAccount, Due
from app.counter.day_paper import day_page, day_slip, says_the_same
from app.counter.find import row_in_list
from app.counter.model import Row
from app.counter.papers import Stamp
from app.counter.records import ApplicationRow
from app.office.desk import Desk, Happened
from app.papers.issue import issued, keep, papers_of, queue_print, snapshot, subject_of_number
from app.papers.model import IssuedPaper
from app.records.books import desk_label

_BUILD = {Shape.PAGE: day_page, Shape.SLIP: day_slip}
_OTHER_SHAPES = tuple(f"-{each.value}" for each in Shape)
_AGAIN = "वही हिसाब फिर छापा"  # what a duplicate of it is printed for: nobody is asked


class Account:
    """What this desk took on a day. `nudge` wakes what prints."""

    def __init__(self, desk: Desk, nudge: Callable[[], None]) -> None:
        self._desk, self._nudge = desk, nudge

    def today(self) -> date:
        """Return the office's calendar day."""
        return self._desk.at().today()

    def of(self, day: date) -> DayAccount:
        """Return the account of a day as it stands now."""
        with self._desk.records.read() as session:
            return day_account(session, self._desk.at(), day)

    def owing(self, due: Due) -> tuple[Row, ...]:
        """Return the applications behind a line of what is due, in its order."""
        at = self._desk.at()
        with self._desk.records.read() as session:
            found = session.scalars(select(ApplicationRow).where(ApplicationRow.id.in_(due.applications)))
            rows = {row.id: row_in_list(at, row) for row in found}
        return tuple(rows[each] for each in due.applications if each in rows)

    def paper(self, account: DayAccount, shape: Shape) -> Document:
        """Return the account as it would print; it has its number only when it is printed."""
        at = self._desk.at()
        return _BUILD[shape](account, Stamp("……", at.now(), at.acting, at.training))

    def as_printed(self, number: str) -> Document:
        """Return the account that was printed under its number."""
        with self._desk.records.read() as session:
            printed = papers_of(session, subject_of_number(session, number))
            return snapshot(session, next(each.id for each in printed if each.number == number))

    def print(self, day: date, shape: Shape) -> IssuedPaper:
        """Put the account on the printer of slips or of pages; its number is no receipt's.

        What was printed in this shape and holds still is printed as its duplicate; where it was printed in the other
        shape, it has that one's number. Else it has a number of its own and names what it replaces.
        """
        at = self._desk.at_work()
        with self._desk.records.write() as session:
            paper = _paper(session, at, day, shape)
            printer = at.page_printer if shape is Shape.PAGE else at.slip_printer
            by, reason = at.acting.person.name.hi, _AGAIN if paper.copies else ""
            queue_print(session, paper.id, printer, by=by, at=at.now(), reason=reason)
            queued = issued(session, paper.id)
        self._nudge()
        self._desk.tell(Happened.JOBS)
        return queued


def _paper(session: Session, at: At, day: date, shape: Shape) -> IssuedPaper:
    """Return the paper that says this, issued now where there is none.

    What was printed in the other shape alone, and holds, is this account too: it is printed under the same number with
    its shape after it, so that one day has no second account.
    """
    subject = f"day-account-{day.isoformat()}"
    begun = f"{desk_label(session) or at.acting.office.code}/DAY/{day.isoformat()}"
    earlier, account = papers_of(session, subject), day_account(session, at, day)
    stamp = Stamp(begun, at.now(), at.acting, at.training)
    over: list[str] = []
    same: dict[Shape, IssuedPaper] = {}
    for paper in earlier:
        printed = snapshot(session, paper.id)
        if says_the_same(printed, _BUILD[printed.shape](account, stamp)):
            same[printed.shape] = paper
        else:
            over.append(paper.number.removeprefix(begun))
            same = {}  # it was replaced in its turn
    if shape in same:
        return same[shape]
    if same:
        (other,) = same.values()
        number = f"{other.number}-{shape.value}"
    else:
        number = f"{begun}/{1 + sum(not paper.number.endswith(_OTHER_SHAPES) for paper in earlier)}"
    document = _BUILD[shape](account, replace(stamp, number=number), ", ".join(over))
    return keep(session, document, subject)
