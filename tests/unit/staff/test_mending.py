"""Rows mended one by one and many at once, taken back and done again."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.errors import InputError, NotAllowed
from app.staff import grid
from app.staff.actions import batches, mend
from app.staff.model import Asked, Order
from app.staff.sheets.model import CheckedRow, CheckedSheet, ColumnMapping, Finding, Place, Severity
from tests.unit.staff.conftest import acting


def row(number: int, **values: str) -> CheckedRow:
    told = {"name": f"न{number}", "designation": "लिपिक", "employee_code": f"E{number}"} | values
    return CheckedRow(Place("पत्रक", number + 1), told, {})


def sheet(*rows: CheckedRow) -> CheckedSheet:
    return CheckedSheet("O", "0" * 64, ColumnMapping("O", {}), rows, ())


def recheck(rows: list[CheckedRow], typed: Mapping[int, Mapping[str, str]]) -> list[CheckedRow]:
    """The one rule of this test: no designation is called x."""
    return [judged(each, typed.get(index, {})) for index, each in enumerate(rows)]


def judged(row: CheckedRow, typed: Mapping[str, str]) -> CheckedRow:
    values = {**row.values, **typed}
    wrong = Finding(row.place.row, "designation", "staff.wrong", {}, Severity.ERROR, "लिपिक")
    return replace(row, values=values, findings=(wrong,) if values["designation"] == "x" else ())


@pytest.fixture
def batch(room):
    made = room.do(batches.begin, "district", "a.xlsx")
    room.do(batches.take_in, made, sheet(*(row(number) for number in range(1, 6))))
    return made


def designations(room, batch):
    numbers = room.ask(grid.order, batch, Asked(order=Order.NUMBER))
    return [each.values["designation"] for each in room.ask(grid.page, batch, numbers)]


def test_a_mended_cell_is_judged_and_can_be_taken_back_and_done_again(room, batch):
    room.do(mend.mend, batch, 2, {"designation": "x"}, recheck)
    assert list(room.ask(grid.order, batch, Asked())) == [2, 1, 3, 4, 5]
    assert room.do(mend.undo, batch) == (2,)
    assert designations(room, batch) == ["लिपिक"] * 5
    assert room.do(mend.redo, batch) == (2,)
    assert designations(room, batch)[1] == "x"


def test_many_mended_at_once_are_taken_back_at_once_and_a_new_act_ends_what_could_be_redone(room, batch):
    _, changed = room.do(mend.mend_many, batch, [1, 2, 3], "designation", mend.fill("x"), recheck)
    assert changed == 3
    _, converted = room.do(mend.take_proposals, batch, [1, 2, 3, 4], "designation", recheck)
    assert converted == 3 and designations(room, batch) == ["लिपिक"] * 5
    assert room.do(mend.undo, batch) == (1, 2, 3)
    assert designations(room, batch)[:3] == ["x"] * 3
    room.do(mend.mend_many, batch, [4], "designation", mend.replace("designation", "लिपि", "सहायि"), recheck)
    assert designations(room, batch)[3] == "सहायिक"
    with pytest.raises(InputError, match=r"staff\.nothing-to-redo"):
        room.do(mend.redo, batch)


def test_what_does_not_change_a_row_is_no_act_that_could_be_undone(room, batch):
    _, changed = room.do(mend.mend_many, batch, [1, 2], "designation", mend.fill("लिपिक"), recheck)
    assert changed == 0
    with pytest.raises(InputError, match=r"staff\.nothing-to-undo"):
        room.do(mend.undo, batch)


def test_a_mended_sheet_that_comes_in_is_not_undone_into_what_stood_before(room, batch):
    room.do(mend.mend, batch, 1, {"designation": "x"}, recheck)
    taken = room.do(batches.take_in, batch, sheet(row(1, designation="सहायक"), row(3)))
    assert (taken.joined, taken.changed, taken.same, taken.left) == (0, 1, 1, (2, 4, 5))
    with pytest.raises(InputError, match=r"staff\.nothing-to-undo"):
        room.do(mend.undo, batch)


def test_two_rows_with_one_code_are_two_rows(room):
    made = room.do(batches.begin, "district", "b.xlsx")
    twins = sheet(row(1), row(2, employee_code="E1"))
    assert room.do(batches.take_in, made, twins).joined == 2
    assert room.do(batches.take_in, made, twins).same == 2


def test_whoever_has_no_part_in_the_master_mends_nothing(room, batch):
    from app.accounts.model import Role

    room.at = room.at.acted_by(acting(Role.OPERATOR))
    with pytest.raises(NotAllowed):
        room.do(mend.undo, batch)
