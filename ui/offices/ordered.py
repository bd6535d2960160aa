"""First what a change will do, then by which order: the two things that every change of posting shows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.base.words import Words
from app.staff.posts import Consequence
from app.words import words
from ui.efile.sheet import today
from ui.field import field
from ui.offices.days import day_editor
from ui.places import card, label
from ui.theme import SIZES, restyle
from ui.words import Speech

_HEAVY = frozenset(
    {
        "staff.moved.token-ends",
        "staff.moved.token-keeper",
        "staff.moved.files-wait",
        "staff.moved.token-none",
        "staff.moved.is-suspended",
        "staff.moved.vacant",
        "staff.moved.token-not-back",
    }
)
_BULLET = "•  "


class SaidFirst(QWidget):
    """What a change does, or why it cannot be made."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech = speech
        self._card, box = card(self)
        self._title, self._text = label(self, "heading"), label(self, "", name="offices.said-first")
        self._text.setWordWrap(True)
        box.addWidget(self._title)
        box.addWidget(self._text)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)
        self._heading, self._said = "said-first", tuple[Words, ...]()
        speech.changed.connect(self._say)

    def show_said(self, said: Sequence[Consequence]) -> None:
        tone = "wait" if any(each.reason in _HEAVY for each in said) else "good"
        nothing = (words("offices-ui.said-nothing"),)
        self._put(tone, tuple(words(each.reason, **each.facts) for each in said) or nothing)

    def show_problem(self, problem: Words) -> None:
        self._put("wrong", (problem,), "said-cannot")

    def show_nothing(self) -> None:
        """Nothing is chosen yet of which anything could be said."""
        self._put("", (words("offices-ui.said-later"),))

    def show_looking(self) -> None:
        """What was said of another choice is not meant by this one."""
        self._put("", (words("offices-ui.said-looking"),))

    def _put(self, tone: str, said: tuple[Words, ...], heading: str = "said-first") -> None:
        self._heading, self._said = heading, said
        restyle(self._card, "tone", tone)
        self._say()

    def _say(self) -> None:
        self._title.setText(self._speech.word(f"offices-ui.{self._heading}"))
        self._text.setText("\n".join(f"{_BULLET}{self._speech.say(each)}" for each in self._said))


class OrderFields(QWidget):
    """The number and the day of the written order; `changed` tells that something was typed."""

    changed = Signal()

    def __init__(self, speech: Speech, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.number, self.dated = QLineEdit(self), day_editor()
        self._field = field(
            self,
            speech,
            name=f"offices.{name}.order",
            label=words("offices-ui.order"),
            help=Words("", ""),
            editor=self.number,
        )
        dated = field(
            self,
            speech,
            name=f"offices.{name}.order-dated",
            label=words("offices-ui.order-dated"),
            help=Words("", ""),
            editor=self.dated,
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SIZES.step)
        line.addWidget(self._field, 2, Qt.AlignmentFlag.AlignTop)
        line.addWidget(dated, 1, Qt.AlignmentFlag.AlignTop)
        self.number.textChanged.connect(self.changed)
        self.setFocusProxy(self.number)

    def clear(self) -> None:
        self.number.clear()
        self.dated.setDate(today())
        self._field.show_problem(None)

    def text(self) -> str:
        """Return the order as it is noted: `412/2026 दिनांक 24.11.2026`; empty while it has no number."""
        number = self.number.text().strip()
        return f"{number} दिनांक {self.dated.date().toString('dd.MM.yyyy')}" if number else ""

    def show_missing(self) -> None:
        """Say that the order is missing, and go there."""
        self._field.show_problem(words("staff.order-needed"))
        self.number.setFocus()
