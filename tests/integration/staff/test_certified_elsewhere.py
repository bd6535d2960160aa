"""Who certifies sits at another machine than who made the sheet: the rows come there, are looked at and signed there."""

from collections.abc import Callable
from typing import Any

import pytest

from app.errors import InputError, WrongStep
from app.staff.model import Asked, BatchState, RowState, Weight
from app.staff.sheets.model import Finding, Many, Place, Severity, Way
from tests.integration.efile.officers import Officer
from tests.integration.staff.sheets import OFFICE, many, row, sheet


@pytest.fixture
def raghav(new_officer: Callable[..., Officer], neha: Officer, training_centre: Any) -> Officer:
    """The district magistrate at a desk of his own, with a token that is approved."""
    officer = new_officer(training_centre, "raghav")
    officer.ask_for_enrolment()
    new_officer(training_centre, "imran").approve_all()
    officer.sync()
    return officer


def confirmed(desk: Officer, rows: int = 1200) -> str:
    batch, _ = desk.office.staff.begin(OFFICE, "basic.xlsx", many(rows))
    desk.office.staff.confirm(batch.id)
    desk.sync()
    return batch.id


def signed(officer: Officer, batch: str) -> None:
    officer.unlock()
    officer.office.staff.certify(officer.office.staff.to_certify(batch))
    officer.sync()


def test_what_is_signed_at_the_magistrates_desk_enters_from_the_clerks(neha: Officer, raghav: Officer):
    batch = confirmed(neha)
    raghav.sync()
    (seen,) = raghav.office.staff.batches()
    assert (seen.id, seen.state, seen.rows, seen.file_name) == (
        batch,
        BatchState.CONFIRMED,
        1200,
        "basic.xlsx",
    )
    (theirs,), ours = raghav.office.staff.rows(batch, [7]), neha.office.staff.rows(batch, [7])[0]
    assert (theirs.values, theirs.place) == (ours.values, Place("basic.xlsx", ours.place.row))
    signed(raghav, batch)
    neha.sync()
    back = neha.office.staff.batch(batch)
    assert back.state is BatchState.CERTIFIED and back.certification is not None
    assert back.certification.person == "person-raghav"
    neha.office.staff.upload(batch)
    neha.sync()
    assert neha.office.staff.batch(batch).progress.accepted == 1200
    raghav.sync()
    assert raghav.office.staff.batch(batch).state is BatchState.DONE
    assert raghav.office.staff.find("E001200")[0].values["name"] == "कर्मचारी 1200"
    assert neha.office.link.attention() == raghav.office.link.attention() == ()


def test_a_sheet_that_is_given_back_is_mended_and_comes_to_be_certified_anew(neha: Officer, raghav: Officer):
    batch = confirmed(neha, 3)
    raghav.sync()
    given = raghav.office.staff.open_again(batch, "क्रम 2 का नाम गलत है")
    assert given.state is BatchState.ELSEWHERE
    raghav.sync()
    neha.sync()
    back = neha.office.staff.batch(batch)
    assert back.state is BatchState.WORKING and back.sent_back is not None
    assert (back.sent_back.reason, back.sent_back.by) == ("क्रम 2 का नाम गलत है", "person-raghav")
    assert (neha.office.staff.waiting(), raghav.office.staff.waiting()) == (1, 0)
    neha.office.staff.take_in(batch, sheet(row(1), row(2, name="सीता देवी"), row(3)))
    neha.office.staff.confirm(batch)
    neha.sync()
    raghav.sync()
    assert raghav.office.staff.rows(batch, [2])[0].values["name"] == "सीता देवी"
    assert [each.office.staff.batch(batch).sent_back for each in (neha, raghav)] == [None, None]
    signed(raghav, batch)
    neha.sync()
    neha.office.staff.upload(batch)
    neha.sync()
    assert neha.office.staff.batch(batch).state is BatchState.DONE


@pytest.mark.parametrize(
    ("reason", "key"),
    [(" ", "reason-needed"), ("999941057058 गलत है", "holds-aadhaar"), ("क" * 501, "reason-long")],
)
def test_a_reason_is_told_to_other_desks_and_so_holds_no_aadhaar_number(neha: Officer, reason: str, key: str):
    staff = neha.office.staff
    batch = staff.begin(OFFICE, "basic.xlsx", many(1))[0].id
    staff.confirm(batch)
    for act in (staff.open_again, staff.drop):
        with pytest.raises(InputError, match=rf"staff\.{key}"):
            act(batch, reason)
    assert staff.batch(batch).state is BatchState.CONFIRMED


def test_a_signature_under_rows_that_were_opened_meanwhile_is_worth_nothing(neha: Officer, raghav: Officer):
    batch = confirmed(neha, 3)
    raghav.sync()
    neha.office.staff.open_again(batch, "एक नाम छूट गया")
    neha.sync()
    signed(raghav, batch)
    assert raghav.office.staff.batch(batch).state is BatchState.ELSEWHERE
    neha.sync()
    assert neha.office.staff.batch(batch).state is BatchState.WORKING
    assert raghav.office.link.attention() == ()
    neha.office.staff.confirm(batch)
    neha.sync()
    raghav.sync()
    signed(raghav, batch)
    neha.sync()
    assert neha.office.staff.batch(batch).state is BatchState.CERTIFIED


@pytest.mark.parametrize("first", ["raghav", "neha"])
def test_opened_at_both_desks_at_once_both_read_the_reason_of_whoever_came_first(
    neha: Officer, raghav: Officer, first: str
):
    batch = confirmed(neha, 3)
    raghav.sync()
    neha.office.staff.open_again(batch, "एक नाम छूट गया")
    raghav.office.staff.open_again(batch, "पदनाम मिला लें")
    for each in (raghav, neha) if first == "raghav" else (neha, raghav):
        each.sync()
    raghav.sync()
    for each in (neha, raghav):
        seen = each.office.staff.batch(batch)
        assert seen.sent_back is not None and seen.sent_back.by == f"person-{first}"
        assert each.office.link.attention() == ()
    neha.office.staff.confirm(batch)
    neha.sync()
    raghav.sync()
    signed(raghav, batch)
    assert raghav.office.staff.batch(batch).state is BatchState.CERTIFIED


def test_given_back_while_the_clerk_begins_to_send_nothing_enters_and_nothing_is_lost(
    neha: Officer, raghav: Officer
):
    batch = confirmed(neha)
    raghav.sync()
    signed(raghav, batch)
    neha.sync()
    raghav.office.staff.open_again(batch, "अभी नहीं")
    raghav.sync()
    neha.office.staff.upload(batch)
    neha.sync()
    back = neha.office.staff.batch(batch)
    assert (back.state, back.rows, back.progress.accepted) == (BatchState.WORKING, 1200, 0)
    assert len(neha.office.staff.order(batch, Asked(state=RowState.OPEN))) == 1200
    assert neha.office.link.attention() == ()


def test_who_gives_back_too_late_hears_so_with_the_same_exchange(neha: Officer, raghav: Officer):
    batch = confirmed(neha, 3)
    raghav.sync()
    signed(raghav, batch)
    neha.sync()
    neha.office.staff.upload(batch)
    raghav.office.staff.open_again(batch, "अभी नहीं")  # while its rows go up
    neha.sync()
    raghav.sync()
    seen = raghav.office.staff.batch(batch)
    assert seen.state is BatchState.DONE
    assert seen.sent_back is not None and seen.sent_back.late


def test_what_is_doubtful_in_a_row_is_seen_by_whoever_signs_and_is_no_part_of_what_is_signed(
    neha: Officer, raghav: Officer
):
    facts = {"meant": "लिपिक", "told": "9999 4105 7058"}
    doubtful = Finding(8, "designation", "designation.did-you-mean", facts, Severity.WARNING, "लिपिक")
    later = Finding(9, "mobile", "mobile.of-a-later-day", {"n": 1}, Severity.WARNING)
    rows = (row(1), row(7, doubtful), row(8, later), row(9), row(10))
    batch, _ = neha.office.staff.begin(OFFICE, "basic.xlsx", sheet(*rows))
    neha.office.staff.leave_out(batch.id, [4, 5], "दो बार है")
    neha.office.staff.confirm(batch.id)
    neha.sync()
    raghav.sync()
    assert neha.office.link.attention() == ()
    seen = raghav.office.staff
    assert (seen.batch(batch.id).warnings, seen.batch(batch.id).errors) == (2, 0)
    assert seen.left_out(batch.id) == neha.office.staff.left_out(batch.id) == (("दो बार है", 2),)
    warned = seen.rows(batch.id, seen.order(batch.id, Asked(weight=Weight.WARNING)))
    assert [each.place.row for each in warned] == [8, 9]
    (first,), (second,) = (each.findings for each in warned)
    assert (first.key, first.facts["told"], first.proposal) == (
        "designation.did-you-mean",
        "XXXX XXXX 7058",
        "लिपिक",
    )
    assert second.key == "staff.warning-unknown"
    assert b"designation.did-you-mean" not in raghav.office.staff.to_certify(batch.id).data
    signed(raghav, batch.id)
    neha.sync()
    assert neha.office.staff.batch(batch.id).state is BatchState.CERTIFIED


def test_rows_that_are_still_coming_are_not_signed(neha: Officer, raghav: Officer):
    batch = confirmed(neha)
    raghav.sync()
    with raghav.office._desk.records.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE staff_batch SET chunks = json_replace(chunks, '$[1]', '')"
        )
    with pytest.raises(InputError, match=r"staff\.rows-coming"):
        raghav.office.staff.to_certify(batch)


def test_only_the_desk_that_made_a_sheet_sends_it_or_gives_it_up(
    neha: Officer, new_officer: Callable[..., Officer], training_centre: Any
):
    batch = confirmed(neha, 3)
    meena = new_officer(training_centre, "meena")
    meena.sync()
    for act in (meena.office.staff.upload, lambda of: meena.office.staff.drop(of, "अब नहीं")):
        with pytest.raises(WrongStep):
            act(batch)
    with pytest.raises(WrongStep, match=r"staff\.locked"):
        meena.office.staff.mend_many(batch, [1], "section", Many(Way.FILL, by="स्थापना"))
