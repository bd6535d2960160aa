"""Signing many notings with one PIN: every text to read, how far it is, and a stop between two of them."""

from collections.abc import Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QProgressBar, QWidget

from app.base.words import Words
from app.efile.model import File
from app.errors import AppError
from app.words import explain, words
from ui.efile.colours import YELLOW_LINE, YELLOW_NOTE, dress
from ui.efile.sheet import Sheet
from ui.efile.unlocking import Unlocking
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, font
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class BatchSheet(Sheet):
    """What is signed stays signed, whatever stops the rest; the rest can go again from here."""

    _progress = Signal(int, int)

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "batch", parent)
        self._files: tuple[File, ...] = ()
        self._stopped = Event()
        self._token = Unlocking(office, tasks, speech, "efile.batch", self)
        self._token.opened.connect(self._ready)
        self._count, self._texts = label(self, "heading", name="efile.batch.count"), QPlainTextEdit(self)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("efile.batch.progress")
        self._go = self.button("go", self.sign, "primary")
        self._stop = self.button("stop", self._stopped.set, "danger")
        self._progress.connect(self._show_progress)
        self._lay_out()

    def begin(self, ids: Sequence[str]) -> None:
        """Begin with those of these files in which a yellow note of one's own waits."""
        self._stopped.clear()
        self._show_going(going=False)
        self._go.hide()
        self._token.hide()
        self.run(Lane.RECORDS, partial(self._waiting, tuple(ids)), self._show)

    def sign(self) -> None:
        """Sign all that is shown, one after the other."""
        self._stopped.clear()
        self.tell(None)
        self._show_going(going=True)
        ids = [file.id for file in self._files]
        work = partial(self._signed_all, ids)
        self.tasks.run(Lane.SIGNING, work, self._done, self._failed_all, owner=self)

    def leave(self) -> None:
        self._stopped.set()
        self._token.forget()
        super().leave()

    def _waiting(self, ids: tuple[str, ...]) -> tuple[File, ...]:
        found = (self.office.efile.file(each) for each in ids)
        return tuple(file for file in found if file.mine and file.yellow is not None and file.yellow.mine)

    def _signed_all(self, ids: list[str]) -> tuple[tuple[str, ...], tuple[str, ...], AppError | None]:
        done = self.office.efile.signing.sign_all(
            ids, self._progress.emit, lambda: not self._stopped.is_set()
        )
        return done.signed, done.left, done.error

    def _show(self, files: tuple[File, ...]) -> None:
        self._files = files
        self._bar.setMaximum(max(1, len(files)))
        self._bar.setValue(0)
        self._say_count()
        self._texts.setPlainText(
            "\n\n".join(
                f"{file.number}\n{file.subject}\n\n{file.yellow.text if file.yellow else ''}\n{'─' * 24}"
                for file in files
            )
        )
        self._token.setVisible(bool(files))
        if files:
            self._token.look()

    def _ready(self) -> None:
        self._token.hide()
        self._go.show()
        self._go.setFocus()

    def _show_progress(self, signed: int, of: int) -> None:
        self._bar.setValue(signed)
        self._count.setText(self.speech.word("efile-ui.batch-signed", signed=signed, of=of))

    def _done(self, done: tuple[tuple[str, ...], tuple[str, ...], AppError | None]) -> None:
        signed, left, error = done
        self._show_going(going=False)
        self._files = tuple(file for file in self._files if file.id in left)
        if error is not None:
            self._failed_all(error)
        elif left:
            self.tell(words("efile-ui.batch-stopped", signed=len(signed), left=len(left)), "wait")
            self._show(self._files)
        else:
            self.done.emit(None)

    def _failed_all(self, error: AppError) -> None:
        """The token may be gone: its PIN is asked anew, for what is left."""
        self._show_going(going=False)
        why, left = explain(error), len(self._files)
        rest = words("efile-ui.batch-left", left=left)
        self._show(self._files)
        self._go.hide()
        self.tell(Words(f"{why.hi} {rest.hi}", f"{why.en} {rest.en}"))

    def _show_going(self, *, going: bool) -> None:
        self._bar.setVisible(going)
        self._stop.setVisible(going)
        self._go.setVisible(not going)

    def _say_count(self) -> None:
        key = "batch-count" if self._files else "batch-none"
        self._count.setText(self.speech.word(f"efile-ui.{key}", count=len(self._files)))

    def _lay_out(self) -> None:
        self._texts.setObjectName("efile.batch.texts")
        self._texts.setReadOnly(True)
        self._texts.setFont(font(SIZES.body))
        dress(self._texts, "QPlainTextEdit", YELLOW_NOTE, YELLOW_LINE)
        self.speech.bind(self._texts.setAccessibleName, "efile-ui.sign-text", self._texts)
        for each in (self._count, self._bar, self._token):
            self.box.addWidget(each)
        self.box.addWidget(self._texts, 1)
        self.line(self._go, self._stop)
