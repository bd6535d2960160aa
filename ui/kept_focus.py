"""Where the keys go again after a screen was shut for a while: whoever was refused goes on without the mouse."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class KeptFocus(QObject):
    """Qt takes the cursor out of what is disabled and never puts it back; while it is nowhere, no key does anything."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._lost: QWidget | None = None
        self._shut: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() is QEvent.Type.EnabledChange and watched is self._shut:
            QTimer.singleShot(0, self, self._give_back)
        return super().eventFilter(watched, event)

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None:
            self._lost = self._shut = None
        elif old is not None and shiboken6.isValid(old) and self._is_ours(old):
            self._lost, self._shut = old, _shut(old)
            if self._shut is not None:
                self._shut.installEventFilter(self)

    def _is_ours(self, widget: QWidget) -> bool:
        return shiboken6.isValid(self._window) and self._window.isAncestorOf(widget)

    def _give_back(self) -> None:
        """Give it to who had it; where that one stays shut, to the first in the same screen that can be used."""
        lost, shut = self._lost, self._shut
        if lost is None or shut is None or not (shiboken6.isValid(lost) and shiboken6.isValid(shut)):
            return
        if QApplication.focusWidget() is None and shut.isEnabled():
            into = (
                lost if _can_be_used(lost) else next(filter(_can_be_used, shut.findChildren(QWidget)), None)
            )
            if into is not None:
                into.setFocus()


def _shut(widget: QWidget) -> QWidget | None:
    """Return the outermost widget that was shut, itself or one around it; None where it went for another reason."""
    found: QWidget | None = None
    at: QWidget | None = widget
    while at is not None and not at.isEnabled():
        found, at = at, at.parentWidget()
    return found


def _can_be_used(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
