"""What the centre names by an id is called as people call it, and money is said in rupees."""

from pathlib import Path

import pytest

from app.counter.called import called
from app.counter.walk import State
from app.errors import CentralRefused, WrongStep
from app.packs.reader import read_folder
from app.words import catalogue, explain

HOUSE = Path(__file__).resolve().parents[3]


def test_fields_papers_and_charges_of_a_refusal_have_their_names():
    packs = {pack.id: pack for pack in read_folder(HOUSE / "packs").packs}
    registration = packs["upssb-worker-registration"]
    facts = {"field": "mobile", "slot": "photo", "charge": "board_fee", "told": 6000}
    named = called(registration, facts)
    fields = {each.id: each.label for each in registration.fields}
    papers = {each.id: each.label for each in registration.documents}
    assert named == {
        "field": fields["mobile"],
        "slot": papers["photo"],
        "paper": papers["photo"],
        "charge": registration.board_fee.words,
    }


def test_money_of_a_refusal_is_said_in_rupees():
    said = explain(CentralRefused(reason="payment.amount-wrong", told=6000, due=5000))
    assert "₹60.00" in said.hi and "₹50.00" in said.en
    assert (
        explain(CentralRefused(reason="payment.amount-wrong")).en.count("—") == 2
    )  # not told: no second failure


@pytest.mark.parametrize("state", State)
def test_where_an_application_stands_is_said_in_words(state: State):
    assert f"walk.state-{state.value}" in catalogue()
    assert state.value not in explain(WrongStep(state=state.value)).hi
