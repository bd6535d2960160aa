"""A sheet that says it is another office's, or would undo what was mended by hand, is asked about first."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from PySide6.QtWidgets import QLabel

from tests.ui.staff.conftest import AtTheDesk, aadhaar, write_sheet

SLIP = ("अनीता देवी", "लिपिक", "9876501235", "anita@up.govt.in", aadhaar(2), "01/07/1985")


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
    clerk.part("staff.mends.keep").click()
    clerk.take()
    assert (grid.batch.errors, grid.current.values["email"]) == (0, "anita@up.gov.in")
