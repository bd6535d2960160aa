"""A token made of software for each officer, and a judge of what they sign: real RSA, real CMS, one CA of the test's own."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from types import TracebackType
from typing import Any, Self

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from app.errors import DeviceMissing, InputError
from app.ports.signing import (
    Appearance,
    Certificate,
    CertificateState,
    Diagnosis,
    Finding,
    PinState,
    Readiness,
    Revocation,
    Token,
    Verdict,
)
from dsc import certificates
from dsc.cms import TokenSigner, detached
from dsc.pades import signed_pdf
from dsc.practice import signed_with
from tests.integration.dsc.pki import Holder

PIN = "12345678"
BORN = datetime.now(UTC).replace(microsecond=0) - timedelta(days=30)


@dataclass(frozen=True)
class Pair:
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)


@cache
def pair(name: str, days: int = 700) -> Pair:
    """Return a key and its certificate, self-signed: who may sign is what the register says."""
    key = rsa.generate_private_key(65537, 2048)
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BORN)
        .not_valid_after(BORN + timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    return Pair(key, made)


def described(found: Pair | Holder, **changed: Any) -> Certificate:
    told = {
        "sha256": hashlib.sha256(found.der).hexdigest(),
        "common_name": found.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value,
        "organisation": "",
        "serial": f"{found.certificate.serial_number:X}"[:40],
        "issuer": "Test CA",
        "class_": 3,
        "not_before": found.certificate.not_valid_before_utc,
        "not_after": found.certificate.not_valid_after_utc,
        "may_sign": True,
        "has_key": True,
        "email": "",
        "der": found.der,
    }
    return Certificate(**(told | changed))


def signer_of(found: Pair | Holder, *above: bytes) -> TokenSigner:
    """Return who makes CAdES signatures with this key, as the strict judge and the centre want them.

    `above`: the CAs (DER) that go along.
    """
    key = found.key
    assert isinstance(key, rsa.RSAPrivateKey)
    chain = tuple(asn1_x509.Certificate.load(each) for each in above)
    return TokenSigner(asn1_x509.Certificate.load(found.der), chain, lambda told: signed_with(key, told))


@dataclass
class SoftToken:
    """A `Signer`. `hinder` is called before each signature: a test pulls the token out there.

    `pair` is self-signed and described as if a CA stood over it, or stands under the CAs `above` (DER).
    """

    pair: Pair | Holder
    changed: dict[str, Any] = field(default_factory=dict)
    hinder: Any = None
    _open: bool = False
    above: tuple[bytes, ...] = ()

    @property
    def certificate(self) -> Certificate:
        return certificates.read(self.pair.der) if self.above else described(self.pair, **self.changed)

    @property
    def token(self) -> Token:
        return Token(
            "DSC", "TOK-1", "soft", "test", (self.certificate,), PinState.FINE, 6, 16, has_pin_pad=False
        )

    def diagnose(self) -> Diagnosis:
        return Diagnosis(Readiness.READY, (self.token,), (), ())

    @property
    def chosen(self) -> str:
        return ""

    def choose(self, module: str) -> None:
        self.lock()

    def unlock(self, token_serial: str, certificate_sha256: str, pin: str) -> None:
        if pin != PIN:
            raise InputError(reason="pin.wrong", field="pin")
        self._open = True

    @property
    def unlocked(self) -> Certificate | None:
        return self.certificate if self._open else None

    @property
    def lost_by(self) -> str:
        return ""

    def sign(self, data: bytes) -> bytes:
        if self.hinder:
            self.hinder()
        if not self._open:
            raise DeviceMissing(reason="token.locked")
        return detached(data, signer_of(self.pair, *self.above), datetime.now(UTC))

    def sign_pdf(self, pdf: bytes, appearance: Appearance) -> bytes:
        return signed_pdf(pdf, appearance, signer_of(self.pair, *self.above), datetime.now(UTC))

    def lock(self) -> None:
        self._open = False

    def close(self) -> None:
        self.lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class SoftJudge:
    """A `Judge` that asks one thing: is this CMS, by its own certificate, a signature of these bytes?"""

    def judge(self, data: bytes, signature: bytes, moment: datetime, *, stamp: bytes = b"") -> Verdict:
        try:
            found, certificate = self._verified(data, signature)
        except (ValueError, IndexError, KeyError, TypeError):
            found, certificate = Finding.CORRUPT, None
        return Verdict(found, certificate, None, None, Revocation.CHECKED, None)

    def _verified(self, data: bytes, signature: bytes) -> tuple[Finding, Certificate | None]:
        signed = cms.ContentInfo.load(signature, strict=True)["content"]
        if len(signed["signer_infos"]) != 1:
            return Finding.SIGNER_COUNT, None
        signer = signed["signer_infos"][0]
        der = signed["certificates"][0].chosen.dump()
        certificate = x509.load_der_x509_certificate(der)
        attributes = {each["type"].native: each["values"][0].native for each in signer["signed_attrs"]}
        if attributes["message_digest"] != hashlib.sha256(data).digest():
            return Finding.TAMPERED, None
        covered = signer["signed_attrs"].untag().dump()
        key = certificate.public_key()
        assert isinstance(key, rsa.RSAPublicKey)
        from cryptography.exceptions import InvalidSignature

        try:
            key.verify(signer["signature"].native, covered, padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature:
            return Finding.SIGNATURE, None
        told = Pair(pair("nobody").key, certificate)
        return Finding.GOOD, described(told)

    def judge_pdf(self, pdf: bytes, moment: datetime) -> tuple[Verdict, ...]:
        return ()

    def certificate_state(
        self, certificate: Certificate, moment: datetime, *, enrolled: str = ""
    ) -> CertificateState:
        fine = certificate.sha256 == enrolled
        return CertificateState.FINE if fine else CertificateState.WRONG_PERSON

    def revocation_of(self, certificate: Certificate, moment: datetime) -> tuple[Revocation, datetime | None]:
        return Revocation.ABSENT, None
