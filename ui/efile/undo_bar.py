"""What was sent stays here for sixty seconds: how many are left, and one key to have it back."""

from datetime import UTC, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.efile.model import Row
from ui.places import label
from ui.theme import SIZES
from ui.words import Speech


class UndoBar(QFrame):
    """The one sent last is named; those sent before it come up when it is gone. `over` tells that one has left."""

    asked = Signal(str)  # the id of what is to come back
    over = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("efile.undo")
        self.setProperty("panel", "band")
        self._speech = speech
        self._leaving: list[Row] = []
        self._said = label(self, "", name="efile.undo.left")
        self._undo = QPushButton(self)
        self._undo.setObjectName("efile.undo.go")
        self._undo.clicked.connect(self._ask)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._say)
        speech.bind(self._undo.setText, "efile-ui.act-name-undo", self._undo)
        line = QHBoxLayout(self)
        line.setContentsMargins(SIZES.gap, 2, SIZES.gap, 2)
        line.addWidget(self._said, 1)
        line.addWidget(self._undo)
        speech.changed.connect(self._say)
        self.hide()

    def add(self, row: Row) -> None:
        """Count down for what was just sent."""
        self._leaving.append(row)
        self._tick.start()
        self._say()

    def drop(self, id: str) -> None:
        """It came back, or it is gone."""
        self._leaving = [row for row in self._leaving if row.id != id]
        self._say()

    def _ask(self) -> None:
        if self._leaving:
            self.asked.emit(self._leaving[-1].id)

    def _say(self) -> None:
        gone = [row for row in self._leaving if _seconds(row) < 0]
        self._leaving = [row for row in self._leaving if _seconds(row) >= 0]
        if self._leaving:
            last = self._leaving[-1]
            self._said.setText(
                self._speech.word("efile-ui.undo-left", subject=last.subject, seconds=_seconds(last))
            )
        else:
            self._tick.stop()
        self.setVisible(bool(self._leaving))
        if gone:
            self.over.emit()


def _seconds(row: Row) -> int:
    return int((row.leaves_at - datetime.now(UTC)).total_seconds()) if row.leaves_at else -1
