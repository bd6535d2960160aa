"""What is said of a line for which there is no room? Less of it, at last with dots; the pointer shows it whole."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Shortened(QLabel):
    """It takes what room there is, and asks for none. `dots` say where something is left out."""

    def __init__(self, parent: QWidget, name: str, role: str, dots: Qt.TextElideMode) -> None:
        super().__init__(parent)
        self._ways: tuple[str, ...] = ("",)
        self._dots = dots
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, *ways: str) -> None:
        """Say it in the first of these ways for which there is room."""
        self._ways = ways
        self.setText(ways[0])
        self.setToolTip(ways[0])

    def shown(self) -> str:
        """Return what is read of it now."""
        wide, measure = self.contentsRect().width(), self.fontMetrics()
        fits = (each for each in self._ways if measure.horizontalAdvance(each) <= wide)
        return measure.elidedText(next(fits, self._ways[-1]), self._dots, wide)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        painter, left = QPainter(self), Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            painter, self.contentsRect(), left, self.palette(), True, self.shown(), self.foregroundRole()
        )
