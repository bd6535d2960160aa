"""The day's account: every paisa of the day under its head, every receipt by its number, on screen and on paper."""

from datetime import timedelta
from typing import Any

import pytest

from app.base.document import Kind, Shape
from app.counter.actions.fee_online import went_back
from app.counter.model import Mode, PaymentState
from app.counter.reading import row_of
from app.counter.records import PaymentRow
from app.counter.walk import State
from app.errors import InputError, WrongStep
from app.ports.centre import PaymentAnswer

from tests.integration.office.at_the_desk import MOHAN, SITA
from tests.integration.office.test_money_online import confirm_after_all

AS_BEFORE = """DROP TRIGGER journal_no_update;
UPDATE journal SET kind = 'receipt.issued' WHERE kind = 'refund.due' AND body ->> '$.owed'"""


def turned_down(desk: Any, training_centre: Any) -> Any:
    """Return a paid application that the centre refused, and whose fee the gateway has not sent back yet."""
    training_centre.behave(refuse=True)
    paid = desk.paid(MOHAN, mobile="9000000012")
    training_centre.behave(gateway="late", late_s=3600)
    return desk.until(paid.id, State.REFUND_DUE)


def by_hand(found: Any) -> dict[str, tuple[int, int, int]]:
    """Return what each person took and gave back and has in cash, which adds up to the whole."""
    hands = {each.person.en.split()[0]: (each.taken, each.back, each.cash) for each in found.hands}
    sums = [sum(part) for part in zip(*hands.values(), strict=True)]
    assert sums == [found.total_taken, found.total_back, found.cash]
    return hands


def test_a_day_is_accounted_for_to_the_paisa_and_by_every_number(desk: Any, training_centre: Any):
    office, today = desk.office, desk.office.account.today()
    paid = desk.acknowledged(SITA)
    office.counter.take_charge(paid.id, Mode.CASH)
    charge = office.counter.open(paid.id).user_charge.amount
    office.papers.reprint(next(each.id for each in office.counter.open(paid.id).papers), "नागरिक ने खो दी")
    upi = desk.acknowledged(MOHAN, mobile="9000000011")
    office.people.sign_in("ramesh", "ramesh1")
    office.counter.take_charge(upi.id, Mode.CASH)
    office.people.sign_in("gita", "gita1")
    last = desk.acknowledged(MOHAN, mobile="9000000014")
    office.counter.take_charge(last.id, Mode.UPI)
    refused = turned_down(desk, training_centre)
    office.counter.refund(refused.id, Mode.CASH, "रसीद 12", "गेटवे बन्द है")
    void = desk.with_challan(mobile="9000000013")
    office.counter.cancel_challan(void.id, "नागरिक ऑनलाइन देगा")

    found = office.account.of(today)
    sums = {(each.head.en, each.way.en): (each.count, each.amount) for each in found.taken}
    assert sums == {
        ("Board fee: Registration fee and contribution", "Online"): (1, 6000),
        ("Board fee: Contribution", "Online"): (3, 15000),
        ("User charge", "Cash"): (2, 2 * charge),
        ("User charge", "UPI"): (1, charge),
    }
    assert (found.total_taken, found.total_back, found.cash) == (21000 + 3 * charge, 5000, 2 * charge - 5000)
    assert found.total_taken - found.total_back == sum(desk.rows("SELECT amount FROM money"))
    assert [(each.what.en, each.count, each.amount) for each in found.due] == [("Fee to be paid", 1, 5000)]
    assert (found.filed, found.acknowledged, found.ended, found.duplicates) == (5, 3, 1, 1)
    assert found.unsent == 1  # nobody sent anything since it was filed
    assert by_hand(found) == {
        "Gita": (21000 + 2 * charge, 5000, charge - 5000),
        "Ramesh": (charge, 0, charge),
    }
    by = [each.number for each in found.receipts if each.by and each.by.en.startswith("Ramesh")]
    assert by == [each.number for each in office.counter.open(upi.id).papers if each.kind is Kind.USER_CHARGE]
    assert found.whole

    issued = desk.rows("SELECT number FROM document")
    assert [each.number for each in found.receipts] == sorted(issued)
    assert (
        found.by_papers == found.left == found.total_taken - found.total_back
    )  # as whoever adds up by hand finds
    asked = {each.number: each.asked for each in found.receipts if each.asked is not None}
    assert asked == {void.challan.number: 5000}
    assert found.lent == 5000  # it came online and went back out of the cash box
    notes = {each.number: each.note.hi for each in found.receipts if each.note}
    assert notes[void.challan.number] == "रद्द: नागरिक ऑनलाइन देगा"
    assert any("लौटाया गया" in note for note in notes.values())
    assert [note for number, note in notes.items() if "/RFD/" in number] == [
        "ऑनलाइन आया, ऑनलाइन नहीं लौटा: गेटवे बन्द है"
    ]

    number, again = (office.account.print(today, shape).number for shape in (Shape.PAGE, Shape.SLIP))
    assert (
        number.endswith(f"/DAY/{today.isoformat()}/1") and again == f"{number}-slip"
    )  # one account, two shapes
    papers = {
        name: office.papers.snapshot(one).to_json()
        for name, one in desk.rows("SELECT number, id FROM document")
    }
    page, short = str(papers[number]), str(papers[again])
    for paper in (page, short):
        assert "दिन का हिसाब" in paper and "नागरिक ऑनलाइन देगा" in paper
    assert all("/".join(each.split("/")[-2:]) in page for each in issued)
    about_money = [each.number for each in found.receipts if each.amount is not None]
    assert len(about_money) == len(issued) - 4  # three acknowledgements, a provisional slip
    assert all("/".join(each.split("/")[-2:]) in short for each in about_money)
    assert all("विभाग से लेना है" in paper and "इन काग़ज़ों का योग" in paper for paper in (page, short))
    assert office.papers.print_what_waits() and list((desk.home / "out").glob("*day-account*.pdf"))
    assert office.account.of(today).receipts == found.receipts  # an account is no receipt

    assert office.account.of(today - timedelta(days=1)).receipts == ()


def test_the_same_account_is_its_own_duplicate_and_another_one_says_what_it_replaces(desk: Any):
    office, today = desk.office, desk.office.account.today()
    first = office.account.print(today, Shape.PAGE)
    office.people.sign_in("ramesh", "ramesh1")
    again = office.account.print(today, Shape.PAGE)
    assert (again.number, first.copies, again.copies) == (first.number, 1, 2)
    slip, again = (office.account.print(today, Shape.SLIP) for _ in range(2))
    assert (slip.number, again.number) == (f"{first.number}-slip", slip.number)
    assert "इसकी जगह है" not in str(office.papers.snapshot(slip.id).to_json())
    office.people.sign_in("gita", "gita1")
    desk.with_challan(mobile="9000000013")
    found = office.account.of(today)
    assert (found.left, found.by_papers, found.without_paper) == (0, 0, 0)  # nobody has paid in yet
    other = office.account.print(today, Shape.SLIP)
    assert other.number.endswith("/2")
    said = office.papers.snapshot(other.id).to_json()["blocks"]
    (told,) = [each for each in said if "/1, /1-slip" in str(each)]
    assert told["label"]["hi"] == "इसकी जगह है"


def test_money_of_another_day_is_in_its_own_account_and_what_is_open_stays_due(desk: Any):
    office, today = desk.office, desk.office.account.today()
    found = desk.acknowledged(MOHAN)
    desk.clock.ahead = timedelta(days=1)
    assert [each.what.en for each in office.account.of(today).due] == ["User charge to be taken"]
    tomorrow = office.account.of(today + timedelta(days=1))
    assert (tomorrow.taken, tomorrow.receipts, tomorrow.filed) == ((), (), 0)
    assert [each.count for each in tomorrow.due] == [1]
    kinds = [each.kind for each in office.account.of(today).receipts]
    assert kinds == [Kind.ACKNOWLEDGEMENT, Kind.BOARD_FEE]
    assert office.account.of(today).receipts[0].application == found.id


def test_money_that_nothing_asked_for_stands_on_the_day_it_came_in(desk: Any, training_centre: Any):
    office, today = desk.office, desk.office.account.today()
    training_centre.behave(gateway="failure")
    found = desk.paid()
    training_centre.behave(gateway="success")
    office.counter.pay_online(found.id)
    desk.until(found.id, State.USER_CHARGE_DUE)
    desk.clock.ahead = timedelta(days=1)
    training_centre.centre.clock = desk.clock.now
    confirm_after_all(training_centre, found.payment.key)
    desk.wait_for(found.id, lambda found: found.payment.state is PaymentState.REFUND_DUE)
    days = [office.account.of(today + timedelta(days=each)) for each in (0, 1)]
    assert [day.total_taken for day in days] == [5000, 5000]
    owed = [[each.amount for each in day.due if each.what.en == "To be given back"] for day in days]
    assert owed == [[], [5000]]


def test_money_that_was_owed_back_and_became_the_fee_later_stays_in_the_account_of_its_first_day(
    desk: Any, training_centre: Any
):
    office, today = desk.office, desk.office.account.today()
    days = [today + timedelta(days=each) for each in range(3)]
    training_centre.behave(gateway="failure")
    found = desk.paid()
    office.link.sync_now()
    confirm_after_all(training_centre, found.payment.key)  # by it the centre registers
    office.counter.cancel(found.id, "नागरिक लौट गया")
    paid = PaymentAnswer(found.payment.key, PaymentState.PAID.value, "TRPAY1", "")
    office.counter._answered(found.id, paid)  # and the desk hears of the money first
    printed = office.account.of(today).taken
    assert [(each.way.en, each.amount) for each in printed] == [("Online, owed back", 5000)]
    desk.clock.ahead = timedelta(days=1)
    training_centre.centre.clock = desk.clock.now
    desk.until(found.id, State.USER_CHARGE_DUE)
    first, second, third = map(office.account.of, days)
    assert first.taken == printed
    assert [(each.way.en, each.amount) for each in second.taken] == [
        ("Online", 5000),
        ("Online, the fee now; in an earlier day's account", -5000),
    ]
    assert (second.total_taken, second.whole, third.taken) == (0, True, ())
    with (
        desk.office._desk.records.write() as session
    ):  # as a desk kept it that wrote down only that it counts
        for statement in AS_BEFORE.split(";"):
            session.connection().exec_driver_sql(statement)
    assert office.account.of(days[1]).taken == second.taken


def test_a_number_that_no_paper_has_is_named_and_said_on_the_paper(desk: Any):
    office, today = desk.office, desk.office.account.today()
    desk.paid(MOHAN, mobile="9000000011")
    desk.paid(MOHAN, mobile="9000000012")
    desk.paid(MOHAN, mobile="9000000013")
    (first, second, _) = desk.rows(
        "SELECT number FROM document WHERE kind = 'board-fee-receipt' ORDER BY number"
    )
    with office._desk.records.write() as session:
        session.connection().exec_driver_sql(
            f"DELETE FROM print_job WHERE document IN (SELECT id FROM document WHERE number = '{second}')"
        )
        session.connection().exec_driver_sql(f"DELETE FROM document WHERE number = '{second}'")
    found = office.account.of(today)
    (used,) = [each for each in found.used if each.book.endswith("/BRD")]
    assert used.missing == (int(first.rpartition("/")[2]) + 1,) and not found.whole
    assert found.unlike == -5000
    assert "कोई संख्या छूटी है" in str(office.account.paper(found, Shape.SLIP).to_json())


def test_a_refund_recorded_before_the_gateway_told_its_number_shows_both(desk: Any, training_centre: Any):
    office, refused = desk.office, turned_down(desk, training_centre)
    office.counter.refund(refused.id, Mode.ONLINE, "RFD123")
    with office._desk.records.write() as session:
        payment = session.get_one(PaymentRow, refused.payment.key)
        went_back(session, office._desk.at(), row_of(session, refused.id), payment, "TR-9-R")
    found = office.account.of(office.account.today())
    assert any(each.note and each.note.en == "The gateway's number: TR-9-R" for each in found.receipts)


def test_the_number_of_a_upi_payment_stands_on_its_receipt(desk: Any):
    found = desk.acknowledged(SITA)
    with pytest.raises(InputError, match="reference-strange"):
        desk.office.counter.take_charge(found.id, Mode.UPI, "यूपीआई से")
    with pytest.raises(InputError, match="reference-with-cash"):
        desk.office.counter.take_charge(found.id, Mode.CASH, "432198765432")
    assert desk.rows("SELECT mode FROM money") == ["online"]
    taken = desk.office.counter.take_charge(found.id, Mode.UPI, "४३२१९८७६५४३२")
    assert "432198765432" in str(desk.paper(taken, Kind.USER_CHARGE).to_json())
    office = desk.office
    office.counter.correct_charge(taken.id, Mode.CASH, "ग़लत लिखा था")
    found = office.counter.correct_charge(taken.id, Mode.UPI, "4321 9876 5432")
    assert found.charge_mode is Mode.UPI and len(desk.rows("SELECT id FROM money")) == 2
    account = office.account.of(office.account.today())
    charge = found.user_charge.amount
    moved = {each.way.en: each.amount for each in account.taken if each.head.en == "User charge"}
    assert moved == {
        "UPI": charge,
        "Booked as UPI, corrected": -charge,
        "Cash, by correction": charge,
        "Booked as cash, corrected": -charge,
        "UPI, by correction": charge,
    }
    assert account.whole and not account.cash and not sum(each.cash for each in account.hands)
    assert account.total_taken == sum(desk.rows("SELECT amount FROM money")) == account.by_papers
    assert any(each.note and "432198765432" in each.note.en for each in account.receipts)
    with pytest.raises(WrongStep):
        office.counter.correct_charge(taken.id, Mode.UPI, "")
    assert office.link.sync_now().set_aside == 0  # the centre takes it so, too
