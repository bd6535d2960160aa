"""What the counter prints: papers, each built from facts alone so that a snapshot is all a reprint needs.

Source: L1 paragraphs 3 and 4. The board's fee and the user charge never share a paper as one figure; the
acknowledgement exists only after registration; the provisional slip says in words that it is none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from string import Formatter

from app.accounts.model import Acting
from app.base.days import clock_words, day_words
from app.base.document import (
    Align,
    AmountWords,
    Block,
    Document,
    Kind,
    Line,
    Pair,
    Qr,
    Rule,
    Shape,
    Signature,
    Table,
    Title,
    Total,
    Weight,
)
from app.base.identity import masked_mobile
from app.base.money import Paise, figures, in_hindi_words
from app.base.words import Language, Words
from app.counter.model import Application, Challan, Mode, Payment
from app.packs.model import ChargeLine, FieldKind, Pack
from app.words import say

_BLANK = "……"
MODES = {
    Mode.CASH: Words("नकद", "Cash"),
    Mode.UPI: Words("यू०पी०आई०", "UPI"),
    Mode.ONLINE: Words("ऑनलाइन", "Online"),
}
_PARTS = (
    Words("जमाकर्ता की प्रति", "Depositor's part"),
    Words("बैंक की प्रति", "Bank's part"),
    Words("कार्यालय की प्रति", "Office's part"),
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every paper carries besides its matter: its number, the moment, and who issues it where."""

    number: str
    at: datetime
    acting: Acting
    training: bool

    def paper(
        self, kind: Kind, shape: Shape, blocks: Iterable[Block], parts: tuple[Words, ...] = ()
    ) -> Document:
        return Document(
            kind=kind,
            shape=shape,
            number=self.number,
            issued_at=self.at,
            office=self.acting.office.name,
            blocks=_ruled_once(blocks),
            parts=parts,
            training=self.training,
        )


def _ruled_once(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with one rule where two would stand, for what parts them is not on every paper."""
    found: list[Block] = []
    for block in blocks:
        if not (isinstance(block, Rule) and found and isinstance(found[-1], Rule)):
            found.append(block)
    return tuple(found)


def acknowledgement(app: Application, stamp: Stamp) -> Document:
    """Build the पावती of a registered application (L1 paragraph 4)."""
    return stamp.paper(
        Kind.ACKNOWLEDGEMENT,
        Shape.SLIP,
        [
            Title(Words("पावती रसीद", "Acknowledgement")),
            Line(app.pack.department.hi, Align.CENTRE, Weight.STRONG),
            Rule(),
            *who_and_what(app),
            Rule(),
            *papers_handed_in(app),
            *_board_fee_paid(app),
            Rule(),
            *_extra(app),
            *issuer(stamp),
            Qr(qr("ACK", stamp, app), Words("जाँच हेतु", "To verify")),
            Line("यूजर चार्ज की रसीद अलग से दी जाती है।", Align.CENTRE, Weight.SMALL),
        ],
    )


def board_fee_receipt(app: Application, stamp: Stamp, fee: ChargeLine, payment: Payment) -> Document:
    """Build the receipt of the board's fee paid online: the board's money, its own head."""
    return stamp.paper(
        Kind.BOARD_FEE,
        Shape.SLIP,
        [
            Title(_named_words(app.pack.outcome.fee, " रसीद", " receipt")),
            *who_and_what(app),
            Rule(),
            *_charge(fee, app.pack),
            Pair(Words("भुगतान", "Paid"), "ऑनलाइन / Online"),
            Pair(Words("भुगतान संख्या", "Payment no."), payment.gateway_ref),
            Rule(),
            *issuer(stamp),
            Qr(qr("BRD", stamp, app, fee), Words("जाँच हेतु", "To verify")),
        ],
    )


def user_charge_receipt(
    app: Application, stamp: Stamp, charge: ChargeLine, mode: Mode, reference: str = ""
) -> Document:
    """Build the receipt of the user charge (L1 paragraph 3), naming the order it is taken under.

    `reference`: the number of a UPI payment, where it was told.
    """
    told = [Pair(Words("यूपीआई सं०", "UPI ref. no."), reference)] if reference else []
    return stamp.paper(
        Kind.USER_CHARGE,
        Shape.SLIP,
        [
            Title(Words("यूजर चार्ज रसीद", "User charge receipt")),
            *who_and_what(app),
            Rule(),
            *_charge(charge, app.pack),
            Pair(Words("प्रकार", "Mode"), MODES[mode].both),
            *told,
            Rule(),
            *issuer(stamp),
            Qr(qr("USR", stamp, app, charge), Words("जाँच हेतु", "To verify")),
        ],
    )


def challan_page(app: Application, stamp: Stamp, fee: ChargeLine, challan: Challan) -> Document:
    """Build the three-part challan of the board's fee; what the bank writes stays open."""
    return stamp.paper(
        Kind.CHALLAN,
        Shape.PAGE,
        [
            Title(Words("चालान", "Challan")),
            Line(app.pack.department.both, Align.CENTRE, Weight.STRONG),
            Pair(Words("मद", "Head of account"), fee.words.both),
            Pair(Words("जमाकर्ता", "Depositor"), app.applicant, Weight.STRONG),
            Pair(Words("सेवा", "Service"), app.pack.name.both),
            *_mobile(app),
            *_on_every(app),
            Pair(Words("वैध तिथि तक", "Valid until"), day_words(challan.valid_until), Weight.STRONG),
            *_break_up(fee, app.pack),
            Total(Words("जमा राशि", "Amount"), fee.amount),
            AmountWords(in_hindi_words(fee.amount)),
            Pair(Words("बैंक शाखा", "Bank branch"), _BLANK * 5),
            Pair(Words("जमा तिथि", "Deposited on"), _BLANK * 5),
            Pair(Words("स्क्रॉल सं०", "Scroll no."), _BLANK * 5),
            Signature(Words("बैंक की मुहर व हस्ताक्षर", "Bank's stamp and signature")),
            Qr(qr("CHL", stamp, app, fee), Words("केन्द्र हेतु", "For the centre")),
        ],
        _PARTS,
    )


def preview(app: Application, at: datetime, acting: Acting, *, training: bool) -> Document:
    """Build the acknowledgement as it will be printed, with what is not known yet marked as pending."""
    blocks: list[Block] = [
        Title(Words("पावती रसीद", "Acknowledgement")),
        Line(app.pack.department.hi, Align.CENTRE, Weight.STRONG),
        Rule(),
        *_numbers_to_come(app),
        *(_pending(block) for block in who_and_what(app)),
        Rule(),
        *papers_handed_in(app),
        *(_board_fee_paid(app) or _board_fee_to_come(app)),
        Rule(),
        *_extra(app, pending=True),
        Pair(Words("केन्द्र", "Centre"), f"{acting.office.name.hi} ({acting.office.code})"),
        Pair(Words("संचालक", "Operator"), acting.person.name.hi),
    ]
    return Stamp(_BLANK, at, acting, training).paper(Kind.ACKNOWLEDGEMENT, Shape.SLIP, blocks)


def _numbers_to_come(app: Application) -> list[Block]:
    """Return the places of the numbers that the centre has not given yet."""
    labels = (
        (Words("आवेदन सं०", "Application no."), app.application_number),
        (app.pack.outcome.number, app.registration_number),
    )
    return [Pair(label, _BLANK, pending=True) for label, number in labels if not number]


def who_and_what(app: Application) -> list[Block]:
    """Return the service, its numbers and the applicant, as every paper names them."""
    name = app.applicant
    relative = str(app.answers.get("father_name") or app.answers.get("husband_name") or "")
    blocks: list[Block] = [Pair(Words("सेवा", "Service"), app.pack.name.both)]
    if app.application_number:
        blocks.append(Pair(Words("आवेदन सं०", "Application no."), app.application_number))
    if app.registration_number:
        blocks.append(Pair(app.pack.outcome.number, app.registration_number, Weight.STRONG))
    blocks.append(Pair(Words("आवेदक", "Applicant"), name, Weight.STRONG))
    if relative:
        blocks.append(Pair(Words("पिता/पति", "Father/husband"), relative))
    return [*blocks, *_mobile(app), *_on_every(app)]


def _on_every(app: Application) -> list[Block]:
    """Return the service's own lines that stand on each of its papers, as far as they are answered."""
    lines = app.pack.papers.every
    return [Pair(words, _filled(text, app)) for words, text in lines if _is_answered(text, app)]


def _mobile(app: Application) -> list[Block]:
    mobile = str(app.answers.get("mobile", ""))
    return [Pair(Words("मोबाइल", "Mobile"), masked_mobile(mobile))] if mobile else []


def papers_handed_in(app: Application) -> list[Block]:
    """Return the table of the papers that were taken in, with the rule under it."""
    rows = tuple((view.slot.label.hi, "✓") for view in app.slots if view.fitted)
    if not rows:
        return []
    return [Table((Words("संलग्न काग़ज़", "Papers attached"), Words("", "")), rows, right=(1,)), Rule()]


def _board_fee_paid(app: Application) -> list[Block]:
    if app.board_fee is None:
        return []
    fee, called = figures(app.board_fee.amount), app.pack.outcome.fee
    if app.fee_payment:
        return [
            Pair(_named_words(called, " (ऑनलाइन)", " (online)"), fee, Weight.STRONG),
            Pair(Words("भुगतान संख्या", "Payment no."), app.fee_payment.gateway_ref),
        ]
    if app.challan and app.challan.deposit:
        return [
            Pair(_named_words(called, " (चालान)", " (challan)"), fee, Weight.STRONG),
            *challan_facts(app.challan),
        ]
    return []


def _board_fee_to_come(app: Application) -> list[Block]:
    """Return the place of the fee that is not paid yet; a service without one has no such line."""
    return [Pair(app.pack.outcome.fee, _BLANK, pending=True)] if app.board_fee else []


def _named_words(name: Words, hindi: str, english: str) -> Words:
    return Words(f"{name.hi}{hindi}", f"{name.en}{english}")


def no_acknowledgement(pack: Pack) -> Words:
    """Return what a slip says that is given before the end: that it is none, in the department's words."""
    waits = pack.outcome.open
    return Words(f"यह पावती नहीं है। {waits.hi}।", f"This is not an acknowledgement. {waits.en}.")


def challan_facts(challan: Challan | None) -> list[Block]:
    """Return the challan's number, and what is to be paid in under it or was."""
    if challan is None:
        return []
    blocks: list[Block] = [Pair(Words("चालान सं०", "Challan no."), challan.number)]
    if challan.deposit:
        where = f"{challan.deposit.branch}, {day_words(challan.deposit.on)}, {challan.deposit.scroll}"
        return [*blocks, Pair(Words("जमा", "Deposited"), where)]
    return [
        *blocks,
        Pair(Words("जमा करनी है", "To be deposited"), figures(challan.amount), Weight.STRONG),
        Pair(Words("वैध तिथि तक", "Valid until"), day_words(challan.valid_until)),
    ]


def _charge(charge: ChargeLine, pack: Pack) -> list[Block]:
    return [
        Pair(Words("मद", "Head"), charge.words.both),
        *_break_up(charge, pack),
        Total(Words("प्राप्त राशि", "Received"), charge.amount),
        AmountWords(in_hindi_words(charge.amount)),
        Pair(Words("शासनादेश", "Order"), _order(charge), Weight.SMALL),
        Pair(Words("प्राप्तकर्ता", "Payee"), charge.payee.hi, Weight.SMALL),
    ]


def _order(charge: ChargeLine) -> str:
    if not charge.order_known:  # its date alone would look like an order
        return say("counter-ui.order-unknown", Language.HINDI)
    return f"{charge.order} दि० {day_words(charge.order_date)}"


def _break_up(charge: ChargeLine, pack: Pack) -> list[Block]:
    """Return what the amount is made of; what no order says carries the pack's mark."""
    if not charge.parts:
        return []
    rows = tuple((words.both, figures(amount)) for words, amount in charge.parts)
    table = Table((Words("विवरण", "Particulars"), Words("राशि", "Amount")), rows, right=(1,))
    mark = Line(f"विवरण: {pack.mark.both}", Align.LEFT, Weight.SMALL)
    return [table, mark] if charge.unconfirmed else [table]


def _extra(app: Application, *, pending: bool = False) -> list[Block]:
    """Return the service's own lines; one whose answers are not all given is left out, or pending in a preview."""
    blocks: list[Block] = []
    for words, text in app.pack.papers.acknowledgement:
        if _is_answered(text, app):
            blocks.append(Pair(words, _filled(text, app)))
        elif pending:
            blocks.append(Pair(words, _BLANK, pending=True))
    footer = app.pack.papers.footer
    if footer.hi:
        blocks.append(Line(footer.hi, Align.CENTRE, Weight.SMALL))
    return [*blocks, Rule()] if blocks else []


def _is_answered(text: str, app: Application) -> bool:
    return all(name in app.answers for name in _named(text))


def _named(text: str) -> list[str]:
    """Return the fields that `text` names in braces."""
    return [name for _, name, _, _ in Formatter().parse(text) if name]


def _filled(text: str, app: Application) -> str:
    """Return `text` with `{field}` as the form shows its answer: choices by their words."""
    return text.format_map({name: _shown(app, name) for name in _named(text)})


def _shown(app: Application, name: str) -> str:
    """Return one answer in Hindi, as a person reads it."""
    answer = app.answers[name]
    field = next(field for field in app.pack.fields if field.id == name)
    match field.kind:
        case FieldKind.MONEY:
            return figures(Paise(int(str(answer))))
        case FieldKind.DATE:
            return day_words(date.fromisoformat(str(answer)))
        case FieldKind.YES_NO:
            return "हाँ" if answer else "नहीं"
        case FieldKind.MOBILE:
            return masked_mobile(str(answer))
    words = {choice.id: choice.words.hi for choice in field.choices}
    chosen = answer if isinstance(answer, tuple) else (answer,)
    return ", ".join(words.get(str(one), str(one)) for one in chosen)


def issuer(stamp: Stamp) -> list[Block]:
    """Return who issues a paper and where."""
    office = stamp.acting.office
    return [
        Pair(Words("केन्द्र", "Centre"), f"{office.name.hi} ({office.code})"),
        Pair(Words("संचालक", "Operator"), stamp.acting.person.name.hi),
        Pair(Words("दूरभाष", "Phone"), office.phone),
    ]


def _pending(block: Block) -> Block:
    if isinstance(block, Pair) and not block.value:
        return Pair(block.label, _BLANK, block.weight, pending=True)
    return block


def qr(series: str, stamp: Stamp, app: Application, charge: ChargeLine | None = None) -> str:
    """Return what a checker's phone reads: number, application, day, amount; nothing of the person."""
    amount = figures(charge.amount) if charge else ""
    facts = [series, stamp.number, app.application_number or app.id, clock_words(stamp.at), amount]
    return " ".join(["SevaDesk", *(fact for fact in facts if fact)])
