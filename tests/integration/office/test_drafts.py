"""A draft saves itself at every field; what a likely duplicate is must be said before any money is taken."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from app.base.document import Kind
from app.counter.model import Mode, NextStep
from app.counter.walk import State
from app.errors import InputError
from app.packs.describe import read_answers_file
from app.packs.reader import read_all

from tests.integration.office.at_the_desk import HOUSE, MOHAN, PACKS, RAMU, SITA, open_desk

CHILD = """
import json, os, sys
from pathlib import Path
from tests.integration.office.at_the_desk import open_desk

home, url, service, answers, last = sys.argv[1:]
desk = open_desk(Path(home), url)
desk.office.people.sign_in_for_training()
found = desk.office.counter.start(service)
print(found.id, flush=True)
for field, typed in json.loads(answers).items():
    desk.office.counter.answer(found.id, field, typed)
    if field == last:
        os._exit(9)
"""


def killed_at(field: str, home: Any, url: str, answers: dict[str, Any]) -> str:
    """Fill a form in a process of its own that dies right after `field`; return the application's id."""
    told = [str(home), url, "upssb-worker-contribution", json.dumps(answers), field]
    ended = subprocess.run(
        [sys.executable, "-c", CHILD, *told], cwd=HOUSE, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 9, ended.stderr
    return ended.stdout.strip()


@pytest.mark.parametrize("field", ["applicant_name", "mobile", "aadhaar", "years"])
def test_a_draft_survives_a_kill_at_any_field(field: str, tmp_path: Any, training_centre: Any):
    answers = dict(read_answers_file(MOHAN, read_all(PACKS)).answers)
    begun = killed_at(field, tmp_path / "desk", training_centre.url, answers)
    desk = open_desk(tmp_path / "desk", training_centre.url)
    try:
        desk.office.people.sign_in_for_training()
        found = desk.office.counter.open(begun)
        saved = [name for name in answers if name in found.answers]
        assert saved == list(answers)[: list(answers).index(field) + 1]
        assert [row.id for row in desk.office.counter.today()] == [begun]
        assert found.state is State.DRAFT
        whole = desk.office.counter.answer_all(begun, answers)
        assert not whole.problems and whole.next_step is NextStep.ATTACH_PAPERS
    finally:
        desk.office.close()


def test_a_wrong_value_stays_as_it_was_typed_and_says_what_is_wrong(desk: Any):
    found = desk.form(mobile="98765")
    assert found.typed["mobile"] == "98765"
    assert found.problems["mobile"].key.startswith("answer.mobile")
    assert found.next_step is NextStep.FILL_FORM
    found = desk.office.counter.answer(found.id, "mobile", "9415012345")
    assert not found.typed and not found.problems


@pytest.fixture
def settle() -> Callable[[Any, str], None]:
    def settled(desk: Any, id: str) -> None:
        with pytest.raises(InputError) as refused:
            desk.office.counter.file(id)
        assert refused.value.key == "application.likeness-open"
        with pytest.raises(InputError):
            desk.office.counter.accept_likeness(id, "  ")
        found = desk.office.counter.accept_likeness(id, "पिता-पुत्र, एक ही फ़ोन")
        assert found.next_step is NextStep.TAKE_FEE
        desk.office.counter.file(id)

    return settled


def test_the_same_aadhaar_must_be_settled_before_money(desk: Any, settle: Any):
    first = desk.filed(SITA)
    second = desk.ready(SITA, mobile="9450099999", applicant_name="सुनीता")
    assert second.next_step is NextStep.SETTLE_LIKENESS
    (alike,) = second.likenesses
    assert (alike.application, alike.reason) == (first.id, "duplicate.same-aadhaar-other-name")
    second = desk.office.counter.answer(second.id, "applicant_name", "सीता")
    assert [alike.reason for alike in second.likenesses] == ["duplicate.same-aadhaar"]
    settle(desk, second.id)


def test_the_same_mobile_with_a_name_that_sounds_alike_must_be_settled_too(desk: Any, settle: Any):
    desk.filed(RAMU)
    aadhaar = read_answers_file(MOHAN, read_all(PACKS)).answers["aadhaar"]
    second = desk.ready(RAMU, applicant_name="रामु यादव", aadhaar=aadhaar)
    assert [alike.reason for alike in second.likenesses] == ["duplicate.same-mobile-similar-name"]
    settle(desk, second.id)


def test_one_family_on_one_phone_is_no_duplicate(desk: Any):
    desk.filed(RAMU)
    aadhaar = read_answers_file(MOHAN, read_all(PACKS)).answers["aadhaar"]
    second = desk.ready(RAMU, applicant_name="कमला यादव", applicant_name_english="KAMLA", aadhaar=aadhaar)
    assert second.likenesses == ()
    assert second.next_step is NextStep.TAKE_FEE


def test_a_cancelled_application_is_no_duplicate_and_another_service_neither(desk: Any):
    first = desk.filed(MOHAN)
    desk.office.counter.cancel(first.id, "नागरिक ने मना किया")
    desk.filed(SITA)
    again = desk.ready(MOHAN)
    assert again.likenesses == ()
    sita = read_answers_file(SITA, read_all(PACKS)).answers
    same_person = {name: sita[name] for name in ("applicant_name", "mobile", "aadhaar")}
    other_service = desk.form(MOHAN, **same_person)
    assert other_service.likenesses == ()

    other_name = desk.office.counter.answer(other_service.id, "applicant_name", "नूरजहाँ")
    assert [alike.reason for alike in other_name.likenesses] == ["duplicate.same-aadhaar-other-name"]


def test_a_service_taken_again_by_the_same_person_is_asked_before_scanning_and_noted_as_such(desk: Any):
    first = desk.office.counter.take_charge(desk.acknowledged(MOHAN).id, Mode.CASH)
    second = desk.form(MOHAN)
    assert (second.next_step, second.same_again) == (NextStep.SETTLE_LIKENESS, True)
    noted = desk.office.counter.same_again(second.id)
    assert (noted.next_step, noted.likenesses[0].application) == (NextStep.ATTACH_PAPERS, first.id)
    (reason,) = desk.rows(f"SELECT likeness_reason FROM application WHERE id = '{second.id}'")
    assert "वही व्यक्ति" in reason

    changed = desk.office.counter.answer(second.id, "mobile", "9450099999")
    assert changed.next_step is NextStep.SETTLE_LIKENESS  # what was said was said of somebody else


def test_the_next_service_of_the_same_person_begins_with_what_is_known(desk: Any):
    first = desk.filed(SITA)
    second = desk.office.counter.start("upssb-worker-contribution", like=first.id)
    assert second.applicant == "सीता देवी"
    assert second.answers["aadhaar_token"] == first.answers["aadhaar_token"]
    assert "years" not in second.answers


def test_the_number_that_was_just_given_is_filled_in_printed_and_known_to_the_centre(desk: Any):
    first = desk.acknowledged(SITA)
    again = desk.office.counter.start("upssb-worker-contribution", like=first.id)
    assert again.answers["registration_number"] == first.registration_number

    as_typed = first.registration_number.lower().replace("-", " – ")
    anothers = desk.form(MOHAN, registration_number=as_typed)
    assert [(each.application, each.reason) for each in anothers.likenesses] == [
        (first.id, "duplicate.other-holder")
    ]
    desk.office.counter.cancel(anothers.id, "जाँच")

    never = first.registration_number[:-1] + "9"
    filed = desk.filed(MOHAN, registration_number=never.lower().replace("-", " "))
    refused = desk.wait_for(filed.id, lambda found: found.refused is not None)
    assert (refused.refused.code, refused.fee_is_in) == ("application.number-unknown", False)
    desk.office.counter.answer(filed.id, "registration_number", as_typed)
    desk.office.counter.correct(filed.id)
    desk.office.counter.pay_online(filed.id)
    done = desk.until(filed.id, State.USER_CHARGE_DUE)
    for kind in (Kind.BOARD_FEE, Kind.ACKNOWLEDGEMENT):
        assert first.registration_number in [
            getattr(block, "value", "") for block in desk.paper(done, kind).blocks
        ]
