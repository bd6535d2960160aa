"""What a desk asks of the central service: one method for each thing it can be asked over the wire.

Calls block and may be made from several threads at once.
Every call may raise: CentralUnreachable (no answer, or busy: fact `retry_after` in seconds where it was told; fact
`untouched`, where the centre certainly did nothing with the request: it never left, or was turned away at the door),
CentralStrange (what answered is not our centre), CentralVersion, LoginNeeded, and CentralRefused with the
centre's own code as `reason` and the HTTP `status`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from app.base.money import Paise

Json = Mapping[str, Any]


class Status(StrEnum):
    """What the centre did with one entry."""

    ACCEPTED = "accepted"
    REPLAYED = "replayed"  # it had this entry already; the reply is the original one
    CONFLICT = "conflict"  # it has another entry under this id
    REJECTED = "rejected"  # a person must mend it
    FAILED = "failed"  # not now; the same entry may be sent again


@dataclass(frozen=True, slots=True)
class Health:
    version: str
    training: bool


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a desk learns at enrolment. The directory's documents are as the centre wrote them."""

    device: str
    epoch: int
    token: str
    centre_key: str
    aadhaar_key: str
    office: Json
    directory: Mapping[str, tuple[Json, ...]]  # offices, posts, people, postings
    books: tuple[Json, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class Epoch:
    """A new epoch of this device, with the books that go with it."""

    epoch: int
    books: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The centre's answer to one entry. `missing` lists the attachments it still wants."""

    id: str
    status: Status
    reply: Json = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    code: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Upload:
    """How much of an attachment the centre has, in bytes."""

    offset: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One document as the centre has it now. A deleted one has no document."""

    collection: str
    id: str
    version: int
    deleted: bool
    document: Json


@dataclass(frozen=True, slots=True)
class Page:
    """A page of changes; `cursor` is where the next one begins."""

    items: tuple[Change, ...]
    cursor: str
    more: bool


@dataclass(frozen=True, slots=True)
class Intent:
    """The wish to pay online. `key` was made before the first try and is never made again."""

    key: str
    application: str
    head: str
    amount: Paise
    mode: str
    payer_note: str = ""


@dataclass(frozen=True, slots=True)
class PaymentAnswer:
    """Where a payment stands at the centre: initiated, pending, paid, failed, or refunded under `refund_ref`."""

    key: str
    state: str
    gateway_ref: str
    upi_link: str
    refund_ref: str = ""


class Centre(Protocol):
    """The central service, as far as this desk knows it."""

    def health(self) -> Health: ...

    def enrol(self, code: str, public_key: str, name: str) -> Enrolled:
        """Make this desk known. The same key again is the same device, with a new token."""
        ...

    def new_epoch(self) -> Epoch:
        """Begin the next epoch of this device, after its records were restored from a backup."""
        ...

    def lease_book(self, series: str, year: str, after: int) -> Json:
        """Return the signed number book that begins after the number `after`; asked again, the same book."""
        ...

    def send_entries(self, entries: Sequence[str]) -> tuple[Result, ...]:
        """Send entries, each as its JSON text; return one result for each, in the same order."""
        ...

    def uploaded(self, sha256: str) -> Upload:
        """Ask how much of an attachment has arrived."""
        ...

    def upload(self, sha256: str, offset: int, total: int, chunk: bytes) -> Upload:
        """Send the bytes from `offset`; the answer, not our count, says where to go on."""
        ...

    def paper(self, sha256: str) -> bytes:
        """Return a paper of a file that this desk may see. CentralRefused("blob.unknown"): it may not."""
        ...

    def changes(self, cursor: str, limit: int) -> Page:
        """Return what changed after `cursor`. CentralRefused with status 410: take a snapshot."""
        ...

    def snapshot(self, after: str, limit: int) -> Page:
        """Return every live document, page by page. The last page's cursor is one of `changes`;
        an earlier page's is what `after` of the next call takes.
        """
        ...

    def start_payment(self, intent: Intent) -> PaymentAnswer:
        """Begin a payment; the same key again changes nothing."""
        ...

    def payment(self, key: str) -> PaymentAnswer:
        """Ask where a payment stands. CentralRefused("payment.unknown"): it never arrived."""
        ...

    def behaviour(self) -> Json:
        """Return how the training centre behaves."""
        ...

    def practice(self, authority: Mapping[str, str]) -> Mapping[str, str]:
        """Offer a practice authority to the training centre; return the one that stands there: the first whole one."""
        ...

    def set_behaviour(self, behaviour: Json) -> Json:
        """Tell the training centre to be slow, down, or to reject."""
        ...


@dataclass(frozen=True, slots=True)
class Heard:
    """The centre's clock as one reply told it, with our moments of asking and of hearing."""

    centre: datetime
    asked: datetime
    heard: datetime
