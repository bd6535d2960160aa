"""Reads one application whole: its row, its papers, its money, and what is still wrong with it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.attachments.actions import views
from app.base.money import Paise
from app.base.words import Words
from app.counter.at import At
from app.counter.likeness import likenesses
from app.counter.model import (
    Application,
    Challan,
    ChallanState,
    Deposit,
    Issued,
    NoticeSent,
    Objection,
    Payment,
    PaymentState,
)
from app.counter.next_step import MoneyOpen, next_step
from app.counter.records import ApplicationRow, ChallanRow, NoticeRow, PaymentRow
from app.counter.walk import State
from app.errors import InputError, WrongStep
from app.packs import answers as rules
from app.packs.charges import due
from app.packs.model import Answers, ChargeLine, Pack, Problem
from app.papers.issue import papers_of
from app.records.tables import OutboxRow

UNFILED = frozenset({State.DRAFT, State.READY})


def row_of(session: Session, id: str) -> ApplicationRow:
    """Return the row. Raises: InputError("application.not-here")."""
    row = session.get(ApplicationRow, id)
    if row is None:
        raise InputError(reason="application.not-here", field="application")
    return row


def read(session: Session, at: At, id: str) -> Application:
    """Return everything the counter shows of the application. Raises: InputError("application.not-here")."""
    row = row_of(session, id)
    pack, state = at.pack(row.service), State(row.state)
    given = given_answers(row)
    refused = refused_entry(session, id) is not None
    editable = is_editable(state, refused=refused)
    problems = _problems(row, pack, at) if editable else {}
    alike = likenesses(session, at, row) if state in UNFILED else ()
    slots = views(session, pack, id, at.home)
    refusals = (
        tuple(rule.reason for rule in rules.refusals(pack, given, today=_day(row, at))) if editable else ()
    )
    payments, challan = _payments(session, id), _challan(session, id)
    return Application(
        id=id,
        pack=pack,
        state=state,
        version=row.version,
        answers=given,
        typed=dict(row.typed),
        problems=problems,
        refusals=refusals,
        likenesses=alike,
        likeness_accepted=bool(row.likeness_reason),
        slots=slots,
        board_fee=board_fee(row, pack, at),
        user_charge=user_charge(row, pack, at),
        payment=_to_see_to(payments),
        fee_payment=_with_state(payments, PaymentState.PAID),
        challan=challan,
        objection=_objection(row),
        application_number=row.application_number,
        registration_number=row.registration_number,
        papers=_papers(session, id),
        notices=_notices(session, id),
        next_step=next_step(
            state,
            slots,
            form_whole=not problems and not refusals,
            likeness_open=bool(alike) and not row.likeness_reason,
            refused=refused,
            money=_money_open(payments, challan),
        ),
        cancelled_because=row.cancelled_because,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def given_answers(row: ApplicationRow) -> Answers:
    """Return the checked answers; lists come back as tuples, as the pack's rules know them."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.answers.items()}


def is_editable(state: State, *, refused: bool) -> bool:
    """Say whether the form may be changed: before filing, on an objection, or when the centre refused the filing."""
    return state in UNFILED or state is State.OBJECTION or refused


def require_editable(session: Session, at: At, id: str) -> Pack:
    """Return the pack of a form that may be changed now. Raises: WrongStep, once it is filed."""
    row = row_of(session, id)
    if not is_editable(State(row.state), refused=refused_entry(session, id) is not None):
        raise WrongStep(state=row.state, event="change")
    return at.pack(row.service)


def refused_entry(session: Session, subject: str) -> OutboxRow | None:
    """Return the oldest entry of the application that the centre refused, if one waits for a person."""
    waiting = (OutboxRow.subject == subject) & (OutboxRow.state == "set-aside")
    return session.scalars(select(OutboxRow).where(waiting).order_by(OutboxRow.place).limit(1)).one_or_none()


def board_fee(row: ApplicationRow, pack: Pack, at: At) -> ChargeLine | None:
    """Return the Board's fee on the day of filing (today, before it); None where the service has none."""
    return due(pack.board_fee, _day(row, at), given_answers(row)) if pack.board_fee else None


def user_charge(row: ApplicationRow, pack: Pack, at: At) -> ChargeLine:
    return due(pack.user_charge, _day(row, at), given_answers(row))


def _day(row: ApplicationRow, at: At) -> Any:
    return row.filed_on or at.today()


def _problems(row: ApplicationRow, pack: Pack, at: At) -> Mapping[str, Problem]:
    """What stands wrongly in a field says more than that the field is empty."""
    given, fields = given_answers(row), {field.id: field for field in pack.fields}
    found = dict(rules.problems(pack, given, today=_day(row, at)))
    for name, typed in row.typed.items():
        problem = rules.check(fields[name], typed, given, today=at.today()) if name in fields else None
        if problem:
            found[name] = problem
    return found


def _payments(session: Session, id: str) -> tuple[Payment, ...]:
    """Return the online payments, oldest first."""
    asked = select(PaymentRow).where(PaymentRow.application == id).order_by(PaymentRow.started_at)
    return tuple(
        Payment(
            key=row.key,
            amount=Paise(row.amount),
            state=PaymentState(row.state),
            started_at=row.started_at,
            gateway_ref=row.gateway_ref,
            upi_link=row.upi_link,
        )
        for row in session.scalars(asked)
    )


def _to_see_to(payments: tuple[Payment, ...]) -> Payment | None:
    """Return the payment that is owed back, else the one that is in, else the newest."""
    owed, paid = (_with_state(payments, state) for state in (PaymentState.REFUND_DUE, PaymentState.PAID))
    return owed or paid or (payments[-1] if payments else None)


def _with_state(payments: tuple[Payment, ...], state: PaymentState) -> Payment | None:
    return next((each for each in payments if each.state is state), None)


def _money_open(payments: tuple[Payment, ...], challan: Challan | None) -> MoneyOpen:
    if _with_state(payments, PaymentState.REFUND_DUE):
        return MoneyOpen.TWICE_PAID
    if challan and challan.state is ChallanState.DEPOSITED:
        return MoneyOpen.UNVERIFIED
    return MoneyOpen.NOTHING


def _challan(session: Session, id: str) -> Challan | None:
    row = newest_challan(session, id)
    if row is None:
        return None
    deposit = Deposit(row.branch, row.deposited_on, row.scroll) if row.deposited_on else None
    return Challan(
        number=row.number,
        amount=Paise(row.amount),
        state=ChallanState(row.state),
        valid_until=row.valid_until,
        deposit=deposit,
        refusal=Words(**row.refusal) if row.refusal else None,
    )


def newest_challan(session: Session, id: str) -> ChallanRow | None:
    asked = select(ChallanRow).where(ChallanRow.application == id).order_by(ChallanRow.issued_at.desc())
    return session.scalars(asked.limit(1)).one_or_none()


def _objection(row: ApplicationRow) -> Objection | None:
    told = row.objection
    if not told:
        return None
    return Objection(
        told["id"], Words(told["hi"], told["en"]), tuple(told["fields"]), tuple(told["documents"])
    )


def _papers(session: Session, id: str) -> tuple[Issued, ...]:
    return tuple(
        Issued(
            paper.id,
            paper.kind,
            paper.number,
            paper.issued_at,
            paper.copies,
            handed_over=paper.handed_over_at is not None,
        )
        for paper in papers_of(session, id)
    )


def _notices(session: Session, id: str) -> tuple[NoticeSent, ...]:
    rows = session.scalars(select(NoticeRow).where(NoticeRow.application == id).order_by(NoticeRow.at))
    return tuple(NoticeSent(row.text, row.template, row.state, row.at) for row in rows)
