"""What travels on the wire, as OpenAPI publishes it. Unknown keys are refused going in."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

_LARGEST = 2**53 - 1
_SEEN = r"^[^\x00-\x1f]*$"  # PostgreSQL keeps no NUL
Name = Annotated[str, Field(min_length=1, max_length=128, pattern=_SEEN)]
Word = Annotated[str, Field(min_length=1, max_length=64, pattern=_SEEN)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Base64 = Annotated[str, Field(min_length=4, max_length=8_000, pattern=r"^[A-Za-z0-9+/]+={0,2}$")]
Whole = Annotated[int, Field(ge=0, le=_LARGEST, strict=True)]
Positive = Annotated[int, Field(ge=1, le=_LARGEST, strict=True)]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Enrol(_Asked):
    """`public_key` is the desk's Ed25519 public key in hex."""

    code: Name
    public_key: Sha256
    name: Annotated[str, Field(max_length=128, pattern=_SEEN)] = ""


class AskBook(_Asked):
    """`after` is the last number of this series and year that the desk holds a book for (0: none)."""

    series: Name
    year: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
    after: Whole = 0


class AskPayment(_Asked):
    """`key` is made by the desk before its first try; `amount` is in paise."""

    key: Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[0-9A-Za-z-]+$")]
    application: Word
    head: Word
    amount: Positive
    mode: Annotated[str, Field(min_length=1, max_length=32)]
    payer_note: Annotated[str, Field(max_length=200)] = ""


class PracticeAuthority(_Asked):
    """Who stands over practice tokens, in base64: root and CA (DER), their lists, the CA's key (PEM)."""

    root: Base64
    ca: Base64
    root_list: Base64
    ca_list: Base64
    key: Base64


class AskPractice(_Asked):
    """A practice authority that a desk made; the first whole one that is offered stands for all desks."""

    authority: PracticeAuthority


class AskBehaviour(_Asked):
    """How the training centre shall behave; what is not named stays as it is. Times are seconds."""

    delay_ms: Annotated[int, Field(ge=0, le=60_000, strict=True)] = 0
    down: bool = False
    html: bool = False
    reject: list[Name] = []
    gateway: Literal["success", "failure", "lost-reply", "late"] = "success"
    late_s: Annotated[float, Field(ge=0, le=86_400)] = 5.0
    object: bool = False
    refuse: bool = False
    refuse_challan: bool = False
    fail_notices: bool = False
    verify_after_s: Annotated[float, Field(ge=0, le=86_400)] = 0.0
    register_after_s: Annotated[float, Field(ge=0, le=86_400)] = 0.0


class EntryIn(BaseModel):
    """One signed change of a desk (RFC 8785 canonical form, SHA-256, Ed25519)."""

    id: Word
    device: Word
    epoch: Positive
    seq: Positive
    subject: Word
    kind: Word
    schema_: Literal[1] = Field(alias="schema")
    base_version: Whole
    body: dict[str, Any]
    attachments: Annotated[list[Sha256], Field(max_length=50)]
    who: Word
    post: Word
    at: Annotated[str, Field(max_length=32, json_schema_extra={"format": "date-time"})]
    prev: Sha256
    hash: Sha256
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]


class Envelope(BaseModel):
    """Every reply carries these. `request` repeats the header SevaDesk-Request; `now` is the centre's clock."""

    wire: Literal[1]
    request: str
    now: str


class Error(BaseModel):
    """`code` is a message key; `facts` fill its words."""

    code: str
    facts: dict[str, str | int]


class Refusal(Envelope):
    error: Error


class Health(Envelope):
    version: str
    training: bool


class Lease(BaseModel):
    """A book of numbers. `signature` is the centre's Ed25519 over the canonical form of all other fields."""

    id: str
    centre: str
    device_label: str
    series: str
    year: str
    first: int
    last: int
    issued_at: str
    signature: str


class TwoWords(BaseModel):
    hi: str
    en: str


class OfficeOut(BaseModel):
    id: str
    kind: str
    name: TwoWords
    district: TwoWords
    code: str
    phone: str
    parent: str


class PostOut(BaseModel):
    id: str
    office: str
    designation: TwoWords
    roles: list[str]


class PersonOut(BaseModel):
    """`verifier` is an argon2id hash in its encoded form; the password itself is nowhere."""

    id: str
    login: str
    name: TwoWords
    verifier: str


class PostingOut(BaseModel):
    id: str
    person: str
    post: str
    since: date
    until: date | None


class Enrolled(Envelope):
    """`token` is told once; `aadhaar_key` keys the tokens that Aadhaar numbers are compared by."""

    device: str
    epoch: int
    token: str
    centre_key: Sha256
    aadhaar_key: Sha256
    office: OfficeOut
    offices: list[OfficeOut]
    posts: list[PostOut]
    people: list[PersonOut]
    postings: list[PostingOut]
    books: list[Lease]
    cursor: str


class NextEpoch(Envelope):
    device: str
    epoch: int
    books: list[Lease]


class Book(Envelope):
    lease: Lease


class ResultOut(BaseModel):
    """What one entry is answered; `missing` names the attachments whose bytes are still to come."""

    id: str
    status: Literal["accepted", "replayed", "conflict", "rejected", "failed"]
    reply: dict[str, Any]
    missing: list[Sha256]
    code: str
    facts: dict[str, str | int]


class Results(Envelope):
    results: list[ResultOut]


class ItemOut(BaseModel):
    """A document at its last change; `deleted` marks a tombstone."""

    collection: str
    id: str
    version: int
    deleted: bool
    document: dict[str, Any]


class Changes(Envelope):
    items: list[ItemOut]
    cursor: str
    more: bool


class PaymentOut(BaseModel):
    key: str
    application: str
    state: Literal["initiated", "pending", "paid", "failed", "refunded"]
    gateway_ref: str
    confirmed_at: str
    refund_ref: str
    upi_link: str


class PaymentReply(Envelope):
    payment: PaymentOut


class BlobReply(Envelope):
    offset: int
    complete: bool


class PracticeReply(Envelope):
    authority: PracticeAuthority


class BehaviourReply(Envelope):
    behaviour: AskBehaviour
