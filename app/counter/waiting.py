"""Which applications wait for a person: objected to, refused by the department, or refused on the wire."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.base.words import Words
from app.counter.called import called
from app.counter.left_due import left_due
from app.counter.model import ChallanState, PaymentState
from app.counter.records import ApplicationRow, ChallanRow, PaymentRow
from app.counter.walk import State
from app.packs.model import Pack
from app.sync.model import AttentionItem, Lies, Mender, Thing

TOLD_FOR = timedelta(days=7)
"""Where nothing is owed back a refusal has no next step: it leaves the list once there was time to tell the citizen."""
OBJECTED, TURNED_DOWN = "application.objected", "application.turned-down"
LATE = "application.registered-after-refund"
OWED_BESIDE, GIVEN_TWICE = "refund.owed-beside", "refund.given-twice"

_ASKS = frozenset({State.OBJECTION, State.REFUND_DUE, State.REGISTERED_REFUNDED})
_MONEY = {PaymentState.REFUND_DUE.value: OWED_BESIDE, PaymentState.GIVEN_TWICE.value: GIVEN_TWICE}
_CODES = {State.OBJECTION: OBJECTED, State.REGISTERED_REFUNDED: LATE}


def with_applications(
    session: Session, refused: Sequence[AttentionItem], now: datetime, packs: Sequence[Pack] = ()
) -> tuple[AttentionItem, ...]:
    """Name whose application each refused entry is of, and add what the department objected to or turned down, and
    who owes since an earlier day.
    """
    subjects = {item.subject for item in refused}
    asked = select(ApplicationRow)
    rows = {row.id: row for row in session.scalars(asked.where(ApplicationRow.id.in_(subjects)))}
    state = ApplicationRow.state
    waits = or_(
        state.in_(sorted(_ASKS)),
        (state == State.REJECTED.value) & (ApplicationRow.updated_at >= now - TOLD_FOR),
    )
    money = _money(session)
    beside = or_(waits, ApplicationRow.id.in_(money)) if money else waits
    found = session.scalars(asked.where(beside).order_by(ApplicationRow.updated_at))
    told = tuple(_told(row, money.get(row.id, "")) for row in found if row.id not in subjects)
    by_id = {pack.id: pack for pack in packs}
    due = left_due(session, now, subjects | {each.subject for each in told})
    return (*(_named(item, rows, by_id) for item in refused), *told, *due)


def _named(
    item: AttentionItem, rows: Mapping[str, ApplicationRow], packs: Mapping[str, Pack]
) -> AttentionItem:
    row = rows.get(item.subject)
    if row is None:
        return item
    names = called(packs[row.service], item.facts) if row.service in packs else {}
    return replace(item, thing=_of(row), number=row.application_number, called=names)


def _money(session: Session) -> dict[str, str]:
    """Return which applications have money beside the fee that a person must see to, and what that is."""
    deposit = select(ChallanRow.application).where(ChallanRow.state == ChallanState.REFUND_DUE.value)
    payment = select(PaymentRow.application, PaymentRow.state).where(PaymentRow.state.in_(sorted(_MONEY)))
    paid = session.execute(
        payment.order_by(PaymentRow.state.desc())
    ).all()  # what was given twice is said last
    return dict.fromkeys(session.scalars(deposit), OWED_BESIDE) | {of: _MONEY[state] for of, state in paid}


def _told(row: ApplicationRow, money: str) -> AttentionItem:
    """Tell what waits; the money beside the fee first, but for what its state asks already."""
    objection = row.objection if row.state == State.OBJECTION.value else None
    if money == GIVEN_TWICE or (money and row.state not in _ASKS):
        return _item(row, money, None)
    why = (objection["hi"], objection["en"]) if objection else (row.cancelled_because,) * 2
    return _item(row, _CODES.get(State(row.state), TURNED_DOWN), Words(*why))


def _item(row: ApplicationRow, code: str, why: Words | None) -> AttentionItem:
    return AttentionItem(
        subject=row.id,
        code=code,
        facts={},
        mender=Mender.OPERATOR,
        waiting_behind=0,
        since=row.updated_at,
        thing=_of(row),
        number=row.application_number,
        why=why,
    )


def _of(row: ApplicationRow) -> Thing:
    return Thing(Words(row.applicant, row.applicant), Lies.APPLICATIONS)
