"""Does a signature hold that a desk sends with a noting? By its bytes and the register: the centre keeps no roots.

What a chain to a root, a CRL or a time stamp says is judged by whoever reads the noting, from the same bytes.
"""

import hashlib
from enum import StrEnum
from typing import Any

_SET = b"\x31"
_SHORTEST_KEY = 2048  # bits
_ALGORITHMS = frozenset({"rsassa_pkcs1v15", "sha256_rsa"})


class Flaw(StrEnum):
    """Why a signature is refused."""

    CORRUPT = "corrupt"
    SIGNER_COUNT = "signer-count"
    NOT_DETACHED = "not-detached"
    ALGORITHM = "algorithm"
    OTHER_CERTIFICATE = "other-certificate"  # not the one that the noting names and the register knows
    TAMPERED = "tampered"  # it is of other data
    SIGNATURE = "signature"  # not made by this certificate's key


def flaw_of(data: bytes, p7s: bytes, certificate: str) -> Flaw | None:
    """Say what is wrong with a detached signature of `data` by the certificate with this SHA-256; None: it holds."""
    from asn1crypto import cms

    try:
        signed = cms.ContentInfo.load(p7s, strict=True)["content"]
        if len(signed["signer_infos"]) != 1:
            return Flaw.SIGNER_COUNT
        if signed["encap_content_info"]["content"].native is not None:
            return Flaw.NOT_DETACHED
        return _flaw_of_signer(data, signed["signer_infos"][0], _certificate(signed, certificate))
    except (ValueError, TypeError, KeyError):  # asn1crypto reads lazily, and says it in three ways
        return Flaw.CORRUPT


def _certificate(signed: Any, sha256: str) -> bytes:
    """Return the certificate as it came, empty where another one, or none, came along."""
    ders = [bytes(each.chosen.dump()) for each in signed["certificates"] or () if each.name == "certificate"]
    return next((der for der in ders if hashlib.sha256(der).hexdigest() == sha256), b"")


def _flaw_of_signer(data: bytes, signer: Any, der: bytes) -> Flaw | None:
    attributes = bytes(
        signer["signed_attrs"].dump()
    )  # before it is looked into, for then it would be written anew
    given = [(each["type"].native, each["values"].native) for each in signer["signed_attrs"] or ()]
    if not der or not _is_named(signer["sid"], der):
        return Flaw.OTHER_CERTIFICATE
    if signer["digest_algorithm"]["algorithm"].native != "sha256":
        return Flaw.ALGORITHM
    if signer["signature_algorithm"]["algorithm"].native not in _ALGORITHMS:
        return Flaw.ALGORITHM
    if [value for name, value in given if name == "content_type"] != [["data"]]:
        return Flaw.CORRUPT
    if [value for name, value in given if name == "message_digest"] != [[hashlib.sha256(data).digest()]]:
        return Flaw.TAMPERED
    return _flaw_of_value(der, bytes(signer["signature"].native), _SET + attributes[1:])


def _is_named(sid: Any, der: bytes) -> bool:
    """Say whether the signer says that this certificate is theirs."""
    from asn1crypto import x509

    certificate = x509.Certificate.load(der)
    if sid.name == "subject_key_identifier":
        return bool(certificate.key_identifier == sid.native)
    named = sid.chosen
    return bool(
        certificate.serial_number == named["serial_number"].native and certificate.issuer == named["issuer"]
    )


def _flaw_of_value(der: bytes, value: bytes, covered: bytes) -> Flaw | None:
    """`covered`: the signed attributes as a SET OF (RFC 5652, 5.4)."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509 import load_der_x509_certificate

    key = load_der_x509_certificate(der).public_key()
    if not isinstance(key, RSAPublicKey) or key.key_size < _SHORTEST_KEY:
        return Flaw.ALGORITHM
    try:
        key.verify(value, covered, PKCS1v15(), SHA256())
    except InvalidSignature:
        return Flaw.SIGNATURE
    return None
