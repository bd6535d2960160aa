"""The paper as an A4 page: a slip in a thin frame, a challan's parts side by side with lines to cut along.

The same document and copy give the same bytes. Nothing is cut off: what does not fit goes on to the next page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import takewhile, zip_longest

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.base.days import clock_words
from app.base.document import Align, Block, Copy, Document, Line, Pair, Qr, Shape, Signature, Title, Weight
from app.base.words import Words
from printers import shaping
from printers.pdf_blocks import Measure, framed_words, strips, symbol_beside_room
from printers.pdf_rows import FADED, HAIRLINE, Strip, across, gap, row

PRACTICE = Words("अभ्यास — मान्य नहीं", "PRACTICE - NOT VALID")
_DUPLICATE = Words("प्रतिलिपि", "DUPLICATE")
_AGAIN = Words("पुनः मुद्रण", "RE-PRINT")
_REASON = Words("कारण", "Reason")
_NUMBER = Words("सं०", "No.")
_MOMENT = Words("दिनांक", "Date")
_SCISSORS = "✂"
_ORIGINAL = Copy()

_SLIP_WIDTH, _PAGE_WIDTH = 128 * mm, 170 * mm
_FRAME_PAD = 9 * mm
_FRAME_TOP, _MARGIN = 18 * mm, 9 * mm
_FOOT, _FOOT_SIZE = 4 * mm, 7.5  # where the line stands that says which of the sheets this is
_PLAIN_SIZES = (10.5, 9.5, 9.0, 8.5)
_ALMOST_EMPTY = 0.25
_COMPANY, _NEAR = 3, 8  # rows that go along with what ends a paper; pieces that may lie between
_PART_SIZES = (9.0, 8.5, 8.0)


@dataclass(frozen=True, slots=True)
class _Column:
    """Strips above, and strips that belong at the foot of the last page."""

    body: Sequence[Strip]
    foot: Sequence[Strip] = ()

    @property
    def height(self) -> float:
        return _height(self.body) + _height(self.foot)

    def pages(self, room: float) -> list[list[Strip]]:
        """Return the strips of each page `room` high; on the last, the foot is at the bottom."""
        found = _paginated([*self.body, *self.foot], room)
        if self.foot and len(found) == 1:
            return [[*self.body, gap(room - self.height), *self.foot]]
        return found


def page(document: Document, copy: Copy = _ORIGINAL) -> bytes:
    """Return the PDF of this copy; its text can be searched and copied out as it was written."""
    out = BytesIO()
    with shaping.TURN:
        shaping.register()
        if document.parts:
            _draw_parts(_canvas(out, document, copy, landscape(A4)), document, copy)
        else:
            _draw_whole(_canvas(out, document, copy, A4), document, copy)
    return out.getvalue()


def title(document: Document, copy: Copy) -> str:
    """Return what a page calls itself: `challan CHL/12`, its first copy `challan CHL/12 duplicate 1`, again ` a2`."""
    again = f" a{copy.attempt}" if copy.attempt > 1 else ""
    which = "" if copy.is_original else f" duplicate {copy.duplicate}"
    return f"{document.kind.value} {document.number}{which}{again}"


def _canvas(out: BytesIO, document: Document, copy: Copy, size: tuple[float, float]) -> Canvas:
    canvas = Canvas(out, pagesize=size, invariant=1, lang="hi")
    canvas.setTitle(title(document, copy))
    canvas.setAuthor(document.office.hi)
    canvas.setCreator("SevaDesk")
    return canvas


def _draw_whole(canvas: Canvas, document: Document, copy: Copy) -> None:
    width = _SLIP_WIDTH if document.shape is Shape.SLIP else _PAGE_WIDTH
    left, top = (A4[0] - width) / 2, A4[1] - _FRAME_TOP
    pages = _pages_of(document, copy, width, top - 2 * _FRAME_PAD - _FRAME_TOP)
    for number, strips_ in enumerate(pages, 1):
        height = _height(strips_)
        canvas.setStrokeGray(FADED)
        canvas.setLineWidth(0.7)
        frame_height = height + 2 * _FRAME_PAD
        canvas.rect(left - _FRAME_PAD, top - frame_height, width + 2 * _FRAME_PAD, frame_height)
        _draw_column(canvas, strips_, left, top - _FRAME_PAD)
        if len(pages) > 1:
            _draw_page_line(canvas, [*_short_marks(document, copy), f"{number}/{len(pages)}"], A4[0])
        canvas.showPage()
    canvas.save()


def _pages_of(document: Document, copy: Copy, width: float, room: float) -> list[list[Strip]]:
    """Return the strips of each sheet; smaller text is taken where it saves a second sheet, or an almost empty last."""
    largest, *smaller = _PLAIN_SIZES
    pages = _in_size(document, copy, Measure(width, largest), room)
    wanted = len(pages) - 1 if _height(pages[-1]) < room * _ALMOST_EMPTY else 1
    for size in smaller if len(pages) > 1 else ():
        saved = _in_size(document, copy, Measure(width, size), room)
        if len(saved) <= wanted:
            return _with_company(saved, room)
    return _with_company(pages, room)


def _in_size(document: Document, copy: Copy, measure: Measure, room: float) -> list[list[Strip]]:
    column = [*_bands(document, copy, measure), *_office(document, measure)]
    column += [*_matter(document.blocks, document, measure), *_closing_bands(document, copy, measure)]
    return _paginated(column, room)


def _draw_parts(canvas: Canvas, document: Document, copy: Copy) -> None:
    across_, high = landscape(A4)
    wide = across_ / len(document.parts)
    room = high - 2 * _MARGIN
    columns = _parts_that_fit(document, copy, wide - 2 * _MARGIN, room)
    sheets = list(zip_longest(*(column.pages(room) for column in columns), fillvalue=[]))
    for number, sheet in enumerate(sheets, 1):
        for index, strips_ in enumerate(sheet):
            _draw_column(canvas, strips_, index * wide + _MARGIN, high - _MARGIN)
        for index in range(1, len(document.parts)):
            _draw_cut(canvas, index * wide, high)
        if len(sheets) > 1:
            for index, part in enumerate(document.parts):
                facts = [part.hi, *_short_marks(document, copy), f"{number}/{len(sheets)}"]
                _draw_page_line(canvas, facts, (2 * index + 1) * wide)
        canvas.showPage()
    canvas.save()


def _parts_that_fit(document: Document, copy: Copy, width: float, room: float) -> list[_Column]:
    """Return the parts in the largest text that still leaves each on one page, else in the smallest."""
    for size in _PART_SIZES:
        measure = Measure(width, size)
        tried = (_part(document, copy, part, measure) for part in document.parts)
        columns = list(takewhile(lambda column: column.height <= room, tried))
        if len(columns) == len(document.parts):
            return columns
    return [_part(document, copy, part, measure) for part in document.parts]


def _part(document: Document, copy: Copy, part: Words, measure: Measure) -> _Column:
    named = framed_words([part.both], measure, line=HAIRLINE)
    head = [*_bands(document, copy, measure), *named, *_office(document, measure)]
    matter = [block for block in document.blocks if not isinstance(block, Signature | Qr)]
    return _Column(
        [*head, *_matter(matter, document, measure)],
        [*_signed(document, measure), *_closing_bands(document, copy, measure)],
    )


def _signed(document: Document, measure: Measure) -> Iterator[Strip]:
    """Yield the rooms to sign and the QR symbols; one of each stand beside each other."""
    ends = [block for block in document.blocks if isinstance(block, Signature | Qr)]
    rooms = [block for block in ends if isinstance(block, Signature)]
    symbols = [block for block in ends if isinstance(block, Qr)]
    if len(rooms) == 1 and len(symbols) == 1:
        yield from symbol_beside_room(symbols[0], rooms[0], measure)
        return
    for block in ends:
        yield from strips(block, measure)


def _office(document: Document, measure: Measure) -> list[Strip]:
    return [
        *row([measure.cell(document.office.hi, scale=1.25, bold=True)]),
        *row([measure.cell(document.office.en, scale=0.85, grey=FADED)]),
        across(measure.width, measure.size),
    ]


def _matter(blocks: Sequence[Block], document: Document, measure: Measure) -> Iterator[Strip]:
    """Yield the blocks, with the number and the moment under the titles."""
    numbered = [
        Pair(_NUMBER, document.number, Weight.STRONG),
        Pair(_MOMENT, clock_words(document.issued_at)),
    ]
    titles = list(takewhile(_is_heading, blocks))
    for block in [*titles, *numbered, *blocks[len(titles) :]]:
        yield from strips(block, measure)


def _is_heading(block: Block) -> bool:
    return isinstance(block, Title) or (isinstance(block, Line) and block.align is Align.CENTRE)


def _bands(document: Document, copy: Copy, measure: Measure) -> Iterator[Strip]:
    if document.training:
        yield from framed_words([PRACTICE.both], measure, inverse=True)
    if not copy.is_original:
        yield from framed_words([_copy_mark(copy), *_copy_facts(copy)], measure)
    if copy.attempt > 1:
        yield from row([measure.cell(f"{_AGAIN.both} a{copy.attempt}", scale=0.8, grey=FADED)])


def _closing_bands(document: Document, copy: Copy, measure: Measure) -> Iterator[Strip]:
    if not copy.is_original:
        yield from framed_words([_copy_mark(copy)], measure)
    if document.training:
        yield from framed_words([PRACTICE.both], measure, inverse=True)


def _copy_mark(copy: Copy) -> str:
    return f"{_DUPLICATE.both} - {copy.duplicate}"


def _copy_facts(copy: Copy) -> Iterator[str]:
    """Yield who made the copy and when, and why."""
    who = [copy.by, clock_words(copy.at) if copy.at else ""]
    if any(who):
        yield " · ".join(filter(None, who))
    if copy.reason:
        yield f"{_REASON.both}: {copy.reason}"


def _paginated(column: Sequence[Strip], room: float) -> list[list[Strip]]:
    """Cut the column into sheets; headings stand again over what goes on, and never alone at the foot of a sheet."""
    pages: list[list[Strip]] = [[]]
    for strip in column:
        if pages[-1] and _height(pages[-1]) + strip.height > room:
            pages[-1] = _without_headings(pages[-1], strip.again)
            pages.append(list(strip.again))
        pages[-1].append(strip)
    return pages


def _with_company(pages: list[list[Strip]], room: float) -> list[list[Strip]]:
    """Let the last rows of a table go along to the last sheet, where the end of the paper would stand there alone."""
    if len(pages) == 1:
        return pages
    *whole, before, last = pages
    rows = [at for at, strip in enumerate(before) if strip.again]
    if any(strip.again for strip in last) or len(rows) <= _COMPANY or len(before) - rows[-1] > _NEAR:
        return pages
    first = rows[-_COMPANY]
    moved = [*before[first].again, *before[first:]]
    if _height(moved) + _height(last) > room:
        return pages
    return [*whole, _without_headings(before[:first], before[first].again), [*moved, *last]]


def _without_headings(sheet: list[Strip], headings: tuple[Strip, ...]) -> list[Strip]:
    """Return the sheet without headings that would stand alone at its foot."""
    alone = len(headings)
    return sheet[:-alone] if alone and len(sheet) > alone and tuple(sheet[-alone:]) == headings else sheet


def _height(column: Sequence[Strip]) -> float:
    return sum(strip.height for strip in column)


def _draw_column(canvas: Canvas, column: Sequence[Strip], x: float, top: float) -> None:
    for strip in column:
        strip.draw(canvas, x, top)
        top -= strip.height


def _draw_cut(canvas: Canvas, x: float, high: float) -> None:
    """Draw the dashed line to cut along, with the scissors at its upper end."""
    canvas.setStrokeGray(FADED)
    canvas.setLineWidth(HAIRLINE)
    canvas.setDash(4, 3)
    canvas.line(x, 0, x, high)
    canvas.setDash()
    canvas.saveState()
    canvas.translate(x, high - _MARGIN)
    canvas.rotate(-90)
    canvas.setFillGray(0)
    shaping.draw(canvas, 0, -4, _SCISSORS, shaping.REGULAR, 12)
    canvas.restoreState()


def _short_marks(document: Document, copy: Copy) -> Iterator[str]:
    """Yield what every sheet of a paper must say, the number first."""
    yield document.number
    if document.training:
        yield PRACTICE.hi
    if not copy.is_original:
        yield f"{_DUPLICATE.hi} - {copy.duplicate}"


def _draw_page_line(canvas: Canvas, facts: Sequence[str], width: float) -> None:
    """Draw the facts in the middle of `width` at the foot of the sheet."""
    text = " · ".join(facts)
    canvas.setFillGray(FADED)
    start = (width - shaping.width(text, shaping.REGULAR, _FOOT_SIZE)) / 2
    shaping.draw(canvas, start, _FOOT, text, shaping.REGULAR, _FOOT_SIZE)
