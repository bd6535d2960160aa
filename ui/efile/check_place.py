"""Does what somebody brought hold? An export, a letter or a folder of notings, judged by this desk's own roots."""

from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit, QProgressBar, QWidget

from app.base.words import Words
from app.efile.model import Checked
from app.errors import AppError, Cancelled
from app.words import words
from ui.documents import documents
from ui.efile.sheet import beside
from ui.field import field
from ui.places import Place, card, label
from ui.tasks import Lane, Tasks
from ui.theme import restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class CheckPlace(Place):
    """The verdict first, in one line; below it who signed, in which post, when, and what stays unproved.

    What lies here is chosen or dropped; nothing of it is kept. The judging can be stopped between two notings.
    """

    _progress = Signal(int, int)

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "check", parent)
        self._judged: Checked | None = None
        self._stopped = Event()
        self._pdf = self.button("pdf", "efile-ui.check-pdf", self.ask_pdf, "primary")
        self._folder = self.button("folder", "efile-ui.check-folder", self.ask_folder)
        self._stop = self.button("stop", "efile-ui.check-stop", self._stopped.set, "danger")
        self._head, self._which = QLineEdit(self), label(self, "hint", name="check.which")
        self._verdict, self._rest = label(self, "heading", name="check.verdict"), QPlainTextEdit(self)
        self._bar = QProgressBar(self)
        self._save = self.button("save", "efile-ui.check-save", self.ask_where)
        self._progress.connect(self._show_progress)
        speech.changed.connect(self._say_verdict)
        self.setAcceptDrops(True)
        self._lay_out()
        self._turn(busy=False)

    def refresh(self) -> None:
        """Nothing changes here by itself."""

    def ask_pdf(self) -> None:
        """Ask for a PDF, then judge it."""
        title = self.speech.word("efile-ui.check-pdf")
        name, _ = QFileDialog.getOpenFileName(self, title, documents(), "*.pdf")
        if name:
            self.check(Path(name))

    def ask_folder(self) -> None:
        """Ask for a folder of notings, then judge it."""
        name = QFileDialog.getExistingDirectory(self, self.speech.word("efile-ui.check-folder"), documents())
        if name:
            self.check(Path(name))

    def check(self, place: Path) -> None:
        """Judge what lies there, beside all other work."""
        self._stopped.clear()
        self.tell(None)
        self._show(None)
        self._which.setText(place.name)
        self._turn(busy=True)
        head = self._head.text() if place.is_dir() else ""
        work = partial(self.office.exporting.check, place, head, self._beat)
        self.tasks.run(Lane.SHEETS, work, self._show, self._failed, owner=self)

    def ask_where(self) -> None:
        """Ask where the verdict is to lie, then write it."""
        title, name = self.speech.word("efile-ui.check-save"), f"{Path(self._which.text()).stem}.json"
        chosen, _ = QFileDialog.getSaveFileName(self, title, documents(name), "*.json")
        if chosen:
            self.save(Path(chosen))

    def save(self, to: Path) -> None:
        """Write the verdict as JSON."""
        if self._judged is not None:
            work = partial(self.office.exporting.keep_verdict, self._judged, to)
            self.act(work, words("efile-ui.check-saved", file=to), Lane.SHEETS)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        if self._pdf.isEnabled() and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Judge the first thing that was dropped."""
        dropped = [Path(each.toLocalFile()) for each in event.mimeData().urls() if each.isLocalFile()]
        if dropped:
            event.acceptProposedAction()
            self.check(dropped[0])

    def _beat(self, done: int, of: int) -> None:
        """Called on the lane that judges."""
        if self._stopped.is_set():
            raise Cancelled(reason="verify.stopped")
        self._progress.emit(done, of)

    def _show_progress(self, done: int, of: int) -> None:
        self._bar.setRange(0, of)
        self._bar.setValue(done)

    def _failed(self, error: AppError) -> None:
        self._turn(busy=False)
        self.tell_failed(error)

    def _show(self, found: Checked | None) -> None:
        self._judged = found
        self._turn(busy=False)
        self._say_verdict()

    def _turn(self, *, busy: bool) -> None:
        """Show what belongs to the judging, or to its verdict; meanwhile nothing else can be begun."""
        judged, held = self._judged is not None, self._stop.hasFocus()
        self._bar.setRange(0, 0)
        shown: tuple[tuple[QWidget, bool], ...] = (
            (self._bar, busy),
            (self._stop, busy),
            (self._verdict, judged),
            (self._rest, judged),
            (self._save, judged),
        )
        for widget, visible in shown:
            widget.setVisible(visible)
        if busy:
            self._stop.setFocus()  # before the others are disabled: the cursor would leave the place
        asked: tuple[QWidget, ...] = (self._pdf, self._folder, self._head)
        for widget in asked:
            widget.setEnabled(not busy)
        if held and not busy:
            (self._rest if judged else self._pdf).setFocus()

    def _say_verdict(self) -> None:
        said = [self.speech.say(line) for line in self._judged.lines] if self._judged else [""]
        restyle(self._verdict, "tone", "good" if self._judged and self._judged.holds else "wrong")
        self._verdict.setText(said[0])
        self._rest.setPlainText("\n".join(said[1:]))

    def _lay_out(self) -> None:
        asked, box = card(self)
        drop = label(self, "hint")
        self.speech.bind(drop.setText, "efile-ui.check-drop", drop)
        self._verdict.setWordWrap(True)
        self._rest.setObjectName("check.lines")
        self._rest.setReadOnly(True)
        self.speech.bind(self._rest.setAccessibleName, "efile-ui.check-lines", self._rest)
        self._bar.setObjectName("check.progress")
        box.addWidget(drop)
        box.addLayout(beside(self._pdf, self._folder, self._which, self._stop))
        head = words("efile-ui.check-head")
        box.addWidget(
            field(self, self.speech, name="check.head", label=head, help=Words("", ""), editor=self._head)
        )
        self.box.addWidget(asked)
        for widget in (self._bar, self._verdict):
            self.box.addWidget(widget)
        self.box.addWidget(self._rest, 1)
        self.line(self._save)
        self.box.addStretch(0)
        self.setFocusProxy(self._pdf)
