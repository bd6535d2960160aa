"""A file as people read it on paper: a cover, then the green sheets with every noting and who signed it.

Paragraph numbers stand in the margin, as on a real note sheet; a sheet that is full goes on to the next. The same file
gives the same bytes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.base.days import IST, day_words
from app.base.document import Align
from app.base.words import Words
from app.ports.binding import BoundFile, BoundNoting, BoundPaper
from printers import shaping
from printers.pdf import PRACTICE
from printers.pdf_blocks import Measure, framed_words
from printers.pdf_rows import FADED, Cell, Strip, across, gap, row

_GREEN, _MARGIN_LINE = (0.886, 0.953, 0.886), (0.80, 0.35, 0.30)
_LEFT, _RIGHT, _TOP, _BOTTOM = 32 * mm, 18 * mm, 26 * mm, 20 * mm
_SEAL = 34 * mm  # room at the foot of the cover for the visible seal
_WIDTH = A4[0] - _LEFT - _RIGHT
_NUMBER_LEFT, _NUMBER_WIDTH = -14 * mm, 11 * mm
_SIZE, _SMALL, _TITLE = 11.0, 8.5, 20.0
_SIGNED_LEFT = _WIDTH * 0.38
_LABEL = 42 * mm
_COVERED = 12  # strips: papers may be so many that they fill a sheet, so more of them may be parted
_LAST = 2  # strips: the last line of a noting, and the gap under it

_FILE, _CONTENTS = Words("पत्रावली", "File"), Words("पत्राचार की सूची", "Table of contents")
_NUMBER, _SUBJECT = Words("पत्रावली संख्या", "File number"), Words("विषय", "Subject")
_NOTING, _PAGE = Words("टिप्पणी", "Noting"), Words("पृष्ठ", "Page")
_SIGNED = Words("डिजिटल हस्ताक्षर", "Digitally signed")
_CERTIFICATE, _CLASS = Words("प्रमाणपत्र क्रमांक", "certificate serial"), Words("श्रेणी", "class")
_TAKEN, _STAMPED = Words("केन्द्र ने लिया", "Taken by the centre"), Words("समय प्रमाणित", "Time stamped")
_COVERS = Words("हस्ताक्षर में सम्मिलित", "Covered by the signature")
_PAPER = re.compile(r"p(\d+)-(\d+)\.pdf")
_EXPORTED = Words("निर्यात", "Exported")
_HOW = Words(
    "हर टिप्पणी का हस्ताक्षरित मूल (JSON) और उसका हस्ताक्षर (P7S) इस PDF में संलग्न है; इस पृष्ठ की मुहर निर्यात करने वाले की है।",
    "The signed original (JSON) and the signature (P7S) of every noting are attached to this PDF; the seal on this "
    "page is the exporter's.",
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every page of one kind has around its column."""

    green: bool
    head: str
    room: float
    training: bool


def sheets(file: BoundFile) -> bytes:
    """Return the cover and the green sheets as a PDF; its text is copied out as it was written."""
    out = BytesIO()
    with shaping.TURN:
        shaping.register()
        canvas = Canvas(out, pagesize=A4, invariant=1, lang="hi")
        canvas.setTitle(f"{_FILE.en} {file.number}")
        canvas.setSubject(file.subject)
        canvas.setAuthor(file.exported_by.hi)
        canvas.setCreator("SevaDesk")
        room = A4[1] - _TOP - _BOTTOM
        cover = _Sheet(green=False, head=file.number, room=room - _SEAL, training=file.training)
        _draw(canvas, list(_cover(file)), cover)
        _draw(canvas, list(_notings(file)), replace(cover, green=True, room=room))
        canvas.save()
    return out.getvalue()


def _cover(file: BoundFile) -> Iterator[Strip]:
    yield from row([_cell(_FILE.hi, size=_TITLE, bold=True, align=Align.CENTRE)])
    yield from row([_cell(_FILE.en, size=_SIZE, align=Align.CENTRE, grey=FADED)], after=_SIZE)
    yield from _fact(_NUMBER, file.number, bold=True)
    yield from _fact(_SUBJECT, file.subject, bold=True)
    for label, text in file.facts:
        yield from _fact(label, text)
    yield from _fact(_EXPORTED, f"{_moment(file.exported_at)} · {file.exported_by.both}")
    yield from row([_cell(_HOW.hi, size=_SMALL)], before=_SIZE)
    yield from row([_cell(_HOW.en, size=_SMALL, grey=FADED)], after=_SIZE)
    if file.papers:
        yield from row([_cell(_CONTENTS.both, bold=True)], before=_SIZE / 2)
        for paper in file.papers:
            yield from _contents(paper)


def _contents(paper: BoundPaper) -> Iterator[Strip]:
    pages = f"{paper.first}" if paper.first == paper.last else f"{paper.first}-{paper.last}"
    about = " · ".join(filter(None, (paper.title, paper.number, day_words(paper.on))))
    yield from row(
        [Cell(pages, 0, 14 * mm, _SMALL, bold=True), Cell(about, 16 * mm, _WIDTH - 16 * mm, _SMALL)]
    )


def _notings(file: BoundFile) -> Iterator[Strip]:
    for noting in file.notings:
        title = f"{_NOTING.both} {noting.seq}"
        heading = row([_cell(title, size=_SMALL, grey=FADED)], before=_SIZE / 2, after=_SIZE / 3)
        lines = [strip for number, text in noting.paragraphs for strip in _paragraph(number, text)]
        covered = _covered(noting)
        yield from _unparted(heading, lines, [*_signature(noting), *covered[:_COVERED]])
        yield from covered[_COVERED:]
        yield across(_WIDTH, _SIZE, grey=0.6)


def _unparted(heading: list[Strip], lines: list[Strip], signature: list[Strip]) -> Iterator[Strip]:
    """No heading is left alone at the foot of a sheet, and no signature stands on a sheet without what it signs."""
    if len(lines) <= _LAST:
        yield _together([*heading, *lines, *signature])
        return
    yield _together([*heading, *lines[:1]])
    yield from lines[1:-_LAST]
    yield _together([*lines[-_LAST:], *signature])


def _paragraph(number: int, text: str) -> Iterator[Strip]:
    """A line that the officer broke is broken here too; the number stands beside the first."""
    for at, line in enumerate(text.split("\n")):
        label = Cell("" if at else f"{number}.", _NUMBER_LEFT, _NUMBER_WIDTH, _SIZE, align=Align.RIGHT)
        yield from row([label, _cell(line)])
    yield gap(_SIZE / 2)


def _signature(noting: BoundNoting) -> list[Strip]:
    """Who, as what, where, when, with which certificate: at the right, under what they wrote."""
    certificate = f"{_CERTIFICATE.both} {noting.certificate}, {_CLASS.both} {noting.class_}"
    proofs = [(_TAKEN, noting.taken_at), (_STAMPED, noting.stamped_at)]
    proved = [f"{label.both}: {_moment(moment)}" for label, moment in proofs if moment]
    return [
        gap(_SIZE),
        *_signed(noting.name.both, bold=True),
        *_signed(f"{noting.designation.both}, {noting.office.both}"),
        *_signed(_moment(noting.at)),
        *_signed(f"{_SIGNED.both}: {certificate}", grey=FADED),
        *(strip for each in proved for strip in _signed(each, grey=FADED)),
    ]


def _covered(noting: BoundNoting) -> list[Strip]:
    if not noting.papers:
        return []
    return _signed(f"{_COVERS.both}: {', '.join(map(_pages, noting.papers))}", grey=FADED)


def _pages(name: str) -> str:
    """Return which pages of the file a paper is, beside the name under which it is attached here."""
    if not (found := _PAPER.fullmatch(name)):
        return name
    first, last = found.groups()
    return f"पृ० {first if first == last else f'{first}-{last}'} ({name})"


def _together(strips: Sequence[Strip]) -> Strip:
    return Strip(sum(strip.height for strip in strips), partial(_draw_column, strips))


def _signed(text: str, *, bold: bool = False, grey: float = 0) -> list[Strip]:
    return row([Cell(text, _SIGNED_LEFT, _WIDTH - _SIGNED_LEFT, _SMALL, bold, grey=grey)])


def _fact(label: Words, text: str, *, bold: bool = False) -> list[Strip]:
    cells = [
        Cell(label.both, 0, _LABEL - 2 * mm, _SMALL, grey=FADED),
        Cell(text, _LABEL, _WIDTH - _LABEL, _SIZE if bold else _SMALL, bold),
    ]
    return row(cells, after=_SIZE / 4)


def _cell(
    text: str, *, size: float = _SIZE, bold: bool = False, align: Align = Align.LEFT, grey: float = 0
) -> Cell:
    return Cell(text, 0, _WIDTH, size, bold, align, grey)


def _moment(moment: datetime) -> str:
    return moment.astimezone(IST).strftime("%d-%m-%Y %H:%M:%S IST")


def _draw(canvas: Canvas, column: Sequence[Strip], sheet: _Sheet) -> None:
    practice = list(framed_words([PRACTICE.both], Measure(_WIDTH, _SMALL), inverse=True))
    top = practice if sheet.training else []  # a sheet may come to lie alone
    pages = [[*top, *page] for page in _paginated(column, sheet.room - sum(strip.height for strip in top))]
    for number, strips in enumerate(pages, 1):
        _draw_around(canvas, sheet, f"{number}/{len(pages)}")
        _draw_column(strips, canvas, _LEFT, A4[1] - _TOP)
        canvas.showPage()


def _draw_column(strips: Sequence[Strip], canvas: Canvas, x: float, top: float) -> None:
    for strip in strips:
        strip.draw(canvas, x, top)
        top -= strip.height


def _paginated(column: Sequence[Strip], room: float) -> Iterator[list[Strip]]:
    page: list[Strip] = []
    height = 0.0
    for strip in column:
        if page and height + strip.height > room:
            yield page
            page, height = [], 0.0
        page.append(strip)
        height += strip.height
    yield page


def _draw_around(canvas: Canvas, sheet: _Sheet, number: str) -> None:
    if sheet.green:
        canvas.setFillColorRGB(*_GREEN)
        canvas.rect(0, 0, *A4, stroke=0, fill=1)
        canvas.setStrokeColorRGB(*_MARGIN_LINE)
        canvas.setLineWidth(0.8)
        canvas.line(_LEFT - 2 * mm, _BOTTOM / 2, _LEFT - 2 * mm, A4[1] - _TOP / 2)
    canvas.setFillGray(FADED)
    kind = _NOTING if sheet.green else _FILE
    _line(canvas, A4[1] - 14 * mm, f"{sheet.head} · {kind.hi} {number}", _right)
    canvas.setFillGray(0)


def _line(canvas: Canvas, y: float, text: str, start: Callable[[float], float]) -> None:
    shaping.draw(
        canvas, start(shaping.width(text, shaping.REGULAR, _SMALL)), y, text, shaping.REGULAR, _SMALL
    )


def _right(width: float) -> float:
    return A4[0] - _RIGHT - width
