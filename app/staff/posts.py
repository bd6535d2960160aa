"""What is told of offices, their posts and who holds them: frozen, as the master's rows are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from app.base.words import Words
from app.words import words


class Change(StrEnum):
    """What happens to a person in a post."""

    POSTED = "posted"  # a person of the master is given a post, and so becomes an addressee
    RELIEVED = "relieved"
    JOINED = "joined"
    ADDITIONAL = "additional"  # looks after a second post beside their own
    OFFICIATING = "officiating"  # acts in a post to which nobody is appointed yet
    DELEGATED = "delegated"  # another acts for the post, for a period
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"  # takes up a post again after a suspension
    RETIRED = "retired"
    DIED = "died"
    CANCELLED = "cancelled"  # takes back another change, which was entered wrongly


CHARGES = frozenset(
    {Change.ADDITIONAL, Change.OFFICIATING, Change.DELEGATED}
)  # the post is not simply theirs
GONE = frozenset({Change.RETIRED, Change.DIED})  # takes no post any more
LEAVES = frozenset({Change.RELIEVED, *GONE})  # an office, and with it the post where they held one
ENDS = frozenset({Change.RELIEVED, Change.SUSPENDED, Change.RETIRED, Change.DIED})  # the post is held no more


@dataclass(frozen=True, slots=True)
class Move:
    """What shall happen: `order` is the number of the written order, `until` ends a charge held for a while.

    It names no post where one of the master leaves who holds none.
    """

    change: Change
    person: str
    post: str
    on: date
    order: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Ordered:
    """A change as it was entered, with the name of the person it is about."""

    id: str
    move: Move
    name: Words
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class NewPost:
    """The post that a person of the master is given, and with it the roles."""

    designation: Words
    roles: tuple[str, ...]
    name: Words


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing a change does, to be said before it is done: a message key and its facts."""

    reason: str
    facts: Mapping[str, str | int | Words]


@dataclass(frozen=True, slots=True)
class Posted:
    """Who holds a post, and how long already; `charge` where it is held beside another or for another.

    `ended` is the change by which it ends, where an order says so; `retires` the day of a retirement ordered besides.
    """

    person: str
    name: Words
    post: str
    designation: Words
    since: date
    until: date | None
    charge: Change | None = None
    ended: Change | None = None
    retires: date | None = None

    @property
    def named(self) -> Words:
        """The name, and by what charge the post is held where it is not simply theirs."""
        return with_charge(self.name, self.charge)

    def is_suspended_on(self, day: date) -> bool:
        """Say whether a suspension has ended it by this day."""
        return self.ended is Change.SUSPENDED and self.until is not None and self.until <= day


@dataclass(frozen=True, slots=True)
class Seat:
    """A post of an office; vacant where nobody holds it today. `roles` as the directory writes them."""

    post: str
    designation: Words
    roles: tuple[str, ...]
    holders: tuple[Posted, ...]
    coming: tuple[Posted, ...] = ()  # who takes it on a later day
    suspended: tuple[Posted, ...] = ()  # who was suspended from it, and is so still


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the directory with the designations held today, none between two posts.

    `standing` is what keeps the person from a post: retired, dead or suspended.
    """

    person: str
    name: Words
    designations: tuple[Words, ...]
    standing: Change | None = None


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """An office with its people in the directory and in the master. `instance` is its e-Office instance."""

    id: str
    kind: str
    name: Words
    code: str
    parent: str
    phone: str
    instance: str
    posted: tuple[Posted, ...]
    in_master: int
    super_admin: str = ""  # a post
    seats: tuple[Seat, ...] = ()


def with_charge(said: Words, charge: Change | None) -> Words:
    """Return a name or a designation with the charge by which the post is held."""
    if charge is None:
        return said
    told = words(f"staff.charge-{charge}")
    return Words(f"{said.hi} ({told.hi})", f"{said.en} ({told.en})")


def standing_on(day: date, changes: Iterable[tuple[Change, date]]) -> Change | None:
    """Return what keeps a person from a post on a day, of all that was ordered about them in the order it was entered.

    Who died holds none on any day; who retired, from that day; a suspension lasts until they are reinstated.
    """
    begun = [
        change
        for change, on in sorted(changes, key=lambda each: each[1])
        if on <= day or change is Change.DIED
    ]
    for gone in (Change.DIED, Change.RETIRED):
        if gone in begun:
            return gone
    last = [each for each in begun if each in (Change.SUSPENDED, Change.REINSTATED)][-1:]
    return Change.SUSPENDED if last == [Change.SUSPENDED] else None


def in_force(told: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, Mapping[str, Any]]:
    """Return by id, in their order, the changes that hold: none that was cancelled, and no cancelling itself."""
    every = dict(told)
    cancelled = {each["of"] for each in every.values() if each["change"] == Change.CANCELLED.value}
    return {
        of: each
        for of, each in every.items()
        if of not in cancelled and each["change"] != Change.CANCELLED.value
    }


def is_of(told: Mapping[str, Any], posting: Mapping[str, Any]) -> bool:
    """Say whether a change made this posting, or ended it."""
    ends = Change(told["change"]) in ENDS
    return _same_place(told, posting) and told["on"] == posting["until" if ends else "since"]


def concerned(
    told: Mapping[str, Any], postings: Iterable[Mapping[str, Any]], orders: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Return the postings that a change made or ended, with those begun later that end by it."""
    every = list(orders)
    return [each for each in postings if is_of(told, each) or _ends_by(told, each, every)]


def last_day(posting: Mapping[str, Any], orders: Iterable[Mapping[str, Any]]) -> str | None:
    """Return the day that ends a posting by all that was ordered, as it was entered; none where nothing does.

    Who takes a post and is known to retire later holds it until then.
    """
    every = list(orders)
    begun = _begun(posting, every)
    ends = [each["on"] for each in every[begun + 1 :] if _leaves(each, posting)]
    ends += [each["on"] for each in every[: max(begun, 0)] if _is_gone(each, posting)]
    term = every[begun]["until"] if begun >= 0 else ""
    return min(filter(None, (*ends, term)), default=None)


def is_held_after(on: date, since: str, until: str | None) -> bool:
    """Say whether a posting has days after `on`, one that begins later included; of one taken back there are none."""
    return until is None or (until >= since and until > on.isoformat())


def is_overtaken(told: Mapping[str, Any], later: Iterable[Mapping[str, Any]]) -> bool:
    """Say whether what was entered later rests on a change: only what is of its day or of one after it does."""
    return any(_same_place(each, told) and each["on"] >= told["on"] for each in later)


def turned_back(
    told: Mapping[str, Any], posting: Mapping[str, Any], others: Iterable[Mapping[str, Any]], today: date
) -> dict[str, Any]:
    """Return a posting as it stands once the change that was told of it is cancelled.

    What had ended goes on, to the day on which it ends by the `others`; what had begun is over since yesterday or,
    where that was earlier, since its own end, and on no day at all where it had not begun yet.
    """
    if Change(told["change"]) in ENDS:
        return {**posting, "until": last_day(posting, (each for each in others if each != told))}
    last = max(date.fromisoformat(told["on"]), today) - timedelta(days=1)
    return {**posting, "until": min(last.isoformat(), posting["until"] or last.isoformat())}


def _same_place(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool((one["person"], one["post"]) == (other["person"], other["post"]))


def _begun(posting: Mapping[str, Any], orders: Sequence[Mapping[str, Any]]) -> int:
    """Return the place of the order by which it began, -1 where the directory alone has it."""
    found = [at for at, each in enumerate(orders) if each["change"] not in ENDS and is_of(each, posting)]
    return found[-1] if found else -1


def _leaves(told: Mapping[str, Any], posting: Mapping[str, Any]) -> bool:
    return told["change"] in ENDS and _same_place(told, posting) and bool(told["on"] >= posting["since"])


def _is_gone(told: Mapping[str, Any], posting: Mapping[str, Any]) -> bool:
    is_theirs = told["change"] in GONE and told["person"] == posting["person"]
    return is_theirs and bool(told["on"] >= posting["since"])


def _ends_by(
    told: Mapping[str, Any], posting: Mapping[str, Any], orders: Sequence[Mapping[str, Any]]
) -> bool:
    earlier = orders[: max(_begun(posting, orders), 0)]
    return _is_gone(told, posting) and told["on"] == posting["until"] and told in earlier
