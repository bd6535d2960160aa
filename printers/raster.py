"""How a document becomes a slip: laid out at the print head's own dots, the same on the screen and on paper."""

from PySide6.QtGui import QColor, QFont, QImage, QPainter

from app.base.days import clock_words
from app.base.document import Align, Copy, Document, Title
from app.base.words import Words
from app.ports.printing import Raster
from printers.fonts import font
from printers.ink import BLACK, WHITE, cut_line, framed, reversed_out, rule
from printers.measure import Measure, measure
from printers.slip_blocks import band, centred
from printers.typeset import Band, flow, natural_width, space, stacked, text_band

_ORIGINAL = Copy()
_PRACTICE = Words("अभ्यास — मान्य नहीं", "PRACTICE - NOT VALID")


def draw(document: Document, dots: int, copy: Copy = _ORIGINAL) -> Raster:
    """Return the slip, `dots` wide (a multiple of 8: 384, 512, 576) and as long as its matter.

    May be called on any thread once an application exists. A program without a window gets one without a screen,
    made by the first slip; that one is drawn on the main thread. Raises: RuntimeError where it is not.
    """
    return _inked(_slip(document, measure(dots), copy), dots)


def _inked(slip: Band, dots: int) -> Raster:
    image = QImage(dots, slip.height, QImage.Format.Format_Mono)
    image.setColorTable([QColor(WHITE).rgb(), QColor(BLACK).rgb()])
    image.fill(0)
    painter = QPainter(image)
    painter.setPen(BLACK)
    slip.paint(painter)
    painter.end()
    return Raster(dots, slip.height, _packed(image))


def _packed(image: QImage) -> bytes:
    """Return the rows without Qt's padding to 32 bits."""
    across, stride = (image.width() + 7) // 8, image.bytesPerLine()
    data = bytes(image.constBits())
    if across == stride:
        return data
    return b"".join(data[at : at + across] for at in range(0, len(data), stride))


def _slip(document: Document, size: Measure, copy: Copy) -> Band:
    top, foot = _marks(document, size, copy)
    parts: list[Band] = []
    for part in document.parts or (None,):
        parts += [cut_line(size)] if parts else []
        parts += [*top, *_matter(document, part, size), *foot]
    edge = space(size.text)
    return stacked([edge, *parts, *_attempt(size, copy), edge])


def _marks(document: Document, size: Measure, copy: Copy) -> tuple[list[Band], list[Band]]:
    """Return what stands at the top and again at the foot, so that no half of the paper goes without it."""
    top, foot = [], []
    if document.training:
        practice = _practice(size)
        top, foot = [practice, space(size.gap)], [space(size.gap), practice]
    if not copy.is_original:
        top += [_duplicate(size, copy, told=True), space(size.gap)]
        foot = [space(size.gap), _duplicate(size, copy, told=False), *foot]
    return top, foot


def _practice(size: Measure) -> Band:
    words = centred(_PRACTICE, size, font(size.office, strong=True), font(size.small, strong=True))
    return reversed_out(size, words)


def _duplicate(size: Measure, copy: Copy, *, told: bool) -> Band:
    """Return the mark of a copy; `told`: with who made it, when and why."""
    edge = size.margin + size.gap + 3
    when = clock_words(copy.at) if copy.at else ""
    small = [f"{copy.by}  {when}".strip(), f"कारण / Reason: {copy.reason}" if copy.reason else ""]
    lines = [(f"प्रतिलिपि / DUPLICATE - {copy.duplicate}", font(size.office, strong=True))]
    lines += [(text, font(size.small)) for text in small if text and told]
    inside = [text_band(text, face, edge, size.dots - 2 * edge, Align.CENTRE) for text, face in lines]
    return framed(size, stacked(inside))


def _attempt(size: Measure, copy: Copy) -> list[Band]:
    if copy.attempt == 1:
        return []
    note = f"पुनः मुद्रण / Printed again - {copy.attempt}"
    return [space(size.gap), text_band(note, font(size.tiny), size.margin, size.width, Align.RIGHT)]


def _matter(document: Document, part: Words | None, size: Measure) -> list[Band]:
    """Return the head, the title, number and date under it, and the rest."""
    titled = bool(document.blocks) and isinstance(document.blocks[0], Title)
    title, rest = document.blocks[:titled], document.blocks[titled:]
    return [
        centred(document.office, size, font(size.office, strong=True), font(size.small)),
        space(size.gap // 2),
        rule(size, 2),
        *(band(block, size) for block in title),
        *_part(part, size),
        _number_and_day(document, size),
        space(size.gap // 2),
        *(band(block, size) for block in rest),
    ]


def _part(part: Words | None, size: Measure) -> list[Band]:
    if part is None:
        return []
    words = text_band(part.both, font(size.small, strong=True), size.margin, size.width, Align.CENTRE)
    return [words, space(size.gap // 2)]


def _number_and_day(document: Document, size: Measure) -> Band:
    """Return the number left and the moment right, or one below the other where they do not fit."""
    number, day = f"सं०\u00a0{document.number}", clock_words(document.issued_at)
    strong, plain = font(size.text, strong=True), font(size.text)
    if not _fit(size, (number, strong), (day, plain)):
        lines = ((number, strong), (day, plain))
        middle = Align.CENTRE
        return stacked([text_band(text, face, size.margin, size.width, middle) for text, face in lines])
    left, right = flow(number, strong, size.width), flow(day, plain, size.width, Align.RIGHT)

    def paint(painter: QPainter) -> None:
        left.paint(painter, size.margin, 0)
        right.paint(painter, size.margin, left.ascent - right.ascent)

    return Band(max(left.height, right.height), paint)


def _fit(size: Measure, *texts: tuple[str, QFont]) -> bool:
    return sum(natural_width(text, face) for text, face in texts) + 2 * size.gap <= size.width
