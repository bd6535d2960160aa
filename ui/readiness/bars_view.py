"""The items of the checklist as bars: how many offices have done each, where it is open, late or exempt."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.staff.standings import ItemStanding, Standing
from ui.readiness.tones import SIGNS
from ui.theme import COLOURS, SIZES, font
from ui.words import Speech

Index = QModelIndex | QPersistentModelIndex
ORDER = (Standing.DONE, Standing.EXEMPT, Standing.OPEN, Standing.LATE)
_INKS = {
    Standing.DONE: (COLOURS.good, COLOURS.on_accent, Qt.BrushStyle.SolidPattern),
    Standing.EXEMPT: (COLOURS.border, COLOURS.ink, Qt.BrushStyle.Dense5Pattern),
    Standing.OPEN: (COLOURS.line, COLOURS.ink, Qt.BrushStyle.SolidPattern),
    Standing.LATE: (COLOURS.wrong, COLOURS.wrong, Qt.BrushStyle.BDiagPattern),
}
_ROW, _HIGH, _LEAST = 34, 20, 26  # px; a part narrower than that does not show its figure
_NAME, _BAR, _SHARE = 0, 1, 2
_READ = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
)


def parts(each: ItemStanding) -> dict[Standing, int]:
    """Return how many offices stand where, without those that stand nowhere."""
    late = len(each.late)
    counts = {
        Standing.DONE: each.done,
        Standing.EXEMPT: each.exempt,
        Standing.OPEN: each.open - late,
        Standing.LATE: late,
    }
    return {standing: counts[standing] for standing in ORDER if counts[standing]}


class _Bars(QAbstractTableModel):
    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: tuple[ItemStanding, ...] = ()
        self._speech = speech
        speech.changed.connect(self._spoken)

    def put(self, items: Sequence[ItemStanding]) -> None:
        if tuple(items) != self.items:
            self.beginResetModel()
            self.items = tuple(items)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _SHARE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return self._said(index) if role in _READ else None

    def _said(self, index: Index) -> str:
        each = self.items[index.row()]
        if index.column() == _NAME:
            return self._speech.say(each.item.words)
        if index.column() == _BAR:
            return ", ".join(self._part(standing, count) for standing, count in parts(each).items())
        counted = each.done + each.open
        return f"{100 * each.done // counted}%" if counted else "—"

    def _part(self, standing: Standing, count: int) -> str:
        return f"{self._speech.word(f'offices-ui.standing-{standing.value}')} {count}"

    def _spoken(self) -> None:
        if self.items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.items) - 1, _SHARE))


class _Bar(QStyledItemDelegate):
    """Draws a bar of parts, each with its figure and a pattern of its own."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, _without_text(option), QModelIndex())
        rows = index.model()
        if not isinstance(rows, _Bars):
            return
        room = QRect(option.rect)
        room = QRect(room.left() + 4, room.center().y() - _HIGH // 2, room.width() - 12, _HIGH)
        painter.save()
        for standing, place, count in _places(rows.items[index.row()], room):
            draw_part(painter, place, standing, str(count) if place.width() >= _LEAST else "")
        painter.restore()


class BarsView(QTableView):
    """`chosen` tells that another item is looked at."""

    chosen = Signal()

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("readiness.bars")
        self.rows = _Bars(speech, self)
        self.setModel(self.rows)
        self.setItemDelegateForColumn(_BAR, _Bar(self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_BAR, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_SHARE, QHeaderView.ResizeMode.ResizeToContents)
        self.selectionModel().selectionChanged.connect(self.chosen)
        speech.bind(self.setAccessibleName, "offices-ui.view-items", self)

    def put(self, items: Sequence[ItemStanding]) -> None:
        """Show the items; the one that is looked at stays so."""
        before = self.currentIndex().row()
        self.rows.put(items)
        if items and not self.selectionModel().hasSelection():
            self.selectRow(max(before, 0))

    def current(self) -> ItemStanding | None:
        found = self.selectionModel().selectedRows()
        return self.rows.items[found[0].row()] if found else None


class Legend(QWidget):
    """Which pattern means what."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech = speech
        self.setFixedHeight(_ROW)
        speech.changed.connect(self.update)

    def paintEvent(self, _event: object) -> None:  # noqa: N802  Qt's name
        painter, left = QPainter(self), 4
        for standing in ORDER:
            place = QRect(left, (_ROW - _HIGH) // 2, _LEAST, _HIGH)
            draw_part(painter, place, standing, SIGNS[standing])
            said = self._speech.word(f"offices-ui.standing-{standing.value}")
            painter.setFont(font(SIZES.label))
            painter.setPen(QColor(COLOURS.ink))
            wide = painter.fontMetrics().horizontalAdvance(said)
            painter.drawText(left + _LEAST + 8, 0, wide + 4, _ROW, Qt.AlignmentFlag.AlignVCenter, said)
            left += _LEAST + wide + 32
        painter.end()


def draw_part(painter: QPainter, place: QRect, standing: Standing, text: str) -> None:
    """Draw a part of a bar with what stands in it."""
    ground, ink, pattern = _INKS[standing]
    painter.fillRect(place, QColor(COLOURS.surface))
    painter.fillRect(place, QBrush(QColor(ground), pattern))
    painter.setPen(QColor(ground))
    painter.drawRect(place.adjusted(0, 0, -1, -1))
    if text:
        _draw_figure(painter, place, QColor(ink), text, on_plate=pattern is not Qt.BrushStyle.SolidPattern)


def _draw_figure(painter: QPainter, place: QRect, ink: QColor, text: str, *, on_plate: bool) -> None:
    """A figure on a pattern stands on a plate, so that it can be read."""
    painter.setFont(font(SIZES.label, strong=True))
    if on_plate:
        wide = painter.fontMetrics().horizontalAdvance(text) + 6
        painter.fillRect(
            place.center().x() - wide // 2, place.top() + 2, wide, _HIGH - 4, QColor(COLOURS.surface)
        )
    painter.setPen(ink)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)


def _places(each: ItemStanding, room: QRect) -> Iterator[tuple[Standing, QRect, int]]:
    """Share the room out among the parts."""
    counted = parts(each)
    whole, left = max(sum(counted.values()), 1), float(room.left())
    for standing, count in counted.items():
        wide = room.width() * count / whole
        yield standing, QRect(round(left), room.top(), max(round(wide) - 1, 1), room.height()), count
        left += wide


def _without_text(option: QStyleOptionViewItem) -> QStyleOptionViewItem:
    found = QStyleOptionViewItem(option)
    found.text = ""
    return found
