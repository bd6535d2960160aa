"""A long work on many rows: how far it is, and a hand on it to stop it."""

from collections.abc import Callable
from functools import partial
from threading import Event

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from ui.places import label
from ui.theme import SIZES
from ui.words import Speech

SOON_MS = 400  # what is done sooner is not worth a word
_STOPPING = "staff-ui.going-stopping"


class Going(QFrame):
    """Shown only while something takes long. It is stopped once the work has noticed: until then nothing is certain."""

    _went_on = Signal(int, int)  # which work, and rows done: told on the thread that works

    def __init__(self, speech: Speech, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"staff.{name}.going")
        self.setProperty("panel", "band")
        self._speech, self._key = speech, ""
        self._turn, self._rows, self._total = 0, 0, 0
        self._given_up = Event()
        self._said, self._bar = label(self, "", name=f"staff.{name}.going.said"), QProgressBar(self)
        self._stop = QPushButton(self)
        self._stop.setObjectName(f"staff.{name}.stop")
        self._stop.setProperty("kind", "danger")
        self._stop.clicked.connect(self.stop)
        speech.bind(self._stop.setText, "staff-ui.going-stop", self._stop)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.show)
        self._lay_out()
        self._went_on.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        speech.changed.connect(self._say)
        self.hide()

    @property
    def is_on(self) -> bool:
        return bool(self._key)

    def begin(self, key: str, total: int = 0) -> tuple[Callable[[int], None], Callable[[], bool]]:
        """Begin with a work that `key` says; return what it tells of its progress, and asks whether it is stopped.

        `total` is of how many rows, where that is known.
        """
        self._turn, self._given_up = self._turn + 1, Event()
        self._key, self._rows, self._total = key, 0, total
        self._bar.setRange(0, total)
        self._stop.setEnabled(True)
        self._say()
        self._soon.start()
        return partial(self._went_on.emit, self._turn), self._given_up.is_set

    def stop(self) -> None:
        """Ask the work to end."""
        if self.is_on:
            self._given_up.set()
            self._stop.setEnabled(False)
            self._say()

    def end(self) -> None:
        """It is done, or has stopped."""
        self._key = ""
        self._soon.stop()
        self.hide()

    def _show_progress(self, turn: int, rows: int) -> None:
        if turn == self._turn:
            self._rows = rows
            self._say()

    def _say(self) -> None:
        if self.is_on:
            key = _STOPPING if self._given_up.is_set() else self._key
            facts = {"rows": self._rows, "total": self._total}
            self._said.setText(self._speech.word(key, **facts))
            self._bar.setValue(self._rows)

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(SIZES.gap, 2, SIZES.gap, 2)
        for each in (self._said, self._bar, self._stop):
            line.addWidget(each)
        line.setStretch(1, 1)
