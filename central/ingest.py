"""Taking a batch of entries: one transaction, a result for each, and one bad entry never stops the rest.

What an entry did and what it was answered are kept for ever, in the same transaction; so the same entry again
gets the same answer again and does nothing twice.
"""

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from app.accounts.model import may
from app.base.entry import Entry
from central import devices, seal
from central.acts import ACTS
from central.body import Rejected
from central.centre import Centre
from central.model import Device
from central.seal import Link
from central.sheet import Sheet
from central.store import insert_new
from central.tables import blob_claim
from central.tables import entry as entry_table

log = logging.getLogger(__name__)
_WRITTEN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_ANYWHERE = "person."  # signing in and locking may be done from a post of any office


@dataclass(frozen=True, slots=True)
class Result:
    """What one entry is answered. `missing` are the attachments whose bytes are still to come."""

    id: str
    status: str
    reply: dict[str, Any] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    code: str = ""
    facts: dict[str, str | int] = field(default_factory=dict)

    def to_wire(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("id", "status", "reply", "missing", "code", "facts")}


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry that was answered before."""

    hash: str
    status: str
    code: str
    reply: str


def take_batch(centre: Centre, token: str, batch: Sequence[Any]) -> list[Result]:
    """Take what a desk sent, in its order. Raises: Refused 401, for a desk that is not known."""
    with centre.store.read() as connection:
        device = devices.known(connection, token)
    opened = [_opened(raw, device) for raw in batch]
    with centre.store.write() as connection:
        tray = _Tray(centre, connection, devices.known(connection, token, locked=True))
        tray.prepare([each for each in opened if isinstance(each, Entry)])
        results = [tray.take(each) if isinstance(each, Entry) else each for each in opened]
        tray.save()
    return results


def _opened(raw: Any, device: Device) -> Entry | Result:
    try:
        return seal.opened(raw, device)
    except Rejected as rejected:
        return _rejected(seal.id_of(raw), rejected)


def _rejected(id: str, rejected: Rejected) -> Result:
    return Result(id, "rejected", code=rejected.code, facts=dict(rejected.facts))


class _Tray:
    """The batch on the table: what is known of its entries, and what will be kept of them."""

    def __init__(self, centre: Centre, connection: Connection, device: Device) -> None:
        self._centre, self._connection, self._device = centre, connection, device
        self._sheet = Sheet(centre, connection)
        self._kept: dict[str, Kept] = {}
        self._links: dict[tuple[int, int], Link] = {}
        self._held: set[str] = set()
        self._rows: list[dict[str, Any]] = []
        self._claims: list[dict[str, str]] = []
        self._now = centre.moment()

    def prepare(self, entries: Sequence[Entry]) -> None:
        """Read in a few statements all that these entries will be held against."""
        if not entries:
            return
        self._find_kept(entries)
        fresh = [entry for entry in entries if entry.id not in self._kept]
        self._find_links(fresh)
        self._sheet.batch = tuple(fresh)
        self._sheet.hold_blobs(sha for entry in fresh for sha in entry.attachments)
        self._sheet.load(entry.subject for entry in fresh)
        self._sheet.know_blobs(sha for entry in entries for sha in entry.attachments)

    def take(self, entry: Entry) -> Result:
        """Answer one entry; what it does goes on the sheet only when it is accepted."""
        if entry.id in self._kept:
            return self._again(entry, self._kept[entry.id])
        if entry.subject in self._held:
            return Result(entry.id, "failed", code="wire.subject-held")
        try:
            seal.check_place(entry, self._device, self._links)
        except Rejected as rejected:
            self._held.add(entry.subject)
            return _rejected(entry.id, rejected)
        return self._judged(entry)

    def save(self) -> None:
        """Write the entries, what they did, and which files the desk may now bring."""
        self._sheet.save()
        if self._rows:
            self._connection.execute(entry_table.insert(), self._rows)
        insert_new(self._connection, blob_claim, self._claims)

    def _judged(self, entry: Entry) -> Result:
        mark = self._sheet.mark()
        try:
            result = Result(entry.id, "accepted", self._done(entry), self._sheet.missing(entry.attachments))
        except Rejected as rejected:
            result = _rejected(entry.id, rejected)
        except Exception:
            log.exception("entry %s of kind %s", entry.id, entry.kind)
            self._sheet.back_to(mark)
            self._held.add(entry.subject)
            return Result(entry.id, "failed", code="central.defect")
        if result.status == "rejected":
            self._sheet.back_to(mark)
            self._held.add(entry.subject)
        self._keep(entry, result)
        return result

    def _done(self, entry: Entry) -> dict[str, Any]:
        self._check_person(entry)
        if entry.kind in self._centre.stage.now.reject:
            raise Rejected("training.rejected", kind=entry.kind)
        act = ACTS.get(entry.kind)
        return act(self._sheet, self._device, entry) if act else {}

    def _check_person(self, entry: Entry) -> None:
        directory = self._sheet.directory
        if entry.who not in directory.people:
            raise Rejected("role.person-unknown")
        if not directory.holds(entry.who, entry.post, seal.day_of(entry)):
            raise Rejected("role.not-posted", post=entry.post)
        if not may(directory.roles[entry.post], entry.kind):
            raise Rejected("role.not-allowed", kind=entry.kind, post=entry.post)
        ours = devices.offices_of(self._centre, directory, self._device)
        if directory.posts[entry.post]["office"] not in ours and not entry.kind.startswith(_ANYWHERE):
            raise Rejected("role.other-office", post=entry.post)

    def _again(self, entry: Entry, kept: Kept) -> Result:
        if kept.hash != entry.hash:
            return Result(entry.id, "conflict", code="wire.entry-conflict")
        stored = json.loads(kept.reply)
        status = "replayed" if kept.status == "accepted" else kept.status
        missing = self._sheet.missing(entry.attachments) if status == "replayed" else []
        return Result(entry.id, status, stored["reply"], missing, kept.code, stored["facts"])

    def _keep(self, entry: Entry, result: Result) -> None:
        answered = {"reply": result.reply, "facts": result.facts}
        kept = Kept(entry.hash, result.status, result.code, _WRITTEN.encode(answered))
        self._kept[entry.id] = kept
        self._links[entry.epoch, entry.seq] = Link(entry.hash, entry.prev)
        if result.status == "accepted":
            self._claims += ({"device": self._device.id, "sha256": sha} for sha in entry.attachments)
        row = entry.to_wire()
        row |= {"body": _WRITTEN.encode(entry.body), "attachments": json.dumps(entry.attachments)}
        row |= {"status": kept.status, "code": kept.code, "reply": kept.reply, "received_at": self._now}
        self._rows.append(row)

    def _find_kept(self, entries: Iterable[Entry]) -> None:
        columns = entry_table.c
        asked = select(columns.id, columns.hash, columns.status, columns.code, columns.reply).where(
            columns.device == self._device.id, columns.id.in_([entry.id for entry in entries])
        )
        for id_, *rest in self._connection.execute(asked):
            self._kept[id_] = Kept(*rest)

    def _find_links(self, entries: Iterable[Entry]) -> None:
        near: dict[int, set[int]] = {}
        for entry in entries:
            if entry.epoch <= self._device.epoch:  # any other was never given, and no column may hold it
                near.setdefault(entry.epoch, set()).update((entry.seq - 1, entry.seq, entry.seq + 1))
        columns = entry_table.c
        for epoch, seqs in near.items():
            asked = select(columns.seq, columns.hash, columns.prev).where(
                columns.device == self._device.id, columns.epoch == epoch, columns.seq.in_(sorted(seqs))
            )
            for seq, hash_, prev in self._connection.execute(asked):
                self._links[epoch, seq] = Link(hash_, prev)
