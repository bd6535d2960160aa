"""The test slip: whether a printer's width, Hindi and QR come out as they should."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.base.days import IST, clock_words
from app.base.document import (
    Align,
    Block,
    Document,
    Kind,
    Line,
    Notice,
    Pair,
    Qr,
    Rule,
    Shape,
    Title,
    Weight,
)
from app.base.words import Words
from app.papers.issue import keep, queue_print
from app.words.called import printer_called

_RULER = "0----5----10----15----20----25----30"
_CONJUNCTS = "श्रमिक · क्षेत्र · ज्ञान · त्रुटि · र्‍कार · द्वितीय · हृदय · कार्यालय · ₹१२३"


def queue_test_slip(session: Session, printer: str, office: Words, at: datetime, *, training: bool) -> str:
    """Keep a test slip and queue its print on `printer`; return the job's id. It takes no number of a book."""
    slip = replace(_slip(f"TEST-{_stamp(at)}", printer, office, at), training=training)
    return queue_print(session, keep(session, slip, slip.kind.value).id, printer, by="", at=at)


def _slip(number: str, printer: str, office: Words, at: datetime) -> Document:
    blocks: tuple[Block, ...] = (
        Title(Words("परीक्षण पर्ची", "Test slip")),
        Notice(Words("यह रसीद नहीं है", "This is not a receipt")),
        Pair(Words("प्रिंटर", "Printer"), printer_called(printer).both),
        Pair(Words("समय", "Time"), clock_words(at)),
        Rule(),
        Line("दोनों सिरे दिखने चाहिए / Both ends must show", Align.CENTRE, Weight.SMALL),
        Line(_RULER),
        Rule(),
        Line(_CONJUNCTS, Align.CENTRE, Weight.STRONG),
        Line("अक्षर जुड़े हुए दिखने चाहिए / The letters must be joined", Align.CENTRE, Weight.SMALL),
        Qr(number, Words("मोबाइल से पढ़कर देखें", "Read it with a phone")),
    )
    return Document(
        kind=Kind.TEST, shape=Shape.SLIP, number=number, issued_at=at, office=office, blocks=blocks
    )


def _stamp(at: datetime) -> str:
    """To the microsecond: two slips asked for in one second are two papers."""
    return at.astimezone(IST).strftime("%Y%m%d-%H%M%S-%f")
