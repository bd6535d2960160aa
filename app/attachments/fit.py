"""Makes the upload copy: the pages of a slot as one file within its kilobytes, as readable as they allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image

from app.attachments.model import Fitted, SlotState
from app.attachments.picture import dpi_of, jpeg, shrunk
from app.packs.model import DocumentSlot

KB = 1024
_RUNGS = (200, 175, 150, 125, 110, 100, 90, 75)
_FINER = (200, 250, 300, 400, 600)  # climbed only where a file is smaller than the slot wants
_READABLE_DPI, _READABLE_QUALITY = (
    100,
    45,
)  # a form's 8-point Hindi still reads at both; below either, not for sure
_LEAST_QUALITY, _MOST_QUALITY, _FINEST_QUALITY = 28, 92, 100
_MOST_ENLARGED = 2  # beyond twice its own dots a page gains bytes but looks no better


@dataclass(frozen=True, slots=True)
class Outcome:
    """What fitting came to: GOOD with its bytes, or TOO_LARGE or TOO_SMALL without."""

    state: SlotState
    data: bytes = b""
    fitted: Fitted | None = None


def makes_pdf(slot: DocumentSlot, pages: int) -> bool:
    """Say whether so many pages become a PDF: several do, and one where the slot takes no JPEG."""
    return "jpeg" not in slot.formats or (pages > 1 and "pdf" in slot.formats)


def most_pages(slot: DocumentSlot) -> int:
    """Return how many pages the slot holds: a JPEG has one."""
    return slot.most_pages if "pdf" in slot.formats else 1


def fit(pages: Sequence[Image.Image], slot: DocumentSlot) -> Outcome:
    """Fit the pages, shown as they will be, into `slot.least_kb` to `slot.most_kb`. Same pages, same bytes."""
    press = _Press(pages, slot)
    found = _shrunk_to(press, slot.most_kb * KB)
    if found is None:
        return Outcome(SlotState.TOO_LARGE)
    if len(found.data) < slot.least_kb * KB:
        found = _grown_to(press, found.dpi, slot.least_kb * KB, slot.most_kb * KB)
    return press.outcome(found) if found else Outcome(SlotState.TOO_SMALL)


@dataclass(frozen=True, slots=True)
class _Copy:
    data: bytes
    dpi: int
    quality: int


class _Press:
    """Prints the pages at a resolution and quality. The last resolution stays at hand: qualities are tried on it."""

    def __init__(self, pages: Sequence[Image.Image], slot: DocumentSlot) -> None:
        self._pages = [(page if slot.colour else page.convert("L"), dpi_of(page)) for page in pages]
        self._pdf = makes_pdf(slot, len(pages))
        self._at, self._sized = 0, self._pages
        self.own_dpi = max(dpi for _, dpi in self._pages)

    def copy(self, dpi: int, quality: int) -> _Copy:
        if dpi != self._at:
            self._at, self._sized = dpi, [self._resized(page, own, dpi) for page, own in self._pages]
        pictures = [jpeg(page, quality, own) for page, own in self._sized]
        return _Copy(_as_pdf(pictures) if self._pdf else pictures[0], dpi, quality)

    def outcome(self, found: _Copy) -> Outcome:
        forced = found.dpi < min(_READABLE_DPI, self.own_dpi) or found.quality < _READABLE_QUALITY
        fitted = Fitted(
            sha256=sha256(found.data).hexdigest(),
            media="application/pdf" if self._pdf else "image/jpeg",
            bytes=len(found.data),
            pages=len(self._pages),
            dpi=found.dpi,
            quality=found.quality,
            hard_to_read=forced,
        )
        return Outcome(SlotState.GOOD, found.data, fitted)

    def _resized(self, page: Image.Image, own: int, dpi: int) -> tuple[Image.Image, int]:
        """A page is made finer than it is only where all are: a rung above its own leaves it as it is."""
        if own <= dpi <= self.own_dpi:
            return page, own
        return shrunk(page, dpi / own), dpi


def _shrunk_to(press: _Press, most: int) -> _Copy | None:
    """Return the finest copy within `most` bytes: one that reads well where there is one."""
    rungs = sorted({min(rung, press.own_dpi) for rung in _RUNGS}, reverse=True)
    readable = [rung for rung in rungs if rung >= min(_READABLE_DPI, press.own_dpi)]
    found = _on_a_rung(press, readable, _READABLE_QUALITY, most)
    return found or _on_a_rung(press, rungs, _LEAST_QUALITY, most)


def _on_a_rung(press: _Press, rungs: Sequence[int], floor: int, most: int) -> _Copy | None:
    """Return the best copy on the first rung where quality `floor` fits; the lowest tells whether any will."""
    if len(press.copy(rungs[-1], floor).data) > most:
        return None
    fitting = (copy for rung in rungs if len((copy := press.copy(rung, floor)).data) <= most)
    return _best(press, next(fitting), most)


def _best(press: _Press, least: _Copy, most: int) -> _Copy:
    """Return the copy of the highest quality within `most` bytes; `least` is known to fit."""
    found, low, high = least, least.quality + 1, _MOST_QUALITY
    while low <= high:
        tried = press.copy(least.dpi, (low + high) // 2)
        if len(tried.data) <= most:
            found, low = tried, tried.quality + 1
        else:
            high = tried.quality - 1
    return found


def _grown_to(press: _Press, dpi: int, least: int, most: int) -> _Copy | None:
    """Return the smallest copy of at least `least` bytes: a higher quality first, then more dots."""
    finer = [rung for rung in _FINER if dpi < rung <= press.own_dpi * _MOST_ENLARGED]
    for rung in (dpi, *finer):
        found = _first_above(press, rung, least)
        if found and len(found.data) <= most:
            return found
    return None


def _first_above(press: _Press, dpi: int, least: int) -> _Copy | None:
    found, low, high = None, _READABLE_QUALITY, _FINEST_QUALITY
    while low <= high:
        tried = press.copy(dpi, (low + high) // 2)
        if len(tried.data) >= least:
            found, high = tried, tried.quality - 1
        else:
            low = tried.quality + 1
    return found


def _as_pdf(pictures: Sequence[bytes]) -> bytes:
    """Put the JPEGs into a PDF untouched. The internal engine writes no date and no random id."""
    import img2pdf

    data: bytes = img2pdf.convert(list(pictures), engine=img2pdf.Engine.internal, nodate=True)
    return data
