"""A desk that does what no good desk would: the centre keeps custody, chain, writer and register by itself."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7

from app.base.ids import new_id
from app.efile import taking
from app.efile.chain import link
from app.efile.addressee import Addressee
from app.efile.walk import Place, Register
from app.errors import InputError
from app.records.journal import write_entry
from central.signature import flaw_of
from tests.integration.efile.officers import Officer
from tests.integration.efile.tokens import SoftToken, pair


def sends(officer: Officer, kind: str, subject: str, body: dict[str, Any]) -> str:
    """Send an entry past every rule of the desk; return what the centre says to it."""
    with officer.office._desk.records.write() as session:
        entry = write_entry(session, officer.office.people.acting, kind, subject, body, clock=officer.clock)
    officer.sync()
    (said,) = officer.rows(f"SELECT last_code FROM outbox WHERE entry = '{entry.id}'")
    return said[0]


@pytest.fixture
def file(enrolled: tuple[Officer, Officer]) -> str:
    """A file with one noting, at Kavita's desk."""
    kavita, _ = enrolled
    made = kavita.create().id
    kavita.note(made)
    kavita.sync()
    return made


def next_noting(officer: Officer, file: str, **changed: Any) -> dict[str, Any]:
    """The body of a noting that is right but for what is changed."""
    found = officer.efile.file(file)
    first = found.notings[0].noting
    told: dict[str, Any] = {"seq": 2, "prev": found.head, "body": "दूसरी"}
    noting = replace(first, **(told | changed))
    if officer.efile.signing.unlocked is None:
        officer.unlock()
    data = noting.to_bytes()
    return {"note": data.decode(), "p7s": base64.b64encode(officer.token.sign(data)).decode()}


@pytest.mark.parametrize(
    "changed, code",
    [
        ({}, ""),
        ({"file_uuid": "another"}, "noting.other-file"),
        ({"seq": 3}, "noting.sequence"),
        ({"seq": 1}, "noting.sequence"),
        ({"prev": "0" * 64}, "noting.previous"),
        ({"emp_id": "person-anil"}, "noting.other-person"),
        ({"role": "district-lucknow.cdo"}, "noting.other-person"),
        ({"cert_sha256": "a" * 64}, "noting.not-enrolled"),
        ({"created": "2020-01-01T10:00:00+05:30"}, "noting.not-enrolled"),
        ({"created": "गुरुवार"}, "entry.body-wrong"),
        ({"created": "2026-11-25T10:00:00+00:00"}, "entry.body-wrong"),
        ({"created": "9999-12-31T23:59:59-12:00"}, "entry.body-wrong"),
        ({"created": "2090-01-01T10:00:00+05:30"}, "noting.clock-ahead"),
        ({"created": "2001-01-01T10:00:00+05:30"}, "role.not-posted"),
        ({"file_no": "A-1/D1-1/2026-27/TR"}, "noting.other-file"),
        ({"designation": "जिलाधिकारी"}, "noting.other-person"),
        ({"office": "state-lucknow"}, "noting.other-person"),
        ({"body": "₹ 50\u202e000"}, "noting.form-wrong"),
    ],
)
def test_a_noting_is_held_to_its_file_place_writer_and_register(enrolled, file, changed, code):
    kavita, _ = enrolled
    assert sends(kavita, "noting.signed", file, next_noting(kavita, file, **changed)) == code


def test_a_noting_written_anew_in_another_form_is_refused(enrolled, file):
    kavita, _ = enrolled
    body = next_noting(kavita, file)
    assert sends(kavita, "noting.signed", file, body | {"note": body["note"] + " "}) == "noting.form-wrong"


@pytest.mark.parametrize(
    "kind, body",
    [
        ("file.sent", lambda: {"to": "district-lucknow.cdo", "remarks": "", "physical": False}),
        ("file.parked", lambda: {"until": "2030-01-01", "reason": "x"}),
        ("file.closed", lambda: {"reason": "x"}),
        ("file.reopened", lambda: {"reason": "x"}),
        (
            "draft.written",
            lambda: {"draft": new_id(), "version": 1, "subject": "x", "text": "x", "addressee": {}},
        ),
    ],
)
def test_who_does_not_hold_a_file_changes_nothing_in_it(
    enrolled, file, kind, body: Callable[[], dict[str, Any]]
):
    _, anil = enrolled
    anil.sync()
    assert sends(anil, kind, file, body()) == "efile.not-yours"
    kavita = enrolled[0]
    kavita.sync()
    assert kavita.efile.file(file).holder.id == kavita.post


def test_two_files_never_bear_one_number(enrolled, file):
    kavita, anil = enrolled
    number = kavita.efile.file(file).number
    card = dict.fromkeys(("subject", "numbering", "relation", "of_file", "form", "classification"), "")
    body = card | {"number": number, "heads": [], "priority": "", "physical": ""}
    assert sends(anil, "file.created", new_id(), body) == "efile.number-taken"


def test_pages_run_on_without_a_gap(enrolled, file):
    kavita, _ = enrolled
    letter = kavita.efile.diarise(kavita.letter(), kavita.scan())
    page = {
        "id": new_id(),
        "title": "x",
        "number": "",
        "on": "2026-11-25",
        "media": "",
        "first": 5,
        "last": 5,
    }
    said = sends(kavita, "file.receipt-put", file, {"receipt": letter.id, "page": page})
    assert said == "efile.pages-wrong"


def test_an_approval_by_who_may_not_approve_is_refused(enrolled):
    kavita, _ = enrolled
    (own,) = [each for each in kavita.efile.signing.register() if each.person == "person-kavita"]
    body = {"approved": True, "reason": ""}
    assert sends(kavita, "certificate.decided", own.id, body) == "role.not-allowed"


def test_a_green_note_that_never_came_through_gives_way_and_is_yellow_again(enrolled, file):
    """A desk restored from yesterday's backup may sign in a place that is taken already."""
    kavita, _ = enrolled
    body = next_noting(kavita, file)
    theirs = {"file": file, "seq": 2, "note": body["note"], "p7s": body["p7s"]}
    kavita.note(file, "मेरी टिप्पणी")
    head = link(body["note"].encode(), base64.b64decode(body["p7s"]))
    now = "2026-11-25T10:00:00.000000Z"
    with kavita.office._desk.records.write() as session:
        who = {"person": "person-kavita", "post": kavita.post, "first_paragraph": 2}
        taking.take_noting(session, theirs | who | {"head": head, "signed_at": now, "taken_at": now})
    found = kavita.efile.file(file)
    assert found.notings[1].noting.body == "दूसरी"
    assert (found.yellow.text, found.notice) == ("मेरी टिप्पणी", "noting.came-late")


def test_a_note_signed_after_the_token_was_reported_lost_is_yellow_again_and_the_file_has_not_gone(
    enrolled, imran, training_centre
):
    kavita, anil = enrolled
    made = kavita.create().id
    kavita.note(made)
    kavita.sync()
    (own,) = [each for each in imran.efile.signing.register() if each.person == "person-kavita"]
    day_before = kavita.today - timedelta(days=1)
    imran.efile.signing.end(own.id, Register.LOST, day_before, fir="0123/2026")
    imran.sync()
    kavita.note(made, "टोकन खोने के बाद")  # her desk has not heard of it
    letter = kavita.efile.diarise(kavita.letter(), kavita.scan()).id
    kavita.efile.put_receipt(made, letter)
    kavita.efile.write_draft(made, "निर्देश", "पालन करें।", Addressee("सर्वसम्बन्धित"))
    kavita.send(made, "anil")
    kavita.sync()
    (refused,) = kavita.office.link.attention()
    assert (refused.code, refused.waiting_behind) == ("noting.token-lost", 3)
    found = kavita.efile.file(made)
    assert ([note.noting.seq for note in found.notings], found.notice) == ([1], "noting.came-late")
    assert (found.place, found.holder.id) == (Place.AT_DESK, kavita.post)
    assert found.yellow.text == "टोकन खोने के बाद"
    assert (found.correspondence, found.drafts, found.pages) == ((), (), 0)
    assert [line.act for line in found.movements] == ["created"]
    assert kavita.efile.receipt(letter).place is Place.AT_DESK
    with pytest.raises(InputError, match=r"efile\.refused"):
        kavita.efile.send(made, anil.post)
    kavita.efile.give_up(made)
    assert kavita.office.link.attention() == () and kavita.sync().idle
    kavita.efile.drop_note(made)
    kavita.send(made, "anil")
    anil.takes(made)
    assert anil.efile.file(made).head == kavita.efile.file(made).head
