"""How a text is shaped and broken into lines of whole dots."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextLine, QTextOption

from app.base.document import Align
from printers.whole_number import SMALLEST, numbers_in

_WRAP = QTextOption()
_WRAP.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
_WIDEST = 0.75  # of its height a letter of a number takes at most, on average

Paint = Callable[[QPainter], None]


@dataclass(frozen=True, slots=True)
class Band:
    """A strip across the paper: its height in dots, and its ink, painted from its own top left corner."""

    height: int
    paint: Paint


@dataclass(frozen=True, slots=True)
class Flow:
    """A text broken to a width. `natural` is the widest line, `ascent` the first line's height above its foot."""

    layout: QTextLayout
    height: int
    natural: int
    ascent: int

    def paint(self, painter: QPainter, left: int, top: int) -> None:
        self.layout.draw(painter, QPointF(left, top))


def flow(text: str, face: QFont, width: int, align: Align = Align.LEFT) -> Flow:
    """Break `text` at words, or inside one that is wider than the paper: nothing is ever cut off.

    A number that is wider is not broken: all of the text is smaller.
    """
    layout = QTextLayout(text.replace("\n", "\u2028"), _with_numbers_whole(text, face, width))
    layout.setTextOption(_WRAP)
    lines = _broken(layout, width)
    if align is Align.CENTRE and len(lines) > 1:
        lines = _balanced(layout, width, len(lines))
    height, natural = 0, 0
    for line in lines:
        across = ceil(line.naturalTextWidth())
        line.setPosition(QPointF(_left(width - across, align), height))
        height += ceil(line.height())
        natural = max(natural, across)
    return Flow(layout, height, natural, ceil(lines[0].ascent()))


def _with_numbers_whole(text: str, face: QFont, width: int) -> QFont:
    largest = face.pixelSize()
    smaller = QFont(face)
    for pixels in range(largest, ceil(largest * SMALLEST) - 1, -1):  # hinted letters shrink by whole dots
        smaller.setPixelSize(pixels)
        if numbers_fit(text, smaller, width):
            return smaller
    return face


def _broken(layout: QTextLayout, width: int) -> list[QTextLine]:
    lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(line)
    layout.endLayout()
    return lines


def _balanced(layout: QTextLayout, width: int, lines: int) -> list[QTextLine]:
    """Break anew at the least width that needs no further line, so that no word is left alone on the last."""
    tight, wide = width // 2, width
    while wide - tight > 1:
        middle = (tight + wide) // 2
        tight, wide = (tight, middle) if len(_broken(layout, middle)) <= lines else (middle, wide)
    return _broken(layout, wide)


def numbers_fit(text: str, face: QFont, width: int) -> bool:
    """Say whether each number of `text` stands on a line of `width` dots."""
    wide = [each for each in numbers_in(text) if len(each) * face.pixelSize() * _WIDEST > width]
    return all(natural_width(each, face) <= width for each in wide)


def natural_width(text: str, face: QFont) -> int:
    """Return the dots `text` takes on one line."""
    return flow(text, face, 1 << 20).natural


def _left(spare: int, align: Align) -> int:
    if align is Align.LEFT:
        return 0
    return max(0, spare // 2 if align is Align.CENTRE else spare)


def text_band(text: str, face: QFont, left: int, width: int, align: Align = Align.LEFT) -> Band:
    """Return a paragraph of its own, `left` dots in."""
    lines = flow(text, face, width, align)
    return Band(lines.height, lambda painter: lines.paint(painter, left, 0))


def space(height: int) -> Band:
    """Return white paper."""
    return Band(height, lambda _painter: None)


def stacked(bands: list[Band]) -> Band:
    """Return the bands one below the other, as one."""

    def paint(painter: QPainter) -> None:
        painter.save()
        for band in bands:
            band.paint(painter)
            painter.translate(0, band.height)
        painter.restore()

    return Band(sum(band.height for band in bands), paint)
