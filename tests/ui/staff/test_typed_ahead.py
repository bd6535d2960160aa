"""What is typed is kept, though the row has not come yet, or the rows are sorted anew meanwhile."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.staff.conftest import AtTheDesk, aadhaar, write_sheet

PERSON = ("सुनील वर्मा", "लिपिक", "9876501234", "sunil.verma@up.gov.in", aadhaar(1), "12/05/1980")


def stands(clerk: AtTheDesk, name: str) -> bool:
    row = clerk.grid.rows.row_at(0)
    return row is not None and row.values.get("name") == name


def test_a_name_typed_before_its_row_has_come_and_one_typed_while_rows_are_sorted_are_both_kept(
    clerk: AtTheDesk, tmp_path: Path
):
    clerk.check(write_sheet(tmp_path / "शिक्षा.xlsx", [PERSON]))
    clerk.take()
    grid, table = clerk.grid, clerk.grid.table
    table.setCurrentIndex(grid.rows.index(0, grid.rows.column_of("name")))
    table.setFocus()
    clerk.until(table.hasFocus)

    grid.rows.look_at_all_again()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert not table.is_typed_into()
    QTest.keyClicks(table, "anita")
    QTest.keyClick(table, Qt.Key.Key_Return)
    clerk.until(lambda: stands(clerk, "अनीता"))

    clerk.until(table.hasFocus)
    QTest.keyClick(table, Qt.Key.Key_S)  # a letter opens the cell
    assert table.is_typed_into()
    QTest.keyClicks(QApplication.focusWidget(), "ita")
    grid.refresh()
    clerk.until(lambda: grid._is_late)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    clerk.until(lambda: stands(clerk, "सीता"))
    clerk.until(lambda: not grid._is_late)
