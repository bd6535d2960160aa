"""A sheet brings somebody of its own office who was relieved, or died: nobody serves again unless a person says so."""

from dataclasses import replace

import pytest

from app.base.days import office_day
from app.staff.model import BatchState, RowState
from app.staff.posts import Change, Move
from app.staff.sheets.model import Answers, Severity
from tests.integration.staff.sheets import OFFICE, certify
from tests.integration.staff_sheets.sheets import HEADER, person

CODE = "TR-LKO-EDU"


def to_centre(desk, batch):
    desk.office.staff.confirm(batch)
    certify(desk, batch)
    desk.office.staff.upload(batch)
    desk.sync()
    return desk.office.staff.batch(batch)


def came(desk, *rows):
    text = "\n".join("\t".join(map(str, each)) for each in (HEADER, *rows))
    return desk.office.staff.check_text(text, CODE)


def leaves(desk, code, change):
    (known,) = desk.office.staff.find(code)
    today = office_day(desk.clock.now())
    desk.office.staff.offices.make(Move(change, known.id, "", today, f"7/{change}"))
    return known.id


def keys(staff, batch):
    return {each.number: [found.key for found in each.findings] for each in staff.rows(batch, range(1, 9))}


@pytest.fixture
def relieved(signed_for):
    """Two serve, and the first was relieved since."""
    staff = signed_for.office.staff
    first, _ = staff.begin(OFFICE, "basic.xlsx", came(signed_for, person(0), person(1)))
    assert to_centre(signed_for, first.id).state is BatchState.DONE
    leaves(signed_for, "E0000", Change.RELIEVED)
    return signed_for


def test_who_left_is_left_out_until_a_person_says_that_they_serve_again_and_the_centre_asks_as_well(relieved):
    whom_a_sheet_lacks_is_told_until_their_row_comes(relieved)
    staff, sheet = relieved.office.staff, came(relieved, person(0), person(1), person(2))
    assert [(each.employee_code, each.number) for each in staff.diff(OFFICE, sheet).returning] == [
        ("E0000", 1)
    ]
    batch, taken = staff.begin(OFFICE, "next.xlsx", sheet)
    assert (taken.returning, staff.batch(batch.id).left_out) == (1, 1)
    staff.bring_back(batch.id, [1])
    assert keys(staff, batch.id)[1] == ["duplicate.back-relieved"]
    assert staff.diff(batch.id, sheet).returning == ()  # it was answered
    assert staff.take_in(batch.id, sheet).returning == 0

    leaves(relieved, "E0001", Change.RETIRED)  # while their row is in the open sheet
    assert staff.beside.tell(batch.id) == 1
    assert keys(staff, batch.id)[2] == ["duplicate.back-retired"]
    staff.drop(batch.id, "दोबारा")

    again, taken = staff.begin(OFFICE, "next.xlsx", sheet, Answers(returning=frozenset({1})))
    (first, second, _) = staff.rows(again.id, range(1, 4))
    assert (first.state, second.state, taken.returning) == (RowState.OPEN, RowState.OPEN, 0)
    told = came(relieved, person(0), person(1))
    assert [each.number for each in staff.diff(OFFICE, told).returning] == [1, 2]
    staff.drop(again.id, "दोबारा")
    the_centre_asks_as_well(relieved, told)


def whom_a_sheet_lacks_is_told_until_their_row_comes(relieved):
    """Who left already is not asked about; under another code one may be the same."""
    staff = relieved.office.staff
    batch, _ = staff.begin(OFFICE, "short.xlsx", came(relieved, person(2)))
    (lacks,) = staff.missing.of(batch.id)
    assert (lacks.values["employee_code"], lacks.stays) == ("E0001", False)
    staff.missing.stay(batch.id, [lacks.person])
    assert staff.missing.of(batch.id)[0].stays
    staff.mend(batch.id, 1, {name: lacks.values[name] for name in ("name", "email")})
    assert staff.missing.of(batch.id) == ()
    staff.leave_out(batch.id, [1], "दो बार है")
    assert [each.person for each in staff.missing.of(batch.id)] == [lacks.person]
    staff.drop(batch.id, "दोबारा")


def the_centre_asks_as_well(relieved, told):
    """The desk was not told in time; and of whoever died nobody says that they serve."""
    staff = relieved.office.staff
    unaware = replace(told, rows=tuple(replace(each, findings=()) for each in told.rows))
    batch, _ = staff.begin(OFFICE, "late.xlsx", unaware)
    back = to_centre(relieved, batch.id)
    (refused, _) = staff.rows(batch.id, [1, 2])
    assert [(each.key, each.severity) for each in refused.findings] == [
        ("staff.left-service", Severity.WARNING)
    ]
    assert (back.errors, refused.will_come_back, staff.find("E0000")[0].state) == (0, True, "relieved")
    assert staff.beside.tell(batch.id) == 2  # the second retired as well
    assert keys(staff, batch.id) == {1: ["duplicate.back-relieved"], 2: ["duplicate.back-retired"]}
    done = to_centre(relieved, batch.id)
    assert (done.state, staff.find("E0000")[0].state) == (BatchState.DONE, "serving")

    leaves(relieved, "E0000", Change.DIED)
    (found,) = came(relieved, person(0)).rows[0].findings  # said once, of the person
    assert (found.field, found.severity) == ("name", Severity.ERROR)
    (row,) = told.rows[:1]
    doubtful = tuple(replace(each, severity=Severity.WARNING) for each in row.findings)
    sheet = replace(told, rows=(replace(row, findings=doubtful),))
    dead, _ = staff.begin(OFFICE, "dead.xlsx", sheet, Answers(returning=frozenset({1})))
    assert to_centre(relieved, dead.id).progress.refused == 1
    assert staff.find("E0000")[0].state == "died"
    assert relieved.office.link.attention() == ()
