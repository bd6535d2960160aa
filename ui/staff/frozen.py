"""The grid's table: line and name stay where they are, while the other columns go by beneath them."""

from collections.abc import Sequence
from itertools import chain

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.cell_typing import typed_into
from ui.one_row import stand_at
from ui.places import Index
from ui.staff.cells import Cells
from ui.staff.grid_model import GridRows
from ui.staff.typed_ahead import TypedAhead

ROW_HEIGHT = 34
FROZEN = 2  # columns: the line, and the name, which is asked of everybody and so stands first
RULE = 2  # px, the line that parts them from what goes by
Trigger = QAbstractItemView.EditTrigger
Scroll = QAbstractItemView.ScrollHint
End = QAbstractItemDelegate.EndEditHint
_BEGINS = frozenset({Trigger.AllEditTriggers, Trigger.DoubleClicked, Trigger.AnyKeyPressed})
BESIDE = {
    End.EditNextItem: QAbstractItemView.CursorAction.MoveNext,
    End.EditPreviousItem: QAbstractItemView.CursorAction.MovePrevious,
}


class GridTable(QTableView):
    """Over its left edge lies a second view of the same rows with the same cursor, once one has scrolled sideways.

    `typed_in_vain` tells that keys were pressed where nothing can be written, `left_cell` that none is typed into now.
    """

    typed_in_vain = Signal()
    left_cell = Signal()

    def __init__(self, rows: GridRows, parent: QWidget) -> None:
        super().__init__(parent)
        self.edge = Edge(rows, self)
        self._ahead = TypedAhead(rows, self)
        _set_up(self, rows)
        self.edge.setSelectionModel(self.selectionModel())
        for view in (self, self.edge):
            _leave_heads_alone(view, rows)
        self._connect()

    def is_typed_into(self) -> bool:
        return typed_into() in (self, self.edge)

    def seen(self) -> range:
        """Return which places are on the screen."""
        top = max(0, self.rowAt(0))
        return range(top, top + self.viewport().height() // ROW_HEIGHT + 2)

    def chosen_places(self) -> Sequence[int]:
        """The selection is asked by its blocks: all cells of a full grid, one by one, are two millions."""
        chosen = self.selectionModel().selection()
        blocks = [chosen.at(each) for each in range(chosen.count()) if chosen.at(each).isValid()]
        places = [range(block.top(), block.bottom() + 1) for block in blocks]
        return places[0] if len(places) == 1 else sorted(set(chain(*places)))

    def scrollTo(self, index: Index, hint: Scroll = Scroll.EnsureVisible) -> None:  # noqa: N802  Qt's name
        """What is frozen is seen already; what lies beneath it comes out."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() < FROZEN:
            bar.setValue(before)
        elif before or bar.value():
            bar.setValue(bar.value() - max(0, self._width() - self.columnViewportPosition(index.column())))

    def keyboardSearch(self, _typed: str) -> None:  # noqa: N802  Qt's name
        """What is typed where nothing can be written leads to no other row: it was meant for this one."""
        self.typed_in_vain.emit()

    def edit(  # type: ignore[override]  # Qt's own calls come with all three, ours with the first
        self, index: Index, trigger: Trigger = Trigger.AllEditTriggers, event: QEvent | None = None
    ) -> bool:
        """A frozen cell is typed into where it is seen; one that has not come takes what is typed once it has."""
        if trigger in _BEGINS and self._ahead.begin(index, event):
            return True
        if self.edge.isVisible() and index.column() < FROZEN:
            return self.edge.edit(index, trigger, event)  # type: ignore[arg-type]  # none is an event to Qt
        return super().edit(index, trigger, event)  # type: ignore[arg-type]

    def updateGeometries(self) -> None:  # noqa: N802  Qt's name
        super().updateGeometries()
        self._lay_edge()

    def _lay_edge(self) -> None:
        inner, heads = self.viewport().geometry(), self.horizontalHeader().height()
        self.edge.horizontalHeader().setFixedHeight(heads)
        self.edge.setGeometry(inner.x(), inner.y() - heads, self._width() + RULE, inner.height() + heads)

    def _width(self) -> int:
        return sum(self.columnWidth(column) for column in range(FROZEN))

    def _edit_beside(self, end: End) -> None:
        """Tab goes on to the next cell, out of what is frozen too."""
        index = self.moveCursor(BESIDE[end], Qt.KeyboardModifier.NoModifier)
        if index.isValid():
            stand_at(self, index)
            self.edit(index)

    def _scrolled_sideways(self, value: int) -> None:
        self.edge.setVisible(value > 0)

    def _resized(self, column: int, _before: int, now: int) -> None:
        if column < FROZEN:
            self.edge.setColumnWidth(column, now)
            self._lay_edge()

    def _resized_at_edge(self, column: int, _before: int, now: int) -> None:
        if column < FROZEN:
            self.setColumnWidth(column, now)

    def _connect(self) -> None:
        mine, its = self.verticalScrollBar(), self.edge.verticalScrollBar()
        mine.valueChanged.connect(its.setValue)
        its.valueChanged.connect(mine.setValue)
        heads, its_heads = self.horizontalHeader(), self.edge.horizontalHeader()
        heads.sectionResized.connect(self._resized)
        its_heads.sectionResized.connect(self._resized_at_edge)
        its_heads.sectionClicked.connect(heads.sectionClicked)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled_sideways)
        self.edge.gone_on.connect(self._edit_beside)
        for view in (self, self.edge):
            view.itemDelegate().closeEditor.connect(self.left_cell)


class Edge(QTableView):
    """The frozen columns alone. `gone_on` tells how one left a cell that was typed into, for the next."""

    gone_on = Signal(object)  # End

    def __init__(self, rows: GridRows, table: QWidget) -> None:
        super().__init__(table)
        self.setProperty("panel", "frozen")
        _set_up(self, rows)
        self.setFocusProxy(table)
        for turn_off in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            turn_off(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().sectionCountChanged.connect(self._hide_others)
        self.hide()

    def closeEditor(self, editor: QWidget, hint: End) -> None:  # noqa: N802  Qt's name
        super().closeEditor(editor, End.NoHint if hint in BESIDE else hint)
        if hint in BESIDE:
            self.gone_on.emit(hint)

    def _hide_others(self, _before: int, now: int) -> None:
        for column in range(FROZEN, now):
            self.hideColumn(column)


def _set_up(view: QTableView, rows: GridRows) -> None:
    view.setModel(rows)
    view.setItemDelegate(Cells(rows, view))
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(Trigger.DoubleClicked | Trigger.AnyKeyPressed)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)  # the pointer shows it whole
    view.horizontalHeader().setSectionsClickable(True)


def _leave_heads_alone(view: QTableView, rows: GridRows) -> None:
    """Headings show no selection: to know whether a column is chosen whole, Qt asks each of its rows at each paint."""
    for heads in (view.horizontalHeader(), view.verticalHeader()):
        heads.setSelectionModel(QItemSelectionModel(rows, view))
