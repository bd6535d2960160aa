"""What the centre refuses when money has moved already: it is given up, and the money is accounted for."""

from typing import Any

import pytest
from sqlalchemy import text

from app.base.document import Kind
from app.counter.actions import close, late_registration, pay, told
from app.counter.reading import row_of
from app.counter.model import ChallanState, Mode, NextStep
from app.counter.walk import State
from app.errors import InputError, NotAllowed, WrongStep
from app.ports.centre import PaymentAnswer

from tests.integration.office.at_the_desk import kept_at, sent_back_under, wait_until


def test_a_refused_form_whose_fee_is_in_is_cancelled_and_the_fee_goes_back(desk: Any, training_centre: Any):
    training_centre.behave(reject=("application.filed",))
    found = refused(desk, desk.paid().id)
    assert found.state is State.SUBMITTING and found.may_end and found.fee_is_in

    desk.office.people.sign_in("ramesh", "ramesh1")
    with pytest.raises(NotAllowed):
        desk.office.counter.cancel(found.id, "कारण")
    desk.office.people.sign_in("shabana", "shabana1")
    found = desk.office.counter.cancel(found.id, "नागरिक अब नहीं चाहता")
    assert (found.state, found.next_step) == (State.REFUND_DUE, NextStep.GIVE_REFUND)
    assert not found.editable and found.refused is None
    receipt = str(desk.paper(found, Kind.BOARD_FEE).to_json())
    assert "नागरिक अब नहीं चाहता" in receipt
    found = desk.office.counter.refund(found.id, Mode.ONLINE, sent_back_under(found))
    assert found.state is State.REFUNDED and sum(desk.rows("SELECT amount FROM money")) == 0
    assert "नागरिक अब नहीं चाहता" in str(desk.paper(found, Kind.REFUND).to_json())

    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()
    assert desk.office.counter.open(found.id).application_number
    (known,) = kept_at(training_centre, "SELECT state, fee, fee_paid FROM application")
    assert known == ("cancelled", 5000, True)
    taken = kept_at(training_centre, "SELECT kind FROM entry WHERE status = 'accepted' ORDER BY seq")
    assert [
        kind for kind in taken if kind in ("payment.intended", "application.withdrawn", "refund.made")
    ] == [
        "payment.intended",
        "application.withdrawn",
        "refund.made",
    ]
    told = kept_at(training_centre, "SELECT template FROM notice WHERE mobile <> ''")
    assert "TR-1007-0007" in told  # the depositor hears of the money though the form never came


def test_a_form_that_the_centre_works_on_is_not_cancelled(desk: Any, training_centre: Any):
    training_centre.behave(register_after_s=3600)
    found = desk.paid()
    desk.office.link.sync_now()
    with pytest.raises(WrongStep):
        desk.office.counter.cancel(found.id, "कारण")
    assert not desk.office.counter.open(found.id).may_end


def test_a_deposit_under_a_refused_form_is_verified_and_then_given_back(desk: Any, training_centre: Any):
    training_centre.behave(reject=("application.filed",), verify_after_s=0.5)
    found = refused(desk, desk.deposited().id)
    found = desk.office.counter.cancel(found.id, "पात्र नहीं निकला")
    assert (found.state, found.next_step) == (State.REFUND_DUE, NextStep.WAIT_VERIFICATION)
    with pytest.raises(InputError) as early:
        desk.office.counter.refund(found.id, Mode.CASH, "रसीद 12")
    assert early.value.key == "refund.not-verified"
    found = desk.wait_for(found.id, lambda found: found.challan.state is ChallanState.VERIFIED)
    assert found.next_step is NextStep.GIVE_REFUND
    desk.office.counter.refund(found.id, Mode.CASH, "रसीद 12")
    assert desk.rows("SELECT amount FROM money ORDER BY at") == [5000, -5000]
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()


def test_a_challan_nobody_paid_is_void_when_its_refused_form_is_given_up(desk: Any, training_centre: Any):
    training_centre.behave(reject=("application.filed",))
    found = refused(desk, desk.with_challan().id)
    found = desk.office.counter.cancel(found.id, "गलत सेवा")
    assert (found.state, found.challan.state) == (State.CANCELLED, ChallanState.CANCELLED)
    assert "यह संख्या रद्द है" in str(desk.paper(found, Kind.CHALLAN).to_json())
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()
    assert kept_at(training_centre, "SELECT state FROM challan") == ["cancelled"]


def test_a_refused_correction_is_given_up_and_the_fee_goes_back(desk: Any, training_centre: Any):
    training_centre.behave(object=True, reject=("application.corrected",))
    found = desk.until(desk.paid().id, State.OBJECTION)
    desk.office.counter.correct(found.id, "विभाग से बात हुई, काग़ज़ सही है")
    found = refused(desk, found.id)
    found = desk.office.counter.cancel(found.id, "नागरिक अब नहीं चाहता")
    desk.office.counter.refund(found.id, Mode.ONLINE, sent_back_under(found))
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()
    assert kept_at(training_centre, "SELECT state FROM application") == ["cancelled"]


def test_a_refusal_that_comes_after_the_cancellation_holds_nothing_up(desk: Any, training_centre: Any):
    training_centre.behave(reject=("application.filed",))
    found = desk.office.counter.cancel(desk.filed().id, "गलत सेवा")
    found = refused(desk, found.id)
    assert found.state is State.CANCELLED and found.may_end
    found = desk.office.counter.cancel(found.id, "केन्द्र ने लौटाया")
    assert (found.state, found.cancelled_because) == (State.CANCELLED, "गलत सेवा")
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()
    assert kept_at(training_centre, "SELECT state FROM application") == ["cancelled"]


def test_a_form_refused_after_its_told_deposit_was_cancelled_is_given_up_too(desk: Any, training_centre: Any):
    training_centre.behave(reject=("application.filed",), verify_after_s=0.5)
    found = desk.office.counter.cancel(desk.deposited().id, "गलत सेवा")
    found = refused(desk, found.id)
    assert found.state is State.REFUND_DUE and found.may_end
    desk.office.counter.cancel(found.id, "केन्द्र ने लौटाया")
    (told,) = desk.rows("SELECT body ->> 'refund' FROM journal WHERE kind = 'application.withdrawn'")
    assert told
    desk.wait_for(found.id, lambda found: found.challan.state is ChallanState.VERIFIED)
    desk.office.counter.refund(found.id, Mode.CASH, "रसीद 12")
    assert desk.rows("SELECT amount FROM money ORDER BY at") == [5000, -5000]
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()


def test_what_is_typed_into_a_refused_form_changes_no_fee_that_was_asked(desk: Any, training_centre: Any):
    training_centre.behave(reject=("application.filed",))
    found = desk.filed(years="5")
    with desk.office._desk.records.write() as session:
        begun = pay.begin(session, desk.office._desk.at(), found.id)
    found = refused(desk, found.id)
    asked = found.board_fee.amount
    found = desk.office.counter.answer(found.id, "years", "3")
    assert found.board_fee.amount != asked
    with desk.office._desk.records.write() as session:
        paid = PaymentAnswer(begun.intent.key, "paid", "PAY-1", "")
        pay.answered(session, desk.office._desk.at(), paid)
    account = desk.office.account.of(desk.office.account.today())
    assert [each.amount for each in account.receipts] == [asked]
    assert account.whole and account.total_taken == asked
    desk.office.counter.cancel(found.id, "नागरिक अब नहीं चाहता")
    assert desk.rows("SELECT body ->> 'board_fee' FROM journal WHERE kind = 'application.withdrawn'") == [
        asked
    ]


def test_a_deposit_the_centre_does_not_take_is_left_with_a_reason_and_recorded_anew(
    desk: Any, training_centre: Any
):
    training_centre.behave(reject=("challan.deposited",))
    found = refused(desk, desk.deposited().id)
    with pytest.raises(InputError):
        desk.office.counter.leave(found.id, " ")
    found = desk.office.counter.leave(found.id, "तारीख़ ग़लत लिखी थी")
    assert (found.state, found.next_step) == (State.CHALLAN_ISSUED, NextStep.RECORD_DEPOSIT)
    with pytest.raises(WrongStep):
        desk.office.counter.leave(found.id, "तारीख़ ग़लत लिखी थी")
    training_centre.behave(reject=())
    desk.office.counter.record_deposit(found.id, desk.deposit("SCR-1"))
    desk.until(found.id, State.USER_CHARGE_DUE)
    assert desk.office.link.attention() == ()


def test_a_cancellation_that_came_after_the_registration_gives_way_to_it(desk: Any, training_centre: Any):
    training_centre.behave(verify_after_s=3600)
    found = desk.deposited()
    desk.office.link.sync_now()
    with training_centre.centre.store.write() as connection:
        connection.execute(text("UPDATE job SET run_at = 0"))
    wait_until(lambda: kept_at(training_centre, "SELECT state FROM application") == ["registered"])
    assert desk.office.counter.cancel(found.id, "नागरिक अब नहीं चाहता").state is State.REFUND_DUE
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    assert found.registration_number and not found.cancelled_because
    assert found.next_step is NextStep.MEND_REFUSED and not found.form_refused
    found = desk.office.counter.leave(found.id, "पंजीकरण हो चुका था")
    assert found.next_step is NextStep.TAKE_CHARGE
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()


def registered_after_refund(desk: Any, training_centre: Any) -> Any:
    """Give a fee back while the centre registers and nobody hears of it; the cancellation comes too late there."""
    training_centre.behave(register_after_s=3600)
    found = desk.paid()
    desk.wait_for(found.id, lambda now: now.state is State.SUBMITTING)
    with desk.office._desk.records.write() as session:  # the objection that a person answered by cancelling
        session.execute(text("UPDATE application SET state = 'objection'"))
    with training_centre.centre.store.write() as connection:
        connection.execute(text("UPDATE job SET run_at = 0"))
    wait_until(lambda: kept_at(training_centre, "SELECT state FROM application") == ["registered"])
    desk.office.counter.cancel(found.id, "नागरिक अब नहीं चाहता")
    number = sent_back_under(found)
    assert desk.office.counter.refund(found.id, Mode.ONLINE, number).state is State.REFUNDED
    found = desk.until(found.id, State.REGISTERED_REFUNDED)
    assert (found.next_step, bool(found.registration_number)) == (NextStep.SETTLE_REGISTERED, True)
    assert desk.office.link.attention()
    by_number = desk.office.counter.find(found.registration_number)  # the citizen was sent it
    assert [row.id for row in by_number] == [found.id]
    return found


def test_a_registration_after_the_refund_is_kept_by_a_person_and_its_fee_taken_again(
    desk: Any, training_centre: Any
):
    found = registered_after_refund(desk, training_centre)
    with pytest.raises(InputError):
        desk.office.counter.keep_registered(found.id, " ")
    found = desk.office.counter.keep_registered(found.id, "ग्राहक को चाहिए")
    assert found.next_step in (NextStep.TAKE_FEE, NextStep.MEND_REFUSED)
    if found.next_step is NextStep.MEND_REFUSED:
        desk.office.counter.leave(found.id, "ग्राहक को चाहिए")
    desk.office.counter.pay_online(found.id)
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    assert kept_at(training_centre, "SELECT registration FROM application") == [found.registration_number]
    account = desk.office.account.of(desk.office.account.today())
    assert account.whole and (account.total_taken, account.total_back) == (10000, 5000)
    receipts = [paper.id for paper in found.papers if paper.kind is Kind.BOARD_FEE]
    said = [str(desk.office.papers.snapshot(each).to_json()) for each in receipts]
    assert ["लौटाई गई" in each for each in said] == [True, False]  # each says it of its own money
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()


def test_a_registration_after_the_refund_that_came_before_anybody_was_asked_is_asked_about_once(
    desk: Any, training_centre: Any
):
    found = registered_after_refund(desk, training_centre)
    with desk.office._desk.records.write() as session:  # as a desk of a former release kept it
        session.execute(text("UPDATE application SET state = 'refunded', registration_number = ''"))
    desk.office.link.sync_now()
    asked = desk.office.counter.open(found.id)
    assert (asked.state, asked.registration_number) == (State.REGISTERED_REFUNDED, found.registration_number)
    desk.office.counter.void_registered(found.id, "ग्राहक को नहीं चाहिए")
    desk.office.link.sync_now()
    assert desk.office.counter.open(found.id).state is State.REFUNDED


def test_a_registration_after_the_refund_is_voided_at_the_centre_where_nobody_wants_it(
    desk: Any, training_centre: Any
):
    found = registered_after_refund(desk, training_centre)
    with desk.office._desk.records.write() as session:  # what else is settled before the centre has spoken
        at = desk.office._desk.at()
        late_registration.give_up(session, at, found.id, "ग्राहक को नहीं चाहिए")
        told.settle(session, at, row_of(session, found.id))
    found = desk.office.counter.open(found.id)
    assert (found.state, found.registration_number) == (State.REFUNDED, "")
    wait_until(lambda: desk.office.link.sync_now().idle)
    assert kept_at(training_centre, "SELECT state FROM application") == ["cancelled"]
    assert desk.office.counter.open(found.id).state is State.REFUNDED
    assert desk.office.link.attention() == ()
    desk.wait_for(found.id, lambda now: "TR-1007-0006" in [each.template for each in now.notices])


def test_a_registration_that_the_centre_does_not_void_asks_its_fee_where_it_was_kept_and_then_cancelled(
    desk: Any, training_centre: Any
):
    found = registered_after_refund(desk, training_centre)
    desk.office.counter.keep_registered(found.id, "ग्राहक को चाहिए")
    training_centre.behave(reject=("application.cancelled",))
    assert desk.office.counter.cancel(found.id, "ग्राहक चला गया").state is State.CANCELLED
    assert refused(desk, found.id).state is State.CANCELLED  # it stands before a person
    found = desk.office.counter.leave(found.id, "केन्द्र नहीं मानता")
    assert (found.state, found.next_step) == (State.FEE_DUE, NextStep.TAKE_FEE)
    assert kept_at(training_centre, "SELECT registration FROM application") == [found.registration_number]


def test_neither_late_money_nor_an_old_refusal_revives_a_registration_that_is_to_be_void(
    desk: Any, training_centre: Any
):
    found = registered_after_refund(desk, training_centre)
    with desk.office._desk.records.write() as session:
        at = desk.office._desk.at()
        first = text("UPDATE outbox SET state = :state WHERE kind = 'application.cancelled' AND state = :was")
        session.execute(first, {"state": "pending", "was": "set-aside"})  # its refusal is heard of only later
        late_registration.keep(session, at, found.id, "ग्राहक को चाहिए")
        key = pay.begin(session, at, found.id).intent.key
        pay.answered(session, at, PaymentAnswer(key, "failed", "", ""))
        session.flush()
        session.execute(first, {"state": "set-aside", "was": "pending"})
        close.cancel(session, at, found.id, "ग्राहक चला गया")
        close.leave(session, at, found.id, "पहली बार नहीं माना")
        pay.answered(session, at, PaymentAnswer(key, "paid", "PAY-2", ""))
    found = desk.office.counter.open(found.id)
    assert (found.state, found.next_step) == (State.CANCELLED, NextStep.GIVE_REFUND)
    assert Kind.ACKNOWLEDGEMENT not in [paper.kind for paper in found.papers]


def refused(desk: Any, id: str) -> Any:
    return desk.wait_for(id, lambda found: found.next_step is NextStep.MEND_REFUSED)
