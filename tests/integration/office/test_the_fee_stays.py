"""A form that is mended after its fee was asked: the fee stays, and only what was refused is open to change."""

from typing import Any

import pytest

from app.base.document import Kind
from app.counter.model import Mode, NextStep
from app.counter.walk import State
from app.errors import InputError, WrongStep


def test_an_objection_is_not_mended_into_another_fee(desk: Any, training_centre: Any):
    training_centre.behave(object=True)
    found = desk.until(desk.paid(years="5").id, State.OBJECTION)
    desk.office.counter.answer(found.id, "years", "4")
    with pytest.raises(InputError) as refused:
        desk.office.counter.correct(found.id)
    assert refused.value.key == "application.fee-changed"
    assert (refused.value.facts["field"], refused.value.facts["asked"]) == ("years", "₹50.00")
    desk.office.counter.answer(found.id, "years", "5")
    desk.office.counter.correct(found.id, "काग़ज़ पहले से साफ़ है")
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    assert "₹50.00" in str(desk.paper(found, Kind.ACKNOWLEDGEMENT).to_json())


def test_a_refused_filing_whose_fee_is_in_is_not_mended_into_another_fee(desk: Any, training_centre: Any):
    training_centre.behave(reject=("application.filed",))
    found = desk.paid(years="5")
    desk.office.link.sync_now()
    training_centre.behave(reject=())
    desk.office.counter.answer(found.id, "years", "4")
    with pytest.raises(InputError) as refused:
        desk.office.counter.correct(found.id)
    assert refused.value.key == "application.fee-changed"
    assert not list(desk.rows("SELECT kind FROM outbox WHERE state = 'superseded'"))


def test_a_refused_entry_other_than_the_filing_opens_no_form(desk: Any, training_centre: Any):
    found = desk.acknowledged()
    training_centre.behave(reject=("charge.taken",))
    desk.office.counter.take_charge(found.id, Mode.CASH)
    desk.office.link.sync_now()
    found = desk.office.counter.open(found.id)
    assert found.next_step is NextStep.MEND_REFUSED and not found.editable
    with pytest.raises(WrongStep):
        desk.office.counter.answer(found.id, "applicant_name_english", "SOMEBODY ELSE")
    assert desk.office.counter.open(found.id).answers == found.answers
