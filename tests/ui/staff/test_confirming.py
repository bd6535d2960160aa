"""The office stands by its sheet: every mistake is mended, and nobody of the master is passed over in silence."""

from threading import get_ident

from app.staff.model import BatchState
from app.staff.records import MasterRow
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.staff.conftest import AtTheDesk, cell


def in_master(clerk: AtTheDesk, *names: str) -> None:
    """Let these serve in the office of the sheet."""
    with clerk.officer.office._desk.records.write() as session:
        session.add_all(
            MasterRow(
                id=f"person-{name}",
                office=clerk.grid.batch.office,
                code="",
                email="",
                mobile="",
                token="",
                name=name,
                cells={"name": name},
                state="serving",
                version=1,
            )
            for name in names
        )


def test_a_sheet_is_mended_and_confirmed_once_it_is_told_what_became_of_whom_it_lacks(at_grid: AtTheDesk):
    grid = at_grid.grid
    QTest.keyClick(grid.table, Qt.Key.Key_F9)  # the next wrong row
    grid.table.setCurrentIndex(cell(at_grid, "राम प्रसाद", "mobile"))
    QTest.keyClick(grid.table, Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    editor.selectAll()
    QTest.keyClicks(editor, "9876501236")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    at_grid.until(lambda: grid.batch.errors == 1)
    grid.table.setCurrentIndex(cell(at_grid, "अनीता देवी", "email"))
    QTest.keyClick(grid.table, Qt.Key.Key_F8)
    at_grid.until(lambda: grid.batch.errors == 0)

    in_master(at_grid, "अनिल मौर्य", "रीता सिंह")
    missing, bar = at_grid.place.missing, at_grid.part("staff.confirm.said", QLabel)
    for change in ("relieved", "stays"):
        QTest.keyClick(grid.table, Qt.Key.Key_F9)
        at_grid.until(lambda: missing.isVisible() and missing.isEnabled())
        assert not bar.isVisible()
        missing.way.setCurrentIndex(missing.way.findData(change))
        missing.order.setText("7/2026")
        at_grid.press(missing.way, Qt.Key.Key_F9)
        at_grid.until(lambda: len(missing.list.rows.items) == 1)
    at_grid.until(bar.isVisible)
    for _ in range(3):  # who only presses on has read nothing yet
        QTest.keyClick(grid.table, Qt.Key.Key_F9)
    assert "बने रहेंगे: रीता सिंह। 3" in bar.text() and "अनिल" not in bar.text()
    assert [each.values["name"] for each in at_grid.officer.office.staff.missing.of(grid.batch.id)] == [
        "रीता सिंह"
    ]
    assert grid.batch.state is BatchState.WORKING
    QTest.keyClick(at_grid.part("staff.confirm.yes"), Qt.Key.Key_Return)

    at_grid.until(lambda: grid.batch.state is BatchState.CONFIRMED)
    assert not at_grid.part("staff.act.next").isEnabled()  # another person certifies
    told = at_grid.part("staff.told", QLabel)
    assert "विक्रम सिंह (मुख्य विकास अधिकारी)" in told.text()
    at_grid.until(lambda: not grid.rows.is_open)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_F6, Qt.Key.Key_X):
        at_grid.place.tell(None)
        at_grid.press(grid.table, key)
        assert told.text().startswith("यह सूची पुष्ट या प्रमाणित है")
    assert get_ident() not in at_grid.threads
