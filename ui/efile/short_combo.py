"""A choice whose entries may be longer than its room: cut with dots where it stands, whole under the pointer."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

LEAST = 8  # characters, whatever the entries


class ShortCombo(QComboBox):
    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(LEAST)
        self.currentTextChanged.connect(self.setToolTip)

    def shown(self) -> str:
        """Return what is read of the chosen entry now."""
        return self._drawn().currentText

    def showPopup(self) -> None:  # noqa: N802  Qt's name
        self.view().setMinimumWidth(max(self.width(), self.view().sizeHintForColumn(0)))
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        drawn, painter = self._drawn(), QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, drawn)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, drawn)

    def _drawn(self) -> QStyleOptionComboBox:
        found = QStyleOptionComboBox()
        self.initStyleOption(found)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, found, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        dots = Qt.TextElideMode.ElideRight
        found.currentText = self.fontMetrics().elidedText(found.currentText, dots, room.width())
        return found
