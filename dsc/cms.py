"""How is a signature made of what a token gives: CAdES-BES, detached, by one signer, with the CAs he stands under?"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

from asn1crypto import algos, core, x509
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dsc.trust import Path_

DIGEST, SIGNATURE = "sha256", "sha256_rsa"
Raw = Callable[[bytes], bytes]
"""Gives the RSA signature (PKCS#1 v1.5) of a DigestInfo."""


_OCTETS, _CONTEXT_0, _DIRECTORY_NAME = 0x04, 0xA0, 0xA4
_VERSION_1 = b"\x02\x01\x01"
_DATA = bytes.fromhex("06092a864886f70d010701")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_SIGNING_TIME = bytes.fromhex("06092a864886f70d010905")
_BINDING = bytes.fromhex("060b2a864886f70d010910022f")  # signing-certificate-v2
_HASH = bytes.fromhex("300d06096086480165030402010500")  # SHA-256
_METHOD = bytes.fromhex("300d06092a864886f70d01010b0500")  # SHA-256 with RSA, PKCS#1 v1.5


class TokenSigner(Signer):
    """What pyHanko needs to know of a key that it cannot see."""

    def __init__(self, leaf: x509.Certificate, chain: Path_, raw: Raw) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(chain)
        mechanism = algos.SignedDigestAlgorithm(
            {"algorithm": SIGNATURE}
        )  # never PSS: old verifiers do not know it
        super().__init__(
            signing_cert=leaf, cert_registry=store, signature_mechanism=mechanism, embed_roots=False
        )
        self.leaf, self.chain = leaf, chain
        self._raw, self._size = raw, leaf.public_key.byte_size

    def sign(self, data: bytes) -> bytes:
        return self._raw(digest_info(data))

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return bytes(self._size) if dry_run else self.sign(data)


def detached(data: bytes, signer: TokenSigner, claimed_at: datetime) -> bytes:
    """Return the signature of `data` (CMS, DER, RFC 5652; CAdES-BES by RFC 5126).

    Written here byte by byte, and not by pyHanko, whose general way takes ten times as long for the same bytes.
    """
    leaf = signer.leaf
    serial = core.Integer(leaf.serial_number).dump()
    attributes = _set(
        _attribute(_CONTENT_TYPE, _DATA),
        _attribute(_SIGNING_TIME, core.UTCTime(claimed_at.astimezone(UTC).replace(microsecond=0)).dump()),
        _attribute(_MESSAGE_DIGEST, _tlv(_OCTETS, hashlib.new(DIGEST, data).digest())),
        _attribute(_BINDING, _binding(leaf, serial)),
    )
    signer_info = _sequence(
        _VERSION_1,
        _sequence(leaf.issuer.dump(), serial),
        _HASH,
        _tlv(_CONTEXT_0, _content(attributes)),
        _METHOD,
        _tlv(_OCTETS, signer.sign(attributes)),
    )
    certificates = sorted(each.dump() for each in (leaf, *signer.chain))
    signed = _sequence(
        _VERSION_1,
        _set(_HASH),
        _sequence(_DATA),
        _tlv(_CONTEXT_0, *certificates),
        _set(signer_info),
    )
    return _sequence(_SIGNED_DATA, _tlv(_CONTEXT_0, signed))


def _binding(leaf: x509.Certificate, serial: bytes) -> bytes:
    """Name the certificate by its SHA-256 (that ESSCertIDv2 means where it names no other), issuer and serial."""
    issuer = _sequence(_tlv(_DIRECTORY_NAME, leaf.issuer.dump()))
    digest = _tlv(_OCTETS, hashlib.sha256(leaf.dump()).digest())
    return _sequence(_sequence(_sequence(digest, _sequence(issuer, serial))))


def _attribute(name: bytes, value: bytes) -> bytes:
    return _sequence(name, _set(value))


def _sequence(*parts: bytes) -> bytes:
    return _tlv(0x30, *parts)


def _set(*parts: bytes) -> bytes:
    """DER sorts what stands in a SET OF."""
    return _tlv(0x31, *sorted(parts))


def _tlv(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:  # noqa: PLR2004  a short length is its own byte
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def _content(encoded: bytes) -> bytes:
    """Return what stands in a value, without its tag and length."""
    count = encoded[1] & 0x7F if encoded[1] & 0x80 else 0
    return encoded[2 + count :]


def digest_info(data: bytes) -> bytes:
    """Return the digest of `data` as PKCS#1 v1.5 wants it; the token then needs to know no hash."""
    told = {"digest_algorithm": {"algorithm": DIGEST}, "digest": hashlib.new(DIGEST, data).digest()}
    return bytes(algos.DigestInfo(told).dump())
