"""Before an office stands by its rows: how many they are, how many were to be looked at, and the question once more."""

from collections.abc import Sequence
from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.staff.model import Batch, Missing
from ui.places import label
from ui.staff.missing_sheet import named
from ui.theme import SIZES, restyle
from ui.words import Speech

TO_READ_S = 1.5
"""A key that is pressed again sooner was pressed for something else: nobody has read the line yet."""


class ConfirmBar(QFrame):
    """`confirmed` tells that whoever was asked has said yes."""

    confirmed = Signal()

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staff.confirm")
        self.setProperty("panel", "band")
        self._speech, self._since = speech, 0.0
        self._batch: Batch | None = None
        self._stay: Sequence[Missing] = ()
        self._said = label(self, "heading", name="staff.confirm.said")
        self._said.setWordWrap(True)
        self._yes, self._no = self._button("yes", "primary"), self._button("no", "quiet")
        line = QHBoxLayout(self)
        line.setContentsMargins(SIZES.gap, 2, SIZES.gap, 2)
        for each in (self._said, self._yes, self._no):
            line.addWidget(each)
        line.setStretch(0, 1)
        self._yes.clicked.connect(self._agree)
        self._no.clicked.connect(self.hide)
        speech.changed.connect(self._say)
        self.hide()

    def ask(self, batch: Batch, stay: Sequence[Missing] = ()) -> None:
        """Ask; where it was asked already and there was time to read it, the same key says yes.

        `stay` are those who stay in the master without standing in the sheet: they are named.
        """
        if self.isVisible():
            if monotonic() - self._since >= TO_READ_S:
                self._agree()
            return
        self._batch, self._stay, self._since = batch, stay, monotonic()
        self._say()
        self.show()
        self._yes.setFocus()

    def look_at(self, batch: Batch) -> None:
        """Ask no more, where the sheet is another than was asked about."""
        if self._batch is not None and _facts(batch) != _facts(self._batch):
            self._batch = None
            self.hide()

    def _agree(self) -> None:
        self.hide()
        self.confirmed.emit()

    def _say(self) -> None:
        if (batch := self._batch) is None:
            return
        key = "confirm-ask-warnings" if batch.warnings else "confirm-ask"
        gone = batch.left_out
        left = self._speech.word("staff-ui.and-left-out", count=gone) if gone else ""
        said = self._speech.word(f"staff-ui.{key}", rows=batch.rows, warnings=batch.warnings, left=left)
        if self._stay:
            stay = self._speech.word("staff-ui.confirm-missing", names=named(self._speech, self._stay))
            said = f"{stay} {said}"
        if refused := batch.progress.refused:
            said = f"{self._speech.word('staff-ui.confirm-refused', count=refused)} {said}"
        if why := batch.sent_back:
            came = "confirm-taken-back" if batch.was_taken_back else "confirm-came-back"
            said = f"{self._speech.word(f'staff-ui.{came}', reason=why.reason)} {said}"
        self._said.setText(said)
        restyle(self._said, "tone", "wait" if batch.warnings or why or refused or self._stay else "")

    def _button(self, name: str, kind: str) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"staff.confirm.{name}")
        found.setProperty("kind", kind)
        found.setAutoDefault(True)
        self._speech.bind(found.setText, f"staff-ui.confirm-{name}", found)
        return found


def _facts(batch: Batch) -> tuple[str, str, int, int, int]:
    return batch.id, batch.state, batch.rows, batch.errors, batch.warnings
