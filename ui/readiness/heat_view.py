"""The heat table: a row a block, a column a department, in each cell the percent in figures, as a bar and in a word."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.base.words import Words
from app.ports.report import tone_of
from app.staff.standings import Heat
from ui.readiness.tones import INKS
from ui.theme import COLOURS, SIZES, font
from ui.words import Speech

Index = QModelIndex | QPersistentModelIndex
CELL_HIGH, CELL_WIDE, HEAD_HIGH = 64, 118, 72
_INSET, _BAR = 4, 5
_LONGEST_HEAD = 40  # characters: three lines of a heading; the pointer shows it whole
_BEGINS, _ENDS = 24, 12  # characters: what tells offices apart stands last
_SHOWN = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
)


class HeatRows(QAbstractTableModel):
    """The cells; what each says stands in `data`, for the eye and for a screen reader alike."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech = speech
        self._blocks: tuple[Words, ...] = ()
        self._departments: tuple[Words, ...] = ()
        self._cells: Mapping[tuple[Words, Words], Heat] = {}
        speech.changed.connect(self._spoken)

    def put(self, heat: Sequence[Heat]) -> None:
        cells = {(each.block, each.department): each for each in heat}
        if cells == self._cells:
            return
        self.beginResetModel()
        self._cells = cells
        self._blocks = tuple(dict.fromkeys(each.block for each in heat))
        self._departments = tuple(dict.fromkeys(each.department for each in heat))
        self.endResetModel()

    def cell(self, index: Index) -> Heat:
        return self._cells[self._blocks[index.row()], self._departments[index.column()]]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self._blocks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self._departments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return "\n".join(self.told(self.cell(index))) if role in _SHOWN else None

    def told(self, cell: Heat) -> tuple[str, ...]:
        """Return the percent, and under it what that means and of how many offices it is the mean."""
        if cell.percent is None:
            return ("—", self._speech.word("offices-ui.heat-empty"))
        tone = self._speech.word(f"offices-ui.heat-{tone_of(cell.percent).value}")
        return f"{cell.percent}%", self._speech.word("offices-ui.heat-cell", tone=tone, offices=cell.offices)

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        is_across = orientation is Qt.Orientation.Horizontal
        if role in _SHOWN:
            said = self._speech.say((self._departments if is_across else self._blocks)[section])
            is_long = role == Qt.ItemDataRole.DisplayRole and len(said) > _LONGEST_HEAD
            return f"{said[:_BEGINS].rstrip()} … {said[-_ENDS:].lstrip()}" if is_long else said
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignHCenter if is_across else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        return None

    def _spoken(self) -> None:
        if self._blocks:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._blocks) - 1, len(self._departments) - 1)
            )
            for side, count in (
                (Qt.Orientation.Horizontal, len(self._departments)),
                (Qt.Orientation.Vertical, len(self._blocks)),
            ):
                self.headerDataChanged.emit(side, 0, count - 1)


class _HeatCell(QStyledItemDelegate):
    """Draws a cell: its ground, the percent large, the word small, and a bar as long as the percent."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows = index.model()
        if not isinstance(rows, HeatRows):
            return
        cell, place = rows.cell(index), QRect(option.rect).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        large, small = rows.told(cell)
        ink, ground = (
            INKS[tone_of(cell.percent)] if cell.percent is not None else (COLOURS.muted, COLOURS.canvas)
        )
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(COLOURS.ink if is_chosen else COLOURS.line))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(place, _INSET, _INSET)
        painter.setPen(QColor(ink))
        painter.setFont(font(SIZES.title, strong=True))
        painter.drawText(place.adjusted(0, 0, 0, -24), Qt.AlignmentFlag.AlignCenter, large)
        painter.setFont(font(12))
        painter.drawText(place.adjusted(2, 26, -2, -_BAR), Qt.AlignmentFlag.AlignCenter, small)
        if cell.percent:
            wide = round((place.width() - 2 * _INSET) * cell.percent / 100)
            painter.fillRect(place.left() + _INSET, place.bottom() - _BAR, wide, _BAR - 2, QColor(ink))
        painter.restore()


class HeatView(QTableView):
    """The headings stay in sight while one scrolls; the arrow keys go from cell to cell."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("readiness.heat")
        self.rows = HeatRows(speech, self)
        self.setModel(self.rows)
        self.setItemDelegate(_HeatCell(self))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setStyleSheet(f"QTableCornerButton::section {{ background: {COLOURS.canvas}; border: 0; }}")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setMinimumSectionSize(CELL_WIDE)
        across.setFixedHeight(HEAD_HIGH)
        down.setDefaultSectionSize(CELL_HIGH)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumWidth(CELL_WIDE)
        speech.bind(self.setAccessibleName, "offices-ui.view-heat", self)
