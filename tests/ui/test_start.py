"""How the window comes up where what works behind it does not."""

import sys
from functools import partial

from app.base.words import Language
from app.records.backup import backup, restore
from app.records.engine import open_records
from central.child import Child
from door.wiring import open_desk
from PySide6.QtWidgets import QLabel, QListView, QPushButton
from ui.start import Window

from tests.ui.conftest import CentreWithin

FAILS = (sys.executable, "-c", "raise SystemExit(3)")


def test_an_enrolled_desk_shows_its_queue_without_its_centre_and_a_second_window_calls_it_forward(
    qtbot, home
):
    desk = open_desk(home)
    desk.people.sign_in_for_training()
    begun = desk.counter.start(desk.services[0].id)
    desk.close()

    child = Child(FAILS, home / "centre" / "centre.log")
    window = Window(partial(open_desk, home, child, patient=False), Language.HINDI, home=home)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window._shell is not None, timeout=30_000)
    rows = window._shell.counter._queue._rows
    qtbot.waitUntil(lambda: rows.place_of(begun.id) >= 0, timeout=10_000)
    qtbot.waitUntil(lambda: window._office.link.status().cause is not None, timeout=20_000)
    see_a_second_window_bring_it_to_the_front(qtbot, home, window)
    window.finish()


def see_a_second_window_bring_it_to_the_front(qtbot, home, first):
    first.showMinimized()
    second = Window(partial(open_desk, home, patient=False), Language.HINDI, home=home)
    qtbot.addWidget(second)
    second.show()
    said = second.findChild(QLabel, "opening.what")
    qtbot.waitUntil(lambda: "पहले से खुला है" in said.text(), timeout=20_000)
    assert not any("sync." in each.text() for each in second.findChildren(QLabel) if each.isVisible())
    qtbot.waitUntil(lambda: not first.isMinimized(), timeout=5_000)
    second.finish()


def test_an_application_chosen_while_the_desk_opens_is_opened_with_it(qtbot, home):
    desk = open_desk(home)
    desk.people.sign_in_for_training()
    begun = desk.counter.start(desk.services[0].id)
    rows = desk.counter.today()
    desk.close()

    window = Window(partial(open_desk, home), Language.HINDI, lambda: rows)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.findChild(QListView, "opening.queue") is not None, timeout=10_000)
    early = window.findChild(QListView, "opening.queue")
    early.clicked.emit(early.model().index(0, 0))

    qtbot.waitUntil(lambda: window._shell is not None, timeout=30_000)
    qtbot.waitUntil(lambda: window._shell.counter._visit.application is not None, timeout=10_000)
    assert window._shell.counter._visit.application.id == begun.id
    window.finish()


def test_a_desk_that_came_back_from_a_backup_takes_its_new_numbers_as_it_opens(
    qtbot, enrolled_home, tmp_path
):
    records = open_records(enrolled_home)
    backup(records, tmp_path / "desk.backup", "आठ या अधिक")
    records.close()
    back = tmp_path / "back"
    restore(tmp_path / "desk.backup", back, "आठ या अधिक")
    children = [Child(FAILS, back / "centre" / "centre.log"), CentreWithin(back)]
    window = Window(lambda: open_desk(back, children.pop(0), patient=False), Language.HINDI)
    qtbot.addWidget(window)
    window.show()
    said = window.findChild(QLabel, "opening.what")
    qtbot.waitUntil(lambda: "प्रशिक्षण केन्द्र नहीं चल सका" in said.text(), timeout=30_000)
    window.findChild(QPushButton, "opening.try-again").click()
    qtbot.waitUntil(lambda: window._shell is not None, timeout=30_000)
    qtbot.waitUntil(lambda: window._office.link.status().online, timeout=20_000)
    window.finish()
