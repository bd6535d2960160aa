"""Which keys hold everywhere."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.places import label
from ui.theme import SIZES
from ui.words import Speech

KEYS = (
    ("F1", "ui.key-help"),
    ("F2", "ui.key-new"),
    ("F3", "ui.key-find"),
    ("F5", "ui.key-refresh"),
    ("F7", "ui.key-scan"),
    ("F8", "ui.key-other"),
    ("F9", "ui.key-next"),
    ("Ctrl+L", "ui.key-lock"),
    ("Alt+1 … Alt+8", "ui.key-places"),
    ("Ctrl+Space", "ui.key-script"),
    ("Esc", "ui.key-leave"),
)


class KeysPage(QWidget):
    """The keys that hold everywhere, in a list."""

    left = Signal()

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keys")
        box, grid = QVBoxLayout(self), QGridLayout()
        box.setContentsMargins(SIZES.margin, SIZES.gap, SIZES.margin, SIZES.gap)
        title, hint = label(self, "title"), label(self, "hint")
        speech.bind(title.setText, "ui.keys", self)
        speech.bind(hint.setText, "ui.keys-hint", self)
        grid.setHorizontalSpacing(SIZES.margin)
        grid.setVerticalSpacing(SIZES.step)
        grid.setColumnStretch(1, 1)
        for row, (keys, key) in enumerate(KEYS):
            pressed, meant = label(self, "heading"), label(self, "")
            pressed.setText(keys)
            speech.bind(meant.setText, key, meant)
            grid.addWidget(pressed, row, 0)
            grid.addWidget(meant, row, 1)
        for each in (title, hint):
            box.addWidget(each)
        box.addLayout(grid)
        box.addStretch(1)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.left)
