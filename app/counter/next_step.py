"""Which one step comes next for an application: pure, from what is known of it."""

from enum import StrEnum

from app.attachments.model import SlotState, SlotView
from app.counter.model import NextStep
from app.counter.walk import ENDED, State

_BY_STATE = {
    State.READY: NextStep.FILL_FORM,
    State.FEE_DUE: NextStep.TAKE_FEE,
    State.ONLINE_INITIATED: NextStep.ASK_PAYMENT,
    State.ONLINE_PENDING: NextStep.ASK_PAYMENT,
    State.CHALLAN_ISSUED: NextStep.RECORD_DEPOSIT,
    State.CHALLAN_DEPOSITED: NextStep.WAIT_VERIFICATION,
    State.SUBMITTING: NextStep.WAIT_CENTRE,
    State.OBJECTION: NextStep.CORRECT,
    State.REGISTERED: NextStep.GIVE_ACKNOWLEDGEMENT,
    State.USER_CHARGE_DUE: NextStep.TAKE_CHARGE,
    State.REFUND_DUE: NextStep.GIVE_REFUND,
    State.REGISTERED_REFUNDED: NextStep.SETTLE_REGISTERED,
}


class MoneyOpen(StrEnum):
    """What is open about an application's money that its state does not say."""

    NOTHING = "nothing"
    TWICE_PAID = "twice-paid"  # a payment came in that the walk had no use for: it is owed back
    UNVERIFIED = "unverified"  # a deposit is told that the bank has not confirmed


def step_in_list(state: State) -> NextStep:
    """Return the next step as a list shows it, from the state alone."""
    if state is State.DRAFT:
        return NextStep.FILL_FORM
    return _BY_STATE.get(state, NextStep.NOTHING)


def next_step(
    state: State,
    slots: tuple[SlotView, ...],
    *,
    form_whole: bool,
    likeness_open: bool,
    refused: bool,
    money: MoneyOpen,
) -> NextStep:
    """Return the one next action. `refused`: the centre said no to an entry of it."""
    if (
        refused and state is not State.REGISTERED_REFUNDED
    ):  # there the refused cancellation is what is settled
        return NextStep.MEND_REFUSED
    if state not in {State.DRAFT, State.READY}:
        return _after_filing(state, money)
    if not form_whole:
        return NextStep.FILL_FORM
    if likeness_open:  # before anybody scans for what may be there already
        return NextStep.SETTLE_LIKENESS
    return NextStep.TAKE_FEE if all(slot_is_good(view) for view in slots) else NextStep.ATTACH_PAPERS


def _after_filing(state: State, money: MoneyOpen) -> NextStep:
    """Nothing is given back before the bank has confirmed it, and no second payment is kept at the walk's end."""
    if state is State.REFUND_DUE and money is MoneyOpen.UNVERIFIED:
        return NextStep.WAIT_VERIFICATION
    if state in ENDED and money is MoneyOpen.TWICE_PAID:
        return NextStep.GIVE_REFUND
    return step_in_list(state)


def slot_is_good(view: SlotView) -> bool:
    """Say whether a slot holds what the service asks: a good paper, or nothing where nothing is required."""
    return view.state is SlotState.GOOD or (view.state is SlotState.EMPTY and not view.slot.required)
