"""A page on the screen, and the boxes that are drawn on it to cover Aadhaar digits."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.attachments.model import Box
from ui.counter.mask_boxes import MaskBoxes
from ui.theme import COLOURS

NUDGE = 0.005  # of the page's width or height
HOLD, HANDLE = 7, 8  # px: how near a side is taken hold of, and how large a corner's handle is drawn
_LEAST = 120  # px: so high a page is always seen; it takes what room there is
FRAME = 3  # px: how thick what looks like a number is framed
_MOVES = {
    Qt.Key.Key_Left: QPointF(-NUDGE, 0),
    Qt.Key.Key_Right: QPointF(NUDGE, 0),
    Qt.Key.Key_Up: QPointF(0, -NUDGE),
    Qt.Key.Key_Down: QPointF(0, NUDGE),
}
_CURSORS = {
    (0, 0): Qt.CursorShape.SizeAllCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
}


class MaskView(QWidget):
    """Shows a page fitted into the view. While masking: drag, or arrows and Shift+arrows; Tab goes to the next box,
    Delete takes one away; Enter covers, Esc leaves.
    """

    covered = Signal(object)
    left = Signal()
    boxed = Signal()  # a box was put, moved or taken

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("counter.page")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_LEAST)
        self._image = QImage()
        self._fitted = QImage()
        self._numbers: tuple[QRectF, ...] = ()  # where the first eight digits of each number stand
        self._boxes = MaskBoxes()
        self._masking = False
        self._points_out = self._veiled = False

    @property
    def sees_digits(self) -> bool:
        """Say whether something on the page has the shape of an Aadhaar number."""
        return bool(self._numbers) and not self._image.isNull()

    @property
    def is_masking(self) -> bool:
        return self._masking

    def show_image(self, image: QImage, numbers: tuple[QRectF, ...]) -> None:
        """Show a page; the box is put on the digits that were found on it, unless a person has put one already."""
        self._image, self._numbers = image, numbers
        if self._masking and not self._boxes.touched:
            self._boxes.begin(numbers)
            self.boxed.emit()  # that there was none is true no more
        self._fit()

    def point_out(self, *, digits: bool) -> None:
        """Frame what has the shape of an Aadhaar number, or leave it unframed."""
        self._points_out = digits
        self.update()

    def veil(self, *, veiled: bool) -> None:
        """Show no picture: the one at hand is not of the page that a person is to look at."""
        self._veiled = veiled
        self.update()

    def begin_mask(self) -> None:
        """Let boxes be drawn. Where no digits were found there is none until a person puts it."""
        self._masking = True
        self._boxes.begin(self._numbers)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def end_mask(self) -> None:
        self._masking = False
        self._boxes.begin(())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(False)
        self.unsetCursor()
        self.update()

    def forget(self) -> None:
        """Another page is looked at, and is not here yet."""
        self._numbers = ()
        self.end_mask()

    def cover(self) -> bool:
        """Hand on the boxes, as fractions of the page as it is shown; False where there is none."""
        boxes = self._boxes.boxes
        found = tuple(Box(each.left(), each.top(), each.right(), each.bottom()) for each in boxes)
        if found and not self._image.isNull():
            self.end_mask()
            self.covered.emit(found)
        return bool(found)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(300, _LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        if self._fitted.isNull() or self._veiled:
            return
        painter = QPainter(self)
        area = self._area()
        painter.drawImage(area, self._fitted)
        painter.setPen(QPen(QColor(COLOURS.line), 1))
        painter.drawRect(area)
        painter.setPen(QPen(QColor(COLOURS.wrong), FRAME))
        for number in self._numbers if self._points_out and not self._masking else ():
            painter.drawRect(_scaled(number, area))
        cover = QColor(COLOURS.ink)
        cover.setAlphaF(0.6)  # what will be covered must be seen while the box is put
        for place, box in enumerate(self._boxes.boxes):
            active = place == self._boxes.active
            painter.setPen(QPen(QColor(COLOURS.accent), 2 if active else 1))
            painter.setBrush(cover)
            painter.drawRect(_scaled(box, area))
            if active:
                _draw_handles(painter, _scaled(box, area))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        key = Qt.Key(event.key())
        if not self._masking:
            super().keyPressEvent(event)
        elif key in _MOVES:
            sizes = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._boxes.nudge(_MOVES[key], sizes=sizes)
            self._boxes_moved()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._boxes.remove()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.cover()
        elif key == Qt.Key.Key_Escape:
            self.end_mask()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802  Qt's
        """While there are several boxes, Tab goes from one to the next."""
        if not self._masking or len(self._boxes.boxes) < 2:  # noqa: PLR2004  one has no next
            return super().focusNextPrevChild(forward)
        self._boxes.turn(1 if forward else -1)
        self.update()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        if self._masking:
            self._boxes.hold(self._fraction(event.position()), self._near())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        at = self._fraction(event.position())
        if self._boxes.is_held:
            self._boxes.drag(at)
            self.update()
        elif self._masking:
            place, edges = self._boxes.edges_at(at, self._near())
            self.setCursor(_CURSORS[edges] if place >= 0 else Qt.CursorShape.CrossCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        if self._boxes.is_held:
            self._boxes.let_go()
            self._boxes_moved()

    def _boxes_moved(self) -> None:
        self.update()
        self.boxed.emit()

    def _near(self) -> QSizeF:
        area = self._area()
        return QSizeF(HOLD / max(1.0, area.width()), HOLD / max(1.0, area.height()))

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


def _draw_handles(painter: QPainter, box: QRectF) -> None:
    """Mark the corners by which the active box is drawn larger or smaller."""
    painter.setBrush(QColor(COLOURS.accent))
    for corner in (box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight()):
        half = QPointF(HANDLE / 2, HANDLE / 2)
        painter.drawRect(QRectF(corner - half, corner + half))
