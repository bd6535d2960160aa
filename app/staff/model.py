"""What the employee master shows and hands over: frozen, without a row of the store in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
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


SERVES_ELSEWHERE = "staff.serves-elsewhere"
"""For this the centre refuses a row in which nothing is to be mended: the person is to be relieved first."""
SERVED_ELSEWHERE = "staff.served-elsewhere"
"""So the row says it, with the day on which the centre said so: it may be relieved there, and this desk not told."""
LEFT_SERVICE = "staff.left-service"
"""For this, where nobody here had been told that the person left its own office: they are told meanwhile."""
NOTHING_TO_MEND = frozenset({SERVES_ELSEWHERE, SERVED_ELSEWHERE, LEFT_SERVICE})
_WILL_COME_BACK = frozenset({*NOTHING_TO_MEND, "duplicate.transferred"})


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

    @property
    def will_come_back(self) -> bool:
        """Whether the centre will refuse it as things stand, though nothing in it is to be mended."""
        return self.weight is Weight.WARNING and any(each.key in _WILL_COME_BACK for each in self.findings)


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
    opened_before: SentBack | None = None  # why it was, once it is confirmed anew
    can_lose_last: bool = False  # the last sheet that came in can be taken out again

    @property
    def was_opened(self) -> SentBack | None:
        """Why it was opened to be mended, until it is certified anew: whoever confirms or signs has to see to it."""
        before = self.opened_before if self.state is BatchState.CONFIRMED else None
        return self.sent_back or before

    @property
    def was_taken_back(self) -> bool:
        """Whether it was opened by whoever made it, and not given back to them."""
        why = self.was_opened
        return why is not None and why.by in {self.begun_by, self.confirmed_by}


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
    """What a sheet brought into the batch, in rows; `left` stood in the batch and not in the sheet.

    In `mends_kept` rows what was mended by hand stands over what the sheet says: those in which that is all that
    differs are the `same`. `left_out` of those who left were left out of the batch too; the others stay in it.
    `returning` left service and were left out.
    """

    joined: int
    changed: int
    same: int
    left: tuple[int, ...]
    mends_kept: int = 0
    left_out: int = 0
    returning: int = 0


@dataclass(frozen=True, slots=True)
class LastTaken:
    """The last sheet that came into a batch, and what goes if it is taken back, in rows.

    `file` is its name, `before` that of the one before it; `mended` were mended or left out by hand since.
    """

    file: str
    before: str
    joined: int
    changed: int
    mended: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A person of the master who serves in an office and does not stand in its sheet.

    `stays`: somebody said that they serve there still.
    """

    person: str
    name: str
    values: Mapping[str, str]
    stays: bool


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
