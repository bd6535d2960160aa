"""To which line of the office's file does somebody want to go? Whoever telephones names a row by it, and paper does."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme import SIZES
from ui.words import Speech

_MOST = 999_999  # more lines than any file that is taken has
_WIDTH = 14  # steps: its own name is read in it, in either language


class LineBox(QLineEdit):
    """`asked` tells the line, once Enter is pressed."""

    asked = Signal(int)

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staff.line")
        self.setFixedWidth(_WIDTH * SIZES.step)
        self.setValidator(QIntValidator(1, _MOST, self))
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)
        speech.bind(self.setPlaceholderText, "staff-ui.go-to-line", self)
        for tell in (self.setAccessibleName, self.setToolTip):
            speech.bind(tell, "staff-ui.go-to-line-why", self)
        self.returnPressed.connect(self._ask)

    def begin(self) -> None:
        """Take the cursor, with what was typed before marked."""
        self.setFocus()
        self.selectAll()

    def _ask(self) -> None:
        self.asked.emit(int(self.text()))
