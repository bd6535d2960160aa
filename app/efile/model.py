"""What the e-File desk shows: frozen, without a row of the store in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.base.words import Words
from app.efile.addressee import Delivery, PostName
from app.efile.noting import Noting
from app.efile.outgoing import Draft, LetterVerdict, Typed
from app.efile.walk import Colour, Enrolled, Place
from app.errors import AppError
from app.ports.signing import Certificate


class Form(StrEnum):
    ELECTRONIC = "electronic"  # the scan is needed
    PHYSICAL = "physical"


class Classification(StrEnum):
    NORMAL = "normal"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"  # noqa: S105  a class of papers
    TOP_SECRET = "top-secret"  # noqa: S105  a class of papers


class Numbering(StrEnum):
    SFS = "sfs"  # built from the heads of the section
    FREE = "free"  # written by hand


class Relation(StrEnum):
    MAIN = "main"
    PART = "part"
    VOLUME = "volume"


class Priority(StrEnum):
    ORDINARY = "ordinary"
    PRIORITY = "priority"
    IMMEDIATE = "immediate"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote a letter; `name` or `organisation` must be known."""

    name: str = ""
    designation: str = ""
    organisation: str = ""
    address: str = ""
    email: str = ""
    mobile: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the diary entry of a letter (दक) says of it."""

    subject: str
    sender: Sender
    received_on: date
    letter_no: str = ""
    letter_date: date | None = None
    form: Form = Form.ELECTRONIC
    classification: Classification = Classification.NORMAL
    delivery: Delivery = Delivery.BY_HAND
    language: str = "hi"
    category: str = ""
    vip: bool = False
    enclosures: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """One head of a section's file heads (BPST): `code` goes into the number."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class HeadNode:
    """A basic head with the primary heads under it, and so on down to tertiary."""

    head: Head
    under: "tuple[HeadNode, ...]" = ()


class Age(StrEnum):  # how long something has waited at its place; each has its colour
    FRESH = "fresh"  # up to two days
    WAITING = "waiting"  # up to seven
    OLD = "old"  # up to thirty
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Row:
    """A file or receipt in a list: one line."""

    id: str
    is_file: bool
    number: str
    subject: str
    place: Place
    holder: PostName
    sender: PostName | None
    arrived_at: datetime
    days: int
    age: Age
    priority: Priority
    classification: Classification
    asked_back: bool
    parked_until: date | None
    leaves_at: datetime | None
    to: PostName | None  # whom it is marked to, while it is leaving
    mine: bool  # this post holds it
    folder: str  # where this post keeps it; empty: in the inbox
    noting_by: Words | None  # in whose hand the yellow note is
    noting_mine: bool
    relation: Relation = Relation.MAIN


@dataclass(frozen=True, slots=True)
class Movement:
    """A line of the movement register. The holder of a post is the one of that day."""

    at: datetime
    act: str  # created, sent, opened, pulled-back, parked, unparked, closed, reopened, physical
    by: Words
    post: PostName
    to: PostName | None
    remarks: str
    physical: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`number` runs on through the whole file."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class GreenNote:
    """A signed noting as it is read. `anchored`: the centre has taken it; `refused`: it came too late and is none."""

    noting: Noting
    colour: Colour
    signer: Words
    post: PostName
    at: datetime
    paragraphs: tuple[Paragraph, ...]
    head: str
    anchored: bool
    taken_at: datetime | None
    stamped: bool


@dataclass(frozen=True, slots=True)
class YellowNote:
    """A draft noting; `mine`: the one who looks may write in it. `revision` guards against a second hand."""

    text: str
    by: Words
    post: PostName
    revision: int
    mine: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A line of the table of contents: a letter received, an issue sent, an enclosure. Pages run on in the file."""

    id: str
    kind: str  # receipt, issue, enclosure
    title: str
    number: str
    on: date
    first: int
    last: int
    sha256: str
    media: str
    here: bool  # its bytes lie on this desk
    flawed: bool = False  # a letter whose signature was found not to hold, here or where it went


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a text that names pages of the correspondence: `text[start:end]`."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class OfficeName:  # as a list names it
    id: str
    name: Words


@dataclass(frozen=True, slots=True)
class Writer:
    """Who sent a letter from another office of this system, and as what."""

    name: Words
    post: PostName


@dataclass(frozen=True, slots=True)
class Receipt:
    id: str
    number: str
    letter: Letter
    place: Place
    holder: PostName
    mine: bool
    confirmed: bool
    sha256: str
    pages: int
    here: bool
    file: str
    leaves_at: datetime | None
    asked_back: bool
    pullable: bool  # the post that looks sent it, and may ask for it
    notice: str
    movements: tuple[Movement, ...]
    is_issue: bool  # another office of this system sent it
    writer: Writer | None  # of an issue from a post that this desk was told of
    verdict: LetterVerdict | None  # on its signature; None: nobody has judged it yet, or it is no issue


@dataclass(frozen=True, slots=True)
class File:
    """Everything of one file: green sheet at the left, correspondence at the right, drafts, movements."""

    id: str
    number: str
    subject: str
    numbering: Numbering
    relation: Relation
    of_file: str
    form: Form
    classification: Classification
    priority: Priority
    creator: Words
    creator_post: PostName
    place: Place
    holder: PostName
    mine: bool  # the post that looks holds it
    may_approve: bool  # it may approve drafts
    confirmed: bool  # the centre knows that it is held here: signing and sending may go on without a line
    asked_back: bool
    pullable: bool
    leaves_at: datetime | None
    parked_until: date | None
    reason: str
    head: str
    yellow: YellowNote | None
    notings: tuple[GreenNote, ...]
    correspondence: tuple[Correspondence, ...]
    drafts: tuple[Draft, ...]
    typed: tuple[Typed, ...]  # by the one who looks, into drafts, and not saved yet
    movements: tuple[Movement, ...]
    next_paragraph: int
    pages: int
    notice: str  # a message key where something happened that its reader must know, else empty
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MyDay:
    """What waits, by age; what is with others; what came back today."""

    pending: Mapping[Age, int]
    with_others: tuple[Row, ...]
    came_back: tuple[Row, ...]
    due: tuple[Row, ...]  # parked until today or before
    leaving: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A verdict as a person reads it, line by line, and as `file verify --json` prints it."""

    holds: bool
    lines: tuple[Words, ...]
    as_json: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A certificate in the register of signature tokens (DSC). Moments of validity are UTC."""

    id: str
    person: str
    name: Words
    holder: str  # whom the certificate itself names; empty where the register was never told
    fits: bool  # whether that name sounds like the person's
    state: Enrolled
    ca: str
    class_: int
    serial: str
    sha256: str
    token_serial: str
    not_before: datetime
    not_after: datetime
    since: date | None  # None until it is approved
    until: date | None
    fir: str
    reason: str
    asked_at: datetime
    decided_by: Words | None
    also: tuple[Words, ...] = ()  # who else holds this certificate, from before one token served one person


@dataclass(frozen=True, slots=True)
class Expiry:
    """A line of the list of certificates that end: `days` left, negative when it is over."""

    enrolment: Enrolment
    days: int


@dataclass(frozen=True, slots=True)
class ToSign:
    """What the officer is shown before the PIN is asked; `shown` is the text with all that deceives spelt out."""

    file: str
    noting: Noting
    data: bytes
    shown: str
    revision: int
    post: Words  # the designation in both languages; what is signed holds the Hindi one
    certificate: Certificate
    warnings: tuple[str, ...] = field(default=())  # message keys


@dataclass(frozen=True, slots=True)
class ToSignAll:
    """What a batch will sign, to be shown before the PIN is asked; `held_up` names files that have to wait, and why."""

    ready: tuple[ToSign, ...]
    held_up: tuple[tuple[str, AppError], ...]
