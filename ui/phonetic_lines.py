"""How Hindi is typed on a Latin keyboard in a text of several lines."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QToolButton, QWidget

from ui.icons import letter
from ui.phonetic import ENDS, LATIN_WORD, ends_word, is_switch, to_hindi

MARGIN = 4  # px between the switch and the frame


class PhoneticLines(QPlainTextEdit):
    """As `PhoneticEdit`, of several lines: Ctrl+Space, or a click on अ/A, switches; Ctrl+Z takes a word back."""

    switched = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, phonetic: bool = True) -> None:
        super().__init__(parent)
        self.phonetic = phonetic
        self.setTabChangesFocus(True)
        self._switch = QToolButton(self)
        self._switch.setAutoRaise(True)
        self._switch.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._switch.setCursor(Qt.CursorShape.PointingHandCursor)
        self._switch.setToolTip("अ / A  (Ctrl+Space)")
        self._switch.clicked.connect(self.switch)
        self.setViewportMargins(0, 0, self._switch.sizeHint().width() + MARGIN, 0)
        self._sign()

    def switch(self) -> None:
        """Write Hindi from Latin keys, or what the keys say."""
        self.phonetic = not self.phonetic
        self._sign()
        self.switched.emit(self.phonetic)

    def is_mid_word(self) -> bool:
        """Say whether a word stands before the cursor that will be Hindi in a moment."""
        return self.phonetic and LATIN_WORD.search(self._before()) is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if is_switch(event):
            self.switch()
            return
        if event.key() in ENDS or ends_word(event.text()):
            self.finish_word()
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """The word at hand is converted before anybody hears that the field was left."""
        self.finish_word()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._switch.move(self.width() - self._switch.sizeHint().width() - MARGIN, MARGIN)

    def finish_word(self) -> None:
        """Turn the Latin word before the cursor into Hindi, as an edit that can be taken back."""
        cursor, found = self.textCursor(), LATIN_WORD.search(self._before())
        if self.phonetic and found and not self.isReadOnly() and not cursor.hasSelection():
            cursor.movePosition(
                QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(found[0])
            )
            cursor.insertText(to_hindi(found[0]))

    def _before(self) -> str:
        cursor = self.textCursor()
        return cursor.block().text()[: cursor.positionInBlock()]

    def _sign(self) -> None:
        self._switch.setIcon(letter("अ" if self.phonetic else "A"))
