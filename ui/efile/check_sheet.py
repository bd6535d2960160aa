"""Does a PDF that somebody brought hold? An exported file or a signed letter, judged here by this desk's own roots."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from app.base.words import Words
from ui.documents import documents
from ui.efile.sheet import Sheet
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class CheckSheet(Sheet):
    """The verdict first, in one line; below it who signed, in which post, when, and what stays unproved."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "check", parent)
        self._lines: tuple[Words, ...] = ()
        self._choose = self.button("choose", self.ask_which, "primary")
        self._verdict, self._rest = label(self, "heading", name="efile.check.verdict"), QPlainTextEdit(self)
        hint = label(self, "hint")
        speech.bind(hint.setText, "efile-ui.check-hint", hint)
        for each in (hint, self._verdict):
            each.setWordWrap(True)
        self._rest.setObjectName("efile.check.lines")
        self._rest.setReadOnly(True)
        speech.bind(self._rest.setAccessibleName, "efile-ui.check-lines", self._rest)
        speech.changed.connect(self._say_verdict)
        for widget in (hint, self._choose, self._verdict):
            self.box.addWidget(widget)
        self.box.addWidget(self._rest, 1)

    def begin(self) -> None:
        """Begin with nothing judged."""
        self.tell(None)
        self._show((True, ()))
        self._choose.setFocus()

    def ask_which(self) -> None:
        """Ask for the PDF, then judge it."""
        title = self.speech.word("efile-ui.check-choose")
        name, _ = QFileDialog.getOpenFileName(self, title, documents(), "*.pdf")
        if name:
            self.check(Path(name))

    def check(self, file: Path) -> None:
        """Judge a PDF; nothing of it is kept."""
        self._show((True, ()))
        self.run(Lane.SHEETS, partial(self.office.exporting.check, file), self._show)

    def _show(self, found: tuple[bool, tuple[Words, ...]]) -> None:
        holds, self._lines = found
        restyle(self._verdict, "tone", "good" if holds else "wrong")
        for each in (self._verdict, self._rest):
            each.setVisible(bool(self._lines))
        self._say_verdict()

    def _say_verdict(self) -> None:
        said = [self.speech.say(line) for line in self._lines]
        self._verdict.setText(said[0] if said else "")
        self._rest.setPlainText("\n".join(said[1:]))
