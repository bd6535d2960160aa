"""A sheet that says it is another office's, or would undo what was mended by hand, is asked about first."""

from pathlib import Path
from typing import Any

from app.staff.model import RowState
from app.staff.sheets.model import Diff, Somebody
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget

from tests.ui.staff.conftest import AtTheDesk, aadhaar, write_sheet
from ui.staff.diff_view import DiffView

SLIP = ("अनीता देवी", "लिपिक", "9876501235", "anita@up.govt.in", aadhaar(2), "01/07/1985")

NAMES = enumerate(("सीता देवी", "राम वर्मा", "गीता यादव", "मोहन लाल"), 1)


def titled(file: Path, title: str) -> Path:
    book = load_workbook(write_sheet(file, [SLIP]))
    book.active["A1"] = title
    book.save(file)
    return file


def test_whose_it_is_and_which_mends_stand_is_asked_before_anything_is_taken(
    clerk: AtTheDesk, tmp_path: Path
):
    clerk.check(titled(tmp_path / "सूची.xlsx", "कार्यालय बेसिक शिक्षा अधिकारी"), "hod-health")
    go = clerk.part("staff.take-in.go")
    said = clerk.part("staff.doubt.said", QLabel)
    clerk.until(said.isVisible)
    assert "बेसिक शिक्षा" in said.text()
    assert clerk.part("staff.take-in.choose").property("kind") == ""  # one step is next, not two
    go.click()
    assert clerk.officer.office.staff.batches() == ()
    clerk.part("staff.doubt.other").click()
    clerk.until(lambda: clerk.place.take_in._found is not None and not said.isVisible())
    clerk.take()
    grid: Any = clerk.grid
    assert clerk.officer.office.staff.batches()[0].office == "hod-education"

    grid.mend(grid.current.number, "email", "anita@up.gov.in", "anita@up.govt.in")
    clerk.until(lambda: grid.batch.errors == 0)
    clerk.check(tmp_path / "सूची.xlsx")
    clerk.until(clerk.part("staff.mends.said", QLabel).isVisible)
    go.click()
    assert not clerk.place.is_at_grid
    clerk.press(clerk.part("staff.mends.keep"), Qt.Key.Key_Return)
    clerk.take()
    assert (grid.batch.errors, grid.current.values["email"]) == (0, "anita@up.gov.in")


def test_of_two_rows_one_keeps_its_mend_and_the_other_one_of_the_sheet(clerk: AtTheDesk, tmp_path: Path):
    """What is asked of all is answered, then turned for one row alone; who is not in the sheet goes by itself."""
    people = [
        (name, "लिपिक", f"98765012{at}0", f"one{at}@up.gov.in", aadhaar(at), "01/07/1985")
        for at, name in NAMES
    ]
    clerk.check(write_sheet(tmp_path / "सूची.xlsx", people))
    clerk.take()
    grid, staff = clerk.grid, clerk.officer.office.staff
    for number in (1, 2):
        (before,) = staff.rows(grid.batch.id, [number])
        staff.mend(grid.batch.id, number, {"name": f"{before.values['name']} सिंह"})
    clerk.check(write_sheet(tmp_path / "नई.xlsx", people[:2]))
    diff = clerk.place.take_in.found.diff
    assert [each.kind for each in diff.list.rows.items] == ["mended", "mended", "left", "left"]
    clerk.part("staff.mends.keep").click()
    for at in (1, 3):
        diff.list.view.selectRow(at)
        clerk.press(diff.list.view, Qt.Key.Key_Return)
    answers = ["keep", "sheet", "stays", "goes"]
    clerk.until(lambda: [each.answer for each in diff.list.rows.items] == answers)
    clerk.take()
    rows = {each.number: each for each in staff.rows(grid.batch.id, range(1, 5))}
    assert [each.values["name"] for each in rows.values()] == [
        "सीता देवी सिंह",
        "राम वर्मा",
        "गीता यादव",
        "मोहन लाल",
    ]
    assert [number for number, each in rows.items() if each.state is RowState.LEFT_OUT] == [4]


def test_who_left_service_is_no_question_answered_beforehand_and_each_is_answered_alone(
    qtbot: Any, speech: Any
):
    window = QWidget()
    qtbot.addWidget(window)
    diff, people = (
        DiffView(speech, window),
        (Somebody("सीता देवी", "लिपिक", "", "", 2, 1), Somebody("राम वर्मा", "", "", "", 3, 2)),
    )
    diff.show_diff(Diff((people[0],), (), (), (), 1, (), (), returning=people), against_batch=False)
    assert [(each.kind, each.answer) for each in diff.list.rows.items] == [("returning", "open")] * 2
    assert diff.asked.returning is None
    window.findChild(QRadioButton, "staff.returning.out").click()
    assert diff.asked.said("").returning == frozenset()
    diff.list.view.selectRow(1)
    diff.list.activated.emit()
    assert [each.answer for each in diff.list.rows.items] == ["goes", "serves"]
    assert diff.asked.said("").returning == {2}
