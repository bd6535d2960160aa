"""Tasks at a desk: its window, its line, its doctor, its printers, its records."""

import argparse
import json
import os
import sys
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from app.errors import Cancelled, CentralError, CentralUnreachable, DeviceError, DeviceMissing, InputError
from app.words import words
from door.places import ensure_home, home_of
from door.telling import told
from door.wiring import glance_at, open_desk

if TYPE_CHECKING:
    from app.papers.model import JobView


def window(options: argparse.Namespace) -> int:
    from ui.start import show

    require_display()
    home = home_of(options)
    return show(partial(open_desk, home, patient=False), partial(glance_at, home), options.language, home)


def require_display() -> None:
    """Qt ends the whole process where it finds no display. Raises: DeviceMissing("screen.none")."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(map(os.environ.get, named)):
        raise DeviceMissing(reason="screen.none", device="display")


def enrol(options: argparse.Namespace) -> int:
    from app.office import enrol_desk
    from app.ports.clock import SystemClock
    from app.records.settings import keep_centre, read_settings
    from app.sync.client import HttpCentre

    home, url = home_of(options), address(options.centre)
    ensure_home(home)
    read_settings(home)  # a wrong file is told of before the one-time code is spent
    clock = SystemClock()
    centre = HttpCentre(url, clock)
    try:
        training = centre.health().training
        enrol_desk(home, centre, url, options.code, options.name, clock)
    except CentralUnreachable as away:  # nothing goes by itself later, as it does of a desk that is enrolled
        raise CentralUnreachable(**away.facts | {"reason": "enrol.no-line", "centre": url}) from away
    keep_centre(home, url, training=training)
    print("यह डेस्क पंजीकृत हो गई। / This desk is enrolled.")
    if training:
        print(
            "यह प्रशिक्षण केन्द्र है; इस डेस्क का सब काम अभ्यास है। / It is a training centre: all work of this desk is practice."
        )
    if home != home_of(argparse.Namespace(home=None)):
        print(words("enrol.open", home=home).both)
    return 0


def address(typed: str) -> str:
    """Return the centre's address as typed. Raises: InputError("centre.address")."""
    from app.records.settings import is_address

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
    print(json.dumps(facts) if options.json else words("line.told", **facts).both)
    if status.cause and not status.online:
        raise status.cause
    return 0 if status.online else CentralError.exit_code


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
            part = words(f"ui.doctor-{each.part.split()[0]}")  # "printer pdf" is a printer
            sign = "✓" if each.well else "✗"
            print(f"{sign} {part.hi}: {each.words.hi} / {part.en}: {each.words.en}")
    return next((each.exit_code for each in findings if not each.well), 0)


def print_test(options: argparse.Namespace) -> int:
    office = open_desk(home_of(options))
    try:
        office.papers.print_test(options.printer)
        office.papers.print_what_waits()
        waiting = office.papers.jobs()
    finally:
        office.close()
    for job in waiting:
        print(f"{job.printer}: {words(f'ui.job-{job.state.value}').both}")
    if not waiting:
        print("परीक्षण पर्ची भेज दी गई। / The test slip was sent.")
    code = max((told_of_print(job, debug=options.debug) for job in waiting if job.code), default=0)
    return code or (10 if waiting else 0)


def told_of_print(job: "JobView", *, debug: bool) -> int:
    """Say why a paper is still in the queue, as any error is said."""
    why = DeviceError(**{"printer": job.printer} | job.facts | {"reason": job.code})
    return told(why, ("--debug",) if debug else ())


def backup(options: argparse.Namespace) -> int:
    from app.records.backup import backup as write_backup
    from app.records.engine import FILE, open_records

    home = home_of(options)
    if not (home / FILE).exists():
        raise InputError(reason="backup.nothing", field="home", folder=str(home))
    records = open_records(home)
    try:
        write_backup(records, options.file, new_passphrase())
    finally:
        records.close()
    print(f"बैकअप बन गया / Backup written: {options.file}")
    return 0


def restore(options: argparse.Namespace) -> int:
    from app.records.backup import restore as bring_back

    bring_back(options.file, home_of(options), passphrase())
    print(words("restore.done").both)
    return 0


def new_passphrase() -> str:
    """Ask twice, as it is typed unseen and a backup opens with nothing else.

    Raises: InputError("backup.passphrases-differ"), Cancelled.
    """
    first = passphrase()
    if sys.stdin.isatty() and passphrase("फिर से वही पासवर्ड / The same password again: ") != first:
        raise InputError(reason="backup.passphrases-differ", field="passphrase")
    return first


def passphrase(prompt: str = "बैकअप का पासवर्ड (दिखेगा नहीं) / The backup's password (not shown): ") -> str:
    """Ask for the passphrase; never taken from arguments or the environment. Raises: Cancelled, on Ctrl+D."""
    from getpass import getpass

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    try:
        return getpass(prompt)
    except EOFError as ended:
        print(file=sys.stderr)
        raise Cancelled(reason="backup.no-passphrase") from ended
