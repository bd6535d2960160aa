"""What a checked sheet of employees is made of: fields, findings, rows, what is mended, what the rules ask for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from app.base.words import Words

Facts = Mapping[str, str | int]
BACK = "duplicate.back-"
"""So begins what a row is told of whoever left service: nobody serves again by a sheet unless that was told."""


ERROR_LIST = "क्या ठीक करना है"
"""The sheet that an error sheet carries beside the office's own; never taken for a list of people."""

OTHER_OFFICE = "sheet.other-office"
"""The finding on a sheet that names another office than the one it was given for: asked about before it is taken."""

TOKEN_COLUMN = "आधार-टोकन"  # noqa: S105  the name of a column
"""The hidden column by which a person is known again where the Aadhaar number itself was given back masked."""


class Kind(StrEnum):
    """How the values of a field are normalised and judged."""

    TEXT = "text"
    NAME = "name"
    CODE = "code"
    MOBILE = "mobile"
    EMAIL = "email"
    AADHAAR = "aadhaar"
    BIRTH = "birth"
    PAST = "past"
    DATE = "date"
    CHOICE = "choice"
    DESIGNATION = "designation"
    OFFICE = "office"


class Severity(StrEnum):
    """A row with an error cannot be certified; one with a warning can, once someone has looked."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is asked of an employee. `choices` are what may be written, each by the id that is kept."""

    id: str
    label: Words
    kind: Kind
    required: bool
    synonyms: tuple[str, ...]
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in one cell, or (row 0) with the sheet. `key` is the message key that `facts` fill.

    `row` is the number that the spreadsheet shows; `proposal` the mended value, where there is one to propose.
    """

    row: int
    field: str
    key: str
    facts: Facts
    severity: Severity
    proposal: str | None = None


@dataclass(frozen=True, slots=True)
class MistakeKind:
    """One kind of mistake: what is told (a message key) of which field, "" of none, and of how many rows."""

    field: str
    key: str
    rows: int


_EARLIER = " › "  # stands between the name of an earlier file and that of its sheet


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands in the file: the sheet's name and the row number that the spreadsheet shows."""

    sheet: str
    row: int

    @property
    def is_earlier(self) -> bool:
        """Whether it is no place in the file that was taken in last: another row may stand in that line now."""
        return _EARLIER in self.sheet

    def of(self, file: str) -> "Place":
        """Return the place as it is called once another file than this one came; it is called so once."""
        return self if self.is_earlier else Place(f"{file.replace(',', ' ')}{_EARLIER}{self.sheet}", self.row)

    def seen_from(self, other: "Place") -> str:
        """Return what a person in another row calls it: by its number; in another sheet, by that as well."""
        return str(self.row) if self.sheet == other.sheet else f"{self.sheet}: {self.row}"


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One employee: `values` normalised by field id, what was found, and `raw` as typed.

    `raw` holds the cells that have a finding or were converted from a font; the others say what their value says.

    Of an Aadhaar number there is the mask under `aadhaar` and the keyed token under `aadhaar_token`; the number
    stands in neither mapping. Days are ISO text. A field without a value has no key.
    """

    place: Place
    values: Mapping[str, str]
    raw: Mapping[str, str]
    findings: tuple[Finding, ...] = ()

    @property
    def is_good(self) -> bool:
        return not any(each.severity is Severity.ERROR for each in self.findings)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column holds which field in the sheets of one office: header as it is written -> field id."""

    office: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was copied in a spreadsheet, and a name to call it by. On no disk: full Aadhaar numbers stand in it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """One file of one office, by its SHA-256 in hex. `findings` are those of the sheet as a whole.

    `brought_tokens` where the file is an error sheet: its tokens are of the key of the desk that wrote it.
    `headers` say in Unicode what a header typed in a font of old says.
    """

    office: str
    sha256: str
    mapping: ColumnMapping
    rows: tuple[CheckedRow, ...]
    findings: tuple[Finding, ...]
    brought_tokens: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person on one side of a comparison. `row` is the sheet's own number, 0 for one of the master.

    `number` is that of their row in the open batch, where something is asked of it before it is brought up to date.
    """

    name: str
    designation: str
    employee_code: str
    office: str
    row: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a person, as it was and as it is; of an Aadhaar number the masks alone."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A person who stands on both sides, as they are now, and each field that differs."""

    person: Somebody
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """What a newer list says differently from an older one.

    `moved` sit in another office, section or post than before; `gone` and `new` are fields that only the older or
    only the newer side has at all, which are not told again of every person. `twice` are second copies of people who
    stand once now. `mended` are among those who moved or changed: what was mended by hand, and what the newer list
    writes over it. `brought_back` were left out by hand. `returning` left service, as the master has it: among those
    who joined, changed or stayed the same.
    """

    joined: tuple[Somebody, ...]
    moved: tuple[PersonChange, ...]
    changed: tuple[PersonChange, ...]
    left: tuple[Somebody, ...]
    same: int
    gone: tuple[str, ...]
    new: tuple[str, ...]
    twice: tuple[Somebody, ...] = ()
    mended: tuple[PersonChange, ...] = ()
    brought_back: tuple[Somebody, ...] = ()
    returning: tuple[Somebody, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.joined or self.moved or self.changed or self.left or self.twice or self.returning)


class Returning(StrEnum):
    """What becomes of those whom a new sheet has, and of whom the master says that they left."""

    OUT = "out"
    SERVES = "serves"


class Mends(StrEnum):
    """Which stands where a new sheet says otherwise than what was mended by hand."""

    KEEP = "keep"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person says before a mended sheet is taken in; rows by their numbers in the batch.

    `mends` are the rows in which their own mends stand, or what holds for all. Of those who are not in the sheet
    `leaving` go, or all, by the reason `why`; without one they stay. Of those who left service `returning` serve
    again, and the others are left out.
    """

    mends: Mends | frozenset[int] = Mends.KEEP
    why: str = ""
    leaving: frozenset[int] | None = None
    returning: frozenset[int] = frozenset()

    def keeps(self, number: int) -> bool:
        return self.mends is Mends.KEEP if isinstance(self.mends, Mends) else number in self.mends

    def leaves_out(self, number: int) -> bool:
        return bool(self.why) and (self.leaving is None or number in self.leaving)


ASKED_NOTHING = Answers()


class Way(StrEnum):
    """How one field of many rows is mended at once."""

    CONVERT = "convert"  # take what the rules propose
    FILL = "fill"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Many:
    """What is done to a field of many rows: `by` is what is filled in, or stands in place of `what`."""

    way: Way
    what: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """One row of those that would change, by its line in the office's file, before and after."""

    line: int
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Foretold:
    """In how many rows something would change, and the first of them."""

    rows: int
    first: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A person who has a value already: whom to show beside the row. `line` is 0 for one of the master.

    One of another office's open sheet stands in that line of its file. `left` tells how one of the master left
    service there, empty of one who serves.
    """

    name: str
    office: str
    employee_code: str = ""
    line: int = 0
    left: str = ""

    @property
    def has_left(self) -> bool:
        return bool(self.left)


class Master(Protocol):
    """What the rules ask of the master of all offices."""

    def designations(self) -> Collection[str]:
        """Return every designation as it is written, in either language."""
        ...

    def offices(self) -> Mapping[str, str]:
        """Return the name of each office by its code."""
        ...

    def titles(self) -> Mapping[str, Collection[str]]:
        """Return by its code how each office may be called above a sheet."""
        ...

    def known(self, field: str, values: Collection[str]) -> Mapping[str, Collection[Known]]:
        """Return who holds each of `values`; `field` is mobile, email, employee_code or aadhaar_token.

        Asked once for all values of a sheet. A value that nobody holds may be absent.
        """
        ...


@dataclass(frozen=True, slots=True)
class EmptyMaster:
    """The master before anybody was taken in: knows nobody, and every designation is new to it."""

    def designations(self) -> Collection[str]:
        return ()

    def offices(self) -> Mapping[str, str]:
        return {}

    def titles(self) -> Mapping[str, Collection[str]]:
        return {}

    def known(self, field: str, values: Collection[str]) -> Mapping[str, Collection[Known]]:
        return {}
