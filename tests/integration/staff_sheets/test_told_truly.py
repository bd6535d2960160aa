"""What is said of a sheet is so, and what is proposed is what was meant: nothing is turned into something else."""

from pathlib import Path

import pytest

from tests.integration.staff_sheets.sheets import HEADER, OFFICE, book, check, person
from tests.integration.staff_sheets.test_rules import Master

WITH_OFFICE = (*HEADER, "कार्यालय कोड")


@pytest.mark.parametrize(("ours", "theirs", "is_asked"), [(0, 2, True), (1, 2, True), (2, 1, False)])
def test_a_sheet_whose_rows_are_of_another_office_is_asked_about_and_never_made_ours(
    tmp_path: Path, ours: int, theirs: int, is_asked: bool
):
    codes = [OFFICE] * ours + ["LKO-BDO"] * theirs
    people = [(*person(at), code) for at, code in enumerate(codes, 1)]
    sheet = check(book(tmp_path / "list.xlsx", [WITH_OFFICE, *people]), master=Master())
    assert [each.facts["code"] for each in sheet.findings if each.key == "sheet.other-office"] == (
        ["LKO-BDO"] if is_asked else []
    )
    told = [each for row in sheet.rows for each in row.findings if each.field == "office"]
    assert [(each.facts["name"], each.proposal) for each in told] == [("विकास खण्ड", None)] * theirs
