"""What becomes of letters at the screen: put in a file with their pages, acknowledged in a bundle, a file made for one."""

from app.efile.model import File
from app.efile.walk import Place
from app.words import words
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QTableView

from tests.integration.efile.officers import post_of
from tests.ui.efile.conftest import AtTheDesk, Open


def test_a_letter_is_put_in_a_file_and_its_pages_stand_behind_those_that_are_there(desk: AtTheDesk):
    officer = desk.officer
    officer.create("राजकीय वाहन")
    file = officer.create("निरीक्षण").id
    officer.efile.enclose(file, "आख्या", officer.scan("report", pages=2))
    letter = officer.efile.diarise(officer.letter(), officer.scan("letter", pages=3)).id
    desk.look_at(letter)
    assert desk.told("efile.letter-card.sender") == "राम कुमार"
    desk.desk.acts.ask("put")
    go, line = desk.part("efile.put.go", QPushButton), desk.part("efile.put.file", QLineEdit)
    listed = desk.part("efile.put.files", QTableView)
    desk.until(lambda: bool(listed.model().rowCount()))
    QTest.keyClick(line, Qt.Key.Key_Return)
    desk.until(listed.hasFocus)
    assert not listed.selectedIndexes() and not go.isEnabled()  # no file is chosen for the person
    QTest.keyClick(listed, Qt.Key.Key_Return)  # the first key chooses, and does no more
    assert go.isEnabled() and officer.efile.receipt(letter).place is Place.AT_DESK
    line.setText("निरीक्षण")  # searched to one
    assert listed.model().rowCount() == 1 and go.isEnabled()
    line.clear()
    assert not go.isEnabled()  # what fitted the text before is not meant by this one
    line.setText("निरीक्षण")
    go.click()

    desk.until(lambda: desk.desk._thing is not None and desk.desk._thing.id == file)
    desk.until(lambda: len(desk.desk.correspondence._lines) == 2)
    assert [(each.first, each.last) for each in desk.desk.correspondence._lines] == [(1, 2), (3, 5)]
    assert officer.efile.receipt(letter).place is Place.IN_FILE

    desk.desk.show_thing(letter)  # found by its number, it leads to its file
    desk.until(lambda: "in-file" in desk.desk.acts.allowed)
    desk.desk.acts.ask("in-file")
    desk.until(lambda: desk.desk._thing is not None and desk.desk._thing.id == file)


def test_a_bundle_of_letters_is_acknowledged_in_one_go(desk: AtTheDesk, office_of: Open):
    sunita = office_of("sunita")
    letters = [sunita.efile.diarise(sunita.letter(subject=f"पत्र {n}"), sunita.scan()).id for n in range(3)]
    for each in letters:
        sunita.efile.send(each, post_of("anil"))
    sunita.a_minute_later()
    desk.officer.sync()
    desk.look_at(letters[0])
    assert "प्राप्त" in desk.part("efile.next", QPushButton).text()
    desk.desk.pile.view.selectAll()
    desk.desk.acts.ask("open")
    desk.until(lambda: all(desk.officer.efile.receipt(each).place is Place.AT_DESK for each in letters))


def test_a_letter_that_is_acknowledged_goes_into_a_file_next_and_a_file_made_for_it_takes_it_in(
    desk: AtTheDesk,
):
    letter = desk.officer.efile.diarise(desk.officer.letter(subject="पेयजल की शिकायत"), desk.officer.scan()).id
    desk.look_at(letter)
    assert desk.part("efile.next", QPushButton).text().startswith("फ़ाइल में रखें")
    desk.desk.new_file()
    subject = desk.part("efile.new.subject", QLineEdit)
    desk.until(lambda: subject.text() == "पेयजल की शिकायत")
    desk.press("efile.new.go")  # no head is taken for the person: its number would be given for good
    assert words("efile-ui.new-head-needed").hi in desk.told("efile.new.basic.below")
    assert desk.told("efile.new.told") == ""
    desk.part("efile.new.basic", QComboBox).setCurrentIndex(1)
    assert desk.told("efile.new.basic.below") == ""
    desk.press("efile.new.go")
    desk.until(lambda: desk.officer.efile.receipt(letter).place is Place.IN_FILE)
    desk.until(lambda: isinstance(desk.desk._thing, File) and desk.desk._thing.subject == "पेयजल की शिकायत")

    desk.look_at(desk.officer.create().id)
    desk.desk.new_file()
    desk.until(lambda: subject.isVisible() and subject.isEnabled())
    assert subject.text() == ""


def test_a_letter_that_was_opened_a_moment_ago_goes_into_the_new_file(desk: AtTheDesk, office_of: Open):
    kavita = office_of("kavita")
    letter = kavita.efile.diarise(kavita.letter(subject="सड़क मरम्मत"), kavita.scan()).id
    kavita.send(letter, "anil")
    desk.officer.sync()
    desk.look_at(letter)
    desk.desk.acts.ask("open")
    desk.desk.new_file()
    desk.until(lambda: desk.part("efile.new.subject", QLineEdit).text() == "सड़क मरम्मत")
