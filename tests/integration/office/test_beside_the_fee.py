"""Money beside the fee: a deposit that turns up late, money that went back twice, a fee that had gone back."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from app.base.document import Kind
from app.counter.actions import challan, pay
from app.counter.actions.fee_online import count, owe_back
from app.counter.actions.refund import fee_went_back
from app.counter.model import ChallanState, Mode, NextStep, PaymentState
from app.counter.reading import row_of
from app.counter.records import PaymentRow
from app.counter.walk import State
from app.errors import InputError, WrongStep
from app.ports.centre import PaymentAnswer

from tests.integration.office.at_the_desk import SITA, kept_at, wait_until
from tests.integration.office.test_money_online import confirm_after_all


def account(desk: Any) -> Any:
    return desk.office.account.of(desk.office.account.today())


def ways(sums: Any) -> list[tuple[str, int]]:
    return [(each.way.en, each.amount) for each in sums]


def in_step(desk: Any) -> bool:
    return desk.office.link.sync_now().idle and not [
        each for each in desk.office.link.attention() if each.entry
    ]


def paid_after_a_withdrawn_challan(desk: Any) -> Any:
    """Return an application whose fee came in online after its challan was withdrawn."""
    found = desk.with_challan()
    desk.office.counter.cancel_challan(found.id, "ग्राहक ऑनलाइन देगा")
    return desk.until(desk.office.counter.pay_online(found.id).id, State.USER_CHARGE_DUE)


def test_a_deposit_that_turns_up_after_the_fee_came_in_online_is_owed_back_once(desk: Any):
    counter, found = desk.office.counter, paid_after_a_withdrawn_challan(desk)
    number = found.challan.number
    counter.record_deposit(found.id, desk.deposit(), number)
    assert [each.what.en for each in account(desk).due][-1] == "Paid in beside the fee, to be confirmed"
    with pytest.raises(WrongStep):
        counter.record_deposit(found.id, desk.deposit(), number)
    found = desk.wait_for(found.id, lambda now: now.owes_deposit)
    assert (found.state, found.next_step) == (State.USER_CHARGE_DUE, NextStep.TAKE_CHARGE)
    assert [each.code for each in desk.office.link.attention()] == ["refund.owed-beside"]
    day = account(desk)
    assert ways(day.taken) == [("Online", 5000), ("By challan, owed back", 5000)]
    assert ("To be given back", 5000) in [(each.what.en, each.amount) for each in day.due]
    with pytest.raises(InputError, match="not-online"):
        counter.refund(found.id, Mode.ONLINE, "R-1")
    found = counter.refund(found.id, Mode.CASH, "रसीद 7")
    assert number in str(desk.paper(found, Kind.REFUND).to_json())
    assert desk.rows("SELECT amount FROM money") == [5000]  # the fee stays
    day = account(desk)
    assert (day.total_taken, day.total_back, day.whole) == (10000, 5000, True)
    with pytest.raises(WrongStep):
        counter.refund(found.id, Mode.CASH, "रसीद 8")
    assert in_step(desk) and desk.office.link.attention() == ()


def test_a_deposit_under_the_older_of_two_withdrawn_challans_is_the_fee_while_it_is_due(desk: Any):
    counter, found = desk.office.counter, desk.with_challan()
    first = found.challan.number
    counter.cancel_challan(found.id, "चालान खो गया")
    counter.make_challan(found.id)
    found = counter.cancel_challan(found.id, "ग्राहक ऑनलाइन देगा")
    assert [each.number for each in found.to_deposit][1] == first
    counter.record_deposit(found.id, desk.deposit(), first)
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    assert (found.challan.number, found.challan.state) == (first, ChallanState.VERIFIED)
    assert desk.rows("SELECT amount FROM money") == [5000]
    assert in_step(desk) and account(desk).whole


def test_a_deposit_under_a_withdrawn_challan_withdraws_the_one_that_is_open(desk: Any):
    counter, found = desk.office.counter, desk.with_challan()
    first = found.challan.number
    counter.cancel_challan(found.id, "चालान खो गया")
    second = counter.make_challan(found.id).challan.number
    counter.record_deposit(found.id, desk.deposit(), first)
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    states = {each.number: each.state for each in found.challans}
    assert states == {first: ChallanState.VERIFIED, second: ChallanState.CANCELLED}
    with pytest.raises(InputError, match="deposit-known"):  # the same slip once more, under the other number
        counter.record_deposit(found.id, desk.deposit(" scr 004217 "), second)
    counter.record_deposit(found.id, desk.deposit("SCR-9"), second)  # and what was really paid twice
    found = desk.wait_for(found.id, lambda now: now.owes_deposit)
    assert desk.rows("SELECT amount FROM money") == [5000]
    assert account(desk).total_taken == 10000 and in_step(desk)


def test_one_deposit_is_not_the_fee_of_two_applications(desk: Any):
    desk.deposited()
    other = desk.with_challan(mobile="9000000013")
    with pytest.raises(InputError) as refused:
        desk.office.counter.record_deposit(other.id, desk.deposit("scr–004217"))
    assert refused.value.key == "challan.deposit-known"


def test_what_was_paid_in_beside_becomes_the_fee_where_the_bank_does_not_find_the_fee(
    desk: Any, training_centre: Any
):
    counter, found = desk.office.counter, desk.with_challan()
    first = found.challan.number
    counter.cancel_challan(found.id, "चालान खो गया")
    second = counter.make_challan(found.id).challan.number
    training_centre.behave(verify_after_s=3600)
    counter.record_deposit(found.id, desk.deposit("SCR-1"), second)
    counter.record_deposit(found.id, desk.deposit("SCR-2"), first)
    assert counter.open(found.id).surplus.number == first
    with desk.office._desk.records.write() as session:
        at = desk.office._desk.at()
        challan.decided(session, at, first, "verified", None)
        challan.decided(session, at, second, "refused", None)
    found = counter.open(found.id)
    assert (found.state, found.challan.number) == (State.SUBMITTING, first)
    assert desk.rows("SELECT amount, mode FROM money") == [(5000, "challan")]
    day = account(desk)
    assert (day.total_taken, day.whole, found.surplus) == (5000, True, None)
    assert {each.state for each in found.challans} == {ChallanState.VERIFIED, ChallanState.CANCELLED}


def test_a_deposit_beside_the_fee_that_the_bank_does_not_find_is_owed_to_nobody(
    desk: Any, training_centre: Any
):
    counter, found = desk.office.counter, paid_after_a_withdrawn_challan(desk)
    training_centre.behave(refuse_challan=True)
    counter.record_deposit(found.id, desk.deposit(), found.challan.number)
    found = desk.wait_for(found.id, lambda now: now.surplus is None)
    assert found.challan.refusal and found.may_be_paid_in
    assert account(desk).total_taken == 5000 and in_step(desk)


def given_back_without_a_line(desk: Any, training_centre: Any) -> Any:
    """Return an application whose fee was given back in cash while the gateway was sending it back."""
    training_centre.behave(refuse=True)
    paid = desk.paid()
    training_centre.behave(gateway="late", late_s=3600)
    found = desk.until(paid.id, State.REFUND_DUE)
    with training_centre.centre.store.write() as connection:
        connection.execute(text("UPDATE job SET run_at = 0 WHERE kind = 'send-back'"))
    wait_until(lambda: kept_at(training_centre, "SELECT state FROM payment") == ["refunded"])
    desk.office.counter.refund(found.id, Mode.CASH, "रसीद 12", "लाइन नहीं है")
    return desk.wait_for(found.id, lambda now: now.given_twice)


def test_money_that_went_back_twice_is_asked_back(desk: Any, training_centre: Any):
    counter, found = desk.office.counter, given_back_without_a_line(desk, training_centre)
    assert found.payment.refund_ref == f"{found.payment.gateway_ref}-R"
    assert [each.code for each in desk.office.link.attention()] == ["refund.given-twice"]
    day = account(desk)
    assert (day.total_back, day.left, day.lent, day.cash) == (10000, -5000, 0, -5000)
    assert (day.due[-1].what.en, day.due[-1].amount) == (
        "Given twice: to be asked back from the customer",
        5000,
    )
    with pytest.raises(InputError):
        counter.asked_back(found.id, " ", back=True)
    desk.clock.ahead = timedelta(days=1)
    training_centre.centre.clock = desk.clock.now
    desk.office.link.sync_now()
    found = counter.asked_back(found.id, "रजिस्टर 3", back=True)
    assert not found.given_twice and desk.office.link.attention() == ()
    next_day = account(desk)
    assert ways(next_day.taken) == [("Cash, given twice and brought back", 5000)]
    assert (next_day.cash, next_day.due, [each.cash for each in next_day.hands]) == (5000, (), [5000])
    assert account(desk).whole and in_step(desk)
    with pytest.raises(WrongStep):
        counter.asked_back(found.id, "रजिस्टर 3", back=True)


def test_money_that_went_back_twice_and_will_not_come_back_is_no_open_question_any_more(
    desk: Any, training_centre: Any
):
    found = given_back_without_a_line(desk, training_centre)
    found = desk.office.counter.asked_back(found.id, "ग्राहक नहीं मिलता", back=False)
    assert found.payment.state is PaymentState.REFUNDED and desk.office.link.attention() == ()
    assert account(desk).left == -5000 and in_step(desk)


def test_what_the_gateway_has_sent_back_does_not_count_after_all(desk: Any, training_centre: Any):
    """The desk counts it before it hears; the centre says no, and the fee is asked again."""
    training_centre.behave(gateway="failure")
    found = desk.paid(SITA)
    first = found.payment.key
    training_centre.behave(gateway="success")
    found = desk.until(desk.office.counter.pay_online(found.id).id, State.USER_CHARGE_DUE)
    confirm_after_all(training_centre, first)
    with desk.office._desk.records.write() as session:
        at, row = desk.office._desk.at(), row_of(session, found.id)
        payment = session.get_one(PaymentRow, first)
        owe_back(session, at, row, payment)
    desk.wait_for(found.id, lambda now: now.payment.refund_ref)
    with desk.office._desk.records.write() as session:
        at, row = desk.office._desk.at(), row_of(session, found.id)
        session.execute(text("UPDATE payment SET state = 'refunded' WHERE state = 'paid'"))
        session.execute(text("DELETE FROM money"))
        count(session, at, row, session.get_one(PaymentRow, first))
    found = desk.wait_for(found.id, lambda now: now.next_step is NextStep.MEND_REFUSED)
    assert found.refused.code == "payment.went-back"
    found = desk.office.counter.leave(found.id, "ग्राहक को लौट चुका है")
    assert (found.state, found.next_step) == (State.REGISTERED_REFUNDED, NextStep.SETTLE_REGISTERED)
    assert sum(desk.rows("SELECT amount FROM money")) == 0
    found = desk.office.counter.keep_registered(found.id, "ग्राहक को चाहिए")
    assert found.state is State.FEE_DUE
    found = desk.until(desk.office.counter.pay_online(found.id).id, State.USER_CHARGE_DUE)
    assert sum(desk.rows("SELECT amount FROM money")) == 6000
    assert in_step(desk)


@pytest.mark.parametrize(
    ("state", "given_before", "then"),
    [
        (State.OBJECTION, False, State.FEE_DUE),
        (State.REFUND_DUE, False, State.REFUNDED),
        (State.REFUNDED, True, State.REFUNDED),
    ],
)
def test_a_fee_that_had_gone_back_leaves_the_book_once_wherever_the_walk_is(
    desk: Any, state: State, given_before: bool, then: State
):
    found = desk.filed()
    objection = {"id": "o-1", "hi": "काग़ज़", "en": "A paper", "fields": [], "documents": []}
    with desk.office._desk.records.write() as session:
        at, row = desk.office._desk.at(), row_of(session, found.id)
        key = pay.begin(session, at, found.id).intent.key
        pay.answered(session, at, PaymentAnswer(key, "paid", "PAY-1", ""))
        row.state, row.objection = State.REFUND_DUE.value if given_before else state.value, objection
    if given_before:
        desk.office.counter.refund(found.id, Mode.ONLINE, "PAY-1-R")
    with desk.office._desk.records.write() as session:
        at, row = desk.office._desk.at(), row_of(session, found.id)
        fee_went_back(session, at, row, key, "PAY-1-R")
        assert (row.state, row.told is not None) == (then, state is State.OBJECTION)
    assert sum(desk.rows("SELECT amount FROM money")) == 0 and account(desk).left == 0


def test_what_an_older_centre_told_the_citizen_alone_is_not_given_in_cash_too(
    desk: Any, training_centre: Any
):
    training_centre.behave(refuse=True, gateway="success")
    paid = desk.paid()
    training_centre.behave(gateway="failure")
    found = desk.until(paid.id, State.REFUND_DUE)
    said = {"of": found.id, "text": f"लौटा दिए गए, वापसी सं० {found.fee_payment.gateway_ref}-R"}
    with desk.office._desk.records.write() as session:
        notice = "INSERT INTO notice VALUES ('n', :of, :text, 'TR-1007-0007', 'sent', '2026-11-26T05:00:00Z')"
        session.execute(text(notice), said)
    with pytest.raises(InputError, match="went-online"):
        desk.office.counter.refund(found.id, Mode.CASH, "रसीद 12", "नकद माँगा")


def test_a_payment_that_came_and_went_before_the_desk_heard_of_it_is_no_fee(desk: Any):
    found = desk.filed()
    with desk.office._desk.records.write() as session:
        at = desk.office._desk.at()
        key = pay.begin(session, at, found.id).intent.key
        pay.answered(session, at, PaymentAnswer(key, "refunded", "PAY-1", "", "PAY-1-R"))
        pay.answered(session, at, PaymentAnswer(key, "refunded", "PAY-1", "", "PAY-1-R"))
    found = desk.office.counter.open(found.id)
    assert (found.state, found.payment.state) == (State.FEE_DUE, PaymentState.REFUND_DUE)
    assert desk.rows("SELECT count(*) FROM journal WHERE kind = 'refund.sent'") == [1]
    with pytest.raises(InputError, match="went-online"):
        desk.office.counter.refund(found.id, Mode.CASH, "रसीद 12", "नकद माँगा")
    desk.office.counter.refund(found.id, Mode.ONLINE, "PAY-1-R")
    assert account(desk).left == 0


def test_a_payment_owed_back_becomes_the_fee_where_the_bank_does_not_find_the_deposit(
    desk: Any, training_centre: Any
):
    training_centre.behave(gateway="failure")
    found = desk.paid()
    training_centre.behave(gateway="success", verify_after_s=3600)
    desk.office.counter.make_challan(found.id)
    desk.office.counter.record_deposit(found.id, desk.deposit())
    confirm_after_all(training_centre, found.payment.key)
    found = desk.wait_for(found.id, lambda now: now.owes_payment)
    assert found.state is State.CHALLAN_DEPOSITED
    training_centre.behave(refuse_challan=True)
    with training_centre.centre.store.write() as connection:
        connection.execute(text("UPDATE job SET run_at = 0"))
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    assert found.fee_payment and desk.rows("SELECT amount, mode FROM money") == [(5000, "online")]
    day = account(desk)
    assert (day.total_taken, day.whole) == (5000, True) and in_step(desk)


def test_a_deposit_that_is_heard_of_while_a_payment_is_under_way_is_the_fee_where_that_fails(desk: Any):
    """So a desk hears that was put back from a backup: of the deposit before the payment."""
    found = desk.with_challan()
    number = found.challan.number
    desk.office.counter.cancel_challan(found.id, "ग्राहक ऑनलाइन देगा")
    with desk.office._desk.records.write() as session:
        at, row = desk.office._desk.at(), row_of(session, found.id)
        key = pay.begin(session, at, found.id).intent.key
        challan.learned(session, at, row, number)
        challan.decided(session, at, number, "verified", None)
        pay.answered(session, at, PaymentAnswer(key, "failed", "PAY-1", ""))
    found = desk.office.counter.open(found.id)
    assert (found.state, found.challan.state) == (State.SUBMITTING, ChallanState.VERIFIED)
    assert desk.rows("SELECT amount FROM money") == [5000] and account(desk).whole
