"""One desk put together from its concrete parts."""

import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from door.binding import BinderAtHome, ReporterOnDemand
from door.memory import give_back_large_pieces
from door.places import HERE, PACKS, ensure_home

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.counter.model import Row
    from app.office import Office
    from app.ports.clock import Clock
    from app.ports.printing import Printer
    from app.ports.scanning import Scanner
    from app.ports.signing import Judge, Practice, Signer, Stamper
    from app.records.settings import DeskSettings, PrinterEntry
    from central.child import Child


def open_desk(home: Path, child: "Child | None" = None, *, patient: bool = True) -> "Office":
    """Open the records and put the office together; a training desk starts its centre first, where it has its own.

    Not `patient`: a desk that is enrolled leaves its centre until the office starts to work by itself.
    """
    from app.office import Settings, open_office
    from app.packs.reader import read_folder
    from app.ports.clock import SystemClock
    from app.records.device import ENROLMENT_FILE
    from app.records.settings import read_settings
    from app.sync.client import HttpCentre
    from printers.raster import draw
    from printers.virtual import VirtualPrinter

    give_back_large_pieces()
    at_start: Callable[[], None] | None = None
    found = read_settings(home)
    shelf = read_folder(PACKS)
    printers, scanners = printers_of(found, home), scanners_of(found, home)
    clock = SystemClock()
    practice = practice_of(home, clock) if found.training else None
    judge = practice.judge() if practice else None
    signing = (practice, judge) if practice and judge else signing_of(home, clock, found.token.module)
    ensure_home(home)
    if found.has_own_centre:
        child = child or training_child(home)
        if patient or not (home / ENROLMENT_FILE).exists():
            begin(child, home)
        else:
            child.choose_port()
            at_start = partial(begin, child, home)
    virtual = [each for each in printers.values() if isinstance(each, VirtualPrinter)]

    def new_printer(entry: "PrinterEntry") -> "Printer":
        made = printer_of(entry, home)
        if isinstance(made, VirtualPrinter):
            virtual.insert(0, made)  # what came out before stays to be seen
        return made

    settings = Settings(
        training=found.training,
        centre_url=found.centre_url or (child.url if child else ""),
        enrolment_code="TRAINING" if found.training else found.enrolment_code,
        desk_name=found.desk_name,
        slip_printer=found.slip_printer,
        page_printer=found.page_printer,
        virtual_paper=lambda: tuple(paper for each in virtual for paper in each.papers()),
        sms_folder=home / "centre" / "sms" if found.has_own_centre else None,
        new_printer=new_printer,
    )
    return open_office(
        home,
        settings,
        packs=shelf,
        clock=clock,
        centre=lambda token, heard: HttpCentre(settings.centre_url, clock, token=token, heard=heard),
        printers=printers,
        scanners=scanners,
        preview=draw,
        signing=signing,
        practice=practice,
        binder=BinderAtHome(home),  # a letter that is signed by hand is drawn without any token
        stamper=stamper_of(found.stamp_url),
        reporter=ReporterOnDemand(),
        at_start=at_start,
        at_end=child.stop if child else None,
    )


def glance_at(home: Path) -> "tuple[Row, ...]":
    """Return today's list before anything is opened; of a desk where people sign in, nothing."""
    from app.counter.glance import glance
    from app.packs.reader import read_folder
    from app.ports.clock import SystemClock
    from app.records.settings import read_settings

    records = home / "records.sqlite3"
    if not records.exists() or not read_settings(home).training:
        return ()
    return glance(records, {pack.id: pack for pack in read_folder(PACKS).packs}, SystemClock().now())


def practice_of(home: Path, clock: "Clock") -> "Practice | None":
    """Return the practice token of a training desk; None where roots of another authority were put there."""
    if (home / "trust").is_dir() and not (home / "practice").is_dir():
        return None
    from dsc.practice import PracticeToken

    return PracticeToken(home, clock)


def signing_of(home: Path, clock: "Clock", module: str = "") -> "tuple[Signer, Judge] | None":
    """Return the token and the judge of a desk that holds roots to trust, under `trust/`; a kendra has none.

    `module`: the PKCS#11 library that the settings name.
    Raises: InputError("dsc.trust-file"), naming the file that is no certificate or list.
    """
    folder = home / "trust"
    if not folder.is_dir():
        return None
    from dsc.judge import OfficeJudge
    from dsc.signer import TokenOfOfficer
    from dsc.trust import Trust

    trust = Trust.in_folder(folder)
    if trust.is_practice:
        return None
    return TokenOfOfficer(trust, clock, module=module), OfficeJudge(trust, clock)


def stamper_of(url: str) -> "Stamper | None":
    """Return the time stamping authority that the settings name, or none."""
    if not url:
        return None
    from dsc.stamp import HttpStamper

    return HttpStamper(url)


def begin(child: "Child", home: Path) -> None:
    """Start the training centre and wait until it listens. Raises: RecordsReadOnly, DiskFull, CentralUnreachable."""
    from app.errors import CentralUnreachable
    from app.records.faults import explained, require_room

    require_room(home)
    with explained(home / "records.sqlite3"):
        child.launch()
    try:
        child.wait()
    except CentralUnreachable:
        require_room(home)  # a centre that finds no room for its records ends before it listens
        raise


def training_child(home: Path) -> "Child":
    """Return the training centre as a child process of ours, not yet started."""
    from central.child import Child

    ours = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, str(HERE / "main.py")]
    folder = home / "centre"
    command = [*ours, "--debug", "central", "--training", "--with-parent", "--folder", str(folder)]
    return Child(command, folder / "centre.log")


def printers_of(settings: "DeskSettings", home: Path) -> "dict[str, Printer]":
    return {each.name: printer_of(each, home) for each in settings.printers}


def printer_of(entry: "PrinterEntry", home: Path) -> "Printer":
    """Return the printer of the settings, nothing opened yet. Raises: InputError, naming what is wrong with it."""
    from app.records.settings import folder_of
    from printers.choose import PrinterSetting, printer_from

    folder = folder_of(entry, home)
    address = {"address": str(folder)} if folder else {}
    return printer_from(PrinterSetting(**asdict(entry) | address))


def scanners_of(settings: "DeskSettings", home: Path) -> "tuple[Scanner, ...]":
    from scanners.choose import scanner_from

    return tuple(scanner_from(each.kind, each.address, home) for each in settings.scanners)
