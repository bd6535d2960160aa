"""How ready the offices are, as the DESTO and the CDO look at it: evidence, what is late, meetings, and the report."""

from collections.abc import Iterator
from pathlib import Path
from threading import get_ident
from typing import Any

import pypdfium2
import pytest
from app.base.days import office_day
from app.base.words import Language
from app.ports.centre import Change as Document
from app.ports.clock import SystemClock
from app.staff.actions import told
from app.staff.standings import Mark, Standing
from app.words import words
from door.binding import ReporterOnDemand
from openpyxl import load_workbook
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from ui.readiness.bars_view import parts
from ui.readiness.place import VIEWS, ReadinessPlace

from tests.integration.efile.officers import Officer, open_officer
from tests.ui.staff.places import AtPlace, on_another_day

__all__ = ["on_another_day"]

OFFICE = "block-malihabad"
NODAL = {"name": "राम कुमार", "mobile": "9876543210", "letter": "15/2026"}
OFFICES = 13  # of the sample district, without the kendra


@pytest.fixture
def desk(qtbot: Any, neha: Officer, tasks: Any, speech: Any) -> Iterator[AtPlace]:
    neha.office._desk.reporter = ReporterOnDemand()
    found = AtPlace(qtbot, neha, ReadinessPlace, tasks, speech)
    found.until(lambda: found.place.standings is not None)
    yield found
    tasks.close()


def choose(desk: AtPlace, item: str) -> None:
    page = desk.place.offices
    offices = [each.office for each in page.list.rows.items]
    page.list.view.selectRow(offices.index(OFFICE))
    page.marks.view.selectRow([line.item.id for line in page.marks.rows.items].index(item))


def mark(desk: AtPlace, item: str) -> Mark:
    here = next(each for each in desk.place.standings.offices if each.office == OFFICE)
    return next(each for each in here.marks if each.item == item)


def standing(desk: AtPlace, item: str) -> Standing:
    return mark(desk, item).standing


def fill(desk: AtPlace, facts: dict[str, str]) -> None:
    for name, text in facts.items():
        desk.place.evidence.fields[name].editor.setText(text)
    desk.part("offices.evidence.go").click()


def test_evidence_is_asked_for_by_its_own_facts_and_what_is_missing_is_said_where_it_is_missing(
    desk: AtPlace,
):
    choose(desk, "nodal-officer")
    desk.part("readiness.evidence").click()
    asked = desk.place.evidence.fields
    assert list(asked) == ["name", "mobile", "letter", "post"]
    fill(desk, NODAL | {"letter": ""})
    desk.until(lambda: "ज़रूरी है" in desk.part("offices.evidence.letter.below").text())
    fill(desk, {"letter": "15/2026", "mobile": "98765"})
    desk.until(lambda: "ठीक नहीं" in desk.part("offices.evidence.mobile.below").text())
    assert standing(desk, "nodal-officer") is Standing.LATE

    fill(desk, {"mobile": NODAL["mobile"]})

    desk.until(lambda: standing(desk, "nodal-officer") is Standing.DONE)
    assert "राम कुमार, 9876543210, 15/2026" in [
        desk.place.offices.marks.rows.index(0, column).data() for column in range(3)
    ]
    assert get_ident() not in desk.threads
    desk.officer.sync()
    assert desk.officer.office.link.attention() == ()


def test_a_permission_is_asked_for_with_its_number_its_day_and_its_end(desk: AtPlace):
    day = office_day(SystemClock().now())
    today = QDate(day.year, day.month, day.day)
    choose(desk, "network")
    desk.part("readiness.evidence").click()
    fields = desk.place.evidence.fields
    fields["date"].editor.setDate(today.addDays(-400))
    fields["until"].editor.setDate(today.addDays(-1))
    fill(desk, {"number": "77/ACS"})
    desk.until(lambda: mark(desk, "network").evidence.get("number") == "77/ACS")
    assert standing(desk, "network") is Standing.LATE  # it has ended

    choose(desk, "network")
    desk.part("readiness.evidence").click()
    assert fields is not desk.place.evidence.fields
    desk.place.evidence.fields["until"].editor.setDate(today)
    fill(desk, {})

    desk.until(lambda: standing(desk, "network") is Standing.DONE)


def test_who_holds_the_post_is_named_beside_the_item_that_still_lacks_its_evidence(desk: AtPlace):
    page = desk.place.offices
    page.list.choose(lambda each: each.office == "district-lucknow")
    rows = page.marks.rows
    (there,) = (at for at, line in enumerate(rows.items) if line.item.id == "emd-manager")

    assert rows.index(there, 2).data() == "इमरान खान हैं; साक्ष्य दर्ज करें"


def test_an_exemption_needs_its_order_and_takes_the_item_out_of_what_is_late(desk: AtPlace):
    choose(desk, "network")
    desk.part("readiness.exempt").click()
    desk.part("offices.exempt.go").click()
    assert desk.part("offices.exempt.order.below").isVisible()
    QTest.keyClicks(desk.place.exempt.order, "9/2026")
    QTest.keyClick(desk.place.exempt.order, Qt.Key.Key_Return)

    desk.until(lambda: standing(desk, "network") is Standing.EXEMPT)
    bar = next(each for each in desk.place.standings.by_item if each.item.id == "network")
    assert parts(bar) == {Standing.EXEMPT: 1, Standing.LATE: OFFICES - 1}


def test_the_office_with_least_done_stands_first_and_who_to_call_has_a_name_a_post_and_a_mobile(
    desk: AtPlace,
):
    give(desk, "nodal-officer", NODAL)
    desk.until(lambda: standing(desk, "nodal-officer") is Standing.DONE)
    offices = [each.office for each in desk.place.offices.list.rows.items]
    assert offices[-1] == OFFICE

    calls = desk.place.calls.list.rows
    said = {
        calls.items[row].office: [calls.index(row, at).data() for at in range(6)] for row in range(OFFICES)
    }
    assert said[OFFICE][2:] == ["राम कुमार 9876543210", "नोडल अधिकारी", "0522-0000011", "नहीं आई"]
    assert "03-07-2018 से" in desk.part("readiness.call-late").text()
    assert said["hod-education"][2:4] == ["फराह सिद्दीकी", "जिला बेसिक शिक्षा अधिकारी"]  # nobody was named


def test_a_heat_cell_says_in_figures_and_in_a_word_how_far_its_offices_are(desk: AtPlace):
    give(desk, "nodal-officer", NODAL)
    desk.until(lambda: standing(desk, "nodal-officer") is Standing.DONE)
    rows = desk.place.heat.view.rows
    cells = {
        (rows.headerData(row, Qt.Orientation.Vertical), rows.headerData(column, Qt.Orientation.Horizontal)): (
            rows.index(row, column).data()
        )
        for row in range(rows.rowCount())
        for column in range(rows.columnCount())
    }
    assert cells["मलिहाबाद", "जिला प्रशासन"] == "8%\nपीछे · 1 कार्यालय"
    assert cells["मलिहाबाद", "पुलिस अधीक्षक कार्यालय"] == "0%\nपीछे · 1 कार्यालय"
    assert cells["मोहनलालगंज", "पुलिस अधीक्षक कार्यालय"].startswith("—")
    desk.place.speech.speak(Language.ENGLISH)
    assert "8%\nbehind · offices: 1" in {rows.index(row, 0).data() for row in range(rows.rowCount())}


def test_the_line_ends_where_the_offices_stand_today(desk: AtPlace):
    assert desk.place.items.progress.accessibleDescription() == ""
    give(desk, "staff-identified", {"people": "11"})

    desk.until(lambda: desk.place.items.progress.accessibleDescription().endswith(": 1%"))  # 12% of one of 13


def test_nobody_is_asked_to_type_that_certified_data_went_up(desk: AtPlace):
    choose(desk, "data-certified")
    desk.part("readiness.evidence").click()
    assert desk.part("readiness.told").text().startswith("यह मद टाइप करने से पूरी नहीं होती")
    assert not desk.place.evidence.isVisible()


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_drawn_in_both_languages(desk: AtPlace, view: str):
    give(desk, "nodal-officer", NODAL)
    desk.until(lambda: standing(desk, "nodal-officer") is Standing.DONE)
    desk.part(f"readiness.view.{view}").click()
    hindi = desk.place.grab().toImage()
    desk.place.speech.speak(Language.ENGLISH)

    assert desk.place.grab().toImage() != hindi


def test_the_points_of_a_meeting_stand_with_the_longest_due_first_until_they_are_done(desk: AtPlace):
    desk.part("readiness.meeting-new").click()
    sheet = desk.place.meeting
    sheet.chair.setText("मुख्य विकास अधिकारी")
    sheet.minutes.setPlainText("ई-ऑफ़िस की समीक्षा हुई।")
    sheet.on.setDate(QDate.currentDate().addDays(2))
    desk.part("offices.meeting.go").click()
    desk.until(lambda: "बैठक हो जाने के बाद" in desk.part("offices.meeting.on.below").text())
    sheet.on.setDate(QDate.currentDate().addDays(-6))
    for text, days in (("प्रशिक्षण कराएँ", 5), ("DSC मँगाएँ", -7)):
        line = sheet.add_point()
        line.text.setText(text)
        line.due.setDate(QDate.currentDate().addDays(days))
    sheet.lines[0].office.setCurrentIndex(sheet.lines[0].office.findData(OFFICE))
    desk.part("offices.meeting.go").click()
    assert desk.part("offices.meeting.told").text().startswith("बिन्दु 2 में कार्यालय चुनें")
    assert sheet.lines[1].office.property("wrong") and not sheet.lines[0].office.property("wrong")
    sheet.lines[1].office.setCurrentIndex(0)
    desk.part("offices.meeting.go").click()
    assert desk.part("offices.meeting.told").text().startswith("बिन्दु 2 की तिथि बैठक से पहले")
    sheet.lines[1].due.setDate(QDate.currentDate().addDays(-5))
    desk.part("offices.meeting.go").click()
    due = desk.place.meetings.due
    desk.until(lambda: len(due.rows.items) == 2)
    assert [point.text for _, point in due.rows.items] == ["DSC मँगाएँ", "प्रशिक्षण कराएँ"]
    assert due.rows.index(0, 1).data().startswith("! ")

    desk.part("readiness.point-done").click()

    desk.until(lambda: [point.text for _, point in due.rows.items] == ["प्रशिक्षण कराएँ"])
    assert desk.place.meetings.list.rows.index(0, 2).data() == "1/2"


def test_a_meeting_is_of_the_offices_day_whatever_the_computers_zone(on_another_day: QDate, desk: AtPlace):
    desk.part("readiness.meeting-new").click()

    assert desk.place.meeting.on.date() == on_another_day


def test_minutes_that_were_typed_are_not_lost_by_one_press_of_escape(desk: AtPlace):
    desk.part("readiness.meeting-new").click()
    sheet, left = desk.place.meeting, list[bool]()
    sheet.left.connect(lambda: left.append(True))
    sheet.minutes.setPlainText("बैठक में")
    sheet.leave()
    assert sheet.minutes.toPlainText() == "बैठक में" and left == []
    assert "Esc" in desk.part("offices.meeting.told").text()
    sheet.minutes.setPlainText("बैठक में तय हुआ")
    sheet.leave()
    assert left == []  # what was typed since is asked about again
    sheet.leave()
    assert left == [True]


def test_the_report_is_a_workbook_that_computes_nothing_and_a_pdf_that_can_be_read_out(
    desk: AtPlace, tmp_path: Path
):
    give(desk, "super-admin", {"name": "=1+1", "instance": "lucknow-01"})
    give(desk, "nodal-officer", NODAL | {"name": "=cmd|x"})
    for file in (tmp_path / "तैयारी.xlsx", tmp_path / "तैयारी.pdf"):
        desk.place.export(file)
        desk.until(lambda file=file: file.name in desk.told())

    book = load_workbook(tmp_path / "तैयारी.xlsx")
    assert book.sheetnames == [
        "खण्ड × विभाग (कार्यालय)",
        "मदवार",
        "कार्यालयवार",
        "विलम्बित, और किससे बात करें",
        "बैठकों के बिन्दु",
    ]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "=cmd|x 9876543210, नोडल अधिकारी" in {cell.value for cell in cells}
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert {sheet.cell(1, 1).value.partition(" · ")[0] for sheet in book} == {words("staff.practice").both}
    assert all("PRACTICE - NOT VALID" in str(sheet.oddHeader.center.text) for sheet in book)  # on each page
    with pypdfium2.PdfDocument(tmp_path / "तैयारी.pdf") as pdf:
        text, (wide, high) = pdf[0].get_textpage().get_text_range(), pdf[0].get_size()
    assert "ई-ऑफ़िस की तैयारी" in text and "अभ्यास" in text
    assert wide > high


def test_a_report_that_cannot_be_written_is_told_and_the_place_stays(desk: AtPlace, tmp_path: Path):
    (tmp_path / "here.pdf").mkdir()
    desk.place.export(tmp_path / "here.pdf")
    desk.until(lambda: "here.pdf" in desk.told() and desk.place.exports["pdf"].isEnabled())

    desk.officer.office._desk.reporter = None
    desk.place.export(tmp_path / "other.pdf")
    desk.until(lambda: "XLSX" in desk.told())
    assert not (tmp_path / "other.pdf").exists()


def test_the_cdo_sees_what_the_desto_noted(
    desk: AtPlace, qtbot: Any, tmp_path: Path, training_centre: Any, tasks: Any, speech: Any
):
    give(desk, "nodal-officer", NODAL)
    desk.officer.sync()
    vikram = open_officer(tmp_path / "vikram", training_centre.url, "vikram")
    vikram.sync()
    cdo = AtPlace(qtbot, vikram, ReadinessPlace, tasks, speech)
    cdo.until(lambda: cdo.place.standings is not None)

    assert standing(cdo, "nodal-officer") is Standing.DONE
    cdo.part("readiness.meeting-new").click()
    assert cdo.place.meeting.isVisible()  # the CDO chairs
    vikram.office.close()


def give(desk: AtPlace, item: str, facts: dict[str, str]) -> None:
    desk.officer.office.staff.readiness.give_evidence(OFFICE, item, facts)
    desk.place.refresh()


def test_what_the_master_knows_is_filled_in_and_counts_only_once_a_person_entered_it(desk: AtPlace):
    serving = {"office": OFFICE, "state": "serving", "version": 1}
    people = [
        serving | {"id": f"p-{number}", "token": f"t{number}", "values": {"name": f"कर्मचारी {number}"}}
        for number in range(3)
    ]
    people[0]["values"] |= {"email": "ram@up.gov.in"}
    people[1]["state"] = "retired"
    with desk.officer.office._desk.records.write() as session:
        told.people(session, Document("people", "1", 1, deleted=False, document={"people": people}))
    choose(desk, "nic-mail")
    desk.part("readiness.evidence").click()
    fields = desk.place.evidence.fields
    desk.until(lambda: desk.part("offices.evidence.proposed").isVisible())
    assert {name: each.editor.text() for name, each in fields.items()} == {"received": "1", "needed": "2"}
    assert standing(desk, "nic-mail") is Standing.LATE

    fill(desk, {"received": "2"})  # the second address came by post

    desk.until(lambda: standing(desk, "nic-mail") is Standing.DONE)
