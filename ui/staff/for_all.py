"""One question of a new sheet, answered for all rows that it is asked of; nothing is chosen beforehand."""

from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QWidget

from ui.places import label
from ui.theme import SIZES
from ui.words import Speech


class ForAll(QFrame):
    """Hidden where nothing is asked. `chosen` tells which of the `ways` was answered of all rows together."""

    chosen = Signal(object)  # one of the ways

    def __init__(self, speech: Speech, about: str, ways: type[StrEnum], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"staff.{about}")
        self.setProperty("panel", "band")
        self._speech, self._about, self._count = speech, about, 0
        self._said = label(self, "heading", name=f"staff.{about}.said")
        self._said.setWordWrap(True)
        self._group = QButtonGroup(self)
        self._ways = {each: self._way(each) for each in ways}
        self.setFocusProxy(next(iter(self._ways.values())))
        line = QHBoxLayout(self)
        line.setContentsMargins(SIZES.gap, 2, SIZES.gap, 2)
        line.setSpacing(SIZES.gap)
        line.addWidget(self._said, 1)
        for way in self._ways.values():
            line.addWidget(way)
        speech.changed.connect(self._say)
        self.hide()

    def ask(self, count: int) -> None:
        """Ask of so many rows; none, and nothing is asked."""
        self._count = count
        self._say()
        self.setVisible(bool(count))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter answers with the way that has the focus, as Space does."""
        way = next((each for each in self._ways.values() if each.hasFocus()), None)
        if way is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            way.click()
        else:
            super().keyPressEvent(event)

    def show_answer(self, answer: object) -> None:
        """Show what holds for all rows; where each has its own, or none has one yet, neither way is chosen."""
        self._group.setExclusive(False)
        for named, way in self._ways.items():
            way.setChecked(named == answer)
        self._group.setExclusive(True)

    def _say(self) -> None:
        self._said.setText(self._speech.word(f"staff-ui.{self._about}-asked", count=self._count))

    def _way(self, way: StrEnum) -> QRadioButton:
        found = QRadioButton(self)
        found.setObjectName(f"staff.{self._about}.{way}")
        self._group.addButton(found)
        self._speech.bind(partial(found.setText), f"staff-ui.{self._about}-{way}", found)
        found.clicked.connect(partial(self.chosen.emit, way))
        return found
