"""Enter on a line of a register leads to what the line tells of: a file, a letter, an issue, a noting."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from app.base.days import day_words
from app.efile.addressee import Addressee, Delivery
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView
from ui.efile.my_day import MyDayPlace
from ui.shell import Shell
from ui.tasks import Tasks
from ui.words import Speech

from tests.integration.efile.officers import Officer
from tests.ui.efile.conftest import AtTheDesk, Open


def dispatched(anil: Officer, file: str, subject: str) -> str:
    """Send a letter, signed by hand, out of a file; return the draft's id."""
    to = Addressee("खण्ड विकास अधिकारी", "मलिहाबाद")
    for each in (subject, "बाद का मसौदा"):
        anil.efile.write_draft(file, each, "अवगत कराएँ।", to)
    draft = next(each.id for each in anil.efile.file(file).drafts if each.last.subject == subject)
    anil.efile.approve_draft(file, draft)
    anil.efile.keep_hand_signed(file, draft, anil.scan("signed"))
    anil.efile.dispatch(file, draft, Delivery.POST, "EU1")
    return draft


def test_enter_on_a_line_goes_to_what_it_tells_of(qtbot: Any, office_of: Open, tasks: Tasks, speech: Speech):
    anil = office_of("anil")
    file, letter = anil.create().id, anil.efile.diarise(anil.letter(), anil.scan()).id
    draft = dispatched(anil, file, "आख्या तलब")
    shell = Shell(anil.office, tasks, speech)
    qtbot.addWidget(shell)
    shell.show()
    acting = anil.office.people.acting
    assert acting is not None
    shell.seat(acting)
    shell.go("my-day")
    place = shell.findChild(MyDayPlace)
    place.turn_to("reports")
    rows, view = place.reports.rows, place.findChild(QTableView, "my-day.report.list")

    def enter(kind: str, id: str) -> None:
        """Choose a register, and press Enter on its only line."""
        shell.go("my-day")
        place.reports.choose(kind)
        title = speech.word(f"efile-report.{kind}")
        qtbot.waitUntil(lambda: rows.table is not None and rows.table.title == title, timeout=10_000)
        assert rows.rowCount() == 1
        view.setCurrentIndex(rows.index(0, 0))
        QTest.keyClick(view, Qt.Key.Key_Return)
        assert shell.here == "efile"
        looked = shell.efile
        qtbot.waitUntil(lambda: looked._thing is not None and looked._thing.id == id, timeout=10_000)

    enter("files", file)
    enter("letters", letter)
    drafts = shell.efile.sheets.drafts
    assert shell.efile.sheets.currentWidget() is not drafts
    enter("issues", file)
    qtbot.waitUntil(lambda: shell.efile.sheets.currentWidget() is drafts, timeout=10_000)
    assert drafts._draft == draft
    assert drafts.findChild(QLineEdit, "efile.drafts.subject").text() == "आख्या तलब"
    tasks.close()


def test_a_movement_leads_to_the_noting_with_which_the_file_went_on(
    desk: AtTheDesk, office_of: Open, tmp_path: Path
):
    anil, imran = desk.officer, office_of("imran")
    anil.ask_for_enrolment()
    imran.approve_all()
    anil.sync()
    file = anil.create().id
    until = anil.today + timedelta(days=9)
    for number in range(12):
        if number == 6:
            anil.efile.park(file, until, "प्रतीक्षा")
            anil.efile.unpark(file)
        anil.clock.ahead += timedelta(seconds=2)  # a noting gives itself whole seconds
        anil.note(file, f"टिप्पणी {number + 1}\n\nआदेशार्थ प्रस्तुत।")
    desk.look_at(file)
    desk.desk.acts.ask("moves")
    view = desk.part("efile.moves.list", QTableView)
    desk.until(view.isVisible)
    bar, told = desk.desk.green.verticalScrollBar(), desk.part("efile.moves.told", QLabel)
    desk.desk.green.go_to(6)
    near = bar.value()
    bar.setValue(bar.maximum())

    remarks = view.model().index(1, 4).data()
    assert remarks == f"{day_words(until)}: प्रतीक्षा"
    view.selectRow(1)  # the newest is first: unparked, parked, created
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert 0 < bar.value() == near < bar.maximum() and not told.text()
    view.selectRow(2)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert told.text().startswith("इस पंक्ति तक")  # nothing was signed when it was made
    assert bar.value() == near

    held = desk.part("efile.moves.held", QTableView).model()
    desk.until(lambda: held.rowCount() == 1)
    who, post, office, _since, until_when, days = (held.index(0, column).data() for column in range(6))
    assert (who, post, until_when, days) == ("अनिल श्रीवास्तव", "अनुभाग अधिकारी", "अब भी यहीं", "0")
    assert office in view.model().index(0, 2).data()
    desk.desk.sheets.moves.save(tmp_path / "moves.xlsx")
    desk.until(lambda: "moves.xlsx" in told.text())
    written = [
        cell.value for sheet in load_workbook(tmp_path / "moves.xlsx") for row in sheet for cell in row
    ]
    assert {"अब भी यहीं", remarks} <= {*written}
    assert any(anil.efile.file(file).number in str(each) for each in written)
