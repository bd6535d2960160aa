"""How many signatures ended while the officer was elsewhere: told over whatever lies open, with a way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.base.words import Words
from app.words import words
from ui.efile.sheets import Sheets
from ui.places import label
from ui.theme import SIZES
from ui.words import Speech


class Aside(QFrame):
    """Stays until it was read, or the sheet is looked at again. `asked` tells that the officer goes back to it.

    Who shows other places beside this desk takes it, to show it over them all.
    """

    asked = Signal()

    def __init__(self, speech: Speech, sheets: Sheets, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("efile.aside")
        self.setProperty("panel", "band")
        self._speech, self._sheets = speech, sheets
        self._said: Words | None = None
        self._line = label(self, "heading", name="efile.aside.said")
        self._line.setWordWrap(True)
        self._back, self._read = self._button("back"), self._button("read")
        self._back.clicked.connect(self._go_back)
        self._read.clicked.connect(self.hide)
        box = QHBoxLayout(self)
        box.setContentsMargins(SIZES.gap, SIZES.step, SIZES.gap, SIZES.step)
        box.addWidget(self._line, 1)
        box.addWidget(self._back)
        box.addWidget(self._read)
        sheets.ended_aside.connect(self._tell)
        sheets.currentChanged.connect(self._hide_if_read)
        speech.changed.connect(self._say)
        self.hide()

    def _tell(self, said: Words, leads_back: bool) -> None:
        """Where all are signed there is nothing to go back to."""
        name = words("efile-ui.batch")
        self._said = Words(f"{name.hi}: {said.hi}", f"{name.en}: {said.en}")
        self._back.setVisible(leads_back)
        self._say()
        self.show()

    def _go_back(self) -> None:
        self.hide()
        self.asked.emit()
        self._sheets.go_back_to_batch()

    def _hide_if_read(self) -> None:
        if self._sheets.batch.isVisible():
            self.hide()

    def _say(self) -> None:
        self._line.setText(self._speech.say(self._said) if self._said else "")

    def _button(self, name: str) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"efile.aside.{name}")
        self._speech.bind(found.setText, f"efile-ui.aside-{name}", found)
        return found
