"""Wherever an application stands, the desk offers something to do about it; only what has ended is left alone."""

from pathlib import Path

import pytest
from app.counter.model import Mode
from app.counter.records import ApplicationRow, PaymentRow
from app.counter.walk import ENDED, State
from app.papers.records import PrintJobRow
from app.records.tables import OutboxRow
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from sqlalchemy import update
from ui.counter.choices import ChoiceEditor
from ui.counter.next_bar import END_KEY, OTHER_KEY
from ui.tasks import Lane

from tests.integration.office.at_the_desk import MOHAN, SITA, AtTheDesk
from tests.ui.counter.conftest import AtTheCounter


@pytest.fixture
def ahead(counter: AtTheCounter, home: Path, tmp_path: Path) -> AtTheDesk:
    return AtTheDesk(counter.office, home, None, None, None)


def stand(counter: AtTheCounter, id: str, state: State, *, refused: str = "") -> None:
    """Put the application where the table knows it, an entry of it refused, and let the desk show it."""
    with counter.office._desk.records.write() as session:
        session.execute(update(ApplicationRow).where(ApplicationRow.id == id).values(state=state.value))
        entries = update(OutboxRow).where(OutboxRow.subject == id)
        session.execute(entries.values(state="done"))
        aside = entries.where(OutboxRow.kind == refused)
        session.execute(aside.values(state="set-aside", last_code="training.rejected"))
    counter.desk.open_application(id)
    counter.until(
        lambda: (
            counter.desk._visit.application is not None
            and counter.application.state is state
            and (counter.application.refused is not None) is bool(refused)
        )
    )


def said_to(counter: AtTheCounter, key: str) -> str:
    """Press a key of the bar, and return what is said of it."""
    counter.until(lambda: not counter.desk._bar.is_settling)
    counter.desk._bar._go_by(key)
    told = counter.part("counter.problem", QLabel)
    return str(told.text()) if told.isVisible() else ""


def test_every_state_of_the_table_has_an_act_at_the_desk_and_a_refused_form_a_way_out(
    counter: AtTheCounter, ahead: AtTheDesk
):
    found = counter.office.counter.make_challan(ahead.filed(SITA).id)
    for state in State:
        stand(counter, found.id, state)
        here = counter.desk._course
        if state in ENDED:
            assert here.action == "nothing", state
        else:
            assert here.action != "nothing" or here.ways, state
            assert counter.part("counter.next").isEnabled()
        if "cancel" not in [way.id for way in here.ways]:
            assert said_to(counter, END_KEY), state

    for state in (State.FEE_DUE, State.CHALLAN_ISSUED, State.CHALLAN_DEPOSITED, State.SUBMITTING):
        stand(counter, found.id, state, refused="application.filed")
        here = counter.desk._course
        assert here.action == "mend-refused", state
        assert "cancel" in [way.id for way in here.ways], state
        assert "केन्द्र ने लौटाया" in counter.desk._queue._state.text(), state
    for state in (State.CANCELLED, State.REFUND_DUE, State.REFUNDED):
        stand(counter, found.id, state, refused="application.filed")
        assert counter.desk._course.action == "end", state
    for state in (State.ONLINE_INITIATED, State.ONLINE_PENDING):
        stand(counter, found.id, state, refused="application.filed")
        assert [way.id for way in counter.desk._course.ways] == ["ask-payment"], state
    for state in (State.CHALLAN_ISSUED, State.OBJECTION):
        stand(counter, found.id, state, refused="challan.issued")
        here = counter.desk._course
        assert here.action == "mend-refused" and "leave" in [way.id for way in here.ways], state
        assert "फिर भेजें" in counter.part("counter.next").text(), state

    counter.office.people.sign_in("ramesh", "ramesh1")
    what_is_the_operators_is_not_offered_to_the_assistant(counter, found.id)


def what_is_the_operators_is_not_offered_to_the_assistant(counter: AtTheCounter, id: str) -> None:
    ended = {State.REFUND_DUE: "", State.REGISTERED_REFUNDED: "", State.CANCELLED: "application.filed"}
    for state, refused in ended.items():
        stand(counter, id, state, refused=refused)
        assert counter.desk._course.action == "nothing", state
        assert "संचालक" in counter.part("counter.money.words", QLabel).text(), state
        assert not counter.desk._walk.money._refund.isVisible()
    stand(counter, id, State.FEE_DUE, refused="application.filed")
    assert "संचालक" in counter.part("counter.money.words", QLabel).text()
    assert "संचालक" in said_to(counter, END_KEY)
    assert OTHER_KEY in said_to(counter, OTHER_KEY)  # it has nothing to do here
    stand(counter, id, State.SUBMITTING)
    counter.desk._papers.scan_by_key()
    assert "भेजा जा चुका" in counter.part("counter.problem", QLabel).text()


def test_a_slip_that_did_not_come_out_is_told_where_the_work_ends_and_is_printed_again_from_there(
    counter: AtTheCounter, ahead: AtTheDesk
):
    found = counter.office.counter.make_challan(ahead.filed(SITA).id)
    counter.until(lambda: not counter.office.papers.jobs())
    with counter.office._desk.records.write() as session:
        hangs = {"state": "needs-operator", "code": "print.paper-out-midway"}
        session.execute(update(PrintJobRow).where(PrintJobRow.printer == "virtual").values(hangs))
    stand(counter, found.id, State.CLOSED)
    strip = counter.part("counter.not-out", QWidget)
    assert "काग़ज़ ख़त्म" in " ".join(each.text() for each in strip.findChildren(QLabel))
    assert "पूरा हुआ" not in counter.part("counter.money.title", QLabel).text()
    assert [way.id for way in counter.desk._course.ways][:1] == ["print-fine"]
    counter.until(lambda: not counter.desk._bar.is_settling)
    counter.part("counter.next").click()
    counter.until(lambda: not strip.isVisible())
    assert counter.desk._course.action == "nothing"
    counter.until(lambda: not counter.office.papers.jobs())


def test_news_that_come_while_another_is_being_opened_do_not_bring_the_old_one_back(
    counter: AtTheCounter, ahead: AtTheDesk
):
    first, second = ahead.filed(SITA), ahead.filed(MOHAN)
    counter.desk.open_application(first.id)
    counter.until(lambda: counter.desk._visit.application is not None)
    counter.desk.open_application(second.id)
    counter.desk.refresh()  # the centre has answered something
    counter.desk._visit.act(
        Lane.RECORDS, counter.office.counter.file
    )  # and F9 is pressed on what is still seen
    looked: list[bool] = []
    for _ in range(2):  # whatever was asked before it has been shown by then
        counter.desk._tasks.run(Lane.RECORDS, bool, looked.append, looked.append, owner=counter.desk)
        counter.until(lambda: bool(looked))
        looked.clear()
    assert counter.application.id == second.id
    assert counter.desk._queue._who.text() == second.applicant


def test_a_charge_by_upi_asks_for_its_number_and_goes_without_one(counter: AtTheCounter, ahead: AtTheDesk):
    found = counter.office.counter.make_challan(ahead.filed(SITA).id)
    stand(counter, found.id, State.USER_CHARGE_DUE)
    counter.desk._go("upi")
    assert counter.desk._bar.is_asking and counter.application.state is State.USER_CHARGE_DUE
    line = counter.part("counter.reason", QLineEdit)
    assert not line.phonetic  # a number is no Hindi word
    line.setText("4123567")
    counter.desk._bar._press()
    counter.until(lambda: not counter.desk._visit.is_busy)
    counter.settled()
    assert counter.desk._bar.is_asking and line.text() == "4123567"  # F9 is not cash of a sudden
    counter.part("counter.reason.no").click()
    counter.desk._go("upi")
    assert line.text() == "4123567"
    line.setText("4123 5678 9012")
    counter.desk._bar._press()
    counter.until(lambda: counter.application.state is State.CLOSED)
    counter.part("counter.way.was-cash").click()  # and was cash after all
    line.setText("ग़लत लिखा था")
    counter.desk._bar._press()
    counter.until(lambda: counter.application.charge_mode is Mode.CASH)
    counter.until(counter.part("counter.next").hasFocus)  # the next customer, and no step of this one


def test_what_was_paid_in_under_a_withdrawn_challan_is_written_down_and_f9_records_it(
    counter: AtTheCounter, ahead: AtTheDesk
):
    found = counter.office.counter.make_challan(ahead.filed(SITA).id)
    counter.office.counter.cancel_challan(found.id, "ग्राहक ने बैंक में जमा कर दिया")
    counter.desk.open_application(found.id)
    counter.until(lambda: counter.desk._visit.application is not None)
    assert "दोबारा न लें" in counter.part("counter.money.words", QLabel).text()  # he has paid already
    counter.part("counter.way.paid-in").click()
    assert counter.desk._course.action == "record-deposit"
    counter.part("counter.way.not-paid-in").click()
    assert counter.desk._course.action == "take-fee" and not counter.desk._walk.money._deposit.isVisible()

    counter.office.counter.cancel(found.id, "अब नहीं चाहिए")
    counter.desk.open_application(found.id)
    counter.until(lambda: counter.application.state is State.CANCELLED)
    assert counter.desk._course.action == "nothing"
    counter.part("counter.way.paid-in").click()
    assert counter.desk._walk.money._deposit.isVisible()
    assert counter.desk._course.action == "record-deposit"
    counter.part("counter.next").click()  # nothing is filled: it stays, and says so
    assert counter.application.state is State.CANCELLED and counter.desk._walk.money.writes_late


def test_a_deposit_is_recorded_under_the_withdrawn_challan_that_it_names(
    counter: AtTheCounter, ahead: AtTheDesk
):
    office = counter.office.counter
    found = office.make_challan(ahead.filed(SITA).id)
    first = found.challan.number
    office.cancel_challan(found.id, "चालान खो गया")
    office.make_challan(found.id)
    counter.desk.open_application(found.id)
    counter.until(lambda: counter.desk._visit.application is not None)
    which = counter.part("counter.deposit.number", ChoiceEditor)
    which.setCurrentIndex(which.findData(first))
    counter.part("counter.deposit.branch", QLineEdit).setText("SBI")
    counter.part("counter.deposit.scroll", QLineEdit).setText("SCR-9")
    counter.part("counter.next").click()
    counter.until(lambda: counter.application.state is not State.CHALLAN_ISSUED)
    assert counter.application.challan.number == first and not counter.application.to_deposit[1:]


def test_money_that_went_back_twice_is_said_and_settled_at_the_counter(
    counter: AtTheCounter, ahead: AtTheDesk
):
    found = counter.office.counter.pay_online(ahead.filed(SITA).id)
    stand(counter, found.id, State.OBJECTION)
    counter.desk._go("cancel")
    assert "₹" in counter.part("counter.reason.yes").text()  # that the fee goes back is said before
    with counter.office._desk.records.write() as session:
        session.execute(update(PaymentRow).values(state="given-twice"))
    stand(counter, found.id, State.REFUNDED)
    assert "दो बार मिले" in counter.part("counter.money.words", QLabel).text()
    counter.part("counter.way.asked-back").click()
    counter.desk._bar._reason.setText("रजिस्टर 3")
    counter.desk._bar._press()
    counter.until(lambda: not counter.application.given_twice)
    assert counter.desk.findChild(QWidget, "counter.way.not-back") is None
