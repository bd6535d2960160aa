"""How a table fits a slip: money keeps its width, words wrap."""

from collections.abc import Sequence

from PySide6.QtGui import QFont, QPainter

from app.base.document import Align, Table
from printers.fonts import font
from printers.ink import rule, tick
from printers.measure import Measure
from printers.typeset import Band, flow, natural_width, space, stacked

TICK = "✓"
ROOMY = 2
"""Columns that have room for full letters; more of them are set small."""


def table(block: Table, size: Measure) -> Band:
    """Return the headings, a thin line, and the rows."""
    heads = [column.both if any((column.hi, column.en)) else "" for column in block.columns]
    head, body = font(size.small, strong=True), font(size.text if len(heads) <= ROOMY else size.small)
    widths = _widths([heads, *block.rows], body, block.right, size)
    rows = [_row(cells, body, widths, block.right, size) for cells in block.rows]
    air = space(size.gap // 2)
    return stacked([air, _row(heads, head, widths, block.right, size), rule(size), air, *rows])


def _widths(rows: Sequence[Sequence[str]], face: QFont, right: Sequence[int], size: Measure) -> list[int]:
    """Return the columns' widths in dots; with the gaps between them they fill the paper."""
    columns = list(zip(*rows, strict=True))
    wanted = [max(natural_width(cell, face) for cell in column) for column in columns]
    needed = [
        wanted[place] if place in right else max(natural_width(word, face) for word in _words(column))
        for place, column in enumerate(columns)
    ]
    return _shared(wanted, needed, size.width - size.gap * (len(columns) - 1))


def _words(cells: Sequence[str]) -> list[str]:
    return [word for cell in cells for word in cell.split()] or [""]


def _shared(wanted: Sequence[int], needed: Sequence[int], room: int) -> list[int]:
    """Give each column what it needs, then what it wants, modest ones first; the last takes all that is left."""
    given = list(needed) if sum(needed) <= room else [0] * len(needed)
    modest_first = sorted(range(len(wanted)), key=lambda each: wanted[each] - given[each])
    for waiting, column in zip(range(len(wanted), 0, -1), modest_first, strict=True):
        spare = room - sum(given)
        given[column] += spare if waiting == 1 else min(wanted[column] - given[column], spare // waiting)
    return given


def _row(
    cells: Sequence[str], face: QFont, widths: Sequence[int], right: Sequence[int], size: Measure
) -> Band:
    left, drawn = size.margin, []
    for column, (text, width) in enumerate(zip(cells, widths, strict=True)):
        align = Align.RIGHT if column in right else Align.LEFT
        drawn.append((left, width, text, flow("" if text == TICK else text, face, width, align)))
        left += width + size.gap

    def paint(painter: QPainter) -> None:
        for at, width, text, cell in drawn:
            if text == TICK:
                tick(painter, at + width - size.small, cell.ascent + 2, size.small)
            else:
                cell.paint(painter, at, 0)

    return Band(max(cell.height for *_, cell in drawn) + size.gap // 3, paint)
