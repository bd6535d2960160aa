"""Start SevaDesk: the window, or one task on the command line.

This is the only module that knows every concrete part; it wires them and nothing else. Nobody imports it.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from app.errors import AppError, Cancelled, CentralError, DeviceError, DeviceMissing, InputError

if TYPE_CHECKING:
    from app.attachments.model import Box
    from app.office import Office
    from app.office.demo import Applicant
    from app.office.settings import DeskSettings
    from app.packs.model import Pack
    from app.papers.model import JobView
    from app.ports.printing import Printer
    from app.ports.scanning import Scanner
    from central.child import Child

HERE = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent))
PACKS, ASSETS = HERE / "packs", HERE / "assets"
DEMO_WIDTHS = {"58": 384, "80": 576}


# --- the command line -----------------------------------------------------------------------------------------------


class _CommandLine(argparse.ArgumentParser):
    """Tells of a wrong command line as of any other wrong input."""

    def error(self, message: str) -> NoReturn:
        raise InputError(reason="command.wrong", field="command line", program=self.prog, said=message)


def command_line() -> argparse.ArgumentParser:
    """Describe every way to start the program."""
    parser = _CommandLine(prog="sevadesk", description="सेवा काउंटर / The service counter")
    parser.add_argument(
        "--home", type=Path, default=None, help="where records and settings live (SEVADESK_HOME)"
    )
    parser.add_argument("--language", choices=["hi", "en"], default="hi")
    parser.set_defaults(run=window)
    tasks = parser.add_subparsers(title="tasks", metavar="TASK")

    def task(name: str, run: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
        found = tasks.add_parser(name, help=words, description=words)
        found.add_argument("--home", type=Path, default=argparse.SUPPRESS)
        found.set_defaults(run=run)
        return found

    one = task("demo", demo, "the main job once, without a window; leaves its papers in a folder")
    one.add_argument("--out", type=Path, required=True, help="folder for the papers")
    one.add_argument("--answers", type=Path, help="another applicant's answers (see: form SERVICE --json)")
    one.add_argument(
        "--json", action="store_true", help="print one JSON object that names every number and paper"
    )

    one = task("central", central, "the reference central service")
    one.add_argument(
        "--database", default="", help="SQLAlchemy URL; SQLite under the home folder if not given"
    )
    one.add_argument("--folder", type=Path, help="folder for keys, files and set-up")
    one.add_argument("--host", default="127.0.0.1")
    one.add_argument(
        "--port", type=port, default=8400, help="0 takes a free one; the first line printed names it"
    )
    one.add_argument(
        "--training", action="store_true", help="plays gateway and Board; can be told to misbehave"
    )
    one.add_argument("--with-parent", action="store_true", help="end when standard input ends")
    one.add_argument("--openapi", action="store_true", help="print the published contract and end")

    one = task("check-packs", check_packs, "run every example of every service pack")
    one.add_argument("packs", nargs="*", type=Path, help="pack folders, or folders of packs; ours if none")

    one = task("form", form, "describe a service's form")
    one.add_argument("service")
    one.add_argument("--json", action="store_true")

    one = task("enrol", enrol, "make this desk known to a centre")
    one.add_argument("--centre", required=True, help="address of the centre")
    one.add_argument("--code", required=True, help="one-time code that the centre's administrator gave")
    one.add_argument("--name", default="", help="what this desk is called")

    one = task("sync", sync, "send what waits, fetch what changed, and end")
    one.add_argument("--json", action="store_true")
    one = task("doctor", doctor, "what this desk can reach: records, centre, printers, scanners")
    one.add_argument("--json", action="store_true")
    one = task("print-test", print_test, "print a test slip")
    one.add_argument("--printer", default="")
    one = task("printer-emulator", printer_emulator, "a receipt printer made of software, on a TCP port")
    one.add_argument("--port", type=port, default=9100)
    one.add_argument("--out", type=Path, help="folder for a PNG of each cut paper")
    one = task("backup", backup, "write all records of this desk into one encrypted file")
    one.add_argument("file", type=Path)
    one = task("restore", restore, "bring a backup back into an empty home folder")
    one.add_argument("file", type=Path)
    return parser


def port(typed: str) -> int:
    """Return a TCP port. Raises: ValueError, which argparse tells of."""
    if not 0 <= int(typed) <= 65535:  # noqa: PLR2004  TCP's own range
        raise ValueError(typed)
    return int(typed)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one task. An error we can explain is said in both languages, and its exit code comes from the tree."""
    try:
        options = command_line().parse_args(arguments)
        return int(options.run(options))
    except AppError as error:
        return told(error)
    except KeyboardInterrupt:
        return told(Cancelled())


def told(error: AppError) -> int:
    """Say an error on the error stream; return its exit code."""
    from app.words import explain

    words = explain(error)
    print(f"{words.hi}\n{words.en}\n[{error}]", file=sys.stderr)
    return error.exit_code


def home_of(options: argparse.Namespace) -> Path:
    """Return the home folder: `--home`, else SEVADESK_HOME, else the system's place for it."""
    if options.home is not None:
        return Path(options.home).absolute()
    if named := os.environ.get("SEVADESK_HOME"):
        return Path(named).absolute()
    from platformdirs import user_data_path

    return user_data_path("SevaDesk", appauthor=False)


# --- the wiring -----------------------------------------------------------------------------------------------------


def training_child(home: Path) -> "Child":
    """Return the training centre as a child process of ours, not yet started."""
    from central.child import Child

    ours = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, str(HERE / "main.py")]
    folder = home / "centre"
    command = [*ours, "central", "--training", "--with-parent", "--folder", str(folder)]
    return Child(command, folder / "centre.log")


def printers_of(settings: "DeskSettings", home: Path) -> "dict[str, Printer]":
    from printers.choose import PrinterSetting, printer_from

    return {
        each.name: printer_from(
            PrinterSetting(**asdict(each) | {"address": each.address or str(home / "out")})
        )
        for each in settings.printers
    }


def scanners_of(settings: "DeskSettings") -> "tuple[Scanner, ...]":
    from scanners.choose import scanner_from

    return tuple(scanner_from(each.kind, each.address) for each in settings.scanners)


def open_desk(home: Path, child: "Child | None" = None) -> "Office":
    """Open the records and put the office together; a training desk starts its centre first."""
    from app.office import Settings, open_office
    from app.office.settings import read_settings
    from app.packs.reader import read_folder
    from app.ports.clock import SystemClock
    from app.sync.client import HttpCentre
    from printers.raster import draw
    from printers.virtual import VirtualPrinter

    found = read_settings(home)
    shelf = read_folder(PACKS)
    printers, scanners = printers_of(found, home), scanners_of(found)
    ensure_home(home)
    if found.training:
        child = child or training_child(home)
        begin(child, home)
    virtual = [each for each in printers.values() if isinstance(each, VirtualPrinter)]
    settings = Settings(
        training=found.training,
        centre_url=child.url if found.training and child else found.centre_url,
        enrolment_code="TRAINING" if found.training else found.enrolment_code,
        desk_name=found.desk_name,
        slip_printer=found.slip_printer,
        page_printer=found.page_printer,
        virtual_paper=lambda: tuple(paper for each in virtual for paper in each.papers()),
        sms_folder=home / "centre" / "sms" if found.training else None,
    )
    clock = SystemClock()
    return open_office(
        home,
        settings,
        packs=shelf,
        clock=clock,
        centre=lambda token, heard: HttpCentre(settings.centre_url, clock, token=token, heard=heard),
        printers=printers,
        scanners=scanners,
        preview=draw,
        at_end=child.stop if child else None,
    )


def ensure_home(home: Path) -> None:
    """Make the home folder. Raises: RecordsReadOnly, DiskFull, saying which folder."""
    from app.records.faults import explained, require_room

    with explained(home / "records.sqlite3"):
        home.mkdir(parents=True, exist_ok=True)
    require_room(home)


def begin(child: "Child", home: Path) -> None:
    """Start the training centre. Raises: RecordsReadOnly, DiskFull, CentralUnreachable."""
    from app.records.faults import explained, require_room

    require_room(home)
    with explained(home / "records.sqlite3"):
        child.start()


# --- the tasks ------------------------------------------------------------------------------------------------------


def window(options: argparse.Namespace) -> int:
    from ui.start import show

    require_display()
    home = home_of(options)
    return show(partial(open_desk, home), language=options.language)


def require_display() -> None:
    """Qt ends the whole process where it finds no display. Raises: DeviceMissing("screen.none")."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(map(os.environ.get, named)):
        raise DeviceMissing(reason="screen.none", device="display")


def central(options: argparse.Namespace) -> int:
    from central.serve import Options, openapi, run

    folder = options.folder or home_of(options) / "centre"
    if options.openapi:
        print(json.dumps(openapi(PACKS), ensure_ascii=False, indent=2, sort_keys=True))
        return 0
    ensure_home(folder)
    database = options.database or f"sqlite:///{folder / 'centre.sqlite3'}"
    return run(
        Options(
            database=database,
            folder=folder,
            packs=PACKS,
            host=options.host,
            port=options.port,
            training=options.training,
            with_parent=options.with_parent,
        )
    )


def check_packs(options: argparse.Namespace) -> int:
    from app.packs.check import check_all, check_one

    for folder in options.packs or [PACKS]:
        for pack, examples in check_all(folder) or [check_one(folder)]:
            print(f"{pack}: {examples} उदाहरण सही / examples hold")
    return 0


def form(options: argparse.Namespace) -> int:
    from app.packs.describe import form_json

    described = form_json(service_named(options.service))
    print(json.dumps(described, ensure_ascii=False, indent=2))
    return 0


def service_named(id: str) -> "Pack":
    from rapidfuzz import process

    from app.packs.reader import read_all

    packs = {pack.id: pack for pack in read_all(PACKS)}
    if id not in packs:
        nearest = process.extractOne(id, list(packs))
        raise InputError(
            reason="pack.not-here", field="service", service=id, nearest=nearest[0] if nearest else ""
        )
    return packs[id]


def enrol(options: argparse.Namespace) -> int:
    from app.office import enrol_desk
    from app.office.settings import keep_centre, read_settings
    from app.ports.clock import SystemClock
    from app.sync.client import HttpCentre

    home, url = home_of(options), address(options.centre)
    ensure_home(home)
    read_settings(home)  # a wrong file is told of before the one-time code is spent
    clock = SystemClock()
    enrol_desk(home, HttpCentre(url, clock), url, options.code, options.name, clock)
    keep_centre(home, url)
    print("यह डेस्क पंजीकृत हो गई। / This desk is enrolled.")
    return 0


def address(typed: str) -> str:
    """Return the centre's address as typed. Raises: InputError("centre.address")."""
    from app.office.settings import is_address

    if not is_address(typed):
        raise InputError(reason="centre.address", field="centre", said=typed)
    return typed


def sync(options: argparse.Namespace) -> int:
    office = open_desk(home_of(options))
    try:
        status = office.link.sync_now()
    finally:
        office.close()
    facts = {name: getattr(status, name) for name in ("waiting", "uploads", "set_aside", "online")}
    print(json.dumps(facts) if options.json else " ".join(f"{name}={value}" for name, value in facts.items()))
    if status.online:
        return 0
    return told(status.cause) if status.cause else CentralError.exit_code


def doctor(options: argparse.Namespace) -> int:
    office = open_desk(home_of(options))
    try:
        findings = office.doctor()
    finally:
        office.close()
    if options.json:
        print(json.dumps([asdict(each) for each in findings], ensure_ascii=False, indent=2))
    else:
        for each in findings:
            print(f"{'✓' if each.well else '✗'} {each.part}: {each.words.hi} / {each.words.en}")
    return 0 if all(each.well for each in findings) else 10


def print_test(options: argparse.Namespace) -> int:
    office = open_desk(home_of(options))
    try:
        office.papers.print_test(options.printer)
        office.papers.print_what_waits()
        waiting = office.papers.jobs()
    finally:
        office.close()
    for job in waiting:
        print(f"{job.printer}: {job.state.value}")
    code = max((told_of_print(job) for job in waiting if job.code), default=0)
    return code or (10 if waiting else 0)


def told_of_print(job: "JobView") -> int:
    """Say why a paper is still in the queue, as any error is said."""
    return told(DeviceError(**{"printer": job.printer} | job.facts | {"reason": job.code}))


def printer_emulator(options: argparse.Namespace) -> int:
    from printers.emulator import serve_forever

    return serve_forever(options.port, options.out)


def backup(options: argparse.Namespace) -> int:
    from app.records.backup import backup as write_backup
    from app.records.engine import FILE, open_records

    home = home_of(options)
    if not (home / FILE).exists():
        raise InputError(reason="backup.nothing", field="home", folder=str(home))
    records = open_records(home)
    try:
        write_backup(records, options.file, passphrase())
    finally:
        records.close()
    print(f"बैकअप बन गया / Backup written: {options.file}")
    return 0


def restore(options: argparse.Namespace) -> int:
    from app.records.backup import restore as bring_back

    bring_back(options.file, home_of(options), passphrase())
    print("अभिलेख लौट आए। / The records are back.")
    return 0


def passphrase() -> str:
    """Ask for the passphrase; never taken from arguments or the environment."""
    from getpass import getpass

    if sys.stdin.isatty():
        return getpass("पासफ़्रेज़ / Passphrase: ")
    return sys.stdin.readline().rstrip("\n")


def demo(options: argparse.Namespace) -> int:
    from app.office.demo import Demo, Stage
    from app.office.summary import summary

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from printers.leave import Leaving

    home = home_of(options) if options.home or os.environ.get("SEVADESK_HOME") else options.out / "home"
    applicants = [applicant(file) for file in sorted((PACKS / "training" / "applicants").glob("*.json"))]
    if options.answers:
        applicants[0] = applicant(options.answers)
    ensure_out(options.out)
    child = training_child(home)
    office = open_desk(home, child)
    try:
        office.people.sign_in_for_training()
        stage = Stage(
            leave=Leaving(options.out, DEMO_WIDTHS),
            number_box=specimen_box,
            stop_centre=child.stop,
            start_centre=lambda: begin(child, home),
        )
        found = Demo(office, stage).run(*applicants[:3])
    finally:
        office.close()
    print(json.dumps(found, ensure_ascii=False, indent=2) if options.json else summary(found, options.out))
    return 0


def ensure_out(out: Path) -> None:
    """Make the folder for the papers. Raises: InputError("out.cannot-make")."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        said = wrong.strerror or type(wrong).__name__
        raise InputError(reason="out.cannot-make", field="out", folder=str(out), said=said) from wrong


def specimen_box(subject: str) -> "Box | None":
    """Say where the digits lie that have to be blacked out on a specimen of the training scanner."""
    from app.attachments.model import Box
    from scanners.virtual import number_box

    found = number_box(subject)
    return Box(*found) if found else None


def applicant(file: Path) -> "Applicant":
    """Read an answers file as the demo takes it."""
    from app.office.demo import Applicant
    from app.packs.describe import read_answers_file
    from app.packs.reader import read_all

    found = read_answers_file(file, read_all(PACKS))
    return Applicant(found.pack.id, found.answers, found.files)


if __name__ == "__main__":
    sys.exit(main())
