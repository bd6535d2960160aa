"""One of many is chosen by a name in either script, by its sound or by a code, and nothing by chance."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from ui.offices.chooser import Chooser
from ui.readiness.meeting_sheet import PointLine
from ui.words import Speech


def test_a_choice_is_shown_in_one_script_and_found_in_either(qtbot: Any):
    window = QWidget()
    qtbot.addWidget(window)
    chooser = Chooser(window)
    chooser.offer([("p-1", "डायरी लिपिक", "डायरी लिपिक / Diarist"), ("p-2", "पटल सहायक", "Dealing hand")])
    completer = chooser.completer()
    completer.setCompletionPrefix("diar")

    assert completer.completionCount() == 1
    assert completer.currentCompletion() == "डायरी लिपिक"
    chooser.setCurrentText(completer.currentCompletion())
    assert chooser.id() == "p-1"


@pytest.mark.parametrize(
    "typed, meant",
    [("x4", "o-2"), ("tr-lko-x47", "o-3"), ("shiksha", "o-3"), ("guest", "o-1"), ("X99", ""), ("विभाग", "")],
)
def test_a_code_or_a_sound_that_fits_one_means_it_and_an_arrow_means_none(qtbot: Any, typed: str, meant: str):
    chooser = Chooser(None)
    qtbot.addWidget(chooser)
    chooser.show()
    chooser.offer(
        [
            ("o-1", "अतिथि गृह गोमती नगर", "Guest House Gomti Nagar", "TR-LKO-X1"),
            ("o-2", "श्रम विभाग", "Labour", "TR-LKO-X4"),
            ("o-3", "शिक्षा विभाग", "Education", "TR-LKO-X47"),
        ]
    )
    line, popup = chooser.lineEdit(), chooser.completer().popup()
    assert line is not None and popup is not None
    chooser.setCurrentText(typed)

    QTest.keyClick(chooser, Qt.Key.Key_Down)
    assert chooser.id() == ""
    popup.hide()
    QTest.keyClick(line, Qt.Key.Key_Return)

    assert chooser.id() == meant


@pytest.mark.parametrize("keys", ["\r", "\t", "\x1b\t"])
def test_a_code_typed_while_what_fits_is_offered_means_its_office_and_the_date_is_next(qtbot: Any, keys: str):
    offices = [
        ("o-1", "श्रम विभाग", "Labour", "TR-LKO-LAB"),
        ("o-2", "शिक्षा विभाग", "Education", "TR-LKO-EDU"),
    ]
    window = QWidget()
    qtbot.addWidget(window)
    point = PointLine(Speech(), offices, window)
    window.show()
    line, popup = point.office.lineEdit(), point.office.completer().popup()
    assert line is not None and popup is not None
    line.setFocus()
    QTest.keyClicks(line, "TR-LKO-EDU")
    assert popup.isVisible()

    for key in keys:
        QTest.keyClick(line, key)

    assert (point.office.id(), window.focusWidget() is point.due) == ("o-2", "\t" in keys)
    popup.hide()


def test_nobody_is_taken_for_a_namesake(qtbot: Any):
    window = QWidget()
    qtbot.addWidget(window)
    chooser = Chooser(window)
    chooser.offer([("p-1", "राम कुमार — लिपिक"), ("p-2", "राम कुमार — लिपिक"), ("p-3", "राम कुमार — पटल सहायक")])

    for named, text in (
        ("p-1", "राम कुमार — लिपिक · p-1"),
        ("p-2", "राम कुमार — लिपिक · p-2"),
        ("", "राम कुमार — लिपिक"),
    ):
        chooser.setCurrentText(text)
        assert chooser.id() == named
