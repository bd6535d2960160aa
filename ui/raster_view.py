"""How a slip looks before, or instead of, being printed: the very dots, on a paper that is longer than the window."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap, QPolygonF
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ports.printing import Raster
from ui.theme import COLOURS

EDGE, TOOTH, SHADOW = 16, 6, 4


def image_of(raster: Raster) -> QImage:
    """Return the raster as an image of its own bytes; 1 is black."""
    found = QImage(
        raster.rows, raster.width, raster.height, (raster.width + 7) // 8, QImage.Format.Format_Mono
    ).copy()
    found.setColorTable([0xFFFFFFFF, 0xFF000000])
    return found


class RasterView(QScrollArea):
    """Shows a `Raster` as paper: fitted to the width, never larger than its dots, scrolled when it is long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = _Paper()
        page = QWidget()
        page.setProperty("panel", "page")
        box = QVBoxLayout(page)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._paper)
        box.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_raster(self, raster: Raster | None) -> None:
        """Show the paper, or nothing."""
        self._paper.put(None if raster is None else image_of(raster))


class _Paper(QWidget):
    """The strip itself; it is as high as its picture is at the present width."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._fitted = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def put(self, image: QImage | None) -> None:
        self._image, self._fitted = image, QPixmap()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        if self._image is None:
            return 0
        strip = self._strip(width)
        return round(strip * self._image.height() / self._image.width()) + 2 * EDGE + TOOTH + SHADOW

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(320, self.heightForWidth(320))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        if self._image is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture = self._picture(self._strip(self.width()))
        ratio = self.devicePixelRatioF()
        width, height = picture.width() / ratio, picture.height() / ratio
        left = (self.width() - width) / 2
        self._draw_strip(painter, QRectF(left - EDGE / 2, SHADOW, width + EDGE, height + EDGE))
        painter.drawPixmap(QPointF(left, SHADOW + EDGE / 2), picture)
        painter.end()

    def _strip(self, width: int) -> int:
        """Return how wide the picture is drawn within `width`, in logical px."""
        room = width - EDGE - 2 * SHADOW
        return max(1, min(room, self._image.width() if self._image else 1))

    def _picture(self, width: int) -> QPixmap:
        """Return the picture fitted for this screen's own dots; kept, for scrolling must not stall."""
        wanted = round(width * self.devicePixelRatioF())
        if self._fitted.width() != wanted and self._image is not None:
            smooth = Qt.TransformationMode.SmoothTransformation
            grey = self._image.convertToFormat(QImage.Format.Format_Grayscale8)
            self._fitted = QPixmap.fromImage(grey.scaledToWidth(wanted, smooth))
            self._fitted.setDevicePixelRatio(self.devicePixelRatioF())
        return self._fitted

    def _draw_strip(self, painter: QPainter, paper: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        shadow = QColor(COLOURS.ink)
        for spread in range(SHADOW, 0, -1):
            shadow.setAlphaF(0.03 * (SHADOW + 1 - spread))
            painter.setBrush(shadow)
            painter.drawPolygon(_torn(paper.adjusted(-spread, -spread + 2, spread, spread)))
        painter.setBrush(QColor(COLOURS.surface))
        painter.drawPolygon(_torn(paper))


def _torn(paper: QRectF) -> QPolygonF:
    """Return the outline of a strip whose lower edge was torn along the cutter's teeth."""
    teeth = max(1, round(paper.width() / (2 * TOOTH)))
    half = paper.width() / (2 * teeth)
    edge = [
        QPointF(paper.right() - place * half, paper.bottom() + (TOOTH if place % 2 else 0))
        for place in range(2 * teeth + 1)
    ]
    return QPolygonF([paper.topLeft(), paper.topRight(), *edge])
