"""The voucher of money given back, which whoever receives it signs."""

from dataclasses import dataclass

from app.base.document import (
    AmountWords,
    Block,
    Document,
    Kind,
    Pair,
    Rule,
    Shape,
    Signature,
    Title,
    Total,
    Weight,
)
from app.base.money import Paise, in_hindi_words
from app.base.words import Words
from app.counter.model import Application, Mode
from app.counter.papers import MODES, Stamp, issuer, who_and_what


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that goes back. `reason` is as it was written, in one language, as is `not_online_because`.

    `payment`: the number of the online payment it came by; where it goes back in another way, why. `challan`: the
    number under which it was paid in beside the fee.
    """

    amount: Paise
    mode: Mode
    reference: str
    reason: str
    payment: str = ""
    not_online_because: str = ""
    challan: str = ""


def refund_voucher(app: Application, stamp: Stamp, refund: Refund) -> Document:
    """Build the voucher of money given back, which whoever receives it signs."""
    return stamp.paper(
        Kind.REFUND,
        Shape.SLIP,
        [
            Title(Words("वापसी रसीद", "Refund voucher")),
            *who_and_what(app),
            Rule(),
            Pair(Words("मद", "Head"), app.pack.outcome.fee.both),
            Total(Words("लौटाई गई राशि", "Refunded"), refund.amount),
            AmountWords(in_hindi_words(refund.amount)),
            Pair(Words("प्रकार", "Mode"), MODES[refund.mode].both),
            Pair(Words("सन्दर्भ", "Reference"), refund.reference, Weight.STRONG),
            Pair(Words("कारण", "Reason"), refund.reason),
            *_came_online(refund),
            Rule(),
            *issuer(stamp),
            Signature(Words("राशि पाने वाले के हस्ताक्षर", "Receiver's signature")),
        ],
    )


def _came_online(refund: Refund) -> list[Block]:
    """Return which payment goes back, and why it does not go back online."""
    blocks: list[Block] = []
    if refund.payment:
        blocks.append(Pair(Words("आया था, भुगतान सं०", "Came by payment no."), refund.payment))
    if refund.challan:
        blocks.append(Pair(Words("जमा हुआ था, चालान सं०", "Paid in under challan no."), refund.challan))
    if refund.not_online_because:
        blocks.append(Pair(Words("ऑनलाइन क्यों नहीं", "Why not online"), refund.not_online_because))
    return blocks
