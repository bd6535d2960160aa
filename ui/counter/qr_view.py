"""A payment link as a QR symbol, large enough for a customer's mobile."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import COLOURS

SIDE, QUIET = 200, 4  # px; modules of white around the symbol (ISO/IEC 18004)
DARK, LIGHT = 0xFF000000, 0xFFFFFFFF


class QrView(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("counter.payment.qr")
        self.setFixedSize(SIDE, SIDE)
        self._link = ""
        self._image = QImage()

    def show_link(self, link: str) -> None:
        """Draw the link; empty hides the symbol."""
        self.setVisible(bool(link))
        if link != self._link:
            self._link = link
            self._image = symbol(link) if link else QImage()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(COLOURS.surface))
        module = max(1, SIDE // self._image.width()) if self._image.width() else 1
        side = module * self._image.width()
        fitted = self._image.scaled(side, side, mode=Qt.TransformationMode.FastTransformation)
        painter.drawImage((SIDE - side) // 2, (SIDE - side) // 2, fitted)
        painter.end()


def symbol(text: str) -> QImage:
    """Return the symbol, one dot a module, its quiet zone included."""
    import segno  # with the first payment, not with the window

    rows = tuple(segno.make(text, error="m", micro=False).matrix_iter(border=QUIET))
    found = QImage(len(rows), len(rows), QImage.Format.Format_Grayscale8)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            found.setPixel(x, y, DARK if dark else LIGHT)
    return found
