"""A whole registration at the counter's screen, with the keyboard alone."""

import json
from threading import get_ident
from typing import Any

from app.attachments.model import SlotState
from app.counter.model import ChallanState, NextStep
from app.counter.walk import State
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from ui.counter.came import LOOK, Came
from ui.counter.course import Course, comes_by_itself, money_page, papers_page
from ui.counter.make import said
from ui.counter.qr_view import QrView
from ui.counter.tones import sign_of

from tests.ui.counter.conftest import APPLICANT, HOUSE, AtTheCounter

F8, F9 = Qt.Key.Key_F8, Qt.Key.Key_F9


def bring_papers(counter: AtTheCounter) -> None:
    """F9 scans each paper that is missing; on a page with Aadhaar digits a box lies at once, and F9 covers it."""
    while counter.application.next_step is NextStep.ATTACH_PAPERS:
        counter.press(F9)
        counter.settled()
        if counter.desk._walk.slots.is_masking:
            counter.until(lambda: bool(counter.desk._walk.slots._picture._boxes.boxes))
            counter.press(F9)
            counter.settled()
            look_at_the_cover(counter)


def look_at_the_cover(counter: AtTheCounter) -> None:
    """The page comes back covered, and F9 says so, once it can be seen."""
    slots = counter.desk._walk.slots
    counter.until(lambda: slots.is_checking and not slots.is_awaited and not counter.desk._bar.is_settling)
    counter.press(F9)
    counter.until(lambda: not slots.is_checking)


def to_the_fee(counter: AtTheCounter) -> None:
    counter.begin()
    counter.fill()
    counter.until(lambda: not counter.application.problems)
    bring_papers(counter)
    assert all(view.state is SlotState.GOOD for view in counter.application.slots if view.slot.required)
    counter.press(F9)  # to the fee


def test_the_keyboard_alone_takes_a_registration_from_the_first_key_to_the_last_receipt(
    counter: AtTheCounter,
):
    to_the_fee(counter)
    counter.press(F9)  # take it online
    counter.until(lambda: counter.application.next_step is NextStep.TAKE_CHARGE)
    assert counter.part("counter.money.title", QLabel).text() == "यूजर चार्ज"  # beside it stands its amount
    assert sign_of(counter.application.state) == "◷"  # no tick on money that is not taken
    counter.until(lambda: not counter.desk._bar.is_settling)
    assert "₹" not in counter.part("counter.next").text()
    counter.press(F9)  # meant for what stood there before the charge came by itself: it takes no money
    counter.settled()
    assert counter.application.state is State.USER_CHARGE_DUE
    assert counter.part("counter.next").text().startswith("₹30.00")
    counter.press(F9)  # the user charge, in cash
    counter.until(lambda: counter.application.state is State.CLOSED)
    counter.until(counter.part("counter.next").hasFocus)  # the next customer, and no step of this one

    assert counter.application.registration_number
    kinds = [paper.kind.value for paper in counter.application.papers]
    assert kinds == ["board-fee-receipt", "acknowledgement", "user-charge-receipt"]
    assert get_ident() not in counter.threads  # not one call of the office came from the window's thread
    assert counter.threads


def test_papers_whose_last_one_a_person_looked_at_lead_straight_to_the_fee(counter: AtTheCounter):
    told = json.loads((HOUSE / "packs/training/applicants/3-mohan.json").read_text("utf-8"))
    counter.desk._start(told["service"])
    counter.until(lambda: counter.desk._visit.application is not None)
    counter.desk._visit.answer(told["answers"])
    counter.until(lambda: counter.application.next_step is NextStep.ATTACH_PAPERS)
    counter.desk._walk.go(papers_page(counter.application))
    bring_papers(counter)  # its one paper is covered, and looked at
    counter.until(lambda: counter.desk._walk.page == money_page(counter.application))
    assert counter.part("counter.next").text().startswith("₹50.00")


def test_money_that_comes_to_be_asked_while_one_waits_is_not_taken_by_the_next_press_at_once():
    asked = (NextStep.TAKE_FEE, NextStep.TAKE_CHARGE)
    waited = (NextStep.ASK_PAYMENT, NextStep.WAIT_CENTRE, NextStep.WAIT_VERIFICATION)
    assert all(comes_by_itself(before, now) for before in waited for now in asked)
    assert not any(comes_by_itself(before, NextStep.TAKE_FEE) for before in ("go", "scan", "", asked[0]))


def test_what_a_person_asked_for_needs_no_second_look():
    came, taken = Came(), Course(said("do-start"), NextStep.TAKE_CHARGE, 4)
    came.ask()
    assert came.told(NextStep.WAIT_CENTRE, taken) is taken
    came.answered()
    assert came.told(NextStep.WAIT_CENTRE, taken).action == LOOK
    assert came.told(LOOK, taken).action == LOOK  # it is drawn anew, and still was not looked at
    came.look()
    assert came.told(LOOK, taken) is taken


def test_a_fee_by_challan_waits_for_the_bank_before_it_counts(counter: AtTheCounter):
    to_the_fee(counter)
    counter.press(F8)
    counter.until(lambda: counter.application.next_step is NextStep.RECORD_DEPOSIT)
    counter.until(lambda: counter.part("counter.deposit.branch", QLineEdit).hasFocus())
    counter.write("SBI Bakshi Ka Talab")
    for text in ("", "SCR-004217"):
        counter.press(Qt.Key.Key_Return)
        counter.write(text)
    day = counter.part("counter.deposit.on", QLineEdit)
    today = day.text()
    day.setText("01-01-2099")
    counter.press(F9)
    counter.until(lambda: day.hasFocus() and day.property("wrong"))
    assert "आज के बाद" in counter.part("counter.deposit.on.below", QLabel).text()
    counter.settled()
    day.setText(today)
    counter.office.training_centre.set_behaviour(refuse_challan=True)
    counter.press(F9)
    counter.until(lambda: counter.application.challan.state is ChallanState.REFUSED)
    counter.settled()
    scroll = counter.part("counter.deposit.scroll", QLineEdit)
    assert scroll.text() == "SCR-004217" and day.text() == today  # to be compared with the bank's part
    counter.office.training_centre.set_behaviour(refuse_challan=False)
    counter.press(F9)
    counter.until(lambda: counter.application.next_step is NextStep.TAKE_CHARGE)

    assert counter.application.challan.state is ChallanState.VERIFIED
    deposit = counter.application.challan.deposit
    assert (deposit.branch, deposit.scroll) == ("SBI बक्शी का तालाब", "SCR-004217")


def test_the_screen_never_says_paid_before_the_centre_does(counter: AtTheCounter):
    counter.office.training_centre.set_behaviour(gateway="late", late_s=4.0)
    to_the_fee(counter)
    counter.press(F9)
    counter.until(lambda: counter.application.next_step is NextStep.ASK_PAYMENT)
    counter.settled()

    said = counter.part("counter.money.words", QLabel).text()
    assert "प्राप्त” माना जाएगा" in said
    assert counter.part("counter.payment.qr", QrView).isVisible()
    assert not counter.application.papers

    counter.until(lambda: counter.application.next_step is NextStep.TAKE_CHARGE)
    assert counter.application.papers[0].kind.value == "board-fee-receipt"


def test_the_box_begins_on_the_digits_and_without_one_f9_covers_nothing_and_says_so(counter: AtTheCounter):
    slots = at_a_masked_card(counter)
    (before,) = slots._picture._boxes.boxes
    counter.press(Qt.Key.Key_Left)
    assert slots._picture._boxes.boxes[0].left() < before.left()
    counter.press(Qt.Key.Key_Delete)
    counter.press(F9)

    assert slots.is_masking
    assert slots.view().state is SlotState.NEEDS_MASK
    assert "डिब्बा नहीं" in counter.desk._bar._said.text()
    counter.press(Qt.Key.Key_Down)  # now there is one
    assert not counter.desk._bar._problem.isVisible()


def test_digits_that_look_out_from_under_a_box_are_covered_before_the_paper_is_good(counter: AtTheCounter):
    slots = at_a_masked_card(counter)
    for _ in range(12):  # the upper half of the digits can be read
        counter.press(Qt.Key.Key_Down)
    counter.press(F9)
    counter.until(lambda: slots.is_checking)
    assert slots.is_awaited or slots.sees_digits  # of a page that is not seen yet nothing is asked
    counter.until(lambda: slots.sees_digits and not counter.desk._bar.is_settling)

    assert slots.view().state is SlotState.NEEDS_MASK
    assert counter.part("counter.next").text().startswith("दिख रहे अंक ढकें")
    first = slots.pages()[0].path
    counter.press(F9)
    assert slots.is_masking and slots._picture._boxes.boxes  # the box lies on what looks out
    counter.press(F9)
    counter.until(lambda: slots.is_checking and slots.pages()[0].path != first)
    look_at_the_cover(counter)
    counter.settled()
    assert not any(view.state is SlotState.NEEDS_MASK for view in counter.application.slots)


def at_a_masked_card(counter: AtTheCounter) -> Any:
    """Fill the form and scan until a page with Aadhaar digits came."""
    counter.begin()
    counter.fill()
    slots = counter.desk._walk.slots
    while not slots.is_masking:
        counter.press(F9)
        counter.settled()
    coming = counter.part("counter.next").text().startswith("पन्ना आ रहा है")
    assert coming is slots.is_awaited  # F9 covers nothing that is not seen, and says so
    counter.until(lambda: slots.sees_digits)
    return slots


def test_digits_that_are_seen_are_covered_or_called_none_with_a_reason_that_names_who_gave_it(
    counter: AtTheCounter,
):
    slots = at_a_masked_card(counter)
    slot = slots.view().slot.id
    counter.part("counter.page.no-aadhaar").click()
    counter.until(lambda: slots.is_looking and slots.sees_digits)
    assert counter.part("counter.page.digits-seen", QLabel).isVisible()
    assert counter.part("counter.next").text().startswith("दिख रहे अंक ढकें")
    slots.say_none()
    counter.part("counter.way.no-digits").click()
    counter.press(Qt.Key.Key_Return)  # no reason yet
    counter.settled()
    assert slots.view().state is SlotState.NEEDS_MASK
    counter.write("PAN 12")
    counter.press(Qt.Key.Key_Return)
    counter.settled()
    found = next(each for each in counter.application.slots if each.slot.id == slot)
    assert found.state is SlotState.GOOD
    assert (found.looked.because, found.looked.by) == ("PAN 12", counter.office.people.acting.person.id)


def test_an_application_is_cancelled_only_with_a_reason(counter: AtTheCounter):
    counter.begin()
    counter.part("counter.way.cancel").click()
    counter.press(Qt.Key.Key_Return)
    assert counter.application.state is State.DRAFT

    counter.write("दोबारा")
    counter.press(Qt.Key.Key_Return)
    counter.until(lambda: counter.application.state is State.CANCELLED)
    assert counter.application.cancelled_because == "दोबारा"


def test_no_whole_aadhaar_stays_on_the_screen(counter: AtTheCounter):
    counter.begin()
    counter.desk._walk.form.focus_field("aadhaar")
    counter.write(APPLICANT["aadhaar"])
    line = counter.part("counter.field.aadhaar", QLineEdit)
    counter.until(lambda: line.text() == f"XXXX XXXX {APPLICANT['aadhaar'][-4:]}")
