"""What is told of the readiness of offices: the checklist, how each stands, meetings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.base.words import Words
from app.staff.model import BatchState


class FactKind(StrEnum):
    """What a fact of the evidence is, and so how it is asked for."""

    WORDS = "words"  # a name or the like, in whichever script
    TEXT = "text"  # a number of a letter or an order
    NUMBER = "number"
    DAY = "day"  # written YYYY-MM-DD
    TERM = "term"  # a day to come, written likewise
    MOBILE = "mobile"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact that the evidence of an item carries; one that is not `needed` may stay empty."""

    id: str
    words: Words
    kind: FactKind
    needed: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the checklist. `weight` is its share; `needs` are the facts its evidence must carry.

    One `by_centre` follows from what the centre took: nobody enters its evidence.
    """

    id: str
    words: Words
    weight: int
    days: int  # from the order until it is late
    needs: tuple[str, ...]
    duty: Words  # who is to do it
    facts: tuple[Fact, ...] = ()
    by_centre: bool = False


class Standing(StrEnum):
    OPEN = "open"
    DONE = "done"
    EXEMPT = "exempt"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Mark:
    """How an item stands at an office, with the evidence given. `until` ends an exemption or a permission."""

    item: str
    standing: Standing
    evidence: Mapping[str, str]
    until: date | None
    at: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """One office's checklist. `percent` counts weights of what is done; exempt items are left out."""

    office: str
    name: Words
    kind: str
    block: Words
    department: Words
    phone: str
    marks: tuple[Mark, ...]
    percent: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """One item over all offices."""

    item: Item
    done: int
    open: int
    exempt: int
    late: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """Who to call about what is late. `who` is a name, with the mobile where it is known; `post` says as what.

    `since` is the first day on which something was late, `sheet` how the office's sheet stands, none where none came.
    """

    office: str
    name: Words
    phone: str
    who: Words | None
    items: tuple[str, ...]
    since: date
    post: Words | None = None
    sheet: BatchState | None = None


@dataclass(frozen=True, slots=True)
class Heat:
    """A cell of the heat table: the mean percent of a block's offices in a department."""

    block: Words
    department: Words
    offices: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class ActionPoint:
    text: str
    office: str
    due: date
    done: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting on e-Office with its minutes."""

    id: str
    on: date
    chair: str
    minutes: str
    points: tuple[ActionPoint, ...]


@dataclass(frozen=True, slots=True)
class Standings:
    """All that is told of readiness, as it stands on a day. `offices` come with the least ready first."""

    day: date
    percent: int
    items: tuple[Item, ...]
    offices: tuple[Readiness, ...]
    heat: tuple[Heat, ...]
    by_item: tuple[ItemStanding, ...]
    calls: tuple[Call, ...]
    due: tuple[tuple[Meeting, ActionPoint], ...]
    progress: tuple[tuple[date, int], ...]  # the mean percent reached by a day
    keepers: Mapping[str, Words]  # by office, its EMD manager, entered as evidence or not
