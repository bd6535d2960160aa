"""The walk's one table: the letter's order, no dead end, nothing skipped."""

import pytest

from app.counter.walk import ENDED, TRANSITIONS, Event, State, after, allows
from app.errors import WrongStep


def reachable_from(state):
    seen, waiting = {state}, [state]
    while waiting:
        here = waiting.pop()
        for (origin, _), target in TRANSITIONS.items():
            if origin is here and target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def test_every_state_can_be_reached_from_a_draft():
    assert reachable_from(State.DRAFT) == set(State)


@pytest.mark.parametrize("state", [state for state in State if state not in ENDED])
def test_no_open_state_is_a_dead_end(state):
    assert reachable_from(state) & ENDED


@pytest.mark.parametrize("state", sorted(ENDED))
def test_an_ended_application_moves_again_only_where_the_centre_registered_it_first(state):
    moved = {event for event in Event if allows(state, event) and after(state, event) is not state}
    registered = {
        State.CANCELLED: {Event.REGISTERED, Event.REGISTRATION_KEPT},
        State.REFUNDED: {Event.REGISTERED},
    }
    paid_in = {Event.CHALLAN_PAID_IN} if state in (State.CANCELLED, State.REJECTED) else set()
    assert moved <= registered.get(state, set()) | paid_in


def test_the_letters_order_is_the_only_way_to_the_end():
    state = State.DRAFT
    for event in (
        Event.FORM_COMPLETED,
        Event.FILED,
        Event.ONLINE_STARTED,
        Event.ONLINE_CONFIRMED,
        Event.REGISTERED,
        Event.ACKNOWLEDGED,
        Event.CHARGE_TAKEN,
    ):
        state = after(state, event)
    assert state is State.CLOSED


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (State.DRAFT, Event.ONLINE_STARTED),  # money before the form
        (State.FEE_DUE, Event.REGISTERED),  # registration before the Board's fee
        (State.SUBMITTING, Event.ACKNOWLEDGED),  # acknowledgement before registration
        (State.REGISTERED, Event.CHARGE_TAKEN),  # the user charge before the acknowledgement
        (State.ONLINE_PENDING, Event.ONLINE_STARTED),  # a second payment before the first was asked about
        (State.ONLINE_PENDING, Event.CANCELLED_UNPAID),  # money perhaps taken is never forgotten
    ],
)
def test_a_step_out_of_order_is_refused_and_named(state, event):
    with pytest.raises(WrongStep) as refused:
        after(state, event)
    assert refused.value.facts == {"state": state.value, "event": event.value}


def test_paid_applications_end_in_a_refund_or_a_closing():
    paid = {State.SUBMITTING, State.OBJECTION}
    ends = {target for state in paid for target in reachable_from(state)} & ENDED
    assert State.REFUNDED in ends
    assert State.CLOSED in ends
