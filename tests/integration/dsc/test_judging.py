"""Every way in which a signature fails has its own name, and none of them is a traceback."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from asn1crypto import cms
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ports.clock import SystemClock
from app.ports.signing import CertificateState, Finding, Revocation
from dsc import certificates, signed
from dsc.judge import OfficeJudge
from dsc.trust import Trust

from tests.integration.dsc import forge
from tests.integration.dsc.pki import DAY, NOW, Pki, crl, person

DATA = '{"body":"आदेशार्थ प्रस्तुत"}'.encode()


@pytest.fixture(scope="module")
def good(pki: Pki) -> bytes:
    return forge.signed(pki.asha, DATA, pki)


def finding(judge: OfficeJudge, signature: bytes, data: bytes = DATA, moment: datetime = NOW) -> Finding:
    return judge.judge(data, signature, moment).finding


def test_a_good_signature_says_who_and_as_of_when(judge: OfficeJudge, pki: Pki, good: bytes):
    verdict = judge.judge(DATA, good, NOW)
    assert (verdict.finding, verdict.revocation) == (Finding.GOOD, Revocation.CHECKED)
    assert verdict.certificate.common_name == "ASHA VERMA"
    assert verdict.revocation_as_of == NOW - timedelta(hours=1)
    assert abs(verdict.claimed_at - NOW) < timedelta(minutes=10)
    assert verdict.stamped_at is None


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("no_non_repudiation", Finding.KEY_USAGE),
        ("encryption", Finding.KEY_USAGE),
        ("class_2", Finding.POLICY),
        ("expired", Finding.EXPIRED),
        ("future", Finding.NOT_YET_VALID),
        ("revoked", Finding.REVOKED),
        ("rogue", Finding.UNTRUSTED),
        ("short", Finding.ALGORITHM),
        ("ravi", Finding.GOOD),
    ],
)
def test_each_certificate_gets_its_verdict(judge: OfficeJudge, pki: Pki, name: str, wanted: Finding):
    holder = getattr(pki, name)
    verdict = judge.judge(DATA, forge.signed(holder, DATA, pki), NOW)
    assert (verdict.finding, verdict.certificate.sha256) == (wanted, holder.sha256)


def test_a_look_alike_ca_that_comes_along_is_no_root(judge: OfficeJudge, pki: Pki):
    signature = forge.signed(pki.rogue, DATA, pki)

    def bring(told: cms.ContentInfo) -> None:
        own = told["content"]["certificates"]
        own.append(cms.CertificateChoices.load(pki.rogue_ca.der))

    assert finding(judge, forge.changed(signature, bring)) is Finding.UNTRUSTED


def test_a_back_dated_signing_time_proves_nothing(judge: OfficeJudge, pki: Pki):
    signature = forge.signed(pki.expired, DATA, pki, claimed_at=NOW - 100 * DAY)
    assert finding(judge, signature) is Finding.EXPIRED
    assert finding(judge, signature, moment=NOW - 100 * DAY) is Finding.GOOD  # somebody else's proof does


def test_what_was_signed_before_the_revocation_still_holds(judge: OfficeJudge, pki: Pki):
    signature = forge.signed(pki.revoked, DATA, pki)
    assert finding(judge, signature, moment=NOW - 2 * DAY) is Finding.GOOD


def test_other_data_is_told_from_another_key(judge: OfficeJudge, pki: Pki, good: bytes):
    assert finding(judge, good, DATA + b" ") is Finding.TAMPERED

    def spoil(told: cms.ContentInfo) -> None:
        signer = told["content"]["signer_infos"][0]
        signer["signature"] = bytes(reversed(signer["signature"].native))

    assert finding(judge, forge.changed(good, spoil)) is Finding.SIGNATURE


def test_another_certificate_cannot_stand_in_for_the_signers(judge: OfficeJudge, pki: Pki, good: bytes):
    exchanged = forge.changed(good, lambda told: forge.name_signer(told, pki.ravi))
    assert finding(judge, exchanged) is Finding.CERTIFICATE_BINDING


def test_one_signer_is_demanded(judge: OfficeJudge, good: bytes):
    def twice(told: cms.ContentInfo) -> None:
        signers = told["content"]["signer_infos"]
        told["content"]["signer_infos"] = [signers[0], signers[0].copy()]

    def none(told: cms.ContentInfo) -> None:
        told["content"]["signer_infos"] = []

    for change in (twice, none):
        assert finding(judge, forge.changed(good, change)) is Finding.SIGNER_COUNT


def test_weak_and_foreign_methods_are_refused(judge: OfficeJudge, pki: Pki, good: bytes):
    def on_a_curve(told: cms.ContentInfo) -> None:
        forge.name_signer(told, pki.curve)
        forge.set_attribute(told, "signing_certificate_v2", forge.ess(pki.curve))

    forged = (
        forge.resigned(good, pki.asha, digest="sha1"),
        forge.resigned(good, pki.asha, pss=True),
        forge.resigned(good, pki.curve, change=on_a_curve),
    )
    assert [finding(judge, each) for each in forged] == [Finding.ALGORITHM] * 3


@pytest.mark.parametrize("name", ["signing_certificate_v2", "message_digest", "content_type"])
def test_a_signed_attribute_that_lacks_is_missed(judge: OfficeJudge, pki: Pki, good: bytes, name: str):
    without = forge.resigned(good, pki.asha, change=lambda told: forge.drop_attribute(told, name))
    assert finding(judge, without) is Finding.ATTRIBUTES


def test_a_signature_of_another_kind_of_content_is_refused(judge: OfficeJudge, pki: Pki, good: bytes):
    def other(told: cms.ContentInfo) -> None:
        forge.set_attribute(told, "content_type", "tst_info")

    assert finding(judge, forge.resigned(good, pki.asha, change=other)) is Finding.ATTRIBUTES


def test_a_signature_with_a_content_of_its_own_is_refused(judge: OfficeJudge, pki: Pki, good: bytes):
    assert finding(judge, forge.with_content(good, DATA, pki.asha, "data")) is Finding.NOT_DETACHED


def test_a_signature_without_its_certificate_is_refused(judge: OfficeJudge, good: bytes):
    def strip(told: cms.ContentInfo) -> None:
        told["content"]["certificates"] = []

    assert finding(judge, forge.changed(good, strip)) is Finding.NO_CERTIFICATE


def test_a_second_spelling_is_no_signature(judge: OfficeJudge, good: bytes):
    spelt = [forge.ber(good), forge.indefinite(good), good + b"\0"]
    assert [finding(judge, each) for each in spelt] == [Finding.NOT_DER] * 3


def test_a_cut_off_signature_is_corrupt(judge: OfficeJudge, good: bytes):
    assert {finding(judge, good[:size]) for size in (0, 1, 200, len(good) - 1)} == {Finding.CORRUPT}


def test_no_byte_of_what_was_signed_can_change(judge: OfficeJudge, good: bytes):
    """asn1crypto writes defaults anew: judged by what it writes, some of these bytes would not count."""
    found = signed.read(good)
    start = good.index(found.attributes)
    believed = []
    for at in range(start, start + len(found.attributes)):
        spoilt = good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]
        if judge.judge(DATA, spoilt, NOW).is_good:
            believed.append(at - start)
    assert believed == []


@settings(max_examples=300, deadline=None)
@given(at=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_whatever_byte_changes_nobody_else_becomes_the_signer(pki: Pki, good: bytes, at: int, flip: int):
    judge = OfficeJudge(Trust([pki.root.pem], [pki.ca.der], [pki.ca_crl]), SystemClock())
    spoilt = bytearray(good)
    spoilt[at % len(good)] ^= flip
    verdict = judge.judge(DATA, bytes(spoilt), NOW)
    if (
        verdict.is_good
    ):  # only what nobody signed may differ: the CA's copy that came along, which we hold anyway
        assert verdict.certificate.sha256 == pki.asha.sha256


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_noise_is_never_a_traceback(pki: Pki, noise: bytes):
    judge = OfficeJudge(Trust([pki.root.pem], [pki.ca.der]), SystemClock())
    assert not judge.judge(DATA, noise, NOW).is_good
    assert not judge.judge(DATA, forge.indefinite(b"\x30\x82\0\0" + noise), NOW).is_good


# --- Revocation lists -------------------------------------------------------------------------------------------------


def test_each_list_that_cannot_speak_says_why(pki: Pki, trust_of: Callable[..., Trust], good: bytes):
    lists = {
        Revocation.ABSENT: pki.root_crl,
        Revocation.STALE: crl(pki.ca, of=NOW - 30 * DAY, until=NOW - 20 * DAY),
        Revocation.FOREIGN: crl(pki.rogue_ca),
        Revocation.FUTURE: crl(pki.ca, of=NOW + 3 * DAY, until=NOW + 9 * DAY),
    }
    for wanted, held in lists.items():
        verdict = OfficeJudge(trust_of(held), SystemClock()).judge(DATA, good, NOW)
        assert (verdict.finding, verdict.revocation) == (Finding.GOOD, wanted)


def test_a_stale_list_still_names_the_revoked(pki: Pki, trust_of: Callable[..., Trust]):
    stale = crl(pki.ca, pki.revoked, of=NOW - 30 * DAY, until=NOW - 20 * DAY, on=NOW - 40 * DAY)
    judge = OfficeJudge(trust_of(stale), SystemClock())
    assert finding(judge, forge.signed(pki.revoked, DATA, pki)) is Finding.REVOKED


def test_a_list_that_a_look_alike_made_revokes_nobody(pki: Pki, trust_of: Callable[..., Trust], good: bytes):
    judge = OfficeJudge(trust_of(crl(pki.rogue_ca, pki.asha)), SystemClock())
    assert finding(judge, good) is Finding.GOOD


def test_a_revoked_ca_takes_its_people_along(pki: Pki, trust_of: Callable[..., Trust], good: bytes):
    judge = OfficeJudge(trust_of(crl(pki.root, pki.ca), pki.ca_crl), SystemClock())
    assert finding(judge, good) is Finding.REVOKED


# --- Time stamps ------------------------------------------------------------------------------------------------------


def value_of(signature: bytes) -> bytes:
    return signed.read(signature).value


def test_a_time_stamp_proves_the_moment(judge: OfficeJudge, pki: Pki):
    signature = forge.signed(pki.expired, DATA, pki)
    then = NOW - 20 * DAY
    stamp = forge.time_stamp(value_of(signature), pki.time, pki, at=then)
    verdict = judge.judge(DATA, signature, NOW, stamp=stamp)
    assert (verdict.finding, verdict.stamped_at) == (Finding.GOOD, then)
    assert finding(judge, signature) is Finding.EXPIRED  # stripped of it, nothing is proved


def test_each_bad_time_stamp_has_its_name(judge: OfficeJudge, pki: Pki, good: bytes):
    value = value_of(good)
    stamps = {
        Finding.STAMP_OTHER_DATA: forge.time_stamp(b"another", pki.time, pki, at=NOW - DAY),
        Finding.STAMP_UNTRUSTED: forge.time_stamp(value, pki.ravi, pki, at=NOW - DAY),
        Finding.STAMP_IN_FUTURE: forge.time_stamp(value, pki.time, pki, at=NOW + 3 * DAY),
        Finding.STAMP_CORRUPT: forge.time_stamp(value, pki.time, pki, at=NOW - DAY)[:-9],
    }
    found = {wanted: judge.judge(DATA, good, NOW, stamp=stamp).finding for wanted, stamp in stamps.items()}
    assert found == {wanted: wanted for wanted in stamps}


def test_a_time_stamp_by_a_look_alike_is_not_believed(judge: OfficeJudge, pki: Pki, good: bytes):
    stamp = forge.time_stamp(value_of(good), pki.rogue, pki, at=NOW - DAY)
    assert judge.judge(DATA, good, NOW, stamp=stamp).finding is Finding.STAMP_UNTRUSTED


# --- Certificates before a PIN is asked -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "days", "wanted"),
    [
        ("asha", 0, CertificateState.FINE),
        ("asha", 680, CertificateState.EXPIRES_IN_60),
        ("asha", 705, CertificateState.EXPIRES_IN_30),
        ("asha", 725, CertificateState.EXPIRES_IN_7),
        ("asha", 731, CertificateState.EXPIRED),
        ("future", 0, CertificateState.NOT_YET_VALID),
        ("revoked", 0, CertificateState.REVOKED),
        ("rogue", 0, CertificateState.UNTRUSTED),
        ("class_2", 0, CertificateState.LOW_CLASS),
        ("encryption", 0, CertificateState.ENCRYPTION_ONLY),
        ("no_non_repudiation", 0, CertificateState.ENCRYPTION_ONLY),
    ],
)
def test_each_certificate_has_its_state(
    judge: OfficeJudge, pki: Pki, name: str, days: int, wanted: CertificateState
):
    certificate = certificates.read(getattr(pki, name).der)
    assert judge.certificate_state(certificate, NOW + days * DAY) is wanted


def test_a_certificate_of_somebody_else_is_told(judge: OfficeJudge, pki: Pki):
    certificate = certificates.read(pki.ravi.der)
    assert (
        judge.certificate_state(certificate, NOW, enrolled=pki.asha.sha256) is CertificateState.WRONG_PERSON
    )
    assert judge.certificate_state(certificate, NOW, enrolled=pki.ravi.sha256) is CertificateState.FINE
    without_key = certificates.read(pki.ravi.der, has_key=False)
    assert judge.certificate_state(without_key, NOW) is CertificateState.NO_KEY


def test_how_old_the_list_is_can_be_shown(judge: OfficeJudge, pki: Pki):
    told = judge.revocation_of(certificates.read(pki.asha.der), NOW)
    assert told == (Revocation.CHECKED, NOW - timedelta(hours=1))


def test_the_list_is_told_of_a_certificate_too_that_has_expired(judge: OfficeJudge, pki: Pki):
    expired = person("ASHA DEVI", pki.ca, since=NOW - 800 * DAY, until=NOW - 10 * DAY)
    told = judge.revocation_of(certificates.read(expired.der), NOW)
    assert told == (Revocation.CHECKED, NOW - timedelta(hours=1))
