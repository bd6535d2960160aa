"""What a desk did before it was put back from a backup is told to it once more, for its records forgot it."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from app.base.entry import Entry
from app.base.ids import new_id
from central.model import Application, Challan, Device, Job, Payment
from central.sheet import Sheet
from central.store import publish
from central.tables import entry

COLLECTION = "money-told"
TELL_AGAIN, TELL_MONEY_AGAIN = "tell-again", "tell-money-again"
_KINDS = ("charge.taken", "refund.made", "refund.asked-back")
_SAID = ("amount", "mode", "payment", "challan", "key")
_AT_ONCE = 500


def tell_money_again(connection: Connection, found: Device) -> None:
    """Publish what the desk told of money in its earlier epochs; what it still knows changes nothing there."""
    told = _told(connection, (entry.c.device == found.id) & (entry.c.epoch < found.epoch))
    _publish(connection, found.office, told)


def filed_before(sheet: Sheet, device: Device, again: Entry) -> bool:
    """Say whether the same form came from this desk in an earlier epoch: then it stands, and all of it is told anew."""
    asked = select(entry.c.body).where(
        entry.c.subject == again.subject,
        entry.c.device == device.id,
        entry.c.kind == again.kind,
        entry.c.status == "accepted",
        entry.c.epoch < again.epoch,
    )
    first = sheet.connection.scalar(asked.limit(1))
    if first is None or json.loads(first)["answers"] != again.body.get("answers"):
        return False
    sheet.put(Job(new_id(), TELL_AGAIN, again.subject, sheet.centre.seconds()))
    return True


def tell_again(sheet: Sheet, application: str) -> None:
    """Tell anew how an application and its money stand, and after that what the desk told of the money."""
    sheet.load([application])
    found = sheet.get(Application, application)
    if found is None:
        return
    sheet.put(replace(found, version=found.version + 1))
    sheet.put(*(replace(each, version=each.version + 1) for each in sheet.of(Payment, application)))
    sheet.put(*(replace(each, version=each.version + 1) for each in sheet.of(Challan, application)))
    sheet.put(Job(new_id(), TELL_MONEY_AGAIN, application, sheet.centre.seconds()))


def tell_money_of(sheet: Sheet, application: str) -> None:
    """Publish what was told of an application's money."""
    sheet.load([application])
    found = sheet.get(Application, application)
    if found is not None:
        told = _told(sheet.connection, entry.c.subject == application)
        _publish(sheet.connection, found.office, told)


def _told(connection: Connection, where: ColumnElement[bool]) -> list[dict[str, Any]]:
    asked = select(entry.c.id, entry.c.kind, entry.c.subject, entry.c.body).where(
        where, entry.c.status == "accepted", entry.c.kind.in_(_KINDS)
    )
    return [_said(*row) for row in connection.execute(asked.order_by(entry.c.epoch, entry.c.seq))]


def _publish(connection: Connection, office: str, told: list[dict[str, Any]]) -> None:
    place = {"scope": office, "collection": COLLECTION, "version": 1, "deleted": False}
    publish(connection, [place | {"id": new_id(), "document": {"entries": part}} for part in _parts(told)])


def _parts(told: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    return (told[first : first + _AT_ONCE] for first in range(0, len(told), _AT_ONCE))


def _said(id: str, kind: str, subject: str, body: str) -> dict[str, Any]:
    said = json.loads(body)
    facts = {name: said[name] for name in _SAID if name in said}
    return {"id": id, "kind": kind, "application": subject, **facts}
