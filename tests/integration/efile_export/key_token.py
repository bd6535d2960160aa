"""A `Signer` whose key lies in memory: it signs exactly as a token does, CAdES and PAdES, and needs no library."""

from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from asn1crypto import algos, x509
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

from app.errors import DeviceMissing
from app.ports.signing import Appearance, Certificate, Diagnosis, PinState, Readiness, Token
from dsc import certificates
from dsc.cms import TokenSigner, detached
from dsc.pades import signed_pdf
from tests.integration.dsc.pki import Holder, Pki


class KeyToken:
    def __init__(self, holder: Holder, pki: Pki) -> None:
        self.holder, self._pki, self._open = holder, pki, False

    @property
    def token(self) -> Token:
        found = (certificates.read(self.holder.der),)
        return Token(
            "DSC", self.holder.sha256[:8], "key", "test", found, PinState.FINE, 6, 16, has_pin_pad=False
        )

    def diagnose(self) -> Diagnosis:
        return Diagnosis(Readiness.READY, (self.token,), (), ())

    @property
    def chosen(self) -> str:
        return ""

    def choose(self, module: str) -> None:
        self.lock()

    def unlock(self, token_serial: str, certificate_sha256: str, pin: str) -> None:
        self._open = True

    @property
    def unlocked(self) -> Certificate | None:
        return self.token.certificates[0] if self._open else None

    @property
    def lost_by(self) -> str:
        return ""

    def sign(self, data: bytes) -> bytes:
        return detached(data, self._signer(), datetime.now(UTC))

    def sign_pdf(self, pdf: bytes, appearance: Appearance) -> bytes:
        return signed_pdf(pdf, appearance, self._signer(), datetime.now(UTC))

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

    def _signer(self) -> TokenSigner:
        if not self._open:
            raise DeviceMissing(reason="token.locked")
        return signer_of(self.holder, self._pki)


def signer_of(holder: Holder, pki: Pki) -> TokenSigner:
    def raw(digest_info: bytes) -> bytes:
        digest = algos.DigestInfo.load(digest_info)["digest"].native
        return holder.key.sign(digest, padding.PKCS1v15(), Prehashed(SHA256()))

    chain = (x509.Certificate.load(pki.ca.der),)
    return TokenSigner(x509.Certificate.load(holder.der), chain, raw)
