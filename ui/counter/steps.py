"""The line of steps over the form: where one is, what is whole, and a click to any of them."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.base.words import Words
from ui.counter.make import button, emptied
from ui.theme import SIZES, restyle
from ui.words import Speech

DONE, WRONG = "✓ ", "⚠ "


class StepLine(QWidget):
    chosen = Signal(int)

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self._names: list[Words] = []
        self._buttons: list[QPushButton] = []
        self._current, self._whole, self._wrong = 0, list[bool](), frozenset[int]()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SIZES.step // 2)

    def set_steps(self, steps: list[tuple[str, Words]]) -> None:
        """Name the steps anew, each by its id and its words."""
        emptied(self._row)
        self._names = [words for _, words in steps]
        self._buttons = []
        for name, _ in steps:
            step = button(f"counter.step.{name}", "chip")
            step.setCheckable(True)
            step.setProperty("tight", True)
            step.clicked.connect(self._choose)
            self._row.addWidget(step)
            step.show()  # a row takes no account of what is hidden, as a new button is for a moment
            self._buttons.append(step)
        self._row.addStretch(1)

    def show_steps(self, current: int, whole: list[bool], wrong: frozenset[int] = frozenset()) -> None:
        """Mark the current step, those that need nothing more, and those on which a mistake is said."""
        self._current, self._whole, self._wrong = current, whole, wrong
        for place, step in enumerate(self._buttons):
            step.setChecked(place == current)
            restyle(step, "tone", self._tone(place))
            step.setToolTip(self._speech.say(self._names[place]))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        self._fit()

    def _fit(self) -> None:
        """Name every step. Where the line is too short they show a first word, the current one last; then a number."""
        if not self._buttons or len(self._whole) != len(self._buttons):
            return
        for place in range(len(self._buttons)):
            self._buttons[place].setText(self._sign(place) + self._full(place))
        first = {place: self._first_word(place) for place in range(len(self._buttons))}
        here = (
            {self._current: first.pop(self._current)} if self._current in first else {}
        )  # else it is yet to turn
        bare = {place: self._number(place) for place in first}
        for shorter in (first, here, bare):
            for place, words in shorter.items():
                if self._row.minimumSize().width() <= self.width():
                    return
                self._buttons[place].setText(self._sign(place) + words)

    def _tone(self, place: int) -> str:
        if place == self._current:
            return ""
        if place in self._wrong:
            return "wrong"
        return "good" if self._whole[place] else ""

    def _sign(self, place: int) -> str:
        if place in self._wrong and place != self._current:
            return WRONG
        return DONE if self._whole[place] else f"{place + 1}  "

    def _number(self, place: int) -> str:
        """Return the step's number, where its sign is another."""
        return "" if self._sign(place) not in (DONE, WRONG) else str(place + 1)

    def _full(self, place: int) -> str:
        return self._speech.say(self._names[place])

    def _first_word(self, place: int) -> str:
        name = self._full(place)
        first = name.split()[0].rstrip(",")
        return name if first == name else f"{first} …"

    @Slot()
    def _choose(self) -> None:
        for place, step in enumerate(self._buttons):
            if step is self.sender():
                self.chosen.emit(place)
