"""Pages that nobody needs any more go by themselves: they may show an Aadhaar number."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.attachments.model import SlotState
from app.counter.walk import State
from app.ports.scanning import Source

from tests.integration.office.at_the_desk import SITA


def scan(desk: Any, id: str, slot: str) -> Any:
    return desk.office.slots.scan(id, slot, Source.FLATBED, lambda _percent: None)


def pages(desk: Any) -> list[Any]:
    return [*(desk.home / "drafts").rglob("*.jpg")]


@pytest.fixture
def tidy(desk: Any) -> Callable[[], int]:
    """Do what a desk that runs does once a day."""
    return desk.office._tidying.tidy


def test_a_power_cut_after_a_form_was_given_up_leaves_its_pages_only_until_the_next_tidying(
    desk: Any, tidy: Any, monkeypatch: pytest.MonkeyPatch
):
    found = scan(desk, desk.form(SITA).id, "aadhaar_card")
    with monkeypatch.context() as cut:
        cut.setattr(desk.office.counter, "_without_papers", lambda found: found)
        desk.office.counter.cancel(found.id, "नागरिक लौट गया")
    assert pages(desk)
    assert (tidy(), tidy()) == (1, 0)
    assert not pages(desk)


def test_a_form_nobody_came_back_to_loses_its_pages_after_a_month_and_keeps_its_answers(desk: Any, tidy: Any):
    found = scan(desk, desk.form(SITA).id, "aadhaar_card")
    assert tidy() == 0 and pages(desk)
    with desk.office.counter._desk.records.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE application SET updated_at = '2025-01-01 00:00:00.000000'"
        )
    assert tidy() == 1 and not pages(desk)
    assert desk.office.counter.open(found.id).answers == found.answers


def test_a_clock_that_cannot_be_believed_makes_no_form_old(desk: Any, tidy: Any):
    scan(desk, desk.form(SITA).id, "aadhaar_card")
    desk.clock.ahead = timedelta(days=400)
    assert tidy() == 0 and pages(desk)


def test_an_application_that_ends_keeps_no_uncovered_page(desk: Any, tidy: Any, training_centre: Any):
    training_centre.behave(object=True)
    found = desk.until(desk.paid().id, State.OBJECTION)
    (view,) = found.slots
    found = scan(desk, found.id, view.slot.id)
    assert found.slots[0].state is SlotState.NEEDS_MASK
    desk.office.counter.cancel(found.id, "नागरिक लौट गया")
    before = len(pages(desk))
    assert tidy() == 1 and len(pages(desk)) == before - 1
    assert desk.office.counter.open(found.id).slots[0].state is SlotState.GOOD


def test_a_scan_that_a_power_cut_ended_is_gone_after_the_next_start(desk: Any):
    left, under_way = desk.home / "drafts" / "scan-left", desk.home / "drafts" / "scan-now"
    for folder in (left, under_way):
        folder.mkdir()
        (folder / "page.png").write_bytes(b"a page")
    yesterday = (datetime.now() - timedelta(days=1)).timestamp()
    os.utime(left, (yesterday, yesterday))
    desk.office.start()
    assert not left.exists() and under_way.exists()
