"""How papers are scanned, imported and worked on beside the screen: progress, cancel, and the page at true quality."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QTextEdit

from app.attachments.model import Box
from app.counter.model import Application
from app.errors import AppError, Cancelled, FileRefused
from app.ports.scanning import Source
from app.words import explain
from ui.counter.make import said
from ui.counter.slots import Slots
from ui.counter.visit import Act, Visit
from ui.counter.wish import Wish
from ui.documents import documents
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

_BRING = ("scan", "rescan", "import")
Picture = tuple[QImage, tuple[QRectF, ...]]  # a page, and where on it Aadhaar digits are to be covered
Seen = tuple[str, str, str]  # application, slot, and what its picture was made from


class TakingIn(QObject):
    """Carries out the wishes of the papers step, all on the scanner's lane so that they keep their order."""

    _percent = Signal(int)

    def __init__(
        self, office: "Office", tasks: Tasks, speech: Speech, visit: Visit, slots: Slots, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._speech = office, tasks, speech
        self._visit, self._slots = visit, slots
        self.ask_file: Callable[[], Path | None] = self._choose_file
        self._stop = Event()
        self._wish: Wish | None = None
        self._before: frozenset[str] | None = None  # the pages that lay there when another one was asked for
        self._seen: Seen | None = None
        self._percent.connect(self._show_percent)
        slots.wished.connect(self.carry_out)
        slots.seen.connect(self.look)
        slots.stopped.connect(self.stop)

    @Slot(object)
    def carry_out(self, wish: Wish) -> None:
        if self._visit.is_busy:
            return
        act = self._act(wish)
        self._wish = wish
        self._before = frozenset(self._page_ids(wish.slot)) if wish.what in _BRING else None
        self._slots.say_refused(wish.slot, None)
        if act is not None:
            self._visit.act(Lane.SCANNER, act)

    def say_at_slot(self, error: AppError) -> bool:
        """Say at the slot that what was brought cannot be taken; False where the error is about something else."""
        about = isinstance(error, FileRefused) or error.key.startswith("slot.")
        if about and self._wish is not None:
            self._slots.say_refused(self._wish.slot, explain(error))
        return about and self._wish is not None

    @Slot()
    def stop(self) -> None:
        """Stop the scan under way; whole pages that came before are kept."""
        self._stop.set()

    def show_brought(self) -> None:
        """Show the chosen page; on one that was just brought and may bear Aadhaar digits the box is put at once."""
        self.look()
        if self._visit.is_busy or self._before is None or self._wish is None:
            return
        came = set(self._page_ids(self._wish.slot)) - self._before
        self._before = None
        typing = isinstance(QApplication.focusWidget(), QLineEdit | QTextEdit | QPlainTextEdit)
        if came and not typing and self._slots.isVisible() and self._slots.chosen()[0] == self._wish.slot:
            self._slots.mask_brought()

    def _page_ids(self, slot: str) -> list[str]:
        found = self._visit.application
        views = found.slots if found else ()
        return [page.id for view in views if view.slot.id == slot for page in view.pages]

    @Slot()
    def look(self) -> None:
        """Show the chosen page: the copy that will be sent where there is one, else the page itself."""
        found, view = self._visit.application, self._slots.view()
        slot, page = self._slots.chosen()
        if found is None or view is None or page is None:
            self._seen = None
            self._slots.show_picture(QImage())
            return
        fitted, place = view.fitted, self._slots.page_place
        made_from = f"{page.path.name} {page.turn} {place} {fitted.sha256 if fitted else ''}"
        wanted = (found.id, slot, made_from)
        if wanted == self._seen:
            return
        self._seen = wanted
        opened = found.id

        def picture() -> QImage:
            if fitted is not None:
                pictures = self._office.slots.fitted_pictures(opened, slot)
                if place < len(pictures):
                    return QImage.fromData(pictures[place])
            return QImage.fromData(self._office.slots.page_picture(opened, slot, page.id))

        def looked_at() -> Picture:
            asks = view.slot.mask_aadhaar
            return picture(), _as_rects(self._office.slots.digits(opened, slot, page.id)) if asks else ()

        self._tasks.run(
            Lane.SCANNER,
            looked_at,
            lambda found: self._show(wanted, found),
            lambda error: self._unseen(wanted, error),
            owner=self,
        )

    def ended(self) -> None:
        """Nothing is scanned any more."""
        self._slots.show_progress(None)

    def _act(self, wish: Wish) -> Act | None:
        """Return what fulfils a wish on the scanner's lane; None where the person thought better of it."""
        slots, slot = self._office.slots, wish.slot
        if wish.what in ("scan", "rescan"):
            return self._scan(wish)
        if wish.what == "import":
            file = self.ask_file()
            return None if file is None else lambda opened: slots.import_file(opened, slot, file)
        return self._on_page(wish)

    def _on_page(self, wish: Wish) -> Act:
        slots, slot, page = self._office.slots, wish.slot, wish.page
        match wish.what:
            case "turn":
                return lambda opened: slots.turn(opened, slot, page)
            case "earlier" | "later":
                return lambda opened: slots.move(opened, slot, page, wish.place)
            case "remove":
                return lambda opened: slots.remove(opened, slot, page)
            case "mask":
                return lambda opened: slots.mask(opened, slot, page, wish.boxes)
        return lambda opened: slots.say_no_aadhaar(opened, slot, wish.because)

    def _scan(self, wish: Wish) -> Act:
        stop = self._stop = Event()
        source = Source.FEEDER if wish.feeder else Source.FLATBED
        self._slots.show_progress(0)

        def watch(percent: int) -> None:
            if stop.is_set():
                raise Cancelled
            self._percent.emit(percent)

        def scan(opened: str) -> Application:
            return self._office.slots.scan(opened, wish.slot, source, watch, instead_of=wish.page)

        return scan

    def _choose_file(self) -> Path | None:
        say = self._speech.say
        kinds = f"{say(said('import-kinds'))} (*.jpg *.jpeg *.png *.pdf *.tif *.tiff *.bmp *.webp)"
        name, _ = QFileDialog.getOpenFileName(self._slots, say(said("import-title")), documents(), kinds)
        return Path(name) if name else None

    @Slot(int)
    def _show_percent(self, percent: int) -> None:
        if self._visit.is_busy and not self._stop.is_set():
            self._slots.show_progress(percent)

    def _show(self, wanted: Seen, found: Picture) -> None:
        if wanted == self._seen:
            self._slots.show_picture(*found)

    def _unseen(self, wanted: Seen, error: AppError) -> None:
        if wanted == self._seen:
            self._seen = None
            self._slots.show_picture(QImage())
            self._visit.failed.emit(error)


def _as_rects(boxes: tuple[Box, ...]) -> tuple[QRectF, ...]:
    return tuple(
        QRectF(each.left, each.top, each.right - each.left, each.bottom - each.top) for each in boxes
    )
