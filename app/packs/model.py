"""What a service pack says, once read and checked. Frozen; knows no file format."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.base.money import Paise
from app.base.text import number_as_compared
from app.base.words import Language, Words

Answer = str | int | bool | tuple[str, ...]
Answers = Mapping[str, Answer]
"""What a form holds: field id to value. Money fields are paise, dates are ISO text, Aadhaar is never in here
in clear: an `aadhaar` field's answer is its mask, and `<field>_token` beside it its keyed token."""


class FieldKind(StrEnum):
    TEXT = "text"
    NAME_HINDI = "name-hindi"
    NAME_ENGLISH = "name-english"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    MANY = "many"  # several of a list
    YES_NO = "yes-no"
    AADHAAR = "aadhaar"
    MOBILE = "mobile"
    PIN_CODE = "pin-code"
    IFSC = "ifsc"
    ACCOUNT = "bank-account"
    ADDRESS = "address"  # several lines


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when the field `field` compares as `op` says.

    is, is-not, in, at-least, at-most, answered; of a date younger-than and older-than (full years on the day);
    same-as, where `value` names another field. What is not answered compares as nothing does.
    """

    field: str
    op: str
    value: Answer | tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list. `shown_when` empty: always offered."""

    id: str
    words: Words
    shown_when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Usual:
    """Where a code usually lies, from first to last of each range, or the `pattern` that a number usually has.

    Of any other `doubt` is said, and nothing refused.
    """

    doubt: Words
    ranges: tuple[tuple[int, int], ...] = ()
    pattern: str = ""

    def covers(self, answer: str) -> bool:
        if self.pattern:
            return re.fullmatch(self.pattern, number_as_compared(answer)) is not None
        return any(first <= int(answer) <= last for first, last in self.ranges)


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form. `shown_when` empty: always. `unconfirmed`: not in the letters (see `mark`).

    `until_this_year`: a number that is a year, and none to come.
    """

    id: str
    kind: FieldKind
    label: Words
    help: Words
    required: bool = True
    choices: tuple[Choice, ...] = ()
    least: int | None = None
    most: int | None = None
    until_this_year: bool = False
    pattern: str = ""
    shown_when: tuple[Condition, ...] = ()
    unconfirmed: bool = False
    about_person: bool = (
        False  # true of the person whatever the service: reused when the customer comes again
    )
    usual: Usual | None = None  # of a PIN code, or of a number given earlier
    number_of: str = ""  # the service whose number stands here, given earlier
    language: Language | None = None  # in which free text is written; Hindi is helped by sound


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the form."""

    id: str
    name: Words
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Eligibility: where `when` holds (all conditions), the application is refused with `reason`."""

    id: str
    when: tuple[Condition, ...]
    reason: Words
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class DocumentSlot:
    """A paper to attach. Sizes are KB of 1024 bytes; `formats` of `jpeg`, `pdf`."""

    id: str
    label: Words
    help: Words
    required: bool
    formats: tuple[str, ...]
    least_kb: int
    most_kb: int
    most_pages: int = 1
    colour: bool = True
    mask_aadhaar: bool = False
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A component of a charge, for the break-up on the receipt."""

    words: Words
    amount: Paise


@dataclass(frozen=True, slots=True)
class Rate:
    """One ordered amount, in force from `since` until the next rate's first day.

    `order_date` is the day the order was signed, `since` the first day of force: two dates.
    """

    since: date
    amount: Paise
    order: str
    order_date: date
    source: str
    parts: tuple[Part, ...] = ()
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Charge:
    """Money of one head. `head` is the ledger head id; `rates` are in order of `since`."""

    head: str
    words: Words
    payee: Words
    rates: tuple[Rate, ...]
    per_unit_field: str = ""  # a number field the amount is multiplied by (years of contribution)
    challan_days: int = 15  # how many days a challan of it may be paid in


@dataclass(frozen=True, slots=True)
class PaperText:
    """Extra words a service puts on its papers, top to bottom; `{field}` names an answer. `every`: on each of them."""

    acknowledgement: tuple[tuple[Words, str], ...] = ()
    every: tuple[tuple[Words, str], ...] = ()
    footer: Words = Words("", "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the citizen gets in the end, in the department's own words; those of no department where a pack is silent.

    `prefix` begins the number that the training centre gives; `number` is what that number is called, `done` and
    `open` say that it is given and that it is not yet, `fee` is what the department's fee is called.
    """

    prefix: str = ""
    number: Words = Words("स्वीकृति सं०", "Approval no.")
    done: Words = Words("आवेदन स्वीकृत हुआ", "The application is approved")
    open: Words = Words("आवेदन अभी स्वीकृत नहीं हुआ है", "The application is not approved yet")
    fee: Words = Words("विभागीय शुल्क", "Department's fee")


@dataclass(frozen=True, slots=True)
class Pack:
    """A service. `sha256` is over the pack's canonical content; `order` is its serial in the letter."""

    id: str
    version: int
    order: int
    name: Words
    department: Words
    help: Words
    source: str
    steps: tuple[Step, ...]
    documents: tuple[DocumentSlot, ...]
    rules: tuple[Rule, ...]
    board_fee: Charge | None
    user_charge: Charge
    who: tuple[str, ...]
    papers: PaperText
    outcome: Outcome
    mark: Words
    sha256: str
    repeats: bool = False  # one person takes it again and again, as a yearly contribution

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for step in self.steps for field in step.fields)

    @property
    def name_field(self) -> str:
        """The id of the field that names the applicant on papers and in lists."""
        return "applicant_name"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one answer; `key` is a message key, `facts` fill its words."""

    field: str
    key: str
    facts: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One charge as it will be taken: head, amount, its order, and its break-up."""

    head: str
    words: Words
    payee: Words
    amount: Paise
    order: str
    order_date: date
    since: date
    parts: tuple[tuple[Words, Paise], ...]
    unconfirmed: bool

    @property
    def order_known(self) -> bool:
        """Whether anybody has found the number of the order; a pack says by a dash that nobody has."""
        return self.order != "—"
