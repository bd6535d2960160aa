"""The main job once, without a window."""

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import InputError
from door.places import PACKS, home_of
from door.wiring import begin, open_desk, training_child

if TYPE_CHECKING:
    from app.attachments.model import Box
    from app.office.demo import Applicant

WIDTHS = {"58": 384, "80": 576}


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
        office.renew()
        office.people.sign_in_for_training()
        stage = Stage(
            leave=Leaving(options.out, WIDTHS),
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
