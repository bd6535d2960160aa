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
class Held:
    """The cash that one person took on a day less what they gave back, in so many events."""

    person: Words
    count: int
    amount: Paise


@dataclass(frozen=True, slots=True)
class Due:
    """What is still open of a kind, as it stands now."""

    what: Words
    count: int
    amount: Paise


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

    @property
    def moved(self) -> Paise | None:
        """The amount with its sign: what went back is less than nothing."""
        return Paise(-self.amount) if self.kind is Kind.REFUND and self.amount else self.amount


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
    held: tuple[Held, ...]
    due: tuple[Due, ...]
    receipts: tuple[Receipt, ...]
    used: tuple[Used, ...]
    unlike: Paise  # what the receipts say less what the book holds: nothing, or something is wrong

    @property
    def total_taken(self) -> Paise:
        return _total(self.taken)

    @property
    def total_back(self) -> Paise:
        return _total(self.back)

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
