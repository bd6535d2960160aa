"""The one document model: what stands on a paper, before anyone decides how wide the paper is.

A `Document` is immutable and whole: numbers and money are decided when it is issued, so its JSON is the
snapshot that every later print is made from. Both renderers (raster slip, A4 page) read this and nothing else.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.base.days import from_iso, iso
from app.base.money import Paise
from app.base.words import Words

SCHEMA = 1


class Kind(StrEnum):
    """The papers of the desk; the value names the number series' meaning and the demo's files."""

    ACKNOWLEDGEMENT = "acknowledgement"
    PROVISIONAL = "provisional-slip"
    BOARD_FEE = "board-fee-receipt"
    USER_CHARGE = "user-charge-receipt"
    CHALLAN = "challan"
    REFUND = "refund-voucher"
    TEST = "test-slip"
    EMPLOYEES = "employee-summary"
    DAY_ACCOUNT = "day-account"


class Shape(StrEnum):
    """What the paper is made for; either renderer can still draw either shape."""

    SLIP = "slip"
    PAGE = "page"


class Weight(StrEnum):
    NORMAL = "normal"
    STRONG = "strong"
    SMALL = "small"


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Title:
    """A heading: Hindi large, English under it."""

    words: Words


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph of text; wraps, is never cut off."""

    text: str
    align: Align = Align.LEFT
    weight: Weight = Weight.NORMAL


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value. `pending` marks a value not known yet (only previews have one)."""

    label: Words
    value: str
    weight: Weight = Weight.NORMAL
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `right` holds the indexes of columns aligned right (money, counts)."""

    columns: tuple[Words, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """An amount in figures, large."""

    label: Words
    amount: Paise


@dataclass(frozen=True, slots=True)
class AmountWords:
    """The amount in Hindi words."""

    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Words that must not be missed, in a frame."""

    words: Words


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR symbol (ISO/IEC 18004, error level M). Never a full Aadhaar or mobile number in `text`."""

    text: str
    caption: Words


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Room to sign or stamp, with what stands under it."""

    label: Words


Block = Title | Line | Pair | Table | Total | AmountWords | Notice | Qr | Rule | Signature
_BLOCKS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (Title, Line, Pair, Table, Total, AmountWords, Notice, Qr, Rule, Signature)
}


@dataclass(frozen=True, slots=True)
class Document:
    """A paper as issued. `parts` names the parts of one print (a challan's three); a slip has none.

    `training` puts the practice mark on every print, so a practice paper is never taken for a real one.
    """

    kind: Kind
    shape: Shape
    number: str
    issued_at: datetime
    office: Words
    blocks: tuple[Block, ...]
    parts: tuple[Words, ...] = ()
    training: bool = False
    template: int = 1

    def to_json(self) -> dict[str, Any]:
        """Return the snapshot's JSON form; `from_json` reads it back equal."""
        return {
            "schema": SCHEMA,
            "kind": self.kind.value,
            "shape": self.shape.value,
            "number": self.number,
            "issued_at": iso(self.issued_at),
            "office": asdict(self.office),
            "blocks": [{"block": type(block).__name__, **asdict(block)} for block in self.blocks],
            "parts": [asdict(part) for part in self.parts],
            "training": self.training,
            "template": self.template,
        }


def from_json(snapshot: Mapping[str, Any]) -> Document:
    """Read a stored snapshot. Raises KeyError or ValueError where it is none of ours."""
    return Document(
        kind=Kind(snapshot["kind"]),
        shape=Shape(snapshot["shape"]),
        number=snapshot["number"],
        issued_at=from_iso(snapshot["issued_at"]),
        office=Words(**snapshot["office"]),
        blocks=tuple(_block(dict(block)) for block in snapshot["blocks"]),
        parts=tuple(Words(**part) for part in snapshot["parts"]),
        training=snapshot["training"],
        template=snapshot["template"],
    )


def _block(fields: dict[str, Any]) -> Block:
    kind = _BLOCKS[fields.pop("block")]
    for name in ("words", "label", "caption"):
        if isinstance(fields.get(name), dict):
            fields[name] = Words(**fields[name])
    if "columns" in fields:
        fields["columns"] = tuple(Words(**column) for column in fields["columns"])
        fields["rows"] = tuple(tuple(row) for row in fields["rows"])
        fields["right"] = tuple(fields["right"])
    for name, enum in (("align", Align), ("weight", Weight)):
        if name in fields:
            fields[name] = enum(fields[name])
    block: Block = kind(**fields)
    return block


@dataclass(frozen=True, slots=True)
class Copy:
    """Which print of a document this is.

    `number` 1 is the original; from 2 on the paper says `प्रतिलिपि / DUPLICATE - n`, who and why, where n is
    `duplicate`: the first print after the original is duplicate 1.
    `attempt` above 1 is a spoilt print made again: same copy number, with a small note.
    """

    number: int = 1
    attempt: int = 1
    by: str = ""
    reason: str = ""
    at: datetime | None = None

    @property
    def is_original(self) -> bool:
        return self.number == 1

    @property
    def duplicate(self) -> int:
        return self.number - 1
