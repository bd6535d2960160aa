"""What the centre did not take of a file or letter, and the two ways on: send it again, or give it up."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.sync.model import AttentionItem
from ui.places import label
from ui.places.outbox import cause_words, entry_words
from ui.theme import SIZES
from ui.words import Speech


class RefusedCard(QFrame):
    """Stands over the notings until a person decided; `again` and `given_up` carry the thing's id."""

    again = Signal(str)
    given_up = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("panel", "card")
        self.setProperty("tone", "wrong")
        self._speech = speech
        self._item: AttentionItem | None = None
        self._cause, self._hint = label(self, "heading", name="efile.refused.cause"), label(self, "hint")
        self._again = self._button("again")
        self._again.clicked.connect(self._ask_again)
        self._give_up = self._button("give-up")
        self._give_up.clicked.connect(self._ask_give_up)
        speech.bind(self._hint.setText, "efile-ui.refused-hint", self._hint)
        speech.changed.connect(self._say)
        self._lay_out()
        self.hide()

    def show_item(self, item: AttentionItem | None) -> None:
        self._item = item
        self.setVisible(item is not None)
        self._say()

    def _ask_again(self) -> None:
        if self._item is not None:
            self.again.emit(self._item.subject)

    def _ask_give_up(self) -> None:
        if self._item is not None:
            self.given_up.emit(self._item.subject)

    def _say(self) -> None:
        if self._item is not None:
            what, cause = (
                entry_words(self._speech, self._item.kind),
                cause_words(self._speech, self._item.code, self._item.facts),
            )
            self._cause.setText(self._speech.word("efile-ui.refused", what=what, cause=cause))

    def _button(self, name: str) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"efile.refused.{name}")
        self._speech.bind(found.setText, f"efile-ui.refused-{name}", found)
        return found

    def _lay_out(self) -> None:
        box, line = QVBoxLayout(self), QHBoxLayout()
        box.setContentsMargins(SIZES.step, SIZES.step, SIZES.step, SIZES.step)
        for each in (self._cause, self._hint):
            each.setWordWrap(True)
            box.addWidget(each)
        line.addWidget(self._again)
        line.addWidget(self._give_up)
        line.addStretch(1)
        box.addLayout(line)
