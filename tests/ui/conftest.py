"""What the screens' tests share: the program's look, a voice, lanes that end with the test, and a desk's first start."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app.base.words import Language
from central.child import _free_port
from door.wiring import open_desk
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui import theme
from ui.tasks import Tasks
from ui.words import Speech

from tests.integration.conftest import HOUSE, TrainingCentre


PATIENCE = 4  # times what a test says: a busy cheap PC is as slow; what holds sooner is not waited for


class Patient(QtBot):
    """Waits on a busy machine too."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 5000) -> None:  # noqa: N802  Qt's name
        super().waitUntil(callback, timeout=PATIENCE * timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> Patient:
    return Patient(request)


class CentreWithin(TrainingCentre):
    """A desk's own training centre, over real HTTP too, that costs no process: each is a second of imports."""

    def __init__(self, home: Path) -> None:
        super().__init__(home / "centre", HOUSE / "packs")

    def choose_port(self) -> None:
        self.port = self.port or _free_port()

    def launch(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.start()

    def wait(self) -> str:
        return self.url


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


@pytest.fixture(scope="session")
def first_started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a desk that was set up, enrolled and closed: its people's passwords are hashed once, not every time."""
    home = tmp_path_factory.mktemp("first") / "home"
    open_desk(home).close()
    return home


@pytest.fixture
def enrolled_home(home: Path, first_started: Path) -> Path:
    """A home of this test's own, as a desk leaves it that was opened once and took nothing."""
    shutil.copytree(first_started, home, dirs_exist_ok=True)
    return home
