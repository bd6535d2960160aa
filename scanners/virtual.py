"""What does a scanner do that is only software? It ships with the program, for training and for tests."""

import time
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from app.base.ids import new_id
from app.base.words import Words
from app.errors import CoverOpen, DeviceBusy, InputError, PaperJam, PaperOut
from app.ports.scanning import ScannerFound, ScanSettings, Source, Watch
from scanners.specimens import FORM, Fractions, Specimen, number_on_scan, scanned, specimen_for

SECONDS = 1.0  # a page; long enough to see it come
STEPS = 20
FEEDER_PAGES = 3


class Part(StrEnum):
    """What the scanner plays; a setting's `address` names it."""

    WELL = "well"
    BUSY = "busy"
    COVER_OPEN = "cover-open"
    NO_PAPER = "no-paper"
    JAM = "jam"  # halfway through a flatbed page; in a feeder, on the second sheet


class VirtualScanner:
    """Shows the specimen that suits the document; the same picture each time."""

    def __init__(self, *, plays: Part = Part.WELL, seconds: float = SECONDS) -> None:
        self.plays = plays  # may be changed while it stands there, as a cover may be closed
        self.seconds = seconds

    @property
    def name(self) -> str:
        return "virtual"

    def devices(self) -> list[ScannerFound]:
        return [ScannerFound("virtual", Words("अभ्यास स्कैनर", "Training scanner"))]

    def scan(self, settings: ScanSettings, into: Path, watch: Watch) -> Iterator[Path]:
        self._look()
        for number, specimen in enumerate(_sheets(settings)):
            jams = self.plays is Part.JAM and (settings.source is Source.FLATBED or number > 0)
            page = scanned(specimen, settings.subject, settings.dpi, settings.colour)
            self._pass_over(watch, jams=jams)
            picture = into / f"{new_id()}.png"
            page.save(picture, compress_level=1, dpi=(settings.dpi, settings.dpi))
            yield picture

    def _look(self) -> None:
        """Raise what a person would see before a sheet moves."""
        match self.plays:
            case Part.BUSY:
                raise DeviceBusy(reason="scanner.busy")
            case Part.COVER_OPEN:
                raise CoverOpen(reason="scanner.cover-open")
            case Part.NO_PAPER:
                raise PaperOut(reason="scanner.no-paper")

    def _pass_over(self, watch: Watch, *, jams: bool) -> None:
        for step in range(STEPS + 1):
            watch(100 * step // STEPS)
            if jams and step > STEPS // 2:
                raise PaperJam(reason="scanner.jam")
            time.sleep(self.seconds / STEPS)


def part_named(name: str) -> Part:
    """Return the part that a setting names; an empty one plays well. Raises: InputError, naming the nearest."""
    known = [part.value for part in Part]
    if not name:
        return Part.WELL
    if name not in known:
        nearest = get_close_matches(name, known, n=1, cutoff=0.0)[0]
        raise InputError(reason="scanner.part-unknown", field="address", part=name, nearest=nearest)
    return Part(name)


def number_box(subject: str) -> Fractions | None:
    """Return where the twelve digits stand on the scan: left, top, right, bottom in fractions of the page."""
    return number_on_scan(specimen_for(subject))


def _sheets(settings: ScanSettings) -> list[Specimen]:
    first = specimen_for(settings.subject)
    return [first] if settings.source is Source.FLATBED else [first, *[FORM] * (FEEDER_PAGES - 1)]
