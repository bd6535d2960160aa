"""A new sheet says otherwise than what was mended by hand: it is told, and nothing of either is lost."""

from dataclasses import replace
from typing import Any

import pytest

from app.errors import InputError
from app.staff.model import RowState
from app.staff.sheets.model import Answers, Finding, Mends, Place, Severity
from tests.integration.staff import sheets
from tests.integration.staff.sheets import OFFICE, sheet

NAMES = ("", "सीता देवी", "अनिल वर्मा", "राम प्रसाद", "गीता यादव", "मोहन लाल")


def row(number: int, **changed: str) -> Any:
    return sheets.row(number, **({"name": NAMES[number]} | changed))


def wrong_mail(number: int) -> Any:
    return replace(sheets.wrong_mail(number), values=row(number, email=f"emp{number}@gmail.com").values)


def numbered(staff: Any, batch: str) -> Any:
    return {each.number: each for each in staff.rows(batch, range(1, 5))}


@pytest.fixture
def mended(neha: Any) -> Any:
    """The mail of the second is mended by hand, and the third left out."""
    staff = neha.office.staff
    batch, _ = staff.begin(OFFICE, "basic.xlsx", sheet(row(1), wrong_mail(2), row(3)))
    staff.mend(batch.id, 2, {"email": "emp2@up.gov.in"})
    staff.leave_out(batch.id, [3], "दूसरे कार्यालय के हैं")
    return staff, batch.id


def again() -> Any:
    """The office sends its old mistake again, and other things of the first and the third."""
    return sheet(row(1, section="लेखा"), wrong_mail(2), row(3, section="लेखा"))


def test_what_a_new_sheet_writes_over_is_told_before_it_is_taken(mended):
    staff, batch = mended
    told = staff.diff(batch, again())
    ((change,),) = (each.changes for each in told.mended)
    assert (change.field, change.before, change.after) == ("email", "emp2@up.gov.in", "emp2@gmail.com")
    assert [each.employee_code for each in told.brought_back] == ["E000003"]
    assert staff.diff(batch, sheet(row(1, section="लेखा"), row(2))).mended == ()


def test_mends_are_kept_beside_what_is_new_and_one_undo_takes_the_sheets(mended):
    staff, batch = mended
    taken = staff.take_in(batch, again())
    rows = numbered(staff, batch)
    assert (taken.changed, taken.same, taken.mends_kept) == (2, 1, 2)  # of the second nothing else came
    assert (rows[1].values["section"], rows[2].values["email"]) == ("लेखा", "emp2@up.gov.in")
    assert (staff.batch(batch).errors, staff.batch(batch).left_out) == (0, 1)
    assert staff.take_in(batch, again()).mends_kept == 1  # the next sheet is held against them likewise
    assert staff.batch(batch).left_out == 1

    assert staff.undo(batch) == (2,)
    assert staff.batch(batch).errors == 1
    with pytest.raises(InputError, match=r"staff\.nothing-to-undo"):
        staff.undo(batch)


def test_what_the_sheet_says_is_taken_where_a_person_says_so_and_is_no_mend_afterwards(mended):
    staff, batch = mended
    taken = staff.take_in(batch, again(), said=Answers(Mends.SHEET))
    assert taken.mends_kept == 0
    assert numbered(staff, batch)[2].raw.get("email", "emp2@gmail.com") == "emp2@gmail.com"
    assert (staff.batch(batch).errors, staff.batch(batch).left_out) == (1, 0)
    told = staff.diff(batch, sheet(row(1), row(2), row(3)))
    assert (told.mended, told.brought_back) == ((), ())


def test_a_number_that_was_typed_by_hand_stays_by_its_token_where_the_sheet_has_none(neha):
    staff = neha.office.staff
    batch, _ = staff.begin(OFFICE, "basic.xlsx", sheet(row(1, aadhaar="", aadhaar_token="")))
    staff.mend(batch.id, 1, {"aadhaar": "999941057058"})
    held = numbered(staff, batch.id)[1].values["aadhaar"]
    staff.take_in(batch.id, sheet(row(1, section="लेखा")))  # says another number
    (after,) = numbered(staff, batch.id).values()
    assert (after.values["aadhaar"], after.values["section"], after.findings) == (held, "लेखा", ())


def test_who_shared_a_number_and_got_one_of_their_own_keeps_what_was_mended_of_them(neha):
    """The earlier line was mended by hand; the later one comes back as it was, a line further down."""
    staff = neha.office.staff
    shared = Finding(3, "aadhaar", "duplicate.aadhaar", {"rows": "2", "count": 1}, Severity.ERROR)
    later = replace(row(2, name="राम प्रसाद"), findings=(shared,))
    earlier = row(1, name="राम प्रसाद", employee_code="1", aadhaar_token=f"{2:064x}")
    batch, _ = staff.begin(OFFICE, "basic.xlsx", sheet(earlier, later))
    staff.mend(batch.id, 1, {"relation": "मदन मोहन"})

    later = replace(later, findings=())
    own = row(1, name="राम प्रसाद", relation="मोहन", employee_code="0001", email="own@up.gov.in")
    new = sheet(*(replace(each, place=Place("Sheet1", each.place.row + 1)) for each in (own, later)))
    told = staff.diff(batch.id, new)
    assert [each.employee_code for each in (told.mended[0].person, told.changed[0].person)] == ["0001"] * 2
    assert (told.joined, told.left, told.twice, told.same) == ((), (), (), 1)
    staff.take_in(batch.id, new)
    rows = numbered(staff, batch.id)
    assert [(each.values["employee_code"], each.values.get("relation")) for each in rows.values()] == [
        ("0001", "मदन मोहन"),
        ("E000002", None),
    ]
    assert rows[2].findings == ()  # nobody shares the number any more, though nothing was mended here


def test_who_is_not_in_the_new_sheet_is_called_by_the_file_before_and_judged_beside_the_new(neha):
    """The second is not in the new file; in that line stands another now, who has taken over the address."""
    staff = neha.office.staff
    batch, _ = staff.begin(OFFICE, "मूल.xlsx", sheet(row(1), row(2)))
    next_ = replace(row(3, email="emp2@up.gov.in"), place=Place("Sheet1", 3))
    staff.take_in(batch.id, sheet(row(1), next_), "नई.xlsx")
    _, stays, came = numbered(staff, batch.id).values()
    assert (stays.place, stays.place.is_earlier) == (Place("मूल.xlsx › Sheet1", 3), True)
    assert [(each.key, each.facts["rows"]) for each in stays.findings] == [("duplicate.email", "Sheet1: 3")]
    assert [each.facts["rows"] for each in came.findings] == ["मूल.xlsx › Sheet1: 3"]

    staff.take_in(batch.id, sheet(row(1)), "तीसरी.xlsx")
    assert numbered(staff, batch.id)[2].place == stays.place
    staff.take_in(batch.id, sheet(row(1), row(2)), "चौथी.xlsx")
    assert numbered(staff, batch.id)[2].place == Place("Sheet1", 3)


def test_of_two_rows_each_gets_its_own_answer(mended):
    """The mend of the second gives way and the third stays out; of two who are not in the sheet one goes."""
    staff, batch = mended
    staff.take_in(batch, sheet(row(1), row(2, email="emp2@up.gov.in"), row(3), row(4), row(5)))
    told = staff.diff(batch, again())
    asked = [each.person.number for each in told.mended] + [each.number for each in told.brought_back]
    assert (asked, [each.number for each in told.left]) == ([2, 3], [4, 5])
    taken = staff.take_in(batch, again(), said=Answers(frozenset({3}), "अब यहाँ नहीं", frozenset({5})))
    assert (taken.mends_kept, taken.left, taken.left_out) == (1, (4, 5), 1)
    rows = {each.number: each for each in staff.rows(batch, range(1, 6))}
    assert rows[2].values["email"] == "emp2@gmail.com"
    assert [number for number, each in rows.items() if each.state is RowState.LEFT_OUT] == [3, 5]
