"""Offers, under an editor, what fits the text: as it is written, by a code, or as it sounds in the other script."""

from PySide6.QtCore import QAbstractItemModel, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QWidget

from app.base.sought import Heard, fitting, hear, plain

MOST_SHOWN = 20
SOUGHT = Qt.ItemDataRole.UserRole + 1
"""The role of what one is looked for by: a name in each script or a code to a line."""


class InEitherScript(QCompleter):
    """Offers of the rows of `known` those that fit, by the text in which they are shown."""

    def __init__(self, known: QAbstractItemModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._known, self._offered = known, QStringListModel(self)
        self._heard: dict[str, Heard] = {}
        self.setModel(self._offered)
        self.setMaxVisibleItems(MOST_SHOWN)

    def meant(self, typed: str) -> list[int]:
        """Return the rows that may be meant: those called just so, else all that fit."""
        text = plain(typed)
        called = [
            row
            for row in range(self._known.rowCount())
            if any(_is_called(plain(each), text) for each in self._said(row).split("\n"))
        ]
        return called or self._fits(typed)

    def splitPath(self, path: str) -> list[str]:  # noqa: N802  Qt's name
        """Qt asks for what begins with the text; what fits it is all that is left to offer."""
        self._offered.setStringList([str(self._known.index(row, 0).data()) for row in self._fits(path)])
        return [""]

    def _fits(self, typed: str) -> list[int]:
        every = [(str(row), self._hear(self._said(row))) for row in range(self._known.rowCount())]
        return sorted(map(int, fitting(every, typed)))

    def _said(self, row: int) -> str:
        return str(self._known.index(row, 0).data(SOUGHT))

    def _hear(self, said: str) -> Heard:
        """Each is heard once, so that every key typed is answered at once."""
        heard = self._heard.get(said)
        if heard is None:
            heard = self._heard[said] = hear(said)
        return heard


def _is_called(name: str, typed: str) -> bool:
    return name == typed or (" " not in name and name.endswith(f"-{typed}"))
