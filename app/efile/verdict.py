"""What a judge of an export, a letter or a chain says: one named verdict, who signed, and what stays unproved."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.base.words import Words
from app.ports.signing import Revocation

HOLDS = "verify.holds"


class Thing(StrEnum):
    EXPORT = "export"
    LETTER = "letter"
    CHAIN = "chain"
    UNKNOWN = "unknown"


class Flaw(StrEnum):
    """What is wrong beside a signature (`signature.…`) or a chain (`chain.…`); the values are message keys."""

    NOT_READABLE = "verify.not-readable"  # neither a PDF nor a folder of notings
    NO_NOTINGS = "verify.no-notings"
    NOT_CERTIFIED = "verify.not-certified"  # a seal that allows changes seals nothing
    MANIFEST = "verify.manifest"  # not as an export writes it
    ATTACHMENT_MISSING = "verify.attachment-missing"
    ATTACHMENT_CHANGED = "verify.attachment-changed"
    ATTACHMENT_STRAY = "verify.attachment-stray"
    EVIDENCE = "verify.evidence"  # a CA or CRL that came along is none
    SEALED_BY_OTHER = "verify.sealed-by-other"
    SIGNATURE_MISSING = "verify.signature-missing"
    NOTE_MISSING = "verify.note-missing"
    REVOCATION_UNKNOWN = "verify.revocation-unknown"
    TAKEN_IN_FUTURE = "verify.taken-in-future"  # the export dates a noting, or itself, to a time to come


class Caveat(StrEnum):
    """What a verdict that holds does not prove; the values are message keys."""

    TIME_BY_CENTRE = "verify.time-by-centre"  # as the exporter says the centre took it
    TIME_UNPROVED = "verify.time-unproved"
    REVOCATION_STALE = "verify.revocation-stale"
    REGISTER_UNKNOWN = "verify.register-unknown"
    END_UNKNOWN = "verify.end-unknown"
    PAPERS_UNKNOWN = "verify.papers-unknown"
    STRAYS = "verify.strays"  # files beside the chain that no noting names
    CLOCK_AHEAD = "verify.clock-ahead"  # a signer claims a later moment than the one that is proved
    BY_EXPORTER = "verify.by-exporter"  # the register and the sheets are the exporter's word


class Proof(StrEnum):
    """Who vouches for the moment of a signature."""

    STAMP = "stamp"  # a time stamping authority
    CENTRE = "centre"
    CLAIM = "claim"  # the signer alone


@dataclass(frozen=True, slots=True)
class Signatory:
    """One signature: who, in which post, when, by which certificate. `finding` is the judge's, as its value.

    `person`, `post` and `office` are as they were signed; what a record calls them stands beside, where one does.
    """

    seq: int  # of the noting; 0 for a seal or a letter
    person: str
    name: str  # as in the certificate
    designation: str
    office: str
    post: str
    claimed_at: datetime | None
    proof: Proof
    proved_at: datetime | None
    certificate: str
    class_: int
    issuer: str
    finding: str
    revocation: Revocation
    revocation_as_of: datetime | None
    recorded_name: Words | None = None
    post_name: Words | None = None
    office_name: Words | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """`verdict` is a message key, `HOLDS` where everything does; `at` the noting that does not, else 0.

    `facts` fill the verdict's words. `signatures` stand in the order of the chain.
    """

    thing: Thing
    verdict: str
    at: int = 0
    facts: tuple[tuple[str, str], ...] = ()
    file: str = ""
    subject: str = ""
    head: str = ""
    sealed_by: Signatory | None = None
    signatures: tuple[Signatory, ...] = ()
    caveats: tuple[Caveat, ...] = ()

    @property
    def holds(self) -> bool:
        return self.verdict == HOLDS
