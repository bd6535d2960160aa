"""What every answer wears, and every refusal: our header, the request's own id, a code with its facts."""

import gzip
import json
import uuid
from typing import Any

import pytest
import requests

from tests.integration.central.at_the_wire import WireDesk, sha

WELL_FORMED_BOOK = {"series": "ACK", "year": "2026-27", "after": 0}


@pytest.fixture
def desk(training_centre: Any) -> WireDesk:
    """The envelope is put on before any database is asked: SQLite is enough."""
    return WireDesk(training_centre.url).enrol()


def is_ours(answer: requests.Response, asked: str) -> dict[str, Any]:
    """Hold the answer to the envelope, and return its body."""
    body: dict[str, Any] = answer.json()
    assert answer.headers["Content-Type"] == "application/json"
    assert (answer.headers["SevaDesk-Wire"], answer.headers["SevaDesk-Request"]) == ("1", asked)
    assert (body["wire"], body["request"], body["now"][-1]) == (1, asked, "Z")
    return body


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/v1/health", None),
        ("GET", "/v1/snapshot", None),
        ("GET", "/v1/training/behaviour", None),
        ("POST", "/v1/books", WELL_FORMED_BOOK),
        ("POST", "/v1/devices/epoch", {}),
    ],
)
def test_every_answer_repeats_the_id_of_its_request(desk: WireDesk, method: str, path: str, body: Any):
    asked = str(uuid.uuid4())
    answer = desk.ask(method, path, json=body, headers={"SevaDesk-Request": asked})
    assert answer.status_code == 200
    assert "error" not in is_ours(answer, asked)


REFUSALS = [
    ("POST", "/v1/devices", {"data": b"{"}, 400, "wire.json-damaged", {}),
    ("POST", "/v1/entries", {"data": b"\xff"}, 400, "wire.json-damaged", {}),
    ("POST", "/v1/entries", {"data": b"[" * 60_000}, 400, "wire.json-damaged", {}),
    (
        "POST",
        "/v1/books",
        {"json": WELL_FORMED_BOOK | {"extra": 1}},
        422,
        "wire.body-wrong",
        {"field": "extra"},
    ),
    ("POST", "/v1/books", {"json": {"series": "ACK"}}, 422, "wire.body-wrong", {"field": "year"}),
    (
        "POST",
        "/v1/books",
        {"json": WELL_FORMED_BOOK | {"after": True}},
        422,
        "wire.body-wrong",
        {"field": "after"},
    ),
    ("POST", "/v1/entries", {"json": []}, 422, "wire.body-wrong", {"field": "entries"}),
    ("POST", "/v1/entries", {"json": {"entries": []}}, 422, "wire.body-wrong", {"field": "entries"}),
    ("POST", "/v1/entries", {"json": {"entries": [{}] * 51}}, 413, "wire.batch-too-large", {"most": 50}),
    ("POST", "/v1/entries", {"data": b" " * 262_145}, 413, "wire.too-large", {"most": 262_144}),
    ("POST", "/v1/books", {"data": b" " * 65_537}, 413, "wire.too-large", {"most": 65_536}),
    ("GET", "/v1/nothing", {}, 404, "wire.no-such-door", {}),
    ("DELETE", "/v1/entries", {}, 405, "wire.method-wrong", {}),
    ("GET", "/v1/changes?cursor=x&limit=0", {}, 422, "wire.body-wrong", {"field": "limit"}),
    (
        "POST",
        "/v1/devices",
        {"json": {"code": "a\0", "public_key": "0" * 64}},
        422,
        "wire.body-wrong",
        {"field": "code"},
    ),
    ("GET", "/v1/payments/a%00b", {}, 422, "wire.body-wrong", {"field": "key"}),
    ("PATCH", "/v1/blobs/nothing", {"data": b"x"}, 422, "wire.body-wrong", {"field": "sha256"}),
]


@pytest.mark.parametrize(("method", "path", "sent", "status", "code", "facts"), REFUSALS)
def test_every_refusal_wears_the_envelope_too(
    desk: WireDesk,
    method: str,
    path: str,
    sent: dict[str, Any],
    status: int,
    code: str,
    facts: dict[str, Any],
):
    asked = str(uuid.uuid4())
    headers = {"SevaDesk-Request": asked, "Content-Type": "application/json"}
    answer = desk.ask(method, path, headers=headers, **sent)
    assert answer.status_code == status
    assert is_ours(answer, asked)["error"] == {"code": code, "facts": facts}


def test_a_wrong_method_is_told_which_ones_there_are(desk: WireDesk):
    assert desk.ask("DELETE", "/v1/entries").headers["Allow"] == "POST"


DOORS = [
    ("POST", "/v1/devices/epoch"),
    ("POST", "/v1/books"),
    ("POST", "/v1/entries"),
    ("PATCH", f"/v1/blobs/{sha(b'x')}"),
    ("GET", "/v1/changes?cursor=x"),
    ("GET", "/v1/snapshot"),
    ("POST", "/v1/payments"),
    ("GET", "/v1/payments/12345678"),
]


@pytest.mark.parametrize("token", ["", "Bearer stolen", "Basic Z2l0YTpnaXRh"])
@pytest.mark.parametrize(("method", "path"), DOORS)
def test_a_desk_that_is_not_known_is_refused_at_every_door(
    desk: WireDesk, method: str, path: str, token: str
):
    bodies = {
        "/v1/books": {"json": WELL_FORMED_BOOK},
        "/v1/entries": {"json": {"entries": [{}]}},
        "/v1/payments": {
            "json": {"key": "12345678", "application": "a", "head": "h", "amount": 1, "mode": "upi"}
        },
    }
    piece = {"Upload-Offset": "0", "Upload-Length": "1", "SevaDesk-Chunk-SHA256": sha(b"x")}
    headers = (piece if method == "PATCH" else {}) | {
        "Authorization": token,
        "SevaDesk-Request": "asked-12345",
    }
    answer = desk.ask(method, path, headers=headers, **bodies.get(path, {}))
    assert answer.status_code == 401
    assert is_ours(answer, "asked-12345")["error"] == {"code": "device.unknown", "facts": {}}


def test_a_new_token_ends_the_old_one(desk: WireDesk):
    old = dict(desk.told)
    desk.enrol()
    assert (desk.told["device"], desk.told["epoch"]) == (old["device"], old["epoch"])
    assert desk.told["token"] != old["token"]
    desk.told = old
    assert desk.get("/v1/snapshot").status_code == 401


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"SevaDesk-Wire": "2"}, "wire.version"),
        ({"SevaDesk-Request": "short"}, "wire.request-id"),
        ({"Content-Encoding": "br"}, "wire.encoding-unknown"),
        ({"Content-Encoding": "gzip"}, "wire.gzip-damaged"),
    ],
)
def test_a_head_that_is_not_understood_is_refused(desk: WireDesk, headers: dict[str, str], code: str):
    answer = desk.ask("POST", "/v1/entries", data=b"{}", headers=headers)
    assert answer.json()["error"]["code"] == code
    assert answer.json()["request"] == answer.headers["SevaDesk-Request"] != "short"


def test_a_packed_body_never_unpacks_beyond_what_its_door_takes(desk: WireDesk):
    bomb = gzip.compress(b" " * 50_000_000)
    assert len(bomb) < 65_536
    answer = desk.ask("POST", "/v1/entries", data=bomb, headers={"Content-Encoding": "gzip"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "wire.too-large")


def test_a_packed_batch_is_taken(desk: WireDesk):
    packed = gzip.compress(json.dumps({"entries": [desk.note().to_wire()]}).encode())
    answer = desk.ask("POST", "/v1/entries", data=packed, headers={"Content-Encoding": "gzip"})
    assert answer.json()["results"][0]["status"] == "accepted"


def test_hindi_travels_as_it_is_written(desk: WireDesk):
    assert "गीता".encode() in desk.get("/v1/snapshot").content


def test_a_batch_of_fifty_is_taken_whole(desk: WireDesk):
    assert {each["status"] for each in desk.send(*(desk.note() for _ in range(50)))} == {"accepted"}


def test_a_defect_inside_is_told_in_the_envelope_too(desk: WireDesk, training_centre: Any, caplog: Any):
    training_centre.centre.stage = None
    answer = desk.pay("a-1")
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "central.defect")
    assert "defect at /v1/payments" in caplog.text
