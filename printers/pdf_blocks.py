"""How each block of a document looks on a page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial, singledispatch

import segno
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.base.document import (
    Align,
    AmountWords,
    Block,
    Line,
    Notice,
    Pair,
    Qr,
    Rule,
    Signature,
    Table,
    Title,
    Total,
    Weight,
)
from app.base.money import figures
from app.base.words import Words
from printers import shaping
from printers.pdf_rows import (
    FADED,
    WHITE,
    Backing,
    Cell,
    Strip,
    across,
    backed,
    padded,
    row,
    together,
    underlined,
)

_SHADE, _TABLE_LINE = 0.94, 0.6
_SMALL = 0.82
_LABEL_SHARE = 0.36
_SIGNING_LEFT = 0.4
_QR_SIDE = 26 * mm
_QUIET_MODULES = 4
_DARK = re.compile(rb"\x01+")
_IN_WORDS = Words("शब्दों में", "In words")


@dataclass(frozen=True, slots=True)
class Measure:
    """The column's width and the size of its plain text, both in points."""

    width: float
    size: float

    @property
    def small(self) -> float:
        return self.size * _SMALL

    @property
    def pad(self) -> float:
        """The room between a frame or a column and its text."""
        return self.size * 0.6

    def cell(
        self,
        text: str,
        *,
        scale: float = 1,
        bold: bool = False,
        align: Align = Align.CENTRE,
        grey: float = 0,
        inset: float = 0,
    ) -> Cell:
        """Return a cell as wide as the column, less `inset` on either side."""
        return Cell(text, inset, self.width - 2 * inset, self.size * scale, bold, align, grey)


@singledispatch
def strips(block: Block, measure: Measure) -> list[Strip]:  # noqa: ARG001 -- every block's form has both
    """Return the block laid out for the column. Raises TypeError for a block nobody can draw."""
    raise TypeError(type(block).__name__)


@strips.register
def _(block: Title, measure: Measure) -> list[Strip]:
    return [
        *row([measure.cell(block.words.hi, scale=1.65, bold=True)]),
        *row([measure.cell(block.words.en, scale=0.95, grey=FADED)], after=measure.pad),
    ]


@strips.register
def _(block: Line, measure: Measure) -> list[Strip]:
    small, strong = block.weight is Weight.SMALL, block.weight is Weight.STRONG
    cell = measure.cell(block.text, scale=_SMALL if small else 1, bold=strong, align=block.align)
    return row([cell], after=measure.pad / 3)


@strips.register
def _(block: Pair, measure: Measure) -> list[Strip]:
    grey = FADED if block.pending else 0
    size = measure.small if block.weight is Weight.SMALL else measure.size
    value = Cell(block.value, 0, 0, size, block.weight is Weight.STRONG, grey=grey)
    return _pair(block.label, value, measure)


@strips.register
def _(block: Table, measure: Measure) -> list[Strip]:
    columns = _columns(block, measure)
    heads = [words.both for words in block.columns]
    lines = [_table_row(texts, block, columns, measure) for texts in block.rows]
    if any(heads):
        head = _table_row(heads, block, columns, measure, bold=True)
        lines.insert(0, list(backed(head, Backing(measure.width, _SHADE, _SHADE))))
    ruled = [together(list(underlined(line, measure.width, _TABLE_LINE))) for line in lines]
    found = list(padded([strip for line in ruled for strip in line], measure.pad / 2, measure.pad))
    above = tuple(found[: len(ruled[0])]) if any(heads) else ()
    return [*above, *(replace(strip, again=above) for strip in found[len(above) :])]


@strips.register
def _(block: Total, measure: Measure) -> list[Strip]:
    amount = figures(block.amount)
    large = measure.size * 1.5
    taken = shaping.width(amount, shaping.BOLD, large)
    room = measure.width - 2 * measure.pad
    cells = [
        Cell(
            block.label.both, measure.pad, max(room - taken - measure.pad, room / 3), measure.size, bold=True
        ),
        Cell(amount, measure.pad, room, large, bold=True, align=Align.RIGHT),
    ]
    framed = backed(row(cells, before=measure.pad / 3, after=measure.pad / 3), Backing(measure.width, _SHADE))
    return list(padded(list(framed), measure.pad / 2, measure.pad / 2))


@strips.register
def _(block: AmountWords, measure: Measure) -> list[Strip]:
    return _pair(_IN_WORDS, Cell(block.text, 0, 0, measure.size, bold=True), measure)


@strips.register
def _(block: Notice, measure: Measure) -> list[Strip]:
    text = [
        *row(
            [measure.cell(block.words.hi, scale=1.05, bold=True, inset=measure.pad)], before=measure.pad / 2
        ),
        *row([measure.cell(block.words.en, scale=_SMALL, inset=measure.pad)], after=measure.pad / 2),
    ]
    framed = list(backed(text, Backing(measure.width, line=1.2)))
    return list(padded(framed, measure.pad / 2, measure.pad))


@strips.register
def _(block: Qr, measure: Measure) -> list[Strip]:
    symbol = Strip(_QR_SIDE, partial(_draw_qr, _modules(block.text), (measure.width - _QR_SIDE) / 2))
    return [symbol, *row([measure.cell(block.caption.both, scale=_SMALL, grey=FADED)], after=measure.pad / 2)]


@strips.register
def _(block: Rule, measure: Measure) -> list[Strip]:  # noqa: ARG001 -- every block's form has both
    return [across(measure.width, measure.size, grey=_TABLE_LINE)]


@strips.register
def _(block: Signature, measure: Measure) -> list[Strip]:
    left = measure.width * _SIGNING_LEFT
    label = Cell(block.label.both, left, measure.width - left, measure.small, align=Align.CENTRE)
    return [
        Strip(measure.size * 4, partial(_draw_signing_line, measure, left)),
        *row([label], after=measure.pad / 2),
    ]


def symbol_beside_room(qr: Qr, room: Signature, measure: Measure) -> list[Strip]:
    """Return the QR on the left and the room to sign on its right, one piece that is as low as the symbol."""
    left = Measure(measure.width * _SIGNING_LEFT - measure.pad, measure.size)
    sides = (strips(qr, left), strips(room, measure))
    heights = [sum(strip.height for strip in side) for side in sides]
    return [Strip(max(heights), partial(_draw_beside, sides, max(heights) - heights[1]))]


def framed_words(
    words: Sequence[str], measure: Measure, *, inverse: bool = False, line: float = 1.2
) -> Iterator[Strip]:
    """Yield a band: the first words strong, the others small; `inverse` is white on black."""
    grey, fill = (WHITE, 0.0) if inverse else (0.0, WHITE)
    cells = [
        measure.cell(text, scale=_SMALL if index else 1.05, bold=not index, grey=grey, inset=measure.pad)
        for index, text in enumerate(words)
    ]
    inside = [strip for cell in cells for strip in row([cell])]
    around = list(padded(inside, measure.pad / 3, measure.pad / 3))
    yield from padded(list(backed(around, Backing(measure.width, fill, line=line))), 0, measure.pad)


def _pair(label: Words, value: Cell, measure: Measure) -> list[Strip]:
    left = measure.width * _LABEL_SHARE
    room = left - measure.pad
    cells = [
        Cell(label.both, 0, room, measure.small, grey=FADED),
        Cell(value.text, left, measure.width - left, value.size, value.bold, grey=value.grey),
    ]
    return row(cells, after=measure.pad / 3)


def _table_row(
    texts: Sequence[str],
    table: Table,
    columns: Sequence[tuple[float, float]],
    measure: Measure,
    *,
    bold: bool = False,
) -> list[Strip]:
    size = measure.small if bold else measure.size
    cells = [
        Cell(text, left, width, size, bold, Align.RIGHT if index in table.right else Align.LEFT)
        for index, (text, (left, width)) in enumerate(zip(texts, columns, strict=True))
    ]
    return row(cells, before=measure.pad / 4, after=measure.pad / 4)


def _columns(table: Table, measure: Measure) -> list[tuple[float, float]]:
    """Return (left, width) of each column: those aligned right as wide as they need, the others share the rest."""
    needs = {index: _need(table, index, measure) for index in table.right}
    others = len(table.columns) - len(needs)
    gaps = measure.pad * (len(table.columns) + 1)
    rest = (measure.width - gaps - sum(needs.values())) / max(others, 1)
    found, left = [], measure.pad
    for index in range(len(table.columns)):
        width = needs.get(index, rest)
        found.append((left, width))
        left += width + measure.pad
    return found


def _need(table: Table, index: int, measure: Measure) -> float:
    head = shaping.width(table.columns[index].both, shaping.BOLD, measure.small)
    widest = max(
        (shaping.width(line[index], shaping.REGULAR, measure.size) for line in table.rows), default=0
    )
    return min(max(head, widest) + 1, measure.width / (len(table.columns) + 1))


@lru_cache(maxsize=8)
def _modules(text: str) -> tuple[bytes, ...]:
    """Each part of a challan carries the same symbol, and each size that is tried lays it out anew."""
    return tuple(map(bytes, segno.make(text, error="m", micro=False, boost_error=False).matrix))


def _draw_qr(modules: Sequence[bytes], left: float, canvas: Canvas, x: float, top: float) -> None:
    module = _QR_SIDE / (len(modules) + 2 * _QUIET_MODULES)
    start, above = x + left + _QUIET_MODULES * module, top - _QUIET_MODULES * module
    path = canvas.beginPath()
    for line, dots in enumerate(modules):
        for run in _DARK.finditer(dots):
            wide = (run.end() - run.start()) * module
            path.rect(start + run.start() * module, above - (line + 1) * module, wide, module)
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_beside(
    sides: tuple[list[Strip], list[Strip]], lower: float, canvas: Canvas, x: float, top: float
) -> None:
    for side, start in zip(sides, (top, top - lower), strict=True):
        y = start
        for strip in side:
            strip.draw(canvas, x, y)
            y -= strip.height


def _draw_signing_line(measure: Measure, left: float, canvas: Canvas, x: float, top: float) -> None:
    y = top - measure.size * 4 + 1
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.5)
    canvas.setDash(1, 2)
    canvas.line(x + left, y, x + measure.width, y)
    canvas.setDash()
