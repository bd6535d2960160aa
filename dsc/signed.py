"""Does a CMS hold one sound signature of this data? Strictly read; whether to trust the signer is not asked here."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, core, tsp, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from app.base.der import MALFORMED, is_der
from app.ports.signing import Finding
from dsc.rules import rules

_HASHES: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_SET, _CONTEXT_0 = b"\x31", b"\xa0"
_ONCE = ("content_type", "message_digest")
_BINDING = "signing_certificate_v2"
_OLD_BINDING = "signing_certificate"  # by SHA-1; authorities of time still use it, and RFC 5816 lets them
_STAMP = "tst_info"
_YEARS = range(1950, 3000)


class Flawed(Exception):
    """The signature fails, and `finding` is its name."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Signed:
    """A CMS with exactly one signer, read but not yet believed."""

    signer: cms.SignerInfo
    attributes: bytes  # the signed ones, as they came
    certificate: x509.Certificate
    der: bytes  # of the certificate, as it came
    certificates: tuple[x509.Certificate, ...]  # all that came along
    content: bytes | None

    @property
    def claimed_at(self) -> datetime | None:
        found = _values(self.signer, "signing_time")
        return credible(found[0].native) if found else None

    @property
    def value(self) -> bytes:
        """The signature itself: what a time stamp is over."""
        return bytes(self.signer["signature"].native)

    @property
    def embedded_stamp(self) -> bytes:
        found = _values(self.signer, "signature_time_stamp_token", "unsigned_attrs")
        return bytes(found[0].dump()) if found else b""


def credible(moment: datetime | None) -> datetime | None:
    """Return a claimed moment, None for one without a zone or at the ends of the calendar, where sums overflow."""
    return moment if moment and moment.tzinfo and moment.year in _YEARS else None


def read(signature: bytes) -> Signed:
    """Raises: Flawed."""
    try:
        return _read(signature)
    except MALFORMED as error:
        raise Flawed(Finding.CORRUPT) from error


def check(signed: Signed, data: bytes, content_type: str = "data") -> None:
    """Demand that the signature is of `data` and made by the certificate's key. Raises: Flawed."""
    try:
        _check_algorithms(signed)
        _check_attributes(signed, content_type)
        _check_binding(signed)
        _check_digest(signed, data)
        _check_value(signed)
    except MALFORMED as error:
        raise Flawed(Finding.CORRUPT) from error


def check_detached(signed: Signed) -> None:
    if signed.content is not None:
        raise Flawed(Finding.NOT_DETACHED)


def _read(signature: bytes) -> Signed:
    outer = cms.ContentInfo.load(
        signature
    )  # not strict yet: what follows tells a cut-off from another spelling
    if outer["content_type"].native != "signed_data":
        raise Flawed(Finding.CORRUPT)
    inner = outer["content"]
    if not is_der(signature):
        raise Flawed(Finding.NOT_DER)
    if len(inner["signer_infos"]) != 1:
        raise Flawed(Finding.SIGNER_COUNT)
    signer = inner["signer_infos"][0]
    attributes = _as_it_came(signer["signed_attrs"], signature)
    came = {
        _as_it_came(each.chosen, signature): each.chosen
        for each in inner["certificates"] or ()
        if each.name == "certificate"
    }
    der, certificate = _named(signer, came)
    content = inner["encap_content_info"]["content"]
    enclosed = None if content.native is None else _content(content)
    return Signed(signer, attributes, certificate, der, tuple(came.values()), enclosed)


def _as_it_came(part: core.Asn1Value, signature: bytes) -> bytes:
    """Return the bytes of a part, taken before it is read: asn1crypto writes anew, and alters, what was looked into."""
    found = bytes(part.dump())
    if found not in signature:
        raise Flawed(Finding.NOT_DER)
    return found


def _content(content: cms.ParsableOctetString) -> bytes:
    return bytes(content.contents)


def _named(signer: cms.SignerInfo, came: dict[bytes, x509.Certificate]) -> tuple[bytes, x509.Certificate]:
    sid = signer["sid"]
    for der, each in came.items():
        if sid.name == "subject_key_identifier":
            if each.key_identifier == sid.native:
                return der, each
        elif each.serial_number == sid.chosen["serial_number"].native and each.issuer == sid.chosen["issuer"]:
            return der, each
    raise Flawed(Finding.NO_CERTIFICATE)


def _check_algorithms(signed: Signed) -> None:
    signer = signed.signer
    digest = signer["digest_algorithm"]["algorithm"].native
    algorithm = signer["signature_algorithm"]
    named = algorithm["algorithm"].native
    if digest not in rules().digests or named not in ("rsassa_pkcs1v15", f"{digest}_rsa"):
        raise Flawed(Finding.ALGORITHM)
    key = signed.certificate.public_key
    if key.algorithm != "rsa" or key.bit_size < rules().shortest_key:
        raise Flawed(Finding.ALGORITHM)


def _check_attributes(signed: Signed, content_type: str) -> None:
    given = signed.signer["signed_attrs"] or ()
    types = [each["type"].native for each in given]
    is_doubled = len(types) != len(set(types)) or any(len(each["values"]) != 1 for each in given)
    bindings = {_BINDING, _OLD_BINDING} if content_type == _STAMP else {_BINDING}
    if is_doubled or not {*_ONCE} <= {*types} or not bindings & {*types}:
        raise Flawed(Finding.ATTRIBUTES)
    if _values(signed.signer, "content_type")[0].native != content_type:
        raise Flawed(Finding.ATTRIBUTES)


def _check_binding(signed: Signed) -> None:
    """The ESS attribute names the very certificate: else one key's other certificate could be put in its place."""
    new = _values(signed.signer, _BINDING)
    first = (new or _values(signed.signer, _OLD_BINDING))[0]["certs"][0]
    digest = first["hash_algorithm"]["algorithm"].native if new else "sha1"
    if new and digest not in rules().digests:
        raise Flawed(Finding.ALGORITHM)
    if hashlib.new(digest, signed.der).digest() != first["cert_hash"].native:
        raise Flawed(Finding.CERTIFICATE_BINDING)


def _check_digest(signed: Signed, data: bytes) -> None:
    digest = signed.signer["digest_algorithm"]["algorithm"].native
    if hashlib.new(digest, data).digest() != _values(signed.signer, "message_digest")[0].native:
        raise Flawed(Finding.TAMPERED)


def _check_value(signed: Signed) -> None:
    key = load_der_public_key(signed.certificate.public_key.dump())
    if not isinstance(key, RSAPublicKey):
        raise Flawed(Finding.ALGORITHM)
    digest = _HASHES[signed.signer["digest_algorithm"]["algorithm"].native]()
    if signed.attributes[:1] != _CONTEXT_0:
        raise Flawed(Finding.ATTRIBUTES)
    try:
        key.verify(
            signed.value, _SET + signed.attributes[1:], PKCS1v15(), digest
        )  # RFC 5652, 5.4: as a SET OF
    except InvalidSignature as error:
        raise Flawed(Finding.SIGNATURE) from error


def _values(signer: cms.SignerInfo, name: str, kind: str = "signed_attrs") -> list[cms.Any]:
    attributes = signer[kind] or ()
    return [value for each in attributes if each["type"].native == name for value in each["values"]]


def stamped(signed: Signed) -> tsp.TSTInfo:
    """Return what a time stamping token says. Raises: Flawed where it is none."""
    try:
        found = tsp.TSTInfo.load(signed.content or b"", strict=True)
        _ = found["message_imprint"]["hashed_message"].native, found["gen_time"].native  # read lazily
    except MALFORMED as error:
        raise Flawed(Finding.STAMP_CORRUPT) from error
    return found
