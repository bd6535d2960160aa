"""A text of several lines that writes Hindi from Latin keys, as the counter's lines do."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.phonetic import to_hindi

_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class HindiText(QPlainTextEdit):
    """Ctrl+Space switches between Hindi by sound and what the keys say; Ctrl+Z takes a word back."""

    switched = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phonetic = True
        self.setTabChangesFocus(True)

    def switch(self) -> None:
        self.phonetic = not self.phonetic
        self.switched.emit(self.phonetic)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if (event.key(), event.modifiers()) == (Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier):
            self.switch()
            return
        text = event.text()
        if event.key() in _ENDS or (text and text.isprintable() and not text.isalpha()):
            self.convert()
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        self.convert()
        super().focusOutEvent(event)

    def convert(self) -> None:
        """Turn the Latin word before the cursor into Hindi."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = re.search(r"[A-Za-z]+$", before)
        if self.phonetic and found and not self.isReadOnly() and not cursor.hasSelection():
            cursor.movePosition(
                QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(found[0])
            )
            cursor.insertText(to_hindi(found[0]))
