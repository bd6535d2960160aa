"""What a document slot of an application holds."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.packs.model import DocumentSlot


class Origin(StrEnum):
    SCANNED = "scanned"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a slot while it is being worked on. `path` is a picture file under the draft's folder.

    `turn` is degrees clockwise (0, 90, 180, 270) still to be applied when the page is fitted.
    """

    id: str
    path: Path
    origin: Origin
    turn: int
    masked: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in fractions of its width and height (0 to 1), as the page is shown (turned)."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Looked:
    """The word of a person who looked at every page: no Aadhaar digits are to be read. `because`: why what has their
    shape is none; empty where nothing has it.
    """

    by: str
    at: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The file as it will be uploaded: within the slot's limits, at its true quality."""

    sha256: str
    media: str  # image/jpeg or application/pdf
    bytes: int
    pages: int
    dpi: int
    quality: int
    hard_to_read: bool  # the limit forced a resolution or quality at which small print may be lost


class SlotState(StrEnum):
    EMPTY = "empty"
    WORKING = "working"  # pages are there, not yet fitted
    NEEDS_MASK = "needs-mask"  # Aadhaar digits are still to be blacked out
    TOO_LARGE = "too-large"
    TOO_SMALL = "too-small"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class SlotView:
    """A slot, what lies in it, and whether it is good."""

    slot: DocumentSlot
    state: SlotState
    pages: tuple[Page, ...]
    fitted: Fitted | None
    looked: Looked | None = None  # of the pages that lie there now
