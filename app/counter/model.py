"""What the counter shows and hands over: frozen, without a row of the store in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.attachments.model import SlotView
from app.base.document import Kind
from app.base.money import Paise
from app.base.words import Words
from app.counter.called import called, label_in
from app.counter.walk import PAYING, State, may_end
from app.packs.model import Answers, ChargeLine, Pack, Problem
from app.papers.model import JobView

DEPOSITED, LEFT = "challan.deposited", "application.left"
FILED, CORRECTED, WITHDRAWN = "application.filed", "application.corrected", "application.withdrawn"
CANCELLED = "application.cancelled"
OTHER_NAME, OTHER_HOLDER = "duplicate.same-aadhaar-other-name", "duplicate.other-holder"
MENDABLE = frozenset({FILED, CORRECTED})
"""What the centre may refuse because of the form: mended, it is sent again."""
WAITED_FOR = MENDABLE | {DEPOSITED}  # until these are there the centre works on nothing


class NextStep(StrEnum):
    """The one next action of an application, in the letter's order."""

    FILL_FORM = "fill-form"
    ATTACH_PAPERS = "attach-papers"
    SETTLE_LIKENESS = "settle-likeness"
    MEND_REFUSED = "mend-refused"  # the centre refused an entry of it; it waits on the Needs-attention desk
    TAKE_FEE = "take-fee"
    ASK_PAYMENT = "ask-payment"
    RECORD_DEPOSIT = "record-deposit"
    WAIT_VERIFICATION = "wait-verification"
    WAIT_CENTRE = "wait-centre"
    CORRECT = "correct"
    GIVE_ACKNOWLEDGEMENT = "give-acknowledgement"
    TAKE_CHARGE = "take-charge"
    GIVE_REFUND = "give-refund"
    SETTLE_REGISTERED = "settle-registered"  # registered after its fee went back
    NOTHING = "nothing"


class PaymentState(StrEnum):
    INITIATED = "initiated"
    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    REFUND_DUE = "refund-due"  # a second confirmation for money already counted
    REFUNDED = "refunded"
    GIVEN_TWICE = "given-twice"  # given back here by hand, and by the gateway too: the citizen has it twice


class ChallanState(StrEnum):
    GENERATED = "generated"
    DEPOSITED = "deposited"
    VERIFIED = "verified"
    REFUSED = "refused"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    SURPLUS = "surplus"  # paid in though it is not the fee; the bank has not confirmed it
    REFUND_DUE = "refund-due"  # so too, and confirmed
    REFUNDED = "refunded"


_WITHDRAWN = frozenset({ChallanState.CANCELLED, ChallanState.EXPIRED})
_BESIDE_THE_FEE = frozenset({ChallanState.SURPLUS, ChallanState.REFUND_DUE})


class Mode(StrEnum):
    """How money of the user charge or a refund changed hands; ONLINE: back by the gateway that it came through."""

    CASH = "cash"
    UPI = "upi"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another application that may be the same person's, and why."""

    application: str
    service: Words
    applicant: str
    state: State
    at: datetime
    reason: str  # a message key of `duplicate.`

    @property
    def same_person(self) -> bool:
        """Whether it is not one Aadhaar or registration number under two names."""
        return self.reason not in (OTHER_NAME, OTHER_HOLDER)


@dataclass(frozen=True, slots=True)
class Payment:
    """An online payment of the board's fee. `key` is the intent, made before the first try."""

    key: str
    amount: Paise
    state: PaymentState
    started_at: datetime
    gateway_ref: str
    upi_link: str
    refund_ref: str = ""  # the number under which the gateway sent it back, once it did


@dataclass(frozen=True, slots=True)
class Deposit:
    """What the bank wrote on the depositor's part."""

    branch: str
    on: date
    scroll: str


@dataclass(frozen=True, slots=True)
class Challan:
    number: str
    amount: Paise
    state: ChallanState
    valid_until: date
    deposit: Deposit | None
    refusal: Words | None = None


@dataclass(frozen=True, slots=True)
class Objection:
    """What the department wants mended. `fields` and `documents` name the places; `left` those of them that stand
    as the department saw them, and of which nobody said why that is right; `kept` those of which it was said, and why.
    `still_because` goes again with an answer that the centre refused: the reason it had, as long as it speaks for what
    is left now.
    """

    id: str
    words: Words
    fields: tuple[str, ...]
    documents: tuple[str, ...]
    left: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    unchanged: bool  # a place is left; where none is named, nothing of the form is other than it was sent
    still_because: str = ""

    @property
    def wants_reason(self) -> bool:
        """Say whether it is not answered before somebody says why what is left is right."""
        return self.unchanged and not self.still_because


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry that the centre refused: its kind, the message key of the cause, and what fills its words."""

    kind: str
    code: str
    facts: Mapping[str, str | int]

    @property
    def is_form(self) -> bool:
        """Whether it is the form itself: it may be mended, or given up."""
        return self.kind in MENDABLE


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that has its number. `handed_over` empties the ready-to-hand-over shelf."""

    id: str
    kind: Kind
    number: str
    issued_at: datetime
    copies: int
    handed_over: bool


@dataclass(frozen=True, slots=True)
class NoticeSent:
    """A notice to the citizen and how far it came (queued, sent, delivered, failed)."""

    text: str
    template: str
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """An application in a list."""

    id: str
    service: Words
    applicant: str
    mobile_masked: str
    state: State
    next_step: NextStep
    updated_at: datetime
    application_number: str
    registration_number: str
    refused: bool = False  # the centre refused an entry of it
    unsent: bool = False  # its form, or what was paid in for it, waits to be sent


@dataclass(frozen=True, slots=True)
class ShelfItem:
    """A paper that is ready and that nobody has fetched yet."""

    document: str
    kind: Kind
    number: str
    issued_at: datetime
    application: Row


@dataclass(frozen=True, slots=True)
class Counts:
    """How much lies in each place: entries owed, subjects to look at, papers to hand over, prints not over."""

    outbox: int
    attention: int
    shelf: int
    jobs: int


@dataclass(frozen=True, slots=True)
class Application:
    """Everything the counter shows of one application."""

    id: str
    pack: Pack
    state: State
    version: int
    filed: bool  # the person is done with it: it is under way, or at the centre
    on_desk: frozenset[str]  # kinds of its entries that have not reached the centre yet
    answers: Answers
    editable: bool  # whether the form may be changed now
    typed: Mapping[str, str]  # what stands wrongly in a field, as it was typed; never an Aadhaar number
    problems: Mapping[str, Problem]
    refusals: tuple[Words, ...]
    likenesses: tuple[Likeness, ...]
    likeness_accepted: bool
    slots: tuple[SlotView, ...]
    board_fee: ChargeLine | None
    user_charge: ChargeLine
    payment: Payment | None  # the one a person must see to: owed back, else the one that counts
    fee_payment: Payment | None  # the one the fee came in by
    challan: Challan | None  # the one that is in force, else the newest
    challans: tuple[Challan, ...]  # all of them, as above
    challan_overdue: bool  # one is open whose last day is over
    objection: Objection | None
    refused: Refused | None  # the oldest entry of it that waits for a person
    application_number: str
    registration_number: str
    papers: tuple[Issued, ...]
    not_out: tuple[JobView, ...]  # prints of its papers that do not come out, oldest first
    printing_again: frozenset[str]  # its papers, by id, that go to the printer once more just now
    notices: tuple[NoticeSent, ...]
    next_step: NextStep
    cancelled_because: str
    turned_down: bool  # by the department; else whoever ended it was this desk
    created_at: datetime
    updated_at: datetime
    charge_mode: Mode | None  # by which the user charge came, as it was said last, once all is done
    may_supervise: bool  # who reads it may cancel what was filed, leave what was refused and give a fee back

    @property
    def same_again(self) -> bool:
        """Whether all that is like it is the same person's, closed, in a service that one takes again and again."""
        closed = all(each.state is State.CLOSED and each.same_person for each in self.likenesses)
        return self.pack.repeats and bool(self.likenesses) and closed

    @property
    def unsent(self) -> bool:
        """Whether what was filed, or sent again, has not reached the centre yet."""
        return bool(self.on_desk & MENDABLE)

    @property
    def waits_without_paper(self) -> bool:
        """Whether the citizen waits for the line or the centre, or is to come again, and holds nothing that says so."""
        return self.state in (*PAYING, State.SUBMITTING, State.OBJECTION) and not self.papers

    @property
    def may_cancel(self) -> bool:
        """Whether who reads it may cancel it as it stands; what never left this desk, whoever may file."""
        return self.may_end and (self.may_supervise or not self.filed)

    @property
    def may_end(self) -> bool:
        """Whether a person may cancel it as it stands."""
        return may_end(self.state, refused=self.form_refused)

    @property
    def form_refused(self) -> bool:
        """Whether the centre refuses the form itself, and not something else of it."""
        return self.refused is not None and self.refused.is_form

    @property
    def fee_is_in(self) -> bool:
        """Whether the Board's fee came in, or was told to be at the bank."""
        at_bank = {ChallanState.DEPOSITED, ChallanState.VERIFIED}
        return self.fee_payment is not None or (self.challan is not None and self.challan.state in at_bank)

    @property
    def withdrawn(self) -> tuple[Challan, ...]:
        """The challans that were withdrawn, and with whose bank's part a customer may come all the same."""
        settled = self.refused is None and self.state not in PAYING
        return tuple(each for each in self.challans if each.state in _WITHDRAWN) if settled else ()

    @property
    def may_be_paid_in(self) -> bool:
        """Whether a customer may come with the bank's part of a challan that was withdrawn."""
        return bool(self.withdrawn)

    @property
    def to_deposit(self) -> tuple[Challan, ...]:
        """The challans under which a deposit may be told now, the open one first."""
        is_open = self.challan is not None and self.state is State.CHALLAN_ISSUED
        return (*((self.challan,) if is_open and self.challan else ()), *self.withdrawn)

    @property
    def surplus(self) -> Challan | None:
        """What was paid in at the bank though it is not the fee, and is not given back yet; what is owed back first."""
        found = sorted(
            (each for each in self.challans if each.state in _BESIDE_THE_FEE),
            key=lambda each: each.state is not ChallanState.REFUND_DUE,
        )
        return found[0] if found else None

    @property
    def owes_payment(self) -> bool:
        """Whether a payment that came online beside the fee is owed back."""
        return self.payment is not None and self.payment.state is PaymentState.REFUND_DUE

    @property
    def owes_deposit(self) -> bool:
        """Whether what was paid in beside the fee is owed back."""
        return self.surplus is not None and self.surplus.state is ChallanState.REFUND_DUE

    @property
    def given_twice(self) -> bool:
        """Whether a payment went back by the gateway after it was given back here: one of the two is asked back."""
        return self.payment is not None and self.payment.state is PaymentState.GIVEN_TWICE

    @property
    def owes_online(self) -> bool:
        """Whether what is owed back first came online, and so goes back online."""
        return self.owes_payment or (not self.owes_deposit and self.fee_payment is not None)

    @property
    def applicant(self) -> str:
        return str(self.answers.get(self.pack.name_field, ""))

    def label_of(self, place: str) -> Words:
        """As `label_in`."""
        return label_in(self.pack, place)

    def called(self, facts: Mapping[str, str | int]) -> dict[str, Words]:
        """As `called` of the service."""
        return called(self.pack, facts)
