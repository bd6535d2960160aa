"""What a desk did with money before it was put back from a backup: it is told once more, for its records forgot it."""

import json
from typing import Any

from sqlalchemy import Connection, select

from app.base.ids import new_id
from central.model import Device
from central.store import publish
from central.tables import entry

COLLECTION = "money-told"
_KINDS = ("charge.taken", "refund.made", "refund.asked-back")
_SAID = ("amount", "mode", "payment", "challan", "key")
_AT_ONCE = 500


def tell_again(connection: Connection, found: Device) -> None:
    """Publish what the desk told of money in its earlier epochs; what it still knows changes nothing there."""
    asked = select(entry.c.id, entry.c.kind, entry.c.subject, entry.c.body).where(
        entry.c.device == found.id,
        entry.c.epoch < found.epoch,
        entry.c.status == "accepted",
        entry.c.kind.in_(_KINDS),
    )
    told = [_told(*row) for row in connection.execute(asked.order_by(entry.c.epoch, entry.c.seq))]
    place = {"scope": found.office, "collection": COLLECTION, "version": 1, "deleted": False}
    parts = (told[first : first + _AT_ONCE] for first in range(0, len(told), _AT_ONCE))
    publish(connection, [place | {"id": new_id(), "document": {"entries": part}} for part in parts])


def _told(id: str, kind: str, subject: str, body: str) -> dict[str, Any]:
    said = json.loads(body)
    facts = {name: said[name] for name in _SAID if name in said}
    return {"id": id, "kind": kind, "application": subject, **facts}
