"""How a cell of the grid is drawn, and typed into: what stands in it is asked once, not role by role."""

import re

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.staff.sheets.model import Field, Kind
from ui.phonetic import PhoneticEdit
from ui.places import Index
from ui.staff.grid_model import LINE, NOT_COME, Cell, GridRows, Look

_WORDS = frozenset({Kind.NAME, Kind.DESIGNATION, Kind.TEXT})
_NO_WORDS = frozenset({"name_english", "serial", "marking"})
_LATIN = re.compile("[A-Za-z]")
_FEATURES = QStyleOptionViewItem.ViewItemFeature
TEXT = _FEATURES.HasDisplay
SELECTED = QStyle.StateFlag.State_Selected
MARKED = _FEATURES.HasDisplay | _FEATURES.HasDecoration


class Cells(QStyledItemDelegate):
    """Paints the ground under the cell, which the style sheet alone would leave white; the rest is the style's.

    Hindi is typed by its sound, as everywhere; in a cell that holds Latin letters once it is switched to.
    """

    def __init__(self, rows: GridRows, table: QWidget) -> None:
        super().__init__(table)
        self._rows, self._table = rows, table
        self._cell: Cell | None = None  # the one that is typed into, as it stood when that began

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Of a row that has not come its line alone says so: who drags the bar sees hundreds of them go by."""
        look = self._rows.look_of(index.row(), index.column())
        if look is NOT_COME and index.column() != LINE and not option.state & SELECTED:
            return
        if look.ground is not None:
            painter.fillRect(option.rect, look.ground)
        drawn = _dressed(QStyleOptionViewItem(option), look)
        self._table.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, self._table)

    def createEditor(  # noqa: N802  Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """An editor of a form is higher than a row, and would hide half of the next one."""
        self._cell = None
        field, cell = self._rows.field_at(index.column()), self._rows.cell_at(index)
        if field is not None and cell is not None and is_in_hindi(field):
            found: QWidget = PhoneticEdit(parent, phonetic=not _LATIN.search(cell.text))
        else:
            found = super().createEditor(parent, option, index)
        found.setStyleSheet("min-height: 0; padding: 0 6px;")
        return found

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802  Qt's name
        """What is being typed stays, though its row may come anew meanwhile."""
        if self._cell is None:
            self._cell = self._rows.cell_at(index)
            super().setEditorData(editor, index)

    def setModelData(  # noqa: N802  Qt's name
        self, editor: QWidget, _model: QAbstractItemModel, _index: Index
    ) -> None:
        if isinstance(editor, PhoneticEdit):
            editor.finish_word()  # Tab leaves no key to the editor that would
        if self._cell is not None and isinstance(editor, QLineEdit):
            self._rows.type_into(self._cell, editor.text())

    def updateEditorGeometry(  # noqa: N802  Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        editor.setGeometry(option.rect)


def is_in_hindi(field: Field) -> bool:
    """Return whether Hindi is mostly typed there: names, posts, and what is told in words."""
    return field.kind in _WORDS and field.id not in _NO_WORDS


def _dressed(option: QStyleOptionViewItem, look: Look) -> QStyleOptionViewItem:
    option.text, option.features = look.text, TEXT
    if look.mark is not None:
        option.icon, option.features = look.mark, MARKED
    if look.font is not None:
        option.font = look.font
    if look.ink is not None:
        option.palette.setColor(QPalette.ColorRole.Text, look.ink)
    return option
