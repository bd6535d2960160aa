"""What goes out of a file: drafts, what is typed into them, the letters they become, and what came of those."""

from dataclasses import dataclass
from datetime import datetime

from app.base.words import Words
from app.efile.addressee import Addressee, Delivery, PostName
from app.efile.walk import DraftState


@dataclass(frozen=True, slots=True)
class DraftVersion:
    version: int
    subject: str
    text: str
    by: Words
    post: PostName
    at: datetime


@dataclass(frozen=True, slots=True)
class LetterVerdict:
    """What the receiving desk found a letter's signature to be worth; `key` says it in words, with `revocation`."""

    key: str
    holds: bool
    by_hand: bool  # it bears no signature of a token, and says so
    signer: str  # as the certificate names them
    revocation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands on the sheet of a draft and is no version of it yet; `draft` is empty for a new one."""

    draft: str
    subject: str
    text: str
    name: str
    address: str
    office: str


@dataclass(frozen=True, slots=True)
class Dispatched:
    number: str
    by: Delivery
    at: datetime
    reference: str  # the post's own number, the message's id
    acknowledged_at: datetime | None
    acknowledgement: str
    verdict: LetterVerdict | None


@dataclass(frozen=True, slots=True)
class Draft:
    """`number` is the letter's, given with the approval. `flaw`: why the centre hands its signed letter to nobody."""

    id: str
    state: DraftState
    addressee: Addressee
    versions: tuple[DraftVersion, ...]
    approved_by: PostName | None
    number: str
    flaw: str
    withdrawn: str  # the reason
    sha256: str  # of the signed letter
    dispatched: Dispatched | None

    @property
    def last(self) -> DraftVersion:
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class LetterToSign:
    """An approved draft as the page that will be signed; `lines` stand in its stamp, above the moment."""

    file: str
    draft: str
    version: int
    number: str
    pdf: bytes
    lines: tuple[str, ...]
