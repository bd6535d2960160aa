"""What the employee master shows and hands over: frozen, without a row of the store in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from app.base.canonical import digest
from app.base.words import Words
from app.staff.came_back import SentBack
from app.staff.sheets.model import Finding, Place, Severity


class BatchState(StrEnum):
    """Where an office's sheet stands. Rows can be mended only while it is WORKING."""

    WORKING = "working"
    CONFIRMED = "confirmed"  # the office stands by it: who certifies may look
    CERTIFIED = "certified"  # signed: its rows are locked
    UPLOADING = "uploading"
    DONE = "done"
    DROPPED = "dropped"
    ELSEWHERE = "elsewhere"  # another desk had begun this office before: nothing of this one is taken


OPEN = frozenset({BatchState.WORKING, BatchState.CONFIRMED, BatchState.CERTIFIED, BatchState.UPLOADING})


class RowState(StrEnum):
    OPEN = "open"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"  # the centre said why, in the row's findings
    LEFT_OUT = "left-out"  # by hand, with a reason: kept, and never sent


class Weight(IntEnum):
    """The worst that was found in a row; of one that is left out nothing counts."""

    LEFT_OUT = -1
    FINE = 0
    WARNING = 1
    ERROR = 2


_WEIGHTS = {Severity.WARNING: Weight.WARNING, Severity.ERROR: Weight.ERROR}


def weight_of(findings: Iterable[Finding]) -> Weight:
    return max((_WEIGHTS[each.severity] for each in findings), default=Weight.FINE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid, by its `number` in the batch. `values` show an Aadhaar number by its mask only."""

    number: int
    place: Place
    person: str
    values: Mapping[str, str]
    raw: Mapping[str, str]
    findings: tuple[Finding, ...]
    state: RowState

    @property
    def weight(self) -> Weight:
        return Weight.LEFT_OUT if self.state is RowState.LEFT_OUT else weight_of(self.findings)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload has come, in rows."""

    total: int
    sent: int
    accepted: int
    refused: int
    paused: bool

    @property
    def answered(self) -> int:
        return self.accepted + self.refused


@dataclass(frozen=True, slots=True)
class Certification:
    """Who signed the rows, when, and over which digest (SHA-256 of the statement)."""

    person: str
    post: str
    at: str
    digest: str


@dataclass(frozen=True, slots=True)
class Batch:
    """The sheet of one office. `begun_by` and `confirmed_by` are ids of people."""

    id: str
    office: str
    office_name: Words
    file_name: str
    state: BatchState
    begun_by: str
    confirmed_by: str
    certification: Certification | None
    rows: int
    errors: int
    warnings: int
    progress: Progress
    created_at: datetime
    updated_at: datetime
    made_here: bool = True  # else another desk's, that came to be looked at and certified
    left_out: int = 0  # rows that stand here and go nowhere; `rows` counts the others
    sent_back: SentBack | None = None  # until it is confirmed anew


@dataclass(frozen=True, slots=True)
class ToCertify:
    """What will be signed: `data` are the very bytes, the rest is shown. Nothing may move until it is kept."""

    batch: str
    office: str
    rows: int
    at: str
    data: bytes

    @property
    def digest(self) -> str:
        return digest(self.data)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a sheet brought into the batch, in rows; `left` stood in the batch and not in the sheet."""

    joined: int
    changed: int
    same: int
    left: tuple[int, ...]


class Order(StrEnum):
    NUMBER = "number"
    WORST_FIRST = "worst-first"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the grid shall show. `text` is looked for in every cell; `field` in or by which is sorted and filtered."""

    order: Order = Order.WORST_FIRST
    field: str = ""
    descending: bool = False
    text: str = ""
    value: str = ""  # of `field`, exactly
    weight: Weight | None = None
    finding: str = ""  # a message key of a finding
    found_in: str = ""  # the field it was found in
    state: RowState | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the master, as the centre holds them."""

    id: str
    office: str
    values: Mapping[str, str]
    state: str


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
    """Who holds a post, and how long already."""

    person: str
    name: Words
    post: str
    designation: Words
    since: date
    until: date | None


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
    """One item of the checklist. `weight` is its share; `needs` are the facts its evidence must carry."""

    id: str
    words: Words
    weight: int
    days: int  # from the order until it is late
    needs: tuple[str, ...]
    duty: Words  # who is to do it
    facts: tuple[Fact, ...] = ()


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
    """Who to call about what is late. `who` is a name, with the mobile where it is known; `post` says as what."""

    office: str
    name: Words
    phone: str
    who: Words | None
    items: tuple[str, ...]
    post: Words | None = None


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
