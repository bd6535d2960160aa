"""A draft at the screen: written, approved, signed with a real token as it is shown, dispatched, saved to be mailed."""

from pathlib import Path

from app.efile.addressee import Delivery
from app.efile.walk import DraftState
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from tests.integration.dsc.soft_token import needs_token
from tests.ui.efile.conftest import PIN, AtTheDesk


READABLE = 600  # dots for a page of A4


def write_and_approve(at: AtTheDesk) -> str:
    """Write a draft to an office of the system, and approve it; return the file."""
    file: str = at.officer.create().id
    at.look_at(file)
    at.desk.acts.ask("drafts")
    offices = at.part("efile.drafts.office", QComboBox)
    at.until(lambda: offices.count() > 1)
    for name in ("subject", "name", "text"):
        editor = at.part(f"efile.drafts.{name}")
        editor.phonetic = False
        fill = editor.setPlainText if isinstance(editor, QPlainTextEdit) else editor.setText
        fill("कृपया पालन करें।")
    offices.setCurrentIndex(offices.findText("जिला", Qt.MatchFlag.MatchContains))
    at.press("efile.drafts.save")
    at.press("efile.drafts.approve")
    at.press("efile.drafts.asking.yes")
    at.until(lambda: state(at, file) is DraftState.APPROVED)
    return file


def state(at: AtTheDesk, file: str) -> DraftState:
    return at.officer.efile.file(file).drafts[0].state


@needs_token
def test_a_letter_is_approved_signed_as_it_is_shown_and_dispatched(anils: AtTheDesk, tmp_path: Path):
    file = write_and_approve(anils)
    anils.press("efile.drafts.sign")
    pin = anils.part("efile.letter.pin", QLineEdit)
    anils.until(pin.isVisible)
    pages = anils.desk.sheets.letter._page_box
    assert (
        pages.count() == 1 and not pages.itemAt(0).widget().is_blank
    )  # the letter stands there before the PIN is asked
    page = pages.itemAt(0).widget()
    anils.until(lambda: page.width() > READABLE)  # as large as can be read, and larger if one likes
    before = page.width()
    anils.desk.sheets.letter.zoom(1)
    anils.until(lambda: page.width() > before)
    QTest.keyClicks(pin, PIN)
    anils.press("efile.letter.unlock")
    anils.until(anils.part("efile.letter.go", QPushButton).isVisible)
    assert anils.part("efile.next", QPushButton).isEnabled()
    anils.press("efile.letter.go")
    anils.until(lambda: state(anils, file) is DraftState.SIGNED)

    signed = anils.officer.efile.file(file).drafts[0]
    anils.desk.sheets.drafts.write_letter(signed, tmp_path / "letter.pdf")
    told = anils.part("efile.drafts.told", QLabel)
    anils.until(lambda: "letter.pdf" in told.text())
    (verdict,) = anils.officer.office._desk.judge.judge_pdf(
        (tmp_path / "letter.pdf").read_bytes(), anils.officer.clock.now()
    )
    assert verdict.is_good

    assert anils.part("efile.drafts.by", QComboBox).currentIndex() == list(Delivery).index(Delivery.OFFICE)
    QTest.keyClick(anils.desk, Qt.Key.Key_F9)  # pressed once more: it asks, and sends nothing by itself
    QTest.keyClick(anils.desk, Qt.Key.Key_F9)
    anils.press("efile.drafts.asking.yes")
    anils.until(lambda: state(anils, file) is DraftState.DISPATCHED)
    sent = anils.officer.efile.file(file).drafts[0].dispatched
    assert sent.by is Delivery.OFFICE and sent.number == signed.number
    anils.press("efile.drafts.acknowledge")  # without saying what came back
    below = anils.part("efile.drafts.reference.below", QLabel)
    anils.until(lambda: below.text() != "")
    anils.part("efile.drafts.reference", QLineEdit).setText("पावती 7")
    assert below.text() == ""


@needs_token
def test_a_letter_that_cannot_be_written_to_its_folder_is_told_in_place(anils: AtTheDesk, tmp_path: Path):
    write_and_approve(anils)
    anils.press("efile.drafts.sign")
    pin = anils.part("efile.letter.pin", QLineEdit)
    anils.until(pin.isVisible)
    QTest.keyClicks(pin, PIN)
    anils.press("efile.letter.unlock")
    anils.press("efile.letter.go")
    sheet = anils.desk.sheets.drafts
    anils.until(lambda: sheet.isVisible() and sheet.isEnabled())
    draft = anils.officer.efile.file(anils.desk._thing.id).drafts[0]
    sheet.write_letter(draft, tmp_path / "none" / "letter.pdf")
    told = anils.part("efile.drafts.told", QLabel)
    anils.until(lambda: str(tmp_path) in told.text())
