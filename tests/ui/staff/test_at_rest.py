"""A long sheet is sorted by its columns before anybody asks, and by none while its rows go by."""

from pathlib import Path
from typing import Any

import pytest

from tests.ui.staff.conftest import AtTheDesk, aadhaar, write_sheet

PERSON = ("सुनील वर्मा", "लिपिक", "9876501234", "sunil.verma@up.gov.in", aadhaar(1), "12/05/1980")


def test_columns_are_sorted_one_after_the_other_once_the_grid_rests(
    clerk: AtTheDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("ui.staff.at_rest.MANY", 1)
    asked: list[str] = []
    staff = clerk.officer.office.staff
    ahead = staff.sort_ahead

    def noted(batch: str, field: str) -> Any:
        asked.append(field)
        return ahead(batch, field)

    monkeypatch.setattr(staff, "sort_ahead", noted)
    clerk.check(write_sheet(tmp_path / "शिक्षा.xlsx", [PERSON]))
    clerk.take()
    clerk.until(lambda: len(asked) == 2)
    assert asked == ["name", "designation"]

    for _ in range(6):
        clerk.grid.rows.wanted.emit(())
        clerk.qtbot.wait(80)
    assert len(asked) <= 3  # one may have been begun
    clerk.until(lambda: len(asked) > 3)
