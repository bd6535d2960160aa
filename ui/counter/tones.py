"""How a state looks in a list: its words, its tone and its sign, so that colour never speaks alone."""

from app.counter.walk import State
from ui.theme import COLOURS

_S = State
_TONES = {
    "good": (_S.REGISTERED, _S.CLOSED),
    "wait": (
        _S.FEE_DUE, _S.ONLINE_INITIATED, _S.ONLINE_PENDING, _S.CHALLAN_ISSUED,
        _S.CHALLAN_DEPOSITED, _S.SUBMITTING, _S.USER_CHARGE_DUE, _S.REFUND_DUE,
    ),
    "wrong": (_S.OBJECTION, _S.REJECTED, _S.REGISTERED_REFUNDED),
}  # fmt: skip
_BY_STATE = {state: tone for tone, states in _TONES.items() for state in states}
SIGNS = {"good": "✓", "wait": "◷", "wrong": "!", "": "✎"}
_THERE = frozenset({_S.SUBMITTING, _S.CHALLAN_DEPOSITED})
_ENDED = frozenset({_S.CANCELLED, _S.REFUNDED})


def tone_of(state: State) -> str:
    """Return the theme's tone: good, wait, wrong, or none for what is still being written."""
    return _BY_STATE.get(state, "")


def sign_of(state: State) -> str:
    return "–" if state in _ENDED else SIGNS[tone_of(state)]


def state_key(state: State, *, refused: bool, unsent: bool) -> str:
    """Return which words say how it stands; nothing is called the centre's while its form waits on this desk."""
    if refused:
        return "state-refused"
    return "state-unsent" if unsent and state in _THERE else f"state-{state.value}"


def inks(tone: str) -> tuple[str, str]:
    """Return ink and ground of a tone."""
    return {
        "good": (COLOURS.good, COLOURS.good_soft),
        "wait": (COLOURS.wait, COLOURS.wait_soft),
        "wrong": (COLOURS.wrong, COLOURS.wrong_soft),
    }.get(tone, (COLOURS.muted, COLOURS.canvas))
