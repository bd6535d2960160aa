"""Who owes since an earlier day: an overdue challan, or a fee or user charge that nobody came to pay."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.base.days import IST, clock_words, day_words, office_day
from app.base.words import Words
from app.counter.model import ChallanState
from app.counter.records import ApplicationRow, ChallanRow
from app.counter.walk import State
from app.sync.model import AttentionItem, Lies, Mender, Thing

_CODES = {
    State.FEE_DUE: "fee.still-due",
    State.REGISTERED: "charge.still-due",
    State.USER_CHARGE_DUE: "charge.still-due",
}
_OPEN = (ChallanState.GENERATED.value, ChallanState.REFUSED.value)
_OF = (
    ApplicationRow.id,
    ApplicationRow.state,
    ApplicationRow.applicant,
    ApplicationRow.application_number,
    ApplicationRow.updated_at,
)


def left_due(session: Session, now: datetime, others: Collection[str]) -> Iterator[AttentionItem]:
    """Yield them, the overdue challans first; `others` wait for a person for another reason already."""
    for row in session.execute(_overdue(now)):
        if row.id not in others:
            yield _item(row, "challan.overdue", number=row.number, day=day_words(row.valid_until))
    for row in session.execute(_unpaid(now)):
        if row.id not in others:
            yield _item(row, _CODES[State(row.state)], since=clock_words(row.updated_at))


def _overdue(now: datetime) -> Any:
    asked = select(*_OF, ChallanRow.number, ChallanRow.valid_until).join(
        ChallanRow, ChallanRow.application == ApplicationRow.id
    )
    over = (ChallanRow.valid_until < office_day(now)) & ChallanRow.state.in_(_OPEN)
    waits = ApplicationRow.state == State.CHALLAN_ISSUED.value
    return asked.where(waits, over).order_by(ChallanRow.valid_until)


def _unpaid(now: datetime) -> Any:
    midnight = datetime.combine(office_day(now), time(), IST).astimezone(UTC)
    waits = ApplicationRow.state.in_([state.value for state in _CODES])
    return select(*_OF).where(waits, ApplicationRow.updated_at < midnight).order_by(ApplicationRow.updated_at)


def _item(row: Row[Any], code: str, **facts: str) -> AttentionItem:
    return AttentionItem(
        subject=row.id,
        code=code,
        facts=facts,
        mender=Mender.OPERATOR,
        waiting_behind=0,
        since=row.updated_at,
        thing=Thing(Words(row.applicant, row.applicant), Lies.APPLICATIONS),
        number=row.application_number,
    )
