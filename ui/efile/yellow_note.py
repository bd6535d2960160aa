"""The yellow note: written by one hand, saved while one writes, and freed of what a reader could not see."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.base.days import clock_words
from app.base.words import Words
from app.efile.model import File
from app.efile.model import YellowNote as NoteAsKept
from app.efile.walk import Place
from app.errors import AppError
from app.words import explain, words
from ui.efile.colours import YELLOW_LINE, YELLOW_NOTE, dress
from ui.phonetic_lines import PhoneticLines
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, font, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

SAVE_MS, LEAST_HEIGHT = 250, 96
HIDDEN = "noting.hidden-character"


class YellowNote(QWidget):
    """`saved` tells of the file as it lies after each save. One save runs at a time, each upon the last revision."""

    saved = Signal(object)  # File
    settled = Signal()
    typed = Signal(bool)  # whether anything stands in the note now

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._speech = office, tasks, speech
        self._file: File | None = None
        self._revision, self._saving, self._dirty = 0, False, False
        self._said: Words = Words("", "")
        self._hidden = ""
        self._writable = False
        self.text = PhoneticLines(self)
        self._state = label(self, "hint", name="efile.yellow.state")
        self._clean = self._button()
        self._pause = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._pause.timeout.connect(self.save)
        self.text.textChanged.connect(self._typed)
        self.text.installEventFilter(self)
        self._lay_out()
        speech.changed.connect(self._say)

    @property
    def is_settled(self) -> bool:
        """Whether all that was typed is kept."""
        return not (self._dirty or self._saving)

    def show_file(self, file: File | None) -> None:
        """Show the note of a file; what is being typed in it is never disturbed."""
        same = file is not None and self._file is not None and file.id == self._file.id
        if same and not self.is_settled:
            return
        self._file = file
        yellow = file.yellow if file else None
        self._revision = yellow.revision if yellow else 0
        if not same or self.text.toPlainText() != (yellow.text if yellow else ""):
            self._put(yellow.text if yellow else "")
        lies_open = file is not None and file.mine and file.place is Place.AT_DESK
        writable = lies_open and (yellow is None or yellow.mine)
        self.text.setReadOnly(not writable)
        self._writable = writable
        self._say_begin()
        self._tell_standing(file)

    def rest(self) -> None:
        """Take no more words: another paper is on its way here."""
        self.save()
        self._writable = False
        self.text.setReadOnly(True)

    def cite(self, page: int) -> None:
        """Name a page where the cursor stands; on the green sheet it becomes a link."""
        if self._writable:
            sign = self._speech.word("efile-ui.page-cite-sign")
            self.text.textCursor().insertText(f"{sign} {page} ")
            self.text.setFocus()

    def save(self) -> None:
        """Save at once what was typed."""
        self._pause.stop()
        if self._file is None or self._saving or not self._dirty:
            return
        self._saving, self._dirty = True, False
        file, typed, revision = self._file.id, self.text.toPlainText(), self._revision
        work = partial(self._office.efile.write, file, typed, revision)
        self._tasks.run(
            Lane.RECORDS, work, partial(self._kept, file), partial(self._failed, file), owner=self
        )

    def when_settled(self, go_on: Callable[[], None]) -> None:
        """What was typed is kept before anything is signed or sent upon it; what is typed on may be a PIN already."""
        if self.is_settled:
            go_on()
        else:
            self.text.setReadOnly(True)
            self.settled.connect(go_on, Qt.ConnectionType.SingleShotConnection)
            self.save()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Whoever leaves the note has it kept, with the word that leaving it finishes."""
        if event.type() is QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self.save)
        return super().eventFilter(watched, event)

    def _put(self, text: str) -> None:
        with QSignalBlocker(self.text):
            self.text.setPlainText(text)
        self._dirty = False

    def _typed(self) -> None:
        if not self.text.isReadOnly():
            self._dirty = True
            self.typed.emit(bool(self.text.toPlainText().strip()))
            self._tell(words("efile-ui.yellow-typing"))
            if self._ends_a_word():
                self.save()
            self._wait()

    def _wait(self) -> None:
        """Save a moment after the first key that is not kept: whoever types on without a pause is kept up with."""
        if self._dirty and not self._pause.isActive():
            self._pause.start()

    def _ends_a_word(self) -> bool:
        cursor = self.text.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        return not before or before[-1].isspace()

    def _kept(self, id: str, yellow: NoteAsKept | None) -> None:
        self._saving = False
        if self._file is None or self._file.id != id:
            return
        self._file = file = replace(self._file, yellow=yellow)
        self._revision = yellow.revision if yellow else 0
        if not self._dirty:
            self.text.setReadOnly(not self._writable)
            self._tell_standing(file)
            self.saved.emit(file)
            self.settled.emit()
        else:
            self._wait()

    def _failed(self, id: str, error: AppError) -> None:
        """What was typed stays in sight; the next word tries again."""
        self._saving = False
        if self._file is None or self._file.id != id:
            return
        self._dirty = True
        self.text.setReadOnly(not self._writable)
        found = re.fullmatch(r"U\+([0-9A-F]{4,6})", str(error.facts.get("named", "")))
        self._hidden = chr(int(found[1], 16)) if error.key == HIDDEN and found else ""
        self._tell(explain(error), wrong=True)

    def _take_out(self) -> None:
        """Take out of the text, everywhere, the character that nobody can see."""
        self.text.setPlainText(self.text.toPlainText().replace(self._hidden, ""))
        self.save()

    def _tell_standing(self, file: File | None) -> None:
        yellow = file.yellow if file else None
        if file is None:
            said = Words("", "")
        elif not file.mine:
            said = words("efile-ui.yellow-not-mine")
        elif file.place is not Place.AT_DESK:
            said = words(f"efile-ui.yellow-{file.place.value}")
        elif yellow is None:
            said = words("efile-ui.yellow-none")
        elif yellow.mine:
            said = words("efile-ui.yellow-saved", at=clock_words(yellow.changed_at)[-5:])
        else:
            hindi, english = yellow.by.hi, yellow.by.en
            said = Words(
                words("efile-ui.yellow-other", who=hindi).hi, words("efile-ui.yellow-other", who=english).en
            )
        self._tell(said)

    def _tell(self, said: Words, *, wrong: bool = False) -> None:
        if not wrong:
            self._hidden = ""
        self._said = said
        restyle(self._state, "role", "error" if wrong else "hint")
        self._say()

    def _say(self) -> None:
        self._state.setText(self._speech.say(self._said))
        self._clean.setVisible(bool(self._hidden))
        self._say_begin()

    def _say_begin(self) -> None:
        begin = self._speech.word("efile-ui.yellow-begin") if self._writable else ""
        self.text.setPlaceholderText(begin)

    def _button(self) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName("efile.yellow.clean")
        found.setProperty("kind", "chip")
        found.clicked.connect(self._take_out)
        self._speech.bind(found.setToolTip, "efile-ui.yellow-clean", found)
        self._speech.bind(found.setText, "efile-ui.yellow-clean", found)
        return found

    def _lay_out(self) -> None:
        self.text.setObjectName("efile.yellow")
        self.text.setFont(font(SIZES.body + 1))
        self.text.setMinimumHeight(LEAST_HEIGHT)
        dress(self.text, "QPlainTextEdit", YELLOW_NOTE, YELLOW_LINE)
        self._speech.bind(self.text.setAccessibleName, "efile-ui.yellow", self.text)
        self._state.setWordWrap(True)
        self.setFocusProxy(self.text)
        line, box = QHBoxLayout(), QVBoxLayout(self)
        line.addWidget(self._state, 1)
        line.addWidget(self._clean)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.step // 2)
        box.addWidget(self.text, 1)
        box.addLayout(line)
        self._say()
