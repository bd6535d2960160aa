"""A training desk to measure on: its centre beside it, somebody signed in, and applications that are ready to be filed."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.figure import Unmeasured

HOUSE = Path(__file__).parents[2]
REGISTERED_WITHIN = 60.0
if TYPE_CHECKING:
    from app.base.document import Document, Kind
    from app.office import Office

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@contextmanager
def empty_home(beside: Path | None = None) -> Iterator[Path]:
    """Lend an empty home, in a folder `beside` which it lies or where temporary things are kept."""
    with tempfile.TemporaryDirectory(prefix="sevadesk-bench-", dir=beside) as folder:
        yield Path(folder) / "home"


def shared_folder() -> Path | None:
    """Where one bench keeps what several figures need; none, when a figure is measured by itself."""
    named = os.environ.get("SEVADESK_BENCH_FOLDER")
    return Path(named) if named else None


@contextmanager
def training_desk(home: Path) -> Iterator["Office"]:
    """Open the desk as the program does, but with nothing running by itself."""
    sys.path.insert(0, str(HOUSE))
    from door.wiring import open_desk

    office = open_desk(home)
    try:
        office.people.sign_in_for_training()
        yield office
    finally:
        office.close()


def started(office: "Office") -> str:
    """Begin an application and give every answer."""
    from door.demo import applicant
    from door.places import PACKS

    told = applicant(min((PACKS / "training" / "applicants").glob("*.json")))
    return office.counter.answer_all(office.counter.start(told.service).id, told.answers).id


def ready(office: "Office") -> str:
    """Take an application up to the step before it is filed: every answer given, every paper there."""
    from door.demo import specimen_box

    from app.attachments.model import SlotState
    from app.ports.scanning import Source

    found = office.counter.open(started(office))
    for view in found.slots:
        if not view.slot.required:
            continue
        found = office.slots.scan(found.id, view.slot.id, Source.FLATBED, lambda _percent: None)
        scanned = next(each for each in found.slots if each.slot.id == view.slot.id)
        if scanned.state is SlotState.NEEDS_MASK:
            box = specimen_box(view.slot.id)
            office.slots.mask(found.id, view.slot.id, scanned.pages[0].id, (box,) if box else ())
            office.slots.say_no_aadhaar(found.id, view.slot.id)
    # The same person stands at the counter again and again: whoever is filed first makes the others look alike.
    return office.counter.accept_likeness(found.id, "नापने के लिए").id


def given(office: "Office", kind: "Kind") -> "Document":
    """Return a real paper of the kind: the acknowledgement of a registration, or the challan of one to be paid."""
    from app.base.document import Kind

    if kind is Kind.CHALLAN:
        id_ = ready(office)
        office.counter.file(id_)
        office.counter.make_challan(id_)
    else:
        id_ = registered(office)
    paper = next(each for each in office.counter.open(id_).papers if each.kind is kind)
    return office.papers.snapshot(paper.id)


def registered(office: "Office") -> str:
    """Take an application the whole way: filed, paid, registered, acknowledged, user charge taken."""
    from app.counter.model import Mode
    from app.counter.walk import State

    id_ = ready(office)
    office.counter.file(id_)
    office.counter.pay_online(id_)
    until = time.monotonic() + REGISTERED_WITHIN
    while office.counter.open(id_).state is not State.USER_CHARGE_DUE:
        if time.monotonic() > until:
            raise Unmeasured(f"not registered: {office.counter.open(id_).state}")
        office.link.sync_now()
        time.sleep(0.1)
    office.counter.take_charge(id_, Mode.CASH)
    office.papers.print_what_waits()
    office.link.sync_now()
    return id_
