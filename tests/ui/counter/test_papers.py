"""The papers at the screen: brought as files, scanned, put in order, scanned anew, and what is no paper refused."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from app.attachments.model import SlotState, SlotView
from app.counter.model import NextStep
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget

from tests.integration.office.at_the_desk import SITA, AtTheDesk, picture
from tests.ui.counter.conftest import AtTheCounter

ESCAPE = Qt.Key.Key_Escape


@pytest.fixture
def at_papers(counter: AtTheCounter, home: Path, tmp_path: Path) -> AtTheCounter:
    """The screen on the papers of a form that is whole."""
    ahead = AtTheDesk(counter.office, home, None, None, None)
    form = ahead.form(SITA)
    counter.desk.open_application(form.id)
    counter.until(lambda: counter.desk._visit.application is not None)
    assert counter.application.next_step is NextStep.ATTACH_PAPERS
    return counter


def slot(counter: AtTheCounter, name: str) -> SlotView:
    return next(view for view in counter.application.slots if view.slot.id == name)


def click(counter: AtTheCounter, name: str, kind: type[QWidget] = QPushButton) -> None:
    counter.part(name, kind).click()
    counter.settled()


def bring(counter: AtTheCounter, name: str, file: Path | None) -> None:
    counter.desk._taking_in.ask_file = lambda: file
    click(counter, f"counter.slot.{name}.import")


def state_said(counter: AtTheCounter, name: str) -> str:
    return str(counter.desk._walk.slots._cards[name]._state.text())


def wrong_said(counter: AtTheCounter, name: str) -> str:
    return str(counter.part(f"counter.slot.{name}.wrong", QLabel).text())


def picture_of(name: str, tmp_path: Path) -> Path:
    return picture(name, tmp_path / "brought")


def test_a_paper_brought_as_a_file_is_fitted_and_shown(at_papers: AtTheCounter, tmp_path: Path):
    bring(at_papers, "photo", picture_of("photo", tmp_path))
    assert slot(at_papers, "photo").state is SlotState.GOOD
    assert state_said(at_papers, "photo") == "✓ ठीक है"
    at_papers.until(lambda: not at_papers.desk._walk.slots._picture._image.isNull())
    at_papers.desk.resize(1170, 420)  # more papers than there is room for: the chosen one is scrolled to
    last = at_papers.desk._walk.slots._cards["ration_card"]
    at_papers.until(lambda: last.visibleRegion().isEmpty())
    at_papers.desk._walk.slots.choose("ration_card")
    at_papers.until(lambda: not last.visibleRegion().isEmpty())


SMALL = [(1064, 560), (936, 430), (936, 330)]  # what 1280x720 leaves, what 1024x600, and an objection there


def test_on_a_small_screen_no_button_of_a_paper_is_cut_and_nothing_lies_on_the_picture(
    at_papers: AtTheCounter, tmp_path: Path
):
    bring(at_papers, "photo", picture_of("photo", tmp_path))
    slots = at_papers.desk._walk.slots
    beneath = slots._side._tools["turn"].parentWidget()

    def parted() -> bool:
        parts = [each.geometry() for each in beneath.findChildren(QWidget) if each.isVisible()]
        return not any(one.intersects(other) for one, other in combinations(parts, 2))

    def whole() -> bool:
        shown = [each for each in slots.findChildren(QPushButton) if each.isVisible()]
        places = [QRect(each.mapTo(slots, QPoint()), each.size()) for each in shown]
        inside = all(place.left() >= 0 and place.right() < slots.width() for place in places)
        return len(shown) > 10 and inside and all(each.width() >= each.sizeHint().width() for each in shown)

    for width, height in SMALL:
        at_papers.desk.resize(width, height)
        for card in (*slots._cards, "photo"):
            slots.choose(card)  # which scrolled sideways, where a card was wider than its place
        at_papers.until(lambda: not slots._picture._image.isNull())
        at_papers.until(lambda: parted() and whole() and not slots._papers.horizontalScrollBar().maximum())


def test_a_file_that_is_no_paper_is_refused_in_words_at_its_slot(at_papers: AtTheCounter, tmp_path: Path):
    letter = tmp_path / "letter.jpg"
    letter.write_text("this is no picture")
    bring(at_papers, "photo", letter)
    assert slot(at_papers, "photo").state is SlotState.EMPTY
    assert wrong_said(at_papers, "photo").startswith("⚠ यह फ़ाइल")
    assert not at_papers.part("counter.problem", QLabel).text()

    bring(at_papers, "photo", picture_of("photo", tmp_path))
    assert (state_said(at_papers, "photo"), wrong_said(at_papers, "photo")) == ("✓ ठीक है", "")


def test_nothing_happens_where_no_file_was_chosen(at_papers: AtTheCounter):
    bring(at_papers, "photo", None)
    assert slot(at_papers, "photo").state is SlotState.EMPTY
    assert not at_papers.desk._visit.is_busy


def test_the_feeder_takes_the_sheets_that_have_room_and_says_that_one_has_none(at_papers: AtTheCounter):
    at_papers.desk._walk.slots.choose("aadhaar_card")
    at_papers.part("counter.scan.feeder", QCheckBox).click()
    click(at_papers, "counter.slot.aadhaar_card.scan")

    at_papers.until(lambda: len(slot(at_papers, "aadhaar_card").pages) == 2)  # the feeder held three sheets
    assert wrong_said(at_papers, "aadhaar_card").startswith("⚠ इस काग़ज़ में अधिकतम 2")


def test_a_scan_is_stopped_by_escape_and_leaves_nothing_behind(at_papers: AtTheCounter):
    at_papers.part("counter.slot.photo.scan").click()
    stop = at_papers.part("counter.scan.stop")
    at_papers.until(lambda: stop.isVisible() and at_papers.desk._walk.slots._progress._bar.value() > 0)
    at_papers.press(ESCAPE)
    at_papers.settled()
    assert slot(at_papers, "photo").state is SlotState.EMPTY
    assert not stop.isVisible()
    assert not at_papers.part("counter.problem", QLabel).text()


@pytest.fixture
def two_pages(at_papers: AtTheCounter, tmp_path: Path) -> Any:
    for name in ("aadhaar_card", "bank_passbook"):
        bring(at_papers, "aadhaar_card", picture_of(name, tmp_path))
    assert len(slot(at_papers, "aadhaar_card").pages) == 2
    return at_papers


def test_pages_change_places(two_pages: AtTheCounter):
    first, second = (page.id for page in slot(two_pages, "aadhaar_card").pages)
    assert two_pages.part("counter.page.earlier").isHidden()  # the first page can only go back
    click(two_pages, "counter.page.later")
    assert [page.id for page in slot(two_pages, "aadhaar_card").pages] == [second, first]
    assert two_pages.desk._walk.slots.chosen()[1].id == first  # one still looks at the page that moved
    click(two_pages, "counter.page.earlier")
    assert [page.id for page in slot(two_pages, "aadhaar_card").pages] == [first, second]


def test_one_page_is_scanned_anew_and_the_other_stays(two_pages: AtTheCounter):
    first, second = slot(two_pages, "aadhaar_card").pages
    two_pages.part("counter.page.2").click()
    click(two_pages, "counter.page.rescan")
    kept, fresh = slot(two_pages, "aadhaar_card").pages
    assert kept == first
    assert fresh.id != second.id
