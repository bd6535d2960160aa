"""Records with papers in them, and the spool that prints them on scripted printers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.base.canonical import canonical, digest
from app.base.document import Document, Kind, Line, Shape
from app.base.ids import new_id
from app.base.words import Words
from app.papers.issue import queue_print
from app.papers.jobs import decide, open_jobs, release
from app.papers.model import JobState, JobView, Verdict
from app.papers.records import DocumentRow, PrintJobRow
from app.papers.spool import Spool
from app.records.engine import Records, open_records
from app.records.tables import Record
from tests.integration.papers.scripted import ScriptedPrinter, StandingClock


class Queue:
    """One desk's papers. Slips are numbered by the words a test gives them."""

    def __init__(self, home: Path) -> None:
        self.records: Records = open_records(home, schema=Record.metadata)
        self.clock = StandingClock()
        self.told = 0
        self.spools: list[Spool] = []

    def spool(self, *printers: ScriptedPrinter) -> Spool:
        made = Spool(self.records, {each.name: each for each in printers}, self.clock, self._tell)
        self.spools.append(made)
        return made

    def slip(self, number: str) -> str:
        blocks = (Line("श्रमिक"),)
        paper = Document(
            Kind.ACKNOWLEDGEMENT, Shape.SLIP, number, self.clock.now(), Words("केन्द्र", "Kendra"), blocks
        )
        text = canonical(paper.to_json())
        row = DocumentRow(
            id=new_id(),
            kind=paper.kind.value,
            number=number,
            subject="application",
            snapshot=text.decode(),
            sha256=digest(text),
            issued_at=self.clock.now(),
        )
        with self.records.write() as session:
            session.add(row)
        return row.id

    def ask(self, document: str, printer: str = "slip", reason: str = "") -> str:
        with self.records.write() as session:
            return queue_print(session, document, printer, by="गीता", at=self.clock.now(), reason=reason)

    def queue(self, number: str, printer: str = "slip") -> str:
        return self.ask(self.slip(number), printer)

    def decide(self, job: str, verdict: Verdict, printer: str = "") -> None:
        with self.records.write() as session:
            decide(session, job, verdict, printer=printer, clock=self.clock)

    def release(self, job: str) -> None:
        with self.records.write() as session:
            release(session, job, clock=self.clock)

    def open(self) -> tuple[JobView, ...]:
        with self.records.read() as session:
            return open_jobs(session)

    def view(self, job: str) -> JobView:
        return next(each for each in self.open() if each.id == job)

    def row(self, job: str) -> PrintJobRow:
        with self.records.read() as session:
            return session.scalars(select(PrintJobRow).where(PrintJobRow.id == job)).one()

    def state(self, job: str) -> JobState:
        return JobState(self.row(job).state)

    def close(self) -> None:
        for each in self.spools:
            each.stop()
        self.records.close()

    def _tell(self) -> None:
        self.told += 1


@pytest.fixture
def queue(home: Path) -> Iterator[Queue]:
    made = Queue(home)
    yield made
    made.close()
