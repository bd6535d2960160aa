"""What is typed into a cell whose row has not come yet waits for the row: nobody's letters go astray."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication

from ui.places import Index
from ui.staff.grid_model import LINE, GridRows

_Modifier = Qt.KeyboardModifier
_COMMANDS = _Modifier.ControlModifier | _Modifier.AltModifier | _Modifier.MetaModifier


class TypedAhead(QObject):
    """Holds the keys that are pressed meanwhile, Enter and Tab too; Esc forgets them, as in any cell."""

    def __init__(self, rows: GridRows, table: QAbstractItemView) -> None:
        super().__init__(table)
        self._rows, self._table = rows, table
        self._cell: tuple[int, int] | None = None  # the row's number, and the column
        self._keys: list[QKeyEvent] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._open)
        rows.dataChanged.connect(self._look)

    def begin(self, index: Index, event: QEvent | None) -> bool:
        """Wait for the row of a cell in which somebody begins to type; False where there is nothing to wait for."""
        if not self._rows.is_open or index.column() == LINE or self._rows.row_at(index.row()) is not None:
            return False
        self._forget()
        self._cell = self._rows.numbers[index.row()], index.column()
        self._hold(event)
        self._rows.need(index.row())
        self._table.installEventFilter(self)
        return True

    def eventFilter(self, _table: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """A key goes to no shortcut while it is meant for the cell."""
        if not isinstance(event, QKeyEvent) or not event.text() or event.modifiers() & _COMMANDS:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._forget()
        elif event.type() == QEvent.Type.KeyPress:
            self._hold(event)
        return True

    def _hold(self, event: QEvent | None) -> None:
        if isinstance(event, QKeyEvent):
            self._keys.append(event.clone())

    def _look(self, _first: QModelIndex, _last: QModelIndex) -> None:
        if self._cell is not None and self._rows.row_at(self._table.currentIndex().row()) is not None:
            self._soon.start()

    def _open(self) -> None:
        """Let the cell take what was typed; whoever has gone elsewhere meanwhile is not fetched back."""
        cell, keys, at = self._cell, self._keys, self._table.currentIndex()
        if cell is None or self._rows.row_at(at.row()) is None:
            return
        self._forget()
        if cell == (self._rows.numbers[at.row()], at.column()) and self._table.hasFocus():
            self._table.edit(at)
            for key in keys:
                QApplication.sendEvent(QApplication.focusWidget() or self._table, key)

    def _forget(self) -> None:
        self._cell, self._keys = None, []
        self._table.removeEventFilter(self)
