"""Twenty columns go by sideways; line and name stay, and are chosen and typed into where they are seen."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from app.staff.model import Row, RowState
from app.staff.sheets.fields import fields
from app.staff.sheets.model import Place
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from ui.staff.frozen import GridTable
from ui.staff.grid_model import GridRows
from ui.staff.widths import width_of_line
from ui.words import Speech

COUNT = 60
NAME, POST, FAR = 1, 2, 12


class AtTable:
    """The grid's table alone, with rows that are there already."""

    def __init__(self, qtbot: Any, speech: Speech) -> None:
        self.home = QWidget()
        qtbot.addWidget(self.home)
        self.rows = GridRows(speech, self.home)
        self.table = GridTable(self.rows, self.home)
        self.rows.set_fields(tuple(fields().values()))
        self.rows.show_order(range(COUNT), is_open=True)
        self.rows.look_of(0, NAME)
        self.rows._ask()
        self.rows.take([_row(number) for number in range(COUNT)], range(COUNT))
        self.typed: list[tuple[int, str, str, str]] = []
        self.rows.typed.connect(lambda *told: self.typed.append(told))
        self.table.resize(700, 400)
        self.home.show()
        self.home.activateWindow()
        qtbot.waitUntil(self.home.isActiveWindow)
        self.table.setFocus()

    def go_to(self, place: int, column: int) -> None:
        self.table.setCurrentIndex(self.rows.index(place, column))

    @property
    def at(self) -> tuple[int, int]:
        return self.table.currentIndex().row(), self.table.currentIndex().column()

    @property
    def sideways(self) -> int:
        return self.table.horizontalScrollBar().value()

    def editor(self) -> QWidget:
        found = QApplication.focusWidget()
        assert isinstance(found, QLineEdit)
        return found


def _row(number: int) -> Row:
    values = {"name": f"कर्मचारी {number}", "designation": "लिपिक", "remarks": "—"}
    return Row(number, Place("Sheet1", number + 2), "", values, {}, (), RowState.OPEN)


@pytest.fixture
def at_table(qtbot: Any, speech: Speech) -> Iterator[AtTable]:
    yield AtTable(qtbot, speech)


def test_line_and_name_are_seen_once_one_goes_sideways_and_scroll_along(at_table: AtTable):
    table, edge = at_table.table, at_table.table.edge
    assert not edge.isVisible()

    at_table.go_to(40, FAR)
    assert edge.isVisible() and at_table.sideways > 0
    assert [edge.isColumnHidden(each) for each in (0, NAME, POST, FAR)] == [False, False, True, True]
    assert edge.verticalScrollBar().value() == table.verticalScrollBar().value() > 0
    assert (
        edge.visualRect(at_table.rows.index(40, NAME)).bottom()
        == table.visualRect(table.currentIndex()).bottom()
    )

    edge.verticalScrollBar().setValue(3)
    assert table.verticalScrollBar().value() == 3


def test_the_cursor_never_stands_beneath_what_is_frozen(at_table: AtTable):
    table = at_table.table
    at_table.go_to(0, FAR)
    for column in range(FAR - 1, NAME, -1):
        QTest.keyClick(table, Qt.Key.Key_Left)
        assert at_table.at == (0, column)
        assert table.visualRect(table.currentIndex()).left() >= table.edge.width() - 2

    at_table.go_to(0, FAR)
    before = at_table.sideways
    at_table.go_to(5, NAME)
    assert at_table.sideways == before  # it is seen already


def test_a_frozen_name_is_typed_over_where_it_is_seen_and_tab_goes_on(at_table: AtTable):
    table = at_table.table
    at_table.go_to(7, FAR)
    QTest.mouseClick(table.edge.viewport(), Qt.MouseButton.LeftButton, pos=_middle(at_table, 7))
    assert at_table.at == (7, NAME) and table.hasFocus()

    QTest.keyClick(table, Qt.Key.Key_A)
    editor = at_table.editor()
    assert table.edge.isAncestorOf(editor)
    QTest.keyClicks(editor, "nita")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert at_table.typed == [(7, "name", "अनीता", at_table.rows.row_at(7).values["name"])]
    assert at_table.at == (7, POST) and not table.edge.isAncestorOf(at_table.editor())

    QTest.keyClick(at_table.editor(), Qt.Key.Key_Escape)
    assert table.hasFocus()


@pytest.mark.parametrize("line", [42, 1_400, 71_234, 100_001])
def test_the_number_of_a_line_is_read_whole_however_long_the_sheet(at_table: AtTable, line: int):
    at_table.rows.put(replace(_row(0), place=Place("Sheet1", line)))
    wanted = at_table.table.sizeHintForIndex(at_table.rows.index(0, 0)).width()
    assert wanted <= width_of_line(line)


def test_all_hundred_thousand_rows_are_chosen_at_once_without_asking_each(qtbot: Any, speech: Speech):
    class Counted(GridRows):
        asked = 0

        def flags(self, index: Any) -> Qt.ItemFlag:
            self.asked += 1
            return super().flags(index)

    home = QWidget()
    qtbot.addWidget(home)
    rows = Counted(speech, home)
    table = GridTable(rows, home)
    rows.set_fields(tuple(fields().values()))
    rows.show_order(range(100_000), is_open=True)
    home.show()
    table.selectAll()
    table.grab()
    assert rows.asked < 1000


def _middle(at_table: AtTable, place: int) -> Any:
    return at_table.table.edge.visualRect(at_table.rows.index(place, NAME)).center()
