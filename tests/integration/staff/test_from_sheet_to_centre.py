"""An office's sheet: taken in, mended, confirmed, certified, sent, and what was refused comes back."""

from argparse import Namespace
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import InputError, NotAllowed, WrongStep
from app.base.days import day_words, office_day
from app.base.words import Words
from app.staff.model import Asked, BatchState, RowState, Weight
from app.staff.posts import Change, Move, NewPost
from app.staff.sheets.model import ColumnMapping, Many, MistakeKind, Severity, Way
from door.employees import _taken
from tests.integration.staff.sheets import OFFICE, certify, many, row, sheet, sit, wrong_mail


def to_centre(desk, batch):
    desk.office.staff.confirm(batch)
    certify(desk, batch)
    desk.office.staff.upload(batch)
    desk.sync()
    return desk.office.staff.batch(batch)


def test_certified_rows_reach_the_master_of_every_desk_concerned(signed_for, new_officer, training_centre):
    staff = signed_for.office.staff
    batch, taken = staff.begin(OFFICE, "basic.xlsx", many(600))
    assert (taken.joined, batch.state) == (600, BatchState.WORKING)
    done = to_centre(signed_for, batch.id)
    assert (done.state, done.progress.accepted, done.progress.refused) == (BatchState.DONE, 600, 0)
    assert signed_for.office.link.attention() == ()
    other = new_officer(training_centre, "meena")
    other.sync()
    assert len(other.office.staff.people(OFFICE)) == 500
    assert other.office.staff.find("E000600")[0].values["name"] == "कर्मचारी 600"


def test_a_row_with_an_error_cannot_be_confirmed_and_a_mended_sheet_never_doubles_it(neha):
    staff = neha.office.staff
    batch, _ = staff.begin(OFFICE, "basic.xlsx", sheet(row(1), wrong_mail(2)))
    with pytest.raises(InputError, match=r"staff\.errors-left"):
        staff.confirm(batch.id)
    taken = staff.take_in(batch.id, sheet(row(1), row(2), row(3)))
    assert (taken.joined, taken.changed, taken.same, taken.left) == (1, 1, 1, ())
    assert staff.confirm(batch.id).state is BatchState.CONFIRMED
    assert staff.batch(batch.id).rows == 3


def test_who_made_the_sheet_does_not_certify_it_and_certified_rows_are_locked(signed_for):
    staff = signed_for.office.staff
    batch, _ = staff.begin(OFFICE, "basic.xlsx", many(3))
    staff.confirm(batch.id)
    with pytest.raises(NotAllowed):
        staff.to_certify(batch.id)
    assert certify(signed_for, batch.id).state is BatchState.CERTIFIED
    with pytest.raises(WrongStep, match=r"staff\.locked"):
        staff.mend_many(batch.id, [1], "section", Many(Way.FILL, by="स्थापना"))
    opened = staff.open_again(batch.id, "एक नाम छूट गया")
    assert (opened.state, opened.certification) == (BatchState.WORKING, None)


def test_one_row_the_centre_refuses_comes_back_into_the_same_grid_and_the_others_are_kept(signed_for):
    staff = signed_for.office.staff
    first, _ = staff.begin(OFFICE, "basic.xlsx", many(3))
    to_centre(signed_for, first.id)
    card = next(each for each in staff.offices.all() if each.id == OFFICE)
    again = Namespace(file=Path("again.xlsx"), mends="keep", answers=None)
    *_, told = _taken(signed_for.office, card, again, many(1))
    assert told == {"joined": 0, "changed": 0, "same": 1, "left": 2}  # against the master
    second, _ = staff.begin("hod-health", "cmo.xlsx", sheet(row(10), row(11, email="emp2@up.gov.in")))
    back = to_centre(signed_for, second.id)
    assert (back.state, back.progress.accepted, back.progress.refused) == (BatchState.WORKING, 1, 1)
    (number,) = staff.order(second.id, Asked(state=RowState.REFUSED))
    (refused,) = staff.rows(second.id, [number])
    assert [(each.field, each.key) for each in refused.findings] == [("email", "staff.email-taken")]
    for kind in staff.findings(second.id):  # what is counted is found again by its kind
        assert len(staff.order(second.id, Asked(finding=kind.key, found_in=kind.field))) == kind.rows
    staff.take_in(second.id, sheet(row(10), row(11)))
    done = to_centre(signed_for, second.id)
    assert (done.state, done.progress.accepted) == (BatchState.DONE, 2)
    assert signed_for.office.link.attention() == ()


def test_a_person_in_two_open_sheets_is_told_where_they_serve_and_comes_over_once_relieved_there(signed_for):
    staff, health = signed_for.office.staff, "hod-health"
    first, _ = staff.begin(OFFICE, "edu.xlsx", many(2))
    second, _ = staff.begin(health, "health.xlsx", sheet(row(1), row(3)))
    to_centre(signed_for, first.id)
    back = to_centre(signed_for, second.id)
    (number,) = staff.order(second.id, Asked(state=RowState.REFUSED))
    (refused,) = staff.rows(second.id, [number])
    (said,) = refused.findings
    assert (said.key, said.severity) == ("staff.served-elsewhere", Severity.WARNING)
    day = day_words(office_day(signed_for.clock.now()))  # this desk may not hear of a later one
    assert said.facts == {"office": "TR-LKO-EDU", "name": "कर्मचारी 1", "day": day}
    assert (back.state, back.errors) == (BatchState.WORKING, 0)  # nothing in the row is to be mended
    assert staff.beside.tell(second.id) == 1
    told = {each.key for each in staff.rows(second.id, [number])[0].findings}
    assert told == {"staff.served-elsewhere", "duplicate.transferred"}
    person, offices = staff.find("E000001")[0], staff.offices
    relieves = Move(Change.RELIEVED, person.id, "", office_day(signed_for.clock.now()), "7/2026")
    with pytest.raises(InputError, match=r"staff\.leaves-later"):
        offices.before(replace(relieves, on=relieves.on + timedelta(days=1)))
    with pytest.raises(InputError, match=r"staff\.holds-aadhaar"):
        offices.make(replace(relieves, order="999941057058"))
    offices.make(relieves)
    assert [each.in_master for each in offices.all() if each.id == OFFICE] == [1]
    assert [each.thing.called.hi for each in signed_for.office.link.outbox()] == ["कर्मचारी 1"]
    offices.cancel(offices.changes(OFFICE)[0].id, "8/2026")
    signed_for.sync()
    assert staff.find("E000001")[0].state == "serving"
    clerk = NewPost(Words("लिपिक", "Clerk"), ("dealing-hand",), Words("कर्मचारी 1", "Employee 1"))
    offices.give_post(person.id, clerk, relieves.on + timedelta(days=9), "9/2026")
    with pytest.raises(InputError, match=r"staff\.holds-post"):  # the centre would refuse it
        offices.before(relieves)
    signed_for.sync()
    offices.cancel(offices.changes(OFFICE)[0].id, "10/2026")
    offices.make(relieves)
    with pytest.raises(InputError, match=r"staff\.not-serving"):
        offices.before(relieves)
    signed_for.sync()
    assert signed_for.office.link.attention() == ()
    assert staff.beside.tell(second.id) == 1
    (left,) = staff.rows(second.id, [number])
    assert {each.key for each in left.findings} == {"duplicate.came-from"}
    done = to_centre(signed_for, second.id)
    assert (done.state, done.progress.accepted) == (BatchState.DONE, 2)
    (moved,) = staff.find("E000001")
    assert (moved.id, moved.office, moved.state) == (person.id, health, "serving")
    assert signed_for.office.link.attention() == ()


def test_a_second_clerk_is_told_and_nothing_of_theirs_is_taken(neha, new_officer, training_centre):
    meena = new_officer(training_centre, "meena")
    neha.office.staff.begin(OFFICE, "basic.xlsx", many(2))
    late, _ = meena.office.staff.begin(OFFICE, "basic-2.xlsx", many(5))
    with pytest.raises(InputError, match=r"staff\.batch-open"):
        neha.office.staff.begin(OFFICE, "again.xlsx", many(1))
    neha.sync()
    meena.sync()
    assert meena.office.staff.batch(late.id).state is BatchState.ELSEWHERE
    with pytest.raises(InputError, match=r"staff\.batch-elsewhere"):
        meena.office.staff.begin(OFFICE, "basic-3.xlsx", many(5))
    with pytest.raises(InputError) as told:
        meena.office.staff.require_takes(OFFICE)  # before a file is read
    assert told.value.facts["by"] == "नेहा गुप्ता / Neha Gupta"
    assert meena.office.staff.elsewhere()[OFFICE].en == "Neha Gupta"
    assert neha.office.staff.batches()[0].rows == 2


def test_a_pause_a_lost_line_and_a_cancel_leave_nothing_half_done(signed_for, training_centre):
    staff = signed_for.office.staff
    batch, _ = staff.begin(OFFICE, "basic.xlsx", many(3001))
    staff.confirm(batch.id)
    certify(signed_for, batch.id)
    staff.upload(batch.id)
    assert staff.pause(batch.id).progress.sent == 0
    signed_for.sync()
    assert staff.batch(batch.id).progress.answered == 0
    training_centre.behave(down=True)
    staff.resume(batch.id)
    signed_for.sync()
    assert staff.pause(batch.id).progress.sent > 0  # tried: whether they are there, nobody here knows
    assert staff.batch(batch.id).progress.answered == 0
    training_centre.behave(down=False)
    signed_for.sync()
    paused = staff.batch(batch.id).progress
    assert paused.paused and 0 < paused.accepted < 3001 and paused.sent == 0
    opened = staff.cancel(batch.id)
    assert (opened.state, opened.progress.accepted) == (BatchState.WORKING, paused.accepted)
    assert to_centre(signed_for, batch.id).progress.accepted == 3001


def test_what_is_stopped_before_it_left_does_not_leave(signed_for):
    staff = signed_for.office.staff
    batch, _ = staff.begin(OFFICE, "basic.xlsx", many(6))
    staff.confirm(batch.id)
    certify(signed_for, batch.id)
    staff.upload(batch.id)
    assert staff.cancel(batch.id).state is BatchState.WORKING
    signed_for.sync()
    stopped = staff.batch(batch.id)
    assert (stopped.state, stopped.progress.accepted, staff.people(OFFICE)) == (BatchState.WORKING, 0, ())
    assert signed_for.office.link.attention() == ()
    assert to_centre(signed_for, batch.id).progress.accepted == 6


def test_what_is_shown_is_what_is_signed(signed_for):
    staff = signed_for.office.staff
    batch, _ = staff.begin(OFFICE, "basic.xlsx", many(3))
    staff.require_takes(OFFICE)
    staff.confirm(batch.id)
    with pytest.raises(WrongStep, match=r"staff\.locked"):
        staff.require_takes(OFFICE)
    sit(signed_for, "raghav")
    signed_for.unlock()
    shown = staff.to_certify(batch.id)
    staff.open_again(batch.id, "सुधार")
    sit(signed_for, "neha")
    staff.take_in(batch.id, sheet(row(1, name="और नाम")))
    staff.confirm(batch.id)
    sit(signed_for, "raghav")
    signed_for.unlock()
    with pytest.raises(InputError, match=r"staff\.moved-on"):
        staff.certify(shown)
    assert staff.batch(batch.id).state is BatchState.CONFIRMED


def test_the_grid_shows_errors_first_and_finds_words_in_cells_only(neha):
    staff = neha.office.staff
    batch, _ = staff.begin(OFFICE, "basic.xlsx", sheet(row(1), row(2), wrong_mail(3), row(4, name="सीता")))
    assert list(staff.order(batch.id, Asked())) == [3, 1, 2, 4]
    assert list(staff.order(batch.id, Asked(text="सीता"))) == [4]
    assert list(staff.order(batch.id, Asked(text="designation"))) == []
    assert list(staff.order(batch.id, Asked(weight=Weight.ERROR))) == [3]
    in_email = Asked(finding="staff.email-wrong", found_in="email")
    assert list(staff.order(batch.id, in_email)) == [3]
    assert list(staff.order(batch.id, Asked(finding="staff.email-wrong", found_in="mobile"))) == []
    assert staff.findings(batch.id) == (MistakeKind("email", "staff.email-wrong", 1),)
    assert staff.choices(batch.id, "designation") == (("लिपिक", 4),)


def test_our_mark_goes_with_the_designation_and_the_one_that_the_office_wrote_stays(neha):
    staff = neha.office.staff
    rows = [row(1, name="Ram Lal"), row(2, name="Ravi Lal"), row(3, name="Rita Lal", marking="HEAD-X")]
    batch, _ = staff.begin(OFFICE, "basic.xlsx", sheet(*rows))
    for designation, mark in (("चपरासी", "PEON(RL)"), ("लेखाकार", "ACCT(RL)")):
        staff.mend_many(batch.id, [1, 2, 3], "designation", Many(Way.FILL, by=designation))
        marks = [each.values["marking"] for each in staff.rows(batch.id, [1, 2, 3])]
        assert marks == [mark, f"{mark}/2", "HEAD-X"]
    assert staff.mend(batch.id, 1, {"section": "लेखा"}).values["marking"] == "ACCT(RL)-L"
    assert staff.mend(batch.id, 1, {"section": ""}).values["marking"] == "ACCT(RL)"
    assert staff.mend(batch.id, 3, {"marking": ""}).values["marking"] == "ACCT(RL)/3"
    staff.undo(batch.id)
    assert staff.rows(batch.id, [3])[0].values["marking"] == "HEAD-X"


def test_a_mended_sheet_makes_our_marks_anew_and_leaves_those_of_the_office(neha):
    staff = neha.office.staff
    held = (("Ram Lal", "CLK(RL)"), ("Ravi Lal", "CLK(RL)/2"), ("Rita Lal", "HEAD-X"))
    first = [row(at, name=name, marking=mark) for at, (name, mark) in enumerate(held, 1)]
    batch, _ = staff.begin(OFFICE, "basic.xlsx", sheet(*first))
    given_back = [
        row(1, name="Ram Lal", designation="लेखाकार", marking="CLK(RL)"),
        first[1],
        row(4, name="Ritu Lal"),
    ]
    assert staff.take_in(batch.id, sheet(*given_back)).changed == 1
    marks = [each.values["marking"] for each in staff.rows(batch.id, [1, 2, 3, 4])]
    assert marks == ["ACCT(RL)", "CLK(RL)/2", "HEAD-X", "CLK(RL)"]
    staff.take_in(batch.id, sheet(row(3, name="Rita Lal", designation="x")))
    own = sheet(row(2, name="Ravi Lal", designation="चपरासी", marking="OWN"))
    staff.take_in(batch.id, replace(own, mapping=ColumnMapping(own.office, {"Marking": "marking"})))
    assert [each.values["marking"] for each in staff.rows(batch.id, [2, 3])] == ["OWN", "HEAD-X"]


def test_what_another_wrote_meanwhile_is_not_typed_over_unseen(neha):
    staff = neha.office.staff
    batch, _ = staff.begin(OFFICE, "basic.xlsx", many(2))
    seen = staff.rows(batch.id, [1])[0].values["mobile"]
    staff.take_in(batch.id, sheet(row(1, mobile="9415000111"), row(2)))
    with pytest.raises(InputError, match=r"staff\.cell-moved") as refused:
        staff.mend(batch.id, 1, {"mobile": "9839017073"}, {"mobile": seen})
    assert refused.value.facts["now"] == "9415000111"
    mended = staff.mend(batch.id, 1, {"mobile": "9839017073"}, {"mobile": "9415000111"})
    assert mended.values["mobile"] == "9839017073"
