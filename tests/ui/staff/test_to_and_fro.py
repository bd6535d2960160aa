"""A sheet goes back to its office and comes again: errors written into its own file, differences shown first."""

from pathlib import Path

import pytest
from app.base.words import Language
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from tests.ui.staff.conftest import HEADS, AtTheDesk, aadhaar, write_sheet
from tests.ui.staff.test_first_hour import GOOD, SHORT, SLIP

MENDED = ("राम प्रसाद", "चपरासी", "9876501237", "ram.prasad@up.gov.in", aadhaar(3), "03/03/1979")
FRESH = ("नसीम अहमद", "लिपिक", "9876501238", "naseem@up.gov.in", aadhaar(4), "04/05/1988")
LONG = 60_000


def start(clerk: AtTheDesk, office: str = "hod-education") -> None:
    """Open the sheet that takes in, with an office chosen."""
    clerk.place.new_sheet()
    taking = clerk.place.take_in
    clerk.until(lambda: taking._office.count() > 0 and taking.isEnabled())
    taking._office.choose(office)


@pytest.fixture
def sent(clerk: AtTheDesk, tmp_path: Path) -> Path:
    """A sheet with mistakes that was taken in."""
    file = write_sheet(tmp_path / "शिक्षा.xlsx", [GOOD, SLIP, SHORT])
    clerk.check(file)
    clerk.take()
    return file


def test_a_long_sheet_tells_how_far_it_is_and_is_given_up_at_once(clerk: AtTheDesk, tmp_path: Path):
    file = tmp_path / "बड़ी.csv"
    rows = (f"{at},नाम {at},लिपिक,98{at:08d},e{at}@up.gov.in,,01/01/1980" for at in range(LONG))
    file.write_text("\n".join([",".join(HEADS), *rows]), "utf-8")
    start(clerk)
    taking = clerk.place.take_in
    taking.take_file(file)
    going, stop = clerk.part("staff.take-in.going"), clerk.part("staff.take-in.stop")
    clerk.until(lambda: going.isVisible() and ": 0 " not in going.text())
    stop.click()
    assert clerk.part("staff.take-in.told").text() == "पढ़ना रोक दिया गया; कुछ नहीं रखा गया।"
    assert not going.isVisible()

    taking.take_file(write_sheet(tmp_path / "छोटी.xlsx", [GOOD]))
    clerk.until(lambda: taking._found is not None, seconds=8)  # the lane is free: the long one really ended
    assert len(taking._found.sheet.rows) == 1
    assert clerk.officer.office.staff.batches() == ()


def test_a_file_is_dropped_and_waits_until_its_office_is_named(clerk: AtTheDesk, tmp_path: Path):
    file = write_sheet(tmp_path / "शिक्षा.xlsx", [GOOD])
    start(clerk, office="")
    taking = clerk.place.take_in
    mime = QMimeData()
    mime.setUrls([file.as_uri()])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    taking.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))
    assert clerk.part("staff.take-in.told").text() == "पहले चुनें कि सूची किस कार्यालय की है।"

    taking._office.choose("hod-education")
    clerk.until(lambda: taking._found is not None)


def test_an_office_is_found_by_a_part_of_its_name_in_either_language_or_by_its_code(clerk: AtTheDesk):
    start(clerk, office="")
    office = clerk.place.take_in._office
    for typed, found in (("lko-cmo", "hod-health"), ("Agricult", "hod-agriculture")):
        office.lineEdit().clear()
        QTest.keyClicks(office.lineEdit(), typed)
        popup = office.lineEdit().completer().popup()
        QTest.keyClick(popup, Qt.Key.Key_Down)
        QTest.keyClick(popup, Qt.Key.Key_Return)
        assert office.card.id == found
        assert office.currentText() == office.itemText(office.currentIndex())  # in the window's language
        assert popup.model().rowCount() == 1  # one office is offered once


def test_a_code_typed_in_full_is_enough_and_what_fits_none_or_several_is_told(clerk: AtTheDesk):
    start(clerk, office="")
    office, below = clerk.place.take_in._office, clerk.part("staff.take-in.office.below")
    line = office.lineEdit()
    for typed, card, said in (
        ("tr-lko-edu", "hod-education", ""),
        ("nowhere", None, "ऐसा कोई कार्यालय नहीं"),
        ("TR-LKO", "district-lucknow", ""),
        ("police", None, "कार्यालय इससे मिलते हैं"),
    ):
        line.clear()
        QTest.keyClicks(line, typed)
        line.completer().popup().hide()
        clerk.press(line, Qt.Key.Key_Return)
        assert (office.card.id if office.card else None) == card
        assert said in below.text() and bool(said) == below.isVisible()
        assert bool(card) or office.currentText() == typed


def test_the_error_sheet_is_the_offices_own_file_and_where_it_lies_is_told(
    clerk: AtTheDesk, sent: Path, tmp_path: Path
):
    out = tmp_path / "लौटाना.xlsx"
    clerk.press(clerk.grid.table, Qt.Key.Key_F9)
    clerk.part("staff.act.error-sheet").click()
    assert sent.name in clerk.part("staff.error-sheet.file").text()
    clerk.place.error_sheet.write(out)
    clerk.until(lambda: str(out) in clerk.part("staff.error-sheet.told").text())

    said = [cell.comment.text for row in load_workbook(out).active for cell in row if cell.comment]
    assert any("nic.in" in each for each in said) and any("10 अंक" in each for each in said)

    clerk.place.error_sheet.write(tmp_path / "रोका.xlsx")
    clerk.part("staff.error-sheet.stop").click()
    assert "कोई फ़ाइल नहीं बनी" in clerk.part("staff.error-sheet.told").text()
    clerk.place.error_sheet.write(out)
    clerk.until(lambda: str(out) in clerk.part("staff.error-sheet.told").text())
    assert not (tmp_path / "रोका.xlsx").exists()


def test_another_file_than_the_offices_is_no_error_sheet(clerk: AtTheDesk, sent: Path, tmp_path: Path):
    clerk.part("staff.act.error-sheet").click()
    clerk.place.error_sheet.take_source(write_sheet(tmp_path / "दूसरी.xlsx", [FRESH]))
    clerk.place.error_sheet.write(tmp_path / "out.xlsx")
    told = clerk.part("staff.error-sheet.told")
    clerk.until(told.isVisible)
    assert not (tmp_path / "out.xlsx").exists()


def test_what_a_mended_sheet_changes_is_shown_before_it_is_taken(
    clerk: AtTheDesk, sent: Path, tmp_path: Path
):
    clerk.check(write_sheet(tmp_path / "सुधरी.xlsx", [GOOD, MENDED, FRESH]))
    diff = clerk.place.take_in.found.diff
    shown = {(each.kind, each.person.name) for each in diff.list.rows.items}
    assert shown == {("left", "अनीता देवी"), ("changed", "राम प्रसाद"), ("joined", "नसीम अहमद")}
    assert diff.isVisible()
    (changed,) = [each for each in diff.list.rows.items if each.kind == "changed"]
    assert "98765 → 9876501237" in diff._changes(changed)
    assert clerk.grid.batch.rows == 3

    clerk.part("staff.diff.leave").click()
    clerk.take()
    clerk.until(lambda: (clerk.grid.batch.rows, clerk.grid.batch.left_out) == (3, 1))
    assert "1 नए, 1 बदले, 1 वही; 1 इस बार नहीं थे और हटा दिए गए" in clerk.part("staff.told").text()
    clerk.part("staff.act.undo").click()
    clerk.until(lambda: (clerk.grid.batch.rows, clerk.grid.batch.left_out) == (4, 0))

    clerk.place.do("take-back")
    clerk.until(lambda: "नई आई हट जाएँगी: 1 पंक्ति।" in clerk.part("staff.take-back.what").text())
    clerk.place.take_back._reason.setText("दूसरे कार्यालय की फ़ाइल")
    clerk.part("staff.take-back.go").click()
    clerk.until(lambda: clerk.place.is_at_grid and clerk.grid.batch.rows == 3)
    assert not clerk.grid.batch.can_lose_last


def test_the_prescribed_form_and_the_summary_are_written_where_one_says(
    clerk: AtTheDesk, sent: Path, tmp_path: Path
):
    staff = clerk.officer.office.staff
    for out, write in ((tmp_path / "प्रपत्र.xlsx", staff.export), (tmp_path / "सारांश.pdf", staff.summary)):
        clerk.place.hands_out.write(write, clerk.grid.batch.id, out)
        clerk.until(lambda: str(out) in clerk.part("staff.told").text())  # noqa: B023  asked at once
        assert out.stat().st_size > 1000


def test_every_office_stands_in_the_list_with_what_is_to_be_done(clerk: AtTheDesk, sent: Path):
    clerk.place.leave()
    overview = clerk.place.overview
    clerk.until(lambda: any(each.batch for each in overview.list.rows.items))
    first = overview.list.rows.items[0]
    assert (first.office, overview._next(first)) == ("hod-education", "2 ग़लत पंक्तियाँ सुधारें")
    clerk.part("staff.group.missing").click()
    assert "hod-education" not in {each.office for each in overview.list.rows.items}
    assert "hod-health" in {each.office for each in overview.list.rows.items}

    clerk.place.speech.speak(Language.ENGLISH)
    assert clerk.part("staff.group.here").text() == "With you 1"
    overview.text.setText("kakori")
    clerk.press(clerk.part("staff.list"), Qt.Key.Key_Return)
    clerk.until(lambda: clerk.place.take_in._office.card is not None)
    assert clerk.place.take_in._office.card.id == "police-kakori"
