"""What an operator does when a registration does not go straight: objected, refused, alike, turned back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from app.base.document import Kind
from app.base.words import Language
from app.counter.model import Application, NextStep
from app.counter.walk import State
from app.papers.records import PrintJobRow
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton
from sqlalchemy import select
from ui.counter.choices import ChoiceEditor
from ui.words import Speech

from tests.integration.office.at_the_desk import MOHAN, SITA, AtTheDesk
from tests.ui.counter.conftest import REGISTRATION, AtTheCounter

ENTER, F8, F9 = Qt.Key.Key_Return, Qt.Key.Key_F8, Qt.Key.Key_F9


@pytest.fixture
def ahead(counter: AtTheCounter, home: Path, tmp_path: Path) -> AtTheDesk:
    """Brings an application, beside the screen, to where the screen takes over."""
    return AtTheDesk(counter.office, home, None, None, None)


def take_over(counter: AtTheCounter, found: Application) -> None:
    counter.desk.open_application(found.id)
    counter.until(lambda: counter.desk._visit.application is not None and counter.application.id == found.id)


def until_shown(counter: AtTheCounter, holds: Callable[[], bool]) -> None:
    """Look anew, as the window does whenever the office tells that something changed, until it holds."""

    def looked() -> bool:
        counter.desk.refresh()
        return holds()

    counter.until(looked)


def test_an_objection_leads_to_its_field_and_the_mended_form_goes_again(
    counter: AtTheCounter, ahead: AtTheDesk
):
    counter.office.training_centre.set_behaviour(object=True)
    paid = ahead.paid(SITA)
    take_over(counter, ahead.until(paid.id, State.OBJECTION))
    assert counter.focused() == "ifsc"
    assert "देखने को कहा" in counter.part("counter.field.ifsc.below", QLabel).text()
    assert "IFSC, बैंक पासबुक" in counter.part("counter.money.words", QLabel).text()

    counter.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    strip = counter.part("counter.refused", QLabel)
    counter.until(strip.isVisible)
    assert "IFSC" in strip.text()
    assert "✓" not in counter.part("counter.step.papers").text()
    assert counter.part("counter.way.keep-place").text() == "बैंक पासबुक सही है  F8"  # what is seen, F8 speaks of
    assert counter.desk.findChild(QPushButton, "counter.way.unchanged") is None  # one reason is not for both
    counter.press(F9)  # nothing is mended yet: it leads back, and sends nothing
    said = counter.part("counter.problem", QLabel)
    counter.until(lambda: "“IFSC” पर आपत्ति" in said.text())
    assert counter.focused() == "ifsc" and counter.application.state is State.OBJECTION
    assert counter.part("counter.field.ifsc.below", QLabel).text().startswith("⚠")
    assert counter.part("counter.next").text() == "सुधारें: बैंक पासबुक    F9"  # it never leads past the other
    counter.press(F8)
    counter.write("पासबुक से मिलाया, सही है")
    counter.press(F9)
    counter.until(lambda: "IFSC ✓, बैंक पासबुक" in strip.text())
    assert counter.application.state is State.OBJECTION  # the passbook is still asked for

    counter.part("counter.field.ifsc", QLineEdit).setFocus()  # and mended after all
    counter.part("counter.field.ifsc", QLineEdit).selectAll()
    counter.write("SBIN0004321")
    counter.press(ENTER)
    counter.settled()
    assert not said.isVisible() and "IFSC ✓, बैंक पासबुक" in strip.text()
    assert not counter.part("counter.field.ifsc.below", QLabel).text().startswith("⚠")
    assert "बैंक पासबुक" in counter.part("counter.next").text()
    assert counter.part("counter.way.unchanged").text() == "बैंक पासबुक सही है, ऐसे ही भेजें  F8"
    counter.press(F9)  # half mended: it leads to the other half, and sends nothing
    counter.until(lambda: "“बैंक पासबुक” पर आपत्ति" in said.text())
    assert counter.application.state is State.OBJECTION
    counter.press(Qt.Key.Key_F7)  # the paper that is objected to, not the first one
    assert counter.desk._walk.slots.chosen()[0] == "bank_passbook"
    counter.until(lambda: "बैंक पासबुक ✓" in strip.text())
    counter.settled()
    counter.press(F9)
    until_shown(counter, lambda: counter.application.next_step is NextStep.TAKE_CHARGE)

    assert counter.application.answers["ifsc"] == "SBIN0004321"
    assert counter.application.objection is None


def test_a_form_that_was_cancelled_before_it_was_sent_says_so(counter: AtTheCounter, ahead: AtTheDesk):
    begun = ahead.form(SITA)
    take_over(counter, counter.office.counter.cancel(begun.id, "नागरिक लौट गया"))
    said = [each.text() for each in counter.desk._walk.findChildren(QLabel)]
    assert any("भेजने से पहले ही रद्द" in text for text in said)
    assert not any("भेजा जा चुका" in text for text in said)
    steps = [each.text() for each in counter.desk._walk._steps._buttons]
    assert steps and not any("✓" in text for text in steps)


def test_a_similar_application_is_shown_before_money_and_settled_with_a_reason(
    counter: AtTheCounter, ahead: AtTheDesk
):
    earlier, found = ahead.filed(SITA), ahead.ready(SITA)
    take_over(counter, found)
    counter.part(f"counter.likeness.{earlier.id}").click()  # looked at, and back
    counter.until(lambda: counter.application.id == earlier.id)
    take_over(counter, found)
    card = counter.part("counter.likeness", QFrame)
    assert counter.application.next_step is NextStep.SETTLE_LIKENESS
    counter.until(card.isVisible)
    assert any("सीता देवी" in each.text() for each in card.findChildren(QLabel))
    assert [way.id for way in counter.desk._course.ways] == [
        "cancel"
    ]  # no money, and no challan, before that

    counter.press(F9)
    counter.until(lambda: counter.part("counter.reason", QLineEdit).hasFocus())
    counter.write("namesake")
    counter.press(ENTER)
    counter.until(lambda: counter.application.next_step is NextStep.TAKE_FEE)
    assert not card.isVisible()


def test_a_form_the_centre_turned_back_is_mended_and_sent_again(counter: AtTheCounter, ahead: AtTheDesk):
    counter.office.training_centre.set_behaviour(reject=["application.filed"])
    take_over(counter, ahead.ready(SITA))
    counter.press(F8)
    until_shown(counter, lambda: counter.application.next_step is NextStep.MEND_REFUSED)
    counter.settled()
    assert counter.part("counter.money.title", QLabel).text() == "अब क्या करें"
    said = counter.part("counter.refused", QLabel).text()  # what and why stands once, over every page
    assert said.count("केन्द्र ने यह आवेदन स्वीकार नहीं किया") == 1
    assert "अभ्यास के बाद" in said
    assert counter.office.link.attention()
    branch = counter.part("counter.deposit.branch", QLineEdit)
    assert not branch.isVisible()  # nothing is paid in on a form that was turned back

    counter.desk._walk.form.focus_field("ifsc")
    counter.part("counter.field.ifsc", QLineEdit).selectAll()
    counter.write("SBIN0004321")
    counter.office.training_centre.set_behaviour(reject=[])
    counter.press(F9)
    until_shown(counter, lambda: counter.application.next_step is NextStep.RECORD_DEPOSIT)
    until_shown(counter, lambda: bool(counter.application.application_number))
    assert counter.office.link.attention() == ()


def test_a_form_turned_back_after_its_fee_is_cancelled_with_a_reason_and_the_fee_goes_back(
    counter: AtTheCounter, ahead: AtTheDesk
):
    counter.office.training_centre.set_behaviour(reject=["application.filed"])
    take_over(counter, ahead.ready(SITA))
    counter.press(F9)
    until_shown(counter, lambda: counter.application.next_step is NextStep.MEND_REFUSED)
    until_shown(counter, lambda: counter.application.state is State.SUBMITTING)
    counter.settled()
    said = counter.part("counter.money.words", QLabel).text()
    assert "शुल्क जमा है" in said and "शुल्क लौटाया जाएगा" in said
    # Cash is for what the gateway has not sent back yet.
    counter.office.training_centre.set_behaviour(gateway="late", late_s=3600)

    counter.part("counter.way.cancel").click()
    counter.until(lambda: counter.part("counter.reason", QLineEdit).hasFocus())
    assert not counter.part("counter.next").isVisible() and "F9" in counter.part("counter.reason.yes").text()
    counter.press(F9)
    assert not counter.desk._visit.is_busy  # nothing goes on while the question is open and has no answer
    counter.write("naagarik laut gaya ")
    counter.press(F9)  # F9 answers the question that is open
    counter.until(lambda: counter.application.state is State.REFUND_DUE)
    assert counter.application.cancelled_because in counter.part("counter.refused", QLabel).text()
    counter.settled()
    counter.until(counter.part("counter.refund.reference", QLineEdit).hasFocus)
    counter.press(F9)
    below = counter.part("counter.refund.reference.below", QLabel)
    counter.until(lambda: "वापसी का नंबर" in below.text() and below.text().startswith("⚠"))
    assert counter.application.state is State.REFUND_DUE

    counter.settled()
    mode = counter.part("counter.refund.mode", ChoiceEditor)
    assert mode.typed() == "online" and mode.findData("upi") < 0
    mode.setCurrentIndex(mode.findData("cash"))
    mode.setFocus()
    counter.press(ENTER)  # from how it goes back to its number
    counter.write("UTR-17")
    assert "वापसी का नंबर" not in below.text()  # what is filled is not red any more
    refunded, other = counter.application.id, counter.office.counter.start(REGISTRATION).id
    for each in (other, refunded):
        counter.desk.open_application(each)
        counter.until(lambda each=each: counter.application.id == each)
    assert (mode.typed(), counter.part("counter.refund.reference", QLineEdit).text()) == ("cash", "UTR-17")
    counter.press(F9)
    counter.until(lambda: counter.part("counter.reason", QLineEdit).hasFocus())
    assert counter.application.state is State.REFUND_DUE
    counter.write("khata band hai ")
    counter.press(F9)  # cash for what came online goes out only with a reason
    counter.until(lambda: counter.application.state is State.REFUNDED)
    assert counter.part("counter.money.title", QLabel).text() == "शुल्क लौटाया गया"
    why = counter.part("counter.refused", QLabel).text()
    assert "आवेदन रद्द हुआ" in why and counter.application.cancelled_because in why
    until_shown(counter, lambda: counter.office.link.attention() == ())


def test_a_challan_the_centre_turned_back_is_sent_again_as_it_is(counter: AtTheCounter, ahead: AtTheDesk):
    counter.office.training_centre.set_behaviour(reject=["challan.issued"])
    take_over(counter, ahead.ready(SITA))
    counter.press(F8)
    until_shown(counter, lambda: counter.application.next_step is NextStep.MEND_REFUSED)
    counter.settled()
    assert not counter.application.editable
    assert "फिर भेजें" in counter.part("counter.next").text()

    counter.office.training_centre.set_behaviour(reject=[])
    counter.press(F9)
    until_shown(counter, lambda: counter.application.next_step is NextStep.RECORD_DEPOSIT)
    assert counter.office.link.attention() == ()


def test_a_second_service_for_the_same_customer_carries_what_is_known(
    counter: AtTheCounter, ahead: AtTheDesk
):
    first = ahead.acknowledged(SITA)
    take_over(counter, first)
    counter.part("counter.again").click()
    said = [each.text() for each in counter.desk._services.findChildren(QLabel)]
    assert any("सीता देवी के लिए" in text for text in said)

    counter.press(Qt.Key.Key_2)
    counter.until(lambda: counter.desk._visit.application is not None)
    second = counter.application
    assert second.pack.id != first.pack.id
    known = {field.id for field in second.pack.fields if field.about_person} & set(first.answers)
    assert "applicant_name" in known
    assert {name: second.answers.get(name) for name in known} == {name: first.answers[name] for name in known}


def test_for_an_inspector_a_receipt_is_found_by_its_number_and_printed_again_with_a_reason(
    counter: AtTheCounter, ahead: AtTheDesk
):
    found = ahead.acknowledged(SITA)
    receipt = next(paper for paper in found.papers if paper.kind is Kind.BOARD_FEE)
    for typed in (receipt.number, receipt.number.split("/", 2)[2].lower()):
        assert [row.id for row in counter.office.counter.find(typed)] == [found.id]
    assert counter.office.counter.find("BRD/999999") == ()

    take_over(counter, found)
    counter.part("counter.paper.board-fee-receipt").click()
    assert not counter.part("counter.paper.copies", QLabel).isVisible()
    counter.until(counter.part("counter.paper.again").isVisible)  # once the paper is seen
    counter.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    counter.until(lambda: counter.part("counter.reason", QLineEdit).hasFocus())
    counter.write("jaanch")  # written by its sound
    counter.press(ENTER)
    counter.settled()
    reprinted = next(paper for paper in counter.application.papers if paper.id == receipt.id)
    assert reprinted.copies == receipt.copies + 1
    assert counter.part("counter.paper.copies", QLabel).text().endswith("अब तक 1")
    with counter.office._desk.records.read() as session:
        reasons = session.scalars(select(PrintJobRow.reason).where(PrintJobRow.document == receipt.id)).all()
    assert sorted(reasons) == ["", "जाँच"]


def test_a_reason_begins_in_the_windows_language(counter: AtTheCounter, ahead: AtTheDesk, speech: Speech):
    take_over(counter, ahead.filed(SITA))
    speech.speak(Language.ENGLISH)
    assert counter.part("counter.way.cancel").text().endswith("Ctrl+R")
    counter.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    counter.until(lambda: counter.part("counter.reason", QLineEdit).hasFocus())
    counter.write("wrong service ")
    assert counter.part("counter.reason", QLineEdit).text() == "wrong service "


def test_a_number_that_the_centre_never_gave_is_led_to_before_any_fee_and_mended(
    counter: AtTheCounter, ahead: AtTheDesk
):
    take_over(counter, ahead.ready(MOHAN, registration_number="UPSSB-TR-26-0000009"))
    counter.press(F9)
    until_shown(counter, lambda: counter.application.next_step is NextStep.MEND_REFUSED)
    counter.settled()
    assert (counter.application.payment, counter.application.fee_is_in) == (None, False)
    counter.press(F9)
    assert counter.focused() == "registration_number"
    below = counter.part("counter.field.registration_number.below", QLabel).text()
    assert "UPSSB-TR-26-0000009" in below

    counter.desk._visit.answer({"registration_number": "UPSSB-2021-000123"})
    counter.settled()
    said = counter.part("counter.field.registration_number.below", QLabel)
    counter.until(lambda: "केन्द्र इसे नहीं जाँच पाएगा" in said.text())
    counter.press(F9)
    until_shown(counter, lambda: counter.application.next_step is NextStep.TAKE_FEE)
    assert counter.application.refused is None
