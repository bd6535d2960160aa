"""How high is a table over what it leads to? As high as its first rows, whole; the rest of the room is for reading."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QSplitter, QTableView

MOST_ROWS = 4


def room_for(view: QTableView, most: int = MOST_ROWS) -> int:
    """Return the height (px) in which the first rows of a view stand whole, under its headings."""
    rows = min(view.model().rowCount(), most)
    within = sum(view.rowHeight(row) for row in range(rows))
    return view.horizontalHeader().sizeHint().height() + within + 2 * view.frameWidth()


class FewRows(QObject):
    """Gives a view in the upper half of a splitter that room; where a person has drawn the line, it stays."""

    def __init__(self, split: QSplitter, view: QTableView) -> None:
        super().__init__(split)
        self._split, self._view, self._by_hand = split, view, False
        split.setStretchFactor(1, 1)
        split.splitterMoved.connect(self._moved)
        view.model().modelReset.connect(self._share)

    @Slot()
    def _share(self) -> None:
        if not self._by_hand:
            room = room_for(self._view)
            left = self._split.height() - self._split.handleWidth() - room
            self._split.setSizes([room, max(room, left)])

    def _moved(self, _at: int, _index: int) -> None:
        self._by_hand = True
