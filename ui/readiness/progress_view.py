"""How the mean readiness grew, day by day, up to today."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.base.days import day_words
from ui.theme import COLOURS, SIZES, font
from ui.words import Speech

Points = tuple[tuple[date, int], ...]
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 52, 14, 26
_WHOLE, _LINES = 100, (0, 25, 50, 75, 100)
_DOT = 3.5


class ProgressView(QWidget):
    """A line that goes up in steps; its last figure is written beside it."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("readiness.progress")
        self._speech = speech
        self._points: Points = ()
        self._today = date.min
        self.setMinimumHeight(150)
        speech.changed.connect(self._say)
        self._say()

    def put(self, points: Sequence[tuple[date, int]], today: date) -> None:
        """Show what was reached by each day; it holds until the next, and until today."""
        self._points, self._today = tuple(points), today
        self._say()
        self.update()

    def _say(self) -> None:
        self.setAccessibleName(self._speech.word("offices-ui.progress"))
        self.setAccessibleDescription(
            "; ".join(f"{day_words(day)}: {percent}%" for day, percent in self._points)
        )
        self.update()

    def paintEvent(self, _event: object) -> None:  # noqa: N802  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(12))
        room = QRectF(_LEFT, _TOP, self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM)
        self._draw_lines(painter, room)
        if self._points:
            self._draw_steps(painter, room)
        else:
            key = "ui.coming" if self._today == date.min else "offices-ui.progress-none"
            self._draw_why(painter, room, self._speech.word(key))
        painter.end()

    def _draw_why(self, painter: QPainter, room: QRectF, said: str) -> None:
        """Say why there is no line yet; no mark of the scale runs through the words."""
        wraps = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        under = painter.boundingRect(room, wraps, said).adjusted(-_DOT, 0, _DOT, 0)
        painter.fillRect(under, QColor(COLOURS.surface))
        painter.setPen(QColor(COLOURS.muted))
        painter.drawText(room, wraps, said)

    def _draw_lines(self, painter: QPainter, room: QRectF) -> None:
        for percent in _LINES:
            y = _height_of(percent, room)
            painter.setPen(QPen(QColor(COLOURS.line), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(QColor(COLOURS.muted))
            place = QRectF(0, y - 10, _LEFT - 6, 20)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{percent}%"
            )

    def _draw_steps(self, painter: QPainter, room: QRectF) -> None:
        first = self._points[0][0]
        days = max((self._today - first).days, 1)
        line, before = QPolygonF([QPointF(room.left(), _height_of(0, room))]), 0
        for day, percent in self._points:
            x = room.left() + room.width() * (day - first).days / days
            line.append(QPointF(x, _height_of(before, room)))
            line.append(QPointF(x, _height_of(percent, room)))
            before = percent
        end = QPointF(room.right(), _height_of(before, room))
        line.append(end)
        painter.setPen(QPen(QColor(COLOURS.accent), 2.4))
        painter.drawPolyline(line)
        painter.setBrush(QColor(COLOURS.accent))
        painter.drawEllipse(end, _DOT, _DOT)
        self._draw_ends(painter, room, end, before, first)

    def _draw_ends(self, painter: QPainter, room: QRectF, end: QPointF, percent: int, first: date) -> None:
        """Write the last figure beside the line, and the first day and today under it."""
        painter.setPen(QColor(COLOURS.accent_deep))
        painter.setFont(font(SIZES.body, strong=True))
        beside = QRectF(end.x() + 8, end.y() - 12, _RIGHT - 8, 24)
        painter.drawText(beside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"{percent}%")
        painter.setFont(font(12))
        painter.setPen(QColor(COLOURS.muted))
        below = QRectF(room.left(), room.bottom() + 4, room.width(), 20)
        if first != self._today:
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft, day_words(first))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, day_words(self._today))


def _height_of(percent: int, room: QRectF) -> float:
    return room.bottom() - room.height() * percent / _WHOLE
