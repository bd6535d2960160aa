"""Which keys work: those of the desks that the person at work has, group by group."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.keys import COUNTER, EVERYWHERE, GROUPS, PLACES, Group, Key, place_keys
from ui.places import card, label
from ui.theme import SIZES
from ui.words import Speech

COLUMNS = 3


class KeysPage(QWidget):
    """The groups as cards in columns; what belongs to another post's desk is left out."""

    left = Signal()

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keys")
        self._speech = speech
        self._places = label(self, "heading", name="keys.places")
        self._two_ways: list[tuple[QLabel, Key]] = []
        self._cards = {group.words: self._card(group) for group in GROUPS}
        box = QVBoxLayout(self)
        box.setContentsMargins(SIZES.margin, SIZES.gap, SIZES.margin, SIZES.gap)
        title, hint = label(self, "title"), label(self, "hint")
        speech.bind(title.setText, "ui.keys", self)
        speech.bind(hint.setText, "ui.keys-hint", self)
        self._columns = [QVBoxLayout() for _ in range(COLUMNS)]
        self._area = self._scrolled()
        for each in (title, hint, self._area):
            box.addWidget(each)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.left)

    def offer(self, places: tuple[str, ...], here: str = "") -> None:
        """Show the keys of these places, first those of the one at which somebody is."""
        self._places.setText(place_keys(len(places)))
        for meant, key in self._two_ways:
            self._speech.bind(meant.setText, key.words if COUNTER.desk in places else key.at_files, meant)
        shown = [group for group in GROUPS if not group.desk or group.desk in places]
        shown.sort(key=lambda group: group.desk != here)
        heights = [0] * COLUMNS
        for group in GROUPS:
            for column in self._columns:
                column.removeWidget(self._cards[group.words])
            self._cards[group.words].setVisible(group in shown)
        for group in shown:
            shortest = heights.index(min(heights))
            heights[shortest] += len(group.keys) + 2
            self._columns[shortest].insertWidget(
                self._columns[shortest].count() - 1, self._cards[group.words]
            )
        self._area.verticalScrollBar().setValue(0)

    def _card(self, group: Group) -> QFrame:
        found, box = card(self)
        found.setObjectName(group.words)
        title, grid = label(found, "heading"), QGridLayout()
        self._speech.bind(title.setText, group.words, found)
        grid.setHorizontalSpacing(SIZES.gap)
        grid.setVerticalSpacing(SIZES.step // 2)
        grid.setColumnStretch(1, 1)
        for row, key in enumerate(group.keys):
            is_places = group is EVERYWHERE and key.keys == PLACES
            pressed, meant = self._places if is_places else label(found, "heading"), label(found, "")
            if not is_places:
                pressed.setText(key.on_keyboard)
            meant.setWordWrap(True)
            self._speech.bind(meant.setText, key.words, meant)
            if key.at_files:
                self._two_ways.append((meant, key))
            grid.addWidget(pressed, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(meant, row, 1)
        box.addWidget(title)
        box.addLayout(grid)
        return found

    def _scrolled(self) -> QScrollArea:
        inside, found = QWidget(self), QScrollArea(self)
        inside.setProperty("panel", "canvas")
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, SIZES.step, 0, 0)
        row.setSpacing(SIZES.gap)
        for column in self._columns:
            column.addStretch(1)
            row.addLayout(column, 1)
        found.setWidget(inside)
        found.setWidgetResizable(True)
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return found
