"""Which applications wait for a person: objected to, refused by the department, or refused on the wire."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.base.words import Words
from app.counter.called import called
from app.counter.records import ApplicationRow
from app.counter.walk import State
from app.packs.model import Pack
from app.sync.model import AttentionItem, Lies, Mender, Thing

TOLD_FOR = timedelta(days=7)
"""Where nothing is owed back a refusal has no next step: it leaves the list once there was time to tell the citizen."""
OBJECTED, TURNED_DOWN = "application.objected", "application.turned-down"
LATE = "application.registered-after-refund"

_CODES = {State.OBJECTION: OBJECTED, State.REGISTERED_REFUNDED: LATE}


def with_applications(
    session: Session, refused: Sequence[AttentionItem], now: datetime, packs: Sequence[Pack] = ()
) -> tuple[AttentionItem, ...]:
    """Name whose application each refused entry is of, and add what the department objected to or turned down."""
    subjects = {item.subject for item in refused}
    asked = select(ApplicationRow)
    rows = {row.id: row for row in session.scalars(asked.where(ApplicationRow.id.in_(subjects)))}
    state = ApplicationRow.state
    waits = or_(
        state.in_((State.OBJECTION.value, State.REFUND_DUE.value, State.REGISTERED_REFUNDED.value)),
        (state == State.REJECTED.value) & (ApplicationRow.updated_at >= now - TOLD_FOR),
    )
    found = session.scalars(asked.where(waits).order_by(ApplicationRow.updated_at))
    told = tuple(_told(row) for row in found if row.id not in subjects)
    by_id = {pack.id: pack for pack in packs}
    return (*(_named(item, rows, by_id) for item in refused), *told)


def _named(
    item: AttentionItem, rows: Mapping[str, ApplicationRow], packs: Mapping[str, Pack]
) -> AttentionItem:
    row = rows.get(item.subject)
    if row is None:
        return item
    names = called(packs[row.service], item.facts) if row.service in packs else {}
    return replace(item, thing=_of(row), number=row.application_number, called=names)


def _told(row: ApplicationRow) -> AttentionItem:
    objection = row.objection if row.state == State.OBJECTION.value else None
    why = (objection["hi"], objection["en"]) if objection else (row.cancelled_because,) * 2
    return AttentionItem(
        subject=row.id,
        code=_CODES.get(State(row.state), TURNED_DOWN),
        facts={},
        mender=Mender.OPERATOR,
        waiting_behind=0,
        since=row.updated_at,
        thing=_of(row),
        number=row.application_number,
        why=Words(*why),
    )


def _of(row: ApplicationRow) -> Thing:
    return Thing(Words(row.applicant, row.applicant), Lies.APPLICATIONS)
