"""One place of the window on a real office, its calls noted with their threads."""

from collections.abc import Callable
from typing import Any

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
