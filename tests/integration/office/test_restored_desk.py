"""A desk that was put back from a backup neither asks nor gives back money a second time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.counter.model import ChallanState, Mode, NextStep
from app.counter.walk import State
from app.errors import WrongStep
from app.records.backup import backup, restore

from tests.integration.office.at_the_desk import RAMU, SITA, AtTheDesk, open_desk
from tests.integration.office.test_beside_the_fee import paid_after_a_withdrawn_challan

PASSPHRASE = "पीपल के नीचे 7 कुएँ"


@contextmanager
def put_back(file: Path, home: Path, url: str) -> Iterator[AtTheDesk]:
    restore(file, home, PASSPHRASE)
    again = open_desk(home, url)
    try:
        again.office.renew()
        again.office.people.sign_in_for_training()
        again.office.link.sync_now()
        yield again
    finally:
        again.office.close()


def test_what_was_taken_and_given_back_since_the_backup_is_not_asked_and_not_given_once_more(
    desk: Any, training_centre: Any, tmp_path: Path
):
    counter, file = desk.office.counter, tmp_path / "desk.backup"
    charged = desk.acknowledged(SITA)
    training_centre.behave(object=True)
    ended = desk.until(desk.paid(mobile="9000000013").id, State.OBJECTION)
    beside = paid_after_a_withdrawn_challan(desk)
    counter.record_deposit(beside.id, desk.deposit(), beside.challan.number)
    desk.wait_for(beside.id, lambda now: now.owes_deposit)
    not_filed = desk.ready(RAMU)
    unpaid = desk.filed(mobile="9000000014")
    not_paid_in = desk.with_challan(mobile="9000000015")
    desk.office.link.sync_now()
    backup(desk.office._desk.records, file, PASSPHRASE)

    counter.take_charge(charged.id, Mode.CASH)
    counter.refund(beside.id, Mode.CASH, "रसीद 7")
    counter.file(not_filed.id)
    desk.until(counter.pay_online(not_filed.id).id, State.USER_CHARGE_DUE)
    counter.take_charge(not_filed.id, Mode.CASH)
    desk.until(counter.pay_online(unpaid.id).id, State.USER_CHARGE_DUE)
    counter.take_charge(unpaid.id, Mode.CASH)
    counter.record_deposit(not_paid_in.id, desk.deposit("SCR-2"))
    desk.until(not_paid_in.id, State.USER_CHARGE_DUE)
    training_centre.behave(gateway="failure")
    counter.cancel(ended.id, "ग्राहक नहीं चाहता")
    counter.refund(ended.id, Mode.CASH, "रसीद 8", "लाइन नहीं है")
    assert desk.office.link.sync_now().idle
    desk.office.close()

    with put_back(file, tmp_path / "again", training_centre.url) as again:
        counter = again.office.counter
        states = [counter.open(each.id).state for each in (charged, unpaid, not_paid_in)]
        assert states == [State.CLOSED, State.CLOSED, State.USER_CHARGE_DUE]
        assert counter.open(beside.id).challan.state is ChallanState.REFUNDED
        now = counter.open(ended.id)
        assert (now.state, now.next_step) == (State.REFUNDED, NextStep.NOTHING)
        of_it = f"SELECT amount FROM money WHERE application = '{ended.id}' ORDER BY amount"
        assert again.rows(of_it) == [-ended.board_fee.amount, ended.board_fee.amount]
        for owed in (beside, ended, not_filed):
            with pytest.raises(WrongStep):
                counter.refund(owed.id, Mode.CASH, "रसीद 9")
        day = again.office.account.of(again.office.account.today())
        assert (day.whole, day.total_back) == (True, 0)  # what was done since stands in the account made then
        counter.file(not_filed.id)  # which was filed and paid for since: all of it comes back
        now = again.until(not_filed.id, State.CLOSED)
        assert now.fee_payment and again.office.link.attention() == ()
