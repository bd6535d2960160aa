"""What the centre makes of entries: once each, only as signed, only from who may."""

import json
from dataclasses import replace
from typing import Any

import pytest
from app.base.ids import new_id
from sqlalchemy import text

from tests.integration.central.at_the_wire import WireDesk, a_paper, sha


def test_the_same_entry_again_is_the_same_reply_again(desk: WireDesk):
    filed = desk.filing(a_paper())
    first, again = desk.send(filed)[0], desk.send(filed)[0]
    assert (first["status"], again["status"]) == ("accepted", "replayed")
    assert again["reply"] == first["reply"] and first["reply"]["application_number"].startswith("2699")
    assert again["missing"] == first["missing"] == list(filed.attachments)


def test_another_entry_under_a_used_id_is_a_conflict_of_its_own(desk: WireDesk):
    kept = desk.note()
    desk.send(kept)
    other = desk.seal(replace(kept, body={"number": "8"}))
    results = desk.send(other, desk.note())
    assert [(each["status"], each["code"]) for each in results] == [
        ("conflict", "wire.entry-conflict"),
        ("accepted", ""),
    ]


def test_two_desks_may_use_the_same_id(desk: WireDesk):
    second = WireDesk(desk.url).enrol()
    id_ = new_id()
    assert desk.send(desk.note(id=id_))[0]["status"] == "accepted"
    assert second.send(second.note(id=id_))[0]["status"] == "accepted"


def test_one_bad_entry_stops_its_own_subject_and_no_other(desk: WireDesk):
    subject, other = new_id(), new_id()
    batch = [desk.note(subject, who="person-nobody"), desk.note(subject), desk.note(other)]
    results = desk.send(*batch)
    assert [each["status"] for each in results] == ["rejected", "failed", "accepted"]
    assert [each["code"] for each in results] == ["role.person-unknown", "wire.subject-held", ""]


def test_an_entry_that_another_key_signed_leaves_no_trace(desk: WireDesk):
    thief = replace(desk, key=WireDesk(desk.url).key)
    stolen = thief.note()
    assert [desk.send(stolen)[0][part] for part in ("status", "code")] == ["rejected", "wire.signature-wrong"]
    mended = desk.seal(stolen)
    assert desk.send(mended)[0]["status"] == "accepted"


def test_an_entry_of_another_desk_is_refused_though_its_signature_holds(desk: WireDesk):
    second = WireDesk(desk.url).enrol()
    assert desk.send(second.note())[0]["code"] == "wire.other-device"


def test_a_body_that_was_changed_on_the_way_is_refused(desk: WireDesk):
    assert desk.send(desk.note().to_wire() | {"body": {"number": "9"}})[0]["code"] == "wire.hash-wrong"


@pytest.mark.parametrize(
    ("who", "post", "code"),
    [
        ("person-nobody", "kendra-lucknow-0001.operator", "role.person-unknown"),
        ("person-gita", "kendra-lucknow-0001.owner", "role.not-posted"),
        ("person-ramesh", "kendra-lucknow-0001.counter", "role.not-allowed"),
    ],
)
def test_the_role_is_asked_at_the_centre_too(desk: WireDesk, who: str, post: str, code: str):
    body = {"application": "a-1", "reason": "x", "refund": False}
    cancel = desk.entry("application.cancelled", "a-1", body, who=who, post=post)
    found = desk.send(cancel)[0]
    assert (found["status"], found["code"]) == ("rejected", code)


def test_a_place_in_the_chain_is_taken_once(desk: WireDesk):
    desk.send(desk.note())
    fork = desk.note(seq=1, prev="0" * 64)
    assert desk.send(fork)[0]["code"] == "wire.chain-fork"


def test_a_link_that_does_not_fit_is_refused(desk: WireDesk):
    desk.send(desk.note())
    assert desk.send(desk.note(prev="f" * 64))[0]["code"] == "wire.chain-broken"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "x" * 65),
        ("id", "\ud800"),
        ("subject", "a\0b"),
        ("subject", "x" * 65),
        ("kind", "k" * 65),
        ("who", "\ud800"),
        ("at", "2026-09-30T05:00:00.0000000000000000000Z"),
        ("prev", "0" * 65),
        ("epoch", 2**40),
        ("signature", "spaced"),
        ("attachments", ["A" * 64]),
        ("base_version", True),
    ],
)
def test_an_entry_that_cannot_be_kept_does_not_stop_the_others(desk: WireDesk, field: str, value: Any):
    good = desk.note()
    results = desk.send(_signed_all_the_same(desk, field, value), good)
    assert results[0]["status"] == "rejected"
    assert results[1]["status"] == "accepted"


def test_a_failure_of_the_database_is_answered_as_busy_and_logged_without_what_was_sent(
    desk: WireDesk, centre: Any, caplog: Any
):
    with centre.centre.store.write() as connection:
        connection.execute(text("DROP TABLE entry"))
    answer = desk.post("/v1/entries", {"entries": [desk.filing(a_paper()).to_wire()]})
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "central.busy")
    assert "entry" in caplog.text
    assert (
        "MOHAN LAL" not in caplog.text
        and "9415012345" not in caplog.text
        and desk.told["device"] not in caplog.text
    )


@pytest.mark.parametrize("depth", [300, 600, 900])
def test_an_entry_nested_without_end_does_not_stop_the_others(desk: WireDesk, depth: int):
    good, deep = desk.note(), desk.note().to_wire() | {"body": {"a": "DEEP"}}
    raw = json.dumps({"entries": [deep, good.to_wire()]}).replace('"DEEP"', "[" * depth + "]" * depth)
    answer = desk.ask("POST", "/v1/entries", data=raw)
    assert [each["status"] for each in answer.json()["results"]] == ["rejected", "accepted"]


def test_a_filing_is_held_to_its_pack_again(desk: WireDesk):
    paper = a_paper()
    cheaper = desk.filing(paper, board_fee=100)
    bare = desk.filing(paper, documents=[])
    found = {each["id"]: each for each in desk.send(cheaper, bare)}
    assert found[cheaper.id]["code"] == "application.charge-wrong"
    assert found[cheaper.id]["facts"] == {"charge": "board_fee", "told": 100, "due": 5000}
    assert found[bare.id]["code"] == "entry.body-wrong"


def test_an_application_of_another_office_is_out_of_reach(desk: WireDesk, centre: Any):
    filed = desk.filing(a_paper())
    desk.send(filed)
    with centre.centre.store.write() as connection:
        connection.execute(text("UPDATE application SET office = 'district-lucknow'"))
    cancel = desk.entry(
        "application.cancelled", filed.subject, {"application": filed.subject, "reason": "x", "refund": False}
    )
    assert desk.send(cancel)[0]["code"] == "application.unknown"
    assert desk.send(desk.challan(filed.subject))[0]["code"] == "application.unknown"
    assert desk.pay(filed.subject).json()["error"]["code"] == "application.unknown"


def test_the_number_of_a_challan_stands_for_one_application(desk: WireDesk):
    first, second = desk.filing(a_paper()), desk.filing(a_paper())
    challan = desk.challan(first.subject)
    taken = desk.challan(second.subject, number=challan.body["number"])
    desk.send(first, challan, second)
    assert desk.send(taken)[0]["code"] == "challan.already-issued"
    assert desk.send(desk.deposit(first.subject))[0]["status"] == "accepted"


def test_a_registration_needs_the_fee_and_the_papers(desk: WireDesk):
    paper = a_paper()
    filed = desk.filing(paper)
    desk.send(filed)
    assert desk.state(filed.subject) == "filed"
    desk.pay(filed.subject)
    assert desk.state(filed.subject) == "waiting-for-papers"
    assert desk.bring(paper).json()["complete"]
    assert desk.state(filed.subject) == "registered"
    assert sha(paper) in filed.attachments


def _signed_all_the_same(desk: WireDesk, field: str, value: Any) -> dict[str, Any]:
    """Return an entry whose hash and signature hold, where such a value can be signed at all."""
    if field == "signature":
        written = desk.note()
        return written.to_wire() | {field: " ".join(written.signature)}
    written = replace(desk.note(), **{field: value})
    try:
        return desk.seal(written).to_wire()
    except ValueError:  # a lone surrogate has no canonical form
        return written.to_wire()
