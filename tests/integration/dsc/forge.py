"""Signatures that are wrong in one way each, made with the real keys."""

import asyncio
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA1, SHA256

from dsc.cms import TokenSigner, detached

from tests.integration.dsc.pki import Holder, Pki

Change = Callable[[cms.ContentInfo], None]
_DIGESTS = {"sha1": SHA1(), "sha256": SHA256()}  # noqa: S303  a forger's choice


def signed(holder: Holder, data: bytes, pki: Pki, claimed_at: datetime | None = None) -> bytes:
    """What a token with this key would give."""
    leaf = x509.Certificate.load(holder.der)

    def raw(digest_info: bytes) -> bytes:
        digest = algos.DigestInfo.load(digest_info)["digest"].native
        return holder.key.sign(digest, padding.PKCS1v15(), Prehashed(SHA256()))

    chain = (x509.Certificate.load(pki.ca.der),)
    return detached(data, TokenSigner(leaf, chain, raw), claimed_at or datetime.now(UTC))


def changed(signature: bytes, change: Change) -> bytes:
    """The same signature with one thing done to it."""
    told = cms.ContentInfo.load(signature)
    change(told)
    return told.dump(force=True)


def resigned(
    signature: bytes,
    holder: Holder,
    *,
    digest: str = "sha256",
    pss: bool = False,
    change: Change | None = None,
) -> bytes:
    """The same statement signed again by `holder`, in a way that the office does not allow."""
    told = cms.ContentInfo.load(signature)
    signer = told["content"]["signer_infos"][0]
    if change:
        change(told)
    signer["digest_algorithm"] = {"algorithm": digest}
    attributes = signer["signed_attrs"].untag().dump(force=True)
    signer["signature_algorithm"] = _algorithm(holder, digest, pss=pss)
    signer["signature"] = _value(holder, attributes, digest, pss=pss)
    return told.dump(force=True)


def _algorithm(holder: Holder, digest: str, *, pss: bool) -> dict[str, object]:
    if isinstance(holder.key, ec.EllipticCurvePrivateKey):
        return {"algorithm": f"{digest}_ecdsa"}
    if not pss:
        return {"algorithm": f"{digest}_rsa"}
    masking = {"algorithm": "mgf1", "parameters": {"algorithm": digest}}
    told = {"hash_algorithm": {"algorithm": digest}, "mask_gen_algorithm": masking, "salt_length": 32}
    return {"algorithm": "rsassa_pss", "parameters": told}


def _value(holder: Holder, attributes: bytes, digest: str, *, pss: bool) -> bytes:
    kind = _DIGESTS[digest]
    if isinstance(holder.key, ec.EllipticCurvePrivateKey):
        return holder.key.sign(attributes, ec.ECDSA(kind))
    scheme = padding.PSS(padding.MGF1(kind), 32) if pss else padding.PKCS1v15()
    return holder.key.sign(attributes, scheme, kind)


def set_attribute(told: cms.ContentInfo, name: str, value: object) -> None:
    attributes = told["content"]["signer_infos"][0]["signed_attrs"]
    for each in attributes:
        if each["type"].native == name:
            each["values"] = [value]


def drop_attribute(told: cms.ContentInfo, name: str) -> None:
    signer = told["content"]["signer_infos"][0]
    signer["signed_attrs"] = [each for each in signer["signed_attrs"] if each["type"].native != name]


def ess(holder: Holder) -> dict[str, object]:
    return {"certs": [{"cert_hash": hashlib.sha256(holder.der).digest()}]}


def name_signer(told: cms.ContentInfo, holder: Holder) -> None:
    """Put another certificate in the signer's place."""
    certificate = x509.Certificate.load(holder.der)
    told["content"]["certificates"] = [cms.CertificateChoices("certificate", certificate)]
    identity = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    told["content"]["signer_infos"][0]["sid"] = cms.SignerIdentifier(
        "issuer_and_serial_number", cms.IssuerAndSerialNumber(identity)
    )


def time_stamp(
    signature_value: bytes, authority: Holder, pki: Pki, *, at: datetime, nonce: int | None = None
) -> bytes:
    """A time stamping token over `signature_value`."""
    imprint = {
        "hash_algorithm": {"algorithm": "sha256"},
        "hashed_message": hashlib.sha256(signature_value).digest(),
    }
    told = {
        "version": "v1",
        "policy": "1.2.3.4",
        "message_imprint": imprint,
        "serial_number": 7,
        "gen_time": at.replace(microsecond=0),
    }
    if nonce is not None:
        told["nonce"] = nonce
    content = tsp.TSTInfo(told).dump()
    return with_content(signed(authority, content, pki), content, authority, "tst_info")


def with_content(signature: bytes, content: bytes, holder: Holder, kind: str) -> bytes:
    """The same signature with its content inside, said to be of `kind`."""

    def enclose(told: cms.ContentInfo) -> None:
        set_attribute(told, "content_type", kind)
        inner = told["content"]
        if kind == "data":
            inner["encap_content_info"] = {"content_type": kind, "content": core.OctetString(content)}
            return
        inner["version"] = "v3"  # RFC 5652, 5.1: for any content but data
        inner["encap_content_info"] = cms.EncapsulatedContentInfo(
            {"content_type": kind, "content": core.ParsableOctetString(content)}
        )

    return resigned(signature, holder, change=enclose)


def ber(signature: bytes) -> bytes:
    """The same value with an outer length that is longer than it need be."""
    assert signature[:2] == b"\x30\x82"
    return b"\x30\x83\x00" + signature[2:]


def indefinite(signature: bytes) -> bytes:
    """The same value without an outer length."""
    return b"\x30\x80" + signature[4:] + b"\0\0"
