"""Which stands where a new sheet writes over what was mended by hand: asked, and nothing chosen beforehand."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QWidget

from app.staff.sheets.model import Mends
from ui.places import label
from ui.theme import SIZES
from ui.words import Speech


class MendsChoice(QFrame):
    """Hidden where nothing is written over. `chosen` tells what was answered of all rows together."""

    chosen = Signal(object)  # Mends

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staff.mends")
        self.setProperty("panel", "band")
        self._speech, self._count = speech, 0
        self._said = label(self, "heading", name="staff.mends.said")
        self._said.setWordWrap(True)
        self._group = QButtonGroup(self)
        self._ways = {each: self._way(each) for each in Mends}
        self.setFocusProxy(self._ways[Mends.KEEP])
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

    def show_answer(self, answer: object) -> None:
        """Show what holds for all rows; where each has its own, or none has one yet, neither way is chosen."""
        self._group.setExclusive(False)
        for mends, way in self._ways.items():
            way.setChecked(mends == answer)
        self._group.setExclusive(True)

    def _say(self) -> None:
        self._said.setText(self._speech.word("staff-ui.mends-asked", count=self._count))

    def _way(self, mends: Mends) -> QRadioButton:
        found = QRadioButton(self)
        found.setObjectName(f"staff.mends.{mends}")
        self._group.addButton(found)
        self._speech.bind(partial(found.setText), f"staff-ui.mends-{mends}", found)
        found.clicked.connect(partial(self.chosen.emit, mends))
        return found
