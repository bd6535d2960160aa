"""The end of the walk: the user charge with its own receipt, papers handed over, and the ways out."""

import re
from typing import Any

from sqlalchemy.orm import Session

from app.base.document import Kind
from app.base.text import latin_digits
from app.counter.actions.beside_fee import take_as_fee
from app.counter.actions.booked import Entered, book
from app.counter.actions.challan import not_taken
from app.counter.actions.challan_void import void
from app.counter.actions.late_registration import (
    is_registered_there,
    keep,
    registered_still,
    stands_after_all,
    to_be_void,
)
from app.counter.actions.papers_of_walk import user_charge_receipt
from app.counter.actions.refund import fee_went_back
from app.counter.actions.told import give_acknowledgement, settle
from app.counter.at import At
from app.counter.found_by import index
from app.counter.model import CANCELLED, DEPOSITED, FILED, LEFT, MENDABLE, WITHDRAWN, Mode
from app.counter.reading import RefusedRow, read, refused_body, refused_entry, refused_form, row_of
from app.counter.reason import no_aadhaar_in, taken_reason
from app.counter.walk import Event, State, after, ending
from app.errors import InputError, WrongStep
from app.papers.issue import hand_over as note_handed_over
from app.papers.issue import issued, papers_of, queue_print
from app.records.journal import write_entry

_TOLD_PAID = frozenset({State.CHALLAN_DEPOSITED, State.REFUND_DUE})
"""A deposit counts from when it is told, also after the application ended: the bank's word may come later."""

WENT_BACK = "payment.went-back"

_UPI_NUMBER = re.compile(r"[0-9A-Za-z]{12,35}")
"""The twelve digits that banks show, or the longer mark of an app."""
_GAPS = re.compile(r"[\s-]+")


def acknowledge(session: Session, at: At, id: str) -> None:
    """Issue the पावती where that did not happen by itself. Raises: WrongStep, before registration."""
    at.acting.require("acknowledgement.issued")
    row = row_of(session, id)
    give_acknowledgement(session, at, row)
    row.updated_at = at.now()


def take_charge(session: Session, at: At, id: str, mode: Mode, reference: str = "") -> None:
    """Take the user charge: its own money event, its own receipt, its order named (L1 paragraph 3).

    `reference`: the number of a UPI payment, where the customer shows it.
    Raises: InputError("charge.reference-strange"), where it is none; InputError("charge.reference-with-cash").
    """
    at.acting.require("charge.taken")
    reference = upi_number(reference)
    if reference and mode is not Mode.UPI:
        raise InputError(reason="charge.reference-with-cash", field="reference")
    row = row_of(session, id)
    row.state = after(State(row.state), Event.CHARGE_TAKEN).value
    row.updated_at = at.now()
    charge = read(session, at, id).user_charge
    paper = user_charge_receipt(session, at, id, mode, reference)
    book(session, at, row, Entered(charge.head, charge.order, charge.amount, mode.value, paper.id))
    body = {
        "application": id,
        "amount": charge.amount,
        "head": charge.head,
        "mode": mode.value,
        "order": charge.order,
        "receipt": paper.number,
        "sha256": paper.sha256,
    }
    body |= {"reference": reference} if reference else {}
    write_entry(session, at.acting, "charge.taken", id, body, (), row.version, clock=at.clock)
    if reference:
        index(session, row)
    for given in papers_of(session, id):
        if given.kind is Kind.ACKNOWLEDGEMENT:  # whoever pays it has been given the paper (L1 paragraph 4)
            hand_over(session, at, given.id)


def upi_number(written: str) -> str:
    """Return the number as it is kept; apps show it in groups. Raises: InputError("charge.reference-strange")."""
    number = _GAPS.sub("", latin_digits(written))
    if number and not _UPI_NUMBER.fullmatch(number):
        raise InputError(reason="charge.reference-strange", field="reference")
    return number


def cancel(session: Session, at: At, id: str, reason: str) -> None:
    """End the application with a reason; where the Board's fee is in, it is owed back.

    It may end too while the centre refuses its form: nobody works on it there. What never left this desk ends by
    whoever may file.
    Raises: NotAllowed; InputError, as `taken_reason`; WrongStep where a payment must be asked about first.
    """
    row, refused = row_of(session, id), refused_form(session, id)
    at.acting.require(CANCELLED if row.filed_on else FILED)
    reason = taken_reason(reason)
    state = State(row.state)
    paid = row.fee_paid or state in _TOLD_PAID
    row.state = after(state, ending(paid=paid, refused=bool(refused))).value
    row.cancelled_because, row.updated_at = row.cancelled_because or reason, at.now()
    if row.filed_on is None:
        return  # it never left this desk
    if state is State.CHALLAN_ISSUED:
        void(session, at, row, reason)  # nobody may pay in under it any more
    body = {"application": id, "reason": reason, "refund": paid}
    body |= {"void": True} if to_be_void(row) else {}
    if refused:
        _instead_of_form(session, at, refused, body, row.mobile)
    else:
        write_entry(session, at.acting, CANCELLED, id, body, (), row.version, clock=at.clock)


def _instead_of_form(
    session: Session, at: At, refused: RefusedRow, body: dict[str, Any], mobile: str
) -> None:
    """Say in the refused form's turn that it comes no more; what waits behind it, the money's entries, follows."""
    from app.sync.attention import supersede

    kind = CANCELLED
    if refused.kind == FILED:
        before, kind = refused_body(session, refused), WITHDRAWN
        body |= {name: before[name] for name in ("service", "board_fee", "filed_on")}
        body |= {"mobile": mobile} if mobile else {}  # whoever paid for it hears of their money
    supersede(session, at.acting, refused.entry, body, (), clock=at.clock, kind=kind)


def leave(session: Session, at: At, id: str, reason: str) -> None:
    """Leave what the centre refused, where it is not the form: it is told so in that turn, and the rest goes on.

    Raises: InputError, as `taken_reason`; WrongStep, where nothing is refused that may be left.
    """
    from app.sync.attention import supersede

    at.acting.require(LEFT)
    reason = taken_reason(reason)
    row, refused = row_of(session, id), refused_entry(session, id)
    if refused is None or refused.kind in MENDABLE:
        raise WrongStep(state=row.state, event="leave")
    body = {"application": id, "kind": refused.kind, "code": refused.last_code, "reason": reason}
    supersede(session, at.acting, refused.entry, body, (), clock=at.clock, kind=LEFT)
    row.updated_at = at.now()
    said = refused_body(session, refused)
    if refused.kind == DEPOSITED:
        not_taken(session, at, row, said["number"])
    if refused.last_code == WENT_BACK:
        fee_went_back(session, at, row, said["key"], str(refused.facts["refund_ref"]))
        registered_still(row)
    if "void" in said:
        stands_after_all(row)
    if refused.kind == CANCELLED and row.state == State.CANCELLED and is_registered_there(row):
        row.state, row.cancelled_because = after(State(row.state), Event.REGISTRATION_KEPT).value, ""
    take_as_fee(session, at, row)
    settle(session, at, row)  # a registration that was to be void stands after all


def keep_registered(session: Session, at: At, id: str, reason: str) -> None:
    """Let a registration stand that came after the refund; what lies beside the fee pays for it. Raises: as `keep`."""
    keep(session, at, id, reason)
    row = row_of(session, id)
    take_as_fee(session, at, row)
    settle(session, at, row)


def hand_over(session: Session, at: At, document: str) -> None:
    """Note that the citizen has the paper; a second time changes nothing."""
    at.acting.require("paper.handed-over")
    if issued(session, document).handed_over_at is not None:
        return
    paper = note_handed_over(session, document, at=at.now())
    body = {"application": paper.subject, "number": paper.number}
    write_entry(session, at.acting, "paper.handed-over", paper.subject, body, clock=at.clock)


def reprint(session: Session, at: At, document: str, reason: str) -> None:
    """Print a paper again from its snapshot: marked, counted, and entered with the reason."""
    at.acting.require("paper.reprinted")
    no_aadhaar_in(reason)
    paper = issued(session, document)
    printer = at.page_printer if paper.kind is Kind.CHALLAN else at.slip_printer
    queue_print(session, document, printer, by=at.acting.person.name.hi, at=at.now(), reason=reason)
    copy = issued(session, document).copies
    body = {"application": paper.subject, "number": paper.number, "copy": copy, "reason": reason.strip()}
    write_entry(session, at.acting, "paper.reprinted", paper.subject, body, clock=at.clock)
