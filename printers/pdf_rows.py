"""How text stands in a column of a page: cells side by side, wrapped line by line, with what lies behind them.

A `Strip` is the smallest piece that is never cut, and no strip is taller than a few lines, so any column of
strips can go on to the next page. All lengths are points; `top` grows upwards, as PDF has it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import zip_longest

from reportlab.pdfgen.canvas import Canvas

from app.base.document import Align
from printers import shaping
from printers.whole_number import SMALLEST, numbers_in

HAIRLINE = 0.5
BLACK, FADED, WHITE = 0.0, 0.38, 1.0
_TOUCH = 0.999  # so that what was made to fit is not found too wide by a rounding
_FEW = 6  # lines of a table's row that stay on one sheet
_BUTT, _SQUARE = 0, 2  # PDF's line caps
_SHARE = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}

Drawing = Callable[[Canvas, float, float], None]
"""Draws with its top left corner at (x, top)."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of the column that stays whole. Where it begins a sheet, `again` stands above it: a table's headings."""

    height: float
    draw: Drawing
    again: tuple["Strip", ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in its own room, which begins `left` of the column."""

    text: str
    left: float
    width: float
    size: float
    bold: bool = False
    align: Align = Align.LEFT
    grey: float = BLACK

    @property
    def font(self) -> str:
        return shaping.BOLD if self.bold else shaping.REGULAR


@dataclass(frozen=True, slots=True)
class Backing:
    """What lies behind strips: a shade and a border, both greys; the border's lines are `line` wide."""

    width: float
    fill: float = WHITE
    border: float = BLACK
    line: float = HAIRLINE


def row(cells: Sequence[Cell], *, before: float = 0, after: float = 0) -> list[Strip]:
    """Lay the cells side by side on common baselines, one strip a line; no number is broken into two."""
    cells = [_with_numbers_whole(cell) for cell in cells]
    lines = [shaping.wrapped(cell.text, cell.font, cell.size, cell.width) for cell in cells]
    size = max(cell.size for cell in cells)
    strips = [
        Strip(size * shaping.LEADING, partial(_draw_line, cells, texts, size))
        for texts in zip_longest(*lines, fillvalue="")
    ]
    return list(padded(strips, before, after))


def _with_numbers_whole(cell: Cell) -> Cell:
    """Return the cell in letters so small that the widest number in it stands on one line."""
    widest = max((shaping.width(each, cell.font, cell.size) for each in numbers_in(cell.text)), default=0)
    if widest <= cell.width or widest * SMALLEST > cell.width:
        return cell
    return replace(cell, size=cell.size * cell.width / widest * _TOUCH)


def padded(strips: Sequence[Strip], before: float, after: float) -> Iterator[Strip]:
    """Add room above the first strip and below the last."""
    for index, strip in enumerate(strips):
        above = before if index == 0 else 0
        below = after if index == len(strips) - 1 else 0
        yield Strip(strip.height + above + below, partial(_draw_lower, strip, above))


def backed(strips: Sequence[Strip], backing: Backing) -> Iterator[Strip]:
    """Put the backing behind the strips; where a page ends between them its sides go on."""
    for index, strip in enumerate(strips):
        edges = (index == 0, index == len(strips) - 1)
        yield Strip(strip.height, partial(_draw_backed, strip, backing, edges))


def underlined(strips: Sequence[Strip], width: float, grey: float) -> Iterator[Strip]:
    """Draw a line under the last strip."""
    yield from strips[:-1]
    yield Strip(strips[-1].height, partial(_draw_underlined, strips[-1], width, grey))


def together(strips: Sequence[Strip]) -> list[Strip]:
    """Make one piece of a few strips, so that no sheet ends between them; many stay as they are."""
    if len(strips) > _FEW:
        return list(strips)
    return [Strip(sum(strip.height for strip in strips), partial(_draw_stacked, tuple(strips)))]


def gap(height: float) -> Strip:
    return Strip(height, _draw_nothing)


def across(width: float, height: float, *, grey: float = BLACK, line: float = HAIRLINE) -> Strip:
    """Return a line across the column, in the middle of `height`."""
    return Strip(height, partial(_draw_across, width, height, grey, line))


def _draw_line(
    cells: Sequence[Cell], texts: Sequence[str], size: float, canvas: Canvas, x: float, top: float
) -> None:
    for cell, text in zip(cells, texts, strict=True):
        room = cell.width - shaping.width(text, cell.font, cell.size)
        canvas.setFillGray(cell.grey)
        start = x + cell.left + room * _SHARE[cell.align]
        shaping.draw(canvas, start, top - size * shaping.BASELINE, text, cell.font, cell.size)


def _draw_stacked(strips: Sequence[Strip], canvas: Canvas, x: float, top: float) -> None:
    for strip in strips:
        strip.draw(canvas, x, top)
        top -= strip.height


def _draw_lower(strip: Strip, above: float, canvas: Canvas, x: float, top: float) -> None:
    strip.draw(canvas, x, top - above)


def _draw_backed(
    strip: Strip, backing: Backing, edges: tuple[bool, bool], canvas: Canvas, x: float, top: float
) -> None:
    right, bottom = x + backing.width, top - strip.height
    canvas.setFillGray(backing.fill)
    canvas.rect(x, bottom, backing.width, strip.height, stroke=0, fill=1)
    canvas.setStrokeGray(backing.border)
    canvas.setLineWidth(backing.line)
    canvas.setLineCap(_SQUARE)  # so that the sides of neighbours meet
    sides = [(x, top, x, bottom), (right, top, right, bottom)]
    ends = [(x, y, right, y) for y, drawn in zip((top, bottom), edges, strict=True) if drawn]
    canvas.lines(sides + ends)
    canvas.setLineCap(_BUTT)
    strip.draw(canvas, x, top)


def _draw_underlined(strip: Strip, width: float, grey: float, canvas: Canvas, x: float, top: float) -> None:
    strip.draw(canvas, x, top)
    _draw_across(width, 2 * strip.height, grey, HAIRLINE, canvas, x, top)


def _draw_across(
    width: float, height: float, grey: float, line: float, canvas: Canvas, x: float, top: float
) -> None:
    canvas.setStrokeGray(grey)
    canvas.setLineWidth(line)
    canvas.line(x, top - height / 2, x + width, top - height / 2)


def _draw_nothing(canvas: Canvas, x: float, top: float) -> None:
    """Room is left as it is."""
