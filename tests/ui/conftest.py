"""What the screens' tests share: the program's look, a voice, and lanes that end with the test."""

from collections.abc import Iterator

import pytest
from app.base.words import Language
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from ui import theme
from ui.tasks import Tasks
from ui.words import Speech


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp)


@pytest.fixture
def speech() -> Speech:
    return Speech(Language.HINDI)


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    lanes = QObject()
    found = Tasks(lanes)
    yield found
    found.close()
