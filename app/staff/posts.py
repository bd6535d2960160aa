"""What is told of offices, their posts and who holds them: frozen, as the master's rows are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.base.words import Words
from app.words import words


class Change(StrEnum):
    """What happens to a person in a post."""

    POSTED = "posted"  # a person of the master is given a post, and so becomes an addressee
    RELIEVED = "relieved"
    JOINED = "joined"
    OFFICIATING = "officiating"  # holds a second post meanwhile
    DELEGATED = "delegated"  # another acts for the post, for a period
    SUSPENDED = "suspended"
    RETIRED = "retired"
    DIED = "died"


CHARGES = frozenset({Change.OFFICIATING, Change.DELEGATED})  # the post is not simply theirs
ENDS = frozenset({Change.RELIEVED, Change.SUSPENDED, Change.RETIRED, Change.DIED})  # the post is held no more


@dataclass(frozen=True, slots=True)
class Move:
    """What shall happen: `order` is the number of the written order, `until` ends a charge held for a while."""

    change: Change
    person: str
    post: str
    on: date
    order: str
    until: date | None = None


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
    """Who holds a post, and how long already; `charge` where it is held beside another or for another."""

    person: str
    name: Words
    post: str
    designation: Words
    since: date
    until: date | None
    charge: Change | None = None

    @property
    def named(self) -> Words:
        """The name, and by what charge the post is held where it is not simply theirs."""
        return with_charge(self.name, self.charge)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post of an office; vacant where nobody holds it today. `roles` as the directory writes them."""

    post: str
    designation: Words
    roles: tuple[str, ...]
    holders: tuple[Posted, ...]
    coming: tuple[Posted, ...] = ()  # who takes it on a later day


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the directory with the designations held today, none between two posts."""

    person: str
    name: Words
    designations: tuple[Words, ...]


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
