"""Making this desk known to a centre, and giving it a new epoch after its records were lost or restored."""

from sqlalchemy.orm import Session

from app.accounts.directory import keep_directory
from app.errors import CentralRefused, LoginNeeded
from app.ports.centre import Centre, Epoch
from app.ports.clock import Clock
from app.records.books import close_books, store_lease
from app.records.device import Device, Enrolment, device, identity, store_device
from app.records.engine import Records
from app.records.marks import mark, set_mark
from app.sync.snapshot import CURSOR


def enrol(records: Records, centre: Centre, code: str, name: str, url: str, clock: Clock) -> None:
    """Make this desk known, and keep all it is told: who it is, the directory, its books, its place in the feed.

    After a lost reply it is done again with the same key, and the centre knows the same desk.
    Raises: CentralError; CentralRefused("device.other-centre"), when these records belong to another centre.
    """
    before = _known(records)
    lost = records.identity.enrolled and before is None
    told = centre.enrol(code, records.identity.public_key, name)
    if before is not None and before.id != told.device:
        raise CentralRefused(reason="device.other-centre")
    records.identity.keep_enrolment(Enrolment(url, told.token, told.centre_key, told.aadhaar_key))
    anew = lost or (before is not None and before.renewal_due)
    epoch = centre.new_epoch() if anew else Epoch(told.epoch, told.books)
    with records.write() as session:
        _store_epoch(session, before, told.device, str(told.office["code"]), epoch, clock)
        keep_directory(session, told.directory, str(told.office["id"]))
        if not mark(session, CURSOR):
            set_mark(session, CURSOR, told.cursor)


def renew_epoch(records: Records, centre: Centre, clock: Clock) -> bool:
    """Ask for the next epoch where a restore made it due; say whether it did. Raises: CentralError, LoginNeeded."""
    with records.read() as session:
        before = device(session)
    if not before.renewal_due:
        return False
    epoch = centre.new_epoch()
    with records.write() as session:
        _store_epoch(session, before, before.id, before.centre_code, epoch, clock)
    return True


def _known(records: Records) -> Device | None:
    with records.read() as session:
        try:
            return device(session)
        except LoginNeeded:
            return None


def _store_epoch(
    session: Session, before: Device | None, id: str, centre_code: str, epoch: Epoch, clock: Clock
) -> None:
    """Keep who we are in this epoch, with its books; those of another epoch give no number any more."""
    if before is not None and before.epoch != epoch.epoch:
        close_books(session)
    key = identity(session).public_key
    store_device(session, Device(id, epoch.epoch, centre_code, key), clock)
    for book in epoch.books:
        store_lease(session, book)
