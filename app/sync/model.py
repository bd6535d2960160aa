"""How things stand between this desk and the centre, as the screens see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.base.words import Words
from app.errors import AppError


class ClockState(StrEnum):
    """Whether this desk's clock can be believed."""

    OK = "ok"
    WARN = "warn"  # off by more than two minutes
    HOLD = "hold"  # off by more than five, or it ran backwards: no money, no signing until re-anchored


class OutboxState(StrEnum):
    PENDING = "pending"
    IN_FLIGHT = "in-flight"
    DONE = "done"
    SET_ASIDE = "set-aside"
    SUPERSEDED = "superseded"  # a mended entry went in its place


class Mender(StrEnum):
    """Who can mend what the centre refused."""

    OPERATOR = "operator"
    CENTRE_OWNER = "centre-owner"
    DISTRICT = "e-district-manager"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """`waiting` counts entries not yet with the centre, `uploads` papers on their way, `set_aside` subjects
    that a person must look at. `cause` is what stopped the last try, or what alone was held back by it.
    """

    waiting: int
    uploads: int
    set_aside: int
    online: bool
    last_ok: datetime | None
    next_try: datetime | None
    cause: AppError | None
    clock: ClockState

    @property
    def idle(self) -> bool:
        """Whether nothing more can go up until a person or the centre does something."""
        return not self.waiting and not self.uploads


class Lies(StrEnum):
    """The room of the desk in which a thing lies that an entry is about."""

    APPLICATIONS = "applications"
    FILES = "files"
    TOKENS = "tokens"
    SHEETS = "sheets"
    OFFICES = "offices"
    READINESS = "readiness"


@dataclass(frozen=True, slots=True)
class Thing:
    """What an entry is about: an application's by its applicant, a sheet's by its office, a file by its number."""

    called: Words
    lies: Lies | None = None  # none, where there is nothing to open

    @property
    def is_application(self) -> bool:
        return self.lies is Lies.APPLICATIONS


NOTHING = Thing(Words("", ""))


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One entry that is owed, oldest first. `held_by` is the refused entry it must wait for."""

    entry: str
    subject: str
    kind: str
    state: OutboxState
    at: datetime
    attempts: int
    next_try: datetime | None
    code: str
    held_by: str = ""
    thing: Thing = NOTHING


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """A subject the centre refused something of, or an application that waits for its operator. Nothing of it is lost.

    `code` is the message key of the cause, `facts` fill its words. An attachment that failed has its
    `sha256`; an entry its `entry` and `kind`.
    """

    subject: str
    code: str
    facts: Mapping[str, str | int]
    mender: Mender
    waiting_behind: int
    since: datetime | None
    entry: str = ""
    kind: str = ""
    sha256: str = ""
    thing: Thing = NOTHING
    number: str = ""
    why: Words | None = None  # the department's own words, where it is its word that waits
    called: Mapping[str, Words] = field(default_factory=dict)  # what the facts name by an id

    @property
    def can_go_again(self) -> bool:
        """Whether something of it lies refused that may be sent again."""
        return bool(self.entry or self.sha256)
