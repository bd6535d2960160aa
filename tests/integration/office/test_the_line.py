"""With the centre down everything waits and later is done once; notices come back; two desks do not mix."""

import os
import sqlite3
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.counter.found_by import index_older
from app.counter.model import DEPOSITED, Application, Mode, NextStep
from app.counter.walk import State
from app.errors import CentralUnreachable, InputError, PaperOut

from tests.integration.office.at_the_desk import SITA, kept_at, open_desk

OPEN_FILES = Path("/proc/self/fd")


def test_while_the_centre_is_down_everything_waits_and_later_is_done_once(desk: Any, training_centre: Any):
    training_centre.stop()
    challan = desk.with_challan()
    challan = desk.office.counter.record_deposit(challan.id, desk.deposit())
    assert challan.unsent and DEPOSITED in challan.on_desk
    assert [row.unsent for row in desk.office.counter.today()] == [True]
    online = desk.filed(SITA)
    with pytest.raises(CentralUnreachable):
        desk.office.counter.pay_online(online.id)
    status = desk.office.link.sync_now()
    assert not status.online and status.cause is not None
    assert status.waiting == len(desk.office.link.outbox()) == desk.office.counter.counts().outbox
    assert {item.subject for item in desk.office.link.outbox()} >= {challan.id, online.id}
    assert desk.office.papers.print_what_waits() == 2  # challan and provisional slip need no line
    training_centre.start()
    desk.until(challan.id, State.USER_CHARGE_DUE)
    desk.office.counter.pay_online(online.id)
    desk.until(online.id, State.USER_CHARGE_DUE)
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()
    filed = kept_at(training_centre, "SELECT subject FROM entry WHERE kind = 'application.filed'")
    assert Counter(filed) == {challan.id: 1, online.id: 1}
    assert kept_at(training_centre, "SELECT count(*) FROM application") == [2]


def test_a_centre_that_says_it_is_down_is_no_refusal(desk: Any, training_centre: Any):
    training_centre.behave(down=True)
    found = desk.filed()
    status = desk.office.link.sync_now()
    assert not status.online and status.set_aside == 0
    training_centre.behave(down=False)
    desk.office.counter.pay_online(found.id)
    desk.until(found.id, State.USER_CHARGE_DUE)


def test_a_line_that_a_payment_finds_again_is_told_of_before_the_next_try(desk: Any, training_centre: Any):
    found = desk.filed()
    training_centre.behave(down=True)
    desk.office.link.sync_now()
    training_centre.behave(down=False)
    assert not desk.office.link.status().online
    desk.office.counter.pay_online(found.id)
    status = desk.office.link.status()
    assert status.online and status.cause is None and status.next_try is None


def test_a_login_page_in_between_is_no_answer(desk: Any, training_centre: Any):
    training_centre.behave(html=True)
    found = desk.paid()
    assert found.state is State.ONLINE_PENDING
    assert not desk.office.link.sync_now().online
    training_centre.behave(html=False)
    assert desk.office.counter.ask_payment(found.id).next_step is NextStep.TAKE_FEE
    desk.office.counter.pay_online(found.id)
    desk.until(found.id, State.USER_CHARGE_DUE)
    assert desk.rows("SELECT amount FROM money") == [5000]


def test_what_the_citizen_is_told_comes_back_with_its_delivery(desk: Any):
    found = desk.deposited()
    found = desk.wait_for(found.id, lambda found: [note.state for note in found.notices] == ["delivered"] * 3)
    assert {note.template for note in found.notices} == {"TR-1007-0001", "TR-1007-0004", "TR-1007-0005"}
    registered = next(note for note in found.notices if note.template == "TR-1007-0001")
    assert found.registration_number in registered.text and found.pack.outcome.done.hi in registered.text
    written = desk.office.training_centre.notices()
    assert len(written) == 3
    assert any("Template: TR-1007-0001" in sms and registered.text in sms for sms in written)
    assert all("To: 9415012345" in sms for sms in written)
    first = min(desk.office.counter._desk.settings.sms_folder.glob("*.txt"))
    os.utime(first, (time.time() + 60,) * 2)
    assert desk.office.training_centre.notices()[0] == first.read_text("utf-8")


def test_a_notice_that_the_gateway_does_not_take_is_not_called_delivered(desk: Any, training_centre: Any):
    training_centre.behave(fail_notices=True)
    found = desk.acknowledged()
    desk.office.link.sync_now()
    found = desk.office.counter.open(found.id)
    assert {note.state for note in found.notices} == {"queued"}
    assert desk.office.training_centre.notices() == ()


def test_two_desks_at_one_centre_do_not_mix(new_desk: Any, training_centre: Any):
    one, other = new_desk(training_centre, "one"), new_desk(training_centre, "other")
    ours, theirs = one.acknowledged(), other.acknowledged(SITA)
    ours_again = one.office.counter.take_charge(ours.id, Mode.CASH)
    for desk, found in ((one, ours), (other, theirs)):
        desk.wait_for(found.id, lambda found: len(found.notices) == 2)
        assert desk.rows("SELECT DISTINCT application FROM notice") == [found.id]
    assert [row.id for row in one.office.counter.today()] == [ours.id]
    assert [row.id for row in other.office.counter.today()] == [theirs.id]
    with pytest.raises(InputError) as refused:
        other.office.counter.open(ours.id)
    assert refused.value.key == "application.not-here"
    numbers = [{paper.number for paper in found.papers} for found in (ours_again, theirs)]
    assert not numbers[0] & numbers[1]
    assert {number.split("/")[0].rsplit("-", 1)[1] for found in numbers for number in found} == {"D1", "D2"}
    assert ours_again.application_number != theirs.application_number
    assert other.office.link.attention() == one.office.link.attention() == ()


def test_a_kendra_is_told_at_its_other_desk_of_nothing_it_cannot_show(new_desk: Any, training_centre: Any):
    one, other = new_desk(training_centre, "one"), new_desk(training_centre, "other")
    one.acknowledged()
    status = other.office.link.sync_now()
    assert status.online and other.office.counter.find("मोहन") == ()
    assert other.rows("SELECT id FROM application") == []


def test_the_doctor_finds_a_well_desk_well_and_names_what_is_ill(desk: Any, training_centre: Any):
    assert all(finding.well for finding in desk.office.doctor())
    training_centre.stop()
    desk.printer.rows_left = 0
    ill = {finding.part: finding.words for finding in desk.office.doctor() if not finding.well}
    assert set(ill) == {"centre", "printer slips"}
    assert all(words.hi and words.en for words in ill.values())
    with pytest.raises(PaperOut):
        desk.printer.check()


def test_the_doctor_sees_a_record_that_was_tampered_with(desk: Any):
    desk.filed()
    with closing(sqlite3.connect(desk.home / "records.sqlite3")) as by_hand, by_hand:
        guards = by_hand.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
        )
        for (guard,) in guards.fetchall():
            by_hand.execute(f"DROP TRIGGER {guard}")
        by_hand.execute(
            "UPDATE journal SET body = replace(body, '5000', '1000') WHERE kind = 'application.filed'"
        )
    (records,) = (finding for finding in desk.office.doctor() if finding.part == "records")
    assert not records.well


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="Windows does not list a process's open files")
def test_a_desk_that_could_not_enrol_lets_go_of_its_records_and_enrols_later(
    tmp_path: Any, training_centre: Any
):
    training_centre.stop()
    with pytest.raises(CentralUnreachable):
        open_desk(tmp_path / "new", training_centre.url)
    opened = [str(file.readlink()) for file in OPEN_FILES.iterdir() if file.is_symlink()]
    assert not [file for file in opened if file.startswith(str(tmp_path / "new"))]
    training_centre.start()
    desk = open_desk(tmp_path / "new", training_centre.url)
    assert desk.office.people.sign_in_for_training().person.id == "person-gita"
    desk.office.close()


def test_an_application_is_found_by_name_in_either_script_by_mobile_and_by_its_numbers(desk: Any):
    found, other = desk.acknowledged(SITA), desk.filed()
    for typed in (
        "सीता", "sita", "SEETA", "9876543210", "98765", found.application_number, found.registration_number,
    ):  # fmt: skip
        assert [row.id for row in desk.office.counter.find(typed)] == [found.id], typed
    for typed in whatever_is_in_hand(found):
        assert found.id in [row.id for row in desk.office.counter.find(typed)], typed
    assert [row.id for row in desk.office.counter.find("mohan")] == [other.id]
    assert desk.office.counter.find("ACK/2") == desk.office.counter.find("3219") == ()
    assert desk.office.counter.find('"*) OR (') == desk.office.counter.find("") == ()
    (row,) = desk.office.counter.find("सीता")
    assert row.mobile_masked == "98XXXXXX10" and row.next_step is NextStep.TAKE_CHARGE
    desk.office.counter.take_charge(found.id, Mode.UPI, "4123 5678 9013")
    for typed in ("4123 5678 9013", "9013"):
        assert [row.id for row in desk.office.counter.find(typed)] == [found.id], typed
    with desk.office._desk.records.write() as session:  # as an earlier program kept it
        session.execute(text("UPDATE application_find SET numbers = '9876543210'"))
        session.execute(text("DELETE FROM mark WHERE name = 'find.indexed'"))
        assert (index_older(session), index_older(session)) == (True, False)
    assert [row.id for row in desk.office.counter.find("3210")] == [found.id]


def whatever_is_in_hand(found: Application) -> tuple[str, ...]:
    """Return what a customer or an inspector names: the end of a number, or a paper's number as it is spoken."""
    mask, payment = str(found.answers["aadhaar"]), found.fee_payment
    assert payment is not None
    numbers = (mask[-4:], "3210", "98765 43210", found.application_number[-4:], f"sita {mask[-4:]}")
    papers = ("000001", "1", "ACK/1", "ack000001", "brd 1", "2026-27/ACK/1")
    return (*numbers, *papers, "999941057058", payment.gateway_ref, payment.gateway_ref[-5:])
