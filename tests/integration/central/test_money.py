"""Online payments: a key is one payment, whatever the line and the gateway do."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from app.base.ids import new_id
from sqlalchemy import func, select, text

from tests.integration.central.at_the_wire import WireDesk, a_paper
from tests.integration.central.postgresql import needs_postgresql
from tests.integration.central.test_feed import wait_for_waiters
from tests.integration.office.test_money_online import confirm_after_all


def payments(centre: Any) -> int:
    from central.tables import payment

    with centre.centre.store.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(payment)))


def wait_for(desk: WireDesk, key: str, state: str) -> None:
    end = time.monotonic() + 60
    while (told := desk.get(f"/v1/payments/{key}").json()["payment"]["state"]) != state:
        assert time.monotonic() < end, told
        time.sleep(0.02)


def test_the_same_key_twice_is_one_payment(desk: WireDesk, centre: Any):
    key, application = new_id(), new_id()
    first, again = desk.pay(application, key), desk.pay(application, key)
    assert first.json()["payment"] == again.json()["payment"]
    assert first.json()["payment"]["state"] == "paid"
    assert payments(centre) == 1


def test_the_same_key_many_times_at_once_is_one_payment(desk: WireDesk, centre: Any):
    key, application = new_id(), new_id()
    with ThreadPoolExecutor(6) as pool:
        told = [
            each.result().json()["payment"]
            for each in [pool.submit(desk.pay, application, key) for _ in range(6)]
        ]
    assert payments(centre) == 1
    assert len({each["gateway_ref"] for each in told}) == 1


def test_the_same_key_from_two_desks_at_once_is_one_payment(desk: WireDesk, centre: Any):
    second = WireDesk(desk.url).enrol()
    for count in range(1, 6):
        key, application = new_id(), new_id()
        with ThreadPoolExecutor(2) as pool:
            told = list(
                pool.map(lambda own, of=(application, key): own.pay(*of).json()["payment"], (desk, second))
            )
        assert told[0] == told[1]
        assert payments(centre) == count


@pytest.mark.parametrize("other", [{"amount": 6000}, {"head": "another"}, {"mode": "card"}])
def test_a_key_never_stands_for_another_payment(desk: WireDesk, centre: Any, other: dict[str, Any]):
    key, application = new_id(), new_id()
    desk.pay(application, key)
    answer = desk.pay(application, key, **other)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "payment.key-used")
    assert payments(centre) == 1


def test_an_amount_that_is_not_due_is_not_taken(desk: WireDesk, centre: Any):
    filed = desk.filing(a_paper())
    desk.send(filed)
    answer = desk.pay(filed.subject, amount=4999)
    assert answer.status_code == 422
    assert answer.json()["error"] == {"code": "payment.amount-wrong", "facts": {"told": 4999, "due": 5000}}
    assert payments(centre) == 0


def test_money_that_came_before_the_form_is_found_by_it(desk: WireDesk):
    filed = desk.filing(a_paper())
    desk.pay(filed.subject)
    desk.send(filed)
    assert desk.state(filed.subject) == "waiting-for-papers"


def test_the_link_of_a_upi_code_names_payee_amount_and_key(desk: WireDesk):
    key = new_id()
    told = desk.pay(new_id(), key, amount=5005).json()["payment"]
    link = urlsplit(told["upi_link"])
    fields = {name: values[0] for name, values in parse_qs(link.query).items()}
    assert (link.scheme, link.netloc) == ("upi", "pay")
    assert fields["am"] == "50.05" and fields["cu"] == "INR" and fields["tr"] == key.replace("-", "")


def test_a_payment_is_told_to_its_own_office_only(desk: WireDesk, centre: Any):
    key = new_id()
    desk.pay(new_id(), key)
    with centre.centre.store.write() as connection:
        connection.execute(text("UPDATE device SET office = 'district-lucknow'"))
    assert desk.get(f"/v1/payments/{key}").json()["error"]["code"] == "payment.unknown"


# --- the stories of the gateway ---


def test_a_payment_that_fails_is_told_as_failed_and_pays_nothing(desk: WireDesk, centre: Any):
    centre.behave(gateway="failure")
    filed, key = desk.filing(a_paper()), new_id()
    desk.send(filed)
    assert desk.pay(filed.subject, key).json()["payment"]["state"] == "failed"
    assert desk.get(f"/v1/payments/{key}").json()["payment"]["state"] == "failed"
    assert desk.state(filed.subject) == "filed"
    centre.behave(gateway="success")
    desk.pay(filed.subject)
    assert desk.state(filed.subject) == "waiting-for-papers"


def test_after_a_lost_reply_the_key_tells_that_the_money_was_taken(desk: WireDesk, centre: Any):
    centre.behave(gateway="lost-reply")
    key = new_id()
    lost = desk.pay(new_id(), key)
    assert lost.status_code == 504 and "payment" not in lost.text
    assert desk.get(f"/v1/payments/{key}").json()["payment"]["state"] == "paid"
    assert payments(centre) == 1


def test_a_key_that_never_arrived_is_unknown(desk: WireDesk):
    answer = desk.get(f"/v1/payments/{new_id()}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "payment.unknown")


def test_a_late_confirmation_comes_down_by_itself(desk: WireDesk, centre: Any):
    centre.behave(gateway="late", late_s=3600)
    filed, key = desk.filing(a_paper()), new_id()
    desk.send(filed)
    assert desk.pay(filed.subject, key).json()["payment"]["state"] == "pending"
    assert desk.state(filed.subject) == "filed"
    with centre.centre.store.write() as connection:
        connection.execute(text("UPDATE job SET run_at = 0"))
    centre.centre.wake.set()
    wait_for(desk, key, "paid")
    told = [each["document"] for each in desk.changes()[0] if each["id"] == key]
    assert told[0]["state"] == "paid" and told[0]["confirmed_at"].endswith("Z")
    assert desk.state(filed.subject) == "waiting-for-papers"


@needs_postgresql
def test_a_confirmation_during_the_filing_is_not_missed_by_it(on_postgresql: Callable[[], Any]):
    """The filing has read "pending" and waits for its number when the gateway confirms."""
    centre = on_postgresql()
    desk = WireDesk(centre.url).enrol()
    centre.behave(gateway="late", late_s=1.0)
    filed, key = desk.filing(a_paper()), new_id()
    desk.send(desk.filing(a_paper()))
    desk.pay(filed.subject, key)
    with ThreadPoolExecutor(1) as pool:
        with centre.centre.store.write() as number_giver:
            number_giver.execute(text("SELECT * FROM counter WHERE name = 'application.26' FOR UPDATE"))
            filing = pool.submit(desk.send, filed)
            wait_for_waiters(centre, 1)
            time.sleep(1.5)
        assert filing.result()[0]["status"] == "accepted"
    wait_for(desk, key, "paid")
    assert desk.state(filed.subject) == "waiting-for-papers"


# --- challans ---


def test_a_challan_pays_when_the_bank_says_so(desk: WireDesk):
    paper = a_paper()
    filed = desk.filing(paper)
    results = desk.send(filed, desk.challan(filed.subject), desk.deposit(filed.subject))
    desk.bring(paper)
    assert {each["status"] for each in results} == {"accepted"}
    documents = [each["document"] for each in desk.changes()[0] if each["collection"] == "challan"]
    assert [each["state"] for each in documents] == ["verified"]
    assert desk.state(filed.subject) == "registered"


def test_a_challan_that_the_bank_does_not_know_says_why_in_hindi(desk: WireDesk, centre: Any):
    centre.behave(refuse_challan=True)
    filed = desk.filing(a_paper())
    desk.send(filed, desk.challan(filed.subject), desk.deposit(filed.subject))
    told = next(each["document"] for each in desk.changes()[0] if each["collection"] == "challan")
    assert told["state"] == "refused" and "चालान" in told["reason_hi"]
    assert desk.state(filed.subject) == "filed"
    centre.behave(refuse_challan=False)
    desk.send(desk.deposit(filed.subject))
    assert desk.state(filed.subject) == "waiting-for-papers"


def test_what_came_online_beside_a_challan_goes_back_once_the_bank_has_confirmed_it(
    desk: WireDesk, centre: Any
):
    centre.behave(verify_after_s=3600)
    filed, key = desk.filing(a_paper()), new_id()
    desk.send(filed, desk.challan(filed.subject), desk.deposit(filed.subject))
    desk.pay(filed.subject, key)
    owed = {"application": filed.subject, "key": key, "amount": 5000, "owed": True}
    (told,) = desk.send(desk.entry("refund.due", filed.subject, owed))
    assert told["status"] == "accepted" and not sent_back(centre)  # by the bank nothing has come in yet
    with centre.centre.store.write() as connection:
        connection.execute(text("UPDATE job SET run_at = 0"))
    end = time.monotonic() + 60
    while not sent_back(centre):
        assert time.monotonic() < end
        time.sleep(0.02)


def sent_back(centre: Any) -> int:
    with centre.centre.store.read() as connection:
        told = "SELECT count(*) FROM notice WHERE template = 'TR-1007-0007'"
        return int(connection.scalar(text(told)))


def test_what_the_gateway_sent_back_neither_counts_after_all_nor_comes_in_once_more(
    desk: WireDesk, centre: Any
):
    filed, key = desk.filing(a_paper()), new_id()
    desk.send(filed, desk.challan(filed.subject), desk.deposit(filed.subject))
    desk.pay(filed.subject, key)
    owed = {"application": filed.subject, "key": key, "amount": 5000, "owed": True}
    desk.send(desk.entry("refund.due", filed.subject, owed))
    told = desk.get(f"/v1/payments/{key}").json()["payment"]
    assert (told["state"], told["refund_ref"]) == ("refunded", f"{told['gateway_ref']}-R")
    (after_all,) = desk.send(desk.entry("refund.due", filed.subject, owed | {"owed": False}))
    assert (after_all["code"], after_all["facts"]) == (
        "payment.went-back",
        {"refund_ref": told["refund_ref"]},
    )
    confirm_after_all(centre, key)
    assert desk.get(f"/v1/payments/{key}").json()["payment"]["state"] == "refunded"


def test_what_a_desk_without_a_line_has_given_back_is_not_sent_by_the_gateway_too(
    desk: WireDesk, centre: Any
):
    filed, key = desk.filing(a_paper()), new_id()
    desk.send(filed)
    desk.pay(filed.subject, key)
    ended = {"application": filed.subject, "reason": "ग्राहक नहीं चाहता", "refund": True}
    made = {"application": filed.subject, "amount": 5000, "mode": "cash", "reference": "7", "payment": key}
    told = desk.send(
        desk.entry("application.cancelled", filed.subject, ended),
        desk.entry("refund.made", filed.subject, made),
    )
    assert [each["status"] for each in told] == ["accepted"] * 2
    assert desk.get(f"/v1/payments/{key}").json()["payment"]["state"] == "paid" and not sent_back(centre)


def test_a_deposit_counts_at_one_desk_alone(desk: WireDesk):
    second = WireDesk(desk.url).enrol()
    here, there = desk.filing(a_paper()), second.filing(a_paper())
    desk.send(here, desk.challan(here.subject), desk.deposit(here.subject, scroll="SCR-1"))
    number = {"number": "999900010001-D2/2026-27/CHL/000001"}
    told = second.send(
        there,
        second.challan(there.subject, **number),
        second.deposit(there.subject, scroll="scr 1", **number),
    )[2]
    assert told["code"] == "challan.deposit-known"
    assert desk.state(there.subject) == "filed"


def test_a_deposit_that_is_owed_back_does_not_hold_up_the_next_one(desk: WireDesk):
    filed, second = desk.filing(a_paper()), "999900010001-D1/2026-27/CHL/000002"
    first = f"CHL-{filed.subject[-12:]}"
    owed = {"application": filed.subject, "challan": first, "amount": 5000, "owed": True}
    desk.send(filed, desk.challan(filed.subject), desk.deposit(filed.subject, scroll="SCR-1"))
    desk.send(desk.entry("refund.due", filed.subject, owed), desk.challan(filed.subject, number=second))
    (told,) = desk.send(desk.deposit(filed.subject, scroll="SCR-2", number=second))
    assert told["status"] == "accepted", told


def test_a_centre_of_an_older_program_knows_which_money_came_and_went(desk: WireDesk, centre: Any):
    filed, key = desk.filing(a_paper()), new_id()
    number, owed = "999900010001-D1/2026-27/CHL/000002", {"application": filed.subject, "amount": 5000}
    desk.send(filed, desk.challan(filed.subject), desk.deposit(filed.subject, scroll="SCR-1"))
    desk.pay(filed.subject, key)
    desk.send(desk.entry("refund.due", filed.subject, owed | {"key": key, "owed": True}))
    with centre.centre.store.write() as connection:  # as an older program kept it
        connection.execute(text("DELETE FROM deposit"))
        connection.execute(text("DELETE FROM meta WHERE key = 'caught-up'"))
        connection.execute(text("UPDATE payment SET state = 'paid'"))
        connection.execute(text("DELETE FROM feed WHERE collection = 'payment'"))
    centre.stop()
    centre.start()
    told = [each["document"]["state"] for each in desk.changes()[0] if each["collection"] == "payment"]
    assert told == ["refunded"]
    other = desk.filing(a_paper())
    desk.send(other, desk.challan(other.subject, number=number))
    (again,) = desk.send(desk.deposit(other.subject, scroll="scr 1", number=number))
    assert again["code"] == "challan.deposit-known"


def test_a_late_confirmation_of_another_sum_is_not_the_fee(desk: WireDesk, centre: Any):
    centre.behave(gateway="late", late_s=3600)
    filed, key = desk.filing(a_paper()), new_id()
    desk.pay(filed.subject, key, amount=4000)  # before the form is known here
    desk.send(filed)
    confirm_after_all(centre, key)
    assert desk.state(filed.subject) == "filed"


@pytest.mark.parametrize(
    ("other", "code"),
    [({"amount": 4000}, "challan.amount-wrong"), ({"valid_until": "soon"}, "entry.body-wrong")],
)
def test_a_challan_that_does_not_fit_is_refused(desk: WireDesk, other: dict[str, Any], code: str):
    filed = desk.filing(a_paper())
    assert desk.send(filed, desk.challan(filed.subject, **other))[1]["code"] == code


def test_a_challan_is_withdrawn_once_however_often_a_restored_desk_says_so(desk: WireDesk):
    filed = desk.filing(a_paper())
    withdrawn = {"application": filed.subject, "number": f"CHL-{filed.subject[-12:]}", "reason": "खो गया"}
    told = desk.send(
        filed,
        desk.challan(filed.subject),
        desk.entry("challan.cancelled", filed.subject, withdrawn),
        desk.entry("challan.cancelled", filed.subject, withdrawn),
    )
    assert [each["status"] for each in told] == ["accepted"] * 4


def test_a_challan_deposited_after_its_last_day_is_the_banks_to_judge(desk: WireDesk):
    filed = desk.filing(a_paper())
    late = desk.send(filed, desk.challan(filed.subject), desk.deposit(filed.subject, date="2026-10-16"))[2]
    assert late["status"] == "accepted", late
