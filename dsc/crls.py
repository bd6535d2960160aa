"""Was a certificate revoked, as far as the lists that this desk holds can say?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from cryptography.x509 import (
    CertificateRevocationList,
    DeltaCRLIndicator,
    DuplicateExtension,
    ExtensionNotFound,
    InvalidityDate,
    IssuingDistributionPoint,
    RevokedCertificate,
    UnsupportedGeneralNameType,
    load_der_x509_crl,
    load_pem_x509_crl,
)

from app.ports.signing import Revocation
from dsc.rules import rules


@dataclass(frozen=True, slots=True)
class Known:
    """What the lists say of one certificate; `revoked_at` is None where none of them names it."""

    revocation: Revocation
    as_of: datetime | None = None
    revoked_at: datetime | None = None


def load(data: bytes) -> CertificateRevocationList:
    """Raises: ValueError, also for a broken part that would come up later in the middle of a judgement."""
    try:
        found = load_pem_x509_crl(data) if data.startswith(b"-----") else load_der_x509_crl(data)
        _ = found.extensions, found.issuer, found.last_update_utc
    except (DuplicateExtension, UnsupportedGeneralNameType) as error:
        raise ValueError(error) from error
    return found


class Crls:
    """The lists of a desk. Answers are kept, because a file of 500 notes asks for one certificate 500 times."""

    def __init__(self, lists: Iterable[CertificateRevocationList]) -> None:
        newest_first = sorted(lists, key=lambda each: each.last_update_utc, reverse=True)
        self._by_issuer: dict[bytes, list[CertificateRevocationList]] = {}
        for each in newest_first:
            if _is_whole(each):
                self._by_issuer.setdefault(each.issuer.public_bytes(), []).append(each)
        self._kept: dict[tuple[bytes, bytes, int], datetime | None] = {}
        self._signed_by: dict[tuple[int, bytes], bool] = {}

    def of(
        self, certificate: x509.Certificate, issuer: x509.Certificate, moment: datetime, now: datetime
    ) -> Known:
        """Say what was known at `moment`; `now` is the clock against which no list may be newer."""
        held = self._by_issuer.get(certificate.issuer.dump(), [])
        signed = [each for each in held if self._is_signed_by(each, issuer)]
        leeway = timedelta(seconds=rules().clock_leeway)
        come = [each for each in signed if each.last_update_utc <= now + leeway]
        if not come:
            return Known(_why_none(held, signed))
        newest = come[0]
        is_stale = newest.next_update_utc is None or newest.next_update_utc < moment
        return Known(
            Revocation.STALE if is_stale else Revocation.CHECKED,
            newest.last_update_utc,
            self._revoked_at(newest, certificate),
        )

    def _revoked_at(
        self, newest: CertificateRevocationList, certificate: x509.Certificate
    ) -> datetime | None:
        key = (newest.issuer.public_bytes(), certificate.sha256, id(newest))
        if key not in self._kept:
            entry = newest.get_revoked_certificate_by_serial_number(certificate.serial_number)
            self._kept[key] = _since(entry) if entry else None
        return self._kept[key]

    def _is_signed_by(self, listed: CertificateRevocationList, issuer: x509.Certificate) -> bool:
        key = (id(listed), issuer.sha256)
        if key not in self._signed_by:
            self._signed_by[key] = _is_signed_by(listed, issuer)
        return self._signed_by[key]


def _since(entry: RevokedCertificate) -> datetime:
    """Return since when the certificate does not count: a key may have been known to be lost before it was revoked."""
    try:
        lost = entry.extensions.get_extension_for_class(InvalidityDate).value.invalidity_date_utc
    except ExtensionNotFound:
        return entry.revocation_date_utc
    return min(lost, entry.revocation_date_utc)


def _why_none(held: list[CertificateRevocationList], signed: list[CertificateRevocationList]) -> Revocation:
    if signed:
        return Revocation.FUTURE
    return Revocation.FOREIGN if held else Revocation.ABSENT


def _is_whole(listed: CertificateRevocationList) -> bool:
    """A delta, or a list of a part of the certificates, cannot say of any other that it is good."""
    for partial in (DeltaCRLIndicator, IssuingDistributionPoint):
        try:
            found = listed.extensions.get_extension_for_class(partial).value
        except ExtensionNotFound:
            continue
        if not isinstance(found, IssuingDistributionPoint) or _is_part(found):
            return False
    return True


def _is_part(point: IssuingDistributionPoint) -> bool:
    return bool(
        point.indirect_crl
        or point.only_some_reasons
        or point.only_contains_ca_certs
        or point.only_contains_attribute_certs
    )


def _is_signed_by(listed: CertificateRevocationList, issuer: x509.Certificate) -> bool:
    try:
        digest = listed.signature_hash_algorithm
        if digest is None or digest.name not in rules().digests:
            return False
        key = load_der_public_key(issuer.public_key.dump())
        return isinstance(key, RSAPublicKey) and listed.is_signature_valid(key)
    except (ValueError, UnsupportedAlgorithm):
        return False
