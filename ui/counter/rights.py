"""What is not for who sits here, or not possible any more: whether the next step is, and why Ctrl+R ends nothing."""

from collections.abc import Mapping
from types import MappingProxyType

from app.base.money import figures
from app.base.words import Words
from app.counter.model import Application, NextStep
from app.counter.walk import ENDED, PAYING, State
from ui.counter.make import said

_SUPERVISED = frozenset({NextStep.GIVE_REFUND, NextStep.SETTLE_REGISTERED})
_CHARGED = frozenset({State.REGISTERED, State.USER_CHARGE_DUE})
_WHY: Mapping[State, str] = MappingProxyType(
    {
        **dict.fromkeys(ENDED | {State.REFUND_DUE}, "no-end-over"),
        **dict.fromkeys(PAYING, "no-end-paying"),
        State.CLOSED: "no-end-closed",
        State.SUBMITTING: "no-end-at-centre",
        State.REGISTERED_REFUNDED: "no-end-late",
    }
)


def is_operators(found: Application) -> bool:
    """Say whether what comes next is not for the post of who reads it: the operator does it."""
    ends = found.form_refused and found.state in ENDED | {State.REFUND_DUE}
    return not found.may_supervise and (ends or found.next_step in _SUPERVISED)


def why_no_end(found: Application) -> Words | None:
    """Return why the application cannot be cancelled, and what to do instead; None where it can be."""
    if found.may_cancel:
        return None
    if found.may_end:
        return said("no-end-operator")
    if found.state in _CHARGED:
        return said("no-end-charged", amount=figures(found.user_charge.amount))
    return said(_WHY.get(found.state, "no-end-at-centre"))
