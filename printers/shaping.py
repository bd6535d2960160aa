"""How Devanagari gets into a PDF whole: shaped by HarfBuzz, and copied out as the text it was.

reportlab shapes a string with its first font and first script, and gives conjuncts private code points. So each
text is cut into runs of one font and one script here, and each shaped run carries its source as ActualText.
All lengths are points.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from threading import Lock
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, shapeStr
from reportlab.pdfgen.canvas import Canvas

from printers import fonts

REGULAR, BOLD = "Devanagari", "Devanagari-Bold"
SYMBOLS = "ZapfDingbats"  # every PDF reader has it: the tick and the scissors
LEADING = 1.5  # times the size: room for the marks above and below
BASELINE = 1.08  # times the size, down from the top of a line

TURN = Lock()
"""Held while a page is drawn: reportlab's list of fonts is one for the process."""

_FILES = {REGULAR: fonts.REGULAR, BOLD: fonts.BOLD}
_DANDAS = "।॥"
_JOINERS = "\u200c\u200d"
_VIRAMA = "्"
_PER_EM = 1000


def register() -> None:
    """Give the next page fonts that have drawn nothing yet, so that its bytes do not depend on earlier pages."""
    for name, file in _FILES.items():
        if name in pdfmetrics.getRegisteredFontNames():
            known: Any = pdfmetrics.getFont(name)  # a TTFont; the stubs know only its base
            known.unregister()  # a font of a name already known would be passed over
        pdfmetrics.registerFont(TTFont(name, str(file)))
    _runs.cache_clear()
    _word_ems.cache_clear()


@dataclass(frozen=True, slots=True)
class _Run:
    font: str
    source: str
    drawn: str
    ems: float


def width(text: str, font: str, size: float) -> float:
    return sum(run.ems for run in _runs(text, font)) * size


def draw(canvas: Canvas, x: float, y: float, text: str, font: str, size: float) -> None:
    """Draw one line with its baseline at `y`."""
    for run in _runs(text, font):
        canvas.setFont(run.font, size)
        if run.drawn == run.source:
            canvas.drawString(x, y, run.drawn)
        else:
            canvas.addLiteral(
                f"/Span <</ActualText <FEFF{run.source.encode('utf-16-be').hex().upper()}>>> BDC"
            )
            canvas.drawString(x, y, run.drawn)
            canvas.addLiteral("EMC")
        x += run.ems * size


def wrapped(text: str, font: str, size: float, room: float) -> list[str]:
    """Return the lines of `text` at most `room` wide; a word wider than that is cut between letters."""
    lines = [""]
    for word in (piece for long in text.split() for piece in _fitting(long, font, size, room)):
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and _line_width(longer, font, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _line_width(line: str, font: str, size: float) -> float:
    words = line.split(" ")
    spaces = (len(words) - 1) * _word_width(" ", font, size)
    return spaces + sum(_word_width(word, font, size) for word in words)


def _word_width(word: str, font: str, size: float) -> float:
    return _word_ems(word, font) * size


@cache
def _word_ems(word: str, font: str) -> float:
    return width(word, font, 1)


def _fitting(word: str, font: str, size: float, room: float) -> Iterator[str]:
    if _word_width(word, font, size) <= room:
        yield word
        return
    piece = ""
    for letter in _letters(word):
        if piece and width(piece + letter, font, size) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _letters(word: str) -> Iterator[str]:
    """Cut a word where a reader would: never before a vowel sign or inside a conjunct."""
    letter = ""
    for char in word:
        joins = unicodedata.category(char).startswith("M") or char in _JOINERS
        if letter and not joins and letter[-1] not in _VIRAMA + _JOINERS:
            yield letter
            letter = ""
        letter += char
    yield letter


@cache
def _runs(text: str, font: str) -> tuple[_Run, ...]:
    """Shaped once a page for every size: a challan's parts are tried in several, and drawn one beside the other."""
    return tuple(_run(piece, name) for name, piece in _pieces(text, font))


def _run(piece: str, font: str) -> _Run:
    plain = piece.isascii() or font == SYMBOLS  # nothing joins or moves in it: HarfBuzz would only take time
    drawn = piece if plain else shapeStr(piece, font, _PER_EM)
    return _Run(font, piece, drawn, _ems(drawn, font))


def _ems(drawn: str, font: str) -> float:
    """Return how far the text goes on, as a part of its size."""
    glyphs = getattr(drawn, "__shapeData__", None)  # HarfBuzz's answer; the stubs do not know it
    if glyphs is None:
        return pdfmetrics.stringWidth(drawn, font, 1)
    return float(sum(glyph.x_advance for glyph in glyphs)) / _PER_EM


def _pieces(text: str, font: str) -> Iterator[tuple[str, str]]:
    """Yield (font, text), each of one font and one script; signs and digits go with what stands before them."""
    chosen: Any = pdfmetrics.getFont(font)
    known = chosen.face.charToGlyph
    marked: list[tuple[tuple[str, bool], str]] = []
    devanagari = False
    for char in text:
        devanagari = _is_devanagari(char) or (devanagari and not char.isalpha())
        named = SYMBOLS if _is_dingbat(char) and ord(char) not in known else font
        marked.append(((named, devanagari), char))
    for (named, _), chars in groupby(marked, key=lambda each: each[0]):
        yield named, "".join(char for _, char in chars)


def _is_dingbat(char: str) -> bool:
    return "\u2701" <= char <= "\u27be"


def _is_devanagari(char: str) -> bool:
    if char in _JOINERS:
        return True
    return char not in _DANDAS and ("\u0900" <= char <= "\u097f" or "\ua8e0" <= char <= "\ua8ff")
