"""Above the rows of a sheet: whose it is, how far on its way, and why it came back, where it did."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.staff.model import Batch
from ui.places import label
from ui.staff.shortened import Shortened
from ui.staff.standing import named, sent_back, stands, tone_of
from ui.staff.steps import Steps
from ui.theme import SIZES, restyle
from ui.words import Speech


class Heading(QWidget):
    """`left` tells that the list of all sheets is asked for."""

    left = Signal()

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech = speech
        self.steps = Steps(speech, self)
        self._who = Shortened(self, "staff.who", "heading", Qt.TextElideMode.ElideMiddle)
        self._state, self._why = (
            label(self, "label", name=f"staff.{name}") for name in ("state", "sent-back")
        )
        self._back = QPushButton(self)
        self._back.setObjectName("staff.back")
        self._back.setProperty("kind", "quiet")
        self._back.clicked.connect(self.left)
        speech.bind(self._back.setText, "staff-ui.back", self._back)
        self._lay_out()

    def show_batch(self, batch: Batch, us: str) -> None:
        """Say how a sheet stands to the person with this id."""
        self._who.say(named(self._speech, batch))
        self._state.setText(stands(self._speech, batch))
        restyle(self._state, "tone", tone_of(batch))
        why = sent_back(self._speech, batch, us)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.steps.show_batch(batch)

    def _lay_out(self) -> None:
        box, head, way = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.step)
        for line in (head, way):
            line.setSpacing(SIZES.gap)
        head.addWidget(self._who, 1)
        head.addWidget(self._back)
        way.addWidget(self.steps, 1)
        way.addWidget(self._state)
        for line in (head, way):
            box.addLayout(line)
        self._why.setWordWrap(True)
        restyle(self._why, "tone", "wait")
        box.addWidget(self._why)
