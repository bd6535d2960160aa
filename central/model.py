"""What the centre knows of an application and its money, as plain rows of office words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class AppState(StrEnum):
    """Where an application stands at the centre; the desks are told by these words."""

    FILED = "filed"  # the board's fee is awaited
    WAITING_FOR_PAPERS = "waiting-for-papers"
    UNDER_VERIFICATION = "under-verification"
    REGISTERED = "registered"
    OBJECTION = "objection"
    REJECTED = "rejected"
    CANCELLED = "cancelled"  # by the desk; no desk is told, the one that did it knows


class PaymentState(StrEnum):
    INITIATED = "initiated"
    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    REFUNDED = "refunded"  # the gateway has sent it back


class ChallanState(StrEnum):
    ISSUED = "issued"
    DEPOSITED = "deposited"
    VERIFIED = "verified"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class NoticeState(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Device:
    """A desk that may speak to us. `serial` counts within its office; `epoch` grows when a backup is restored."""

    id: str
    office: str
    serial: int
    public_key: str
    epoch: int
    cursor: str

    @property
    def label(self) -> str:
        """The desk's short name in numbers: D1, after a restore D1.2."""
        return f"D{self.serial}" if self.epoch == 1 else f"D{self.serial}.{self.epoch}"


@dataclass(frozen=True, slots=True)
class Application:
    """An application as the centre keeps it; amounts in paise. Its answers stay in its entries."""

    id: str
    device: str
    office: str
    service: str
    pack_version: int
    state: str
    version: int
    number: str
    registration: str
    filed_on: str
    fee: int
    fee_paid: bool
    user_charge: int
    mobile: str
    objection: dict[str, Any] | None = None
    reason_hi: str = ""
    reason_en: str = ""

    @property
    def open(self) -> bool:
        """Whether the centre still has to bring it to registration."""
        return self.state in OPEN


OPEN = frozenset({AppState.FILED, AppState.WAITING_FOR_PAPERS, AppState.UNDER_VERIFICATION})


@dataclass(frozen=True, slots=True)
class Challan:
    """`deposit` is what the bank wrote: branch, date, scroll."""

    number: str
    application: str
    office: str
    amount: int
    head: str
    valid_until: str
    state: str
    version: int
    deposit: dict[str, Any] | None = None
    reason_hi: str = ""
    reason_en: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """An intent with a key; `asked_hash` is over what was asked, so the key cannot be used for something else."""

    key: str
    device: str
    office: str
    application: str
    asked_hash: str
    amount: int
    head: str
    state: str
    version: int
    gateway_ref: str
    upi_link: str
    started_at: str
    confirmed_at: str

    @property
    def refund_ref(self) -> str:
        """The number under which the gateway sent it back; empty where it did not."""
        return f"{self.gateway_ref}-R" if self.state == PaymentState.REFUNDED else ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to the citizen. The number stays here; the wire carries it masked."""

    id: str
    application: str
    office: str
    mobile: str
    text: str
    template: str
    state: str
    version: int
    at: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that an application names; its bytes come on their own lane."""

    application: str
    slot: str
    sha256: str
    bytes: int
    media: str


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do at `run_at` (seconds since 1970)."""

    id: str
    kind: str
    subject: str
    run_at: float
    attempts: int = 0
