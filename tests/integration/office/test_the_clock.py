"""A clock that cannot be believed holds money back, and nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.counter.model import Mode
from app.counter.walk import State
from app.errors import InputError

from tests.integration.office.at_the_desk import kept_at, wait_until


def test_money_waits_while_the_desk_s_clock_is_a_day_off(desk: Any):
    found, other = desk.filed(), desk.acknowledged(applicant_name="रमा देवी", mobile="9450011111")
    desk.clock.ahead = timedelta(days=1)
    desk.office.link.sync_now()
    for take in (
        lambda: desk.office.counter.pay_online(found.id),
        lambda: desk.office.counter.make_challan(found.id),
        lambda: desk.office.counter.take_charge(other.id, Mode.CASH),
    ):
        with pytest.raises(InputError) as held:
            take()
        assert held.value.key == "clock.held"
    assert desk.office.counter.answer(desk.office.counter.start("upssb-worker-contribution").id, "years", "1")
    desk.clock.ahead = timedelta()
    desk.office.link.sync_now()
    assert desk.office.counter.take_charge(other.id, Mode.CASH).state is State.CLOSED


def test_the_financial_year_turns_on_the_first_of_april_and_numbers_begin_anew(
    desk: Any, training_centre: Any
):
    first = desk.with_challan()
    april = first_of_april(desk, training_centre)
    desk.office.link.sync_now()
    found = desk.with_challan()
    numbers = [each.challan.number.split("/")[1:] for each in (first, found)]
    assert numbers[0][1:] == numbers[1][1:] == ["CHL", "000001"]
    assert numbers[1][0] == f"{april.year}-{(april.year + 1) % 100:02d}" != numbers[0][0]
    assert desk.office.link.sync_now().idle
    last_years = [each.code for each in desk.office.link.attention()]
    assert last_years == ["challan.overdue"]


def test_a_registration_of_the_new_year_waits_for_no_number_book(desk: Any, training_centre: Any):
    """The desk was off over the turn of the year; the first thing it hears is a registration."""
    training_centre.behave(register_after_s=0.5)
    found = desk.paid()
    desk.office.link.sync_now()
    first_of_april(desk, training_centre)
    training_centre.centre.wake.set()
    wait_until(lambda: "registered" in kept_at(training_centre, "SELECT state FROM application"))
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    assert {paper.number.split("/")[2]: paper.number[-6:] for paper in found.papers} == {
        "BRD": "000001",
        "ACK": "000001",
    }
    assert desk.office.link.sync_now().idle


def first_of_april(desk: Any, training_centre: Any) -> date:
    today = desk.office.counter.today_is()
    april = today.replace(year=today.year + (today.month >= 4), month=4, day=1)
    desk.clock.ahead = april - today
    training_centre.centre.clock = desk.clock.now
    return april
