"""How is a signature made of what a token gives: CAdES-BES, detached, by one signer, with the CAs he stands under?"""

import asyncio
import hashlib
from collections.abc import Callable
from datetime import datetime

from asn1crypto import algos, x509
from pyhanko.sign.ades.api import CAdESSignedAttrSpec
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dsc.trust import Path_

DIGEST = "sha256"
Raw = Callable[[bytes], bytes]
"""Gives the RSA signature (PKCS#1 v1.5) of a DigestInfo."""


class TokenSigner(Signer):
    """What pyHanko needs to know of a key that it cannot see."""

    def __init__(self, leaf: x509.Certificate, chain: Path_, raw: Raw) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(chain)
        mechanism = algos.SignedDigestAlgorithm(
            {"algorithm": "sha256_rsa"}
        )  # never PSS: old verifiers do not know it
        super().__init__(
            signing_cert=leaf, cert_registry=store, signature_mechanism=mechanism, embed_roots=False
        )
        self._raw, self._size = raw, leaf.public_key.byte_size

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return bytes(self._size) if dry_run else self._raw(digest_info(data))


def detached(data: bytes, signer: TokenSigner, claimed_at: datetime) -> bytes:
    """Return the signature of `data` (CMS, DER)."""
    attributes = PdfCMSSignedAttributes(signing_time=claimed_at, cades_signed_attrs=CAdESSignedAttrSpec())
    making = signer.async_sign_general_data(
        data, DIGEST, detached=True, use_cades=True, signed_attr_settings=attributes
    )
    return bytes(asyncio.run(making).dump())


def digest_info(data: bytes) -> bytes:
    """Return the digest of `data` as PKCS#1 v1.5 wants it; the token then needs to know no hash."""
    told = {"digest_algorithm": {"algorithm": DIGEST}, "digest": hashlib.new(DIGEST, data).digest()}
    return bytes(algos.DigestInfo(told).dump())
