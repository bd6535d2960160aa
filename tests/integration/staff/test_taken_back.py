"""A sheet that should not have come is taken out again: every row stands as before it, and nothing else goes."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from app.errors import InputError
from app.staff.model import LastTaken
from app.staff.sheets.model import Answers, Finding, Place, Severity
from tests.integration.staff.sheets import OFFICE, sheet
from tests.integration.staff import sheets
from tests.integration.staff.test_mends_and_a_new_sheet import numbered, row, wrong_mail

_ROWS = """SELECT number, sheet, line, person, key, token, json(cells), json(raw), json(findings), weight, state
FROM staff_row ORDER BY number"""


def rows_of(desk):
    with closing(sqlite3.connect(desk.home / "records.sqlite3")) as records:
        source = records.execute("SELECT value FROM mark WHERE name LIKE 'staff.sheet:%'").fetchall()
        return records.execute(_ROWS).fetchall(), source


def test_the_last_sheet_is_taken_out_again_with_all_that_was_done_since(neha):
    staff = neha.office.staff
    last = staff.last_sheet
    batch = staff.begin(OFFICE, "मूल.xlsx", sheet(row(1), wrong_mail(2), row(3), row(5)))[0].id
    staff.mend(batch, 2, {"email": "emp2@up.gov.in"})
    staff.leave_out(batch, [3], "दूसरे कार्यालय के हैं")
    assert last.of(batch) is None  # the first sheet is given up with the batch
    before = rows_of(neha)

    other = sheet(row(4), row(1, section="लेखा", email="emp5@up.gov.in"), wrong_mail(2), row(3, section="लेखा"))
    staff.take_in(batch, other, "ग़लत.xlsx", Answers(frozenset(), "अब यहाँ नहीं", frozenset({4})))
    staff.mend(batch, 5, {"name": "मोहन कुमार"})
    staff.undo(batch)
    staff.mend(batch, 1, {"name": "सीता सिंह"})
    assert staff.batch(batch).file_name == "ग़लत.xlsx"
    assert last.of(batch) == LastTaken("ग़लत.xlsx", "मूल.xlsx", joined=1, changed=3, mended=1)

    with pytest.raises(InputError, match=r"staff\.reason-needed"):
        last.take_back(batch, " ")
    last.take_back(batch, "दूसरे कार्यालय की फ़ाइल थी")
    assert (rows_of(neha), staff.batch(batch).file_name) == (before, "मूल.xlsx")
    assert last.of(batch) is None
    with pytest.raises(InputError, match=r"staff\.nothing-to-take-back"):
        last.take_back(batch, "दोबारा")
    assert [each.person.employee_code for each in staff.diff(batch, other).mended] == ["E000002"]
    assert staff.take_in(batch, other, "ग़लत.xlsx").joined == 1  # as if it had never been there
    last.take_back(batch, "अब भी ग़लत")
    assert rows_of(neha) == before

    staff.take_in(batch, sheet(row(1), row(2), row(5)))
    staff.confirm(batch)
    staff.open_again(batch, "एक नाम छूट गया")
    assert last.of(batch) is None  # it was confirmed since
    assert numbered(staff, batch)[2].values["email"] == "emp2@up.gov.in"
    neha.sync()
    assert (neha.office.link.attention(), neha.office.link.outbox()) == ((), ())


def test_rows_of_which_only_the_line_moved_are_not_counted_as_changed(neha):
    def doubtful(number, line):
        found = Finding(line, "designation", "staff.designation-unknown", {}, Severity.WARNING, "")
        return replace(sheets.row(number, found), place=Place("Sheet1", line))

    staff = neha.office.staff
    batch = staff.begin(OFFICE, "मूल.xlsx", sheet(*(doubtful(each, each + 1) for each in range(1, 6))))[0].id
    fewer = sheet(doubtful(1, 2), *(doubtful(each, each) for each in range(3, 6)))

    taken = staff.take_in(batch, fewer, "कम.xlsx")

    assert (taken.changed, taken.same) == (0, 4)
    assert staff.last_sheet.of(batch) == LastTaken("कम.xlsx", "मूल.xlsx", joined=0, changed=0, mended=0)
