"""Does a signature hold that a desk sends with a noting or a letter? By its bytes and the register, without any root.

What a chain to a root, a CRL or a time stamp says is judged by whoever reads it, from the same bytes. All else that a
reader would refuse is refused here: a noting that is once taken stands in its file for ever.
"""

import hashlib
import re
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.base.der import MALFORMED, is_der

_SET = b"\x31"
_SHORTEST_KEY = 2048  # bits
_ALGORITHMS = frozenset({"rsassa_pkcs1v15", "sha256_rsa"})
_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
_MOST_SIGNATURES, _LONGEST_PLACE = 16, 1 << 18
"""A PDF may name any number of places of any length; the one signature that covers all is among its last."""
_BINDING = "signing_certificate_v2"


class Flaw(StrEnum):
    """Why a signature is refused."""

    CORRUPT = "corrupt"
    NOT_DER = "not-der"  # a second spelling: the end of the chain would be another, and the deed the same
    SIGNER_COUNT = "signer-count"
    NOT_DETACHED = "not-detached"
    ALGORITHM = "algorithm"
    ATTRIBUTES = "attributes"
    OTHER_CERTIFICATE = "other-certificate"  # not the one that the noting names and the register knows
    NOT_YET_VALID = "not-yet-valid"
    EXPIRED = "expired"
    TAMPERED = "tampered"  # it is of other data
    SIGNATURE = "signature"  # not made by this certificate's key
    PDF_UNSIGNED = "pdf-unsigned"
    PDF_NOT_WHOLE = "pdf-not-whole"  # no signature covers it to its last byte
    REPLAYED = "replayed"  # the letter of another draft


def flaw_of(data: bytes, p7s: bytes, certificate: str) -> Flaw | None:
    """Say what is wrong with a detached signature of `data` by the certificate with this SHA-256; None: it holds."""
    from asn1crypto import cms, tsp  # noqa: F401  tsp teaches cms to read the attribute that binds

    try:
        signed = cms.ContentInfo.load(p7s)["content"]
        count = len(
            signed["signer_infos"]
        )  # read first: a signature that was cut off is not a second spelling
        if not is_der(p7s):
            return Flaw.NOT_DER
        if count != 1:
            return Flaw.SIGNER_COUNT
        if signed["encap_content_info"]["content"].native is not None:
            return Flaw.NOT_DETACHED
        return _flaw_of_signer(data, signed["signer_infos"][0], _certificate(signed, certificate))
    except MALFORMED:
        return Flaw.CORRUPT


def flaw_at(now: datetime, p7s: bytes, certificate: str) -> Flaw | None:
    """Say whether the certificate of a sound signature holds `now`, when the centre takes it; None: it does.

    What the signer's clock said is nobody's proof: a reader will judge the certificate as of the centre's receipt.
    """
    from asn1crypto import cms
    from cryptography.x509 import load_der_x509_certificate

    found = load_der_x509_certificate(_certificate(cms.ContentInfo.load(p7s)["content"], certificate))
    if now < found.not_valid_before_utc:
        return Flaw.NOT_YET_VALID
    return Flaw.EXPIRED if now > found.not_valid_after_utc else None


def flaw_of_letter(pdf: bytes, certificates: Sequence[str], now: datetime) -> Flaw | None:
    """Say what is wrong with the signature that covers a whole PDF, by one of these certificates; None: it holds.

    The PDF is not read as one: all its bytes but the place of the signature itself must be signed, and that suffices.
    """
    parts = next(_whole(pdf), None)
    if parts is None:
        return Flaw.PDF_NOT_WHOLE if b"/ByteRange" in pdf else Flaw.PDF_UNSIGNED
    data, p7s = parts
    flaws = [flaw_of(data, p7s, each) or flaw_at(now, p7s, each) for each in certificates]
    if None in flaws:
        return None
    return next((each for each in flaws if each is not Flaw.OTHER_CERTIFICATE), Flaw.OTHER_CERTIFICATE)


def _whole(pdf: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield what is signed, and by what, where a signature covers the file to its last byte."""
    for end, start, size in deque(_ranges(pdf), _MOST_SIGNATURES):
        place = pdf[end:start] if start - end < _LONGEST_PLACE and start + size == len(pdf) else b""
        if place.startswith(b"<") and place.endswith(b">"):
            with suppress(ValueError):
                yield pdf[:end] + pdf[start:], _trimmed(bytes.fromhex(place[1:-1].decode("ascii")))


def _ranges(pdf: bytes) -> Iterator[tuple[int, int, int]]:
    for found in _RANGE.finditer(pdf):
        end, start, size = found.groups()
        yield int(end), int(start), int(size)


def _trimmed(padded: bytes) -> bytes:
    """Return the signature without the zeros that fill up its place."""
    size = 4 + int.from_bytes(padded[2:4], "big") if padded[:2] == b"\x30\x82" else len(padded)
    return padded[:size] if not padded[size:].strip(b"\0") else padded


def _certificate(signed: Any, sha256: str) -> bytes:
    """Return the certificate as it came, empty where another one, or none, came along.

    All that came along are read to the ground: one that is broken would stop a reader who looks for a path.
    """
    came = [each.chosen for each in signed["certificates"] or () if each.name == "certificate"]
    ders = [bytes(each.dump()) for each in came]
    _ = [each.native for each in came]
    return next((der for der in ders if hashlib.sha256(der).hexdigest() == sha256), b"")


def _flaw_of_signer(data: bytes, signer: Any, der: bytes) -> Flaw | None:
    attributes = bytes(
        signer["signed_attrs"].dump()
    )  # before it is looked into, for then it would be written anew
    if not der or not _is_named(signer["sid"], der):
        return Flaw.OTHER_CERTIFICATE
    if signer["digest_algorithm"]["algorithm"].native != "sha256":
        return Flaw.ALGORITHM
    if signer["signature_algorithm"]["algorithm"].native not in _ALGORITHMS:
        return Flaw.ALGORITHM
    if flaw := _flaw_of_attributes(signer, data, der):
        return flaw
    return _flaw_of_value(der, bytes(signer["signature"].native), _SET + attributes[1:])


def _flaw_of_attributes(signer: Any, data: bytes, der: bytes) -> Flaw | None:
    """Each stands once, with one value, and binds the certificate: else a reader's judge refuses what was taken."""
    each_once = [(each["type"].native, list(each["values"])) for each in signer["signed_attrs"] or ()]
    given = {name: values[0] for name, values in each_once if len(values) == 1}
    if len(given) != len(each_once) or not {"content_type", "message_digest", _BINDING} <= given.keys():
        return Flaw.ATTRIBUTES
    if given["content_type"].native != "data" or not _is_bound(given[_BINDING]["certs"][0], der):
        return Flaw.ATTRIBUTES
    return None if given["message_digest"].native == hashlib.sha256(data).digest() else Flaw.TAMPERED


def _is_bound(named: Any, der: bytes) -> bool:
    digest = named["hash_algorithm"]["algorithm"].native
    fits: bool = named["cert_hash"].native == hashlib.sha256(der).digest()
    return digest == "sha256" and fits


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
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.x509 import load_der_x509_certificate

    try:
        key = load_der_x509_certificate(der).public_key()
    except UnsupportedAlgorithm:
        return Flaw.ALGORITHM
    if not isinstance(key, RSAPublicKey) or key.key_size < _SHORTEST_KEY:
        return Flaw.ALGORITHM
    try:
        key.verify(value, covered, PKCS1v15(), SHA256())
    except InvalidSignature:
        return Flaw.SIGNATURE
    return None
