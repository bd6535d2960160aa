"""A report on A4 pages that lie across: title, facts, and tables whose headings stand again on every page.

A row is never cut. The same report gives the same bytes, and its text is copied out as it was written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.base.days import clock_words
from app.base.document import Align
from app.base.words import Words
from app.ports.report import Report, ReportTable, Told, Tone
from printers import shaping
from printers.dated import dated
from printers.pdf_rows import FADED, Cell, Strip, across, gap, row

_SIZE_OF_PAGE = landscape(A4)
_SIDE, _TOP, _BOTTOM = 14 * mm, 14 * mm, 14 * mm
_WIDTH, _ROOM = _SIZE_OF_PAGE[0] - 2 * _SIDE, _SIZE_OF_PAGE[1] - _TOP - _BOTTOM
_TITLE, _HEAD, _SIZE, _PLAIN, _SMALL, _TINY = 18.0, 12.0, 9.5, 8.6, 8.0, 6.8
_MANY = 8  # columns from which the text is small
_PAD = 3.0
_LINE = 0.78
_GROUND = 0.94
_SHADES = {
    Tone.PLAIN: (1.0, 1.0, 1.0),
    Tone.GOOD: (0.87, 0.95, 0.89),
    Tone.WAIT: (1.0, 0.945, 0.80),
    Tone.WRONG: (0.985, 0.865, 0.855),
}
_HEADING = (_GROUND, _GROUND, _GROUND)
_PRACTICE = Words("अभ्यास — मान्य नहीं", "PRACTICE - NOT VALID")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is never cut; `heading` is set again on a page that begins with it."""

    strip: Strip
    heading: Strip | None = None


def pages(report: Report) -> bytes:
    """Return the report as a PDF."""
    out = BytesIO()
    with shaping.TURN:
        shaping.register()
        canvas = Canvas(out, pagesize=_SIZE_OF_PAGE, invariant=1, lang="hi")
        canvas.setTitle(report.title)
        canvas.setAuthor(report.office)
        canvas.setCreator("SevaDesk")
        paginated = _paginated(_pieces(report))
        for number, strips in enumerate(paginated, 1):
            _draw(canvas, strips, report, f"{number}/{len(paginated)}")
        canvas.save()
    return dated(out.getvalue(), report.at)


def _pieces(report: Report) -> Iterator[_Piece]:
    head = [
        *row([Cell(report.title, 0, _WIDTH, _TITLE, bold=True)]),
        *row([Cell(f"{report.office} · {report.by}", 0, _WIDTH, _SIZE, grey=FADED)]),
        across(_WIDTH, _SIZE, grey=_LINE),
        *_facts(report),
    ]
    yield from map(_Piece, head)
    for table in filter(lambda each: each.rows, report.tables):
        yield from _table(table)


def _facts(report: Report) -> list[Strip]:
    """Set the facts side by side: the label small above, what it tells large below."""
    wide = _WIDTH / max(len(report.facts), 1)
    labels = [
        Cell(label, at * wide, wide - _PAD, _SMALL, grey=FADED) for at, (label, _) in enumerate(report.facts)
    ]
    told = [Cell(text, at * wide, wide - _PAD, _HEAD, bold=True) for at, (_, text) in enumerate(report.facts)]
    return [*row(labels), *row(told)] if labels else []


def _table(table: ReportTable) -> Iterator[_Piece]:
    title = row([Cell(table.title, 0, _WIDTH, _HEAD, bold=True)], before=_HEAD, after=_PAD)
    columns = _columns(table)
    size = _TINY if len(table.columns) > _MANY else _PLAIN
    heads = tuple(map(Told, table.columns))
    heading = _boxed(heads, columns, min(size, _SMALL), is_heading=True)
    rows = [_boxed(each, columns, size) for each in table.rows]
    yield _Piece(_stacked([*title, heading, rows[0]]))
    for each in rows[1:]:
        yield _Piece(each, heading)


def _columns(table: ReportTable) -> list[tuple[float, float]]:
    """Return left and width of each column."""
    whole, left, found = sum(table.shares), 0.0, []
    for share in table.shares:
        wide = _WIDTH * share / whole
        found.append((left, wide))
        left += wide
    return found


def _boxed(
    told: Sequence[Told], columns: Sequence[tuple[float, float]], size: float, *, is_heading: bool = False
) -> Strip:
    """Return a row of cells in boxes, each shaded as it is meant, as high as its longest."""
    cells = [
        Cell(each.text, left + _PAD, wide - 2 * _PAD, size, bold=is_heading, align=Align.LEFT)
        for each, (left, wide) in zip(told, columns, strict=True)
    ]
    text = _stacked(row(cells, before=_PAD / 2, after=_PAD / 2))
    shades = [_HEADING if is_heading else _SHADES[each.tone] for each in told]
    return Strip(text.height, partial(_draw_boxed, text, shades, columns))


def _stacked(strips: Sequence[Strip]) -> Strip:
    return Strip(sum(strip.height for strip in strips), partial(_draw_column, strips))


def _draw_boxed(
    text: Strip,
    shades: Sequence[tuple[float, float, float]],
    columns: Sequence[tuple[float, float]],
    canvas: Canvas,
    x: float,
    top: float,
) -> None:
    canvas.setStrokeGray(_LINE)
    canvas.setLineWidth(0.4)
    for shade, (left, wide) in zip(shades, columns, strict=True):
        canvas.setFillColorRGB(*shade)
        canvas.rect(x + left, top - text.height, wide, text.height, stroke=1, fill=1)
    text.draw(canvas, x, top)


def _draw_column(strips: Sequence[Strip], canvas: Canvas, x: float, top: float) -> None:
    for strip in strips:
        strip.draw(canvas, x, top)
        top -= strip.height


def _paginated(pieces: Iterator[_Piece]) -> list[list[Strip]]:
    found: list[list[Strip]] = [[]]
    for piece in pieces:
        if found[-1] and _height(found[-1]) + piece.strip.height > _ROOM:
            found.append([piece.heading] if piece.heading else [gap(_PAD)])
        found[-1].append(piece.strip)
    return found


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height for strip in strips)


def _draw(canvas: Canvas, strips: Sequence[Strip], report: Report, number: str) -> None:
    _draw_column(strips, canvas, _SIDE, _SIZE_OF_PAGE[1] - _TOP)
    practice = [_PRACTICE.both] if report.training else []
    foot = " · ".join([*practice, report.title, report.office, clock_words(report.at), number])
    wide = shaping.width(foot, shaping.REGULAR, _TINY)
    canvas.setFillGray(FADED)
    shaping.draw(canvas, (_SIZE_OF_PAGE[0] - wide) / 2, _BOTTOM / 2, foot, shaping.REGULAR, _TINY)
    canvas.setFillGray(0)
    canvas.showPage()
