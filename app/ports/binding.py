"""What the office needs of whoever binds a file into one PDF: a cover, green sheets, the pages of the correspondence.

The bound PDF carries the signed notings and what proves them as attachments; whoever sealed it vouches for its pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.base.words import Words
from app.ports.signing import Judge

SEAL = (270, 56, 544, 146)
"""Where the stamp of a signed letter stands: left, bottom, right, top, in points."""


@dataclass(frozen=True, slots=True)
class BoundNoting:
    """A green note as its sheet shows it. `paragraphs` have their number; moments are UTC."""

    seq: int
    paragraphs: tuple[tuple[int, str], ...]
    name: Words
    designation: Words
    office: Words
    at: datetime
    certificate: str  # its serial, as the CA prints it
    class_: int
    taken_at: datetime | None  # when the centre took it
    stamped_at: datetime | None  # what a time stamping authority vouches for
    papers: tuple[str, ...]  # names of the attached papers that the signature covers


@dataclass(frozen=True, slots=True)
class BoundPaper:
    """A letter received, an issue or an enclosure: pages `first` to `last` of the correspondence, as one PDF."""

    first: int
    last: int
    title: str
    number: str
    on: date
    pdf: bytes


@dataclass(frozen=True, slots=True)
class BoundFile:
    """One file as it is bound. `facts` stand on the cover under number and subject, in their order."""

    number: str
    subject: str
    head: str
    facts: tuple[tuple[Words, str], ...]
    notings: tuple[BoundNoting, ...]
    papers: tuple[BoundPaper, ...]
    exported_by: Words
    exported_at: datetime
    training: bool = False


@dataclass(frozen=True, slots=True)
class DraftedLetter:
    """A letter as its page shows it. `address` has lines; `text` has paragraphs, parted by empty lines.

    `number` is the letter's own, `file` that of the file it goes out of. `signatory` stands under the room for a
    signature by hand; a letter that is signed with a token has its stamp there.
    """

    number: str
    file: str
    office: Words
    on: date
    name: str
    address: str
    subject: str
    text: str
    training: bool = False
    signatory: tuple[Words, ...] = ()


class Binder(Protocol):
    """Draws a file and puts the attachments in; draws the letters that go out of it."""

    def evidence(self) -> Mapping[str, bytes]:
        """Return what goes along for every judge, by name: CAs and CRLs, never a root."""
        ...

    def bind(self, file: BoundFile, attached: Mapping[str, bytes]) -> bytes:
        """Return the PDF, not sealed yet. Raises: FileRefused("export.paper-unreadable")."""
        ...

    def letter(self, letter: DraftedLetter) -> bytes:
        """Return the PDF of a letter, not signed yet; `SEAL` stays free at the foot of its last page."""
        ...

    @property
    def unbinder(self) -> "Unbinder":
        """Who reads a bound PDF that somebody brought."""
        ...

    def judge(self, cas: Sequence[bytes], lists: Sequence[bytes]) -> Judge:
        """Return a judge by this desk's roots, for whom these CAs and CRLs came along. Raises: ValueError."""
        ...


class Unbinder(Protocol):
    """Reads a bound PDF. What it returns is worth no more than the seal that was judged before."""

    def attached(self, pdf: bytes) -> Mapping[str, bytes]:
        """Return the attachments by name. Raises: FileRefused("dsc.pdf")."""
        ...

    def is_certified(self, pdf: bytes) -> bool:
        """Say whether the seal allows no change at all. Raises: FileRefused("dsc.pdf")."""
        ...
