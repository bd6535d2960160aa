"""How wide may a column become that is as wide as what stands in it? A long name shall push no other out of sight."""

from collections.abc import Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.places import Index


class _AtMost(QStyledItemDelegate):
    def __init__(self, wide: int, view: QTableView) -> None:
        super().__init__(view)
        self._wide = wide

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  Qt's name
        wished = super().sizeHint(option, index)
        return QSize(min(wished.width(), self._wide), wished.height())


def narrow(view: QTableView, columns: Mapping[int, int]) -> None:
    """Let columns by their numbers be no wider than so many px; what is cut there is whole under the pointer."""
    for column, wide in columns.items():
        view.setItemDelegateForColumn(column, _AtMost(wide, view))
