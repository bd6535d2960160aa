"""What the office needs of a printer.

Preparing and sending are two steps, because the spool records the first byte before it leaves.
`tests/contract/test_printers.py` holds every driver to this, the virtual printer included.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

from app.base.document import Copy, Document


class Outcome(StrEnum):
    """What is known once the bytes have left."""

    CONFIRMED = "confirmed"  # the printer itself answered after the last row
    UNCONFIRMED = "unconfirmed"  # all bytes went out, but this printer never answers
    UNKNOWN = "unknown"  # the line broke midway: a person must look at the paper


class Media(StrEnum):
    """What a payload's bytes are."""

    ESCPOS = "escpos"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Payload:
    """A document made ready for one printer."""

    media: Media
    data: bytes


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of paper, 1 bit a dot: rows of `(width + 7) // 8` bytes, highest bit left, 1 is black."""

    width: int
    height: int
    rows: bytes


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a send has come, in bytes."""

    sent: int
    total: int


Watch = Callable[[Progress], None]
"""Called between slices. May raise Cancelled: the driver stops there and closes the line."""


class Printer(Protocol):
    """A device that puts documents on paper. Calls block; callers keep them off the screen's thread."""

    @property
    def name(self) -> str:
        """The printer's own name in settings, unique on the desk."""
        ...

    def check(self) -> None:
        """Raise the DeviceError that would stop the next paper; print nothing.

        Raises: DeviceMissing, DeviceBusy, PaperOut, CoverOpen, NotAPrinter.
        """
        ...

    def prepare(self, document: Document, copy: Copy) -> Payload:
        """Return the bytes of this copy; same document and copy, same bytes."""
        ...

    def send(self, payload: Payload, *, job: str, watch: Watch) -> Outcome:
        """Put the payload on paper once.

        Raises: a DeviceError only while not one byte has left; afterwards the outcome says what is known.
        """
        ...


@runtime_checkable
class PracticePrinter(Protocol):
    """A printer made of software, on which one practises what goes wrong with a real one.

    `rows_left`: dots of paper still on the roll, None for a roll without an end.
    """

    rows_left: int | None
    cover_open: bool


class Preview(Protocol):
    """Draws the paper as it will be printed."""

    def __call__(self, document: Document, dots: int, copy: Copy = ...) -> Raster: ...
