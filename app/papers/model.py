"""Papers and print jobs as the screens see them: frozen, without a row of the store in them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.base.document import Kind


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper that has its number. `copies` counts the prints asked for, the original included."""

    id: str
    kind: Kind
    number: str
    subject: str
    sha256: str
    issued_at: datetime
    copies: int = 0
    handed_over_at: datetime | None = None


class JobState(StrEnum):
    QUEUED = "queued"
    RENDERED = "rendered"
    SENDING = "sending"
    CONFIRMED = "confirmed"
    SENT_UNCONFIRMED = "sent-unconfirmed"  # all bytes went out; this printer never answers
    NEEDS_OPERATOR = "needs-operator"  # nobody but a person can say whether the paper came out
    FAILED_RETRYABLE = "failed-retryable"  # not one byte left; tried again by itself
    CANCELLED = "cancelled"
    EXPIRED = "expired"  # waited too long to print by itself; a person releases it


class Verdict(StrEnum):
    """What a person says of a print that the program cannot judge."""

    PRINTED_FINE = "printed-fine"
    SPOILT = "spoilt"  # print again: same copy, next attempt
    OTHER_PRINTER = "other-printer"  # the same, on another printer
    LATER = "later"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class JobView:
    """One print. `code` is the message key of what went wrong last; `total` 0 until it is rendered."""

    id: str
    document: str
    kind: Kind
    number: str
    printer: str
    copy: int
    attempt: int
    state: JobState
    created_at: datetime
    expires_at: datetime
    next_try: datetime | None
    sent: int
    total: int
    code: str
    facts: dict[str, str | int]


@dataclass(frozen=True, slots=True)
class PrinterChoice:
    """How a printer is set up: `kind` is network, file, pdf or virtual; `dots` go across its roll."""

    kind: str
    address: str
    dots: int
    cuts: bool
    answers: str
