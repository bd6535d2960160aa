"""The sheet that goes back to the office: its own file, the wrong cells coloured and explained."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFileDialog, QProgressBar, QWidget

from app.base.words import Language
from app.errors import AppError
from app.staff.model import Batch
from app.words import words
from ui.documents import documents
from ui.places import label
from ui.staff.sheet import StaffSheet
from ui.staff.steady import steady
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

LANGUAGES = (Language.HINDI, Language.ENGLISH)


class ErrorSheet(StaffSheet):
    """The office's file is not kept here, since whole Aadhaar numbers stand in it; so it is chosen once more.

    Without it a sheet is made of the rows alone. Where the sheet was written is told, and stays told. Writing goes on
    beside; it can be given up, and then no file is left.
    """

    _went_on = Signal(int, int)  # which writing, and rows done: told on the thread that writes

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "error-sheet", parent)
        self._batch: Batch | None = None
        self._source: Path | None = None
        self._written: Path | None = None
        self._why, self._file = label(self, ""), label(self, "heading", name="staff.error-sheet.file")
        self._language = QComboBox(self)
        self._choose = self.button("choose", self.choose_source)
        self._go = self.button("go", self.choose_out, "primary")
        self._show = self.button("show", self.show_folder)
        self._stop, self._bar = self.button("stop", self.give_up, "danger"), QProgressBar(self)
        self._going = label(self, "", name="staff.error-sheet.going")
        self._turn, self._given_up = 0, Event()
        self._lay_out()
        self._went_on.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        speech.changed.connect(self._say_file)

    def begin(self, batch: Batch, source: Path | None) -> None:
        """Begin with a batch; `source` is the file it came from, where this window still knows that."""
        self._batch, self._written = batch, None
        self._source = source if source is not None and source.exists() else None
        self.tell(None)
        self._show_going(going=False)
        self._say_file()
        self._go.setFocus()

    def choose_source(self) -> None:
        """Ask for the file as the office sent it."""
        title = self.speech.word("staff-ui.error-sheet-choose")
        name, _ = QFileDialog.getOpenFileName(self, title, documents(), "*.xlsx *.xls *.ods *.csv")
        if name:
            self.take_source(Path(name))

    def take_source(self, file: Path) -> None:
        self._source = file
        self._say_file()

    def choose_out(self) -> None:
        """Ask where it shall lie."""
        title = self.speech.word("staff-ui.error-sheet-go")
        name, _ = QFileDialog.getSaveFileName(self, title, str(self._proposed()), "*.xlsx")
        if name:
            self.write(Path(name))

    def write(self, out: Path) -> None:
        """Write it, and say where it lies."""
        batch = self._batch
        if batch is None:
            return
        self.tell(None)
        self._turn, self._given_up = self._turn + 1, Event()
        self._show_going(going=True)
        work = partial(
            self.office.staff.error_sheet,
            batch.id,
            self._source,
            out,
            LANGUAGES[max(0, self._language.currentIndex())],
            progress=partial(self._went_on.emit, self._turn),
            cancelled=self._given_up.is_set,
        )
        done, failed = partial(self._written_at, self._turn, out), partial(self._not_written, self._turn)
        self.tasks.run(Lane.SHEETS, partial(_steadily, work), done, failed, owner=self)

    def give_up(self) -> None:
        """Stop writing; no file is left."""
        self._turn += 1
        self._given_up.set()
        self._show_going(going=False)
        self.tell(words("staff-ui.error-sheet-stopped"), "wait")
        self._go.setFocus()

    def leave(self) -> None:
        self._turn += 1
        self._given_up.set()
        super().leave()

    def show_folder(self) -> None:
        """Open the folder in which it lies."""
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def _written_at(self, turn: int, out: Path, _nothing: None) -> None:
        if turn != self._turn:
            return
        self._show_going(going=False)
        self._written = out
        self._show.show()
        self._show.setFocus()
        self.tell(words("staff-ui.error-sheet-written", file=str(out)), "good")

    def _not_written(self, turn: int, error: AppError) -> None:
        if turn == self._turn:
            self._show_going(going=False)
            self.failed(error)

    def _show_progress(self, turn: int, rows: int) -> None:
        if turn == self._turn:
            self._going.setText(self.speech.word("staff-ui.error-sheet-going", rows=rows))

    def _show_going(self, *, going: bool) -> None:
        for each in (self._bar, self._stop, self._going):
            each.setVisible(going)
        self._going.setText(self.speech.word("staff-ui.error-sheet-going", rows=0))
        for used in (self._choose, self._language, self._go):
            used.setEnabled(not going)

    def _proposed(self) -> Path:
        """Return a name beside the office's own file."""
        stem = Path(self._batch.file_name).stem if self._batch else ""
        name = f"{stem} {self.speech.word('staff-ui.error-sheet-name')}.xlsx"
        return (self._source.parent if self._source else Path.home()) / name

    def _say_file(self) -> None:
        batch, source = self._batch, self._source
        self._show.setVisible(self._written is not None)
        if batch is None:
            return
        self._why.setText(self.speech.word("staff-ui.error-sheet-why", count=batch.errors))
        key = "from" if source else "alone"
        name = source.name if source else batch.file_name
        self._file.setText(self.speech.word(f"staff-ui.error-sheet-{key}", file=name))

    def _lay_out(self) -> None:
        self._language.addItems(["हिन्दी", "English"])
        for each in (self._why, self._file):
            each.setWordWrap(True)
            self.box.addWidget(each)
        self.line(self._choose)
        self.line(self.field("language", self._language))
        self.line(self._go, self._show)
        self._bar.setObjectName("staff.error-sheet.progress")
        self._bar.setRange(0, 0)
        self.line(self._going, self._bar, self._stop)
        self.box.addStretch(1)


def _steadily(work: Callable[[], None]) -> None:
    with steady():
        work()
