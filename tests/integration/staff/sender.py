"""A clerk's desk in a process of its own, that sends what is owed until somebody kills it.

`python -m tests.integration.staff.sender HOME URL`
"""

import sys
from pathlib import Path

from app.office import Office, Settings, open_office
from app.packs.reader import read_folder
from app.sync.client import HttpCentre
from printers.pdf_folder import PdfFolder
from printers.raster import draw
from printers.virtual import VirtualPrinter
from tests.integration.efile.officers import PACKS, Clock
from tests.integration.efile.tokens import SoftJudge, SoftToken, pair


def open_again(home: Path, url: str) -> Office:
    """Open a desk's home once more, with Neha at it."""
    clock = Clock()
    settings = Settings(
        training=True,
        centre_url=url,
        enrolment_code="TRAINING",
        desk_name="neha",
        slip_printer="slips",
        page_printer="pages",
    )
    office = open_office(
        home,
        settings,
        packs=read_folder(PACKS),
        clock=clock,
        centre=lambda told, heard: HttpCentre(url, clock, token=told, heard=heard),
        printers={"slips": VirtualPrinter("slips"), "pages": PdfFolder("pages", home / "out")},
        scanners=(),
        preview=draw,
        signing=(SoftToken(pair("neha")), SoftJudge()),
    )
    office.people.sign_in("neha", "neha1")
    return office


if __name__ == "__main__":
    desk = open_again(Path(sys.argv[1]), sys.argv[2])
    while True:
        desk.link.sync_now()
