"""When the gateway sends a payment back, and how citizen and desk hear of the number under which it did."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from app.base.canonical import digest
from app.base.ids import new_id
from central.behaviour import Gateway
from central.model import Application, AppState, Challan, ChallanState, Job, Notice, Payment, PaymentState
from central.notices import tell
from central.sheet import Sheet
from central.tables import entry

SEND_BACK = "send-back"
_ENDED = frozenset({AppState.CANCELLED, AppState.REJECTED})
ONLINE = "online"


def send_back_all(sheet: Sheet, found: Application) -> None:
    """Have the gateway send back whatever came by it for an application that ended."""
    for paid in sheet.of(Payment, found.id):
        send_back(sheet, paid)


def send_back_owed(sheet: Sheet, application: str) -> None:
    """Have the gateway send back what a desk said is owed, now that the fee has come in by the bank."""
    owed = _told_as_owed(sheet, application)
    for paid in sheet.of(Payment, application):
        if owed.get(paid.key):
            send_back(sheet, paid)


def send_back(sheet: Sheet, paid: Payment) -> None:
    """Have the gateway send a payment back: at once, late, or never, as it takes one."""
    now = sheet.centre.stage.now
    if now.gateway is Gateway.LATE:
        sheet.put(Job(new_id(), SEND_BACK, paid.key, sheet.centre.seconds() + now.late_s))
    elif now.gateway is not Gateway.FAILURE:
        sent_back(sheet, paid)


def sent_back(sheet: Sheet, paid: Payment) -> None:
    """Note that it is on its way, once, and tell the citizen and the desks under which number."""
    found = sheet.get(Application, paid.application)
    if found is None or not _goes_back(sheet, found, paid) or was_told(sheet, paid.key):
        return
    number, notice = note_sent_back(sheet, paid).refund_ref, _notice_of(paid.key)
    tell(sheet, found, "refund-sent", amount=paid.amount, refund_number=number, id=notice)


def note_sent_back(sheet: Sheet, paid: Payment) -> Payment:
    sent = replace(paid, state=PaymentState.REFUNDED, version=paid.version + 1)
    sheet.put(sent)
    return sent


def was_told(sheet: Sheet, payment: str) -> bool:
    """Say whether the citizen heard that this payment went back by the gateway."""
    return sheet.fetch(Notice, _notice_of(payment)) is not None


def _notice_of(payment: str) -> str:
    return digest(f"{SEND_BACK} {payment}".encode())[:32]


def _goes_back(sheet: Sheet, found: Application, paid: Payment) -> bool:
    """Say whether it is nobody's fee, and was not given back at the desk in another way."""
    if paid.state != PaymentState.PAID or _given_at_desk(sheet, paid):
        return False
    others = [each for each in sheet.of(Payment, found.id) if each.key != paid.key]
    by_other = any(each.state == PaymentState.PAID for each in others)
    by_challan = any(each.state == ChallanState.VERIFIED for each in sheet.of(Challan, found.id))
    return found.state in _ENDED or by_other or by_challan


def _given_at_desk(sheet: Sheet, paid: Payment) -> bool:
    bodies = _told(sheet, paid.application, "refund.made")
    return any(body.get("payment") == paid.key and body.get("mode") != ONLINE for body in bodies)


def _told_as_owed(sheet: Sheet, application: str) -> dict[str, bool]:
    """Return by payment what was said last of it: that it is owed back, or that it counts after all.

    A deposit is owed back in the same words; it does not go by the gateway.
    """
    told = _told(sheet, application, "refund.due")
    return {str(body["key"]): bool(body.get("owed")) for body in told if "key" in body}


def _told(sheet: Sheet, application: str, kind: str) -> Iterator[dict[str, Any]]:
    """Yield what was said, and what comes in the same batch: a desk without a line cancels and gives back at once."""
    about = (entry.c.subject == application) & (entry.c.kind == kind) & (entry.c.status == "accepted")
    asked = select(entry.c.body).where(about).order_by(entry.c.device, entry.c.epoch, entry.c.seq)
    yield from map(json.loads, sheet.connection.scalars(asked))
    yield from (each.body for each in sheet.batch if each.subject == application and each.kind == kind)
