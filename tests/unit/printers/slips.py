"""Papers to draw: every block there is, and what stands on a counter's slips."""

from datetime import UTC, datetime
from itertools import pairwise

from app.base.document import (
    Align,
    AmountWords,
    Block,
    Document,
    Kind,
    Line,
    Notice,
    Pair,
    Qr,
    Rule,
    Shape,
    Signature,
    Table,
    Title,
    Total,
    Weight,
)
from app.base.money import Paise
from app.base.words import Words
from app.ports.printing import Raster

WIDTHS = (384, 512, 576)
AT = datetime(2026, 9, 30, 8, 35, tzinfo=UTC)
EVERY_BLOCK: tuple[Block, ...] = (
    Title(Words("पावती रसीद", "Acknowledgement")),
    Line("उ०प्र० भवन एवं अन्य सन्निर्माण कर्मकार कल्याण बोर्ड", Align.CENTRE, Weight.STRONG),
    Pair(Words("आवेदक", "Applicant"), "श्रीमती कृष्णा देवी", Weight.STRONG),
    Pair(Words("पंजीकरण सं०", "Registration no."), "……", pending=True),
    Table((Words("संलग्न काग़ज़", "Papers attached"), Words("", "")), (("बैंक पासबुक", "✓"),), right=(1,)),
    Total(Words("प्राप्त राशि", "Received"), Paise(12500000)),
    AmountWords("एक लाख पच्चीस हज़ार रुपये मात्र"),
    Notice(Words("यह पावती नहीं है।", "This is not an acknowledgement.")),
    Qr("SevaDesk ACK LKO01/26-27/000123 30-09-2026 14:05", Words("जाँच हेतु", "To verify")),
    Rule(),
    Signature(Words("बैंक की मुहर व हस्ताक्षर", "Bank's stamp and signature")),
)


def slip(
    *blocks: Block, parts: tuple[Words, ...] = (), training: bool = False, number: str = "LKO01/26-27/000123"
) -> Document:
    office = Words("जन सेवा केन्द्र, हज़रतगंज", "Jan Seva Kendra, Hazratganj")
    return Document(Kind.ACKNOWLEDGEMENT, Shape.SLIP, number, AT, office, blocks, parts, training)


def lines(raster: Raster) -> list[bytes]:
    across = (raster.width + 7) // 8
    return [raster.rows[at : at + across] for at in range(0, len(raster.rows), across)]


def ink(raster: Raster) -> int:
    """Return the number of black dots."""
    return int.from_bytes(raster.rows).bit_count()


def black(raster: Raster, left: int, top: int, right: int, bottom: int) -> int:
    """Return the number of black dots within; `right` and `bottom` are the first outside."""
    mask = (1 << (raster.width - left)) - (1 << (raster.width - right))
    return sum((int.from_bytes(row) & mask).bit_count() for row in lines(raster)[top:bottom])


def text_lines(raster: Raster, left: int, right: int) -> int:
    """Return how many lines of text stand one below the other within."""
    inked = [bool(black(raster, left, y, right, y + 1)) for y in range(raster.height)]
    return sum(now and not before for before, now in pairwise(inked))
