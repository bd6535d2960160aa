"""What things are called in a day's account: ways of paying, what is due, and what became of a receipt."""

from collections.abc import Mapping
from types import MappingProxyType

from app.base.document import Kind
from app.base.words import Words
from app.counter.model import ChallanState, Mode
from app.counter.papers import MODES
from app.counter.walk import State
from app.papers.issued_on import CameOut

CHALLAN, SURPLUS, NOW_FEE = "challan", "online-surplus", "surplus-now-fee"
DEPOSIT, DEPOSIT_NOW_FEE = "challan-surplus", "challan-now-fee"
SENT_TWICE, BROUGHT_BACK = "sent-twice", "brought-back"
BOOKED_WRONGLY: Mapping[Mode, str] = MappingProxyType({Mode.CASH: "not-cash", Mode.UPI: "not-upi"})
PUT_RIGHT: Mapping[Mode, str] = MappingProxyType({Mode.CASH: "cash-after-all", Mode.UPI: "upi-after-all"})
IN_CASH = frozenset({Mode.CASH.value, BROUGHT_BACK, BOOKED_WRONGLY[Mode.CASH], PUT_RIGHT[Mode.CASH]})
WAYS: Mapping[str, Words] = MappingProxyType(
    {
        "online": Words("ऑनलाइन", "Online"),
        CHALLAN: Words("चालान से", "By challan"),
        SURPLUS: Words("ऑनलाइन, लौटाने को", "Online, owed back"),
        NOW_FEE: Words(
            "ऑनलाइन, अब शुल्क; पहले के दिन के हिसाब में", "Online, the fee now; in an earlier day's account"
        ),
        DEPOSIT: Words("चालान से, लौटाने को", "By challan, owed back"),
        DEPOSIT_NOW_FEE: Words(
            "चालान से, अब शुल्क; पहले के दिन के हिसाब में", "By challan, the fee now; in an earlier day's account"
        ),
        SENT_TWICE: Words("ऑनलाइन, गेटवे से दोबारा", "Online, a second time"),
        BROUGHT_BACK: Words("नकद, दो बार लौटा पैसा वापस मिला", "Cash, given twice and brought back"),
        BOOKED_WRONGLY[Mode.CASH]: Words("नकद लिखा था, सुधारा", "Booked as cash, corrected"),
        BOOKED_WRONGLY[Mode.UPI]: Words("यू०पी०आई० लिखा था, सुधारा", "Booked as UPI, corrected"),
        PUT_RIGHT[Mode.CASH]: Words("नकद, सुधार से", "Cash, by correction"),
        PUT_RIGHT[Mode.UPI]: Words("यू०पी०आई०, सुधार से", "UPI, by correction"),
        **{mode.value: words for mode, words in MODES.items()},
    }
)
_FEE = Words("शुल्क देना बाकी", "Fee to be paid")
_UNSURE = Words("शुल्क की पुष्टि बाकी", "Fee to be confirmed")
TO_CONFIRM = Words("शुल्क के अलावा जमा, पुष्टि बाकी", "Paid in beside the fee, to be confirmed")
TO_ASK_BACK = Words("दो बार लौटा: ग्राहक से वापस लेना है", "Given twice: to be asked back from the customer")
_CHARGE = Words("यूजर चार्ज बाकी", "User charge to be taken")
DUE: Mapping[State, Words] = MappingProxyType(
    {
        State.FEE_DUE: _FEE,
        State.CHALLAN_ISSUED: _FEE,
        State.ONLINE_INITIATED: _UNSURE,
        State.ONLINE_PENDING: _UNSURE,
        State.CHALLAN_DEPOSITED: _UNSURE,
        State.REGISTERED: _CHARGE,
        State.USER_CHARGE_DUE: _CHARGE,
        State.REFUND_DUE: Words("लौटाना बाकी", "To be given back"),
    }
)
"""What is due where, in the order of the walk."""

STOPPED = frozenset({State.CANCELLED, State.REJECTED, State.REFUND_DUE, State.REFUNDED})
_NOT_ONLINE = Words("ऑनलाइन आया, ऑनलाइन नहीं लौटा", "Came online, did not go back online")
_ENDED = {
    State.CANCELLED: Words("रद्द", "Cancelled"),
    State.REJECTED: Words("अस्वीकृत", "Turned down"),
    State.REFUND_DUE: Words("समाप्त, लौटाना बाकी", "Ended, to be given back"),
    State.REFUNDED: Words("समाप्त, लौटाया गया", "Ended, given back"),
}
_CHALLANS = {
    ChallanState.GENERATED: Words("जमा होना बाकी", "Not paid in yet"),
    ChallanState.DEPOSITED: Words("जमा, पुष्टि बाकी", "Paid in, to be confirmed"),
    ChallanState.VERIFIED: Words("जमा और पुष्ट", "Paid in and confirmed"),
    ChallanState.REFUSED: Words("बैंक ने नहीं माना", "Not known to the bank"),
    ChallanState.EXPIRED: Words("तिथि निकल गई", "Lapsed"),
    ChallanState.CANCELLED: Words("रद्द", "Cancelled"),
    ChallanState.SURPLUS: Words("शुल्क के अलावा जमा, पुष्टि बाकी", "Paid in beside the fee, to be confirmed"),
    ChallanState.REFUND_DUE: Words(
        "शुल्क के अलावा जमा, लौटाना बाकी", "Paid in beside the fee, to be given back"
    ),
    ChallanState.REFUNDED: Words("शुल्क के अलावा जमा, लौटाया गया", "Paid in beside the fee, given back"),
}


def note_of(came: CameOut, state: State, because: str, challan: ChallanState | None) -> Words | None:
    """Return what is to be known of a paper beside its number; a reason is as it was written, in one language.

    Of a voucher `because` says why what came online did not go back online; of any other, why the application ended.
    """
    if came.void:
        return _with(_CHALLANS[ChallanState.CANCELLED], came.void)
    if came.paper.kind is Kind.REFUND:
        return _with(_NOT_ONLINE, because) if because else None  # the rest it says itself
    if state in _ENDED:
        return _with(_ENDED[state], because)
    return _CHALLANS[challan] if challan else None


def other_number(told: str) -> Words:
    """Return under which number a payment went back, where its voucher names another one."""
    return Words(f"गेटवे का नंबर: {told}", f"The gateway's number: {told}")


def _with(said: Words, reason: str) -> Words:
    return Words(f"{said.hi}: {reason}", f"{said.en}: {reason}") if reason else said
