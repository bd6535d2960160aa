"""The centre takes no signature that a reader would refuse: what is once taken stands in its file for ever."""

# ruff: noqa: F811  the fixtures of the signing room are imported by their names
import base64
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.base.ids import new_id
from app.efile.walk import Register
from app.errors import InputError
from central.signature import Flaw, flaw_at, flaw_of
from dsc.judge import OfficeJudge
from tests.integration.dsc import forge
from tests.integration.dsc.conftest import judge, pki, trust, trust_of
from tests.integration.dsc.pki import NOW, Pki
from tests.integration.efile.officers import Officer
from tests.integration.efile.test_what_the_centre_refuses import file, next_noting, sends
from tests.integration.efile.tokens import SoftToken, pair

DATA = '{"body":"आदेशार्थ प्रस्तुत"}'.encode()
Making = Callable[[bytes], bytes]


def by(name: str) -> SoftToken:
    return SoftToken(pair(name), _open=True)


def old_way(*names: str, hash_: hashes.HashAlgorithm | None = None, detached: bool = True) -> Making:
    """Return who signs as other programs do: no attribute binds the certificate."""

    def sign(data: bytes) -> bytes:
        builder = pkcs7.PKCS7SignatureBuilder().set_data(data)
        for name in names:
            builder = builder.add_signer(pair(name).certificate, pair(name).key, hash_ or hashes.SHA256())
        kind = [pkcs7.PKCS7Options.DetachedSignature] if detached else []
        return builder.sign(serialization.Encoding.DER, [*kind, pkcs7.PKCS7Options.Binary])

    return sign


def with_one_bit_turned(data: bytes) -> bytes:
    """The value stands last in what the token made."""
    signed = by("kavita").sign(data)
    return signed[:-40] + bytes([signed[-40] ^ 1]) + signed[-39:]


MADE: dict[str, tuple[Making, str]] = {
    "by a certificate that is not in the register": (by("somebody").sign, "other-certificate"),
    "by two": (old_way("kavita", "somebody"), "signer-count"),
    "by another hash": (old_way("kavita", hash_=hashes.SHA384()), "algorithm"),
    "with its content": (old_way("kavita", detached=False), "not-detached"),
    "with nothing that binds the certificate": (old_way("kavita"), "attributes"),
    "of other data": (lambda data: by("kavita").sign(data + b" "), "tampered"),
    "with one bit turned": (with_one_bit_turned, "signature"),
    "spelt another way": (lambda data: forge.ber(by("kavita").sign(data)), "not-der"),
    "of no stated length": (lambda data: forge.indefinite(by("kavita").sign(data)), "not-der"),
    "with something behind it": (lambda data: by("kavita").sign(data) + b"\0", "not-der"),
    "cut off": (lambda data: by("kavita").sign(data)[:-30], "corrupt"),
    "none at all": (lambda _: b"0000", "corrupt"),
}


@pytest.mark.parametrize("name", MADE)
def test_a_noting_whose_signature_does_not_hold_is_not_taken(
    enrolled: tuple[Officer, Officer], file: str, name: str
) -> None:
    kavita, _ = enrolled
    making, flaw = MADE[name]
    body = next_noting(kavita, file)
    signed = making(body["note"].encode())
    assert flaw_of(body["note"].encode(), signed, kavita.token.certificate.sha256) == flaw
    wrong = body | {"p7s": base64.b64encode(signed).decode()}
    assert sends(kavita, "noting.signed", file, wrong) == "noting.signature-wrong"


# --- What the centre takes, a reader's judge finds good --------------------------------------------------------------


def twice(told: cms.ContentInfo) -> None:
    attributes = told["content"]["signer_infos"][0]["signed_attrs"]
    attributes.append(attributes[0].copy())


def two_values(told: cms.ContentInfo) -> None:
    attribute = told["content"]["signer_infos"][0]["signed_attrs"][0]
    attribute["values"] = [attribute["values"][0], attribute["values"][0]]


def without(name: str) -> forge.Change:
    return lambda told: forge.drop_attribute(told, name)


def another_type(told: cms.ContentInfo) -> None:
    forge.set_attribute(told, "content_type", "tst_info")


def bound_to(pki: Pki) -> forge.Change:
    return lambda told: forge.set_attribute(told, "signing_certificate_v2", forge.ess(pki.ravi))


FORGED: dict[str, Callable[[Pki, bytes], bytes]] = {
    "untouched": lambda _, good: good,
    "an attribute twice": lambda pki, good: forge.resigned(good, pki.asha, change=twice),
    "two values": lambda pki, good: forge.resigned(good, pki.asha, change=two_values),
    "no binding": lambda pki, good: forge.resigned(good, pki.asha, change=without("signing_certificate_v2")),
    "no digest": lambda pki, good: forge.resigned(good, pki.asha, change=without("message_digest")),
    "no type": lambda pki, good: forge.resigned(good, pki.asha, change=without("content_type")),
    "another type": lambda pki, good: forge.resigned(good, pki.asha, change=another_type),
    "bound to another": lambda pki, good: forge.resigned(good, pki.asha, change=bound_to(pki)),
    "SHA-1": lambda pki, good: forge.resigned(good, pki.asha, digest="sha1"),
    "PSS": lambda pki, good: forge.resigned(good, pki.asha, pss=True),
    "another signer named": lambda pki, good: forge.changed(
        good, lambda told: forge.name_signer(told, pki.ravi)
    ),
    "BER": lambda _, good: forge.ber(good),
}


@pytest.fixture(scope="module")
def good(pki: Pki) -> bytes:
    return forge.signed(pki.asha, DATA, pki)


@pytest.mark.parametrize("name", FORGED)
def test_the_centre_takes_what_a_strict_judge_finds_good_and_nothing_else(
    pki: Pki, judge: OfficeJudge, good: bytes, name: str
) -> None:
    signed = FORGED[name](pki, good)
    taken = flaw_of(DATA, signed, pki.asha.sha256) is None
    assert taken is judge.judge(DATA, signed, NOW).is_good
    assert taken is (name == "untouched")


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_whatever_byte_is_turned_the_centre_takes_nothing_that_a_judge_refuses(
    pki: Pki, judge: OfficeJudge, good: bytes, at: int, flip: int
) -> None:
    spoilt = bytearray(good)
    spoilt[at % len(good)] ^= flip
    if flaw_of(DATA, bytes(spoilt), pki.asha.sha256) is None:
        assert judge.judge(DATA, bytes(spoilt), NOW).is_good


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(max_size=400))
def test_noise_is_a_flaw_and_no_defect(pki: Pki, noise: bytes) -> None:
    assert flaw_of(DATA, noise, pki.asha.sha256) is not None
    assert flaw_of(DATA, b"\x30\x82\x01\x00" + noise, pki.asha.sha256) is not None


def test_a_certificate_is_judged_as_of_the_centres_receipt(pki: Pki) -> None:
    for holder, flaw in ((pki.expired, Flaw.EXPIRED), (pki.future, Flaw.NOT_YET_VALID), (pki.asha, None)):
        signed = forge.signed(holder, DATA, pki)
        assert flaw_of(DATA, signed, holder.sha256) is None
        assert flaw_at(NOW, signed, holder.sha256) is flaw


# --- Time, tokens, the register ---------------------------------------------------------------------------------------


def test_a_note_whose_certificate_ended_before_the_line_came_back_is_not_taken(
    kavita: Officer, imran: Officer
) -> None:
    """Signed in time; but no reader could prove that, and the file would be broken for ever."""
    kavita.token.pair = pair("kavita-ended", 29)
    kavita.token.changed["not_after"] = kavita.clock.now() + timedelta(days=1)
    kavita.ask_for_enrolment()
    imran.approve_all()
    kavita.sync()
    made = kavita.create().id
    kavita.note(made)
    kavita.sync()
    (refused,) = kavita.office.link.attention()
    assert refused.code == "noting.signature-wrong"
    found = kavita.efile.file(made)
    assert (found.notings, found.yellow.text) == ((), "विचाराधीन पत्र आदेशार्थ प्रस्तुत।")


def lost(officer: Officer, keeper: Officer) -> None:
    keeper.sync()
    (own,) = [
        each for each in keeper.efile.signing.register() if each.sha256 == officer.token.certificate.sha256
    ]
    keeper.efile.signing.end(own.id, Register.LOST, keeper.today, fir="0123/2026")
    keeper.sync()


def test_a_lost_token_signs_nothing_whatever_day_the_note_gives_itself(
    enrolled: tuple[Officer, Officer], imran: Officer, file: str
) -> None:
    """Whoever found it can set any clock: only what the centre had before the report is believed."""
    kavita, _ = enrolled
    earlier = kavita.efile.file(file).notings[0].noting.created
    body = next_noting(kavita, file, created=earlier)
    lost(kavita, imran)
    assert sends(kavita, "noting.signed", file, body) == "noting.token-lost"
    assert kavita.efile.verify(file).is_whole  # what was taken before stands


def test_a_token_that_was_found_again_is_enrolled_for_nobody(
    enrolled: tuple[Officer, Officer], imran: Officer
) -> None:
    """Whose hand it was in meanwhile nobody knows, and with it approved anew every day of before would count again."""
    kavita, _ = enrolled
    (told,) = kavita.rows("SELECT body FROM journal WHERE kind = 'certificate.asked'")
    kavita.efile.signing.lock()
    lost(kavita, imran)
    assert sends(kavita, "certificate.asked", new_id(), json.loads(told[0])) == "dsc.lost"
    kavita.sync()
    with pytest.raises(InputError, match=r"dsc\.lost"):
        kavita.ask_for_enrolment()


@pytest.mark.parametrize("until", ["zzzz", "2026-13-01", "", "never"])
def test_a_last_day_that_is_none_is_not_written_into_the_register(
    enrolled: tuple[Officer, Officer], until: str
) -> None:
    """Compared as a text it would never come; and every desk of the office would fail to read it."""
    kavita, _ = enrolled
    (own,) = [each for each in kavita.efile.signing.register() if each.person == "person-kavita"]
    told = {"how": "surrendered", "until": until, "fir": "", "reason": ""}
    assert sends(kavita, "certificate.ended", own.id, told) == "entry.body-wrong"


@pytest.mark.parametrize("moment", ["soon", "2026-11-25", "9999-12-31T23:59:59-12:00"])
def test_a_certificate_without_its_days_is_not_written_into_the_register(
    kavita: Officer, moment: str
) -> None:
    told: dict[str, Any] = {"ca": "", "class": 3, "serial": "1", "sha256": "a" * 64, "token_serial": ""}
    told |= {"not_before": moment, "not_after": "2030-01-01T00:00:00.000000Z", "proof": "AAAA"}
    assert sends(kavita, "certificate.asked", new_id(), told) == "entry.body-wrong"


@pytest.mark.parametrize("name", ["anil", "kavita"])
def test_nobody_has_a_colleagues_certificate_written_down_as_their_own(
    kavita: Officer, anil: Officer, name: str
) -> None:
    """The proof must be by the very key, and of the very person who asks: one made for somebody else is none."""
    anil.ask_for_enrolment()
    (theirs,) = anil.rows("SELECT body FROM journal WHERE kind = 'certificate.asked'")
    told = json.loads(theirs[0])
    if name == "kavita":  # her own signature under the same words, for his certificate
        told["proof"] = base64.b64encode(by("kavita").sign(b"...")).decode()
    assert sends(kavita, "certificate.asked", new_id(), told) == "dsc.proof-wrong"
