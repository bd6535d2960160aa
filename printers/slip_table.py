"""How a table fits a slip: money keeps its width, words wrap."""

from collections.abc import Sequence

from PySide6.QtGui import QFont, QPainter

from app.base.document import Align, Table
from printers.fonts import font
from printers.ink import rule, tick
from printers.measure import Measure
from printers.typeset import Band, flow, natural_width, space, stacked

TICK = "✓"


def table(block: Table, size: Measure) -> Band:
    """Return the headings, a thin line, and the rows."""
    heads = [column.both if any((column.hi, column.en)) else "" for column in block.columns]
    head, body = font(size.small, strong=True), font(size.text)
    widths = _widths([heads, *block.rows], block.right, size)
    rows = [_row(cells, body, widths, block.right, size) for cells in block.rows]
    return stacked([_row(heads, head, widths, block.right, size), rule(size), space(size.gap // 2), *rows])


def _widths(rows: Sequence[Sequence[str]], right: Sequence[int], size: Measure) -> list[int]:
    """Return the columns' widths in dots; with the gaps between them they fill the paper."""
    face = font(size.text)
    columns = range(len(rows[0]))
    wanted = [max(natural_width(row[column], face) for row in rows) for column in columns]
    room = size.width - size.gap * (len(wanted) - 1)
    kept = {column: min(wanted[column], room // len(wanted)) for column in columns if column in right}
    free = [column for column in columns if column not in right]
    spare = room - sum(kept.values())
    asked = sum(wanted[column] for column in free) or 1
    return [kept.get(column, spare * wanted[column] // asked) for column in columns]


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
                high = size.small * 3 // 4
                tick(painter, at + width - high, cell.ascent, high)
            else:
                cell.paint(painter, at, 0)

    return Band(max(cell.height for *_, cell in drawn), paint)
