"""Which keys belong to the PIN that is asked for now; what was typed before it was asked for never comes into a try."""

from time import monotonic

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

PAUSE_S = 1.0
"""Whoever types on without such a pause is still at the PIN that was begun before it was asked for."""
READ_S = 0.4
"""In less nobody reads an answer and begins the next PIN: such keys were on their way before."""
ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MOVES = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape})


class PinLine(QLineEdit):
    """A line that shows nothing of what is typed, not even how much, and teaches no keyboard a word.

    `skipped` tells that something typed was not taken.
    """

    skipped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, echoMode=QLineEdit.EchoMode.NoEcho)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._asked_at = self._run_until = 0.0

    def ask(self, *, unread: bool) -> None:
        """Begin a PIN. `unread`: an answer came with the question, and is read first."""
        self.drop()
        self._asked_at = monotonic() + (READ_S if unread else 0.0)

    def drop(self) -> None:
        """Forget what was typed; what is still typed after it is the rest of it."""
        if self.text():
            self._run_until = monotonic() + PAUSE_S
        self.clear()

    def take(self) -> str:
        """Return what was typed, once."""
        found = self.text()
        self.clear()
        return found

    def skip(self, event: QKeyEvent) -> None:
        """Swallow a key of a PIN that nobody asked for; Enter ends that PIN, and is none by itself."""
        is_of_one = event.key() not in ENDS or self.is_ahead
        self._run_until = 0.0 if event.key() in ENDS else monotonic() + PAUSE_S
        event.accept()
        if is_of_one:
            self.skipped.emit()

    @property
    def is_ahead(self) -> bool:
        """Whether what is typed at this moment was begun before it was asked for."""
        return monotonic() < max(self._asked_at, self._run_until)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if types(event) and self.is_ahead:
            self.skip(event)
        else:
            super().keyPressEvent(event)
            if event.key() in ENDS:
                event.accept()  # it gave this PIN: it is no key of the next

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802  Qt's name
        if self.is_ahead:
            event.accept()
        else:
            super().inputMethodEvent(event)


def types(event: QKeyEvent) -> bool:
    """Say whether a key would write something, take something away, or give what was written."""
    return bool(event.text()) and event.key() not in _MOVES
