"""A question inside the page before something is gone for good: yes, or no."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.places import label
from ui.theme import SIZES
from ui.words import Speech


class Asking(QFrame):
    """No is the answer that is ready: whoever presses Enter without reading loses nothing."""

    def __init__(self, speech: Speech, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "band")
        self._speech = speech
        self._yes: Callable[[], object] | None = None
        self._question = label(self, "heading", name=f"{name}.question")
        self._question.setWordWrap(True)
        self._sure, self._no = self._button(f"{name}.yes", "danger"), self._button(f"{name}.no", "primary")
        self._sure.clicked.connect(self._agree)
        self._no.clicked.connect(self.hide)
        speech.bind(self._no.setText, "efile-ui.asking-no", self._no)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.hide)
        line = QHBoxLayout(self)
        line.setContentsMargins(SIZES.gap, SIZES.step, SIZES.gap, SIZES.step)
        line.addWidget(self._question, 1)
        line.addWidget(self._sure)
        line.addWidget(self._no)
        self.hide()

    def ask(self, question: str, act: str, yes: Callable[[], object]) -> None:
        """Ask the question of this key; `act` is the key of what the button does."""
        self._yes = yes
        self._speech.bind(self._question.setText, question, self)
        self._speech.bind(self._sure.setText, act, self._sure)
        self.show()
        self._no.setFocus()

    def _agree(self) -> None:
        self.hide()
        if self._yes is not None:
            self._yes()

    def _button(self, name: str, kind: str) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(name)
        found.setProperty("kind", kind)
        found.setAutoDefault(True)
        return found
