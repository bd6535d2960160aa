"""What is drawn on a slip besides letters: rules, frames, the cut line, a tick and the QR symbol."""

from functools import lru_cache

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPen, QPolygon

from printers.measure import Measure
from printers.typeset import Band, space, stacked

BLACK, WHITE = Qt.GlobalColor.black, Qt.GlobalColor.white
QUIET = 4
"""White modules on each side of a QR symbol (ISO/IEC 18004)."""


def rule(size: Measure, thick: int = 1) -> Band:
    """Return a line from margin to margin."""
    return Band(thick, lambda painter: painter.fillRect(size.margin, 0, size.width, thick, BLACK))


def dashes(left: int, width: int, dash: int, thick: int) -> Band:
    """Return a broken line; with a dash of 2 it is a dotted one."""

    def paint(painter: QPainter) -> None:
        for at in range(left, left + width - dash + 1, dash * 2):
            painter.fillRect(at, 0, dash, thick, BLACK)

    return Band(thick, paint)


def cut_line(size: Measure) -> Band:
    """Return where one part of a paper is cut off from the next."""
    air = space(size.text)
    return stacked([air, dashes(0, size.dots, 12, 2), air])


def framed(size: Measure, inside: Band, *, thick: int = 3) -> Band:
    """Return `inside` with a frame from margin to margin around it."""
    air = size.gap
    height = inside.height + 2 * (thick + air)

    def paint(painter: QPainter) -> None:
        left, right = size.margin, size.margin + size.width - thick
        painter.fillRect(left, 0, size.width, thick, BLACK)
        painter.fillRect(left, height - thick, size.width, thick, BLACK)
        painter.fillRect(left, 0, thick, height, BLACK)
        painter.fillRect(right, 0, thick, height, BLACK)
        painter.translate(0, thick + air)
        inside.paint(painter)
        painter.translate(0, -thick - air)

    return Band(height, paint)


def reversed_out(size: Measure, inside: Band) -> Band:
    """Return `inside` white on black, from margin to margin: a mark that no copying machine loses."""
    air = size.gap // 2
    height = inside.height + 2 * air

    def paint(painter: QPainter) -> None:
        painter.save()
        painter.fillRect(size.margin, 0, size.width, height, BLACK)
        painter.setPen(WHITE)
        painter.translate(0, air)
        inside.paint(painter)
        painter.restore()

    return Band(height, paint)


def tick(painter: QPainter, left: int, foot: int, side: int) -> None:
    """Draw ✓ standing on `foot`, within a square of `side` dots: the face has no such letter."""
    thick = max(3, side // 5)
    high = side - 2 * thick
    points = [(0, high // 2), (high * 2 // 5, high), (high, 0)]
    painter.save()
    painter.setPen(QPen(BLACK, thick))
    painter.drawPolyline(QPolygon([QPoint(left + thick + x, foot - thick - high + y) for x, y in points]))
    painter.restore()


def symbol(size: Measure, text: str) -> Band:
    """Return a QR symbol in the middle, each module a whole number of dots; a long text makes them smaller.

    Raises: segno.DataOverflowError, where `text` is longer than any symbol holds.
    """
    modules = _modules(text)
    across = len(modules) + 2 * QUIET
    dot = max(1, min(size.module, size.dots // across))
    left = (size.dots - len(modules) * dot) // 2

    def paint(painter: QPainter) -> None:
        for y, row in enumerate(modules, QUIET):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(left + x * dot, y * dot, dot, dot, BLACK)

    return Band(across * dot, paint)


@lru_cache(maxsize=8)
def _modules(text: str) -> tuple[bytes, ...]:
    """Return the rows, 1 is dark. Kept, because choosing the mask takes longer than drawing the whole slip."""
    import segno

    return tuple(map(bytes, segno.make(text, error="m", micro=False, boost_error=False).matrix))
