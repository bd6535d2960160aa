"""The window's drawings: lines on a grid of 24, in the colour that is asked for."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme import COLOURS, SIZES, font

_DRAWN = {
    "counter": '<path d="M4 20h16M5 20v-8h14v8M3 12h18M9 12V8m6 4V8M7 8h10M9 4h6v4H9z"/>',
    "shelf": '<path d="M7 3h7l4 4v9H7zM14 3v4h4M10 11h5M3 20h18M5 17v3m14-3v3"/>',
    "outbox": '<path d="M4 14v5h16v-5M4 14l3-5m13 5l-3-5M4 14h5l1 2h4l1-2h5M12 12V3m-3 3l3-3 3 3"/>',
    "attention": '<path d="M12 4L2.5 20h19zM12 10v5m0 2.4v.1"/>',
    "find": '<circle cx="11" cy="11" r="6"/><path d="M15.5 15.5L21 21"/>',
    "printing": '<path d="M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7zM17 12v.1"/>',
    "account": '<path d="M5 3h14v18l-3-2-2 2-2-2-2 2-2-2-3 2zM9 8h6M9 12h6M11.5 8c3 0 3 4 0 4H9l4 4"/>',
    "training": '<path d="M2 9l10-5 10 5-10 5zM6 11.5V17c3 2.6 9 2.6 12 0v-5.5M22 9v6"/>',
    "efile": '<path d="M3 6h7l2 3h9v11H3zM3 6V4h6M7 13h10M7 16h6"/>',
    "my-day": '<path d="M4 5h16v16H4zM4 10h16M8 3v4m8-4v4M8 15l3 3 5-5"/>',
    "diary": '<path d="M3 6h18v12H3zM3 6l9 7 9-7"/>',
    "token": '<path d="M8 4h8v8H8zM6 12h12v9H6zM10.5 7v2m3-2v2M12 15v3"/>',
    "register": '<path d="M6 3h13v18H6zM6 3v18M10 8h6M10 12h6M3 7h4M3 12h4M3 17h4"/>',
    "check": '<path d="M6 3h9l4 4v5M15 3v4h4M6 3v18h6M9 9h4M9 13h3M14 18l2.5 2.5L22 15"/>',
    "staff": '<circle cx="9" cy="8" r="3.5"/><path d="M3 20c0-8 12-8 12 0M16 5h6M16 10h6M18 15h4"/>',
    "offices": '<path d="M4 21V4h10v17M14 10h6v11M2 21h20M7 8h1m3 0h1M7 12h1m3 0h1M7 16h1m3 0h1M17 14v.1M17 17v.1"/>',
    "readiness": '<path d="M4 4h16v16H4zM4 9.5h16M4 15h16M9.5 4v16M15 4v16"/>',
    "doctor": '<path d="M6 3v6a5 5 0 0 0 10 0V3M4 3h4m6 0h4M11 14v3a4 4 0 0 0 8 0v-2"/><circle cx="19" cy="13" r="2"/>',
    "lock": '<path d="M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4M12 15v2"/>',
    "good": '<circle cx="12" cy="12" r="9"/><path d="M8 12.5l3 3 5.5-6"/>',
    "wait": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>',
    "wrong": '<circle cx="12" cy="12" r="9"/><path d="M12 7v6m0 3.4v.1"/>',
}
_FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{colour}" '
    'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">{drawn}</svg>'
)
_FINE = 3  # drawn at three times the size, so that it is sharp on any screen


@cache
def icon(name: str, colour: str = COLOURS.ink) -> QIcon:
    """Return a drawing by its name. Raises: KeyError for one that is not drawn."""
    source = QByteArray(_FRAME.format(colour=colour, drawn=_DRAWN[name]).encode())
    picture = _blank()
    painter = QPainter(picture)
    QSvgRenderer(source).render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    return QIcon(picture)


@cache
def letter(text: str) -> QIcon:
    """Return a letter as an icon: in which script a field writes."""
    picture = _blank()
    painter = QPainter(picture)
    painter.setFont(font(SIZES.icon * _FINE * 4 // 5, strong=True))
    painter.setPen(QColor(COLOURS.accent))
    painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return QIcon(picture)


def _blank() -> QPixmap:
    picture = QPixmap(SIZES.icon * _FINE, SIZES.icon * _FINE)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
