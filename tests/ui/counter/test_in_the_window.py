"""The counter within the whole window: its keys there, and what is kept when one looks elsewhere."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from app.base.words import Language
from door.wiring import open_desk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from ui.counter.desk import CounterDesk
from ui.start import Window

from tests.ui.conftest import CentreWithin

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot: Any, enrolled_home: Path) -> Iterator[Window]:
    made = Window(partial(open_desk, enrolled_home, CentreWithin(enrolled_home)), Language.HINDI)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made._shell is not None, timeout=30_000)
    yield made
    made.finish()


def test_new_find_and_back_keep_what_is_being_typed(qtbot, window):
    desk = window.findChild(CounterDesk)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is desk._services._cards[0], timeout=5_000)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    qtbot.waitUntil(lambda: desk._visit.application is not None, timeout=10_000)
    line = window.findChild(QLineEdit, "counter.field.applicant_name")
    qtbot.waitUntil(line.hasFocus, timeout=5_000)
    qtbot.keyClicks(line, "shramik")

    qtbot.keyClick(window, Qt.Key.Key_F3)
    assert (window._shell.here, QApplication.focusWidget().objectName()) == ("find", "find.text")
    qtbot.keyClick(window, Qt.Key.Key_1, ALT)
    assert line.text() == "श्रमिक"
    qtbot.waitUntil(lambda: desk._visit.application.applicant == "श्रमिक", timeout=10_000)

    qtbot.keyClick(window, Qt.Key.Key_7, ALT)
    qtbot.keyClick(window, Qt.Key.Key_F2)  # from any place
    assert window._shell.here == "counter"
    assert desk._middle.currentWidget() is desk._services


def test_the_built_in_printers_are_named_in_words(qtbot, window):
    chip = window.findChild(QPushButton, "header.printer")
    qtbot.keyClick(window, Qt.Key.Key_6, ALT)
    printing = window._shell._pages["printing"]
    assert chip.text() == "अभ्यास प्रिंटर"
    assert [printing._printer.itemText(place) for place in range(2)] == ["अभ्यास प्रिंटर", "PDF फ़ोल्डर"]
    window.speech.speak(Language.ENGLISH)
    assert chip.text() == "Practice printer"
    assert [printing._printer.itemText(place) for place in range(2)] == ["Practice printer", "PDF folder"]


def test_the_keys_come_back_to_the_field_that_had_them(qtbot, window):
    desk = window.findChild(CounterDesk)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is desk._services._cards[0], timeout=5_000)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    qtbot.waitUntil(lambda: desk._visit.application is not None, timeout=10_000)
    line = window.findChild(QLineEdit, "counter.field.applicant_name")
    qtbot.waitUntil(line.hasFocus, timeout=5_000)
    qtbot.keyClicks(line, "gita ")

    qtbot.keyClick(line, Qt.Key.Key_F1)
    assert window._shell.here == "keys"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is line
    for place in (Qt.Key.Key_6, Qt.Key.Key_1):
        qtbot.keyClick(window, place, ALT)
    assert QApplication.focusWidget() is line


def test_a_search_opens_only_what_belongs_to_its_line_and_the_next_one_begins_afresh(qtbot, window):
    office, opened = window._shell._office, []
    for name in ("गीता", "सीता"):
        begun = office.counter.start("upssb-worker-registration")
        office.counter.answer(begun.id, "applicant_name", name)
    qtbot.keyClick(window, Qt.Key.Key_F3)
    line, found = QApplication.focusWidget(), window._shell._pages["find"]
    found.open_asked.disconnect()
    found.open_asked.connect(opened.append)
    qtbot.keyClicks(line, "gita")
    qtbot.waitUntil(lambda: found._list.current() is not None, timeout=10_000)
    qtbot.keyClick(window, Qt.Key.Key_F3)
    qtbot.keyClicks(line, "sita")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (line.text(), found._list.current(), opened) == ("sita", None, [])
    qtbot.waitUntil(lambda: len(opened) == 1, timeout=10_000)
    assert opened == [begun.id]
