"""What the office needs of a scanner.

`tests/contract/test_scanners.py` holds every driver to this, the virtual scanner included.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, runtime_checkable

from app.base.words import Words


class Source(StrEnum):
    FLATBED = "flatbed"
    FEEDER = "feeder"


class Colour(StrEnum):
    COLOUR = "colour"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """`dpi` is dots an inch; `subject` lets a training scanner show the right specimen (a document id)."""

    source: Source = Source.FLATBED
    colour: Colour = Colour.COLOUR
    dpi: int = 200
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ScannerFound:
    """A device that can be opened by `address`."""

    address: str
    name: Words


Watch = Callable[[int], None]
"""Called with the percent of the present page (0 to 100). May raise Cancelled: the scan stops, no page is kept."""


@runtime_checkable
class PracticeScanner(Protocol):
    """A scanner made of software. `seconds`: how long a page takes to pass before a person's eyes."""

    seconds: float


class Scanner(Protocol):
    """A device that turns sheets into picture files. Calls block."""

    @property
    def name(self) -> str: ...

    def devices(self) -> list[ScannerFound]:
        """Return what can be opened now; an empty list when nothing is plugged in."""
        ...

    def scan(self, settings: ScanSettings, into: Path, watch: Watch) -> Iterator[Path]:
        """Yield one whole picture file (PNG or JPEG) a page, as each arrives in the folder `into`.

        A flatbed gives one page; a feeder all of its sheets. A cut-off page is never yielded.
        Raises: DeviceMissing, DeviceBusy, PaperOut, PaperJam, CoverOpen, ScanFailed, Cancelled.
        """
        ...
