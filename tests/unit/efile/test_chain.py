"""Each way in which a chain of notings fails has its own name, and none of them a traceback."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from asn1crypto import cms

from app.efile.chain import Fault, Known, Signed, check_chain, enrolment_of, link
from app.efile.noting import FIRST, Attached, Noting
from app.ports.signing import Finding
from tests.integration.efile.tokens import PIN, SoftJudge, SoftToken, described, pair

FILE, OTHER = "0199aaaa-file", "0199bbbb-file"
POST = "district-lucknow.section-officer"
NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
PAPER = b"%PDF-1.7 letter"
SHA = hashlib.sha256(PAPER).hexdigest()


def sha(name: str) -> str:
    return described(pair(name)).sha256


def noting(seq: int, prev: str, **changed) -> Noting:
    told = {
        "file_uuid": FILE,
        "file_no": "B-3-1/D1-1/2026-27/TR",
        "seq": seq,
        "prev": prev,
        "emp_id": "person-anil",
        "role": POST,
        "designation": "अनुभाग अधिकारी",
        "office": "district-lucknow",
        "cert_sha256": sha("anil"),
        "created": f"2026-11-25T11:{seq // 60:02d}:{seq % 60:02d}+05:30",
        "body": f"टिप्पणी {seq}",
    }
    return Noting(**(told | changed))


def signed(note: Noting, by: str = "anil") -> Signed:
    data = note.to_bytes()
    token = SoftToken(pair(by))
    token.unlock("", "", PIN)
    return Signed(data, token.sign(data))


def head(of: Signed) -> str:
    return link(of.note, of.p7s)


@cache
def chain(length: int = 4, file: str = FILE) -> tuple[Signed, ...]:
    made: list[Signed] = []
    for seq in range(1, length + 1):
        made.append(signed(noting(seq, head(made[-1]) if made else FIRST, file_uuid=file)))
    return tuple(made)


def check(found, **changed):
    told = {
        "now": NOW,
        "enrolled": enrolment_of({("person-anil", sha("anil")): [(NOW - timedelta(days=9), None)]}),
        "posted": lambda person, post, _moment: (person, post) == ("person-anil", POST),
        "file": FILE,
        "head": head(chain()[-1]),
    }
    return check_chain(found, SoftJudge(), Known(**(told | changed)))


def again(at: int, **changed) -> list[Signed]:
    """The good chain, with another noting signed in place of one."""
    whole = list(chain())
    prev = head(whole[at - 2]) if at > 1 else FIRST
    by = changed.pop("by", "anil")
    whole[at - 1] = signed(noting(at, **({"prev": prev} | changed)), by)
    return whole


def test_a_good_chain_is_whole():
    verdict = check(chain())
    assert (verdict.fault, verdict.at, verdict.head) == (Fault.NONE, 0, head(chain()[-1]))
    assert [note.seq for note in verdict.notings] == [1, 2, 3, 4]
    assert not verdict.is_time_proved


def test_an_empty_file_is_whole():
    assert check((), head=FIRST).is_whole


def two_signers(p7s: bytes) -> bytes:
    found = cms.ContentInfo.load(p7s)
    one = found["content"]["signer_infos"][0]
    found["content"]["signer_infos"] = [one, one.copy()]
    return bytes(found.dump(force=True))


def spoil(at: int, **changed) -> list[Signed]:
    whole = list(chain())
    whole[at - 1] = replace(whole[at - 1], **changed)
    return whole


OTHER_TEXT = "टिप्पणी 9".encode()
WRONGS = {
    "tampered body": (
        lambda c: spoil(2, note=c[1].note.replace("टिप्पणी 2".encode(), OTHER_TEXT)),
        Fault.SIGNATURE,
        2,
        Finding.TAMPERED,
    ),
    "swapped": (lambda c: [c[0], c[2], c[1], c[3]], Fault.SEQUENCE, 2),
    "deleted in the middle": (lambda c: [c[0], c[2], c[3]], Fault.SEQUENCE, 2),
    "truncated tail": (lambda c: c[:3], Fault.HEAD, 3),
    "signature of one on another": (lambda c: spoil(2, p7s=c[0].p7s), Fault.SIGNATURE, 2, Finding.TAMPERED),
    "whole noting replayed": (lambda c: [c[0], c[0]], Fault.SEQUENCE, 2),
    "replayed into another file": (lambda c: [c[0], chain(4, OTHER)[1]], Fault.OTHER_FILE, 2),
    "forked": (
        lambda c: [*c[:2], signed(noting(2, head(c[0]), body="दूसरी")), *c[2:]],
        Fault.FORKED,
        3,
    ),
    "signed anew in the middle": (lambda _: again(2, body="और"), Fault.PREVIOUS, 3),
    "signed anew at the end": (lambda _: again(4, body="और"), Fault.HEAD, 4),
    "another certificate named": (
        lambda _: again(1, cert_sha256=sha("kavita")),
        Fault.CERTIFICATE_BINDING,
        1,
    ),
    "colleague's token": (lambda _: again(1, by="kavita"), Fault.CERTIFICATE_BINDING, 1),
    "colleague's token and certificate": (
        lambda _: again(1, by="kavita", cert_sha256=sha("kavita")),
        Fault.EMPLOYEE,
        1,
    ),
    "other person named": (lambda _: again(1, emp_id="person-kavita"), Fault.EMPLOYEE, 1),
    "before enrolment": (lambda _: again(1, created="2026-11-01T11:00:00+05:30"), Fault.EMPLOYEE, 1),
    "no moment": (lambda _: again(1, created="yesterday"), Fault.FIELDS, 1),
    "a moment without its zone": (lambda _: again(1, created="2026-11-25T11:00:00"), Fault.FIELDS, 1),
    "a post not held": (lambda _: again(1, role="district-lucknow.cdo"), Fault.POST, 1),
    "a direction mark in the body": (lambda _: again(1, body="₹ 50\u202e000"), Fault.HIDDEN, 1),
    "cut-off CMS": (lambda c: spoil(3, p7s=c[2].p7s[:-20]), Fault.SIGNATURE, 3, Finding.CORRUPT),
    "no CMS": (lambda _: spoil(3, p7s=b""), Fault.SIGNATURE, 3, Finding.CORRUPT),
    "two signers": (
        lambda c: spoil(3, p7s=two_signers(c[2].p7s)),
        Fault.SIGNATURE,
        3,
        Finding.SIGNER_COUNT,
    ),
    "re-serialised": (lambda c: spoil(1, note=c[0].note + b" "), Fault.NOT_CANONICAL, 1),
    "not JSON": (lambda _: spoil(1, note=b"{"), Fault.NOT_JSON, 1),
}


@pytest.mark.parametrize("name", WRONGS)
def test_each_wrong_is_told_by_its_name_and_place(name):
    make, fault, at, *finding = WRONGS[name]
    verdict = check(make(chain()))
    assert (verdict.fault, verdict.at) == (fault, at)
    assert verdict.finding is (finding[0] if finding else Finding.GOOD)
    assert not verdict.is_whole


def test_without_the_anchored_head_a_tail_that_was_cut_off_cannot_be_told():
    assert check(chain()[:3], head="").is_whole


def test_a_note_signed_before_a_transfer_holds_and_one_after_does_not():
    left = datetime(2026, 11, 25, 5, 30, 2, tzinfo=UTC)
    verdict = check(chain(), posted=lambda _person, _post, moment: moment <= left)
    assert (verdict.fault, verdict.at) == (Fault.POST, 3)


def test_a_certificate_renewed_half_way_holds_on_both_sides():
    day = NOW.replace(hour=5, minute=30, second=2)
    renewed = sha("anil-new")
    first = chain()[:2]
    third = signed(noting(3, head(first[1]), cert_sha256=renewed), "anil-new")
    periods = {
        ("person-anil", sha("anil")): [(NOW - timedelta(days=9), day)],
        ("person-anil", renewed): [(day, None)],
    }
    verdict = check([*first, third], head=head(third), enrolled=enrolment_of(periods))
    assert verdict.is_whole
    late = check(chain(), enrolled=enrolment_of(periods))
    assert (late.fault, late.at) == (Fault.EMPLOYEE, 3)


@pytest.mark.parametrize(
    "there, fault",
    [
        (PAPER, Fault.NONE),
        (None, Fault.ATTACHMENT_MISSING),
        (b"", Fault.ATTACHMENT_CHANGED),
        (PAPER + b"x", Fault.ATTACHMENT_CHANGED),
    ],
)
def test_a_paper_that_the_noting_names_is_held_to_its_hash(there, fault):
    one = signed(noting(1, FIRST, attachments=(Attached("p1-1.pdf", SHA, len(PAPER)),)))
    assert check([one], head=head(one), attachments={SHA: there}.get).fault is fault


def test_a_megabyte_and_five_hundred_notings_are_judged_too():
    big = signed(noting(1, FIRST, body="क" * 350_000))
    assert check([big], head=head(big)).is_whole
    long = chain(500)
    assert check(long, head=head(long[-1])).is_whole
