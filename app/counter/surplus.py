"""Money that came in though nothing asked for it any more, online or at the bank: when, and under which head."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from app.base.days import from_iso
from app.base.document import Kind
from app.counter.model import ChallanState, PaymentState
from app.counter.records import ApplicationRow, ChallanRow, PaymentRow
from app.counter.sent_back import head_of
from app.papers.records import DocumentRow
from app.records.tables import JournalRow

SLACK = timedelta(minutes=1)
"""An application is touched, and its paper issued, a moment apart: midnight may lie between the two."""
_OWED_BACK = (PaymentState.REFUND_DUE.value, PaymentState.REFUNDED.value, PaymentState.GIVEN_TWICE.value)
_OWED_AT_BANK = (ChallanState.REFUND_DUE.value, ChallanState.REFUNDED.value)


@dataclass(frozen=True, slots=True)
class Surplus:
    """One such payment or deposit. `at`: when this desk heard that it is in; `counted`: when it became the fee after
    all, if it did. Both are of the journal, so the account of a day that is over stays as it was. `owed`: whether it
    is now. `online`: whether it came by the gateway, and not at the bank.
    """

    application: str
    head: str
    amount: int
    at: datetime
    counted: datetime | None
    owed: bool
    online: bool = True

    def stood_at(self, moment: datetime) -> bool:
        """Say whether it was in by then, and nobody's fee."""
        return self.at < moment and (self.counted is None or self.counted >= moment)


def surplus(session: Session, since: datetime, until: datetime) -> Iterator[Surplus]:
    """Yield what came in before `until` and is owed back, or moved after `since`. It is in no book, but it came."""
    told = _told(session, since)
    asked = select(PaymentRow).where(PaymentRow.state.in_(_OWED_BACK) | PaymentRow.key.in_(told))
    for row in session.scalars(asked.where(PaymentRow.started_at < until).order_by(PaymentRow.started_at)):
        if row.key not in told and _has_receipt(session, row):
            continue
        said = told.get(row.key, {})
        came = said.get(True, row.started_at)  # before there was such an entry: the moment of the first try
        if came < until:
            owed, head = (
                row.state == PaymentState.REFUND_DUE.value,
                head_of(session, row.application, row.key),
            )
            yield Surplus(row.application, head, row.amount, came, said.get(False), owed)
    yield from _at_bank(session, told, until)


def _at_bank(session: Session, told: dict[str, dict[bool, datetime]], until: datetime) -> Iterator[Surplus]:
    """Yield the deposits that the bank confirmed beside the fee."""
    asked = select(ChallanRow).where(ChallanRow.number.in_(told)).order_by(ChallanRow.issued_at)
    for row in session.scalars(asked):
        said = told[row.number]
        if said[True] < until:
            owed = row.state == ChallanState.REFUND_DUE.value
            yield Surplus(
                row.application,
                _head_of(session, row),
                row.amount,
                said[True],
                said.get(False),
                owed,
                online=False,
            )


def _told(session: Session, since: datetime) -> dict[str, dict[bool, datetime]]:
    """Return by payment or challan when it was said to be owed back (True), and to count after all (False)."""
    lately = select(ApplicationRow.id).where(ApplicationRow.updated_at >= since - SLACK)
    online = select(PaymentRow.application).where(PaymentRow.state.in_(_OWED_BACK))
    at_bank = select(ChallanRow.application).where(ChallanRow.state.in_(_OWED_AT_BANK))
    asked = select(JournalRow.at, JournalRow.body).where(
        JournalRow.subject.in_(union(lately, online, at_bank)), JournalRow.kind == "refund.due"
    )
    found: dict[str, dict[bool, datetime]] = {}
    for at, text in session.execute(asked.order_by(JournalRow.position)):
        body = json.loads(text)
        which = body.get("key") or body["challan"]
        found.setdefault(which, {}).setdefault(body["owed"], from_iso(at))
    return found


def _has_receipt(session: Session, payment: PaymentRow) -> bool:
    """Say whether the payment was counted as the fee before it went back: then the day's book has it both ways."""
    receipts = select(DocumentRow.id).where(
        DocumentRow.subject == payment.application,
        DocumentRow.kind == Kind.BOARD_FEE.value,
        DocumentRow.snapshot.contains(payment.gateway_ref, autoescape=True),
    )
    return bool(payment.gateway_ref) and session.execute(receipts.limit(1)).first() is not None


def _head_of(session: Session, challan: ChallanRow) -> str:
    """Return the head as the challan's own entry names it."""
    issued = (JournalRow.subject == challan.application) & (JournalRow.kind == "challan.issued")
    bodies = map(json.loads, session.scalars(select(JournalRow.body).where(issued)))
    return next((str(body["head"]) for body in bodies if body["number"] == challan.number), "")
