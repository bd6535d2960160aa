"""The desk's client and the real centre are held to the same golden exchanges, and to the published contract."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from app.base.entry import Entry
from app.base.money import Paise
from app.errors import AppError
from app.ports.centre import Intent
from app.ports.clock import SystemClock
from app.sync.client import HttpCentre

from tests.contract.wire_golden import (
    NAMES,
    REPLY_HEADERS,
    Json,
    filled,
    golden,
    headers_of,
    normalised,
    replaying,
)
from tests.integration.central.at_the_wire import OFFICE, WireDesk, sha
from tests.integration.conftest import HOUSE, TrainingCentre, set_up_centre, start_centre, training_centre

__all__ = ["set_up_centre", "start_centre", "training_centre"]  # fixtures

PAPER = b"a paper of 27 bytes, ASCII\n"
CODES = {"application", "blob", "book", "central", "challan", "device", "entry", "payment", "role", "wire"}
KEY, APPLICATION = "0199-0000-0000-key1", "0199-application-1"
INTENT = Intent(KEY, APPLICATION, "upssb-registration", Paise(6000), "upi", "Rs 60")


def entry_texts(name: str) -> list[str]:
    return [json.dumps(each, ensure_ascii=False) for each in golden(name)["request"]["body"]["entries"]]


# --- what the client sends, and what it makes of the answer ---

CALLS: Mapping[str, Callable[[HttpCentre], Any]] = {
    "health": lambda centre: centre.health(),
    "health-down": lambda centre: centre.health(),
    "enrol": lambda centre: centre.enrol("TRAINING", "<public_key>", "काउंटर 1"),
    "enrol-wrong-code": lambda centre: centre.enrol("NEVER", "<public_key>", ""),
    "new-epoch": lambda centre: centre.new_epoch(),
    "lease-book": lambda centre: centre.lease_book("ACK", "2026-27", 100_000),
    "lease-book-gap": lambda centre: centre.lease_book("ACK", "2026-27", 5),
    "entries": lambda centre: centre.send_entries(entry_texts("entries")),
    "entries-unknown-desk": lambda centre: centre.send_entries(entry_texts("entries-unknown-desk")),
    "blob-ask": lambda centre: centre.uploaded(sha(PAPER)),
    "blob-bring": lambda centre: centre.upload(sha(PAPER), 10, len(PAPER), PAPER[10:]),
    "blob-wrong-offset": lambda centre: centre.upload(sha(PAPER), 4, len(PAPER), PAPER[4:]),
    "paper": lambda centre: centre.paper(sha(PAPER)).decode(),
    "paper-unknown": lambda centre: centre.paper(sha(PAPER)),
    "changes": lambda centre: centre.changes("<cursor>", 200),
    "changes-unknown-cursor": lambda centre: centre.changes("g00000000.0.1", 200),
    "snapshot": lambda centre: centre.snapshot("", 1),
    "payment-begin": lambda centre: centre.start_payment(INTENT),
    "payment-ask": lambda centre: centre.payment(KEY),
    "payment-unknown": lambda centre: centre.payment(KEY),
    "behaviour": lambda centre: centre.behaviour(),
    "practice": lambda centre: centre.practice(golden("practice")["request"]["body"]["authority"]),
    "behaviour-set": lambda centre: centre.set_behaviour({"gateway": "late", "late_s": 1.5}),
}


def told(outcome: Any) -> Any:
    """Return what the client gave as plain JSON."""
    if isinstance(outcome, tuple):
        return [told(each) for each in outcome]
    plain = asdict(outcome) if is_dataclass(outcome) and not isinstance(outcome, type) else outcome
    return json.loads(json.dumps(plain, ensure_ascii=False))


def understood(call: Callable[[], Any]) -> Json:
    try:
        return {"returns": told(call())}
    except AppError as error:
        return {"raises": type(error).__name__, "key": error.key, "retryable": error.retryable}


@pytest.mark.parametrize("name", NAMES)
def test_the_client_sends_and_understands_what_was_agreed(name: str) -> None:
    agreed = golden(name)
    with replaying(agreed["reply"]) as server:
        url = f"http://127.0.0.1:{server.server_address[1]}"
        centre = HttpCentre(url, SystemClock(), token=lambda: "" if name.startswith("enrol") else "<token>")
        outcome = understood(lambda: CALLS[name](centre))
    assert server.asked == agreed["request"]
    assert normalised(outcome) == normalised(agreed["understood"])


# --- what the centre answers ---


@pytest.fixture
def centre(training_centre: TrainingCentre) -> TrainingCentre:
    """A centre whose day is 30 September 2026."""
    training_centre.centre.clock = lambda: datetime(2026, 9, 30, 5, tzinfo=UTC)
    return training_centre


def _down(centre: TrainingCentre, _desk: WireDesk) -> None:
    centre.behave(down=True)


def _named(_centre: TrainingCentre, desk: WireDesk) -> None:
    assert desk.send(desk.note(attachments=(sha(PAPER),)))[0]["missing"]
    assert desk.bring(PAPER, 0, 10).status_code == 200


def _readable(centre: TrainingCentre, desk: WireDesk) -> None:
    from central.tables import blob_reader

    _named(centre, desk)
    assert desk.bring(PAPER, 10).json()["complete"]
    with centre.centre.store.write() as connection:
        connection.execute(blob_reader.insert(), [{"sha256": sha(PAPER), "office": OFFICE}])


def _paid(_centre: TrainingCentre, desk: WireDesk) -> None:
    body = {
        "head": INTENT.head,
        "amount": INTENT.amount,
        "mode": INTENT.mode,
        "payer_note": INTENT.payer_note,
    }
    assert desk.pay(APPLICATION, KEY, **body).status_code == 200


GIVEN: Mapping[str, Callable[[TrainingCentre, WireDesk], None]] = {
    "health-down": _down,
    "blob-ask": _named,
    "blob-bring": _named,
    "blob-wrong-offset": _named,
    "changes": _paid,
    "paper": _readable,
    "payment-ask": _paid,
}


def sealed(desk: WireDesk, raw: Json) -> Json:
    """Return a golden entry as this desk would sign it; its own hash stands for a wrong one."""
    written = Entry(**{name: value for name, value in raw.items() if name not in {"hash", "signature"}})
    written = replace(written, device=desk.told["device"], attachments=tuple(written.attachments))
    found: Json = desk.seal(written).to_wire()
    return found if raw["hash"] == "<hash>" else found | {"hash": raw["hash"]}


def asked_of(centre: TrainingCentre, desk: WireDesk, request: Json) -> requests.Response:
    """Send a golden request to the real centre, as an enrolled desk."""
    values = {"request": "0199-request-0001", "token": desk.told["token"], "cursor": desk.told["cursor"]}
    request = filled(request, values | {"public_key": desk.public_key})
    path = request["path"].replace("%3Ccursor%3E", values["cursor"])
    body = request.get("body")
    if isinstance(body, dict) and "entries" in body:
        body = {"entries": [sealed(desk, each) for each in body["entries"]]}
    headers = {name: value for name, value in request["headers"].items() if name != "Content-Encoding"}
    data = body.encode() if isinstance(body, str) else None if body is None else json.dumps(body).encode()
    return requests.request(request["method"], centre.url + path, headers=headers, data=data, timeout=30)


def replied(answer: requests.Response) -> Json:
    headers = headers_of(answer.headers, REPLY_HEADERS)
    found: Json = {"status": answer.status_code, "headers": headers | {"SevaDesk-Request": "<request>"}}
    if not answer.content:
        return found
    is_json = answer.headers["Content-Type"] == "application/json"
    return found | {"body": normalised(answer.json()) if is_json else answer.content.decode()}


@pytest.mark.parametrize("name", NAMES)
def test_the_centre_answers_what_was_agreed(name: str, centre: TrainingCentre) -> None:
    agreed = golden(name)
    desk = WireDesk(centre.url).enrol()
    if name == "entries-unknown-desk":
        desk.told["token"] = "stolen"
    if name in GIVEN:
        GIVEN[name](centre, desk)
    assert replied(asked_of(centre, desk, agreed["request"])) == agreed["reply"]


def test_every_call_of_the_client_has_its_golden_exchange() -> None:
    assert set(CALLS) == set(NAMES)
    asked = {re.sub(r"\W.*", "", golden(name)["request"]["path"].removeprefix("/v1/")) for name in NAMES}
    assert asked == {path.split("/")[2] for path in published()["paths"]}


# --- the published contract ---


def published() -> Json:
    found: Json = json.loads((HOUSE / "docs" / "central-api.json").read_text("utf-8"))
    return found


def test_the_published_contract_is_what_the_program_says() -> None:
    """After a change: `main.py central --openapi > docs/central-api.json`."""
    command = [sys.executable, str(HOUSE / "main.py"), "central", "--openapi"]
    assert (
        json.loads(subprocess.run(command, capture_output=True, timeout=60, check=True).stdout) == published()
    )


def test_every_reference_in_the_published_contract_leads_somewhere() -> None:
    schemas = published()["components"]["schemas"]
    references = set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(published())))
    assert references <= {f"#/components/schemas/{name}" for name in schemas}


WORDS = (HOUSE / "docs" / "central-api.md").read_text("utf-8")


def test_the_words_of_the_contract_name_every_door() -> None:
    doors = {
        f"{method.upper()} {path}" for path, methods in published()["paths"].items() for method in methods
    }
    assert {door for door in doors if f"`{door}`" not in WORDS} == set()


def test_the_words_of_the_contract_name_every_refusal_of_a_request() -> None:
    source = "".join(file.read_text("utf-8") for file in (HOUSE / "central").rglob("*.py"))
    said = set(re.findall(r'Refused\((\d+), "([a-z.-]+)"', source))
    said |= {(status, code) for status, code in re.findall(r'(\d+): "(wire\.[a-z-]+)"', source)}
    assert set(re.findall(r"^\| (\d{3}) \| `([a-z.-]+)` \|", WORDS, re.MULTILINE)) == said


def test_every_code_that_the_centre_may_answer_has_words_for_a_person() -> None:
    from app.words import catalogue

    codes = {
        code for code in re.findall(r"`((?:[a-z]+)\.[a-z-]+)`", WORDS) if code.partition(".")[0] in CODES
    }
    assert len(codes) > 50
    assert {code for code in codes if code not in catalogue()} == set()
