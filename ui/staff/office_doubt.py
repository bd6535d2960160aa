"""A sheet that names another office than was chosen: whose is it? Asked before anything is taken in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.staff.posts import OfficeCard
from app.staff.sheets.model import OTHER_OFFICE, CheckedSheet, Finding
from ui.places import label
from ui.theme import SIZES
from ui.words import Speech


class OfficeDoubt(QFrame):
    """`other` carries the code of the office that the sheet names, where a person says that it is theirs."""

    other = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staff.doubt")
        self.setProperty("panel", "band")
        self._speech = speech
        self._finding: Finding | None = None
        self._card: OfficeCard | None = None
        self._said = label(self, "heading", name="staff.doubt.said")
        self._said.setWordWrap(True)
        self._same, self._other = self._button("same"), self._button("other")
        self.setFocusProxy(self._other)
        box, line = QVBoxLayout(self), QHBoxLayout()
        box.setContentsMargins(SIZES.gap, SIZES.step, SIZES.gap, SIZES.step)
        box.addWidget(self._said)
        for each in (self._other, self._same):
            line.addWidget(each)
        line.addStretch(1)
        box.addLayout(line)
        self._same.clicked.connect(self.settle)
        self._other.clicked.connect(self._go_to_other)
        speech.changed.connect(self._say)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet whose it is."""
        return self._finding is not None

    def look_at(self, sheet: CheckedSheet | None, card: OfficeCard | None) -> None:
        """Ask, where the sheet names another office than this one."""
        said = sheet.findings if sheet else ()
        self._finding = next((each for each in said if each.key == OTHER_OFFICE), None)
        self._card = card
        self._say()
        self.setVisible(self.is_open)

    def settle(self) -> None:
        """It is of the office that was chosen."""
        self._finding = None
        self.hide()

    def _go_to_other(self) -> None:
        if self._finding is not None:
            self.other.emit(str(self._finding.facts["code"]))

    def _say(self) -> None:
        if self._finding is None or self._card is None:
            return
        chosen, facts = self._speech.say(self._card.name), self._finding.facts
        word = self._speech.word
        self._said.setText(word("staff-ui.doubt-said", title=facts["title"], chosen=chosen))
        self._other.setText(word("staff-ui.doubt-other", other=facts["other"]))
        self._same.setText(word("staff-ui.doubt-same", chosen=chosen))

    def _button(self, name: str) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"staff.doubt.{name}")
        found.setProperty("kind", "quiet")
        return found
