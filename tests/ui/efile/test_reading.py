"""Reading and finding at the e-File desk: the keys, ten thousand rows, and who gets this desk at all."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from app.base.words import Language, Words
from app.efile.addressee import PostName
from app.efile.model import Age, Classification, Priority, Row
from app.efile.walk import Place
from app.ports.clock import SystemClock
from app.ports.signing import Appearance
from door.wiring import open_desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QPushButton, QWidget
from ui.efile.page_picture import picture_of
from ui.efile.pile_rows import PileRows, searchable
from ui.efile.told_line import Numbers
from ui.start import Window

from tests.integration.dsc.soft_token import needs_naughty, needs_token
from tests.integration.efile.test_letters_between_offices import page
from tests.integration.efile.tokens import SoftToken, pair
from tests.ui.efile.conftest import AtTheDesk

CONTROL = Qt.KeyboardModifier.ControlModifier
POST = PostName("p", Words("अनुभाग अधिकारी", "Section officer"), Words("कार्यालय", "Office"), None, "SO")
ROW = Row(
    "0",
    True,
    "B-3/1",
    "मासिक निरीक्षण",
    Place.AT_DESK,
    POST,
    None,
    SystemClock().now(),
    3,
    Age.WAITING,
    Priority.ORDINARY,
    Classification.NORMAL,
    asked_back=False,
    parked_until=None,
    leaves_at=None,
    to=None,
    mine=True,
    folder="",
    noting_by=None,
    noting_mine=False,
)


@pytest.mark.parametrize("certifies", [False, True])
def test_the_stamp_of_a_signature_is_seen_on_the_page(*, certifies: bool):
    stamp = Appearance(("डिजिटल हस्ताक्षर",), certifies=certifies)
    signed = SoftToken(pair("anil"), _open=True).sign_pdf(page(), stamp)
    assert picture_of(signed, 0, 600) != picture_of(page(), 0, 600)


def test_ten_thousand_rows_are_narrowed_while_one_types(qtbot: Any, speech: Any):
    parent = QWidget()
    qtbot.addWidget(parent)
    rows = PileRows(speech, parent)
    rows.put(searchable(tuple(replace(ROW, id=str(n), subject=f"निरीक्षण आख्या {n}") for n in range(10_000))))
    for typed in ("नि", "निरी", "निरीक्षण 99", "निरीक्षण 999"):
        rows.narrow(typed)

    assert [row.subject for row in rows.shown][:2] == ["निरीक्षण आख्या 999", "निरीक्षण आख्या 1999"]


def test_latin_letters_find_a_hindi_row_by_its_sound_at_every_key(qtbot: Any, speech: Any):
    parent = QWidget()
    qtbot.addWidget(parent)
    rows = PileRows(speech, parent)
    subjects = ("पेयजल की समस्या", "जल निगम को पत्र", "मासिक निरीक्षण", "बिजली का बिल")
    rows.put(searchable(tuple(replace(ROW, id=each, number="12/D4", subject=each) for each in subjects)))
    found = {}
    for typed in ("jal", "jal nig", "jal nigam", "peyjal", "peyjal ki", "nirikshan", "d4", "kuchh"):
        rows.narrow(typed)
        found[typed] = [row.subject for row in rows.shown]

    pipes, water = subjects[1], subjects[0]
    assert found["jal"] == found["jal nig"] == found["jal nigam"] == [pipes]
    assert (found["peyjal"], found["nirikshan"], found["kuchh"]) == ([water], [subjects[2]], [])
    assert found["d4"] == list(subjects) and found["peyjal ki"] == [water]


def test_nothing_found_is_said_only_when_the_office_has_looked_everywhere(desk: AtTheDesk):
    desk.officer.create("पेयजल की समस्या")
    desk.desk.refresh()
    pile = desk.desk.pile
    told = desk.part("efile.pile.told", QLabel)
    desk.until(lambda: pile.rows.rowCount() == 1)
    pile.search.setText("zzkpt")
    assert pile.rows.rowCount() == 0 and "कुछ नहीं मिला" not in told.text()
    desk.until(lambda: "कुछ नहीं मिला" in told.text())


@needs_token
def test_the_keys_lead_from_file_to_file_and_page_to_page(kavitas: AtTheDesk):
    officer = kavitas.officer
    first, second = officer.create("पहली फ़ाइल").id, officer.create("दूसरी फ़ाइल").id
    officer.efile.enclose(first, "आख्या", officer.scan("leaf", pages=2))
    kavitas.look_at(first)
    pages = kavitas.desk.correspondence
    kavitas.until(lambda: pages.page == 1 and not pages._picture.is_blank)

    QTest.keyClick(kavitas.desk.pile.view, Qt.Key.Key_PageDown, CONTROL)
    assert pages.page == 2
    QTest.keyClick(kavitas.desk.pile.view, Qt.Key.Key_Down, CONTROL)
    kavitas.until(lambda: kavitas.desk._thing.id == second)
    QTest.keyClick(kavitas.desk.pile.view, Qt.Key.Key_Up, CONTROL)
    kavitas.until(lambda: kavitas.desk._thing.id == first)


@needs_naughty
def test_a_batch_that_is_stopped_keeps_what_is_signed(with_naughty_token: AtTheDesk, naughty: Any):
    desk = with_naughty_token
    files = [desk.desk._thing.id]
    for _ in range(3):
        files.append(desk.officer.create().id)
        desk.officer.efile.write(files[-1], "अवलोकनार्थ प्रस्तुत।", 0)
    desk.officer.efile.write(files[-1], "अवलोकनार्थ प्रस्तुत। Mаy", 1)  # a Cyrillic letter in it
    naughty.set("slow", 300)
    left_out = desk.officer.create("वेतन").id
    desk.officer.efile.write(left_out, "अभी नहीं।", 0)
    desk.desk.acts.ask("batch")  # one file is looked at: all that have a note of one's own are meant
    pin = desk.part("efile.batch.pin", QLineEdit)
    desk.until(pin.isVisible)
    texts = desk.part("efile.batch.texts", QPlainTextEdit).toPlainText()
    assert texts.count("अवलोकनार्थ प्रस्तुत।") == 3  # every text stands there before the PIN is asked
    ticks = desk.part("efile.batch.files", QListWidget)
    assert ticks.count() == len(files) + 1
    ticks.findItems("वेतन", Qt.MatchFlag.MatchContains)[0].setCheckState(Qt.CheckState.Unchecked)
    doubted = f"{desk.officer.efile.file(files[-1]).number}: पाठ में दूसरी लिपि"
    assert desk.part("efile.batch.told", QLabel).text().startswith(doubted)
    QTest.keyClicks(pin, "246813")
    desk.part("efile.batch.unlock", QPushButton).click()
    go = desk.part("efile.batch.go", QPushButton)
    desk.until(go.isVisible)
    go.click()
    count = desk.part("efile.batch.count", QLabel)
    desk.until(lambda: "4 में से" in count.text())
    desk.desk.acts.ask("moves")  # it goes on while the officer looks at something else
    desk.part("efile.batch").leave()  # as Esc does: it stops, and stays to tell how far it came
    desk.until(desk.part("efile.aside").isVisible)
    assert (
        "रोका गया" in desk.part("efile.aside.said", QLabel).text()
        and not desk.part("efile.batch").isVisible()
    )
    desk.part("efile.aside.back", QPushButton).click()
    assert "रोका गया" in desk.part("efile.batch.told", QLabel).text() and desk.part("efile.batch").isVisible()
    assert not desk.part("efile.aside").isVisible()

    desk.desk.acts.ask("moves")
    desk.desk.sheets.batch.done.emit(
        Numbers(tuple("12345"))
    )  # all are signed: no sheet is taken away for that
    assert desk.part("efile.moves").isVisible() and not desk.part("efile.aside.back").isVisible()
    assert "1, 2, 3 तथा 2 और" in desk.part("efile.aside.said", QLabel).text()

    signed = [bool(desk.officer.efile.file(each).notings) for each in files]
    assert signed == sorted(signed, reverse=True) and 0 < sum(signed) < len(files)
    assert not desk.officer.efile.file(left_out).notings


@pytest.fixture
def window(qtbot: Any, home: Path) -> Iterator[Window]:
    made = Window(partial(open_desk, home), Language.HINDI)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made._shell is not None, timeout=30_000)
    yield made
    made.finish()


def test_in_training_the_section_officer_sits_down_in_the_operators_place(qtbot: Any, window: Window):
    shell = window._shell
    assert shell is not None
    assert shell.findChild(QPushButton, "rail.efile").isHidden()
    QTest.keyClick(shell, Qt.Key.Key_L, CONTROL)
    qtbot.waitUntil(lambda: window._login is not None and window._login.isVisible())
    window.findChild(QPushButton, "login.someone-else").click()
    people = window.findChild(QComboBox, "login.person")
    qtbot.waitUntil(lambda: people.findText("अनिल श्रीवास्तव") >= 0)
    people.setCurrentIndex(people.findText("अनिल श्रीवास्तव"))
    window.findChild(QLineEdit, "login.password").setText("anil1")
    window.findChild(QPushButton, "login.go").click()
    qtbot.waitUntil(lambda: shell.here == "efile", timeout=10_000)

    assert shell.findChild(QPushButton, "rail.counter").isHidden()
    assert not shell.findChild(QPushButton, "rail.my-day").isHidden()
    assert shell.findChild(QPushButton, "rail.register").isHidden()
    for name in ("my-day", "diary", "token"):
        shell.go(name)
        assert shell.here == name
    told = shell._pages["token"].findChild(QLabel, "token.try.ready")
    qtbot.waitUntil(lambda: "अभ्यास टोकन बनाएँ" in told.text())  # no roots: the token check says what helps
