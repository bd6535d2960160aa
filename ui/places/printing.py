"""What is not printed yet, what a person has to say of it, and what the virtual printer put out."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.base.days import clock_words
from app.base.document import Copy
from app.base.words import Words
from app.papers.model import JobState, JobView, PrinterChoice, Verdict
from app.ports.printing import Raster
from app.words import words
from app.words.called import printer_called
from ui.devices import printer_words, why_not_out
from ui.field import field
from ui.places import Listing, Place, label, short_number
from ui.places.printer_sheet import PRACTICE, PrinterSheet
from ui.raster_view import RasterView
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

ASKS_A_PERSON = frozenset({JobState.SENT_UNCONFIRMED, JobState.NEEDS_OPERATOR})
MENDABLE = ASKS_A_PERSON | {JobState.FAILED_RETRYABLE, JobState.QUEUED, JobState.EXPIRED}
_MAY = {
    Verdict.PRINTED_FINE: ASKS_A_PERSON,
    Verdict.SPOILT: ASKS_A_PERSON,
    Verdict.LATER: ASKS_A_PERSON,
    Verdict.OTHER_PRINTER: MENDABLE,
    Verdict.CANCEL: MENDABLE,
}
_KINDS = {Verdict.CANCEL: "danger"}
_LIKELY = {
    JobState.SENT_UNCONFIRMED: Verdict.PRINTED_FINE,
    JobState.NEEDS_OPERATOR: Verdict.SPOILT,
}
"""What most often is the person's word: what was sent whole came out whole, what broke off did not."""
_RELEASED = frozenset({JobState.EXPIRED, JobState.FAILED_RETRYABLE})


class PrintingPlace(Place):
    """The queue with its verdicts on the left, the virtual paper on the right."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "printing", parent)
        self._printer = QComboBox(self)
        self._offer_printers()
        self._list = self._listing()
        self._cause = label(self, "error", name="printing.cause")
        self._cause.setWordWrap(True)
        self._verdicts = {verdict: self._verdict_button(verdict) for verdict in _MAY}
        self._release = self.button("release", "ui.release", self.release)
        self._test = self.button("print-test", "ui.print-test", self.print_test)
        self._change = self.button("change-printer", "printing-ui.open", self.change_printer)
        self._queue, self._sheet = QWidget(self), PrinterSheet(office, tasks, speech, self)
        self._paper = VirtualPaper(speech, self)
        self._lay_out()
        self.setFocusProxy(self._list)
        self._sheet.left.connect(self._put_away)
        self._sheet.done.connect(self._taken_up)
        self._sheet.hide()
        speech.changed.connect(self._enable)
        speech.changed.connect(self._name_printers)
        self._printer.currentIndexChanged.connect(self._show_practice)
        self._show_practice()
        self._enable()

    def refresh(self) -> None:
        self._change.setVisible(self.office.papers.set_up.may_change)
        self.run(Lane.RECORDS, self.office.papers.jobs, self._show)
        self.run(Lane.PRINTER, self.office.papers.virtual_paper, self._paper.put)

    def decide(self, verdict: Verdict) -> None:
        """Take the person's word on the chosen print."""
        if job := self._list.current():
            printer = self._printer.currentData() if verdict is Verdict.OTHER_PRINTER else ""
            told = told_words(job, verdict, printer)
            self.act(lambda: self.office.papers.decide(job.id, verdict, printer), told)

    def release(self) -> None:
        if job := self._list.current():
            self.act(lambda: self.office.papers.release(job.id), words("ui.released-told"))

    def print_test(self) -> None:
        """Print a slip on the printer that is chosen."""
        printer = self._printer.currentData()
        self.run(Lane.RECORDS, partial(self._tested, printer), self._test_asked)

    def change_printer(self) -> None:
        """Choose another printer or roll for the slips, in place of the queue."""
        self.tell(None)
        self.run(Lane.RECORDS, self.office.papers.set_up.now, self._open_sheet)

    def _tested(self, printer: str) -> str:
        self.office.papers.print_test(printer)
        return self.office.papers.set_up.folder_of(printer)

    def _test_asked(self, folder: str) -> None:
        in_folder = words("printing-ui.test-in-folder", folder=folder) if folder else None
        self._acted(in_folder or words("ui.print-test-asked"))

    def _show_practice(self) -> None:
        """Show what the practice printer put out only while that one is meant: another's paper is not there."""
        self._paper.setVisible(self._printer.currentData() == PRACTICE)

    def _open_sheet(self, now: PrinterChoice) -> None:
        self.intro.hide()  # it is of the queue
        self._queue.hide()
        self._sheet.show()
        self._sheet.begin(now)

    def _put_away(self) -> None:
        self._sheet.hide()
        self.intro.show()
        self._queue.show()
        self._change.setFocus()

    def _taken_up(self, kept: tuple[str, str]) -> None:
        printer, folder = kept
        self._put_away()
        self._offer_printers()
        in_folder = words("printing-ui.kept-in-folder", folder=folder) if folder else None
        self._acted(in_folder or words("printing-ui.kept", printer=printer_called(printer)))

    def _offer_printers(self) -> None:
        self._printer.clear()
        for name in self.office.papers.printers:
            self._printer.addItem(printer_words(self.speech, name), name)
        self._printer.setCurrentIndex(self._printer.findData(self.office.papers.default_printer))

    def _listing(self) -> Listing[JobView]:
        columns = (
            ("ui.column-paper", partial(paper_words, self.speech)),
            ("ui.column-number", lambda job: short_number(job.number)),
            ("ui.column-printer", lambda job: printer_words(self.speech, job.printer)),
            ("ui.column-state", self._state_words),
            ("ui.column-when", lambda job: clock_words(job.created_at)),
        )
        found = Listing[JobView](self.speech, "printing.list", columns, "ui.printing-empty", self, wide=1)
        found.chosen.connect(self._enable)
        return found

    def _verdict_button(self, verdict: Verdict) -> QPushButton:
        key = f"ui.verdict-{verdict.value}"
        return self.button(verdict.value, key, partial(self.decide, verdict), _KINDS.get(verdict, ""))

    def _lay_out(self) -> None:
        sides, left = QHBoxLayout(self._queue), QVBoxLayout()
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(SIZES.gap)
        left.setSpacing(SIZES.step)
        left.addWidget(self._list, 1)
        left.addWidget(self._cause)
        for row in (
            (Verdict.PRINTED_FINE, Verdict.SPOILT, Verdict.LATER),
            (Verdict.OTHER_PRINTER, Verdict.CANCEL),
        ):
            line = QHBoxLayout()
            for verdict in row:
                line.addWidget(self._verdicts[verdict])
            line.addStretch(1)
            if Verdict.CANCEL in row:
                line.insertWidget(0, self._release)
            left.addLayout(line)
        left.addLayout(self._printer_line())
        sides.addLayout(left, 3)
        sides.addWidget(self._paper, 2)
        self.box.addWidget(self._queue, 1)
        self.box.addWidget(self._sheet, 1)

    def _printer_line(self) -> QHBoxLayout:
        asked = {"label": words("ui.printer-choice"), "help": words("ui.printer-choice-help")}
        line = QHBoxLayout()
        line.addWidget(field(self, self.speech, name="printing.printer", editor=self._printer, **asked), 1)
        line.addWidget(self._test)
        line.addWidget(self._change)
        return line

    def _show(self, jobs: tuple[JobView, ...]) -> None:
        waited = self._list.current() is None and self.focusWidget() in (None, self._printer)
        self._list.put(jobs, lambda job: job.id)
        self._enable()
        if jobs and waited and self.isVisible():
            self._list.setFocus()  # while there was nothing the cursor stood wherever Qt found room for it

    def _enable(self) -> None:
        job = self._list.current()
        why = why_not_out(job) if job else None
        self._cause.setText(self.speech.say(why) if why else "")
        self._cause.setVisible(why is not None)
        for verdict, button in self._verdicts.items():
            button.setVisible(job is not None and job.state in _MAY[verdict])
            if verdict not in _KINDS:
                likely = job is not None and _LIKELY.get(job.state) is verdict
                restyle(button, "kind", "primary" if likely else "")
        self._release.setVisible(job is not None and job.state in _RELEASED)

    def _name_printers(self) -> None:
        for place in range(self._printer.count()):
            self._printer.setItemText(place, printer_words(self.speech, self._printer.itemData(place)))

    def _state_words(self, job: JobView) -> str:
        return self.speech.word(f"ui.job-{job.state.value}")


def told_words(job: JobView, verdict: Verdict, printer: str) -> Words:
    """Return what comes of a person's word on a print."""
    if verdict is Verdict.OTHER_PRINTER:
        return words("ui.verdict-other-printer-told", printer=printer_called(printer))
    if verdict is Verdict.SPOILT:
        return words("ui.verdict-spoilt-told", attempt=job.attempt + 1)
    return words(f"ui.verdict-{verdict.value}-told")


class VirtualPaper(QWidget):
    """What came out of the virtual printer, one paper at a time, the newest first."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech, self._place = speech, 0
        self._papers: tuple[Raster, ...] = ()
        self._view = RasterView(self)
        self._view.setObjectName("printing.virtual-paper")
        self._where: QLabel = label(self, "hint", name="printing.virtual-place")
        self._none = label(self, "hint")
        self._none.setWordWrap(True)
        speech.bind(self._none.setText, "ui.virtual-paper-empty", self._none)
        self._newer = self._turner("newer", -1)
        self._older = self._turner("older", 1)
        self._lay_out()
        speech.changed.connect(self._show)
        self._show()

    def put(self, papers: tuple[Raster, ...]) -> None:
        """Show these; where a new paper came, that one."""
        if papers != self._papers:
            self._papers, self._place = papers, 0
            self._show()

    def _turner(self, name: str, by: int) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"printing.{name}")
        found.setProperty("kind", "quiet")
        found.clicked.connect(partial(self._turn, by))
        self._speech.bind(found.setText, f"ui.virtual-{name}", found)
        return found

    def _turn(self, by: int) -> None:
        self._place += by
        self._show()

    def _lay_out(self) -> None:
        box, line = QVBoxLayout(self), QHBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        title = label(self, "heading")
        self._speech.bind(title.setText, "ui.virtual-paper", self)
        for each in (self._newer, self._where, self._older):
            line.addWidget(each)
        line.addStretch(1)
        box.addWidget(title)
        box.addWidget(self._none)
        box.addWidget(self._view, 1)
        box.addLayout(line)
        box.addStretch(0)

    def _show(self) -> None:
        count = len(self._papers)
        self._view.show_raster(self._papers[self._place] if count else None)
        self._none.setVisible(count == 0)
        for part in (self._view, self._where, self._newer, self._older):
            part.setVisible(count > 0)
        self._newer.setEnabled(self._place > 0)
        self._older.setEnabled(self._place + 1 < count)
        self._where.setText(self._speech.word("ui.virtual-place", place=self._place + 1, count=count))


def paper_words(speech: Speech, job: JobView) -> str:
    """Name what is printed; a duplicate by the number that stands on it."""
    paper, copy = speech.word(f"counter-ui.kind-{job.kind.value}"), Copy(job.copy)
    if copy.is_original:
        return paper
    return f"{paper}, {speech.word('ui.job-copy', duplicate=copy.duplicate)}"
