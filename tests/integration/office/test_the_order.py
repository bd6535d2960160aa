"""Letter L1, paragraph 4: form, the Board's fee, registration complete, the acknowledgement, then the user charge."""

from typing import Any

import pytest

from app.base.document import Kind
from app.counter.model import Mode, NextStep
from app.counter.walk import State
from app.errors import InputError, WrongStep


def test_a_form_and_its_papers_come_before_any_money(desk: Any):
    counter = desk.office.counter
    found = counter.start("upssb-worker-contribution")
    assert found.next_step is NextStep.FILL_FORM
    with pytest.raises(InputError) as refused:
        counter.file(found.id)
    assert refused.value.key == "application.incomplete"
    found = desk.form()
    assert found.next_step is NextStep.ATTACH_PAPERS
    with pytest.raises(InputError) as refused:
        counter.file(found.id)
    assert refused.value.key == "application.paper-missing"
    for take in (counter.pay_online, counter.make_challan):
        with pytest.raises(WrongStep) as wrong:
            take(found.id)
        assert wrong.value.facts["state"] == "draft"


def test_no_acknowledgement_before_registration(desk: Any, training_centre: Any):
    training_centre.behave(register_after_s=3600)
    found = desk.filed()
    for state in (State.FEE_DUE, State.SUBMITTING):
        assert found.state is state
        with pytest.raises(WrongStep) as wrong:
            desk.office.counter.acknowledge(found.id)
        assert wrong.value.facts["state"] == state.value
        if state is State.FEE_DUE:
            found = desk.office.counter.pay_online(found.id)
            desk.office.link.sync_now()
    assert Kind.ACKNOWLEDGEMENT not in {paper.kind for paper in desk.office.counter.open(found.id).papers}


def test_no_user_charge_before_the_acknowledgement(desk: Any, training_centre: Any):
    training_centre.behave(register_after_s=3600)
    found = desk.paid()
    desk.office.link.sync_now()
    with pytest.raises(WrongStep) as wrong:
        desk.office.counter.take_charge(found.id, Mode.CASH)
    assert wrong.value.facts == {"state": "submitting", "event": "charge-taken"}
    assert desk.rows("SELECT head FROM money") == ["upssb-contribution"]


def test_the_walk_goes_from_form_to_user_charge(desk: Any):
    found = desk.acknowledged()
    assert found.next_step is NextStep.TAKE_CHARGE
    assert found.application_number and found.registration_number.startswith("UPSSB-TR-")
    found = desk.office.counter.take_charge(found.id, Mode.CASH)
    assert (found.state, found.next_step) == (State.CLOSED, NextStep.NOTHING)
    assert [paper.kind for paper in found.papers] == [
        Kind.BOARD_FEE, Kind.ACKNOWLEDGEMENT, Kind.USER_CHARGE,
    ]  # fmt: skip
    assert desk.office.link.sync_now().idle
    assert desk.office.link.attention() == ()


def test_a_user_charge_may_stay_due_and_the_acknowledgement_prints_all_the_same(desk: Any):
    found = desk.acknowledged()
    desk.office.papers.print_what_waits()
    assert desk.office.papers.jobs() == ()
    assert len(desk.printer.papers()) == 2  # the receipt of the fee, then the acknowledgement
    (item,) = desk.office.counter.shelf()
    assert item.application.id == found.id
    desk.office.counter.hand_over(item.document)
    assert desk.office.counter.shelf() == ()
    assert desk.office.counter.open(found.id).next_step is NextStep.TAKE_CHARGE


def test_a_filed_form_is_not_changed_any_more(desk: Any):
    found = desk.filed()
    for change in (
        lambda: desk.office.counter.answer(found.id, "years", "1"),
        lambda: desk.bring(found.id, "aadhaar_card"),
        lambda: desk.office.counter.file(found.id),
    ):
        with pytest.raises(WrongStep) as wrong:
            change()
        assert wrong.value.facts["state"] == "fee-due"
