"""Papers taken in at the desk: scanned or imported into a slot, turned, masked, fitted to its limits."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from app.attachments import actions
from app.attachments.model import Box, Looked
from app.counter.model import Application
from app.counter.reading import read, require_editable
from app.counter.reason import taken_reason
from app.errors import DeviceMissing, InputError
from app.office.desk import Desk, Happened
from app.office.tidying import SCANS
from app.packs.model import DocumentSlot
from app.ports.scanning import Colour, ScannerFound, ScanSettings, Source, Watch
from app.records.faults import explained

SCAN_DPI = 200


class Slots:
    """Every change hands the application back anew, the slot fitted again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def scanners(self) -> tuple[ScannerFound, ...]:
        return tuple(found for scanner in self._desk.scanners for found in scanner.devices())

    def import_file(self, application: str, slot: str, file: Path) -> Application:
        """Take a picture or PDF a person chose. Raises: FileRefused, saying what is wrong with it."""
        return self._changed(
            application, slot, lambda asked: actions.add_file(self._desk.records, application, asked, file)
        )

    def scan(
        self, application: str, slot: str, source: Source, watch: Watch, *, instead_of: str = ""
    ) -> Application:
        """Scan into the slot; `instead_of` names the one page that is scanned anew.

        Raises: the DeviceErrors of the scanner; Cancelled. Whole pages that arrived before are kept.
        """
        return self._changed(
            application, slot, lambda asked: self._scan(application, asked, source, watch, instead_of)
        )

    def turn(self, application: str, slot: str, page: str) -> Application:
        """Turn a page by a quarter, clockwise."""
        return self._changed(
            application, slot, lambda asked: actions.turn(self._desk.records, application, asked, page)
        )

    def remove(self, application: str, slot: str, page: str) -> Application:
        return self._changed(
            application, slot, lambda asked: actions.remove(self._desk.records, application, asked, page)
        )

    def move(self, application: str, slot: str, page: str, place: int) -> Application:
        return self._changed(
            application, slot, lambda asked: actions.move(self._desk.records, application, asked, page, place)
        )

    def mask(self, application: str, slot: str, page: str, boxes: tuple[Box, ...]) -> Application:
        """Black out the boxes in the page's pixels; what was under them is gone. The operator looks once more and
        says by `say_no_aadhaar` that the digits are covered.
        """
        return self._changed(
            application, slot, lambda asked: actions.mask(self._desk.records, application, asked, page, boxes)
        )

    def say_no_aadhaar(self, application: str, slot: str, because: str = "") -> Application:
        """Note who looked and says that no Aadhaar digits can be read on the slot's pages; the filing tells of it.

        `because` says why what has the shape of an Aadhaar number is none.
        Raises: InputError("slot.digits-seen"), naming the page, where something has and no reason is given.
        """
        at = self._desk.at_work()
        why = taken_reason(because) if because else ""
        looked = Looked(at.acting.person.id, at.now().isoformat(), why)
        return self._changed(
            application,
            slot,
            lambda asked: actions.say_no_aadhaar(self._desk.records, application, asked, looked),
        )

    def digits(self, application: str, slot: str, page: str) -> tuple[Box, ...]:
        """Return where a page bears what has the shape of an Aadhaar number's first eight digits."""
        return actions.digits(self._desk.records, application, slot, page)

    def page_picture(self, application: str, slot: str, page: str) -> bytes:
        return actions.page_picture(self._desk.records, application, slot, page)

    def fitted_pictures(self, application: str, slot: str) -> tuple[bytes, ...]:
        """Return the upload copy as pictures, at its true quality."""
        return actions.fitted_pictures(self._desk.records, application, slot)

    def _scan(
        self, application: str, slot: DocumentSlot, source: Source, watch: Watch, instead_of: str
    ) -> None:
        if not self._desk.scanners:
            raise DeviceMissing(reason="scanner.none")
        colour = Colour.COLOUR if slot.colour else Colour.GREY
        settings = ScanSettings(source, colour, SCAN_DPI, slot.id)
        with TemporaryDirectory(dir=self._desk.records.home / "drafts", prefix=SCANS) as folder:
            for picture in self._desk.scanners[0].scan(settings, Path(folder), watch):
                if instead_of:
                    actions.replace_page(self._desk.records, application, slot, instead_of, picture)
                    return
                actions.add_scanned_page(self._desk.records, application, slot, picture)

    def _changed(self, application: str, slot: str, change: Callable[[DocumentSlot], None]) -> Application:
        at = self._desk.at_work()
        with self._desk.records.read() as session:
            pack = require_editable(session, at, application)
        asked = next((each for each in pack.documents if each.id == slot), None)
        if asked is None:
            raise InputError(reason="slot.unknown", field=slot)
        with explained(self._desk.records.home / asked.id):
            change(asked)
        with self._desk.records.read() as session:
            found = read(session, at, application)
        self._desk.tell(Happened.APPLICATIONS)
        return found
