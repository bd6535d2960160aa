"""What a day brought in at a counter, as its screens and papers see it: frozen, without a row of the store in it."""

from dataclasses import dataclass
from datetime import date, datetime

from app.base.document import Kind
from app.base.money import Paise
from app.base.words import Words


@dataclass(frozen=True, slots=True)
class Sum:
    """Money of one head that moved one way on a day: what for, how, in how many events, and how much in all.

    Less than nothing is what the day's fee has, though an earlier day's account has it too.
    """

    head: Words
    way: Words
    in_cash: bool
    count: int
    amount: Paise


@dataclass(frozen=True, slots=True)
class Hand:
    """What one person took and gave back on a day, in so many events, and what of it is cash with them."""

    person: Words
    count: int
    taken: Paise
    back: Paise
    cash: Paise

    @property
    def left(self) -> Paise:
        return Paise(self.taken - self.back)


@dataclass(frozen=True, slots=True)
class Due:
    """What is still open of a kind, as it stands now, and of which applications."""

    what: Words
    count: int
    amount: Paise
    applications: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A paper that was issued on a day; its amount, where it is about money. `note` says what is no longer so of it."""

    document: str
    application: str
    kind: Kind
    number: str
    at: datetime
    applicant: str
    amount: Paise | None
    duplicates: int
    note: Words | None
    by: Words | None  # who took or gave the money, where the day saw several people at the desk
    came_in: bool  # a challan asks for money: whether it came in on the day; what another paper names, did

    @property
    def moved(self) -> Paise | None:
        """What the paper moved on the day, with its sign: what went back is less than nothing."""
        if not self.came_in:
            return None
        return Paise(-self.amount) if self.kind is Kind.REFUND and self.amount else self.amount

    @property
    def asked(self) -> Paise | None:
        """What the paper asks for and the day did not see come in."""
        return None if self.came_in else self.amount


@dataclass(frozen=True, slots=True)
class Used:
    """The numbers of one book that a day used. `missing`: those between first and last that no paper has."""

    book: str  # a number but for its serial: centre, desk, year, series
    first: int
    last: int
    count: int
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DayAccount:
    """What this desk took, gave back and issued on a day of the office; what is due is as of `at`."""

    day: date
    at: datetime
    filed: int
    acknowledged: int
    ended: int  # of those filed on the day: cancelled or turned down since
    unsent: int  # of those filed on the day: not with the centre yet
    taken: tuple[Sum, ...]
    back: tuple[Sum, ...]
    hands: tuple[Hand, ...]  # what they took and gave back adds up to the sums above
    due: tuple[Due, ...]
    receipts: tuple[Receipt, ...]
    used: tuple[Used, ...]
    unlike: Paise  # what the receipts say less what the book holds: nothing, or something is wrong
    lent: Paise  # given back from the centre's own money, while what came in lies with the department

    @property
    def total_taken(self) -> Paise:
        return _total(self.taken)

    @property
    def total_back(self) -> Paise:
        return _total(self.back)

    @property
    def left(self) -> Paise:
        return Paise(self.total_taken - self.total_back)

    @property
    def by_papers(self) -> Paise:
        """What the papers of the day moved in all: the sum of their column."""
        return Paise(sum(each.moved or 0 for each in self.receipts))

    @property
    def without_paper(self) -> Paise:
        """What is left of the day that no paper of the day names: an earlier challan's, or a payment owed back."""
        return Paise(self.left - self.by_papers)

    @property
    def cash(self) -> Paise:
        """What the day left in the cash box."""
        came, went = (_total(tuple(each for each in way if each.in_cash)) for way in (self.taken, self.back))
        return Paise(came - went)

    @property
    def duplicates(self) -> int:
        return sum(each.duplicates for each in self.receipts)

    @property
    def whole(self) -> bool:
        """Whether no number is missing, and the receipts come to what the book holds."""
        return not self.unlike and not any(each.missing for each in self.used)


def _total(sums: tuple[Sum, ...]) -> Paise:
    return Paise(sum(each.amount for each in sums))
