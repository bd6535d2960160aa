"""The gateway's four stories, and that the citizen pays once whatever the line does."""

import json
import subprocess
import sys
from typing import Any

import pytest
from sqlalchemy import text

from app.base.document import Kind, Total
from app.counter.model import ChallanState, Mode, NextStep, PaymentState
from app.counter.walk import State
from app.errors import CentralError, CentralUnreachable, InputError, WrongStep

from tests.integration.office.at_the_desk import HOUSE, SITA, kept_at, wait_until


def payments_at(training_centre: Any) -> list[tuple[str, str, int]]:
    return kept_at(training_centre, "SELECT key, state, amount FROM payment ORDER BY started_at")


def fee_receipts(desk: Any) -> int:
    return desk.rows("SELECT kind FROM document").count(Kind.BOARD_FEE)


def test_a_payment_that_succeeds_is_receipted_at_once(desk: Any, training_centre: Any):
    found = desk.paid()
    assert found.payment.state is PaymentState.PAID
    assert found.payment.gateway_ref.startswith("TRPAY")
    assert found.payment.upi_link.startswith("upi://pay?") and "am=50.00" in found.payment.upi_link
    assert [amount for _, _, amount in payments_at(training_centre)] == [5000]
    assert fee_receipts(desk) == 1
    assert desk.office.papers.jobs()
    assert desk.office.counter.counts().jobs == 0  # a healthy print wants no hand


def test_a_payment_that_fails_leaves_the_fee_due_and_a_second_try_pays(desk: Any, training_centre: Any):
    training_centre.behave(gateway="failure")
    found = desk.paid()
    assert (found.state, found.next_step) == (State.FEE_DUE, NextStep.TAKE_FEE)
    assert found.payment.state is PaymentState.FAILED
    assert desk.rows("SELECT amount FROM money") == []
    training_centre.behave(gateway="success")
    found = desk.office.counter.pay_online(found.id)
    assert found.payment.state is PaymentState.PAID
    assert [state for _, state, _ in payments_at(training_centre)] == ["failed", "paid"]
    assert desk.rows("SELECT amount FROM money") == [5000]


def test_after_a_lost_reply_the_desk_asks_before_it_tries_again(desk: Any, training_centre: Any):
    training_centre.behave(gateway="lost-reply")
    found = desk.paid()
    assert (found.state, found.next_step) == (State.ONLINE_PENDING, NextStep.ASK_PAYMENT)
    assert fee_receipts(desk) == 0
    assert Kind.BOARD_FEE not in {paper.kind for paper in found.papers}
    found = desk.office.counter.pay_online(found.id)
    assert found.payment.state is PaymentState.PAID
    ((_, _, amount),) = payments_at(training_centre)
    assert amount == 5000
    assert desk.rows("SELECT amount FROM money") == [5000]
    assert fee_receipts(desk) == 1


def test_a_challan_is_not_made_while_a_payment_is_in_doubt(desk: Any, training_centre: Any):
    training_centre.behave(gateway="lost-reply")
    found = desk.paid()
    with pytest.raises(WrongStep) as wrong:
        desk.office.counter.make_challan(found.id)
    assert wrong.value.facts["state"] == "online-pending"
    with pytest.raises(WrongStep):
        desk.office.counter.cancel(found.id, "नागरिक लौट गया")


def test_a_late_confirmation_comes_by_itself(desk: Any, training_centre: Any):
    training_centre.behave(gateway="late", late_s=0.3)
    found = desk.paid()
    assert found.state is State.ONLINE_PENDING
    assert desk.office.counter.ask_payment(found.id).state is State.ONLINE_PENDING
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    assert found.payment.state is PaymentState.PAID
    assert desk.rows("SELECT amount FROM money") == [5000]
    assert fee_receipts(desk) == 1


def test_a_payment_that_never_left_the_desk_leaves_every_way_open(desk: Any, training_centre: Any):
    found = desk.filed()
    assert found.unsent and not found.application_number
    training_centre.stop()
    with pytest.raises(CentralUnreachable) as failed:
        desk.office.counter.pay_online(found.id)
    assert failed.value.key == "payment.not-begun"
    found = desk.office.counter.open(found.id)
    assert (found.state, found.next_step, found.unsent) == (State.FEE_DUE, NextStep.TAKE_FEE, True)
    assert (
        desk.office.counter.make_challan(found.id).next_step is NextStep.RECORD_DEPOSIT
    )  # no need to ask first
    desk.office.counter.cancel_challan(found.id, "लाइन आ गई")
    training_centre.start()
    desk.office.link.sync_now()
    assert not desk.office.counter.open(found.id).unsent
    desk.office.counter.pay_online(found.id)
    assert [state for _, state, _ in payments_at(training_centre)] == ["paid"]


def test_a_centre_that_says_at_the_door_that_it_is_down_has_begun_no_payment(desk: Any, training_centre: Any):
    found = desk.filed()
    training_centre.behave(down=True)
    with pytest.raises(CentralUnreachable, match="not-begun"):
        desk.office.counter.pay_online(found.id)
    assert desk.office.counter.cancel(found.id, "नागरिक लौट गया").state is State.CANCELLED


def test_payments_whose_answer_was_lost_are_settled_though_nobody_opens_them(desk: Any, training_centre: Any):
    training_centre.behave(gateway="lost-reply")
    taken = desk.paid()
    training_centre.behave(gateway="success", html=True)
    never = desk.paid(SITA)
    training_centre.behave(html=False)
    assert {taken.next_step, never.next_step} == {NextStep.ASK_PAYMENT}
    desk.office.counter.ask_in_doubt()
    assert desk.office.counter.open(taken.id).payment.state is PaymentState.PAID
    assert desk.office.counter.open(never.id).next_step is NextStep.TAKE_FEE


def test_a_payment_that_the_centre_says_strange_things_of_does_not_hold_up_the_others(
    desk: Any, training_centre: Any
):
    training_centre.behave(gateway="lost-reply")
    strange, other = desk.paid(), desk.paid(SITA)
    with desk.office._desk.records.write() as session:  # a key that the centre has no door for
        session.execute(text(f"UPDATE payment SET key = 'no/key' WHERE key = '{strange.payment.key}'"))
    with pytest.raises(CentralError):
        desk.office.counter.ask_in_doubt()
    assert desk.office.counter.open(other.id).payment.state is PaymentState.PAID


def test_a_fee_that_came_in_twice_is_owed_back_once(desk: Any, training_centre: Any):
    training_centre.behave(gateway="failure")
    found = desk.paid()
    first = found.payment.key
    training_centre.behave(gateway="success")
    found = desk.office.counter.pay_online(found.id)
    confirm_after_all(training_centre, first)
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    assert payment_states(desk) == ["paid", "refund-due"]
    assert found.payment.state is PaymentState.REFUND_DUE
    assert desk.rows("SELECT amount FROM money") == [5000]
    assert desk.office.link.sync_now().idle
    assert told_as_owed(training_centre) == [(first, True)]
    desk.office.counter.refund(found.id, Mode.ONLINE, refund_number(desk, found))
    assert payment_states(desk) == ["paid", "refunded"]
    day = desk.office.account.of(desk.office.account.today())
    assert (day.total_taken, day.total_back, day.unlike) == (10000, 5000, 0)
    assert [(each.way.en, each.amount) for each in day.taken] == [
        ("Online", 5000),
        ("Online, owed back", 5000),
    ]
    assert desk.office.counter.open(found.id).state is State.USER_CHARGE_DUE
    with pytest.raises(WrongStep):
        desk.office.counter.refund(found.id, Mode.ONLINE, "UTR-2")


def test_the_boards_sixty_and_the_kendras_thirty_never_become_ninety(desk: Any):
    found = desk.acknowledged(SITA)
    desk.office.counter.take_charge(found.id, Mode.CASH)
    money = desk.rows("SELECT head, amount, mode, \"order\" <> '' FROM money ORDER BY at")
    assert money == [("upssb-registration", 6000, "online", 1), ("user-charge", 3000, "cash", 1)]
    found = desk.office.counter.open(found.id)
    receipts = [desk.paper(found, kind) for kind in (Kind.BOARD_FEE, Kind.USER_CHARGE)]
    assert [[block.amount for block in paper.blocks if isinstance(block, Total)] for paper in receipts] == [
        [6000],
        [3000],
    ]
    assert len({paper.number for paper in receipts}) == 2
    for paper in found.papers:
        assert "₹90" not in str(desk.office.papers.snapshot(paper.id).blocks)


def refund_number(desk: Any, found: Any) -> str:
    """Return the number under which the gateway sent the payment back, out of the message to the citizen."""
    number = f"{found.payment.gateway_ref}-R"
    desk.wait_for(found.id, lambda now: any(number in each.text for each in now.notices))
    return number


def payment_states(desk: Any) -> list[str]:
    return sorted(desk.rows("SELECT state FROM payment"))


def told_as_owed(training_centre: Any) -> list[tuple[str, bool]]:
    """Return which payments the centre took note of as going back, or as counting after all."""
    asked = "SELECT body FROM entry WHERE kind = 'refund.due' AND status = 'accepted' ORDER BY seq"
    bodies = map(json.loads, kept_at(training_centre, asked))
    return [(body["key"], body["owed"]) for body in bodies]


def confirm_after_all(training_centre: Any, key: str) -> None:
    """The gateway says of a payment it had called failed: paid."""
    from central import board, gateway
    from central.model import Payment
    from central.sheet import Sheet

    centre = training_centre.centre
    with centre.store.write() as connection:
        known = gateway.find_payment(connection, key)
        sheet = Sheet(centre, connection)
        sheet.load([known.application])
        board.confirm(sheet, sheet.get(Payment, key))
        sheet.save()


def test_a_payment_confirmed_late_counts_though_a_challan_was_made_meanwhile(desk: Any, training_centre: Any):
    training_centre.behave(gateway="failure")
    found = desk.paid()
    found = desk.office.counter.make_challan(found.id)
    confirm_after_all(training_centre, found.payment.key)
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    assert found.payment.state is PaymentState.PAID
    assert found.challan.state is ChallanState.CANCELLED
    assert desk.rows("SELECT amount, mode FROM money") == [(5000, "online")]
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()


def test_a_payment_confirmed_after_the_application_was_cancelled_is_owed_back(
    desk: Any, training_centre: Any
):
    training_centre.behave(gateway="failure")
    found = desk.paid()
    desk.office.counter.cancel(found.id, "नागरिक लौट गया")
    desk.office.link.sync_now()
    confirm_after_all(training_centre, found.payment.key)
    training_centre.behave(gateway="late", late_s=0.3)
    found = desk.wait_for(found.id, lambda found: found.payment.state is PaymentState.REFUND_DUE)
    assert (found.state, found.next_step) == (State.CANCELLED, NextStep.GIVE_REFUND)
    found = desk.office.counter.refund(found.id, Mode.ONLINE, refund_number(desk, found))
    assert (found.state, found.next_step) == (State.CANCELLED, NextStep.NOTHING)
    assert "नागरिक लौट गया" in str(desk.paper(found, Kind.REFUND).to_json())


def test_what_was_given_back_in_cash_the_gateway_does_not_send_back_too(desk: Any, training_centre: Any):
    training_centre.behave(refuse=True)
    found = desk.paid()
    training_centre.behave(gateway="late", late_s=3600)
    found = desk.until(found.id, State.REFUND_DUE)
    desk.office.counter.refund(found.id, Mode.CASH, "रसीद 12", "ग्राहक का खाता बन्द है")
    assert desk.office.link.sync_now().idle
    waits = "SELECT subject FROM job WHERE kind = 'send-back'"
    assert kept_at(training_centre, waits) == [found.payment.key]
    with training_centre.centre.store.write() as connection:
        connection.execute(text("UPDATE job SET run_at = 0"))
    wait_until(lambda: not kept_at(training_centre, waits))
    assert "TR-1007-0007" not in kept_at(training_centre, "SELECT template FROM notice")


def test_what_the_gateway_sent_back_is_not_given_in_cash_too(desk: Any, training_centre: Any):
    training_centre.behave(refuse=True)
    found = desk.paid()
    found = desk.wait_for(found.id, lambda now: any(each.template == "TR-1007-0007" for each in now.notices))
    with pytest.raises(InputError) as refused:
        desk.office.counter.refund(found.id, Mode.CASH, "रसीद 12", "ग्राहक का खाता बन्द है")
    assert refused.value.key == "refund.went-online"
    with pytest.raises(InputError, match="other-number"):
        desk.office.counter.refund(found.id, Mode.ONLINE, "RFD123")
    assert (
        desk.office.counter.refund(found.id, Mode.ONLINE, refund_number(desk, found)).state is State.REFUNDED
    )


def test_a_payment_confirmed_late_is_not_given_back_where_the_centre_has_registered_by_it(
    desk: Any, training_centre: Any
):
    training_centre.behave(gateway="failure")
    found = desk.paid()
    desk.office.link.sync_now()
    confirm_after_all(training_centre, found.payment.key)
    assert desk.office.counter.cancel(found.id, "नागरिक लौट गया").state is State.CANCELLED
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    assert found.registration_number and found.fee_payment and found.next_step is NextStep.MEND_REFUSED
    assert desk.office.counter.leave(found.id, "पंजीकरण हो चुका था").next_step is NextStep.TAKE_CHARGE
    assert desk.rows("SELECT amount FROM money") == [5000] and fee_receipts(desk) == 1
    assert desk.office.account.of(desk.office.account.today()).whole
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()
    assert told_as_owed(training_centre) in ([], [(found.payment.key, True), (found.payment.key, False)])


def test_the_acknowledgement_names_the_payment_that_the_fee_came_in_by(desk: Any, training_centre: Any):
    training_centre.behave(gateway="failure", register_after_s=0.5)
    found = desk.paid()
    first = found.payment
    training_centre.behave(gateway="success")
    found = desk.office.counter.pay_online(found.id)
    confirm_after_all(training_centre, first.key)
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    said = str(desk.paper(found, Kind.ACKNOWLEDGEMENT).blocks)
    assert found.fee_payment.gateway_ref in said and first.gateway_ref not in said
    assert found.payment.key == first.key  # what is owed back is what a person must see to


def test_a_payment_that_failed_is_not_named_where_a_challan_paid(desk: Any, training_centre: Any):
    training_centre.behave(gateway="failure")
    found = desk.paid()
    found = desk.office.counter.make_challan(found.id)
    desk.office.counter.record_deposit(found.id, desk.deposit())
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    said = str(desk.paper(found, Kind.ACKNOWLEDGEMENT).blocks)
    assert found.challan.number in said and found.payment.gateway_ref not in said


def test_after_a_lost_reply_the_centre_s_news_settle_the_payment_without_asking(
    desk: Any, training_centre: Any
):
    training_centre.behave(gateway="lost-reply")
    found = desk.paid()
    assert found.state is State.ONLINE_PENDING
    desk.until(found.id, State.USER_CHARGE_DUE)
    assert desk.rows("SELECT amount FROM money") == [5000]
    assert fee_receipts(desk) == 1
    with pytest.raises(WrongStep):
        desk.office.counter.pay_online(found.id)


@pytest.mark.parametrize("moment", ["before", "after"], ids=["the gateway heard", "the gateway answered"])
def test_a_kill_in_the_middle_of_a_payment_never_makes_the_citizen_pay_twice(
    desk: Any, training_centre: Any, moment: str
):
    """In a process of its own the desk dies right before the gateway hears of the payment, or right after."""
    found = desk.filed()
    ended = subprocess.run(
        [sys.executable, "-c", CHILD, str(desk.home), training_centre.url, found.id, moment],
        cwd=HOUSE, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ended.returncode == 9, ended.stderr
    found = desk.office.counter.open(found.id)
    assert (found.state, found.next_step) == (State.ONLINE_INITIATED, NextStep.ASK_PAYMENT)
    found = desk.office.counter.pay_online(found.id)  # asks, for a payment is open
    if moment == "before":
        assert (found.state, payments_at(training_centre)) == (State.FEE_DUE, [])
        desk.office.counter.pay_online(found.id)
    desk.until(found.id, State.USER_CHARGE_DUE)
    assert [state for _, state, _ in payments_at(training_centre)] == ["paid"]
    assert desk.rows("SELECT amount FROM money") == [5000]


CHILD = """
import os, sys
from pathlib import Path
from tests.integration.office.at_the_desk import open_desk

home, url, application, moment = sys.argv[1:]
desk = open_desk(Path(home), url)
desk.office.people.sign_in_for_training()
centre = desk.office._desk.centre
start_payment = centre.start_payment

def dying(intent):
    if moment == "after":
        start_payment(intent)
    os._exit(9)

centre.start_payment = dying
desk.office.counter.pay_online(application)
"""
