"""How each block of a document looks on a slip."""

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtGui import QFont, QPainter

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
from printers.fonts import font
from printers.ink import dashes, framed, rule, symbol
from printers.measure import Measure
from printers.slip_table import table
from printers.typeset import Band, flow, natural_width, numbers_fit, space, stacked, text_band

_NOTHING, _BLANK = "—", "…"


def band(block: Block, size: Measure) -> Band:
    """Return the block as a strip of the slip."""
    return _DRAWN[type(block)](block, size)


def centred(words: Words, size: Measure, hindi: QFont, english: QFont) -> Band:
    """Return Hindi over English, both in the middle; words that are the same stand once."""
    lines = [(words.hi, hindi)] + ([(words.en, english)] if words.en != words.hi else [])
    return stacked(
        [text_band(text, face, size.margin, size.width, Align.CENTRE) for text, face in lines if text]
    )


def face_of(weight: Weight, size: Measure) -> QFont:
    return font(size.small if weight is Weight.SMALL else size.text, strong=weight is Weight.STRONG)


def _title(block: Title, size: Measure) -> Band:
    words = centred(block.words, size, font(size.title, strong=True), font(size.small))
    return stacked([space(size.gap * 2 // 3), words, space(size.gap // 2)])


def _line(block: Line, size: Measure) -> Band:
    return text_band(block.text, face_of(block.weight, size), size.margin, size.width, block.align)


def _pair(block: Pair, size: Measure) -> Band:
    fits = size.columns and numbers_fit(block.value, face_of(block.weight, size), _value_width(size))
    beside = _beside if fits else _above
    return stacked([beside(block, size), space(size.gap * 2 // 3)])


def _value_width(size: Measure) -> int:
    return size.width - size.width * 2 // 5


def _beside(block: Pair, size: Measure) -> Band:
    """Label left, value right of it, on one foot line."""
    column = size.width - _value_width(size)
    hindi = flow(block.label.hi, font(size.small), column - size.gap)
    english = flow(block.label.en, font(size.tiny), column - size.gap)
    value, ascent = _value(block, size, size.margin + column, size.width - column)
    down = max(0, ascent - hindi.ascent)

    def paint(painter: QPainter) -> None:
        hindi.paint(painter, size.margin, down)
        english.paint(painter, size.margin, down + hindi.height)
        value.paint(painter)

    return Band(max(down + hindi.height + english.height, value.height), paint)


def _above(block: Pair, size: Measure) -> Band:
    label = text_band(block.label.both, font(size.small), size.margin, size.width)
    return stacked([label, _value(block, size, size.margin, size.width)[0]])


def _value(block: Pair, size: Measure, left: int, width: int) -> tuple[Band, int]:
    """Return the value and its ascent. One that is not known yet is a dotted line, as on a form to be filled in."""
    text = block.value.strip(_BLANK) if _BLANK in block.value else block.value or _NOTHING
    shown = flow(text, font(size.text) if block.pending else face_of(block.weight, size), width)
    if text and not block.pending:
        return Band(shown.height, lambda painter: shown.paint(painter, left, 0)), shown.ascent
    dots = dashes(left, width, 2, 2)

    def paint(painter: QPainter) -> None:
        shown.paint(painter, left, 0)
        painter.translate(0, shown.ascent + 4)
        dots.paint(painter)
        painter.translate(0, -shown.ascent - 4)

    return Band(shown.height, paint), shown.ascent


def _total(block: Total, size: Measure) -> Band:
    air = space(size.gap // 2)
    return stacked([air, rule(size, 3), air, _amount(block, size), air, rule(size, 3), air])


def _amount(block: Total, size: Measure) -> Band:
    """Label left and figures right, or figures below, or smaller: a sum of money is never broken."""
    text = figures(block.amount)
    pixels = next(
        each
        for each in range(size.total, 0, -1)
        if natural_width(text, font(each, strong=True)) <= size.width
    )
    shown = flow(text, font(pixels, strong=True), size.width, Align.RIGHT)
    room = size.width - shown.natural - size.gap
    hindi, english = font(size.text, strong=True), font(size.small)
    if max(natural_width(block.label.hi, hindi), natural_width(block.label.en, english)) > room:
        label = text_band(block.label.both, hindi, size.margin, size.width)
        return stacked([label, Band(shown.height, lambda painter: shown.paint(painter, size.margin, 0))])
    first, second = flow(block.label.hi, hindi, room), flow(block.label.en, english, room)
    height = max(first.height + second.height, shown.height)

    def paint(painter: QPainter) -> None:
        top = (height - first.height - second.height) // 2
        first.paint(painter, size.margin, top)
        second.paint(painter, size.margin, top + first.height)
        shown.paint(painter, size.margin, (height - shown.height) // 2)

    return Band(height, paint)


def _amount_words(block: AmountWords, size: Measure) -> Band:
    face = font(size.text)
    words = text_band(f"शब्दों में: {block.text}", face, size.margin, size.width)
    return stacked([space(size.gap // 2), words, space(size.gap // 2)])


def _notice(block: Notice, size: Measure) -> Band:
    edge = size.margin + size.gap + 3
    lines = [(block.words.hi, font(size.text, strong=True)), (block.words.en, font(size.small))]
    inside = [text_band(text, face, edge, size.dots - 2 * edge, Align.CENTRE) for text, face in lines if text]
    return stacked([space(size.gap // 2), framed(size, stacked(inside)), space(size.gap)])


def _qr(block: Qr, size: Measure) -> Band:
    caption = text_band(block.caption.both, font(size.small), size.margin, size.width, Align.CENTRE)
    return stacked([symbol(size, block.text), caption, space(size.gap)])


def _rule(_block: Rule, size: Measure) -> Band:
    return stacked([space(size.gap // 2), rule(size), space(size.gap // 2)])


def _signature(block: Signature, size: Measure) -> Band:
    """Room for a stamp, at the right as on every office paper."""
    width = size.width * 3 // 5
    left = size.margin + size.width - width
    label = [
        text_band(text, face, left, width, Align.CENTRE)
        for text, face in ((block.label.hi, font(size.small)), (block.label.en, font(size.tiny)))
        if text
    ]
    return stacked([space(size.text * 4), dashes(left, width, 2, 2), space(4), *label])


# The type of each key is the type its function takes; the table cannot say so.
_DRAWN = cast(
    "dict[type[Any], Callable[[Any, Measure], Band]]",
    {
        Title: _title,
        Line: _line,
        Pair: _pair,
        Table: table,
        Total: _total,
        AmountWords: _amount_words,
        Notice: _notice,
        Qr: _qr,
        Rule: _rule,
        Signature: _signature,
    },
)
