"""The day's account at the desk: looked at for any day, shown as it would print, and printed."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from app.base.document import Document, Shape
from app.counter.at import At
from app.counter.day import day_account
from app.counter.day_model import DayAccount
from app.counter.day_paper import day_page, day_slip
from app.counter.papers import Stamp
from app.office.desk import Desk, Happened
from app.papers.issue import keep, papers_of, queue_print, snapshot, subject_of_number
from app.records.books import desk_label

_BUILD = {Shape.PAGE: day_page, Shape.SLIP: day_slip}


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

    def paper(self, account: DayAccount, shape: Shape) -> Document:
        """Return the account as it would print; it has its number only when it is printed."""
        at = self._desk.at()
        return _BUILD[shape](account, Stamp("……", at.now(), at.acting, at.training))

    def as_printed(self, number: str) -> Document:
        """Return the account that was printed under its number."""
        with self._desk.records.read() as session:
            printed = papers_of(session, subject_of_number(session, number))
            return snapshot(session, next(each.id for each in printed if each.number == number))

    def print(self, day: date, shape: Shape) -> str:
        """Put the account on the printer of slips or of pages, and return its number: it is no receipt's."""
        at = self._desk.at_work()
        with self._desk.records.write() as session:
            number = _print(session, at, day, shape)
        self._nudge()
        self._desk.tell(Happened.JOBS)
        return number


def _print(session: Session, at: At, day: date, shape: Shape) -> str:
    subject = f"day-account-{day.isoformat()}"
    number = f"{desk_label(session) or at.acting.office.code}/DAY/{day.isoformat()}/{_next(session, subject)}"
    account = day_account(session, at, day)
    paper = keep(session, _BUILD[shape](account, Stamp(number, at.now(), at.acting, at.training)), subject)
    printer = at.page_printer if shape is Shape.PAGE else at.slip_printer
    queue_print(session, paper.id, printer, by=at.acting.person.name.hi, at=at.now())
    return number


def _next(session: Session, subject: str) -> int:
    """Return how manyth account of the day it is: what came in between is in the later one."""
    return len(papers_of(session, subject)) + 1
