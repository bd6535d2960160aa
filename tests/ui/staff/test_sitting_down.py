"""Who has never sat at this desk finds in training a name, its post, and the way in."""

import tomllib
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from app.base.words import Language
from door.wiring import open_desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from ui.counter.course import question
from ui.start import Window

from tests.integration.office.at_the_desk import PACKS

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def at_the_door(qtbot: Any, home: Path) -> Any:
    window = Window(partial(open_desk, home), Language.HINDI)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window._shell is not None, timeout=30_000)
    QTest.keyClick(window._shell, Qt.Key.Key_L, CONTROL)
    qtbot.waitUntil(lambda: window._login is not None and window._login.isVisible())
    window.findChild(QPushButton, "login.someone-else").click()
    people = window.findChild(QComboBox, "login.person")
    qtbot.waitUntil(lambda: people.findText("नेहा गुप्ता") >= 0)
    people.setCurrentIndex(people.findText("नेहा गुप्ता"))
    yield window
    window.finish()


def test_the_chosen_one_is_told_by_post_and_office_and_seated_without_a_password(
    qtbot: Any, at_the_door: Window
):
    window = at_the_door
    assert "लखनऊ" in window.findChild(QLabel, "login.post").text()
    assert window.findChild(QLabel, "login.trying").text().endswith("neha1")
    bar = window._shell.counter._bar
    bar.ask(question("cancel"))  # the one before was asked
    window.findChild(QPushButton, "login.training").click()
    qtbot.waitUntil(lambda: window._shell._office.people.acting.person.login == "neha", timeout=10_000)
    qtbot.waitUntil(lambda: window._shell.here == "staff", timeout=10_000)
    assert not bar.is_asking


def test_the_people_of_this_kendra_stand_first_and_escape_leads_back_to_the_lock(
    qtbot: Any, at_the_door: Window
):
    window = at_the_door
    ours = window._shell._office.people.acting
    names = [each.office.id == ours.office.id for each in window._login._seats]
    assert names == sorted(names, reverse=True) and names[0] and not names[-1]
    assert window.findChild(QPushButton, "login.back").isVisible()
    QTest.keyClick(window._login, Qt.Key.Key_Escape)
    assert window.findChild(QLabel, "login.name").text() == ours.person.name.hi


def test_the_password_that_is_told_is_that_of_the_pack(at_the_door: Window):
    people = at_the_door._shell._office.people
    given = [
        (each["login"], each["training_password"])
        for file in (PACKS / "training").glob("*.toml")
        for each in tomllib.loads(file.read_text()).get("people", [])
    ]
    told = {each.person.login: people.training_password(each.person) for each in people.seats()}
    assert dict(given).items() >= told.items() and len(told) > 5
