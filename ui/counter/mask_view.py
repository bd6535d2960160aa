"""A page on the screen, and the boxes that are drawn on it to cover Aadhaar digits."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.attachments.model import Box
from ui.theme import COLOURS

NUDGE, LEAST = 0.01, 0.01  # of the page's width or height
_FIRST = QRectF(0.30, 0.62, 0.40, 0.07)  # low in the middle, where a card bears its number
_MOVES = {
    Qt.Key.Key_Left: QPointF(-NUDGE, 0),
    Qt.Key.Key_Right: QPointF(NUDGE, 0),
    Qt.Key.Key_Up: QPointF(0, -NUDGE),
    Qt.Key.Key_Down: QPointF(0, NUDGE),
}


class MaskView(QWidget):
    """Shows a page fitted into the view. While masking: drag, or arrows and Shift+arrows; Enter covers, Esc leaves."""

    covered = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("counter.page")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)
        self._image = QImage()
        self._fitted = QImage()
        self._boxes: list[QRectF] = []
        self._from: QPointF | None = None
        self._masking = False

    @property
    def is_masking(self) -> bool:
        return self._masking

    def show_image(self, image: QImage) -> None:
        self._image = image
        self._fit()

    def begin_mask(self) -> None:
        """Let boxes be drawn; there is none until a person puts it, so that nothing is covered by habit."""
        self._masking = True
        self._boxes = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def end_mask(self) -> None:
        self._masking, self._boxes = False, []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.unsetCursor()
        self.update()

    def cover(self) -> bool:
        """Hand on the boxes, as fractions of the page as it is shown; False where none was drawn yet."""
        found = tuple(Box(each.left(), each.top(), each.right(), each.bottom()) for each in self._boxes)
        if found and not self._image.isNull():
            self.end_mask()
            self.covered.emit(found)
        return bool(found)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(300, 400)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        if self._fitted.isNull():
            return
        painter = QPainter(self)
        area = self._area()
        painter.drawImage(area, self._fitted)
        painter.setPen(QPen(QColor(COLOURS.line), 1))
        painter.drawRect(area)
        painter.setPen(QPen(QColor(COLOURS.accent), 2))
        cover = QColor(COLOURS.ink)
        cover.setAlphaF(0.6)  # what will be covered must be seen while the box is put
        painter.setBrush(cover)
        for box in self._boxes:
            painter.drawRect(_scaled(box, area))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        key = Qt.Key(event.key())
        if not self._masking:
            super().keyPressEvent(event)
        elif key in _MOVES:
            sizes = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._nudge(_MOVES[key], sizes=sizes)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.cover()
        elif key == Qt.Key.Key_Escape:
            self.end_mask()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        if self._masking:
            self._from = self._fraction(event.position())
            self._boxes.append(QRectF(self._from, self._from))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        if self._from is not None:
            self._boxes[-1] = QRectF(self._from, self._fraction(event.position())).normalized()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """A mere click draws nothing."""
        self._from = None
        self._boxes = [each for each in self._boxes if each.width() >= LEAST and each.height() >= LEAST]
        self.update()

    def _nudge(self, by: QPointF, *, sizes: bool) -> None:
        if not self._boxes:
            self._boxes = [QRectF(_FIRST)]
            self.update()
            return
        box = self._boxes[-1]
        moved = box.adjusted(0, 0, by.x(), by.y()) if sizes else box.translated(by)
        if QRectF(0, 0, 1, 1).contains(moved) and min(moved.width(), moved.height()) >= LEAST:
            self._boxes[-1] = moved
            self.update()

    def _fraction(self, at: QPointF) -> QPointF:
        area = self._area()
        across = (at.x() - area.left()) / max(1.0, area.width())
        down = (at.y() - area.top()) / max(1.0, area.height())
        return QPointF(min(1.0, max(0.0, across)), min(1.0, max(0.0, down)))

    def _area(self) -> QRectF:
        ratio = self.devicePixelRatioF()
        width, height = self._fitted.width() / ratio, self._fitted.height() / ratio
        return QRectF((self.width() - width) / 2, 1, width, height)

    def _fit(self) -> None:
        """Fit the picture to this screen's own dots once; painting must not stall."""
        if not self._image.isNull():
            room = self.size() - QSize(2, 2)
            ratio = self.devicePixelRatioF()
            aspect, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._fitted = self._image.scaled(room * ratio, aspect, smooth)
        else:
            self._fitted = QImage()
        self.update()


def _scaled(box: QRectF, area: QRectF) -> QRectF:
    return QRectF(
        area.left() + box.left() * area.width(),
        area.top() + box.top() * area.height(),
        box.width() * area.width(),
        box.height() * area.height(),
    )
