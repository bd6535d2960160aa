"""How a cell of the grid is drawn: a wrong one on its own ground, which the style sheet alone would leave white."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.places import Index


class Cells(QStyledItemDelegate):
    """Paints the ground under the cell; the rest is the style's."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)

    def createEditor(  # noqa: N802  Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """An editor of a form is higher than a row, and would hide half of the next one."""
        found = super().createEditor(parent, option, index)
        found.setStyleSheet("min-height: 0; padding: 0 6px;")
        return found

    def updateEditorGeometry(  # noqa: N802  Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        editor.setGeometry(option.rect)
