"""A sheet comes in: from which office, which file, what was found in it, what it changes, and then it is taken."""

from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QProgressBar, QWidget

from app.errors import AppError
from app.staff.model import Batch, Taken
from app.staff.posts import OfficeCard
from app.staff.sheets.model import Field
from app.words import words
from ui.documents import documents
from ui.efile.sheet import beside
from ui.places import card, label
from ui.staff.bound import bind
from ui.staff.found_view import FoundView
from ui.staff.incoming import Found, Source, look_into, take
from ui.staff.office_choice import OfficeChoice
from ui.staff.office_doubt import OfficeDoubt
from ui.staff.sheet import StaffSheet
from ui.tasks import Lane, Tasks
from ui.theme import restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

WIDE = 100
KINDS = "*.xlsx *.xls *.ods *.csv *.tsv *.txt"


class TakeSheet(StaffSheet):
    """`done` carries the batch and what the sheet brought into it. Checking goes on beside; it can be given up."""

    _went_on = Signal(int, int)  # which check, and rows done: told on the thread that checks

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "take-in", parent)
        self.source: Source | None = None
        self._found: Found | None = None
        self._turn = 0
        self._given_up = Event()
        self._office, self._bar = OfficeChoice(speech, self), QProgressBar(self)
        self._choose = self.button("choose", self.choose_file, "primary")
        self._paste = self.button("paste", self.paste)
        self._stop = self.button("stop", self.give_up, "danger")
        self._again = self.button("again", self.check)
        self._go = self.button("go", self.take, "primary")
        self._going, self._count, self._how, self._what_then = (
            label(self, role, name=f"staff.take-in.{name}")
            for name, role in (("going", ""), ("count", "heading"), ("how", ""), ("then", "hint"))
        )
        self._card, inside = card(self)
        inside.addWidget(self._how)
        self._doubt, self.found = OfficeDoubt(speech, self), FoundView(speech, self)
        self.mapping = self.found.mapping
        self._lay_out()
        self._connect()

    def begin(self, office: str = "") -> None:
        """Begin with nothing chosen; `office` is the id of the one whose sheet is expected."""
        self.source = None
        self._office.choose("")
        self.tell(None)
        self._show_found(None)
        self._show_going(going=False)
        self.run(Lane.RECORDS, self._asked, partial(self._show_offices, office))

    def choose_file(self) -> None:
        """Ask for the file as the office sent it, once it is known which office that is."""
        if self._office.card is None:
            self._ask_office()
            return
        kinds = f"{self.speech.word('staff-ui.take-in-kinds')} ({KINDS})"
        name, _ = QFileDialog.getOpenFileName(
            self, self.speech.word("staff-ui.take-in-choose"), documents(), kinds
        )
        if name:
            self.take_file(Path(name))

    def take_file(self, file: Path) -> None:
        self._read(Source(file.name, file))

    def paste(self) -> None:
        """Take what was copied in a spreadsheet."""
        text = QApplication.clipboard().text()
        if not text.strip():
            self.tell(words("staff-ui.take-in-nothing-copied"))
            return
        self._read(Source(self.speech.word("staff-ui.take-in-pasted"), None, text))

    def check(self) -> None:
        """Read and judge it, with the columns as they are named here; nothing is kept yet."""
        source, office = self.source, self._office.card
        if source is None:
            return
        if office is None:
            self._ask_office()
            return
        self._turn += 1
        self._given_up = Event()
        self.tell(None)
        self._show_found(None)
        self._show_going(going=True)
        work = partial(
            look_into,
            self.office,
            office,
            source,
            self.mapping.corrected(office.code),
            partial(self._went_on.emit, self._turn),
            self._given_up.is_set,
        )
        failed = partial(self._check_failed, self._turn)
        self.tasks.run(Lane.SHEETS, work, partial(self._came_in, self._turn), failed, owner=self)

    def give_up(self) -> None:
        """Stop reading; nothing was kept."""
        self._turn += 1
        self._given_up.set()
        self._show_going(going=False)
        self.tell(words("staff-ui.take-in-stopped"), "wait")

    def leave(self) -> None:
        self._turn += 1
        self._given_up.set()
        super().leave()

    def take(self) -> None:
        """Take the rows in, those with mistakes too: they are mended in the grid."""
        office, source, found = self._office.card, self.source, self._found
        if source is None or found is None or not self._go.isEnabled():
            return
        if office is None:
            self._ask_office()
            return
        if self._doubt.is_open:
            self.tell(words("staff-ui.doubt-first"), "wait")
            self._doubt.setFocus()
            return
        asked = self.found.diff.asked
        if asked.returning is None:
            self._ask_of_returning()
            return
        if asked.mends is None:
            self._ask_of_mends()
            return
        said = asked.said(self.speech.word("staff-ui.leave-out-gone"))
        work = partial(take, self.office, office, source.name, found.sheet, said)
        self.run(Lane.RECORDS, work, self._taken)
        self._what_then.setText(self.speech.word("staff-ui.take-in-taking", rows=len(found.sheet.rows)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        if file := _dropped(event):
            self.take_file(file)

    def _ask_office(self) -> None:
        self.tell(words("staff-ui.take-in-no-office"))
        self._office.setFocus()

    def _ask_of_returning(self) -> None:
        self.tell(words("staff-ui.returning-first"), "wait")
        self.found.show_side("diff")
        self.found.diff.ask_of_returning()

    def _ask_of_mends(self) -> None:
        self.tell(words("staff-ui.mends-first"), "wait")
        self.found.show_side("diff")
        self.found.diff.ask_of_mends()

    def _read(self, source: Source) -> None:
        self.source = source
        self.mapping.forget()
        self.check()

    def _asked(self) -> tuple[tuple[OfficeCard, ...], tuple[Field, ...]]:
        return self.office.staff.offices.all(), self.office.staff.fields()

    def _show_offices(self, office: str, asked: tuple[tuple[OfficeCard, ...], tuple[Field, ...]]) -> None:
        offices, fields = asked
        self.found.set_fields(fields)
        self._office.put(offices, office)
        (self._choose if office else self._office).setFocus()

    def _show_progress(self, turn: int, rows: int) -> None:
        if turn == self._turn:
            self._going.setText(self.speech.word("staff-ui.take-in-going", rows=rows))

    def _came_in(self, turn: int, found: Found) -> None:
        if turn == self._turn:
            self._show_going(going=False)
            self._show_found(found)
            (self._doubt if self._doubt.is_open else self._go).setFocus()

    def _check_failed(self, turn: int, error: AppError) -> None:
        if turn == self._turn:
            self._show_going(going=False)
            self.failed(error)

    def failed(self, error: AppError) -> None:
        super().failed(error)
        self._say_found()

    def _taken(self, taken: tuple[Batch, Taken]) -> None:
        self.done.emit(taken)

    def _mapped(self) -> None:
        """What stands below was read with other columns."""
        self._again.setVisible(self.source is not None)
        self._go.setEnabled(False)

    def _other_office(self) -> None:
        card = self._office.card
        if self.source is not None and card is not None:
            self.mapping.forget()
            self.check()
        elif card is not None:
            work = partial(self.office.staff.require_takes, card.id)
            self.tasks.run(Lane.RECORDS, work, self._takes, partial(self._takes_none, card), owner=self)

    def _takes(self, _nothing: None) -> None:
        """A sheet of the office can be taken in; a refusal of the one before is none of it."""
        self._asked_fields["office"].show_problem(None)

    def _takes_none(self, card: OfficeCard, error: AppError) -> None:
        """Say before a file is looked for that none of this office is taken in."""
        if card == self._office.card and self.source is None:
            super().failed(error)

    def _named_office(self, code: str) -> None:
        """The office that the sheet names was meant; it is read anew for that one."""
        self._office.choose(next((each.id for each in self._office.offices if each.code == code), ""))

    def _show_found(self, found: Found | None) -> None:
        self._found = found
        for each in (self._count, self._what_then, self.found, self._go):
            each.setVisible(found is not None)
        self._card.setVisible(found is None)
        restyle(self._choose, "kind", "primary" if found is None else "")  # one step is next, not two
        self._again.hide()
        self._go.setEnabled(True)
        if found is not None:
            self.found.show_found(found)
        self._doubt.look_at(found.sheet if found else None, self._office.card)
        self._say_found()

    def _say_found(self) -> None:
        found, source = self._found, self.source
        if found is None or source is None:
            return
        rows = len(found.sheet.rows)
        facts = {"file": source.name, "rows": rows, "good": found.good, "wrong": rows - found.good}
        self._count.setText(self.speech.word("staff-ui.take-in-count", **facts))
        key = "again" if found.open_batch else "wrong" if rows > found.good else "clean"
        self._what_then.setText(self.speech.word(f"staff-ui.take-in-then-{key}"))

    def _show_going(self, *, going: bool) -> None:
        for each in (self._bar, self._stop, self._going):
            each.setVisible(going)
        self._going.setText(self.speech.word("staff-ui.take-in-going", rows=0))
        self._card.setVisible(not going and self._found is None)
        for used in (self._choose, self._paste, self._office):
            used.setEnabled(not going)

    def _connect(self) -> None:
        self._went_on.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        self.mapping.changed.connect(self._mapped)
        self.found.diff.answered.connect(partial(self.tell, None))
        self._doubt.other.connect(self._named_office)
        self._office.currentIndexChanged.connect(self._other_office)
        self._office.unclear.connect(self._asked_fields["office"].show_problem)
        self.speech.changed.connect(self._say_found)
        bind(self, {"Ctrl+Return": self.take, "Ctrl+Enter": self.take})
        self.setAcceptDrops(True)

    def _lay_out(self) -> None:
        self._bar.setObjectName("staff.take-in.progress")
        self._bar.setRange(0, 0)
        self.speech.bind(self._how.setText, "staff-ui.take-in-how", self._how)
        for each in (self._count, self._how, self._what_then):
            each.setWordWrap(True)
        line = QHBoxLayout()
        line.addWidget(self.field("office", self._office), 1)
        for button in (self._choose, self._paste):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.box.addLayout(line)
        self.box.addWidget(self._card)
        self.line(self._going, self._bar, self._stop)
        self.box.addWidget(self._count)
        self.box.addWidget(self._doubt)
        self.box.addWidget(self.found, 1)
        below = beside(self._go, self._again, self._what_then)
        below.setStretchFactor(self._what_then, WIDE)
        self.box.addLayout(below)
        self.box.addStretch(0)


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one file that is dropped here; of several nobody could say whose office they are."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
