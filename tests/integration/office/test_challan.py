"""The Board's fee by challan: made, paid in, verified; refused, corrected, lapsed, voided."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import pypdfium2

from app.base.document import Kind, Notice, Shape
from app.counter.model import ChallanState, Deposit, Mode, NextStep
from app.counter.walk import State
from app.errors import InputError, WrongStep


def words_of(document: Any) -> str:
    return " ".join(map(str, document.blocks))


def test_a_challan_has_a_page_in_three_parts_and_a_slip_that_is_no_acknowledgement(desk: Any):
    found = desk.with_challan()
    assert (found.state, found.next_step) == (State.CHALLAN_ISSUED, NextStep.RECORD_DEPOSIT)
    page, slip = desk.paper(found, Kind.CHALLAN), desk.paper(found, Kind.PROVISIONAL)
    assert page.shape is Shape.PAGE and len(page.parts) == 3
    assert found.challan.number == page.number and page.number in words_of(slip)
    assert "पचास रुपये" in words_of(page)
    (notice,) = (block for block in slip.blocks if isinstance(block, Notice))
    assert "यह पावती नहीं है" in notice.words.hi
    assert desk.office.papers.print_what_waits() == 2
    (printed,) = (desk.home / "out").glob("*.pdf")
    with pypdfium2.PdfDocument(printed) as pdf:
        text = "".join(pdf[0].get_textpage().get_text_bounded().split())
    assert text.count(found.challan.number) >= 3
    assert len(desk.printer.papers()) == 1


def test_a_verified_challan_brings_the_acknowledgement_to_the_shelf_by_itself(desk: Any):
    found = desk.deposited()
    assert found.next_step is NextStep.WAIT_VERIFICATION
    assert desk.office.counter.shelf() == ()
    desk.until(found.id, State.USER_CHARGE_DUE)
    found = desk.office.counter.open(found.id)
    assert found.challan.state is ChallanState.VERIFIED
    (item,) = desk.office.counter.shelf()
    assert item.application.id == found.id
    assert "SCR-004217" in words_of(desk.paper(found, Kind.ACKNOWLEDGEMENT))
    assert desk.rows("SELECT amount, mode FROM money") == [(5000, "challan")]


def test_until_it_is_verified_nothing_counts_as_paid(desk: Any, training_centre: Any):
    training_centre.behave(verify_after_s=3600)
    found = desk.deposited()
    desk.office.link.sync_now()
    found = desk.office.counter.open(found.id)
    assert found.state is State.CHALLAN_DEPOSITED
    assert desk.rows("SELECT amount FROM money") == []
    with pytest.raises(WrongStep) as wrong:
        desk.office.counter.pay_online(found.id)
    assert wrong.value.facts["state"] == "challan-deposited"


def test_a_refused_challan_says_why_and_its_deposit_can_be_corrected(desk: Any, training_centre: Any):
    training_centre.behave(refuse_challan=True)
    found = desk.until(desk.deposited().id, State.CHALLAN_ISSUED)
    assert found.challan.state is ChallanState.REFUSED
    assert "स्क्रॉल" in found.challan.refusal.hi and "scroll" in found.challan.refusal.en
    assert found.next_step is NextStep.RECORD_DEPOSIT
    training_centre.behave(refuse_challan=False)
    found = desk.office.counter.record_deposit(found.id, desk.deposit("SCR-004271"))
    assert found.challan.refusal is None
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    assert found.challan.deposit.scroll == "SCR-004271"
    assert desk.rows("SELECT amount FROM money") == [5000]


def test_a_challan_whose_day_has_passed_lapses_and_money_paid_in_late_is_the_fee_all_the_same(
    desk: Any, training_centre: Any
):
    found = desk.with_challan()
    desk.office.link.sync_now()
    desk.clock.ahead = timedelta(days=16)
    training_centre.centre.clock = desk.clock.now
    desk.office.link.sync_now()
    assert desk.office.counter.open(found.id).challan_overdue
    assert [(each.subject, each.code) for each in desk.office.link.attention()] == [
        (found.id, "challan.overdue")
    ]
    assert desk.office.counter.counts().attention == 1
    found = desk.office.counter.cancel_challan(found.id, "समय निकल गया")
    assert (found.state, found.challan.state) == (State.FEE_DUE, ChallanState.EXPIRED)
    late = replace(desk.deposit(), on=found.challan.valid_until + timedelta(days=1))
    desk.office.counter.record_deposit(found.id, late, found.challan.number)
    desk.until(found.id, State.USER_CHARGE_DUE)
    assert desk.office.link.attention() == () and desk.rows("SELECT mode FROM money") == ["challan"]


def test_a_deposit_of_the_last_day_counts_though_it_is_told_later(desk: Any, training_centre: Any):
    found = desk.with_challan()
    desk.clock.ahead = timedelta(days=16)
    training_centre.centre.clock = desk.clock.now
    last_day = replace(desk.deposit(), on=found.challan.valid_until)
    desk.office.counter.record_deposit(found.id, last_day)
    desk.until(found.id, State.USER_CHARGE_DUE)


def test_a_cancelled_challan_keeps_its_number_for_ever(desk: Any):
    found = desk.with_challan()
    first = found.challan.number
    with pytest.raises(InputError) as refused:
        desk.office.counter.cancel_challan(found.id, "  ")
    assert refused.value.key == "application.reason-needed"
    found = desk.office.counter.cancel_challan(found.id, "नागरिक ऑनलाइन देगा")
    assert found.challan.state is ChallanState.CANCELLED
    found = desk.office.counter.make_challan(found.id)
    assert found.challan.number != first
    found = desk.office.counter.record_deposit(found.id, desk.deposit())
    desk.until(found.id, State.USER_CHARGE_DUE)
    assert sorted(desk.rows("SELECT state FROM challan")) == ["cancelled", "verified"]
    assert desk.office.link.attention() == ()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"branch": " "}, "challan.branch-needed"),
        ({"scroll": ""}, "challan.scroll-needed"),
        ({"days": 1}, "challan.day-ahead"),
        ({"days": -1}, "challan.day-before-issue"),
    ],
)
def test_a_deposit_must_say_what_the_bank_wrote(desk: Any, changed: dict[str, Any], reason: str):
    found, right = desk.with_challan(), desk.deposit()
    told = Deposit(
        changed.get("branch", right.branch),
        right.on + timedelta(days=changed.get("days", 0)),
        changed.get("scroll", right.scroll),
    )
    with pytest.raises(InputError) as refused:
        desk.office.counter.record_deposit(found.id, told)
    assert refused.value.key == reason
    assert desk.office.counter.open(found.id).state is State.CHALLAN_ISSUED


def test_after_a_refused_challan_the_fee_can_be_taken_online(desk: Any, training_centre: Any):
    training_centre.behave(refuse_challan=True)
    found = desk.until(desk.deposited().id, State.CHALLAN_ISSUED)
    desk.office.counter.cancel_challan(found.id, "बैंक को जमा नहीं मिली")
    found = desk.office.counter.pay_online(found.id)
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    assert desk.rows("SELECT amount, mode FROM money") == [(5000, "online")]
    said = words_of(desk.paper(found, Kind.ACKNOWLEDGEMENT))
    assert found.payment.gateway_ref in said and "SCR-004217" not in said
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()


def test_what_was_paid_in_under_a_challan_that_was_withdrawn_meanwhile_goes_back(desk: Any):
    found = desk.with_challan()
    found = desk.office.counter.cancel(found.id, "नागरिक अब नहीं चाहता")
    assert found.may_be_paid_in
    found = desk.office.counter.record_deposit(found.id, desk.deposit())
    assert (found.state, found.next_step) == (State.REFUND_DUE, NextStep.WAIT_VERIFICATION)
    found = desk.wait_for(found.id, lambda now: now.next_step is NextStep.GIVE_REFUND)
    found = desk.office.counter.refund(found.id, Mode.CASH, "रसीद 7")
    assert found.state is State.REFUNDED and not found.may_be_paid_in
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()
    assert desk.office.account.of(desk.office.account.today()).whole


def test_what_was_paid_in_under_a_withdrawn_challan_is_the_fee_while_it_is_due(
    desk: Any, training_centre: Any
):
    found, counter = desk.with_challan(), desk.office.counter
    number = found.challan.number
    found = counter.cancel_challan(found.id, "ग्राहक ने बैंक में जमा कर दिया")
    assert found.state is State.FEE_DUE and found.may_be_paid_in
    training_centre.behave(refuse_challan=True)
    counter.record_deposit(found.id, desk.deposit())
    found = desk.until(found.id, State.CHALLAN_ISSUED)
    counter.cancel_challan(found.id, "जमा नहीं मिली")
    training_centre.behave(refuse_challan=False)
    counter.record_deposit(found.id, desk.deposit("SCR-004271"))
    found = desk.until(found.id, State.USER_CHARGE_DUE)
    assert found.challan.number == number and found.challan.state is ChallanState.VERIFIED
    (page,) = (each for each in found.papers if each.kind is Kind.CHALLAN)
    assert desk.office.papers.as_issued(page.id)[1] == ()  # its number is void no more
    assert desk.rows("SELECT amount, mode FROM money") == [(5000, "challan")]
    assert desk.office.account.of(desk.office.account.today()).whole
    assert desk.office.link.sync_now().idle and desk.office.link.attention() == ()
