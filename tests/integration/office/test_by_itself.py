"""A desk that runs: it sends, fetches and prints on threads of its own while a person only looks."""

from typing import Any

import pytest

from app.attachments.model import Box, SlotState
from app.counter.model import NextStep
from app.counter.walk import State
from app.errors import Cancelled, InputError, PaperJam, RecordsLocked, WrongStep
from app.office import Happened
from app.ports.scanning import Source
from scanners.virtual import Part, number_box

from tests.integration.office.at_the_desk import SITA, open_desk, wait_until


def unwatched(_percent: int) -> None:
    pass


def test_a_running_desk_prints_the_acknowledgement_by_itself(desk: Any):
    happened: list[Happened] = []
    desk.office.listen(happened.append)
    desk.office.start()
    found = desk.deposited()
    wait_until(lambda: desk.office.counter.open(found.id).state is State.USER_CHARGE_DUE)
    wait_until(lambda: len(desk.printer.papers()) == 2)  # provisional slip, then acknowledgement
    wait_until(lambda: desk.office.link.status().idle and desk.office.papers.jobs() == ())
    assert {Happened.APPLICATIONS, Happened.LINK, Happened.JOBS} <= set(happened)
    assert desk.office.counter.counts().shelf == 1


def test_a_running_desk_finds_its_centre_again(desk: Any, training_centre: Any):
    training_centre.stop()
    desk.office.start()
    found = desk.deposited()
    wait_until(lambda: desk.office.link.status().cause is not None)
    training_centre.start()
    wait_until(lambda: desk.office.counter.open(found.id).state is State.USER_CHARGE_DUE)


def test_only_one_program_works_on_a_home_folder(desk: Any, training_centre: Any):
    desk.office.start()
    other = open_desk(desk.home, training_centre.url)
    try:
        with pytest.raises(RecordsLocked):
            other.office.start()
    finally:
        other.office.close()


def test_what_was_typed_at_two_windows_of_one_home_is_seen_by_both(desk: Any, training_centre: Any):
    found = desk.form()
    other = open_desk(desk.home, training_centre.url)
    try:
        other.office.people.sign_in_for_training()
        other.office.counter.answer(found.id, "years", "2")
    finally:
        other.office.close()
    assert desk.office.counter.open(found.id).answers["years"] == 2


def test_a_scanned_aadhaar_card_is_not_filed_before_its_digits_are_covered(desk: Any):
    found = desk.form()
    found = desk.office.slots.scan(found.id, "aadhaar_card", Source.FLATBED, unwatched)
    (view,) = found.slots
    assert view.state is SlotState.NEEDS_MASK
    assert found.next_step is NextStep.ATTACH_PAPERS
    with pytest.raises(InputError):
        desk.office.counter.file(found.id)
    with pytest.raises(InputError) as refused:
        desk.office.slots.say_no_aadhaar(found.id, "aadhaar_card")
    assert refused.value.key == "slot.digits-seen"
    box = number_box("aadhaar_card")
    assert box is not None
    before = desk.office.slots.page_picture(found.id, "aadhaar_card", view.pages[0].id)
    found = desk.office.slots.mask(found.id, "aadhaar_card", view.pages[0].id, (Box(*box),))
    assert found.slots[0].state is SlotState.NEEDS_MASK  # somebody must see that the box did not miss
    found = desk.office.slots.say_no_aadhaar(found.id, "aadhaar_card")
    (view,) = found.slots
    assert view.state is SlotState.GOOD
    assert desk.office.slots.page_picture(found.id, "aadhaar_card", view.pages[0].id) != before
    assert view.fitted.bytes <= view.slot.most_kb * 1024
    assert desk.office.counter.file(found.id).state is State.FEE_DUE


def test_a_scan_that_jams_or_is_cancelled_leaves_the_slot_as_it_was(desk: Any):
    found = desk.form(SITA)
    desk.bring(found.id, "bank_passbook")
    before = desk.office.counter.open(found.id).slots
    desk.scanner.plays = Part.JAM
    with pytest.raises(PaperJam):
        desk.office.slots.scan(found.id, "bank_passbook", Source.FLATBED, unwatched)
    desk.scanner.plays = Part.WELL

    def stop(percent: int) -> None:
        if percent > 40:
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.office.slots.scan(found.id, "bank_passbook", Source.FLATBED, stop)
    assert desk.office.counter.open(found.id).slots == before
    assert list((desk.home / "drafts").glob("scan-*")) == []


def test_a_filed_application_takes_no_other_paper(desk: Any):
    found = desk.filed()
    with pytest.raises(WrongStep):
        desk.office.slots.scan(found.id, "aadhaar_card", Source.FLATBED, unwatched)
    with pytest.raises(InputError) as refused:
        desk.office.slots.import_file(desk.form().id, "no-such-slot", desk.brought("photo"))
    assert refused.value.key == "slot.unknown"
