"""A training desk to measure on: its centre beside it, somebody signed in, and applications that are ready to be filed."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

HOUSE = Path(__file__).parents[2]
if TYPE_CHECKING:
    from app.office import Office

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@contextmanager
def empty_home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="sevadesk-bench-") as folder:
        yield Path(folder) / "home"


@contextmanager
def training_desk(home: Path) -> Iterator["Office"]:
    """Open the desk as the program does, but with nothing running by itself."""
    sys.path.insert(0, str(HOUSE))
    from main import open_desk

    office = open_desk(home)
    try:
        office.people.sign_in_for_training()
        yield office
    finally:
        office.close()


def ready(office: "Office") -> str:
    """Take an application up to the step before it is filed: every answer given, every paper there."""
    from main import PACKS, applicant
    from scanners.virtual import number_box

    from app.attachments.model import SlotState
    from app.ports.scanning import Source

    told = applicant(min((PACKS / "training" / "applicants").glob("*.json")))
    found = office.counter.answer_all(office.counter.start(told.service).id, told.answers)
    for view in found.slots:
        if not view.slot.required:
            continue
        found = office.slots.scan(found.id, view.slot.id, Source.FLATBED, lambda _percent: None)
        scanned = next(each for each in found.slots if each.slot.id == view.slot.id)
        if scanned.state is SlotState.NEEDS_MASK:
            box = number_box(view.slot.id)
            office.slots.mask(found.id, view.slot.id, scanned.pages[0].id, (box,) if box else ())
    if found.likenesses:
        office.counter.accept_likeness(found.id, "नापने के लिए")
    return found.id
