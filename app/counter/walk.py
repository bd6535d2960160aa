"""The walk of an application: its states, what moves it, and nothing else.

Source: letter L1 paragraph 4 fixes the order: form, board's fee, registration complete, acknowledgement,
then the user charge. There is one table; whoever moves an application asks it.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from app.errors import WrongStep


class State(StrEnum):
    DRAFT = "draft"
    READY = "ready"  # form and papers are whole; nothing has left the desk
    FEE_DUE = "fee-due"  # filed with the centre; the board's fee is asked
    ONLINE_INITIATED = "online-initiated"
    ONLINE_PENDING = "online-pending"  # paid perhaps, not confirmed: ask before trying again
    CHALLAN_ISSUED = "challan-issued"
    CHALLAN_DEPOSITED = "challan-deposited"
    SUBMITTING = "submitting"  # nothing is owed before registration; the centre works
    OBJECTION = "objection"
    REGISTERED = "registered"
    USER_CHARGE_DUE = "user-charge-due"  # the acknowledgement has been issued
    CLOSED = "closed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    REFUND_DUE = "refund-due"
    REFUNDED = "refunded"
    REGISTERED_REFUNDED = "registered-refunded"  # registered after its fee went back: a person decides


class Event(StrEnum):
    FORM_COMPLETED = "form-completed"
    FILED = "filed"
    FILED_WITHOUT_FEE = "filed-without-fee"
    ONLINE_STARTED = "online-started"
    ONLINE_UNCERTAIN = "online-uncertain"
    ONLINE_CONFIRMED = "online-confirmed"
    ONLINE_FAILED = "online-failed"
    CHALLAN_MADE = "challan-made"
    CHALLAN_PAID_IN = "challan-paid-in"
    CHALLAN_VERIFIED = "challan-verified"
    CHALLAN_REFUSED = "challan-refused"
    CHALLAN_EXPIRED = "challan-expired"
    CHALLAN_CANCELLED = "challan-cancelled"
    OBJECTED = "objected"
    CORRECTED = "corrected"
    REGISTERED = "registered"
    REJECTED_UNPAID = "rejected-unpaid"
    REJECTED_PAID = "rejected-paid"
    ACKNOWLEDGED = "acknowledged"
    CHARGE_TAKEN = "charge-taken"
    CANCELLED_UNPAID = "cancelled-unpaid"
    CANCELLED_PAID = "cancelled-paid"
    WITHDRAWN_UNPAID = "withdrawn-unpaid"  # cancelled while the centre refuses the form: it works on nothing
    WITHDRAWN_PAID = "withdrawn-paid"
    REFUND_MADE = "refund-made"
    FEE_WENT_BACK = "fee-went-back"  # what was counted as the fee the gateway had sent back
    REGISTRATION_KEPT = "registration-kept"
    REGISTRATION_GIVEN_UP = "registration-given-up"


_S, _E = State, Event
TRANSITIONS: Mapping[tuple[State, Event], State] = MappingProxyType(
    {
        (_S.DRAFT, _E.FORM_COMPLETED): _S.READY,
        (_S.DRAFT, _E.CANCELLED_UNPAID): _S.CANCELLED,
        (_S.READY, _E.FILED): _S.FEE_DUE,
        (_S.READY, _E.FILED_WITHOUT_FEE): _S.SUBMITTING,
        (_S.READY, _E.CANCELLED_UNPAID): _S.CANCELLED,
        (_S.FEE_DUE, _E.ONLINE_STARTED): _S.ONLINE_INITIATED,
        (_S.FEE_DUE, _E.CHALLAN_MADE): _S.CHALLAN_ISSUED,
        (_S.FEE_DUE, _E.CANCELLED_UNPAID): _S.CANCELLED,
        (_S.FEE_DUE, _E.REJECTED_UNPAID): _S.REJECTED,
        # A gateway may confirm late, after the desk was told "failed": the money counts all the same.
        (_S.FEE_DUE, _E.ONLINE_CONFIRMED): _S.SUBMITTING,
        (_S.ONLINE_INITIATED, _E.ONLINE_UNCERTAIN): _S.ONLINE_PENDING,
        (_S.ONLINE_INITIATED, _E.ONLINE_CONFIRMED): _S.SUBMITTING,
        (_S.ONLINE_INITIATED, _E.ONLINE_FAILED): _S.FEE_DUE,
        (_S.ONLINE_PENDING, _E.ONLINE_CONFIRMED): _S.SUBMITTING,
        (_S.ONLINE_PENDING, _E.ONLINE_FAILED): _S.FEE_DUE,
        (_S.CHALLAN_ISSUED, _E.CHALLAN_PAID_IN): _S.CHALLAN_DEPOSITED,
        # Paid in under a challan that was withdrawn while the fee is still due: it is the fee.
        (_S.FEE_DUE, _E.CHALLAN_PAID_IN): _S.CHALLAN_DEPOSITED,
        # The application ended meanwhile: the money is at the bank, and goes back.
        (_S.CANCELLED, _E.CHALLAN_PAID_IN): _S.REFUND_DUE,
        (_S.REJECTED, _E.CHALLAN_PAID_IN): _S.REFUND_DUE,
        (_S.CHALLAN_ISSUED, _E.CHALLAN_EXPIRED): _S.FEE_DUE,
        (_S.CHALLAN_ISSUED, _E.CHALLAN_CANCELLED): _S.FEE_DUE,
        (_S.CHALLAN_ISSUED, _E.CANCELLED_UNPAID): _S.CANCELLED,
        (_S.CHALLAN_ISSUED, _E.REJECTED_UNPAID): _S.REJECTED,
        (_S.CHALLAN_ISSUED, _E.ONLINE_CONFIRMED): _S.SUBMITTING,  # late again; the challan is void
        (_S.CHALLAN_DEPOSITED, _E.CHALLAN_VERIFIED): _S.SUBMITTING,
        (_S.CHALLAN_DEPOSITED, _E.CHALLAN_REFUSED): _S.CHALLAN_ISSUED,
        (_S.CHALLAN_DEPOSITED, _E.CANCELLED_PAID): _S.REFUND_DUE,
        (_S.SUBMITTING, _E.REGISTERED): _S.REGISTERED,
        (_S.SUBMITTING, _E.OBJECTED): _S.OBJECTION,
        (_S.SUBMITTING, _E.REJECTED_PAID): _S.REFUND_DUE,
        (_S.SUBMITTING, _E.REJECTED_UNPAID): _S.REJECTED,
        (_S.OBJECTION, _E.CORRECTED): _S.SUBMITTING,
        (_S.OBJECTION, _E.CANCELLED_PAID): _S.REFUND_DUE,
        (_S.OBJECTION, _E.CANCELLED_UNPAID): _S.CANCELLED,
        (_S.OBJECTION, _E.REJECTED_PAID): _S.REFUND_DUE,
        (_S.OBJECTION, _E.REJECTED_UNPAID): _S.REJECTED,
        (_S.FEE_DUE, _E.WITHDRAWN_UNPAID): _S.CANCELLED,
        (_S.CHALLAN_ISSUED, _E.WITHDRAWN_UNPAID): _S.CANCELLED,
        (_S.CHALLAN_DEPOSITED, _E.WITHDRAWN_PAID): _S.REFUND_DUE,
        (_S.SUBMITTING, _E.WITHDRAWN_UNPAID): _S.CANCELLED,
        (_S.SUBMITTING, _E.WITHDRAWN_PAID): _S.REFUND_DUE,
        # The refusal may come after the cancellation: then the centre is told of both at once.
        (_S.CANCELLED, _E.WITHDRAWN_UNPAID): _S.CANCELLED,
        (_S.REFUND_DUE, _E.WITHDRAWN_PAID): _S.REFUND_DUE,
        (_S.REFUNDED, _E.WITHDRAWN_PAID): _S.REFUNDED,
        (_S.REGISTERED, _E.ACKNOWLEDGED): _S.USER_CHARGE_DUE,
        (_S.USER_CHARGE_DUE, _E.CHARGE_TAKEN): _S.CLOSED,
        (_S.REFUND_DUE, _E.CHALLAN_REFUSED): _S.CANCELLED,  # the bank knows of no deposit: nothing is owed
        (_S.REFUND_DUE, _E.REFUND_MADE): _S.REFUNDED,
        # The cancellation came after the registration: the centre keeps to that, and the fee is earned.
        (_S.REFUND_DUE, _E.REGISTERED): _S.REGISTERED,
        # So too where the gateway confirmed the fee only afterwards.
        (_S.CANCELLED, _E.REGISTERED): _S.REGISTERED,
        (_S.SUBMITTING, _E.FEE_WENT_BACK): _S.FEE_DUE,
        (_S.OBJECTION, _E.FEE_WENT_BACK): _S.FEE_DUE,
        (_S.REFUND_DUE, _E.FEE_WENT_BACK): _S.REFUNDED,
        (_S.REGISTERED, _E.FEE_WENT_BACK): _S.REGISTERED_REFUNDED,
        (_S.USER_CHARGE_DUE, _E.FEE_WENT_BACK): _S.REGISTERED_REFUNDED,
        # The fee went back before that was heard: either it is paid once more, or the registration is void.
        (_S.REFUNDED, _E.REGISTERED): _S.REGISTERED_REFUNDED,
        (_S.REGISTERED_REFUNDED, _E.REGISTRATION_KEPT): _S.FEE_DUE,
        (_S.REGISTERED_REFUNDED, _E.REGISTRATION_GIVEN_UP): _S.REFUNDED,
        # Kept, then cancelled before it was paid for once more; but the centre does not void it: its fee is due.
        (_S.CANCELLED, _E.REGISTRATION_KEPT): _S.FEE_DUE,
    }
)

PAYING = frozenset({State.ONLINE_INITIATED, State.ONLINE_PENDING})
"""Paid perhaps: the centre is asked before anything else is done."""
ENDED = frozenset({State.CLOSED, State.REJECTED, State.CANCELLED, State.REFUNDED})


_ENDINGS = {
    False: (Event.CANCELLED_UNPAID, Event.CANCELLED_PAID),
    True: (Event.WITHDRAWN_UNPAID, Event.WITHDRAWN_PAID),
}


def ending(*, paid: bool, refused: bool) -> Event:
    """Return how a person ends an application. `refused`: the centre does not take its form."""
    return _ENDINGS[refused][paid]


def may_end(state: State, *, refused: bool) -> bool:
    """Say whether a person may end an application that stands at `state`, whatever of its fee is in."""
    return any(allows(state, event) for event in _ENDINGS[refused])


def after(state: State, event: Event) -> State:
    """Return where `event` takes an application that stands at `state`.

    Raises: WrongStep, naming both, when the walk does not go that way.
    """
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise WrongStep(state=state.value, event=event.value) from None


def allows(state: State, event: Event) -> bool:
    """Say whether the walk goes on by `event` from `state`."""
    return (state, event) in TRANSITIONS
