"""A revocation list says what it can say and no more, whatever it holds; a broken one is told as broken."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding

from app.errors import InputError
from app.ports.clock import SystemClock
from app.ports.signing import Finding, Revocation
from dsc.judge import OfficeJudge
from dsc.trust import Trust
from tests.integration.dsc import forge
from tests.integration.dsc.pki import DAY, NOW, Pki, crl

DATA = b"a note"
Listed = x509.CertificateRevocationListBuilder


def unsigned(pki: Pki, *, since: datetime = NOW - timedelta(hours=1)) -> Listed:
    built = x509.CertificateRevocationListBuilder().issuer_name(pki.ca.certificate.subject)
    return built.last_update(since).next_update(NOW + 7 * DAY)


def entry(pki: Pki, on: datetime, *extensions: x509.ExtensionType) -> x509.RevokedCertificate:
    serial = pki.asha.certificate.serial_number
    built = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(on)
    for each in extensions:
        built = built.add_extension(each, critical=False)
    return built.build()


def signed(built: Listed, pki: Pki, hash_: hashes.HashAlgorithm | None = None) -> bytes:
    return built.sign(pki.ca.key, hash_ or hashes.SHA256()).public_bytes(Encoding.DER)


def judged(trust: Trust, pki: Pki, moment: datetime) -> tuple[Finding, Revocation]:
    verdict = OfficeJudge(trust, SystemClock()).judge(DATA, forge.signed(pki.asha, DATA, pki), moment)
    return verdict.finding, verdict.revocation


def test_a_key_known_to_be_lost_counts_from_that_day_and_not_from_the_report(
    pki: Pki, trust_of: Callable[..., Trust]
) -> None:
    lost = (
        x509.InvalidityDate((NOW - 9 * DAY).replace(tzinfo=None)),
        x509.CRLReason(x509.ReasonFlags.key_compromise),
    )
    built = unsigned(pki).add_revoked_certificate(entry(pki, NOW - DAY, *lost))
    trust = trust_of(signed(built, pki))
    assert judged(trust, pki, NOW - 5 * DAY)[0] is Finding.REVOKED
    assert judged(trust, pki, NOW - 10 * DAY)[0] is Finding.GOOD


def test_a_certificate_on_hold_is_revoked_while_the_list_says_so(
    pki: Pki, trust_of: Callable[..., Trust]
) -> None:
    held = x509.CRLReason(x509.ReasonFlags.certificate_hold)
    built = unsigned(pki).add_revoked_certificate(entry(pki, NOW - DAY, held))
    assert judged(trust_of(signed(built, pki)), pki, NOW)[0] is Finding.REVOKED
    assert judged(trust_of(crl(pki.ca)), pki, NOW) == (Finding.GOOD, Revocation.CHECKED)  # let go again


def test_of_two_lists_the_newer_one_speaks(pki: Pki, trust_of: Callable[..., Trust]) -> None:
    old = crl(pki.ca, of=NOW - 3 * DAY)
    new = crl(pki.ca, pki.asha, on=NOW - 2 * DAY)
    for lists in ((old, new), (new, old)):
        assert judged(trust_of(*lists), pki, NOW)[0] is Finding.REVOKED


def test_a_list_of_changes_or_of_a_part_cannot_say_that_all_is_well(
    pki: Pki, trust_of: Callable[..., Trust]
) -> None:
    delta = unsigned(pki).add_extension(x509.DeltaCRLIndicator(1), critical=True)
    of_cas = x509.IssuingDistributionPoint(None, None, False, True, None, False, False)
    partial = unsigned(pki).add_extension(of_cas, critical=True)
    for built in (delta, partial):
        assert judged(trust_of(signed(built, pki)), pki, NOW) == (Finding.GOOD, Revocation.ABSENT)


def test_a_list_signed_in_a_way_we_do_not_know_or_believe_is_foreign(
    pki: Pki, trust_of: Callable[..., Trust]
) -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    other_curve = unsigned(pki).sign(key, None).public_bytes(Encoding.DER)
    sha_256 = bytes.fromhex("2a864886f70d01010b")
    unheard = signed(unsigned(pki), pki).replace(sha_256, sha_256[:-1] + b"\x7f")
    weak = signed(unsigned(pki), pki, hashes.SHA384()).replace(b"\x0c\x05\x00", b"\x05\x05\x00")
    for listed in (other_curve, unheard, weak):
        assert judged(trust_of(listed), pki, NOW) == (Finding.GOOD, Revocation.FOREIGN)


def test_a_list_spoilt_deep_inside_is_told_by_its_file(pki: Pki, tmp_path: Path) -> None:
    built = unsigned(pki).add_extension(x509.CRLNumber(5), critical=False)
    whole = signed(built, pki)
    number, point = bytes.fromhex("0603551d14"), bytes.fromhex("0603551d1c")
    twice = whole.replace(number, point)  # a number where a distribution point is due
    for name in ("roots", "crls"):
        (tmp_path / name).mkdir()
    (tmp_path / "roots" / "root.pem").write_bytes(pki.root.pem)
    (tmp_path / "crls" / "ca.crl").write_bytes(twice)
    with pytest.raises(InputError) as refused:
        Trust.in_folder(tmp_path)
    assert refused.value.facts["file"] == "crls/ca.crl"


def test_a_signature_of_before_the_revocation_holds_by_its_stamp_and_without_it_does_not(
    pki: Pki, trust_of: Callable[..., Trust]
) -> None:
    """The stamp is what an officer has, should the token be lost later."""
    from dsc import signed as cms_of

    listed = trust_of(crl(pki.ca, pki.asha, on=NOW - DAY), pki.root_crl)
    signature = forge.signed(pki.asha, DATA, pki)
    stamp = forge.time_stamp(cms_of.read(signature).value, pki.time, pki, at=NOW - 2 * DAY)
    judge = OfficeJudge(listed, SystemClock())
    assert judge.judge(DATA, signature, NOW, stamp=stamp).finding is Finding.GOOD
    assert judge.judge(DATA, signature, NOW).finding is Finding.REVOKED


def test_a_revoked_authority_of_time_proves_nothing_after_its_own_end(
    pki: Pki, trust_of: Callable[..., Trust]
) -> None:
    from dsc import signed as cms_of

    listed = trust_of(crl(pki.ca, pki.time, on=NOW - 3 * DAY), pki.root_crl)
    signature = forge.signed(pki.asha, DATA, pki)
    judge = OfficeJudge(listed, SystemClock())
    for at, wanted in ((NOW - 2 * DAY, Finding.STAMP_UNTRUSTED), (NOW - 4 * DAY, Finding.GOOD)):
        stamp = forge.time_stamp(cms_of.read(signature).value, pki.time, pki, at=at)
        assert judge.judge(DATA, signature, NOW, stamp=stamp).finding is wanted
