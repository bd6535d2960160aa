"""A letter of an office as it goes out: head, number and day, whom it goes to, subject, text, and room for the stamp.

The same letter gives the same bytes; its text is copied out as it was written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.base.days import day_words
from app.base.document import Align
from app.ports.binding import SEAL, DraftedLetter
from printers import shaping
from printers.pdf import PRACTICE
from printers.pdf_blocks import Measure, framed_words
from printers.pdf_rows import FADED, Cell, Strip, across, gap, row

_LEFT, _RIGHT, _TOP, _BOTTOM = 25 * mm, 18 * mm, 20 * mm, 18 * mm
_WIDTH, _ROOM = A4[0] - _LEFT - _RIGHT, A4[1] - _TOP - _BOTTOM
_SEAL = SEAL[3] - _BOTTOM + 4 * mm  # what the stamp takes of the last page
_HEAD, _SIZE, _SMALL = 15.0, 11.5, 9.0


@dataclass(frozen=True, slots=True)
class _Said:
    """What a letter says around its text; `room` is the width of the word before its subject."""

    number: str
    day: str
    file: str
    to: str
    subject: str
    room: float


_SAID = {
    False: _Said("पत्रांक:", "दिनांक:", "पत्रावली:", "सेवा में,", "विषय:", 14 * mm),
    True: _Said("No.", "Dated:", "File:", "To,", "Subject:", 19 * mm),
}


def drawn(letter: DraftedLetter) -> bytes:
    """Return the letter as a PDF whose last page has room for the stamp."""
    out = BytesIO()
    with shaping.TURN:
        shaping.register()
        canvas = Canvas(out, pagesize=A4, invariant=1, lang="hi")
        canvas.setTitle(letter.subject)
        canvas.setSubject(letter.number)
        canvas.setAuthor(letter.office.hi)
        canvas.setCreator("SevaDesk")
        pages = _paginated(list(_strips(letter)))
        for number, strips in enumerate(pages, 1):
            sheet = [letter.number, f"{number}/{len(pages)}"] if len(pages) > 1 else []
            under = _signatory(letter) if number == len(pages) else []
            _draw(canvas, strips, under, " · ".join([*sheet, *([PRACTICE.both] if letter.training else [])]))
        canvas.save()
    return out.getvalue()


def _strips(letter: DraftedLetter) -> Iterator[Strip]:
    if letter.training:
        yield from framed_words([PRACTICE.both], Measure(_WIDTH, _SMALL), inverse=True)
    yield from row([_cell(letter.office.hi, size=_HEAD, bold=True, align=Align.CENTRE)])
    yield from row([_cell(letter.office.en, size=_SMALL, align=Align.CENTRE, grey=FADED)], after=_SIZE / 2)
    yield across(_WIDTH, _SIZE, grey=0.6)
    say = _SAID[_is_english(letter)]
    number = Cell(f"{say.number} {letter.number}", 0, _WIDTH * 0.7, _SIZE, bold=True)
    day = Cell(f"{say.day} {day_words(letter.on)}", _WIDTH * 0.7, _WIDTH * 0.3, _SIZE, align=Align.RIGHT)
    yield from row([number, day])
    yield from row([_cell(f"{say.file} {letter.file}", size=_SMALL, grey=FADED)], after=_SIZE)
    yield from row([_cell(say.to)])
    for line in filter(None, (letter.name, *letter.address.splitlines())):
        yield from row([Cell(line, 12 * mm, _WIDTH - 12 * mm, _SIZE)])
    yield from row(
        [
            Cell(say.subject, 0, say.room, _SIZE, bold=True),
            Cell(letter.subject, say.room, _WIDTH - say.room, _SIZE, bold=True),
        ],
        before=_SIZE,
        after=_SIZE,
    )
    for line in letter.text.split("\n"):
        yield from row([_cell(line)], after=_SIZE / 4) if line else [gap(_SIZE / 2)]


def _is_english(letter: DraftedLetter) -> bool:
    """A letter without a single Devanagari letter in it is an English one."""
    return re.search(r"[\u0900-\u097f]", letter.subject + letter.text) is None


def _signatory(letter: DraftedLetter) -> list[str]:
    """Return who signs by hand, in the letter's language; nobody where a token does."""
    said = [each.en if _is_english(letter) else each.hi for each in letter.signatory]
    return [f"({said[0]})", *said[1:]] if said else []


def _draw_signatory(canvas: Canvas, lines: Sequence[str]) -> None:
    """The last line stands at the foot of the room for the stamp, the others above it."""
    left, bottom, right, _top = SEAL
    for place, text in enumerate(reversed(lines)):
        start = left + (right - left - shaping.width(text, shaping.REGULAR, _SIZE)) / 2
        shaping.draw(canvas, start, bottom + place * _SIZE * 1.4, text, shaping.REGULAR, _SIZE)


def _cell(
    text: str, *, size: float = _SIZE, bold: bool = False, align: Align = Align.LEFT, grey: float = 0
) -> Cell:
    return Cell(text, 0, _WIDTH, size, bold, align, grey)


def _paginated(column: Sequence[Strip]) -> list[list[Strip]]:
    """No stamp stands on a page without a line of the letter: what has to make room for it goes on with it."""
    pages: list[list[Strip]] = [[]]
    for strip in column:
        if pages[-1] and _height(pages[-1]) + strip.height > _ROOM:
            pages.append([])
        pages[-1].append(strip)
    moved: list[Strip] = []
    while _height(pages[-1]) > _ROOM - _SEAL:
        moved.insert(0, pages[-1].pop())
    return [*pages, moved] if moved else pages


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height for strip in strips)


def _draw(canvas: Canvas, strips: Sequence[Strip], under: Sequence[str], foot: str) -> None:
    top = A4[1] - _TOP
    for strip in strips:
        strip.draw(canvas, _LEFT, top)
        top -= strip.height
    _draw_signatory(canvas, under)
    if foot:
        wide = shaping.width(foot, shaping.REGULAR, _SMALL)
        canvas.setFillGray(FADED)
        shaping.draw(canvas, (A4[0] - wide) / 2, _BOTTOM / 2, foot, shaping.REGULAR, _SMALL)
        canvas.setFillGray(0)
    canvas.showPage()
