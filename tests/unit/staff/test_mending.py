"""Rows mended one by one and many at once, taken back and done again."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Cancelled, InputError, NotAllowed
from app.records.tables import JournalRow
from app.staff import by_hand, grid, reading
from app.staff.actions import batches, certify, many, mend, taking_in
from app.staff.heard import Heard
from app.staff.model import Asked, Order, Taken, Weight
from app.staff.records import MasterRow, StaffRow
from app.staff.sorted_rows import SortedRows
from app.staff.sheets.model import (
    Answers,
    CheckedRow,
    CheckedSheet,
    ColumnMapping,
    Example,
    Finding,
    Many,
    Mends,
    Place,
    Severity,
    Way,
)
from tests.unit.staff.conftest import acting


FILL_X, REPLACE = Many(Way.FILL, by="x"), Many(Way.REPLACE, "लिपि", "सहायि")


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


def take_in(room: Any, batch: str, sheet: CheckedSheet) -> Taken:
    """Take the sheet in as it is, whatever was mended by hand."""
    return room.do(taking_in.take_in, batch, sheet, recheck, Answers(Mends.SHEET))


@pytest.fixture
def batch(room):
    made = room.do(batches.begin, "district", "a.xlsx")
    take_in(room, made, sheet(*(row(number) for number in range(1, 6))))
    return made


def designations(room, batch):
    numbers = room.ask(grid.order, batch, Asked(order=Order.NUMBER))
    return [each.values["designation"] for each in room.ask(grid.page, batch, numbers)]


class Stop:
    """Ends a work at its so many-eth word on how far it is."""

    def __init__(self, after: int) -> None:
        self.after = after

    def __call__(self, _rows: int) -> None:
        self.after -= 1
        if self.after < 0:
            raise Cancelled


def test_a_mend_of_many_and_its_undo_change_nothing_wherever_they_are_stopped(room, batch):
    rows = (batch, [1, 2, 3], "designation", FILL_X, recheck)
    for after in range(3):  # read, written, applied
        with pytest.raises(Cancelled):
            room.do(many.mend_many, *rows, Stop(after))
        assert designations(room, batch) == ["लिपिक"] * 5
    room.do(many.mend_many, *rows)
    with pytest.raises(Cancelled):
        room.do(mend.undo, batch, Stop(0))
    assert designations(room, batch) == ["x"] * 3 + ["लिपिक"] * 2
    assert room.do(mend.undo, batch) == (1, 2, 3)


def test_a_mended_cell_is_judged_and_can_be_taken_back_and_done_again(room, batch):
    room.do(mend.mend, batch, 2, {"designation": "x"}, recheck)
    assert list(room.ask(grid.order, batch, Asked())) == [2, 1, 3, 4, 5]
    assert room.do(mend.undo, batch) == (2,)
    assert designations(room, batch) == ["लिपिक"] * 5
    assert room.do(mend.redo, batch) == (2,)
    assert designations(room, batch)[1] == "x"


def test_many_mended_at_once_are_taken_back_at_once_and_a_new_act_ends_what_could_be_redone(room, batch):
    _, changed = room.do(many.mend_many, batch, [1, 2, 3], "designation", FILL_X, recheck)
    assert changed == 3
    _, converted = room.do(many.mend_many, batch, [1, 2, 3, 4], "designation", Many(Way.CONVERT), recheck)
    assert converted == 3 and designations(room, batch) == ["लिपिक"] * 5
    assert room.do(mend.undo, batch) == (1, 2, 3)
    assert designations(room, batch)[:3] == ["x"] * 3
    room.do(many.mend_many, batch, [4], "designation", REPLACE, recheck)
    assert designations(room, batch)[3] == "सहायिक"
    with pytest.raises(InputError, match=r"staff\.nothing-to-redo"):
        room.do(mend.redo, batch)


def test_what_many_at_once_would_change_is_foretold_by_the_same_rule(room, batch):
    room.do(mend.mend, batch, 2, {"designation": "x"}, recheck)
    for how, before, after in (
        (FILL_X, "लिपिक", "x"),
        (REPLACE, "लिपिक", "सहायिक"),
        (Many(Way.CONVERT), "x", "लिपिक"),
    ):
        foretold = room.ask(many.foretell, batch, [1, 2, 3], "designation", how)
        assert (foretold.first[0].before, foretold.first[0].after) == (before, after)
        _, changed = room.do(many.mend_many, batch, [1, 2, 3], "designation", how, recheck)
        assert changed == foretold.rows == len(foretold.first)
        room.do(mend.undo, batch)
    assert foretold.first == (Example(3, "न2", "x", "लिपिक"),)


def test_what_does_not_change_a_row_is_no_act_that_could_be_undone(room, batch):
    _, changed = room.do(many.mend_many, batch, [1, 2], "designation", Many(Way.FILL, by="लिपिक"), recheck)
    assert changed == 0
    with pytest.raises(InputError, match=r"staff\.nothing-to-undo"):
        room.do(mend.undo, batch)


def test_a_mended_sheet_that_comes_in_is_not_undone_into_what_stood_before(room, batch):
    for number in (1, 2):
        room.do(mend.mend, batch, number, {"designation": "x"}, recheck)
    room.do(mend.undo, batch)
    taken = take_in(room, batch, sheet(row(1, designation="सहायक"), row(3)))
    assert (taken.joined, taken.changed, taken.same, taken.left) == (0, 1, 1, (2, 4, 5))
    for turn, way in ((mend.undo, "undo"), (mend.redo, "redo")):
        with pytest.raises(InputError, match=rf"staff\.nothing-to-{way}"):
            room.do(turn, batch)


def test_a_person_of_the_master_is_never_two_rows_of_one_sheet(room):
    with room.records.write() as session:
        facts = {"email": "", "mobile": "", "token": "", "name": "न1", "cells": {}, "state": "serving"}
        session.add(MasterRow(id="P", office="district", code="E1", version=1, **facts))
    made = room.do(batches.begin, "district", "a.xlsx")
    take_in(room, made, sheet(row(1)))
    room.do(mend.mend, made, 1, {"employee_code": "E9"}, recheck)
    take_in(room, made, sheet(row(1, employee_code="E9"), row(1, name="कोई और")))
    first, second = (
        each.person for each in room.ask(lambda session: session.scalars(select(StaffRow)).all())
    )
    assert first == "P" and second not in {"P", ""}


def test_what_is_foretold_of_a_mended_sheet_is_what_is_done(room, batch):
    numbered = [row(number, serial=str(number + 1), mobile=f"987650000{number}") for number in range(2, 6)]
    mended = sheet(row(9, serial="1"), *numbered, row(1, employee_code="", email="n1@up.gov.in"))
    foretold = room.ask(by_hand.foretold, batch, mended)
    taken = take_in(room, batch, mended)
    assert (taken.joined, taken.changed, taken.same) == (1, 5, 0)
    assert (len(foretold.joined), len(foretold.changed), foretold.same) == (1, 5, 0)
    told = {(change.person.name, each.field) for change in foretold.changed for each in change.changes}
    moved = {("न1", "employee_code"), ("न1", "email")}
    assert told == moved | {(f"न{number}", "mobile") for number in range(2, 6)}


def test_a_person_who_only_moves_down_the_list_is_not_told_as_changed(room, batch):
    moved = sheet(*(replace(row(at, serial=str(at)), place=Place("पत्रक", at + 9)) for at in range(5, 0, -1)))
    taken = take_in(room, batch, moved)
    assert (taken.joined, taken.changed, taken.same, taken.left) == (0, 0, 5, ())
    assert [each.place.row for each in room.ask(grid.page, batch, [1, 5])] == [10, 14]


def test_a_number_that_was_missing_makes_nobody_another_person(room):
    made = room.do(batches.begin, "district", "b.xlsx")
    nameless = [row(at, employee_code="", name=name) for at, name in enumerate(("राम", "राम", ""), 1)]
    take_in(room, made, sheet(*nameless))
    given = [
        replace(each, values={**each.values, "email": f"n{at}@up.gov.in"}) for at, each in enumerate(nameless)
    ]
    taken = take_in(room, made, sheet(*given))
    assert (taken.joined, taken.changed, taken.left) == (0, 3, ())
    other = row(2, name="सीता", employee_code="E77")
    taken = take_in(room, made, sheet(other))
    assert (taken.joined, taken.left) == (1, (1, 2, 3))


def test_a_column_that_the_mended_sheet_lacks_stays_as_it_was(room):
    made = room.do(batches.begin, "district", "b.xlsx")
    wrong = Finding(2, "section", "staff.wrong", {}, Severity.WARNING)
    full = replace(row(1, section="लेखा", aadhaar="XXXX XXXX 0001", aadhaar_token="a" * 64), findings=(wrong,))
    take_in(room, made, sheet(full, row(2, section="लेखा")))
    taken = take_in(room, made, sheet(row(1, name="सीता"), row(2)))
    assert (taken.changed, taken.same) == (1, 1)
    first, second = room.ask(grid.page, made, [1, 2])
    assert (first.values["name"], first.values["section"], second.values["section"]) == ("सीता", "लेखा", "लेखा")
    assert first.values["aadhaar"] == "XXXX XXXX 0001" and [each.key for each in first.findings] == [
        "staff.wrong"
    ]


def test_two_rows_with_one_code_are_two_rows(room):
    made = room.do(batches.begin, "district", "b.xlsx")
    twins = sheet(row(1), row(2, employee_code="E1"))
    assert take_in(room, made, twins).joined == 2
    assert take_in(room, made, twins).same == 2


def test_whoever_has_no_part_in_the_master_mends_nothing(room, batch):
    from app.accounts.model import Role

    room.at = room.at.acted_by(acting(Role.OPERATOR))
    with pytest.raises(NotAllowed):
        room.do(mend.undo, batch)


def body_of(session: Session, kind: str) -> str:
    return session.scalars(select(JournalRow.body).where(JournalRow.kind == kind)).one()


def twin(rows: list[CheckedRow], typed: Mapping[int, Mapping[str, str]]) -> list[CheckedRow]:
    """The rule here: no two rows have one mobile number."""
    mobiles = [each.values.get("mobile", "") for each in rows]
    said = [each if each and mobiles.count(each) > 1 else "" for each in mobiles]
    return [
        replace(
            row, findings=(Finding(row.place.row, "mobile", "staff.twice", {}, Severity.ERROR),) * bool(twice)
        )
        for row, twice in zip(rows, said, strict=True)
    ]


@pytest.fixture
def twins(room):
    made = room.do(batches.begin, "district", "a.xlsx")
    rows = [row(number, mobile="9876501234" if number < 3 else "") for number in range(1, 5)]
    take_in(room, made, sheet(*twin(rows, {})))
    return made


def test_a_row_that_is_there_twice_is_left_out_and_frees_the_other(room, twins):
    assert room.ask(reading.read_batch, twins).errors == 2
    assert room.do(mend.leave_out, twins, [2], "दो बार है", twin) == 1
    told = room.ask(reading.read_batch, twins)
    assert (told.rows, told.errors, told.left_out) == (3, 0, 1)
    assert list(room.ask(grid.order, twins, Asked(weight=Weight.LEFT_OUT))) == [2]
    assert 2 not in room.ask(grid.order, twins, Asked(weight=Weight.FINE))


def test_who_is_only_judged_anew_is_not_told_as_taken_back_in_whatever_order_its_cells_are_kept(room, twins):
    def turned(rows: list[CheckedRow], typed: Mapping[int, Mapping[str, str]]) -> list[CheckedRow]:
        said = [{**each.values, **typed.get(at, {})} for at, each in enumerate(rows)]
        backwards = [dict(reversed(each.items())) for each in said]
        turned_rows = [replace(row, values=values) for row, values in zip(rows, backwards, strict=True)]
        return twin(turned_rows, {})

    room.do(mend.mend, twins, 2, {"mobile": "9876509999"}, turned)
    assert room.do(mend.undo, twins) == (2,)


def test_what_was_left_out_is_taken_back_or_brought_back_and_judged_anew(room, twins):
    room.do(mend.leave_out, twins, [2], "दो बार है", twin)
    assert room.do(mend.undo, twins) == (2,)  # the first is only judged anew
    assert room.ask(reading.read_batch, twins).errors == 2
    room.do(mend.redo, twins)
    assert room.ask(reading.read_batch, twins).errors == 0
    assert room.do(mend.bring_back, twins, [1, 2], twin) == 1
    told = room.ask(reading.read_batch, twins)
    assert (told.rows, told.errors, told.left_out) == (4, 2, 0)


def test_what_is_left_out_is_never_sent_and_the_journal_tells_why(room, twins):
    room.do(mend.leave_out, twins, [2], "दो बार है", twin)
    room.do(certify.confirm, twins)
    confirmed = json.loads(room.ask(body_of, "staff.confirmed"))
    assert confirmed["rows"] == 3
    assert confirmed["left_out"] == [{"reason": "दो बार है", "lines": [3]}]


@pytest.mark.parametrize(
    ("reason", "key"), [(" ", "reason-needed"), ("999941057058 दो बार", "holds-aadhaar")]
)
def test_a_row_is_left_out_only_for_a_reason_without_an_aadhaar_number(room, twins, reason, key):
    with pytest.raises(InputError, match=rf"staff\.{key}"):
        room.do(mend.leave_out, twins, [2], reason, twin)


def test_a_name_in_hindi_is_found_by_latin_letters_as_it_sounds_and_as_it_was_mended(room, batch):
    names = {1: "सुनीता वर्मा", 2: "सुनिता देवी", 3: "अनिल वर्मा"}
    take_in(room, batch, sheet(*(row(number, name=name) for number, name in names.items())))
    heard = Heard()

    def found(typed: str) -> list[int]:
        heard.forget()
        by_sound = room.ask(heard.rows, batch, typed)
        return list(room.ask(grid.order, batch, Asked(order=Order.NUMBER, text=typed), by_sound))

    assert (found("sunita"), found("sunita verma"), found("anil"), found("E2")) == ([1, 2], [1], [3], [2])
    assert found("xyz") == []
    room.do(mend.mend, batch, 3, {"name": "सुनीता पाल"}, recheck)
    assert (found("sunita"), found("anil")) == ([1, 2, 3], [])


@pytest.mark.parametrize("descending", [False, True])
def test_an_order_that_is_remembered_is_the_one_the_rows_have_now(room, batch, descending):
    remembered = SortedRows()
    sorted_by = Asked(order=Order.FIELD, field="name", descending=descending)
    asks = (sorted_by, replace(sorted_by, text="E1"), replace(sorted_by, weight=Weight.FINE))

    def both(asked: Asked) -> tuple[list[int], list[int]]:
        return list(room.ask(remembered.order, batch, asked)), list(room.ask(grid.order, batch, asked))

    for change in (lambda: None, lambda: room.do(mend.mend, batch, 5, {"name": "अअ"}, recheck)):
        change()
        remembered.forget()
        for asked in (*asks, *asks):
            now, right = both(asked)
            assert now == right
    assert both(sorted_by)[0][0 if not descending else -1] == 5


@pytest.mark.parametrize("name", ['क "ख" [ग]', "क*", "क?", r"क\ख", "का", 'क","designation":"लिपिक'])
def test_a_row_is_found_by_exactly_what_stands_in_it_whatever_its_letters(room, batch, name):
    others = {1: "क", 2: "क ख ग", 3: "कक", 4: "Ram", 5: name}
    take_in(room, batch, sheet(*(row(number, name=each) for number, each in others.items())))
    for asked in (Asked(field="name", value=name), Asked(text=name)):
        assert list(room.ask(grid.order, batch, asked)) == [5]
    assert list(room.ask(grid.order, batch, Asked(text="rAM"))) == [4]
    assert not room.ask(grid.order, batch, Asked(field="name", value="ram"))


def test_a_remembered_order_goes_on_with_the_rows_that_are_mended_taken_back_and_done_again(room, batch):
    remembered, by_name = SortedRows(), Asked(order=Order.FIELD, field="name")
    rows = [row(number, name=name) for number, name in enumerate(("ख", "", "ग", "क", "ख"), 1)]
    take_in(room, batch, sheet(*rows))

    def follow(act: Any, *given: Any) -> None:
        with room.records.write() as session, remembered.following(session, batch):
            act(session, room.at, batch, *given)

    def is_right() -> bool:
        down = replace(by_name, descending=True)
        return all(
            room.ask(remembered.order, batch, each) == room.ask(grid.order, batch, each)
            for each in (by_name, down)
        )

    assert is_right()
    for act, *given in (
        (mend.mend, 4, {"name": "घ"}, recheck),
        (mend.mend, 1, {"name": "क"}, recheck),
        (mend.undo,),
        (mend.undo,),
        (mend.redo,),
        (mend.leave_out, [3], "दो बार है", recheck),
        (many.mend_many, [1, 5], "name", Many(Way.FILL, by="छ"), recheck),
    ):
        follow(act, *given)
        assert len(remembered._orders) == 1  # nothing is sorted anew
        assert is_right()


def test_a_second_copy_that_is_not_in_the_mended_sheet_is_nobody_who_left(room, batch):
    take_in(room, batch, sheet(*(row(number) for number in (1, 2, 2, 3, 4))))
    told = room.ask(by_hand.foretold, batch, sheet(*(row(number) for number in range(1, 5))))
    assert [each.employee_code for each in told.twice] == ["E2"]
    assert [each.employee_code for each in told.left] == ["E5"]


@pytest.mark.parametrize(("before", "after"), [("CLK(N)", "SA(N)"), ("अपना-7", "अपना-7")])
def test_a_mark_of_ours_in_the_masters_form_goes_with_the_designation_it_was_made_of(room, before, after):
    held = {"name": "न9", "designation": "लिपिक", "employee_code": "E9", "marking": before}
    told = {"token": "", "code": "E9", "email": "", "mobile": "", "state": "serving", "version": 1}
    with room.records.write() as session:
        session.add(MasterRow(id="p9", office="district", name="न9", cells=held, **told))
    made = room.do(batches.begin, "district", "form.xlsx")
    take_in(room, made, sheet(row(9, marking=before, designation="वरिष्ठ सहायक")))
    (now,) = room.ask(grid.page, made, [1])
    assert now.values["marking"] == after
