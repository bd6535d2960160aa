"""A report's table on the screen, as it will stand on paper."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ports.report import ReportTable, Tone
from ui.efile.whole_rows import WholeRows
from ui.theme import COLOURS

Index = QModelIndex | QPersistentModelIndex
INKS = {Tone.GOOD: COLOURS.good, Tone.WAIT: COLOURS.wait, Tone.WRONG: COLOURS.wrong}
MEASURED = 50  # rows that say how wide a column is
BROAD = 5  # a share of the width that gives way


class ReportRows(QAbstractTableModel):
    """A report as its table has it, in the language in which it was asked for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.table: ReportTable | None = None

    def put(self, table: ReportTable | None) -> None:
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() or self.table is None else len(self.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() or self.table is None else len(self.table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.table is None:
            return None
        told = self.table.rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return told.text
        if role == Qt.ItemDataRole.ForegroundRole and told.tone in INKS:
            return QColor(INKS[told.tone])
        return None

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and self.table is not None:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.table.columns[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class ReportView(QTableView):
    """Its broad columns share the room that the others leave."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.rows = ReportRows(self)
        self.setModel(self.rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.horizontalHeader().setResizeContentsPrecision(MEASURED)
        WholeRows(self)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()

    def put(self, table: ReportTable | None) -> None:
        """Show a table, or none while another is on its way."""
        self.rows.put(table)
        if table is None:
            return
        header, wide = self.horizontalHeader(), max(table.shares)
        for column, share in enumerate(table.shares):
            stretch = share >= min(wide, BROAD)
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
