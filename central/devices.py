"""Desks that may speak to the centre: enrolled by a code, known by a token that is kept only as its hash."""

import hashlib
import secrets
from dataclasses import dataclass, fields
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, insert, select, update

from app.base.ids import new_id
from central import feed, store
from central.centre import Centre
from central.directory import Directory
from central.efile_model import COLLECTIONS as FILES
from central.model import Device
from central.numbers import Counters
from central.staff_model import COLLECTIONS as STAFF
from central.tables import device, enrolment_code
from central.tables import feed as feed_table
from central.wire import Refused

_COLUMNS = [device.c[field.name] for field in fields(Device)]


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The token is told once, here; the centre keeps its hash."""

    device: Device
    token: str


def enrol(centre: Centre, connection: Connection, code: str, public_key: str, name: str) -> Enrolled:
    """Enrol the desk that holds `public_key`; the same key again is the same desk with a new token.

    Raises: Refused 403 `device.code-wrong`, 422 `device.key-wrong`.
    """
    _check_key(public_key)
    store.hold(connection, f"desk {public_key}")
    office = _office_of(centre, connection, code, public_key)
    token = secrets.token_urlsafe(32)
    known = connection.execute(select(*_COLUMNS).where(device.c.public_key == public_key)).one_or_none()
    found = Device(**known._mapping) if known else _new_device(centre, connection, office, public_key, name)
    connection.execute(update(device).where(device.c.id == found.id).values(token_hash=_hashed(token)))
    return Enrolled(found, token)


def known(connection: Connection, token: str, *, locked: bool = False) -> Device:
    """Return the desk that holds `token`. Raises: Refused 401 `device.unknown`."""
    asked = select(*_COLUMNS).where(device.c.token_hash == _hashed(token))
    row = connection.execute(asked.with_for_update() if locked else asked).one_or_none()
    if row is None:
        raise Refused(401, "device.unknown")
    return Device(**row._mapping)


def hold(connection: Connection, id: str) -> None:
    """Wait until the desk has no request under way that writes, and let none begin in this transaction."""
    connection.execute(select(device.c.id).where(device.c.id == id).with_for_update())


def next_epoch(connection: Connection, found: Device) -> Device:
    """Begin the desk's next epoch: after a restore its numbers and its chain start anew."""
    values = {"epoch": found.epoch + 1}
    connection.execute(update(device).where(device.c.id == found.id).values(values))
    return Device(found.id, found.office, found.serial, found.public_key, found.epoch + 1, found.cursor)


def offices_of(centre: Centre, directory: Directory, found: Device) -> tuple[str, ...]:
    """Return the offices whose people and papers a desk may see: its own; in training all, to try every desk."""
    return tuple(directory.offices) if centre.training else (found.office,)


def code_hash(code: str) -> str:
    """Return what is kept of an enrolment code; spaces, hyphens and case do not matter when it is typed."""
    return _hashed("".join(code.upper().split()).replace("-", ""))


def _office_of(centre: Centre, connection: Connection, code: str, public_key: str) -> str:
    if centre.training and code and code == centre.charter.training_code:
        return centre.charter.training_office
    row = connection.execute(
        select(enrolment_code).where(enrolment_code.c.code_hash == code_hash(code)).with_for_update()
    ).one_or_none()
    if row is None or row.used_by not in {"", public_key} or row.valid_until < centre.moment():
        raise Refused(403, "device.code-wrong")
    used = (
        update(enrolment_code).where(enrolment_code.c.code_hash == row.code_hash).values(used_by=public_key)
    )
    connection.execute(used)
    return str(row.office)


def _new_device(centre: Centre, connection: Connection, office: str, public_key: str, name: str) -> Device:
    counters = Counters(connection)
    serial = counters.next(f"device.{office}")
    counters.save()
    cursor = str(_begin_at(centre, connection, office))
    found = Device(new_id(), office, serial, public_key, 1, cursor)
    row: dict[str, Any] = {
        name: getattr(found, name) for name in ("id", "office", "serial", "public_key", "epoch", "cursor")
    }
    named = {"name": name, "token_hash": _hashed(found.id), "enrolled_at": centre.moment()}
    connection.execute(insert(device), [row | named])
    return found


def _begin_at(centre: Centre, connection: Connection, office: str) -> feed.Cursor:
    """Where an office holds files or people of the master, a new desk must hear of all; else only of what comes."""
    generation = centre.store.generation
    scopes = offices_of(centre, centre.directory(connection), Device("", office, 0, "", 0, ""))
    kept = [*FILES.values(), *STAFF.values()]
    held = select(feed_table.c.id).where(feed_table.c.scope.in_(scopes), feed_table.c.collection.in_(kept))
    if connection.execute(held.limit(1)).first() is not None:
        return feed.beginning(generation)
    return feed.head(connection, generation)


def _check_key(public_key: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
    except ValueError:
        raise Refused(422, "device.key-wrong") from None


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
