"""Signing many notings with one PIN: every text as it will be signed, how far it is, a stop between two of them."""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QWidget,
)

from app.base.words import Words
from app.efile.model import File, ToSign, ToSignAll
from app.errors import AppError
from app.ports.signing import Certificate
from app.words import explain, words
from ui.efile.colours import YELLOW_LINE, YELLOW_NOTE, dress
from ui.efile.sheet import Sheet, facing
from ui.efile.token_seen import Choice
from ui.efile.told_line import Numbers
from ui.efile.unlocking import Unlocking
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, font
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


ROWS_OVER_PIN, MOST_ROWS, MOST_SAID = 3, 5, 5


class BatchSheet(Sheet):
    """Every file has a tick, to leave it out. What is signed stays signed; the rest can go again from here."""

    ended_aside = Signal(object)  # Words: how it ended while nobody looked at it
    _progress = Signal(int, int)

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "batch", parent)
        self._files: tuple[File, ...] = ()
        self._signed: tuple[str, ...] = ()  # numbers of files
        self._could: tuple[ToSign, ...] = ()
        self._shown: tuple[ToSign, ...] = ()
        self._left_out: frozenset[str] = frozenset()
        self._held: dict[str, Words] = {}  # why a file cannot be signed now
        self._doubts: list[Words] = []  # what is to be read twice before it is signed
        self._ended: tuple[Words, str] | None = (
            None  # how the last run came to its end before all were signed
        )
        self._list = QListWidget(self)
        self._list.itemChanged.connect(self._ticked)
        self._stopped, self._has_failed, self._is_going = Event(), False, False
        self._token = Unlocking(office, tasks, speech, "efile.batch", self, shows_first=True)
        self._token.picked.connect(self._show_before)
        self._token.tried.connect(self._go_on)
        self._token.opened.connect(self._ready)
        self._token.shut.connect(self._ask_again)
        self._token.turned.connect(self.lead_changed)
        self._count, self._texts = label(self, "heading", name="efile.batch.count"), QPlainTextEdit(self)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("efile.batch.progress")
        self._go = self.button("go", self.sign, "primary")
        self._stop = self.button("stop", self._stopped.set, "danger")
        self._progress.connect(self._show_progress)
        speech.changed.connect(self._say_count)
        speech.changed.connect(self._list_files)
        self._lay_out()

    def begin(self, ids: Sequence[str]) -> None:
        """Begin with those of these files in which a yellow note of one's own waits; without any, of all here.

        What is at work already goes on.
        """
        if self._is_going:
            return
        self._stopped.clear()
        self._left_out, self._has_failed, self._signed = frozenset(), False, ()
        self._held, self._doubts, self._ended = {}, [], None
        self._show_going(going=False)
        self._go.hide()
        self._token.hide()
        self.tell(None)
        self.setFocus()  # a PIN that is typed already does not go into the note
        self.wait()
        work = partial(self._waiting, tuple(ids))
        self.tasks.run(Lane.RECORDS, work, self._show, self.failed, owner=self)

    def sign(self) -> None:
        """Sign all that is shown, one after the other."""
        self._stopped.clear()
        self._ended = None
        self.tell(None)
        self._show_going(going=True)
        work = partial(self._signed_all, self._shown)
        self.tasks.run(Lane.SIGNING, work, self._done, self._failed_all, owner=self)

    def leave(self) -> None:
        """What runs is stopped first, and says how far it came; only then the sheet goes."""
        self._stopped.set()
        if self._is_going:
            return
        self._token.forget()
        super().leave()

    def _waiting(self, ids: tuple[str, ...]) -> tuple[File, ...]:
        noted = ids or tuple(row.id for row in self.office.efile.inbox() if row.is_file and row.noting_mine)
        found = (self.office.efile.file(each) for each in noted)
        return tuple(file for file in found if file.mine and file.yellow is not None and file.yellow.mine)

    def _signed_all(
        self, shown: tuple[ToSign, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...], AppError | None]:
        done = self.office.efile.signing.sign_all(
            shown, self._progress.emit, lambda: not self._stopped.is_set()
        )
        return done.signed, done.left, done.error

    def _show(self, files: tuple[File, ...]) -> None:
        self.come()
        self._files = files
        self._list_files()
        self._put(())
        self._show_token(shown=bool(files))
        if files:
            self._token.look(is_told=self._has_failed)

    def _ask_again(self, _error: str) -> None:
        """A token that is open no more signs nothing; while a batch runs, the batch itself says so."""
        if not self._is_going:
            self._go.hide()
            self._show_token(shown=bool(self._files))

    def _show_before(self, choice: Choice | None) -> None:
        """Show what this certificate would sign in each file; only then its PIN is asked."""
        self._put(())
        if choice is not None:
            self._ask_texts(choice.certificate, partial(self._shown_before, choice))

    def _shown_before(self, choice: Choice, found: ToSignAll) -> None:
        if choice == self._token.choice:
            self._put(found.ready)
            self._say_held_up(found)
            if found.ready:
                self._token.ask_for(choice.certificate)

    def _ready(self) -> None:
        """What stands on the screen may be signed now; a token that was open before has shown nothing yet."""
        if self._could:
            if self._has_failed:
                self._go_on()
            self._ask_to_go()
        else:
            self._ask_texts(None, self._show_ready)

    def _go_on(self) -> None:
        """What had stopped it before is over; what cannot be signed still cannot."""
        self._ended, self._has_failed = None, False
        self._say_whys()

    def _show_ready(self, found: ToSignAll) -> None:
        self._put(found.ready)
        self._say_held_up(found)
        self._ask_to_go()

    def _ask_to_go(self) -> None:
        self._show_token(shown=False)
        self._go.setVisible(bool(self._could))
        self._go.setFocus()

    def _ask_texts(self, certificate: Certificate | None, show: Callable[[ToSignAll], None]) -> None:
        ids = [file.id for file in self._files]
        work = partial(self.office.efile.signing.to_sign_all, ids, certificate)
        self.tasks.run(Lane.RECORDS, work, show, self.failed, owner=self)

    def _put(self, shown: tuple[ToSign, ...]) -> None:
        self._could = shown
        self._show_texts()

    def _list_files(self) -> None:
        with QSignalBlocker(self._list):
            self._list.clear()
            for file in self._files:
                why = (self.speech.say(self._held[file.id]),) if file.id in self._held else ()
                item = QListWidgetItem("\n".join((file.number, file.subject, *why)), self._list)
                item.setToolTip(item.text())
                item.setData(Qt.ItemDataRole.UserRole, file.id)
                left_out = file.id in self._left_out or file.id in self._held
                item.setCheckState(Qt.CheckState.Unchecked if left_out else Qt.CheckState.Checked)
                if file.id in self._held:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        self._list.setVisible(len(self._files) > 1)
        self._share_height()

    def _show_token(self, *, shown: bool) -> None:
        self._token.setVisible(shown)
        self._share_height()

    def _share_height(self) -> None:
        """The list has more rows once no PIN has to stay in sight below it."""
        most = MOST_ROWS if self._token.isHidden() else ROWS_OVER_PIN
        rows = sum(self._list.sizeHintForRow(row) for row in range(min(len(self._files), most)))
        self._list.setFixedHeight(rows + 2 * self._list.frameWidth())

    def _ticked(self) -> None:
        items = [self._list.item(row) for row in range(self._list.count())]
        out = (each for each in items if each.checkState() is Qt.CheckState.Unchecked)
        self._left_out = frozenset(str(each.data(Qt.ItemDataRole.UserRole)) for each in out) - {*self._held}
        self._show_texts()

    def _show_texts(self) -> None:
        """Show every text exactly as it will be signed, each under its file."""
        shown = self._shown = tuple(each for each in self._could if each.file not in self._left_out)
        self._go.setEnabled(bool(shown))
        self._bar.setMaximum(max(1, len(shown)))
        self._bar.setValue(0)
        self._say_count()
        subjects = {file.id: file.subject for file in self._files}
        self._texts.setPlainText(
            "\n\n".join(
                f"{each.noting.file_no}\n{subjects[each.file]}\n\n{each.shown}\n{'─' * 24}" for each in shown
            )
        )
        self._texts.setVisible(bool(self._could))

    def _say_held_up(self, found: ToSignAll) -> None:
        """A file that cannot be signed is named with its reason, and one to be read twice; the others go on."""
        numbers = {file.id: file.number for file in self._files}
        self._held = {file: explain(error) for file, error in found.held_up}
        self._list_files()
        self._say_count()
        self._doubts = []
        for key in dict.fromkeys(key for each in found.ready for key in each.warnings):
            warned = [numbers[each.file] for each in found.ready if key in each.warnings]
            every = len(warned) == len(found.ready)
            self._doubts.append(words(key) if every else _of(", ".join(warned), words(key)))
        self._say_whys()

    def _say_whys(self) -> None:
        """Say why it ended before all were signed, which file cannot be signed and why, and what to read twice."""
        ended, tone = self._ended or (None, "wrong")
        told = [*((ended,) if ended else ()), *self._say_held(), *self._doubts]
        self.tell(_lines(told) if told else None, tone)

    def _say_held(self) -> list[Words]:
        """Name the first of them; in the list each has its reason."""
        held = [_of(file.number, self._held[file.id]) for file in self._files if file.id in self._held]
        more = len(held) - MOST_SAID
        return [*held[:MOST_SAID], *((words("efile-ui.told-more", count=more),) if more > 0 else ())]

    def _show_progress(self, signed: int, of: int) -> None:
        self._bar.setValue(signed)
        self._count.setText(self.speech.word("efile-ui.batch-signed", signed=signed, of=of))

    def _done(self, done: tuple[tuple[str, ...], tuple[str, ...], AppError | None]) -> None:
        signed, left, error = done
        self._show_going(going=False)
        self._signed += tuple(file.number for file in self._files if file.id in signed)
        self._files = tuple(file for file in self._files if file.id not in signed)
        if error is not None:
            self._failed_all(error)
        elif left:
            self._has_failed = False
            self._tell_end(words("efile-ui.batch-stopped", signed=len(self._signed), left=len(left)), "wait")
            self._show(self._files)
        elif self._held:
            self._tell_rest()
        else:
            self.done.emit(Numbers(self._signed))

    def _tell_rest(self) -> None:
        """All are signed that can be: those that cannot stay in sight, each with its reason."""
        self._go.hide()
        self._list_files()
        self._put(())
        self._doubts = []
        left = sum(file.id in self._held for file in self._files)
        said = words("efile-ui.batch-rest", signed=len(self._signed), left=left)
        self._tell_end(_lines([said, *self._say_held()]), "wait")

    def _failed_all(self, error: AppError) -> None:
        """The token may be gone: its PIN is asked anew, for what is left."""
        self._show_going(going=False)
        why, left = explain(error), self._count_left()
        rest = words("efile-ui.batch-left", signed=len(self._signed), left=left)
        self._has_failed = True
        self._tell_end(Words(f"{why.hi} {rest.hi}", f"{why.en} {rest.en}"), "wrong")
        self._show(self._files)
        self._go.hide()

    def _tell_end(self, said: Words, tone: str) -> None:
        self._ended = said, tone
        self.tell(said, tone)
        if not self.isVisible():
            self.ended_aside.emit(said)

    def _show_going(self, *, going: bool) -> None:
        self._is_going = going
        if (at := QApplication.focusWidget()) is not None and self.isAncestorOf(at):
            self.setFocus()  # what had the cursor may be hidden now: it stays in the sheet
        self._list.setEnabled(not going)
        self._bar.setVisible(going)
        self._stop.setVisible(going)
        self._go.setVisible(not going)

    def _say_count(self) -> None:
        if not self._files:
            key = "batch-none"
        elif self._could:
            key = "batch-count"
        else:
            key = "batch-waits" if self._count_left() else "batch-held"
        count = len(self._shown) if self._could else self._count_left() or len(self._files)
        self._count.setText(self.speech.word(f"efile-ui.{key}", count=count))

    def _count_left(self) -> int:
        return sum(file.id not in self._left_out and file.id not in self._held for file in self._files)

    def _lay_out(self) -> None:
        self._list.setObjectName("efile.batch.files")
        self._list.setFont(font(SIZES.label))
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.speech.bind(self._list.setAccessibleName, "efile-ui.batch-files", self._list)
        self._texts.setObjectName("efile.batch.texts")
        self._texts.setReadOnly(True)
        self._texts.setFont(font(SIZES.body))
        dress(self._texts, "QPlainTextEdit", YELLOW_NOTE, YELLOW_LINE)
        self.speech.bind(self._texts.setAccessibleName, "efile-ui.sign-text", self._texts)
        for each in (self._count, self._bar):
            self.box.addWidget(each)
        asked = (self._list, self._token, self._go, self._stop)
        self.box.addLayout(facing(self._texts, *asked, shares=(4, 3)), 1)


def _of(which: str, said: Words) -> Words:
    return Words(f"{which}: {said.hi}", f"{which}: {said.en}")


def _lines(told: Sequence[Words]) -> Words:
    return Words("\n".join(each.hi for each in told), "\n".join(each.en for each in told))
