"""The sheet that goes back to the office: its own file, the wrong cells coloured and explained."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from app.base.words import Language
from app.staff.model import Batch
from app.words import words
from ui.documents import documents
from ui.places import label
from ui.staff.sheet import StaffSheet
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

LANGUAGES = (Language.HINDI, Language.ENGLISH)


class ErrorSheet(StaffSheet):
    """The office's file is not kept here, since whole Aadhaar numbers stand in it; so it is chosen once more.

    Without it a sheet is made of the rows alone. Where the sheet was written is told, and stays told.
    """

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
        self._lay_out()
        speech.changed.connect(self._say_file)

    def begin(self, batch: Batch, source: Path | None) -> None:
        """Begin with a batch; `source` is the file it came from, where this window still knows that."""
        self._batch, self._written = batch, None
        self._source = source if source is not None and source.exists() else None
        self.tell(None)
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
        if batch is not None:
            language = LANGUAGES[max(0, self._language.currentIndex())]
            work = partial(self.office.staff.error_sheet, batch.id, self._source, out, language)
            self.run(Lane.SHEETS, work, lambda _nothing: self._lies(out))

    def show_folder(self) -> None:
        """Open the folder in which it lies."""
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def _lies(self, out: Path) -> None:
        self._written = out
        self._show.show()
        self._show.setFocus()
        self.tell(words("staff-ui.error-sheet-written", file=str(out)), "good")

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
        self.box.addStretch(1)
