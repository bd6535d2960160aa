"""What the centre knows of files: where each lies, what was noted in it, what hangs on it, who may see it."""

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EFile:
    """A file. `card` is what stands on its cover; `holder` and `sender` are posts; `head` ends its chain of notings."""

    id: str
    version: int
    offices: list[str]
    office: str
    number: str
    card: Document
    creator: str
    creator_post: str
    place: str
    holder: str
    sender: str
    parked_until: str
    reason: str
    head: str
    notes: int
    paragraphs: int
    pages: int
    arrived_at: str
    created_at: str


@dataclass(frozen=True, slots=True)
class EReceipt:
    """A letter received. `issue` is the draft it came from, where another office of this system sent it."""

    id: str
    version: int
    offices: list[str]
    office: str
    number: str
    letter: Document
    sha256: str
    pages: int
    creator: str
    creator_post: str
    place: str
    holder: str
    sender: str
    reason: str
    file: str
    issue: str
    arrived_at: str
    created_at: str


@dataclass(frozen=True, slots=True)
class ENoting:
    """A signed noting: its bytes as text, its signature in base64. Nothing of it ever changes but who may see it."""

    file: str
    seq: int
    offices: list[str]
    head: str
    note: str
    p7s: str
    person: str
    post: str
    first_paragraph: int
    signed_at: str
    taken_at: str

    @property
    def version(self) -> int:
        return 1

    @property
    def id(self) -> str:
        return self.head


@dataclass(frozen=True, slots=True)
class ELeaf:
    """A page of correspondence, a draft, a line of the movement register, or an enrolment: `kind` says which."""

    id: str
    kind: str
    thing: str
    place: str
    version: int
    offices: list[str]
    document: Document


Filed = EFile | EReceipt | ENoting | ELeaf
COLLECTIONS = {EFile: "efile", EReceipt: "efile-receipt", ENoting: "efile-noting", ELeaf: "efile-leaf"}


def feed_rows(found: Filed) -> list[Document]:
    """Return the feed's rows: one for each office that may see it, since a row of the feed has one scope."""
    document = asdict(found)
    offices = document.pop("offices")
    row = {"collection": COLLECTIONS[type(found)], "version": found.version, "deleted": False}
    return [
        row | {"scope": office, "id": _seen_id(found.id, office), "document": document} for office in offices
    ]


def papers_of(found: Filed) -> list[str]:
    """Return the files (SHA-256) that come with it."""
    sha256 = found.document.get("sha256", "") if isinstance(found, ELeaf) else getattr(found, "sha256", "")
    return [sha256] if sha256 else []


def _seen_id(id: str, office: str) -> str:
    return hashlib.sha256(f"{id} {office}".encode()).hexdigest()[:40]
