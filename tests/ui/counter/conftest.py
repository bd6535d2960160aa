"""A counter's screen on a real training office: its centre over HTTP, its scanner and printer virtual."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from app.counter.model import Application
from app.packs.model import FieldKind
from door.wiring import open_desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from ui.counter.desk import CounterDesk
from ui.counter.choices import FEW, ChoiceEditor
from ui.tasks import Tasks
from ui.words import Speech
from tests.ui.conftest import CentreWithin
from tests.ui.watched import Calls

HOUSE = Path(__file__).resolve().parents[3]
APPLICANT = json.loads((HOUSE / "packs/training/applicants/1-sita.json").read_text("utf-8"))["answers"]
REGISTRATION = "upssb-worker-registration"
NONE = Qt.KeyboardModifier.NoModifier


class AtTheCounter:
    """A person with a keyboard, and no mouse, before the screen."""

    def __init__(self, qtbot: Any, desk: CounterDesk, office: Any, threads: set[int]) -> None:
        self.qtbot, self.desk, self.office, self.threads = qtbot, desk, office, threads

    @property
    def application(self) -> Application:
        found = self.desk._visit.application
        assert found is not None
        return found

    def until(self, holds: Callable[[], bool], seconds: int = 30) -> None:
        self.qtbot.waitUntil(holds, timeout=seconds * 1000)

    def settled(self) -> None:
        visit = self.desk._visit
        self.until(lambda: not visit.is_busy and not visit.is_saving)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.desk, key, modifiers)

    def write(self, text: str) -> None:
        """Latin by its keys; Devanagari comes from an input method, which commits it whole."""
        widget = QApplication.focusWidget()
        if text.isascii():
            QTest.keyClicks(widget, text)
        else:
            insert = getattr(widget, "insert", None) or widget.insertPlainText
            insert(text)

    def part(self, name: str, kind: type[QWidget] = QPushButton) -> Any:
        found = self.desk.findChild(kind, name)
        assert found is not None, name
        return found

    def focused(self) -> str:
        return self.desk._walk.form._name_of(QApplication.focusWidget())

    def begin(self) -> Application:
        self.desk.new_application()
        self.press(Qt.Key.Key_1)
        self.until(lambda: self.desk._visit.application is not None)
        return self.application

    def answer_at_cursor(self) -> None:
        """Type the applicant's answer into the field that has the cursor."""
        name = self.focused()
        asked = next(each for each in self.application.pack.fields if each.id == name)
        editor, value = self.desk._walk.form._editors[name], APPLICANT.get(name, "")
        if isinstance(editor, ChoiceEditor):
            self._choose(editor, asked, value)
        elif asked.kind is FieldKind.DATE:
            self.write(value.replace("-", ""))
        elif value:
            self.write(value)

    def fill(self) -> None:
        """Fill every step from the first field to the last with Enter alone."""
        last = len(self.application.pack.steps)
        while self.desk._walk.page < last:
            self.answer_at_cursor()
            self.press(Qt.Key.Key_Return)
            QApplication.processEvents()
        self.settled()

    def _choose(self, editor: ChoiceEditor, asked: Any, value: Any) -> None:
        ids = [each.id for each in asked.choices] or ["yes", "no"]
        wanted = value if isinstance(value, str) else ("yes" if value else "no")
        if len(ids) > FEW:
            self.write(next(each.words.en for each in asked.choices if each.id == wanted)[:8].lower())
        else:
            self.write(str(editor.findData(wanted) + 1))


@pytest.fixture
def office(enrolled_home: Path) -> Iterator[Any]:
    found = open_desk(enrolled_home, CentreWithin(enrolled_home))
    found.people.sign_in_for_training()
    found.start()
    yield found
    found.close()


@pytest.fixture
def counter(qtbot: Any, office: Any, tasks: Tasks, speech: Speech) -> Iterator[AtTheCounter]:
    threads: set[int] = set()
    for name in ("counter", "slots", "papers", "link"):
        setattr(office, name, Calls(getattr(office, name), threads))
    desk = CounterDesk(office, tasks, speech)
    qtbot.addWidget(desk)
    desk.resize(1170, 656)
    desk.show()
    desk.activateWindow()
    yield AtTheCounter(qtbot, desk, office, threads)
    tasks.close()
