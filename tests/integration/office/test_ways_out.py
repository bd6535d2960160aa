"""Objection, rejection, cancellation and refund: each is a state with a way out."""

import json
from typing import Any

import pytest

from app.attachments.model import SlotState
from app.base.document import Kind
from app.counter.actions import pay, told
from app.counter.model import ChallanState, Mode, NextStep
from app.counter.walk import State
from app.errors import InputError, NotAllowed, WrongStep
from central import board
from central.model import Application
from central.sheet import Sheet

from tests.integration.office.at_the_desk import SITA, kept_at, sent_back_under


def test_an_objection_names_its_places_and_is_mended(desk: Any, training_centre: Any):
    training_centre.behave(object=True)
    found = desk.until(desk.paid(years="5").id, State.OBJECTION)
    assert found.next_step is NextStep.CORRECT
    assert found.objection.documents == ("aadhaar_card",) and "आधार कार्ड" in found.objection.words.hi
    desk.office.counter.answer(found.id, "applicant_name_english", "MOHAN LAAL")
    with pytest.raises(InputError) as refused:  # something was mended, but not what was asked for
        desk.office.counter.correct(found.id)
    assert refused.value.key == "application.place-unchanged" and "आधार कार्ड" in refused.value.facts["place"]
    found = desk.office.counter.correct(found.id, "कार्ड विभाग में दिखा दिया गया")
    assert found.state is State.SUBMITTING and found.objection is None
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    assert desk.rows("SELECT amount FROM money") == [5000]
    assert [kind for kind in desk.rows("SELECT kind FROM outbox") if kind == "application.corrected"]


def test_a_form_that_nobody_mended_goes_again_only_with_a_reason(desk: Any, training_centre: Any):
    training_centre.behave(object=True)
    found = desk.until(desk.paid().id, State.OBJECTION)
    assert found.objection.unchanged and found.objection.left == ("aadhaar_card",)
    with pytest.raises(InputError) as refused:
        desk.office.counter.correct(found.id)
    assert refused.value.key == "application.place-unchanged"
    desk.office.counter.correct(found.id, "काग़ज़ पहले से साफ़ है")
    (body,) = desk.rows("SELECT body FROM journal WHERE kind = 'application.corrected'")
    assert "काग़ज़ पहले से साफ़ है" in body
    desk.until(found.id, State.USER_CHARGE_DUE)


def test_one_reason_speaks_for_one_place_that_is_objected_to(desk: Any, training_centre: Any):
    training_centre.behave(object=True)
    found, counter = desk.until(desk.paid(SITA).id, State.OBJECTION), desk.office.counter
    assert found.objection.left == ("ifsc", "bank_passbook")
    with pytest.raises(InputError) as refused:
        counter.correct(found.id, "IFSC सही है")
    assert refused.value.key == "application.place-unchanged" and "पासबुक" in refused.value.facts["place"]
    found = counter.keep_place(found.id, "ifsc", "पासबुक से मिलाया")
    assert found.state is State.OBJECTION and found.objection.left == ("bank_passbook",)
    with pytest.raises(WrongStep):
        counter.keep_place(found.id, "ifsc", "दोबारा")
    counter.answer(found.id, "ifsc", "SBIN0009999")
    training_centre.behave(reject=["application.corrected"])
    counter.correct(found.id, "इससे साफ़ प्रति नहीं है")
    found = desk.wait_for(found.id, lambda found: found.next_step is NextStep.MEND_REFUSED)
    assert found.objection.still_because == "इससे साफ़ प्रति नहीं है"
    found = counter.answer(found.id, "ifsc", "SBIN0001234")
    assert found.objection.wants_reason  # the one that was given said nothing of the IFSC
    with pytest.raises(InputError):
        counter.correct(found.id)
    training_centre.behave(reject=[])
    counter.correct(found.id, "इससे साफ़ प्रति नहीं है")
    *_, body = desk.rows("SELECT body FROM journal WHERE kind = 'application.corrected' ORDER BY position")
    assert "IFSC: पासबुक से मिलाया; इससे साफ़ प्रति नहीं है" in body
    desk.until(found.id, State.USER_CHARGE_DUE)


def test_who_is_objected_to_and_who_is_refused_wait_for_a_person_by_name(desk: Any, training_centre: Any):
    training_centre.behave(object=True)
    objected = desk.until(desk.paid().id, State.OBJECTION)
    training_centre.behave(object=False, refuse=True)
    refused = desk.until(desk.paid().id, State.REFUND_DUE)
    items = {item.subject: item for item in desk.office.link.attention()}
    assert set(items) == {objected.id, refused.id} and desk.office.counter.counts().attention == 2
    item = items[objected.id]
    assert (item.thing.called.hi, item.number) == (objected.applicant, objected.application_number)
    assert item.why == objected.objection.words and not item.can_go_again
    assert refused.cancelled_because == items[refused.id].why.hi
    desk.office.counter.correct(objected.id, "काग़ज़ पहले से साफ़ है")
    desk.office.counter.refund(refused.id, Mode.ONLINE, sent_back_under(refused))
    desk.wait_for(objected.id, lambda found: found.state is not State.OBJECTION)
    assert desk.office.link.attention() == ()


def test_a_correction_that_the_centre_refused_is_mended_and_answers_the_same_objection(
    desk: Any, training_centre: Any
):
    training_centre.behave(object=True)
    found = desk.until(desk.paid().id, State.OBJECTION)
    training_centre.behave(reject=["application.corrected"])
    desk.office.counter.correct(found.id, "विभाग से बात हुई, काग़ज़ सही है")
    found = desk.wait_for(found.id, lambda found: found.next_step is NextStep.MEND_REFUSED)
    assert found.editable
    assert "आधार कार्ड" in found.objection.words.hi and found.objection.unchanged
    assert found.objection.still_because == "विभाग से बात हुई, काग़ज़ सही है" and not found.objection.wants_reason
    desk.office.counter.correct(found.id)
    *_, again = desk.rows("SELECT body FROM journal WHERE kind = 'application.corrected' ORDER BY position")
    assert "विभाग से बात हुई, काग़ज़ सही है" in again
    desk.wait_for(found.id, lambda found: found.next_step is NextStep.MEND_REFUSED)
    training_centre.behave(reject=[])
    desk.office.counter.answer(found.id, "applicant_name_english", "MOHAN LAAL")
    desk.office.counter.correct(found.id)
    *_, mended = desk.rows("SELECT body FROM journal WHERE kind = 'application.corrected' ORDER BY position")
    assert "MOHAN LAAL" in mended and "विभाग से बात हुई, काग़ज़ सही है" in mended  # the card is as it was
    desk.until(found.id, State.USER_CHARGE_DUE)
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()


def test_a_rejection_that_came_while_a_payment_was_open_holds_when_the_payment_fails(desk: Any):
    found = desk.filed()
    at = desk.office._desk.at()
    said = {"id": found.id, "application_number": "", "state": "rejected", "reason_hi": "पात्र नहीं"}
    with desk.office._desk.records.write() as session:
        begun = pay.begin(session, at, found.id)
        told.application(session, at, said)
    assert desk.office.counter.open(found.id).state is State.ONLINE_INITIATED
    with desk.office._desk.records.write() as session:
        pay.never_arrived(session, at, begun.intent.key)
    found = desk.office.counter.open(found.id)
    assert (found.state, found.cancelled_because) == (State.REJECTED, "पात्र नहीं")


def test_the_challan_of_what_was_turned_down_unpaid_is_void_here_at_the_centre_and_on_paper(
    desk: Any, training_centre: Any
):
    found = desk.with_challan()
    desk.office.link.sync_now()
    turn_down(training_centre, found.id)
    found = desk.until(found.id, State.REJECTED)
    assert found.challan.state is ChallanState.CANCELLED
    for kind in (Kind.CHALLAN, Kind.PROVISIONAL):
        assert f"चालान {found.challan.number} अब बैंक में जमा न करें" in str(desk.paper(found, kind).to_json())
    status = desk.office.link.sync_now()
    assert status.idle and not status.set_aside
    assert kept_at(training_centre, "SELECT state FROM challan") == ["cancelled"]


def test_the_number_of_a_challan_that_was_cancelled_is_listed_as_void_with_its_reason(desk: Any):
    found = desk.with_challan()
    assert any("रद्द नहीं" in each.words.hi for each in desk.office.doctor() if each.part == "books")
    desk.office.counter.cancel_challan(found.id, "नागरिक ऑनलाइन देगा")
    (books,) = [each for each in desk.office.doctor() if each.part == "books"]
    assert books.well
    for text in (books.words.hi, books.words.en):
        assert f"{found.challan.number} (नागरिक ऑनलाइन देगा)" in text


def test_a_correction_must_be_whole(desk: Any, training_centre: Any):
    training_centre.behave(object=True)
    found = desk.until(desk.paid().id, State.OBJECTION)
    desk.office.counter.answer(found.id, "mobile", "12")
    with pytest.raises(InputError) as refused:
        desk.office.counter.correct(found.id)
    assert refused.value.facts["field"] == "mobile"
    assert desk.office.counter.open(found.id).state is State.OBJECTION


def test_a_paper_can_be_scanned_anew_to_mend_an_objection(desk: Any, training_centre: Any):
    training_centre.behave(object=True)
    found = desk.until(desk.paid().id, State.OBJECTION)
    (view,) = found.slots
    old = view.fitted.sha256
    found = desk.office.slots.remove(found.id, view.slot.id, view.pages[0].id)
    with pytest.raises(InputError) as refused:
        desk.office.counter.correct(found.id)
    assert refused.value.key == "application.paper-missing"
    desk.office.slots.import_file(found.id, view.slot.id, desk.brought("bank_passbook"))
    found = desk.office.slots.say_no_aadhaar(found.id, view.slot.id)
    assert found.slots[0].state is SlotState.GOOD and found.slots[0].fitted.sha256 != old
    assert found.objection.left == () and not found.objection.unchanged
    desk.until(desk.office.counter.correct(found.id).id, State.USER_CHARGE_DUE)


def test_a_rejected_application_is_owed_its_fee_back(desk: Any, training_centre: Any):
    training_centre.behave(refuse=True)
    found = desk.until(desk.paid().id, State.REFUND_DUE)
    assert found.next_step is NextStep.GIVE_REFUND
    assert found.turned_down and "पात्र नहीं" in found.cancelled_because
    with pytest.raises(InputError) as refused:
        desk.office.counter.refund(found.id, Mode.ONLINE, " ")
    assert refused.value.key == "refund.reference-needed"
    found = desk.office.counter.refund(found.id, Mode.ONLINE, sent_back_under(found))
    assert (found.state, found.next_step, found.turned_down) == (State.REFUNDED, NextStep.NOTHING, True)
    assert desk.rows("SELECT head, amount FROM money ORDER BY at") == [
        ("upssb-contribution", 5000),
        ("upssb-contribution", -5000),
    ]
    with pytest.raises(WrongStep):
        desk.office.counter.refund(found.id, Mode.ONLINE, "UTR-0002")
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()


def test_a_draft_given_up_never_leaves_the_desk(desk: Any):
    found = desk.form()
    with pytest.raises(InputError) as refused:
        desk.office.counter.cancel(found.id, "")
    assert refused.value.key == "application.reason-needed"
    found = desk.office.counter.cancel(found.id, "नागरिक काग़ज़ लेने गया")
    assert (found.state, found.cancelled_because) == (State.CANCELLED, "नागरिक काग़ज़ लेने गया")
    assert desk.rows("SELECT kind FROM outbox WHERE kind LIKE 'application.%'") == []


def test_before_money_a_cancellation_owes_nothing(desk: Any, training_centre: Any):
    found = desk.office.counter.cancel(desk.filed().id, "गलत सेवा चुनी")
    assert found.state is State.CANCELLED
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()
    assert state_at(training_centre, found.id) == "cancelled"
    with pytest.raises(WrongStep) as wrong:
        desk.office.counter.pay_online(found.id)
    assert wrong.value.facts["state"] == "cancelled"


def test_after_money_a_cancellation_owes_the_fee_back(desk: Any, training_centre: Any):
    training_centre.behave(object=True)
    found = desk.until(desk.paid().id, State.OBJECTION)
    training_centre.behave(gateway="late", late_s=3600)  # what it has sent back is not given in cash too
    found = desk.office.counter.cancel(found.id, "नागरिक अब नहीं चाहता")
    assert found.state is State.REFUND_DUE and not found.turned_down
    for other in (Mode.CASH, Mode.UPI):
        with pytest.raises(InputError) as refused:
            desk.office.counter.refund(found.id, other, "रसीद 12")
        assert refused.value.key == "refund.came-online"
    assert desk.office.counter.open(found.id).state is State.REFUND_DUE
    found = desk.office.counter.refund(found.id, Mode.CASH, "रसीद 12", "खाता बन्द हो चुका है")
    assert found.state is State.REFUNDED
    assert sum(desk.rows("SELECT amount FROM money")) == 0
    found = desk.wait_for(found.id, lambda now: now.notices[-1].template == "TR-1007-0009")
    assert "रद्द हुआ" in str(found.notices) and "₹50.00" in found.notices[-1].text
    (body,) = desk.rows("SELECT body FROM journal WHERE kind = 'refund.made'")
    told = json.loads(body)
    assert (told["mode"], told["not_online_because"]) == ("cash", "खाता बन्द हो चुका है")
    assert told["payment"] == found.fee_payment.key
    assert "खाता बन्द हो चुका है" in str(desk.paper(found, Kind.REFUND).to_json())
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()
    assert state_at(training_centre, found.id) == "cancelled"


def test_a_deposited_challan_is_given_back_and_its_money_stands_in_the_book_both_ways(
    desk: Any, training_centre: Any
):
    training_centre.behave(verify_after_s=0.5)
    found = desk.office.counter.cancel(desk.deposited().id, "नागरिक अब नहीं चाहता")
    assert found.state is State.REFUND_DUE
    found = desk.wait_for(found.id, lambda found: found.challan.state is ChallanState.VERIFIED)
    assert found.state is State.REFUND_DUE
    with pytest.raises(InputError) as refused:
        desk.office.counter.refund(found.id, Mode.ONLINE, "RFN-13")
    assert refused.value.key == "refund.not-online"
    desk.office.counter.refund(found.id, Mode.CASH, "रसीद 13")
    assert desk.office.counter.open(found.id).state is State.REFUNDED
    assert desk.rows("SELECT amount FROM money ORDER BY at") == [5000, -5000]
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()


def test_a_deposit_is_not_given_back_before_the_bank_has_confirmed_it(desk: Any, training_centre: Any):
    training_centre.behave(verify_after_s=3600)
    found = desk.deposited()
    found = desk.office.counter.cancel(found.id, "नागरिक अब नहीं चाहता")
    with pytest.raises(InputError) as refused:
        desk.office.counter.refund(found.id, Mode.CASH, "रसीद 13")
    assert refused.value.key == "refund.not-verified"
    assert desk.office.counter.open(found.id).next_step is NextStep.WAIT_VERIFICATION


def test_where_the_bank_does_not_know_the_deposit_nothing_is_owed_back(desk: Any, training_centre: Any):
    training_centre.behave(verify_after_s=0.5, refuse_challan=True)
    found = desk.office.counter.cancel(desk.deposited().id, "नागरिक अब नहीं चाहता")
    found = desk.until(found.id, State.CANCELLED)
    assert found.challan.state is ChallanState.REFUSED
    assert desk.rows("SELECT amount FROM money") == []


def test_a_refused_filing_is_mended_in_its_turn(desk: Any, training_centre: Any):
    training_centre.behave(reject=("application.filed",))
    found = desk.paid()
    desk.office.link.sync_now()
    found = desk.office.counter.open(found.id)
    assert found.next_step is NextStep.MEND_REFUSED
    (item,) = desk.office.link.attention()
    assert (item.subject, item.code) == (found.id, "training.rejected")
    assert item.thing.called.hi == found.applicant and item.can_go_again
    assert found.refused.code == "training.rejected"
    (listed,) = desk.office.counter.today()
    assert listed.refused and listed.next_step is NextStep.MEND_REFUSED
    assert desk.office.counter.find(found.applicant) == (listed,)
    training_centre.behave(reject=())
    desk.office.counter.answer(found.id, "applicant_name_english", "MOHAN LAAL")
    desk.office.counter.correct(found.id)
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    assert found.answers["applicant_name_english"] == "MOHAN LAAL"
    assert desk.rows("SELECT amount FROM money") == [5000]


def test_counter_staff_may_take_applications_but_neither_cancel_nor_refund(desk: Any, training_centre: Any):
    desk.office.people.sign_in("ramesh", "ramesh1")
    training_centre.behave(refuse=True)
    found = desk.until(desk.paid().id, State.REFUND_DUE)
    with pytest.raises(NotAllowed):
        desk.office.counter.refund(found.id, Mode.ONLINE, "RFN-14")
    other = desk.filed()
    with pytest.raises(NotAllowed) as no:
        desk.office.counter.cancel(other.id, "कारण")
    assert no.value.facts == {"kind": "application.cancelled", "post": "kendra-lucknow-0001.counter"}
    desk.office.people.sign_in("shabana", "shabana1")
    assert desk.office.counter.cancel(other.id, "कारण").state is State.CANCELLED
    number = sent_back_under(found)
    assert desk.office.counter.refund(found.id, Mode.ONLINE, number).state is State.REFUNDED


def state_at(training_centre: Any, application: str) -> str:
    return str(dict(kept_at(training_centre, "SELECT id, state FROM application"))[application])


def turn_down(training_centre: Any, application: str) -> None:
    """The department refuses an application, paid for or not."""
    centre = training_centre.centre
    with centre.store.write() as connection:
        sheet = Sheet(centre, connection)
        sheet.load([application])
        board.reject(sheet, sheet.get(Application, application), "पात्र नहीं", "Not eligible")
        sheet.save()
