"""Names and words of a list are read whole: they take more lines, and push nothing beside them out of sight."""

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.theme import SIZES

FITTED = 200  # rows that are each as high as their words; to measure thousands takes seconds
ASIDE, ENDLESS = 24, 10_000  # px: what a cell leaves free beside its words, and no end to their height
TWO_LINES = SIZES.control + 2 * SIZES.step


class WholeRows(QObject):
    """Keeps each row of a view as high as its words need, whatever comes into it and however wide it is."""

    fitted = Signal()

    def __init__(self, view: QTableView, *columns: int) -> None:
        """`columns` share the room that the others leave."""
        super().__init__(view)
        self._view, self._soon = view, QTimer(self, singleShot=True, interval=0)
        header, rows = view.horizontalHeader(), view.verticalHeader()
        for column in columns:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        view.setWordWrap(True)
        for scroll in (view.setVerticalScrollMode, view.setHorizontalScrollMode):
            scroll(QAbstractItemView.ScrollMode.ScrollPerPixel)  # a row may be taller than its list
        rows.setDefaultSectionSize(TWO_LINES)
        rows.setMinimumSectionSize(SIZES.control)
        self._soon.timeout.connect(self._fit)
        header.sectionResized.connect(self._resized)
        view.model().modelReset.connect(self._soon.start)

    def _resized(self, _column: int, _before: int, _now: int) -> None:
        self._soon.start()

    def _fit(self) -> None:
        rows = self._view.model().rowCount()
        for row in range(rows if rows <= FITTED else 0):
            self._view.setRowHeight(row, self._height(row))
        self.fitted.emit()

    def _height(self, row: int) -> int:
        """Qt's own measure knows nothing of the padding that the theme gives a cell."""
        measure, model = self._view.fontMetrics(), self._view.model()
        tall = 0
        for column in range(model.columnCount()):
            room = QRect(0, 0, self._room(column), ENDLESS)
            said = str(model.index(row, column).data() or "")
            tall = max(tall, measure.boundingRect(room, Qt.TextFlag.TextWordWrap, said).height())
        return max(SIZES.control, tall + SIZES.step)

    def _room(self, column: int) -> int:
        """A column that is as wide as its words breaks none of them."""
        takes_all = QHeaderView.ResizeMode.ResizeToContents
        is_whole = self._view.horizontalHeader().sectionResizeMode(column) is takes_all
        return ENDLESS if is_whole else self._view.columnWidth(column) - ASIDE
