"""How the window comes up where what works behind it does not."""

import sys
from functools import partial

from app.base.words import Language
from central.child import Child
from door.wiring import open_desk
from PySide6.QtWidgets import QListView
from ui.start import Window

FAILS = (sys.executable, "-c", "raise SystemExit(3)")


def test_an_enrolled_desk_shows_its_queue_though_its_centre_does_not_start(qtbot, home):
    desk = open_desk(home)
    desk.people.sign_in_for_training()
    begun = desk.counter.start(desk.services[0].id)
    desk.close()

    child = Child(FAILS, home / "centre" / "centre.log")
    window = Window(partial(open_desk, home, child, patient=False), Language.HINDI)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window._shell is not None, timeout=30_000)
    rows = window._shell.counter._queue._rows
    qtbot.waitUntil(lambda: rows.place_of(begun.id) >= 0, timeout=10_000)
    qtbot.waitUntil(lambda: window._office.link.status().cause is not None, timeout=20_000)
    window.finish()


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
