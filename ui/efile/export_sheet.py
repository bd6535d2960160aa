"""A file leaves as one certified PDF: what goes into it, the token that seals it, where it is written."""

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from app.efile.model import File
from app.errors import AppError, DeviceError
from app.words import explain, words
from ui.documents import documents
from ui.efile.sheet import Scrolled, Sheet
from ui.efile.unlocking import Unlocking
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class ExportSheet(Sheet):
    """The chain is judged before it is sealed: what does not hold is not exported. Nothing of the file changes."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "export", parent)
        self._file: File | None = None
        self._written: Path | None = None
        self._holds, self._hint = self._label("holds", "heading"), self._label("hint", "hint")
        self._token = Unlocking(office, tasks, speech, "efile.export", self)
        self._token.tried.connect(partial(self.tell, None))
        self._token.opened.connect(self._ready)
        self._token.shut.connect(self._ask_again)
        self._token.turned.connect(self.lead_changed)
        self._go = self.button("go", self.ask_where, "primary")
        self._show_folder = self.button("folder", self.show_folder)
        speech.bind(self._hint.setText, "efile-ui.export-hint", self._hint)
        speech.changed.connect(self._say_file)
        self.box.addWidget(Scrolled(self._holds, self._hint, self._token, self._go, self._show_folder), 1)

    def begin(self, file: File) -> None:
        """Begin with what goes into the PDF, and the token."""
        self._file, self._written = file, None
        self.tell(None)
        self._say_file()
        self._turn(asks_token=True)
        self._token.look()

    def leave(self) -> None:
        self._token.forget()
        super().leave()

    def ask_where(self) -> None:
        """Ask where the PDF will lie, then make it."""
        title, name = (
            self.speech.word("efile-ui.export-go"),
            _name_for(self._file.number) if self._file else "",
        )
        chosen, _ = QFileDialog.getSaveFileName(self, title, documents(name), "*.pdf")
        if chosen:
            self.write(Path(chosen))

    def write(self, to: Path) -> None:
        """Make the PDF beside all other work, and write it there."""
        if self._file is not None:
            work = partial(self.office.exporting.write, self._file.id, to)
            self.run(Lane.SIGNING, work, partial(self._done, to), words("efile-ui.export-runs"))

    def show_folder(self) -> None:
        """Open the folder in which the PDF lies."""
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def failed(self, error: AppError) -> None:
        """A token that was pulled out, or locked itself, asks for its PIN anew."""
        super().failed(error)
        if isinstance(error, DeviceError):
            self._turn(asks_token=True)
            self._token.look(is_told=True)
        self.tell(explain(error))

    def _done(self, to: Path, _nothing: None) -> None:
        self._written = to
        self._show_folder.show()
        self.tell(words("export.written", file=to), "good")

    def _ask_again(self, _error: str) -> None:
        """A token that is open no more seals nothing: nobody is asked where to."""
        self._turn(asks_token=True)

    def _ready(self) -> None:
        self._turn(asks_token=False)
        self._go.setFocus()

    def _turn(self, *, asks_token: bool) -> None:
        self._token.setVisible(asks_token)
        self._go.setVisible(not asks_token)
        self._show_folder.setVisible(self._written is not None)

    def _say_file(self) -> None:
        if self._file is not None:
            self._holds.setText(
                self.speech.word(
                    "efile-ui.export-holds",
                    number=self._file.number,
                    notes=len(self._file.notings),
                    pages=self._file.pages,
                )
            )

    def _label(self, name: str, role: str) -> QLabel:
        found = label(self, role, name=f"efile.export.{name}")
        found.setWordWrap(True)
        return found


def _name_for(number: str) -> str:
    """Return a file's number as a name that every system takes."""
    return re.sub(r"[^\w.]+", "-", number).strip("-") + ".pdf"
