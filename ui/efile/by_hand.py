"""A list where nothing is chosen for the person: what does the first key do in it?"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from ui.places import Listing

CHOOSES = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ByHand(QObject):
    """Where nothing is chosen yet, the first key chooses the first row, and does no more."""

    def __init__(self, listing: Listing[Any]) -> None:
        super().__init__(listing)
        self._list = listing
        listing.view.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Whether there is something to choose, and nothing is chosen."""
        return self._list.current() is None and bool(self._list.rows.items)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in CHOOSES
            and self.is_open
        ):
            self._list.view.selectRow(0)
            return True
        return super().eventFilter(watched, event)
