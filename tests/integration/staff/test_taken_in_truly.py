"""What stands in the grid is what the office sent: mended or sent again, nothing is doubled, turned or lost on the way."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.staff.model import BatchState
from app.staff.records import BatchRow
from app.staff.sheets.model import CheckedRow, ColumnMapping, Finding, Many, Place, Severity, Way
from tests.integration.staff.sheets import OFFICE, row, sheet

HEADER = "नाम;पदनाम;मोबाइल नं0;ई-मेल;कर्मचारी कोड\n"


def text(file: Path, *lines: str) -> Path:
    file.write_text(HEADER + "".join(f"{line}\n" for line in lines))
    return file


def told(found: Any, field: str) -> list[tuple[str, Severity]]:
    return [(each.key, each.severity) for each in found.findings if each.field == field]


def test_who_stands_in_the_open_sheet_of_another_office_is_told_while_that_sheet_has_them(
    neha, tmp_path: Path
):
    staff = neha.office.staff
    batch, _ = staff.begin(OFFICE, "basic.xlsx", sheet(row(1, name="सीता देवी")))
    health = text(
        tmp_path / "health.csv",
        "सीता देवी;लिपिक;9800000001;emp1@up.gov.in;E000001",
        "अनिल वर्मा;लिपिक;9800000001;other@up.gov.in;E000009",
    )
    same, other = staff.check(health, "TR-LKO-CMO").rows
    assert told(same, "email") == [("duplicate.open-same", Severity.WARNING)]
    assert ("duplicate.open-sheet", Severity.ERROR) in told(other, "mobile")
    said = next(each for each in same.findings if each.field == "email")
    assert (said.facts["name"], said.facts["office"], said.facts["line"]) == ("सीता देवी", "TR-LKO-EDU", 2)
    assert not told(staff.check(health, "TR-LKO-EDU").rows[0], "email")
    later, _ = staff.begin("hod-health", "health.csv", staff.check(health, "TR-LKO-CMO"))
    assert not told(staff.rows(batch.id, [1])[0], "email")
    assert (staff.beside.tell(batch.id), staff.beside.tell(batch.id)) == (1, 0)
    (first,) = staff.rows(batch.id, [1])  # the earlier one hears of it when it is shown
    assert told(first, "email") == [("duplicate.open-same", Severity.WARNING)]
    assert staff.batch(batch.id).warnings == 1
    staff.drop(later.id, "दो बार आई")
    assert staff.beside.tell(batch.id) == 1
    assert not told(staff.rows(batch.id, [1])[0], "email")
    staff.leave_out(batch.id, [1], "दूसरे कार्यालय के हैं")
    assert not told(staff.check(health, "TR-LKO-CMO").rows[0], "email")


def test_a_line_of_nobody_that_was_left_out_stays_out_wherever_it_stands_when_it_comes_again(neha):
    staff = neha.office.staff
    signature = CheckedRow(Place("Sheet1", 24), {}, {"superannuation": "जिला विद्यालय निरीक्षक"})
    batch, _ = staff.begin(OFFICE, "basic.xlsx", sheet(row(1), signature))
    staff.leave_out(batch.id, [2], "हस्ताक्षर है")
    again = sheet(row(1), replace(signature, place=Place("सूची", 17)))
    assert staff.diff(batch.id, again).is_empty
    taken = staff.take_in(batch.id, again)
    assert (taken.joined, staff.batch(batch.id).left_out) == (0, 1)
    fresh = replace(signature, raw={"superannuation": "लिपिक"})
    assert [each.name for each in staff.diff(batch.id, sheet(row(1), fresh)).joined] == ["लिपिक"]


def test_the_same_file_taken_in_twice_says_the_same_though_its_old_mark_was_made_anew(neha):
    staff = neha.office.staff
    batch, _ = staff.begin(OFFICE, "basic.xlsx", sheet(row(1, name="Amit Singh", marking="CLK(AS)")))
    mended = sheet(row(1, name="Amit Singh", marking="CLK(AS)", designation="लेखाकार"))
    mended = replace(mended, mapping=ColumnMapping("TR-LKO-EDU", {"मार्किंग": "marking"}))
    staff.take_in(batch.id, mended)
    assert staff.rows(batch.id, [1])[0].values["marking"] == "ACCT(AS)"
    assert staff.diff(batch.id, mended).is_empty
    assert staff.take_in(batch.id, mended).same == 1
    assert staff.rows(batch.id, [1])[0].values["marking"] == "ACCT(AS)"


def test_what_was_decided_of_fonts_stays_decided_when_a_row_is_mended(neha, tmp_path: Path):
    staff = neha.office.staff
    names = ("jke dqekj", "Lucky Ali", "dey", "lhrk nsoh")
    lines = (f"{name};लिपिक;98000000{at:02};e{at}@up.gov.in;E0{at:04}" for at, name in enumerate(names))
    batch, _ = staff.begin(OFFICE, "kd.csv", staff.check(text(tmp_path / "kd.csv", *lines), "TR-LKO-EDU"))
    for number in (1, 2, 3):
        staff.mend(batch.id, number, {"designation": "लेखाकार"})
    rows = staff.rows(batch.id, [1, 2, 3])
    assert [each.values["name"] for each in rows] == ["राम कुमार", "Lucky Ali", "dey"]
    assert rows[0].raw["name"] == "jke dqekj"
    assert told(rows[2], "name") == [("cell.font-doubtful", Severity.WARNING)]
    staff.mend(batch.id, 3, {"name": "कमल"})
    staff.mend(batch.id, 2, {"name": "lat;"})
    rows = staff.rows(batch.id, [2, 3])
    assert [(each.values["name"], told(each, "name")) for each in rows] == [("संजय", []), ("कमल", [])]


def test_what_the_file_alone_shows_stays_told_until_that_very_cell_is_typed(neha):
    staff = neha.office.staff
    hidden = Finding(2, "", "row.hidden", {}, Severity.WARNING)
    short = Finding(2, "employee_code", "code.zeros-lost", {"digits": 6}, Severity.ERROR)
    computed = Finding(2, "name", "cell.formula", {"cell": "B2"}, Severity.ERROR, "सीता देवी")
    of_file = row(1, computed, short, hidden, name="", employee_code="129")
    batch, _ = staff.begin(OFFICE, "basic.xlsx", sheet(of_file, row(2)))

    def shown() -> list[str]:
        found = staff.rows(batch.id, [1])[0].findings
        return [each.key for each in found if each.field in {"", "name", "employee_code"}]

    staff.mend(batch.id, 1, {"section": "लेखा"})
    assert shown() == ["cell.formula", "code.zeros-lost", "row.hidden"]
    staff.mend_many(batch.id, [1, 2], "class", Many(Way.FILL, by="2"))
    staff.mend(batch.id, 1, {"name": "सीता देवी"})
    assert shown() == ["code.zeros-lost", "row.hidden"]
    staff.mend(batch.id, 1, {"employee_code": "000129"})
    assert shown() == ["row.hidden"]


def test_an_office_that_sent_its_sheet_long_ago_is_not_told_to_have_sent_none(neha):
    first = neha.clock.now() - timedelta(days=900)

    def row_of(number: int, state: BatchState) -> BatchRow:
        day = first + timedelta(days=number)
        return BatchRow(
            id=f"b-{number}",
            office="hod-health" if number == 0 else OFFICE,
            file_name="basic.xlsx",
            state=state.value,
            begun_by="person-neha",
            created_at=day,
            updated_at=day,
        )

    with neha.office._desk.records.write() as session:
        session.add_all(row_of(number, BatchState.DROPPED) for number in range(1, 520))
        session.add(row_of(0, BatchState.DONE))
    shown = neha.office.staff.batches()
    assert (len(shown), shown[-1].office, shown[0].id) == (500, "hod-health", "b-519")
