"""What stands above the queue: how many applications there are today, how many of them are not done, and only those."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.counter.model import NextStep, Row
from ui.counter.make import label, said
from ui.theme import SIZES
from ui.words import Speech

_KEY = "F6"


class QueueHead(QWidget):
    """`narrowed` tells that all of today or only what is not done is wanted now."""

    narrowed = Signal()

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech, self._rows, self._found = speech, tuple[Row, ...](), False
        self._title, self._only = label("label"), QPushButton()
        self._only.setObjectName("counter.unfinished")
        self._only.setProperty("kind", "quiet")
        self._only.setCheckable(True)
        self._only.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key is at hand everywhere
        self._only.toggled.connect(self._turned)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SIZES.step)
        line.addWidget(self._title, 1)
        line.addWidget(self._only)
        speech.changed.connect(self._say)
        self._say()

    def narrow(self, rows: tuple[Row, ...], *, found: bool) -> tuple[Row, ...]:
        """Return those that are to be listed. `found`: they were looked for, and all are."""
        self._rows, self._found = rows, found
        self._say()
        return self._unfinished() if self.is_narrow else rows

    def begin_anew(self) -> None:
        """Another person sits here: the whole day is listed."""
        self._only.setChecked(False)

    @property
    def is_narrow(self) -> bool:
        """Whether only what is not done is listed."""
        return self._only.isChecked() and not self._found

    def _unfinished(self) -> tuple[Row, ...]:
        return tuple(row for row in self._rows if row.next_step is not NextStep.NOTHING)

    def _turned(self) -> None:
        self._say()
        self.narrowed.emit()

    def _say(self) -> None:
        count, left = len(self._rows), len(self._unfinished())
        self._title.setText(self._speech.say(said("queue-found" if self._found else "queue", count=count)))
        key = "queue-all" if self._only.isChecked() else "queue-unfinished"
        self._only.setText(f"{self._speech.say(said(key, count=left))}  {_KEY}")
        self._only.setShortcut(QKeySequence(_KEY))  # another text takes a shortcut away
        self._only.setToolTip(self._speech.say(said("queue-narrow-hint")))
        self._only.setVisible(not self._found and (left < count or self._only.isChecked()))
