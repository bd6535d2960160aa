"""What was sent stays here for sixty seconds: how many are left, and a button for each to have it back."""

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from app.efile.model import Row
from ui.efile.whom import whom
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

KEY, MOST = "F12", 3


class UndoBar(QFrame):
    """The one sent last stands first, and F12 stops it; those before it stand below. `over` tells that one left."""

    asked = Signal(str)  # the id of what is to come back
    over = Signal()
    failed = Signal(object)  # AppError

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("efile.undo")
        self.setProperty("panel", "band")
        self._office, self._tasks, self._speech = office, tasks, speech
        self._leaving: list[Row] = []
        box = QGridLayout(self)
        box.setContentsMargins(SIZES.gap, 2, SIZES.gap, 2)
        box.setColumnStretch(0, 1)
        self._lines = [self._line(place, box) for place in range(MOST)]
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._say)
        QShortcut(QKeySequence(KEY), self).activated.connect(partial(self._ask, 0))
        speech.changed.connect(self._say)
        self.hide()

    def refresh(self) -> None:
        """Ask what is leaving, from whichever page it was sent and whenever this window was opened."""
        self._tasks.run(Lane.RECORDS, self._office.efile.leaving, self._put, self.failed.emit, owner=self)

    def _put(self, rows: tuple[Row, ...]) -> None:
        """What is over and has not left yet is no news: to tell of it would ask for it again and again."""
        self._leaving = sorted((row for row in rows if _seconds(row) >= 0), key=_seconds)
        self._tick.start()
        self._say()

    def drop(self, id: str) -> None:
        """It came back, or it is gone."""
        self._leaving = [row for row in self._leaving if row.id != id]
        self._say()

    def _ask(self, place: int) -> None:
        if place < len(self._leaving):
            self.asked.emit(self._latest()[place].id)

    def _latest(self) -> list[Row]:
        return self._leaving[::-1]

    def _say(self) -> None:
        gone = [row for row in self._leaving if _seconds(row) < 0]
        self._leaving = [row for row in self._leaving if _seconds(row) >= 0]
        if not self._leaving:
            self._tick.stop()
        for place, (said, undo) in enumerate(self._lines):
            row = self._latest()[place] if place < len(self._leaving) else None
            if row is not None:
                to = whom(self._speech, row.to) if row.to else ""
                facts = {"subject": row.subject, "number": row.number, "to": to, "seconds": _seconds(row)}
                said.setText(self._speech.word("efile-ui.undo-left", **facts))
            name = self._speech.word("efile-ui.act-name-undo")
            undo.setText(name if place else f"{name}   {KEY}")
            said.setVisible(row is not None)
            undo.setVisible(row is not None)
        self.setVisible(bool(self._leaving))
        if gone:
            self.over.emit()

    def _line(self, place: int, box: QGridLayout) -> tuple[QLabel, QPushButton]:
        which = f".{place}" if place else ""
        said, undo = label(self, "", name=f"efile.undo.left{which}"), QPushButton(self)
        said.setWordWrap(True)
        undo.setObjectName(f"efile.undo.go{which}")
        undo.clicked.connect(partial(self._ask, place))
        box.addWidget(said, place, 0)
        box.addWidget(undo, place, 1)
        return said, undo


def _seconds(row: Row) -> int:
    return int((row.leaves_at - datetime.now(UTC)).total_seconds()) if row.leaves_at else -1
