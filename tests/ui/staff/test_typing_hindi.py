"""Hindi is typed into the cells of the grid by its sound, as into every other field."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.phonetic import PhoneticEdit

from tests.ui.staff.conftest import AtTheDesk, aadhaar, write_sheet

CONTROL = Qt.KeyboardModifier.ControlModifier
PERSON = ("सुनील वर्मा", "लिपिक", "9876501234", "sunil.verma@up.gov.in", aadhaar(1), "12/05/1980")


def opened(clerk: AtTheDesk) -> PhoneticEdit:
    """Open the name of the first row, with all of it chosen."""
    table = clerk.grid.table
    table.setCurrentIndex(clerk.grid.rows.index(0, clerk.grid.rows.column_of("name")))
    clerk.press(table, Qt.Key.Key_Return)
    clerk.until(lambda: isinstance(QApplication.focusWidget(), PhoneticEdit))
    editor = QApplication.focusWidget()
    assert isinstance(editor, PhoneticEdit)
    editor.selectAll()
    return editor


def test_a_name_is_typed_by_its_sound_and_in_english_after_the_switch(clerk: AtTheDesk, tmp_path: Path):
    clerk.check(write_sheet(tmp_path / "शिक्षा.xlsx", [PERSON]))
    clerk.take()

    def stands(name: str) -> bool:
        row = clerk.grid.rows.row_at(0)
        return row is not None and row.values.get("name") == name

    for typed, leaves, kept in (
        ("sita devi", Qt.Key.Key_Return, "सीता देवी"),
        ("anita", Qt.Key.Key_Tab, "अनीता"),
    ):
        editor = opened(clerk)
        QTest.keyClicks(editor, typed)
        QTest.keyClick(editor, leaves)
        clerk.until(lambda kept=kept: stands(kept))

    QTest.keyClick(opened(clerk), Qt.Key.Key_Space, CONTROL)
    for typed in ("Anita Devi", "Anita"):  # where Latin letters stand, they are typed
        editor = QApplication.focusWidget() if typed == "Anita Devi" else opened(clerk)
        QTest.keyClicks(editor, typed)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        clerk.until(lambda typed=typed: stands(typed))
