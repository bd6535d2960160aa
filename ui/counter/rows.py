"""How applications stand in a list: one row each, the name, the service, a chip of its state and what comes next."""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.base.days import clock_words
from app.counter.model import NextStep, Row
from ui.counter.make import said
from ui.counter.tones import SIGNS, inks, sign_of, state_key, tone_of
from ui.theme import COLOURS, SIZES, font
from ui.words import Speech

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 72
_READ = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
)
_DAY = len("25-11-2026")


class Rows(QAbstractListModel):
    """The rows, unchanged rows untouched; a list of any length is drawn only where it is seen."""

    def __init__(self, speech: Speech, parent: QObject) -> None:
        super().__init__(parent)
        self._speech = speech
        self._rows: tuple[Row, ...] = ()
        speech.changed.connect(self._spoken)

    def _spoken(self) -> None:
        """The same rows are said anew in the other language."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def put(self, rows: tuple[Row, ...]) -> None:
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def place_of(self, application: str) -> int:
        """Return the row of an application, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.id == application), -1)

    def row(self, place: int) -> Row:
        return self._rows[place]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in _READ:
            told = (name_of(row, self._speech), *words_of(row, self._speech), when_of(row))
            return ", ".join(filter(None, told))
        return None


class RowPainter(QStyledItemDelegate):
    """Paints a row: name strong, service small, a chip with sign and word, and the next step."""

    def __init__(self, speech: Speech, parent: QObject) -> None:
        super().__init__(parent)
        self._speech = speech

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  Qt's name
        return QSize(160, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, QColor(COLOURS.accent_soft if chosen else COLOURS.surface))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(COLOURS.line))
        if chosen:
            painter.fillRect(QRect(area.left(), area.top(), 4, area.height()), QColor(COLOURS.accent))
        self._words(painter, area.adjusted(12, 4, -8, -4), row)
        painter.restore()

    def _words(self, painter: QPainter, area: QRect, row: Row) -> None:
        service, state, following = words_of(row, self._speech)
        line = area.height() // 3
        at = QRect(area.left(), area.top(), area.width(), line)
        _text(painter, at, name_of(row, self._speech), COLOURS.ink, SIZES.body, strong=True)
        when, second = when_of(row), at.translated(0, line)
        room = QFontMetrics(font(SIZES.label)).horizontalAdvance(when) + 2
        _text(painter, second.adjusted(0, 0, -room - 8, 0), service, COLOURS.muted, SIZES.label)
        _text(painter, second.adjusted(second.width() - room, 0, 0, 0), when, COLOURS.muted, SIZES.label)
        ink, ground = inks("wrong" if row.refused else tone_of(row.state))
        sign = SIGNS["wrong"] if row.refused else sign_of(row.state)
        width = _chip(painter, at.translated(0, 2 * line).topLeft(), line, f"{sign} {state}", ink, ground)
        rest = at.translated(0, 2 * line).adjusted(width + 8, 0, 0, 0)
        if following:
            _text(painter, rest, following, COLOURS.ink, SIZES.label)


def name_of(row: Row, speech: Speech) -> str:
    return row.applicant or speech.say(said("no-name"))


def when_of(row: Row) -> str:
    """Return when an application was last touched: the hour today, the day before; of namesakes it tells one."""
    at, now = clock_words(row.updated_at), clock_words(datetime.now(UTC))
    return at[_DAY:].strip() if at[:_DAY] == now[:_DAY] else at[:_DAY]


def words_of(row: Row, speech: Speech) -> tuple[str, str, str]:
    """Return the service, the state and the next step in words."""
    told = row.next_step not in (
        NextStep.NOTHING,
        NextStep.FILL_FORM,
    )  # "being filled" says the second one already
    following = speech.say(said(f"next-{row.next_step.value}")) if told else ""
    state = state_key(row.state, refused=row.refused, unsent=row.unsent)
    return speech.say(row.service), speech.say(said(state)), following


def _text(painter: QPainter, at: QRect, text: str, ink: str, pixels: int, *, strong: bool = False) -> None:
    face = font(pixels, strong=strong)
    painter.setFont(face)
    painter.setPen(QColor(ink))
    fitted = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, at.width())
    painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitted)


def _chip(painter: QPainter, at: QPoint, height: int, text: str, ink: str, ground: str) -> int:
    """Draw a chip and return its width."""
    face = font(12, strong=True)
    width = QFontMetrics(face).horizontalAdvance(text) + 12
    area = QRect(at.x(), at.y() + 1, width, height - 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(area, 8, 8)
    painter.setFont(face)
    painter.setPen(QColor(ink))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
    return width
