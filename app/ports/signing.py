"""What the office needs of a signing token, and of whoever judges a signature.

The signer never keeps a PIN and never tries one twice. A signature is judged by its bytes alone, offline, against
the roots, CAs and CRLs that the desk holds. `tests/contract/test_signers.py` holds every token to this.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self


class PinState(StrEnum):
    """What the token says of its PIN. No token says how many tries are left."""

    FINE = "fine"
    LOW = "low"  # a wrong PIN was given before
    FINAL_TRY = "final-try"  # one more wrong PIN locks it: ask a second time before trying
    LOCKED = "locked"


class CertificateState(StrEnum):
    """Whether a certificate can sign for this person at this moment; the worst that holds is named."""

    FINE = "fine"
    EXPIRES_IN_60 = "expires-in-60"  # days, or fewer
    EXPIRES_IN_30 = "expires-in-30"
    EXPIRES_IN_7 = "expires-in-7"
    WRONG_PERSON = "wrong-person"  # not the certificate that is enrolled
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"  # or the clock of this computer is wrong
    REVOKED = "revoked"
    UNTRUSTED = "untrusted"  # no chain to a root that we hold
    LOST = "lost"  # sound, but the register has it as lost: no judge says so
    LOW_CLASS = "low-class"
    NO_KEY = "no-key"  # the certificate is on the token, its private key is not
    ENCRYPTION_ONLY = "encryption-only"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as a person and a register need it. Moments are UTC."""

    sha256: str  # of `der`, in hexadecimal: the name by which it is enrolled
    common_name: str
    organisation: str
    serial: str  # hexadecimal, as CAs print it
    issuer: str  # the CA's common name
    class_: int  # 1, 2 or 3 by the CCA's policy OIDs; 0 when it carries none of them
    not_before: datetime
    not_after: datetime
    may_sign: bool  # digitalSignature and nonRepudiation, and no CA
    has_key: bool  # its private key is known to be beside it
    email: str
    der: bytes


@dataclass(frozen=True, slots=True)
class Token:
    """A token that is plugged in and readable without a PIN. `serial` is what names it from one day to the next."""

    label: str
    serial: str
    module: str  # the PKCS#11 library that reads it
    maker: str
    certificates: tuple[Certificate, ...]
    pin: PinState
    shortest_pin: int
    longest_pin: int
    has_pin_pad: bool  # the PIN is typed on the token; `unlock` is given an empty one


class Readiness(StrEnum):
    """The five things an officer may find. Each has its own next step."""

    NO_SERVICE = "no-service"  # the computer's smart card service does not run
    NO_READER = "no-reader"  # nothing is plugged in
    NO_TOKEN = "no-token"  # noqa: S105  a state: a reader without a card
    NO_DRIVER = "no-driver"  # a card, and no library that can read it
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader as the smart card service sees it; only a hint, because some libraries go past that service."""

    name: str
    has_card: bool


class Loading(StrEnum):
    """How one library took being asked for its tokens."""

    SAW_TOKENS = "saw-tokens"
    SAW_NONE = "saw-none"
    NOT_LOADABLE = "not-loadable"  # no PKCS#11 library, or for another processor
    FAILED = "failed"  # it loaded, and answered with an error
    CRASHED = "crashed"  # it took its process down; the window did not notice
    SILENT = "silent"  # it did not answer in time


@dataclass(frozen=True, slots=True)
class ModuleTried:
    path: str
    loading: Loading


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What stands between the officer and a signature, before any try of the PIN is spent."""

    readiness: Readiness
    tokens: tuple[Token, ...]
    readers: tuple[Reader, ...]  # empty where the service is missing or cannot be asked
    modules: tuple[ModuleTried, ...]  # only those that exist on this computer


@dataclass(frozen=True, slots=True)
class Appearance:
    """The visible stamp of a signed PDF. `lines` stand above the moment, which is written in Indian time."""

    lines: tuple[str, ...]
    page: int = -1  # -1 is the last
    box: tuple[int, int, int, int] = (330, 60, 550, 140)  # left, bottom, right, top, in points
    reason: str = ""
    certifies: bool = False  # no later change of the PDF is allowed at all


class Signer(Protocol):
    """A token in the hand of one officer. Calls block; callers keep them off the screen's thread.

    Raises, all calls: DeviceMissing("token.missing", "token.removed"), DeviceBusy("token.busy") while another call
    runs, DeviceError("token.crashed", "token.failed", "token.silent"). After any of them the token is locked.
    """

    def diagnose(self) -> Diagnosis:
        """Look at everything that is plugged in; spend no try and disturb no open session."""
        ...

    @property
    def chosen(self) -> str:
        """The PKCS#11 library that is asked before all others; empty while none was chosen."""
        ...

    def choose(self, module: str) -> None:
        """Lock, and ask this PKCS#11 library before all others from now on; empty: only those of the known makers."""
        ...

    def unlock(self, token_serial: str, certificate_sha256: str, pin: str) -> None:
        """Open a session and hold this token and this certificate for all that is signed until `lock`.

        Raises: InputError("pin.malformed") for a PIN that the token cannot have: no try is spent;
        InputError("pin.wrong", "pin.last-try-left"), DeviceError("pin.locked"), DeviceError("pin.unclear") where the
        token does not say whether it was the PIN; InputError("token.no-such-certificate", "token.cannot-sign").
        """
        ...

    @property
    def unlocked(self) -> Certificate | None:
        """The certificate that signs now, or None while locked."""
        ...

    @property
    def lost_by(self) -> str:
        """Why a token that was unlocked is so no more: "token.idle", "token.removed"; empty where there is no news."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Return a detached CAdES-BES signature of `data` (CMS, DER), verified before it is returned.

        Raises: DeviceMissing("token.locked", "token.idle") when nothing is unlocked (any more);
        DeviceError("token.wrong-signature").
        """
        ...

    def sign_pdf(self, pdf: bytes, appearance: Appearance) -> bytes:
        """Return `pdf` with a PAdES signature and its visible stamp. Raises: as `sign`; FileRefused("dsc.pdf")."""
        ...

    def lock(self) -> None:
        """Close the session. Never raises; to lock twice changes nothing."""
        ...

    def close(self) -> None:
        """Lock, and end the process that holds the token's library."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Practice(Signer, Protocol):
    """A token that a training desk makes for whoever sits there, with an authority that no real desk trusts."""

    def authority(self) -> Mapping[str, str]:
        """Return the authority of this desk as the wire carries it; one is made where there is none."""
        ...

    def adopt(self, authority: Mapping[str, str]) -> None:
        """Make tokens under this one from now on: the training centre's, so that its desks trust one another.

        Raises: InputError("dsc.practice-strange").
        """
        ...

    def make(self, person: str, name: str, *, anew: bool = False) -> None:
        """Make this person's token under the authority that was adopted; `anew`: in place of one that was lost."""
        ...

    def hold(self, person: str) -> None:
        """Be the token of this person. `diagnose` raises DeviceMissing("token.none-practice") where there is none."""
        ...

    def judge(self) -> "Judge | None":
        """Return who judges by the practice authority; None before it was made."""
        ...


class Stamper(Protocol):
    """A time stamping authority (RFC 3161)."""

    def stamp(self, signature: bytes) -> bytes:
        """Return the authority's token (DER) over the signature value of `signature`.

        The token is kept beside the signature, never in it: it may come days later, and no byte that others have
        bound themselves to may change.

        Raises: CentralUnreachable("stamp.unreachable"), CentralStrange("stamp.strange").
        """
        ...


class Finding(StrEnum):
    """What a judge found; one name for each way in which a signature fails."""

    GOOD = "good"
    CORRUPT = "corrupt"  # no CMS at all, or a cut-off one
    NOT_DER = "not-der"  # BER, indefinite lengths, trailing bytes: two spellings of one signature
    NOT_DETACHED = "not-detached"  # it carries a content of its own
    SIGNER_COUNT = "signer-count"
    ALGORITHM = "algorithm"  # SHA-1, MD5, PSS, ECDSA, a short key
    ATTRIBUTES = "attributes"  # a signed attribute is missing, doubled or not of its kind
    NO_CERTIFICATE = "no-certificate"
    CERTIFICATE_BINDING = "certificate-binding"  # the ESS attribute names another certificate
    TAMPERED = "tampered"  # the signature is of other data
    SIGNATURE = "signature"  # not made by this certificate's key
    KEY_USAGE = "key-usage"
    POLICY = "policy"  # not of the class demanded
    UNTRUSTED = "untrusted"  # no chain to our roots; look-alike CAs end here
    PRACTICE = "practice"  # no chain either, and it says itself that a training desk made it
    NOT_YET_VALID = "not-yet-valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    STAMP_CORRUPT = "stamp-corrupt"
    STAMP_OTHER_DATA = "stamp-other-data"
    STAMP_UNTRUSTED = "stamp-untrusted"
    STAMP_IN_FUTURE = "stamp-in-future"
    PDF_UNSIGNED = "pdf-unsigned"
    PDF_CORRUPT = "pdf-corrupt"
    PDF_NOT_WHOLE = "pdf-not-whole"  # bytes after the signature: "Not total document signed"
    PDF_CHANGED = "pdf-changed"


class Revocation(StrEnum):
    """How far the held CRLs can speak for the moment asked."""

    CHECKED = "checked"
    STALE = "stale"  # the newest is over its next update at the moment asked
    ABSENT = "absent"
    FOREIGN = "foreign"  # one bears the CA's name, and another key signed it
    FUTURE = "future"  # one claims to be of a moment that has not come


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of one signature. Moments are UTC."""

    finding: Finding
    certificate: Certificate | None  # of the signer, as far as it could be read
    claimed_at: datetime | None  # the signer's own clock: never proof
    stamped_at: datetime | None  # the authority's: proof, where the finding is GOOD
    revocation: Revocation
    revocation_as_of: datetime | None  # the day of the CRL that was asked

    @property
    def is_good(self) -> bool:
        return self.finding is Finding.GOOD


class Judge(Protocol):
    """Says whether a signature holds, by our own rules. Never raises for what it is given to judge."""

    def judge(self, data: bytes, signature: bytes, moment: datetime, *, stamp: bytes = b"") -> Verdict:
        """Judge a detached signature of `data`.

        `moment` is the earliest at which somebody else can prove that the signature existed (when the centre took it;
        else now). A good `stamp` moves it back to the authority's moment; what the signer claims never does.
        """
        ...

    def judge_pdf(self, pdf: bytes, moment: datetime) -> tuple[Verdict, ...]:
        """Judge every signature of a PDF, the oldest first; one verdict PDF_UNSIGNED where there is none."""
        ...

    def certificate_state(
        self, certificate: Certificate, moment: datetime, *, enrolled: str = ""
    ) -> CertificateState:
        """Say whether `certificate` may be used at `moment`; `enrolled` is the SHA-256 this person signs with."""
        ...

    def revocation_of(self, certificate: Certificate, moment: datetime) -> tuple[Revocation, datetime | None]:
        """Say how far revocation is known, and as of when, to be shown before a PIN is asked."""
        ...
