"""What becomes of a file at the screen: letters put in, parked, closed, reopened, kept in a folder, sent on with paper."""

from collections.abc import Iterator
import re
from dataclasses import replace
from typing import Any

import pytest
from app.base.words import Language, Words
from app.efile.model import File
from app.efile.walk import Place
from app.words import words
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLabel, QLineEdit, QPushButton, QTableView
from ui.efile.acts import why_not
from ui.efile.pile_rows import beside, told_of
from ui.efile.sheet import today
from ui.tasks import Tasks
from ui.words import Speech

from tests.integration.efile.officers import post_of
from tests.ui.efile.conftest import AtTheDesk, Open
from tests.ui.efile.test_reading import ROW


def write(at: AtTheDesk, name: str, text: str) -> None:
    line = at.part(f"efile.{name}", QLineEdit)
    line.phonetic = False
    line.setText(text)


def place(at: AtTheDesk, id: str) -> Place:
    return at.officer.efile.file(id).place


def test_a_part_leads_back_to_its_main_file(desk: AtTheDesk):
    main = desk.officer.create("निरीक्षण").id
    desk.look_at(main)
    desk.desk.acts.ask("part")
    desk.press("efile.part.go")
    desk.until(lambda: "भरना" in desk.told("efile.part.subject.below"))  # a part has a subject of its own
    assert desk.told("efile.part.told") == ""  # it is said once
    assert len(desk.officer.efile.inbox()) == 1
    write(desk, "part.subject", "निरीक्षण: भवन")
    desk.press("efile.part.go")
    desk.until(lambda: desk.desk._thing is not None and desk.desk._thing.id != main)
    assert desk.told("efile.marks") == "भाग फ़ाइल" and desk.told("efile.number").endswith("/Pt-1")
    (row,) = (row for row in desk.desk.pile.rows.shown if row.id != main)
    assert beside(Speech(Language.HINDI), row).startswith("भाग फ़ाइल")
    desk.desk.acts.ask("main")
    desk.until(lambda: desk.desk._thing is not None and desk.desk._thing.id == main)


def test_a_search_finds_what_stands_in_a_note_in_either_script_wherever_the_file_lies(
    desk: AtTheDesk, office_of: Open
):
    officer, keeper = desk.officer, office_of("imran")
    officer.ask_for_enrolment()
    keeper.approve_all()
    officer.sync()
    file = officer.efile.create_free("राजकीय वाहन की शिकायत", "पुरानी/12/2019").id
    officer.note(file, "स्पष्टीकरण माँगा जाना प्रस्तावित है।")
    officer.efile.close(file, "पूर्ण")
    other = officer.create("अवकाश").id
    desk.look_at(other)
    search, shown = desk.part("efile.search", QLineEdit), desk.desk.pile.rows
    for typed in ("spashtikaran", "स्पष्टीकरण प्रस्ता", "vahan ki shikayat", "purani"):
        search.setText("")
        desk.until(lambda: [row.id for row in shown.shown] == [other])
        search.setText(typed)
        desk.until(lambda: [row.id for row in shown.shown] == [file])


def test_a_long_sheet_holds_every_noting_in_its_order_and_stands_at_the_last(
    desk: AtTheDesk, office_of: Open
):
    officer, keeper = desk.officer, office_of("imran")
    officer.ask_for_enrolment()
    keeper.approve_all()
    officer.sync()
    file = officer.create().id
    officer.efile.enclose(file, "आख्या", officer.scan())
    for number in range(1, 36):
        officer.note(file, f"टिप्पणी का पाठ {number}। (पृ० 1)")
    desk.look_at(file)
    green = desk.desk.green
    desk.until(lambda: "टिप्पणी का पाठ 1।" in green.toPlainText())
    found = re.findall(r"पाठ (\d+)।", green.toPlainText())
    assert found == [str(number) for number in range(1, 36)]
    bar = green.verticalScrollBar()
    desk.until(lambda: bar.value() == bar.maximum() > 0)

    bar.setValue(bar.maximum() // 2)
    seen = bar.maximum() - bar.value()
    officer.efile.write(file, "पीली", 0)
    desk.desk.refresh()
    desk.until(lambda: desk.desk.yellow.text.toPlainText() == "पीली")
    desk.until(lambda: len(re.findall("पाठ", green.toPlainText())) == 35)
    assert abs((bar.maximum() - bar.value()) - seen) < 40  # what was read is still in sight

    desk.desk.acts.ask("drafts")  # while a sheet lies over the correspondence, nothing is read anew
    officer.efile.write(file, "और पीली", 1)
    desk.desk._done("drafts", officer.efile.file(file))
    desk.until(lambda: len(re.findall("पाठ", green.toPlainText())) == 35)
    assert 'href="page:1"' in green.toHtml()  # and yet a page that a noting names is led to


def test_a_noting_names_the_page_that_is_read(desk: AtTheDesk):
    file = desk.officer.create("निरीक्षण").id
    desk.officer.efile.enclose(file, "आख्या", desk.officer.scan(pages=3))
    desk.look_at(file)
    desk.until(lambda: desk.desk.correspondence.page == 1)
    desk.desk.correspondence.turn(1)
    desk.desk.yellow.text.phonetic = False
    desk.desk.yellow.text.setPlainText("आँकड़े ")
    desk.desk.yellow.text.moveCursor(QTextCursor.MoveOperation.End)
    desk.desk.correspondence.cite()
    desk.desk.yellow.save()
    desk.until(lambda: desk.desk.yellow.is_settled)
    yellow = desk.officer.efile.file(file).yellow
    assert yellow is not None
    assert [(each.first, each.last) for each in desk.officer.efile.references(yellow.text)] == [(2, 2)]


def test_a_file_is_parked_until_a_day_that_is_to_come(desk: AtTheDesk):
    file = desk.officer.create().id
    desk.look_at(file)
    desk.desk.acts.ask("park")
    day = desk.part("efile.park.until", QDateEdit)
    day.setDate(today())
    write(desk, "park.reason", "आँकड़ों की प्रतीक्षा")
    desk.press("efile.park.go")
    desk.until(lambda: bool(desk.told("efile.park.until.below")))
    assert place(desk, file) is Place.AT_DESK

    day.setDate(today().addDays(5))
    desk.press("efile.park.go")
    desk.until(lambda: place(desk, file) is Place.PARKED)
    desk.until(lambda: today().addDays(5).toString("dd-MM-yyyy") in desk.told("efile.told"))
    desk.desk.pile.show_pile("parked")
    desk.until(lambda: [row.id for row in desk.desk.pile.rows.shown] == [file])


def test_only_the_post_that_made_a_file_closes_it(desk: AtTheDesk, office_of: Open):
    kavita = office_of("kavita")
    file = kavita.create("ग्राम पंचायत निधि").id
    kavita.send(file, "anil")
    desk.officer.takes(file)
    desk.look_at(file)
    desk.until(lambda: "park" in desk.desk.acts.allowed)
    assert "close" not in desk.desk.acts.allowed
    assert "पटल सहायक" in desk.desk.acts._rarer["close"].text()  # who may is said in its place
    own = desk.officer.create("वेतन").id
    desk.look_at(own)
    desk.until(lambda: "close" in desk.desk.acts.allowed)


def test_a_file_is_closed_and_opened_again_with_a_reason(desk: AtTheDesk):
    file = desk.officer.create().id
    desk.look_at(file)
    desk.desk.acts.ask("close")
    write(desk, "close.reason", "कार्यवाही पूर्ण")
    desk.press("efile.close.go")
    desk.until(lambda: place(desk, file) is Place.CLOSED)

    desk.desk.pile.show_pile("closed")
    desk.look_at(file)
    desk.until(lambda: "reopen" in desk.desk.acts.allowed)
    assert desk.desk.yellow.text.isReadOnly() and "बन्द" in desk.told("efile.yellow.state")
    desk.desk.acts.ask("reopen")
    desk.press("efile.reopen.go")
    desk.until(lambda: bool(desk.told("efile.reopen.reason.below")))
    assert place(desk, file) is Place.CLOSED
    write(desk, "reopen.reason", "नया पत्र आया")
    desk.press("efile.reopen.go")
    desk.until(lambda: place(desk, file) is Place.AT_DESK)
    assert [each.remarks for each in desk.officer.efile.file(file).movements][-1] == "नया पत्र आया"
    desk.until(lambda: desk.desk.pile.name == "inbox")  # it lies there now, and is looked at
    desk.until(lambda: (row := desk.desk.pile.current()) is not None and row.id == file)


def test_what_is_stopped_in_leaving_is_what_is_looked_at_then(desk: AtTheDesk):
    first, second = (desk.officer.create(subject).id for subject in ("वेतन", "अवकाश"))
    desk.look_at(first)
    desk.desk.acts.ask("send")
    desk.part("efile.send.to", QLineEdit).setText("मुख्य विकास")
    go = desk.part("efile.send.go", QPushButton)
    desk.until(lambda: go.isEnabled() and "विक्रम" in desk.told("efile.send.chosen"))
    go.click()
    desk.until(lambda: desk.desk._thing is not None and desk.desk._thing.id == second)
    desk.press("efile.undo.go")
    desk.until(lambda: (row := desk.desk.pile.current()) is not None and row.id == first)
    desk.until(lambda: desk.desk._thing.id == first and desk.desk._thing.place is Place.AT_DESK)
    assert desk.told("efile.told").startswith(desk.desk._thing.number)


def test_a_file_that_goes_with_paper_needs_a_reason_and_is_marked_for_ever(desk: AtTheDesk, office_of: Open):
    file = desk.officer.create().id
    desk.look_at(file)
    desk.desk.acts.ask("send")
    desk.part("efile.send.to", QLineEdit).setText("मुख्य विकास")
    go = desk.part("efile.send.go", QPushButton)
    desk.until(lambda: go.isEnabled() and "विक्रम" in desk.told("efile.send.chosen"))
    posts = desk.part("efile.send.posts", QTableView)
    assert posts.isVisible()
    desk.part("efile.send.with-paper", QCheckBox).setChecked(True)
    assert not posts.isVisible()  # both have no room: the chosen one is named
    assert "विक्रम" in desk.told("efile.send.chosen")
    go.click()
    assert place(desk, file) is Place.AT_DESK  # no reason yet
    write(desk, "send.why", "मूल अभिलेख साथ में")
    go.click()
    desk.until(lambda: place(desk, file) is Place.LEAVING)
    desk.officer.a_minute_later()

    vikram = office_of("vikram")
    got = vikram.takes(file)
    assert [(each.physical, each.remarks) for each in got.movements if each.act == "sent"] == [
        (True, "मूल अभिलेख साथ में")
    ]
    desk.desk.pile.show_pile("sent")
    desk.look_at(file)
    desk.until(lambda: "काग़ज़ी" in desk.told("efile.marks"))


def test_a_folder_clears_the_inbox_and_gives_back_what_is_sent(desk: AtTheDesk):
    kept, other = desk.officer.create("विधान सभा प्रश्न").id, desk.officer.create("अवकाश").id
    desk.look_at(kept)
    desk.desk.acts.ask("folder")
    write(desk, "folder.name", "विधान सभा")
    desk.press("efile.folder.go")
    shown = desk.desk.pile.rows
    desk.until(lambda: [row.id for row in shown.shown] == [other])

    part = desk.part("efile.pile.part", QComboBox)
    QTest.keyClick(part, Qt.Key.Key_Down)
    part.hidePopup()
    assert [row.id for row in shown.shown] == [other]  # an arrow in passing only shows what there is
    part.setCurrentIndex(part.findText("फ़ोल्डर: विधान सभा (1)"))
    assert [row.id for row in shown.shown] == [kept]
    desk.part("efile.search", QLineEdit).setText("अवकाश")  # a search looks everywhere
    assert [row.id for row in shown.shown] == [other]

    desk.officer.efile.send(kept, post_of("vikram"))
    desk.officer.efile.undo(kept)
    assert desk.officer.efile.folders() == ()


def test_after_a_file_is_sent_the_one_behind_it_is_looked_at(desk: AtTheDesk):
    first, second, third = (desk.officer.create(f"फ़ाइल {n}").id for n in range(3))
    desk.look_at(second)
    desk.desk.acts.ask("send")
    desk.part("efile.send.to", QLineEdit).setText("vikram")
    go = desk.part("efile.send.go", QPushButton)
    desk.until(lambda: go.isEnabled() and "विक्रम" in desk.told("efile.send.chosen"))
    go.click()
    desk.until(lambda: desk.desk._thing is not None and desk.desk._thing.id == third)
    assert [row.id for row in desk.desk.pile.rows.shown] == [first, third]


def test_what_is_looked_at_from_elsewhere_stays_when_the_list_changes(desk: AtTheDesk):
    closed, here = desk.officer.create("पुरानी").id, desk.officer.create("चालू").id
    desk.officer.efile.close(closed, "पूर्ण")
    desk.look_at(here)
    desk.desk.show_thing(closed)
    desk.until(lambda: desk.desk._thing is not None and desk.desk._thing.id == closed)
    desk.officer.create("नई")
    desk.desk.refresh()
    desk.until(lambda: desk.desk.pile.rows.rowCount() == 2)
    desk.qtbot.wait(300)
    assert desk.desk._thing is not None and desk.desk._thing.id == closed
    desk.desk.pile.step(1)
    desk.until(lambda: desk.desk._thing is not None and desk.desk._thing.id == here)


def test_the_next_file_by_the_keyboard_is_the_only_one_that_is_chosen(desk: AtTheDesk):
    first, second = (desk.officer.create(subject).id for subject in ("पहली", "दूसरी"))
    desk.look_at(first)
    top, below = (row.id for row in desk.desk.pile.rows.shown)
    assert {top, below} == {first, second}
    view = desk.desk.pile.view
    view.setFocus()
    for key, at in ((Qt.Key.Key_Up, top), (Qt.Key.Key_Down, below), (Qt.Key.Key_Up, top)):
        desk.qtbot.keyClick(view, key, Qt.KeyboardModifier.ControlModifier)
        desk.until(lambda at=at: [row.id for row in desk.desk.pile.selected()] == [at])


def test_a_row_says_in_whose_hand_its_yellow_note_is_and_how_secret_it_is(speech: Speech):
    theirs = replace(ROW, noting_by=Words("कविता यादव", "Kavita Yadav"))
    assert told_of(speech, theirs) == f"{ROW.number} · पीली टिप्पणी: कविता यादव"
    assert "आपकी पीली टिप्पणी" in told_of(speech, replace(theirs, noting_mine=True))


def test_a_key_that_does_nothing_says_why_and_who_may_is_named(desk: AtTheDesk, office_of: Open):
    file, vikram = desk.officer.create().id, office_of("vikram")
    desk.look_at(file)
    QTest.keyClick(desk.desk, Qt.Key.Key_F4)
    assert desk.told("efile.told") == words("efile.never-sent").hi
    leaving = replace(desk.officer.efile.file(file), place=Place.LEAVING)
    assert why_not("pull-back", leaving) == words("efile.not-gone-yet")

    desk.officer.send(file, "vikram")
    vikram.takes(file)
    desk.officer.sync()
    desk.desk.pile.show_pile("sent")
    desk.look_at(file)
    desk.until(lambda: "खोल ली गई" in desk.told("efile.whence"))
    QTest.keyClick(desk.desk, Qt.Key.Key_F4)
    assert desk.told("efile.told") == words("efile.opened-already").hi

    elsewhere = replace(desk.officer.efile.file(file), place=Place.CLOSED)
    desk.desk.acts.show_for(elsewhere)
    (only,) = (
        each for each in desk.desk.findChildren(QAction) if each.objectName() == "efile.act.reopen-only"
    )
    assert only.isVisible() and not only.isEnabled() and "मुख्य विकास अधिकारी" in only.text()


def test_with_nothing_chosen_the_desk_says_how_to_begin_and_one_row_is_counted_as_one(desk: AtTheDesk):
    empty = desk.part("efile.contents.empty", QLabel)
    desk.desk.refresh()
    desk.until(lambda: "F6" in empty.text())
    assert "काग़ज़ जोड़ें" not in empty.text()
    desk.look_at(desk.officer.create().id)
    assert "काग़ज़ जोड़ें" in empty.text()
    assert desk.told("efile.pile.told") == "1 फ़ाइल या पत्र"


def test_a_reason_that_is_asked_goes_away_with_the_file_it_is_asked_for(desk: AtTheDesk):
    first, second = (desk.officer.create(f"फ़ाइल {n}").id for n in range(2))
    desk.look_at(first)
    desk.desk.acts.ask("park")
    desk.until(desk.part("efile.park.go").isVisible)
    desk.look_at(second)
    assert desk.desk.sheets.is_reading
    desk.desk.acts.ask("send")
    desk.until(desk.part("efile.send.go").isVisible)
    desk.desk.pile.show_pile("closed")
    desk.until(lambda: desk.desk._thing is None)
    assert desk.desk.sheets.is_reading
    assert "सूची से" in desk.part("efile.contents.empty", QLabel).text()
