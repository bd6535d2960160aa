"""A letter's number is given before it is signed; what is withdrawn keeps its number void; the centre's order decides."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.base.days import day_words
from app.base.words import Language
from app.efile.addressee import Addressee, Delivery
from app.efile.numbers import is_of_our_book
from app.efile.outgoing import Draft
from app.efile.records import LeafRow
from app.efile.taking import take_leaf
from app.efile.walk import DraftState
from app.errors import InputError, WrongStep
from app.words import explain
from tests.integration.efile.officers import Officer, open_officer

ALL = Addressee("सर्वसम्बन्धित")
WHY = "मौखिक आदेश से पत्र नहीं भेजना है"


def drafted(officer: Officer) -> tuple[str, str]:
    file = officer.create().id
    return file, officer.efile.write_draft(file, "निर्देश", "कृपया पालन करें।", ALL).drafts[0].id


def approved(officer: Officer) -> Draft:
    file, draft = drafted(officer)
    return officer.efile.approve_draft(file, draft).drafts[0]


def void(officer: Officer) -> list[Any]:
    return officer.rows("SELECT number, reason FROM cancelled_number")


@pytest.fixture
def anils_other_desk(tmp_path: Path, training_centre: Any, anil: Officer) -> Iterator[Officer]:
    """The same officer, in the same post, at another computer."""
    other = open_officer(tmp_path / "other", training_centre.url, "anil")
    yield other
    other.office.close()


def test_the_number_is_short_and_of_the_office_and_comes_with_the_approval(anil: Officer) -> None:
    file, draft = drafted(anil)
    assert anil.efile.file(file).drafts[0].number == ""
    number = anil.efile.approve_draft(file, draft).drafts[0].number
    serial, desk, year = number.split("/")
    assert (serial, len(year)) == ("1", 7)
    assert desk.startswith("DM-LKO:") and len(number) <= 26
    anil.efile.keep_hand_signed(file, draft, anil.scan())
    assert anil.efile.dispatch(file, draft, Delivery.POST).drafts[0].dispatched.number == number
    assert approved(anil).number == number.replace("1/", "2/", 1)  # without a gap
    anil.sync()
    assert anil.office.link.attention() == ()
    with anil.office._desk.records.write() as session:  # a desk that was tampered with gives its numbers anew
        session.connection().exec_driver_sql("UPDATE book SET next = 1 WHERE series = 'ISS'")
    approved(anil)
    anil.sync()
    (refused,) = anil.office.link.attention()
    assert refused.code == "efile.number-taken"


def test_two_desks_of_an_office_never_give_one_number_though_one_has_no_line(
    anil: Officer, anils_other_desk: Officer, training_centre: Any
) -> None:
    training_centre.stop()
    without_a_line = [approved(anil).number for _ in range(3)]
    training_centre.start()
    with_one = [approved(anils_other_desk).number for _ in range(3)]
    for desk in (anil, anils_other_desk):
        desk.sync()
        assert desk.office.link.attention() == ()
    assert len({*without_a_line, *with_one}) == 6


def test_a_draft_is_withdrawn_by_its_author_with_a_reason_and_its_number_stays_void(
    anil: Officer, kavita: Officer
) -> None:
    file, draft = drafted(anil)
    number = anil.efile.approve_draft(file, draft).drafts[0].number
    with pytest.raises(InputError, match=r"efile\.text-needed"):
        anil.efile.withdraw_draft(file, draft, " ")
    done = anil.efile.withdraw_draft(file, draft, WHY).drafts[0]
    assert (done.state, done.withdrawn, done.number) == (DraftState.WITHDRAWN, WHY, number)
    assert void(anil) == [(number, WHY)]
    today = anil.today
    days = (today - timedelta(days=1), today + timedelta(days=1))
    (row,) = anil.efile.registers.table("issues", *days, Language.HINDI).rows
    assert row[0].text == number and WHY in row[-1].text  # no gap is left without its reason
    assert row[3].text == "" and day_words(today) in row[-1].text  # nothing was sent on that day
    for again in (
        lambda: anil.efile.approve_draft(file, draft),
        lambda: anil.efile.write_draft(file, "निर्देश", "और एक बार", ALL, draft),
    ):
        with pytest.raises(WrongStep):
            again()
    assert approved(anil).number != number
    anil.send(file, "kavita")
    kavita.takes(file)
    assert kavita.efile.file(file).drafts[0] == done
    other = kavita.efile.write_draft(file, "निर्देश", "दूसरा आलेख", ALL).drafts[1].id
    kavita.send(file, "anil")
    anil.takes(file)
    with pytest.raises(InputError, match=r"draft\.author-only"):
        anil.efile.withdraw_draft(file, other, WHY)


@pytest.mark.parametrize("first", ["withdrawn", "approved"])
def test_withdrawn_here_and_approved_there_both_desks_show_what_the_centre_took_first(
    anil: Officer, anils_other_desk: Officer, training_centre: Any, first: str
) -> None:
    file, draft = drafted(anil)
    for desk in (anil, anils_other_desk):
        desk.sync()
    training_centre.stop()
    anil.efile.withdraw_draft(file, draft, WHY)
    number = anils_other_desk.efile.approve_draft(file, draft).drafts[0].number
    training_centre.start()
    order = [anil, anils_other_desk] if first == "withdrawn" else [anils_other_desk, anil]
    for desk in (*order, *order):
        desk.sync()
    here, there = (desk.efile.file(file).drafts[0] for desk in (anil, anils_other_desk))
    assert here == there and here.state.value == first
    (refused,) = order[1].office.link.attention()
    assert refused.code == "draft.wrong-step"
    assert [each[0] for each in void(anils_other_desk)] == ([number] if first == "withdrawn" else [])
    order[1].efile.give_up(file)
    assert order[1].office.link.attention() == ()
    assert order[1].efile.file(file).drafts[0] == here


def test_what_is_withdrawn_at_another_desk_is_void_in_the_book_that_gave_its_number_and_in_no_other(
    anil: Officer, anils_other_desk: Officer
) -> None:
    file, draft = drafted(anil)
    number = anil.efile.approve_draft(file, draft).drafts[0].number
    for desk in (anil, anils_other_desk):
        desk.sync()
    approved(anils_other_desk)
    anils_other_desk.efile.withdraw_draft(file, draft, WHY)
    for desk in (anils_other_desk, anil):
        desk.sync()
    assert (void(anil), void(anils_other_desk)) == ([(number, WHY)], [])
    again, other = drafted(anil)
    anil.efile.withdraw_draft(again, other, WHY)  # it never had a number
    for desk in (anil, anils_other_desk):
        desk.sync()
    assert void(anil) == [(number, WHY)]


def test_what_cannot_be_done_with_a_draft_is_said_in_the_words_of_each_language(anil: Officer) -> None:
    file, draft = drafted(anil)
    anil.efile.withdraw_draft(file, draft, WHY)
    with pytest.raises(WrongStep) as told:
        anil.efile.approve_draft(file, draft)
    assert "वापस लिया गया" in explain(told.value).hi and "withdrawn" not in explain(told.value).hi
    assert "“approving”" in explain(told.value).en


def test_news_of_an_earlier_step_does_not_take_back_that_a_number_is_void(anil: Officer) -> None:
    file, draft = drafted(anil)
    number = anil.efile.approve_draft(file, draft).drafts[0].number
    anil.efile.write_draft(file, "निर्देश", "कृपया शीघ्र पालन करें।", ALL, draft)
    anil.sync()
    anil.efile.withdraw_draft(file, draft, WHY)
    with anil.office._desk.records.write() as session:  # told at the moment at which it was withdrawn
        take_leaf(session, session.get_one(LeafRow, draft).told, anil.clock)
    anil.sync()
    assert anil.efile.file(file).drafts[0].state is DraftState.WITHDRAWN
    assert void(anil) == [(number, WHY)]


def test_the_number_of_a_draft_that_another_desk_approved_first_is_not_void(
    anil: Officer, anils_other_desk: Officer, training_centre: Any
) -> None:
    file, draft = drafted(anil)
    number = anil.efile.approve_draft(file, draft).drafts[0].number
    anil.efile.write_draft(file, "निर्देश", "कृपया शीघ्र पालन करें।", ALL, draft)
    for desk in (anil, anils_other_desk):
        desk.sync()
    training_centre.stop()
    anil.efile.withdraw_draft(file, draft, WHY)
    anils_other_desk.efile.approve_draft(file, draft)
    training_centre.start()
    for desk in (anils_other_desk, anil, anil):
        desk.sync()
    found = anil.efile.file(file).drafts[0]
    assert (found.state, found.number) == (DraftState.APPROVED, number)
    assert void(anil) == []


def test_an_officer_of_two_offices_numbers_under_the_office_that_writes(
    new_officer: Callable[..., Officer], training_centre: Any
) -> None:
    farah = new_officer(training_centre, "farah")
    number = approved(farah).number
    assert number.split("/")[1].startswith(
        "TR-LKO-EDU:JSK-D"
    )  # no prefix holds a colon: read in one way only


def test_a_guests_number_of_the_old_form_is_void_in_the_book_that_gave_it_and_no_other_office_is_taken_for_it(
    new_officer: Callable[..., Officer], training_centre: Any
) -> None:
    farah = new_officer(training_centre, "farah")
    file, draft = drafted(farah)
    number = farah.efile.approve_draft(file, draft).drafts[0].number
    old = number.replace(":", "-")  # `1/TR-LKO-EDU-JSK-D7/2026-27`, as they were before the colon
    with farah.office._desk.records.write() as session:
        row = session.get_one(LeafRow, draft)
        row.document = row.document | {"number": old}
        assert is_of_our_book(session, old)
        assert not is_of_our_book(session, old.replace("TR-LKO-EDU", "TR-NOBODY"))
        assert not is_of_our_book(session, old.replace("1/", "2/", 1))  # not given yet
    farah.efile.withdraw_draft(file, draft, WHY)
    assert void(farah) == [(old, WHY)]
