"""The end of the day: what was taken is looked at, on any day, and put on paper, by keys alone."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from app.base.document import Kind
from app.base.words import Language
from app.counter.day_words import BOOKED_WRONGLY, WAYS
from app.counter.model import Mode
from app.papers.records import DocumentRow
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import select
from ui.places.account import AccountPlace, _height
from ui.tasks import Tasks
from ui.words import Speech

from tests.integration.office.at_the_desk import SITA, AtTheDesk

NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def place(qtbot: Any, office: Any, tasks: Tasks, speech: Speech) -> AccountPlace:
    made = AccountPlace(office, tasks, speech)
    qtbot.addWidget(made)
    made.resize(1150, 656)
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


def test_the_day_is_looked_at_printed_and_left_for_another_day(
    qtbot: Any, place: AccountPlace, office: Any, home: Path, tmp_path: Path, speech: Speech
):
    paid = AtTheDesk(office, home, None, None, None).paid(SITA)
    figures, receipts = place.findChild(QLabel, "account.figures"), place._receipts
    place.refresh()
    assert figures.text() == receipts._empty.text() == "आ रहा है…"  # what is read is not yet nothing
    assert not place._page.isEnabled() and not place._slip.isEnabled()
    qtbot.waitUntil(lambda: len(receipts.rows.items) == 1, timeout=10_000)
    assert "₹60.00" in figures.text() and "कोई संख्या नहीं छूटी" in place._state.text()
    sums = place._sums.view
    last = sums.visualRect(sums.model().index(sums.model().rowCount() - 1, 0))
    assert sums.viewport().rect().contains(last)  # no line of the day's sums is hidden
    assert receipts.view.viewport().height() >= 8 * receipts.view.rowHeight(0)
    place._sums.setMaximumHeight(_height(20))  # on a day of many heads
    place.resize(936, 500)  # as a screen of 1024x600 leaves it
    QApplication.processEvents()
    assert place._sums.geometry().bottom() < receipts.geometry().top()
    assert min(each.viewport().height() for each in (sums, receipts.view)) >= 2 * receipts.view.rowHeight(0)
    speech.speak(Language.ENGLISH)
    assert figures.text().startswith("Taken ₹60.00")
    assert reads_whole(place, "Board fee: Registration fee and contribution")

    press(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: place._said is not None, timeout=10_000)
    with office._desk.records.read() as session:
        kind = DocumentRow.kind == Kind.DAY_ACCOUNT.value
        assert session.scalars(select(DocumentRow.number).where(kind)).one() in speech.say(place._said)

    press(Qt.Key.Key_PageUp, CONTROL)
    assert not receipts.rows.items and not place._page.isEnabled()  # the other day is not this one
    qtbot.waitUntil(place._page.isEnabled, timeout=10_000)
    assert "₹0.00" in figures.text()
    press(Qt.Key.Key_PageDown, CONTROL)
    qtbot.waitUntil(lambda: len(receipts.rows.items) == 1, timeout=10_000)
    receipts.view.setFocus()
    with qtbot.waitSignal(place.open_asked) as opened:
        press(Qt.Key.Key_Return)
    assert opened.args == [paid.id]

    desk = AtTheDesk(office, home, None, None, None)
    waiting = [desk.with_challan(mobile=mobile) for mobile in ("9000000031", "9000000032")]
    place.refresh()
    qtbot.waitUntil(lambda: any(line.due for line in place._sums.rows.items), timeout=10_000)
    place._sums.choose(lambda line: line.due is not None)
    place._sums.view.setFocus()
    press(Qt.Key.Key_Return)  # whose it is that is due
    qtbot.waitUntil(place._owing.isVisible, timeout=10_000)
    with qtbot.waitSignal(place.open_asked) as opened:
        press(Qt.Key.Key_Return)
    assert opened.args == [waiting[0].id]
    press(Qt.Key.Key_Escape)
    assert receipts.isVisible() and not place._owing.isVisible()


def reads_whole(place: AccountPlace, head: str) -> bool:
    """Say whether `head` has room beside the longest way of every day, as a screen of 1366x768 leaves it."""
    place.resize(1150, 690)
    items, sums = place._sums.rows.items, place._sums.view
    place._sums.put((*items, replace(items[0], way=WAYS[BOOKED_WRONGLY[Mode.CASH]])), str)
    QApplication.processEvents()
    return sums.columnWidth(1) > sums.fontMetrics().horizontalAdvance(head) + 12


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
