"""What a class can make the training centre do, and what the citizen is told."""

import shutil
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from central.child import Child
from central.jobs import run_due
from central.sms import FolderGateway

from tests.integration.central.at_the_wire import WireDesk, a_paper, filing_body, sha
from tests.integration.conftest import HOUSE


def registered(desk: WireDesk) -> str:
    """Take an application all the way, and return its id."""
    paper = a_paper()
    filed = desk.filing(paper)
    desk.send(filed)
    desk.pay(filed.subject)
    desk.bring(paper)
    return filed.subject


def wait_until(holds: Callable[[], Any]) -> Any:
    end = time.monotonic() + 60
    while not (found := holds()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return found


def document(desk: WireDesk, collection: str, application: str) -> dict[str, Any]:
    found = [
        each["document"]
        for each in desk.changes()[0]
        if each["collection"] == collection and application in each["document"].values()
    ]
    return found[-1] if found else {}


def behave(desk: WireDesk, **fields: Any) -> dict[str, Any]:
    answer = desk.ask("PUT", "/v1/training/behaviour", json=fields)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()["behaviour"]
    return told


# --- notices ---


def test_a_notice_is_written_in_hindi_with_its_template_and_told_as_delivered(desk: WireDesk, centre: Any):
    application = registered(desk)
    told = wait_until(
        lambda: (found := document(desk, "notice", application)).get("state") == "delivered" and found
    )
    file = Path(centre.folder / "sms" / f"{told['id']}.txt")
    head, _, text = file.read_text("utf-8").partition("\n\n")
    assert head.splitlines() == ["To: 9415012345", "Template: TR-1007-0001", f"Id: {told['id']}"]
    number = document(desk, "application", application)["application_number"]
    assert number in text and "अंशदान दर्ज हुआ। अंशदान सं० UPSSB-TR-" in text
    assert told["text"] == text.rstrip("\n") and told["template"] == "TR-1007-0001"
    assert "9415012345" not in str(told) and told["mobile"] == "94XXXXXX45"


def test_a_notice_that_does_not_go_stays_queued_and_goes_later(desk: WireDesk, centre: Any):
    centre.behave(fail_notices=True)
    application = registered(desk)
    assert document(desk, "notice", application)["state"] == "queued"
    assert not (centre.folder / "sms").exists()
    centre.behave(fail_notices=False)
    moment = centre.centre.clock() + timedelta(minutes=2)
    centre.centre.clock = lambda: moment
    run_due(centre.centre, FolderGateway(centre.centre))
    wait_until(lambda: document(desk, "notice", application)["state"] == "delivered")


def test_a_notice_that_never_goes_is_told_as_failed(desk: WireDesk, centre: Any):
    centre.behave(fail_notices=True)
    application = registered(desk)
    start = centre.centre.clock()
    for tries in range(1, 11):
        moment = start + tries * timedelta(hours=2)
        centre.centre.clock = lambda moment=moment: moment
        run_due(centre.centre, FolderGateway(centre.centre))
    assert document(desk, "notice", application)["state"] == "failed"


# --- the Board's answers ---


def test_an_objection_is_told_corrected_and_lifted(desk: WireDesk):
    behave(desk, object=True)
    application = registered(desk)
    told = document(desk, "application", application)
    assert told["state"] == "objection" and "आधार कार्ड" in told["objection"]["hi"]
    assert (told["objection"]["fields"], told["objection"]["documents"]) == ([], ["aadhaar_card"])
    paper = a_paper()
    form = filing_body(application, paper)
    body = {name: form[name] for name in ("application", "answers", "documents")}
    other = desk.entry("application.corrected", application, body | {"objection": "another"}, (sha(paper),))
    assert desk.send(other)[0]["code"] == "application.other-objection"
    right = desk.entry(
        "application.corrected", application, body | {"objection": told["objection"]["id"]}, (sha(paper),)
    )
    assert desk.send(right)[0]["missing"] == [sha(paper)]
    desk.bring(paper)
    told = document(desk, "application", application)
    assert told["state"] == "registered" and told["objection"] is None


def test_a_correction_comes_to_the_fee_that_was_paid(desk: WireDesk):
    behave(desk, object=True)
    application, paper = registered(desk), a_paper()
    objection = document(desk, "application", application)["objection"]["id"]
    form = filing_body(application, paper)
    body = {name: form[name] for name in ("application", "answers", "documents")} | {"objection": objection}
    body["answers"] |= {"years": 4}
    [result] = desk.send(desk.entry("application.corrected", application, body, (sha(paper),)))
    assert (result["code"], result["facts"]["due"]) == ("application.charge-wrong", 4000)


def test_a_rejection_comes_with_its_reason_in_both_languages(desk: WireDesk):
    behave(desk, refuse=True)
    told = document(desk, "application", registered(desk))
    assert (told["state"], told["registration_number"]) == ("rejected", "")
    assert "पात्र नहीं" in told["reason_hi"] and "not found eligible" in told["reason_en"]


def test_an_application_that_was_cancelled_is_not_registered_any_more(desk: WireDesk):
    paper = a_paper()
    filed = desk.filing(paper)
    cancel = desk.entry(
        "application.cancelled",
        filed.subject,
        {"application": filed.subject, "reason": "आवेदक ने मना किया", "refund": True},
    )
    desk.send(filed)
    assert desk.state(filed.subject) == "filed"
    assert desk.send(cancel)[0]["status"] == "accepted"
    desk.pay(filed.subject)
    desk.bring(paper)
    assert desk.state(filed.subject) == "filed"  # what was last told; the desk that cancelled it knows


def test_a_registration_takes_the_time_it_is_told_to(desk: WireDesk):
    behave(desk, register_after_s=0.3)
    application = registered(desk)
    assert desk.state(application) == "under-verification"
    wait_until(lambda: desk.state(application) == "registered")


# --- the stage itself ---


def test_the_centre_plays_down_and_comes_back(desk: WireDesk):
    behave(desk, down=True)
    answer = desk.get("/v1/health")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "central.down")
    assert answer.headers["Retry-After"] == "5"
    behave(desk, down=False)
    assert desk.get("/v1/health").json()["training"] is True


def test_the_centre_plays_a_captive_portal_that_wears_no_header_of_ours(desk: WireDesk):
    behave(desk, html=True)
    answer = desk.get("/v1/health")
    assert answer.status_code == 200 and answer.text.startswith("<!doctype html>")
    assert "SevaDesk-Wire" not in answer.headers


def test_the_centre_plays_slow(desk: WireDesk):
    behave(desk, delay_ms=400)
    began = time.monotonic()
    desk.get("/v1/health")
    assert time.monotonic() - began >= 0.4


def test_a_kind_of_entry_is_rejected_when_told_to(desk: WireDesk):
    behave(desk, reject=["paper.printed"])
    assert desk.send(desk.note())[0]["code"] == "training.rejected"


def test_what_is_not_named_stays_and_what_is_not_known_is_refused(desk: WireDesk):
    behave(desk, delay_ms=1, gateway="late")
    assert behave(desk, delay_ms=0)["gateway"] == "late"
    wrong = desk.ask("PUT", "/v1/training/behaviour", json={"gateway": "bankrupt"})
    assert wrong.json()["error"] == {"code": "wire.body-wrong", "facts": {"field": "gateway"}}
    assert desk.get("/v1/training/behaviour").json()["behaviour"]["gateway"] == "late"


def test_outside_training_there_is_no_stage(tmp_path: Path):
    (tmp_path / "centre").mkdir()
    for file in (HOUSE / "packs" / "training").glob("*.toml"):
        shutil.copy(file, tmp_path / "centre")
    command = [sys.executable, str(HOUSE / "main.py"), "central", "--with-parent", "--folder", str(tmp_path)]
    child = Child(command, tmp_path / "log")
    try:
        desk = WireDesk(child.start())
        for method in ("GET", "PUT"):
            answer = desk.ask(method, "/v1/training/behaviour", json={"down": True})
            assert (answer.status_code, answer.json()["error"]["code"]) == (404, "wire.no-such-door")
        assert desk.get("/v1/health").json()["training"] is False
    finally:
        child.stop()
