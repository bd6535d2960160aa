"""One whole desk for a test: an office on a home folder, and what a person does there all day."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import text

from app.attachments.model import SlotState
from app.base.document import Document, Kind
from app.counter.model import Application, Deposit
from app.counter.walk import State
from app.office import Office, Settings, open_office
from app.packs.describe import read_answers_file
from app.packs.reader import Shelf, read_all, read_folder
from app.ports.scanning import ScanSettings
from app.sync.client import HttpCentre
from printers.pdf_folder import PdfFolder
from printers.raster import draw
from printers.virtual import VirtualPrinter
from scanners.virtual import VirtualScanner

HOUSE = Path(__file__).parents[3]
PACKS = HOUSE / "packs"
APPLICANTS = PACKS / "training" / "applicants"
SITA, RAMU, MOHAN = sorted(APPLICANTS.glob("*.json"))
PATIENCE = 20.0


class Clock:
    """The machine's clock, which a test may put forward by whole days."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@cache
def our_packs() -> Shelf:
    """The packs of this house, read once a process: no test changes them where they lie."""
    return read_folder(PACKS)


_COARSE = 100  # dots an inch: what a slot still takes as readable, and a quarter of the work of 200


def picture(slot: str, folder: Path) -> Path:
    """Lay into the folder what a person brings for a document slot."""
    folder.mkdir(exist_ok=True)
    brought = folder / f"{slot}.png"
    brought.write_bytes(_scanned(slot))
    return brought


@cache
def _scanned(slot: str) -> bytes:
    """Return the picture of a paper, drawn once a process."""
    asked = ScanSettings(subject=slot, dpi=_COARSE)
    with TemporaryDirectory() as folder:
        return next(VirtualScanner(seconds=0).scan(asked, Path(folder), lambda _percent: None)).read_bytes()


@dataclass
class AtTheDesk:
    """A desk with someone at it. `clock` is the desk's."""

    office: Office
    home: Path
    clock: Clock
    printer: VirtualPrinter
    scanner: VirtualScanner
    packs: Path = PACKS

    def form(self, applicant: Path = MOHAN, **changed: Any) -> Application:
        """Begin an application and fill its form as `applicant` answers, but for what is `changed`."""
        told = read_answers_file(applicant, read_all(self.packs))
        found = self.office.counter.start(told.pack.id)
        answers: Mapping[str, Any] = {**told.answers, **changed}
        return self.office.counter.answer_all(found.id, answers)

    def ready(self, applicant: Path = MOHAN, **changed: Any) -> Application:
        """Fill the form and bring every paper that is asked."""
        found = self.form(applicant, **changed)
        for view in found.slots:
            if view.slot.required:
                found = self.bring(found.id, view.slot.id)
        return found

    def bring(self, id: str, slot: str) -> Application:
        found = self.office.slots.import_file(id, slot, self.brought(slot))
        state = next(view.state for view in found.slots if view.slot.id == slot)
        if state is not SlotState.NEEDS_MASK:
            return found
        return self.office.slots.say_no_aadhaar(id, slot, "अभ्यास का कार्ड है")

    def brought(self, slot: str) -> Path:
        return picture(slot, self.home.parent / "brought")

    def filed(self, applicant: Path = MOHAN, **changed: Any) -> Application:
        found = self.ready(applicant, **changed)
        if found.likenesses:
            self.office.counter.accept_likeness(found.id, "दूसरा व्यक्ति")
        return self.office.counter.file(found.id)

    def paid(self, applicant: Path = MOHAN, **changed: Any) -> Application:
        return self.office.counter.pay_online(self.filed(applicant, **changed).id)

    def acknowledged(self, applicant: Path = MOHAN, **changed: Any) -> Application:
        return self.until(self.paid(applicant, **changed).id, State.USER_CHARGE_DUE)

    def with_challan(self, **changed: Any) -> Application:
        return self.office.counter.make_challan(self.filed(**changed).id)

    def deposited(self, **changed: Any) -> Application:
        return self.office.counter.record_deposit(self.with_challan(**changed).id, self.deposit())

    def deposit(self, scroll: str = "SCR-004217") -> Deposit:
        return Deposit("भारतीय स्टेट बैंक, बक्शी का तालाब", self.office.counter.today_is(), scroll)

    def until(self, id: str, state: State) -> Application:
        """Keep in step with the centre until the application stands at `state`."""
        return self.wait_for(id, lambda found: found.state is state)

    def wait_for(self, id: str, holds: Callable[[Application], bool]) -> Application:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.office.link.sync_now()
            found = self.office.counter.open(id)
            if holds(found):
                return found
            time.sleep(0.02)
        raise AssertionError(f"the application stays at {found.state}, next: {found.next_step}")

    def paper(self, found: Application, kind: Kind) -> Document:
        """Return the one paper of `kind` that was issued."""
        (one,) = (paper for paper in found.papers if paper.kind is kind)
        return self.office.papers.snapshot(one.id)

    def rows(self, query: str) -> list[Any]:
        """Return what the records hold, one value or a tuple a row."""
        with self.office.counter._desk.records.read() as session:
            found = [tuple(row) for row in session.connection().exec_driver_sql(query)]
        return [row[0] if len(row) == 1 else row for row in found]


def open_desk(
    home: Path, url: str, *, packs: Path = PACKS, sms: Path | None = None, clock: Clock | None = None
) -> AtTheDesk:
    """Open the office under `home` as `main.py` does, with devices made of software; nobody sits there yet."""
    clock, printer, scanner = clock or Clock(), VirtualPrinter("slips"), VirtualScanner(seconds=0)
    home.mkdir(parents=True, exist_ok=True)
    settings = Settings(
        training=True,
        centre_url=url,
        enrolment_code="TRAINING",
        desk_name=home.name,
        slip_printer="slips",
        page_printer="pages",
        virtual_paper=printer.papers,
        sms_folder=sms,
    )
    office = open_office(
        home,
        settings,
        packs=our_packs() if packs == PACKS else read_folder(packs),
        clock=clock,
        centre=lambda token, heard: HttpCentre(url, clock, token=token, heard=heard),
        printers={"slips": printer, "pages": PdfFolder("pages", home / "out")},
        scanners=(scanner,),
        preview=draw,
    )
    return AtTheDesk(office, home, clock, printer, scanner, packs)


def wait_until(holds: Callable[[], bool]) -> None:
    """Look again and again until something holds. Raises: AssertionError, when it takes too long."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def sent_back_under(found: Any) -> str:
    """Return the number under which the gateway sends back what came by it, told already or not."""
    return f"{found.payment.gateway_ref}-R"


def kept_at(training_centre: Any, query: str) -> list[Any]:
    """Return what the centre's own database holds, one value or a tuple a row."""
    with training_centre.centre.store.read() as connection:
        return [tuple(row) if len(row) > 1 else row[0] for row in connection.execute(text(query))]
