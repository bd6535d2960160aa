"""What was sent stays here for sixty seconds: how many are left, and one key to have it back."""

from datetime import UTC, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.efile.model import File, Receipt
from app.efile.walk import Place
from ui.places import label
from ui.theme import SIZES
from ui.words import Speech


class UndoBar(QFrame):
    """`over` tells that the time is up."""

    asked = Signal()
    over = Signal()

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("efile.undo")
        self.setProperty("panel", "band")
        self._speech = speech
        self._leaves_at: datetime | None = None
        self._said = label(self, "", name="efile.undo.left")
        self._undo = QPushButton(self)
        self._undo.setObjectName("efile.undo.go")
        self._undo.clicked.connect(self.asked)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._say)
        speech.bind(self._undo.setText, "efile-ui.act-name-undo", self._undo)
        line = QHBoxLayout(self)
        line.setContentsMargins(SIZES.gap, 2, SIZES.gap, 2)
        line.addWidget(self._said, 1)
        line.addWidget(self._undo)
        speech.changed.connect(self._say)
        self.hide()

    def show_for(self, thing: File | Receipt | None) -> None:
        """Count down for what is leaving; else be away."""
        leaving = thing is not None and thing.mine and thing.place is Place.LEAVING
        self._leaves_at = thing.leaves_at if thing is not None and leaving else None
        self.setVisible(self._leaves_at is not None)
        if self._leaves_at is None:
            self._tick.stop()
        else:
            self._tick.start()
            self._say()

    def _say(self) -> None:
        if self._leaves_at is None:
            return
        left = int((self._leaves_at - datetime.now(UTC)).total_seconds())
        self._said.setText(self._speech.word("efile-ui.undo-left", seconds=max(0, left)))
        if left < 0:
            self._tick.stop()
            self._undo.setEnabled(False)
            self.over.emit()
        else:
            self._undo.setEnabled(True)
