"""Reads one application whole: its row, its papers, its money, and what is still wrong with it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, func, select, text
from sqlalchemy.orm import Session

from app.accounts.model import may
from app.attachments.actions import views
from app.attachments.model import SlotView
from app.base.money import Paise
from app.base.words import Words
from app.counter.at import At
from app.counter.corrected import charge_mode
from app.counter.likeness import likenesses
from app.counter.model import (
    CANCELLED,
    CORRECTED,
    MENDABLE,
    WITHDRAWN,
    Application,
    Challan,
    ChallanState,
    Deposit,
    Issued,
    Likeness,
    Mode,
    NoticeSent,
    Payment,
    PaymentState,
    Refused,
)
from app.counter.next_step import MoneyOpen, next_step
from app.counter.objected import answers_objection, objection
from app.counter.records import ApplicationRow, ChallanRow, NoticeRow, PaymentRow
from app.counter.sent_back import sent_back
from app.counter.walk import State
from app.errors import InputError, WrongStep
from app.packs import answers as rules
from app.packs.charges import due
from app.packs.model import Answers, ChargeLine, Pack, Problem
from app.papers.issue import papers_of
from app.papers.jobs import open_jobs
from app.papers.model import JobView
from app.papers.stuck import printing_again, stuck
from app.records.tables import JournalRow, OutboxRow, table_of

_GIVEN_BACK = frozenset({State.REFUND_DUE, State.REFUNDED})
UNFILED = frozenset({State.DRAFT, State.READY})

RefusedRow = Row[str, str, str, Any]
"""Id, kind, cause and facts of an entry that the centre refused."""

_OUTBOX, _PAYMENT, _JOURNAL = table_of(OutboxRow), table_of(PaymentRow), table_of(JournalRow)
_CHALLAN, _NOTICE = table_of(ChallanRow), table_of(NoticeRow)
_OF: BindParameter[str] = bindparam("of")
_REFUSED = (
    select(_OUTBOX.c.entry, _OUTBOX.c.kind, _OUTBOX.c.last_code, _OUTBOX.c.facts)
    .where(_OUTBOX.c.subject == _OF, _OUTBOX.c.state == "set-aside", text("state <> 'done'"))
    .order_by(_OUTBOX.c.place)
    .limit(1)
)
_ON_DESK = select(_OUTBOX.c.kind).where(
    _OUTBOX.c.subject == _OF,
    _OUTBOX.c.state.in_(("pending", "in-flight")),
    text("state <> 'done'"),
)
_SENT = (
    select(_JOURNAL.c.body)
    .where(_JOURNAL.c.subject == _OF, _JOURNAL.c.kind.in_(sorted(MENDABLE)))
    .order_by(_JOURNAL.c.position.desc())
    .limit(1)
)
_ENDINGS = (CANCELLED, WITHDRAWN)
_GIVEN_UP = select(_JOURNAL.c.id).where(_JOURNAL.c.subject == _OF, _JOURNAL.c.kind.in_(_ENDINGS))
_TAKEN = (
    select(_JOURNAL.c.id, _JOURNAL.c.body)
    .outerjoin(_OUTBOX, _OUTBOX.c.entry == _JOURNAL.c.id)
    .where(_JOURNAL.c.subject == _OF, _JOURNAL.c.kind.in_(sorted(MENDABLE)))
    .where(func.coalesce(_OUTBOX.c.state, "").not_in(("set-aside", "superseded")))
    .order_by(_JOURNAL.c.position.desc())
    .limit(1)
)
_PAYMENTS = select(_PAYMENT).where(_PAYMENT.c.application == _OF).order_by(_PAYMENT.c.started_at)
_OUT_OF_FORCE = ("cancelled", "expired", "surplus", "refund-due", "refunded")
_CHALLANS = (
    select(_CHALLAN)
    .where(_CHALLAN.c.application == _OF)
    .order_by(_CHALLAN.c.state.in_(_OUT_OF_FORCE), _CHALLAN.c.issued_at.desc())
)
"""The one that is in force, then the newest."""
_NOTICES = select(_NOTICE).where(_NOTICE.c.application == _OF).order_by(_NOTICE.c.at)


@dataclass(frozen=True, slots=True)
class Around:
    """What the records hold of an application besides its row, read once; `payments` oldest first.

    `refused` is the oldest entry that the centre refused; `sent` the form as the centre took it last, asked
    under an objection only, and `answered` the answer to that which it refused.
    """

    slots: tuple[SlotView, ...]
    likenesses: tuple[Likeness, ...] = ()
    refused: Refused | None = None
    sent: Mapping[str, Any] | None = None
    answered: Mapping[str, Any] | None = None
    payments: tuple[Payment, ...] = ()
    challans: tuple[Challan, ...] = ()
    papers: tuple[Issued, ...] = ()
    not_out: tuple[JobView, ...] = ()
    printing_again: frozenset[str] = frozenset()
    notices: tuple[NoticeSent, ...] = ()
    given_up: bool = False  # somebody here ended it
    on_desk: frozenset[str] = frozenset()
    charge_mode: Mode | None = None


def row_of(session: Session, id: str) -> ApplicationRow:
    """Return the row. Raises: InputError("application.not-here")."""
    row = session.get(ApplicationRow, id)
    if row is None:
        raise InputError(reason="application.not-here", field="application")
    return row


def read(session: Session, at: At, id: str) -> Application:
    """Return everything the counter shows of the application. Raises: InputError("application.not-here")."""
    row = row_of(session, id)
    settled = State(row.state) not in UNFILED
    return whole(at, row, around(session, at, row, likeness_settled=settled))


def around(session: Session, at: At, row: ApplicationRow, *, likeness_settled: bool) -> Around:
    """Read what the act needs. Nobody pays for, refuses or answers what has not left this desk yet."""
    session.flush()  # plain statements follow: they see what is written only
    slots = views(session, at.pack(row.service), row.id, at.home)
    alike = () if likeness_settled else likenesses(session, at, row)
    if State(row.state) in UNFILED:
        return Around(slots, alike)
    papers = _papers(session, row.id)
    jobs = open_jobs(session) if papers else ()
    return Around(
        slots,
        alike,
        refused=_refused(session, row.id),
        sent=_taken(session, row.id) if row.objection else None,
        answered=_answered(session, row.id) if row.objection else None,
        payments=_payments(session, row.id),
        challans=_challans(session, row.id),
        papers=papers,
        not_out=stuck(jobs, {each.id for each in papers}),
        printing_again=printing_again(jobs),
        notices=_notices(session, row.id),
        given_up=State(row.state) in _GIVEN_BACK and bool(session.execute(_GIVEN_UP, {"of": row.id}).first()),
        on_desk=frozenset(session.execute(_ON_DESK, {"of": row.id}).scalars()),
        charge_mode=charge_mode(session, row.id) if row.state == State.CLOSED else None,
    )


def whole(at: At, row: ApplicationRow, lies: Around) -> Application:
    """Put the application together as its row stands now; an act that changes the row alone reads nothing twice."""
    pack, state = at.pack(row.service), State(row.state)
    given = given_answers(row)
    editable = is_editable(state, refused=lies.refused.kind if lies.refused else "")
    problems = _problems(row, pack, at) if editable else {}
    alike = lies.likenesses if state in UNFILED else ()
    refusals = (
        tuple(rule.reason for rule in rules.refusals(pack, given, today=_day(row, at))) if editable else ()
    )
    return Application(
        id=row.id,
        pack=pack,
        state=state,
        version=row.version,
        filed=row.filed_on is not None,
        on_desk=lies.on_desk,
        answers=given,
        editable=editable,
        typed=dict(row.typed),
        problems=problems,
        refusals=refusals,
        likenesses=alike,
        likeness_accepted=bool(row.likeness_reason),
        slots=lies.slots,
        board_fee=board_fee(row, pack, at),
        user_charge=user_charge(row, pack, at),
        payment=_to_see_to(lies.payments),
        fee_payment=_with_state(lies.payments, PaymentState.PAID),
        challan=lies.challans[0] if lies.challans else None,
        challans=lies.challans,
        challan_overdue=state is State.CHALLAN_ISSUED
        and any(each.valid_until < at.today() for each in lies.challans[:1]),
        objection=objection(row, lies.slots, lies.sent, lies.answered)
        if answers_objection(state, lies.refused)
        else None,
        refused=lies.refused,
        application_number=row.application_number,
        registration_number=row.registration_number,
        papers=lies.papers,
        not_out=lies.not_out,
        printing_again=lies.printing_again,
        notices=lies.notices,
        next_step=next_step(
            state,
            lies.slots,
            form_whole=not problems and not refusals,
            likeness_open=bool(alike) and not row.likeness_reason,
            refused=bool(lies.refused),
            money=_money_open(lies.payments, lies.challans),
        ),
        cancelled_because=row.cancelled_because,
        turned_down=state is State.REJECTED or (state in _GIVEN_BACK and not lies.given_up),
        created_at=row.created_at,
        updated_at=row.updated_at,
        charge_mode=lies.charge_mode,
        may_supervise=may(at.acting.post.roles, CANCELLED),
    )


def given_answers(row: ApplicationRow) -> Answers:
    """Return the checked answers; lists come back as tuples, as the pack's rules know them."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.answers.items()}


def is_editable(state: State, *, refused: str) -> bool:
    """Say whether the form may be changed: before filing, on an objection, or when the centre refused the form.

    `refused` is the kind of what was refused: with any other entry the form was taken as it is.
    """
    return state in UNFILED or state is State.OBJECTION or refused in MENDABLE


def require_editable(session: Session, at: At, id: str) -> Pack:
    """Return the pack of a form that may be changed now. Raises: WrongStep, once it is filed."""
    row = row_of(session, id)
    if not is_editable(State(row.state), refused=_refused_kind(session, id)):
        raise WrongStep(state=row.state, event="change")
    return at.pack(row.service)


def refused_form(session: Session, subject: str) -> RefusedRow | None:
    """Return what the centre refused, where that is the form itself."""
    found = refused_entry(session, subject)
    return found if found and found.kind in MENDABLE else None


def refused_entry(session: Session, subject: str) -> RefusedRow | None:
    """Return id, kind and cause of the oldest entry that the centre refused, if one waits for a person."""
    return session.connection().execute(_REFUSED, {"of": subject}).one_or_none()


def refused_body(session: Session, refused: RefusedRow) -> dict[str, Any]:
    """Return what the refused entry said, whatever was typed into the form since."""
    body = session.scalars(select(JournalRow.body).where(JournalRow.id == refused.entry)).one()
    return dict(json.loads(body))


def _refused_kind(session: Session, subject: str) -> str:
    found = refused_entry(session, subject)
    return found.kind if found else ""


def _refused(session: Session, subject: str) -> Refused | None:
    found = refused_entry(session, subject)
    return Refused(found.kind, found.last_code, dict(found.facts)) if found else None


def _sent(session: Session, id: str) -> Mapping[str, Any] | None:
    """Return the form as it left this desk last."""
    body = session.connection().execute(_SENT, {"of": id}).scalar_one_or_none()
    return dict(json.loads(body)) if body else None


def _taken(session: Session, id: str) -> Mapping[str, Any] | None:
    """Return the form as the centre took it last, with the id of its `entry`."""
    found = session.connection().execute(_TAKEN, {"of": id}).one_or_none()
    return {**json.loads(found.body), "entry": found.id} if found else None


def _answered(session: Session, id: str) -> Mapping[str, Any] | None:
    """Return the answer to an objection that the centre refused."""
    refused = refused_form(session, id)
    return refused_body(session, refused) if refused and refused.kind == CORRECTED else None


def board_fee(row: ApplicationRow, pack: Pack, at: At) -> ChargeLine | None:
    """Return the Board's fee on the day of filing (today, before it); None where the service has none."""
    return due(pack.board_fee, _day(row, at), given_answers(row)) if pack.board_fee else None


def fee_asked(session: Session, at: At, id: str) -> ChargeLine | None:
    """Return the Board's fee by the form as it left this desk: by that it was asked, whatever is typed since."""
    row, sent = row_of(session, id), _sent(session, id)
    pack = at.pack(row.service)
    if sent is None or pack.board_fee is None:
        return board_fee(row, pack, at)
    return due(pack.board_fee, _day(row, at), sent["answers"])


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
    rows = session.connection().execute(_PAYMENTS, {"of": id}).all()
    gone = sent_back(session, id) if rows else {}
    return tuple(
        Payment(
            key=row.key,
            amount=Paise(row.amount),
            state=PaymentState(row.state),
            started_at=row.started_at,
            gateway_ref=row.gateway_ref,
            upi_link=row.upi_link,
            refund_ref=gone.get(row.key, ""),
        )
        for row in rows
    )


def _to_see_to(payments: tuple[Payment, ...]) -> Payment | None:
    """Return the payment that is owed back, else one that was given twice, else the one that is in, else the newest."""
    order = (PaymentState.REFUND_DUE, PaymentState.GIVEN_TWICE, PaymentState.PAID)
    found = (_with_state(payments, state) for state in order)
    return next((each for each in found if each), payments[-1] if payments else None)


def _with_state(payments: tuple[Payment, ...], state: PaymentState) -> Payment | None:
    return next((each for each in payments if each.state is state), None)


def _money_open(payments: tuple[Payment, ...], challans: tuple[Challan, ...]) -> MoneyOpen:
    deposits = {each.state for each in challans}
    if _with_state(payments, PaymentState.REFUND_DUE) or ChallanState.REFUND_DUE in deposits:
        return MoneyOpen.TWICE_PAID
    if ChallanState.DEPOSITED in deposits:
        return MoneyOpen.UNVERIFIED
    return MoneyOpen.NOTHING


def _challans(session: Session, id: str) -> tuple[Challan, ...]:
    return tuple(_challan(row) for row in session.connection().execute(_CHALLANS, {"of": id}))


def _challan(row: Row[Any]) -> Challan:
    deposit = Deposit(row.branch, row.deposited_on, row.scroll) if row.deposited_on else None
    return Challan(
        number=row.number,
        amount=Paise(row.amount),
        state=ChallanState(row.state),
        valid_until=row.valid_until,
        deposit=deposit,
        refusal=Words(**row.refusal) if row.refusal else None,
    )


def challan_in_force(session: Session, id: str) -> ChallanRow | None:
    """Return the challan that is in force, else the newest."""
    asked = select(ChallanRow).where(ChallanRow.application == id)
    first = asked.order_by(ChallanRow.state.in_(_OUT_OF_FORCE), ChallanRow.issued_at.desc()).limit(1)
    return session.scalars(first).one_or_none()


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
    rows = session.connection().execute(_NOTICES, {"of": id})
    return tuple(NoticeSent(row.text, row.template, row.state, row.at) for row in rows)
