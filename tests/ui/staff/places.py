"""One place of the window on a real office, its calls noted with their threads."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from app.base.days import office_day
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget
from ui.places import Place

from tests.integration.efile.officers import Officer
from tests.ui.staff.conftest import PARTS
from tests.ui.watched import Watched


class AtPlace:
    """An officer before one place."""

    def __init__(self, qtbot: Any, officer: Officer, kind: type[Any], tasks: Any, speech: Any) -> None:
        self.qtbot, self.officer, self.threads = qtbot, officer, set[int]()
        self.place = kind(Watched(officer.office, "staff", self.threads, PARTS), tasks, speech)
        assert isinstance(self.place, Place)
        qtbot.addWidget(self.place)
        self.place.resize(1150, 660)
        self.place.show()
        self.place.activateWindow()
        self.place.refresh()

    def part(self, name: str, kind: type[QWidget] = QWidget) -> Any:
        found = self.place.findChild(kind, name)
        assert found is not None, name
        return found

    def until(self, holds: Callable[[], bool], seconds: int = 20) -> None:
        self.qtbot.waitUntil(holds, timeout=seconds * 1000)

    def told(self) -> str:
        return str(self.part(f"{self.place.name}.told").text())


@pytest.fixture
def on_another_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[QDate]:
    """A computer whose zone has another day than the office has just now; the office's day is told."""
    now = datetime.now(UTC)
    shift = next(each for each in (14, -12) if (now + timedelta(hours=each)).date() != office_day(now))
    monkeypatch.setenv("TZ", f"Etc/GMT{-shift:+}")
    time.tzset()
    day = office_day(now)
    found = QDate(day.year, day.month, day.day)
    assert QDate.currentDate() != found
    yield found
    monkeypatch.undo()
    time.tzset()
