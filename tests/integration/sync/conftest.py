"""A desk on a real centre: enrolled, with someone at it, and with entries that only need to be kept."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

import app.counter.records
import app.papers.records
import app.sync.records
from app.accounts.directory import COLLECTIONS, take_change
from app.accounts.model import Acting
from app.accounts.people import acting_for
from app.base.canonical import digest
from app.base.entry import Entry
from app.base.ids import new_id
from app.ports.centre import Change
from app.ports.clock import SystemClock
from app.records.engine import Records, open_records
from app.records.journal import write_entry
from app.records.tables import Record
from app.sync.client import HttpCentre
from app.sync.clock import ClockWatch
from app.sync.enrol import enrol
from app.sync.outbox import Accepted
from app.sync.pace import Pace
from app.sync.worker import Meaning, Worker

QUICK = Pace(poll=0.2, first=0.01, longest=0.05)


@dataclass
class Desk:
    """`accepted` and `received` hold what the worker told the other rooms; `told` counts its calls."""

    records: Records
    centre: HttpCentre
    clock: SystemClock
    watch: ClockWatch
    acting: Acting
    accepted: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)
    received: list[Change] = field(default_factory=list)
    told: int = 0

    def worker(self, pace: Pace = QUICK, collections: tuple[str, ...] = ("application",)) -> Worker:
        receivers = dict.fromkeys(COLLECTIONS, take_change) | dict.fromkeys(collections, self._receive)
        meaning = Meaning(self._apply, receivers, self.blob)
        return Worker(self.records, self.centre, self.clock, meaning, self.watch, told=self._tell, pace=pace)

    def write(
        self, subject: str, kind: str = "paper.printed", attachments: tuple[str, ...] = (), **body: Any
    ) -> Entry:
        with self.records.write() as session:
            return write_entry(session, self.acting, kind, subject, body, attachments, clock=self.clock)

    def blob(self, sha256: str) -> Path:
        return self.records.home / "blobs" / sha256[:2] / sha256

    def keep(self, content: bytes) -> str:
        sha256 = digest(content)
        self.blob(sha256).parent.mkdir(parents=True, exist_ok=True)
        self.blob(sha256).write_bytes(content)
        return sha256

    def states(self) -> dict[str, str]:
        with self.records.read() as session:
            rows = session.connection().exec_driver_sql("SELECT entry, state FROM outbox")
            return dict(map(tuple, rows))

    def _apply(self, session: Session, accepted: Sequence[Accepted]) -> None:
        self.accepted += ((each.kind, each.subject, each.reply) for each in accepted)

    def _receive(self, session: Session, change: Change) -> None:
        self.received.append(change)

    def _tell(self) -> None:
        self.told += 1


@pytest.fixture
def new_desk(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Makes desks that are enrolled with the centre at `url`."""
    opened: list[Records] = []

    def make(url: str, name: str = "") -> Desk:
        clock = SystemClock()
        home = tmp_path / (name or new_id())
        records = open_records(home, schema=Record.metadata)
        opened.append(records)
        watch = ClockWatch(clock)
        centre = HttpCentre(url, clock, token=lambda: records.identity.token, heard=watch.heard)
        enrol(records, centre, "TRAINING", "desk", url, clock)
        with records.read() as session:
            acting = acting_for(session, "person-gita", "kendra-lucknow-0001.operator")
        return Desk(records, centre, clock, watch, acting)

    yield make
    for records in opened:
        records.close()


@pytest.fixture
def desk(new_desk: Callable[..., Desk], training_centre: Any) -> Desk:
    return new_desk(training_centre.url)
