"""The rail at the left: every place of the window, and how much lies there."""

from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.icons import icon
from ui.keys import place_key
from ui.scrolled import UpAndDown
from ui.theme import SIZES, restyle
from ui.words import Speech

URGENT = frozenset({"attention", "printing"})
SHORT = frozenset(  # of which a folded rail says less
    {
        "account",
        "attention",
        "check",
        "diary",
        "doctor",
        "offices",
        "outbox",
        "register",
        "shelf",
        "staff",
        "token",
    }
)
_OF_OTHERS = "staff"  # the place whose count leaves out what this person began
_OVER = 4  # px over the drawing
_TOP = Qt.AlignmentFlag.AlignTop


class Rail(QFrame):
    """The places, each a button with its drawing and, where something lies there, how much."""

    chosen = Signal(str)

    def __init__(self, names: tuple[str, ...], speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("panel", "rail")
        self.setFixedWidth(SIZES.rail)
        inside = QWidget()
        inside.setProperty("panel", "page")
        self._group = QButtonGroup(self)
        self._buttons = {name: RailButton(name, place, speech, inside) for place, name in enumerate(names, 1)}
        box = self._box = QVBoxLayout(inside)
        box.setContentsMargins(SIZES.step, SIZES.gap, SIZES.step, SIZES.gap)
        box.setSpacing(SIZES.step // 2)
        for name, button in self._buttons.items():
            self._group.addButton(button)
            button.clicked.connect(partial(self._clicked, name))
            box.addWidget(button)
        box.addStretch(1)
        self._scrolled, around = UpAndDown(inside), QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._scrolled)

    def offer(self, names: tuple[str, ...]) -> None:
        """Show these places alone, in this order."""
        for each in self._buttons.values():
            each.hide()
        for place, name in enumerate(names):
            self._box.insertWidget(place, self._buttons[name])
            self._buttons[name].stand_at(place + 1)
            self._buttons[name].show()

    def choose(self, name: str) -> None:
        """Mark the place that is shown; none, where it has no button here."""
        self._group.setExclusive(False)
        for each, button in self._buttons.items():
            button.setChecked(each == name)
            if each == name:
                self._scrolled.ensureWidgetVisible(button, 0, 0)
        self._group.setExclusive(True)

    def fold(self, *, narrow: bool) -> None:
        self.setFixedWidth(SIZES.rail_narrow if narrow else SIZES.rail)
        for button in self._buttons.values():
            button.fold(narrow=narrow)

    def count(self, name: str, count: int) -> None:
        self._buttons[name].count(count)

    def _clicked(self, name: str) -> None:
        self.chosen.emit(name)


class RailButton(QPushButton):
    """A place's button; its accessible name tells the count too."""

    def __init__(self, name: str, place: int, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"rail.{name}")
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self._drawing = icon(name)
        self.setIcon(self._drawing)
        self.setIconSize(QSize(SIZES.icon, SIZES.icon))
        self._name, self._place, self._speech, self._count = name, place, speech, 0
        self._narrow = False
        self._badge = QLabel(self)
        self._badge.setProperty("role", "badge")
        self._badge.setObjectName(f"rail.{name}.count")
        self._badge.setFixedHeight(SIZES.icon)
        self._badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, SIZES.step, 0)
        line.addStretch(1)
        self._line = line
        line.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        if name in URGENT:
            restyle(self._badge, "tone", "wrong")
        speech.changed.connect(self._say)
        self._say()

    def fold(self, *, narrow: bool) -> None:
        if narrow is not self._narrow:
            self._narrow = narrow
            self.setIcon(QIcon() if narrow else self._drawing)
            over, right = (_OVER, 0) if narrow else (0, SIZES.step)
            self._line.setContentsMargins(0, over, right, 0)
            restyle(self, "narrow", narrow)
            self._say()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """A folded rail has the drawing over the word."""
        super().paintEvent(event)
        if self._narrow:
            painter, size = QPainter(self), self.iconSize()
            left = (self.width() - size.width()) // 2
            self._drawing.paint(painter, QRect(QPoint(left, _OVER), size))
            painter.end()

    def count(self, count: int) -> None:
        self._count = count
        self._say()

    def stand_at(self, place: int) -> None:
        """Take the place whose number with Alt leads here."""
        self._place = place
        self._say()

    def _say(self) -> None:
        said = self._speech.word(f"ui.rail-{self._name}")
        short = f"ui.rail-short-{self._name}"
        self.setText(self._speech.word(short) if self._narrow and self._name in SHORT else said)
        self._line.setAlignment(self._badge, _TOP if self._narrow else Qt.AlignmentFlag.AlignVCenter)
        key = place_key(self._place)
        told = [self._speech.word("ui.rail-hint", place=said, pressed=key) if key else said]
        if self._name == _OF_OTHERS and self._count:
            told.append(self._speech.word("ui.rail-of-others", count=self._count))
        self.setToolTip("\n".join(told))
        self.setAccessibleName(f"{said}, {self._count}" if self._count else said)
        self._badge.setText(str(self._count))
        self._badge.setVisible(self._count > 0)
