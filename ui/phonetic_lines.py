"""How Hindi is typed on a Latin keyboard in a text of several lines."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QToolButton, QWidget

from ui.phonetic import SWITCH, WritesHindi

MARGIN = 4  # px between the switch and what is beside it


class PhoneticLines(QPlainTextEdit, WritesHindi):
    """As `PhoneticEdit`, of several lines: Ctrl+Space, or a click on अ/A, switches; Ctrl+Z takes a word back."""

    switched = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, phonetic: bool = True) -> None:
        super().__init__(parent)
        self.phonetic = phonetic
        self.setTabChangesFocus(True)
        self._button = QToolButton(self)
        self._button.setAutoRaise(True)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._button.setToolTip(SWITCH)
        self._button.clicked.connect(self.switch)
        self._button.setIcon(self._sign())
        self.setViewportMargins(0, 0, self._button.sizeHint().width() + MARGIN, 0)

    def setReadOnly(self, read_only: bool) -> None:  # noqa: N802  Qt's
        """What cannot be written in needs no script."""
        super().setReadOnly(read_only)
        self._button.setVisible(not read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """The spellings are shown when they are asked for: in a text they would cover the next line at each word."""
        if self._takes(event):
            self._offer(self, self.cursorRect())
            return
        self._withdraw(self)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """The word at hand is converted before anybody hears that the field was left."""
        self.finish_word()
        self._withdraw(self)
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._button.move(self.viewport().geometry().right() + 1, MARGIN)  # beside a scroll bar, not under it

    def _before(self) -> str:
        cursor = self.textCursor()
        return cursor.block().text()[: cursor.positionInBlock()]

    def _may_write(self) -> bool:
        return not (self.isReadOnly() or self.textCursor().hasSelection())

    def _put(self, letters: int, text: str) -> None:
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, letters)
        cursor.insertText(text)

    def _switched(self) -> None:
        self._button.setIcon(self._sign())
        self.switched.emit(self.phonetic)
