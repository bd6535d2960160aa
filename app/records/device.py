"""Who this desk is: its key, its place at the centre, and the secrets of its enrolment."""

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.errors import LoginNeeded
from app.ports.clock import Clock
from app.records.tables import DeviceRow
from app.records.whole import write_whole

KEY_FILE = "device.key"
ENROLMENT_FILE = "enrolment.json"


@dataclass(frozen=True, slots=True)
class Device:
    """This desk as the centre knows it. `renewal_due`: restored from a backup, the next epoch is still owed."""

    id: str
    epoch: int
    centre_code: str
    public_key: str
    renewal_due: bool = False


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the centre gave at enrolment. Kept in a file only the owner reads, never in the database.

    `centre_key` is the centre's Ed25519 public key, `aadhaar_key` the key of Aadhaar tokens, both in hex.
    """

    url: str
    token: str
    centre_key: str
    aadhaar_key: str


class Identity:
    """The files beside the records that say who we are; each is read once."""

    def __init__(self, home: Path) -> None:
        self._home = home

    @cached_property
    def key(self) -> Ed25519PrivateKey:
        """The desk's own signing key; made at the first use."""
        file = self._home / KEY_FILE
        if not file.exists():
            write_whole(file, Ed25519PrivateKey.generate().private_bytes_raw())
        return Ed25519PrivateKey.from_private_bytes(file.read_bytes())

    @property
    def public_key(self) -> str:
        """The public half, in hex."""
        return self.key.public_key().public_bytes_raw().hex()

    @cached_property
    def enrolment(self) -> Enrolment:
        """Raises: LoginNeeded, when this desk was never enrolled."""
        file = self._home / ENROLMENT_FILE
        if not file.exists():
            raise LoginNeeded(reason="device.not-enrolled")
        return Enrolment(**json.loads(file.read_text("utf-8")))

    @property
    def enrolled(self) -> bool:
        """Whether this desk was ever enrolled, whatever became of its records since."""
        return (self._home / ENROLMENT_FILE).exists()

    @property
    def token(self) -> str:
        """What the desk names itself to the centre by; empty before enrolment."""
        return self.enrolment.token if self.enrolled else ""

    def keep_enrolment(self, enrolment: Enrolment) -> None:
        """Write the enrolment, whole or not at all."""
        write_whole(self._home / ENROLMENT_FILE, json.dumps(asdict(enrolment)).encode())
        self.__dict__["enrolment"] = enrolment


def identity(session: Session) -> Identity:
    """Return the identity of the desk whose records `session` works on."""
    found: Identity = session.info["identity"]
    return found


def device(session: Session) -> Device:
    """Return this desk. Raises: LoginNeeded, when it was never enrolled."""
    row = session.scalars(select(DeviceRow)).one_or_none()
    if row is None:
        raise LoginNeeded(reason="device.not-enrolled")
    return Device(row.id, row.epoch, row.centre_code, row.public_key, row.renewal_due)


def store_device(session: Session, found: Device, clock: Clock) -> None:
    """Keep who we are now, in place of who we were."""
    session.execute(delete(DeviceRow))
    session.execute(insert(DeviceRow).values(**asdict(found), enrolled_at=clock.now()))
