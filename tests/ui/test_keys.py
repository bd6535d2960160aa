"""The keys that F1 shows are those that work, at every desk."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from app.base.words import Language
from door.wiring import open_desk
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QVBoxLayout, QWidget
from ui.keys import EVERYWHERE, GROUPS, PLACES, place_key, place_keys
from ui.keys_page import KeysPage
from ui.shell import Shell
from ui.start import Window

from tests.ui.conftest import CentreWithin

SEATS = {"gita": "counter", "sunita": "efile", "meena": "staff"}
"""Who in the training desk has which desk."""
BESIDE = {"gita": ("account",), "sunita": ("token",), "meena": ("offices", "readiness")}
"""Other places of theirs that have keys of their own."""


@pytest.fixture
def shell(qtbot: Any, enrolled_home: Path) -> Iterator[Shell]:
    window = Window(partial(open_desk, enrolled_home, CentreWithin(enrolled_home)), Language.HINDI)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window._shell is not None, timeout=30_000)
    assert window._shell is not None
    yield window._shell
    window.finish()


def seat(shell: Shell, login: str) -> None:
    shell.seat(shell._office.people.sign_in(login, f"{login}1"))
    shell.go(SEATS[login])


def bound(shell: Shell, desk: str) -> set[str]:
    """Return every shortcut of the shell itself and of a desk."""
    page = shell._pages[desk]
    keys = [each for each in shell.findChildren(QShortcut) if _stands(each.parent(), shell, page)]
    buttons = [each for each in page.findChildren(QAbstractButton) if not each.shortcut().isEmpty()]
    return {each.key().toString() for each in keys} | {each.shortcut().toString() for each in buttons}


def _stands(parent: Any, shell: Shell, page: QWidget) -> bool:
    return parent is shell or parent is page or (isinstance(parent, QWidget) and page.isAncestorOf(parent))


def told(desk: str) -> set[str]:
    """Return every shortcut that F1 shows at a desk."""
    keys = [key for group in GROUPS if group.desk in ("", desk) for key in group.keys if not key.typed]
    names = {QKeySequence(each).toString() for key in keys for each in key.keys.split()}
    return (names - {PLACES}) | {place_key(place) for place in range(1, 11)}


@pytest.mark.parametrize("login", SEATS)
def test_f1_shows_every_shortcut_of_the_desk_and_none_that_does_nothing(shell: Shell, login: str):
    seat(shell, login)
    for desk in (SEATS[login], *BESIDE.get(login, ())):
        shell.go(desk)
        assert bound(shell, desk) | {"Esc"} == told(desk)


@pytest.mark.parametrize("login", SEATS)
def test_f1_names_as_many_places_as_stand_at_the_left_and_no_other_desks_keys(shell: Shell, login: str):
    seat(shell, login)
    assert "keys" not in shell._pages, "few ever look, and it holds the words of every desk"
    shell.go("keys")
    count = len(shell._names)
    places = shell.findChild(QLabel, "keys.places")
    assert isinstance(places, QLabel)
    assert places.text() == place_keys(count)
    for group in GROUPS:
        card = shell.findChild(QWidget, group.words)
        assert isinstance(card, QWidget)
        assert card.isVisible() == (group is EVERYWHERE or group.desk in shell._names), group.words


@pytest.mark.parametrize(
    ("count", "shown"), [(7, "Alt+1 … Alt+7"), (10, "Alt+1 … Alt+9 · Alt+0"), (11, "Alt+1 … Alt+9 · Alt+0")]
)
def test_ten_places_have_a_key_and_an_eleventh_has_none(count: int, shown: str):
    assert place_keys(count) == shown
    assert place_key(11) == ""


def test_the_keys_of_the_desk_at_which_somebody_sits_are_at_the_top(shell: Shell):
    for login, desk in SEATS.items():
        seat(shell, login)
        shell.go("keys")
        page = shell._pages["keys"]
        assert isinstance(page, KeysPage)
        tops = [next(iter(_shown(column)), "") for column in page._columns]
        assert tops[0] == next(group.words for group in GROUPS if group.desk == desk)


def _shown(column: QVBoxLayout) -> Iterator[str]:
    """Return what stands in a column from the top; a gap is empty."""
    for at in range(column.count()):
        item = column.itemAt(at)
        widget = item.widget() if item else None
        if widget is None or not widget.isHidden():
            yield widget.objectName() if widget else ""
