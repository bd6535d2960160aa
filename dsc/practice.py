"""A token to practise with, made on a training desk: no real desk trusts its root, and every name on it says so.

Every training desk holds one, few ever practise with it: what reads certificates is loaded when one is read.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from app.base.practice import PRACTICE
from app.errors import DeviceMissing, InputError
from app.ports.clock import Clock
from app.ports.signing import (
    Appearance,
    Certificate,
    Diagnosis,
    Judge,
    PinState,
    Readiness,
    Token,
)
from dsc.pin import check_pin

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from dsc.cms import TokenSigner
    from dsc.practice_authority import PracticeAuthority

SHORTEST, LONGEST = 6, 12


class PracticeToken:
    """A `Practice`: a `Signer` whose keys are files of the training desk, one for each person who asked for one."""

    def __init__(self, home: Path, clock: Clock) -> None:
        self._folder, self._trust, self._clock = home / "practice", home / "trust", clock
        self._person = ""
        self._open: tuple[Certificate, RSAPrivateKey] | None = None

    def judge(self) -> Judge | None:
        """Return who judges by the practice root, or None where none was made yet."""
        if not self._is_set_up:
            return None
        from dsc.judge import OfficeJudge
        from dsc.trust import Trust

        return OfficeJudge(Trust.in_folder(self._trust), self._clock)

    def make(self, person: str, name: str, *, anew: bool = False) -> None:
        """Make a key and certificate in this name.

        Unless it was lost, a key stays as long as its certificate is valid: it may be enrolled, and signs files.
        """
        stem, now = self._stem(person), self._clock.now()
        if anew:
            self.lock()
        if anew or not self._has_valid(stem):
            self._authority().make_person(stem, name, now)

    def authority(self) -> Mapping[str, str]:
        self._folder.mkdir(0o700, exist_ok=True)
        return self._authority().offered(self._clock.now())

    def adopt(self, authority: Mapping[str, str]) -> None:
        self._authority().adopt(authority, self._clock.now())

    def hold(self, person: str) -> None:
        """Be the token of this person from now on."""
        if person != self._person:
            self.lock()
            self._person = person

    def diagnose(self) -> Diagnosis:
        return Diagnosis(Readiness.READY, (self._token(),), (), ())

    @property
    def chosen(self) -> str:
        return ""

    def choose(self, module: str) -> None:
        self.lock()

    def unlock(self, token_serial: str, certificate_sha256: str, pin: str) -> None:
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        self.lock()
        token = self._token()
        check_pin(pin, token)
        try:
            key = load_pem_private_key(self._file("key").read_bytes(), pin.encode())
        except ValueError as error:
            raise InputError(reason="pin.wrong", field="pin") from error
        if isinstance(key, RSAPrivateKey):
            self._open = token.certificates[0], key

    @property
    def unlocked(self) -> Certificate | None:
        return self._open[0] if self._open else None

    @property
    def lost_by(self) -> str:
        return ""

    def sign(self, data: bytes) -> bytes:
        from dsc import cms

        return cms.detached(data, self._signer(), self._clock.now())

    def sign_pdf(self, pdf: bytes, appearance: Appearance) -> bytes:
        from dsc import pades

        return pades.signed_pdf(pdf, appearance, self._signer(), self._clock.now())

    def lock(self) -> None:
        self._open = None

    def close(self) -> None:
        self.lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _is_set_up(self) -> bool:
        return (self._folder / "ca.key").exists()

    def _has_valid(self, stem: str) -> bool:
        from dsc import practice_pki

        return practice_pki.has_valid(self._folder, stem, self._clock.now())

    def _authority(self) -> "PracticeAuthority":
        from dsc.practice_authority import PracticeAuthority

        return PracticeAuthority(self._folder, self._trust)

    def _token(self) -> Token:
        """Raises: DeviceMissing("token.none-practice") where nobody made one for this person."""
        from dsc import certificates

        file = self._file("cer")
        if not file.exists():
            raise DeviceMissing(reason="token.none-practice")
        found = certificates.read(file.read_bytes())
        return Token(
            label=PRACTICE,
            serial=file.stem,
            module="",
            maker=PRACTICE,
            certificates=(found,),
            pin=PinState.FINE,
            shortest_pin=SHORTEST,
            longest_pin=LONGEST,
            has_pin_pad=False,
        )

    def _signer(self) -> "TokenSigner":
        from asn1crypto.x509 import Certificate as Parsed

        from dsc.cms import TokenSigner
        from dsc.trust import Trust

        if self._open is None:
            raise DeviceMissing(reason="token.locked")
        certificate, key = self._open
        leaf = Parsed.load(certificate.der)
        return TokenSigner(
            leaf, Trust.in_folder(self._trust).chain(leaf), lambda told: signed_with(key, told)
        )

    def _file(self, ending: str) -> Path:
        return self._folder / f"{self._stem(self._person)}.{ending}"

    def _stem(self, person: str) -> str:
        return hashlib.sha256(person.encode()).hexdigest()[:16]


def signed_with(key: "RSAPrivateKey", digest_info: bytes) -> bytes:
    """Return the signature (PKCS#1 v1.5) of a DigestInfo by a key that lies in a file, as a token gives it."""
    from asn1crypto import algos
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
    from cryptography.hazmat.primitives.hashes import SHA256

    digest = algos.DigestInfo.load(digest_info)["digest"].native
    return key.sign(digest, PKCS1v15(), Prehashed(SHA256()))
