"""How ready the offices are for e-Office, as the CDO and the DESTO look at it, and what they note."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.accounts.model import may
from app.base.days import day_words
from app.errors import AppError
from app.staff.standings import Meeting, Standings
from app.words import words
from ui.chips import new_chip
from ui.documents import documents
from ui.places import Place, label
from ui.readiness.evidence_sheet import EvidenceSheet, ExemptSheet
from ui.readiness.meeting_sheet import MeetingSheet
from ui.readiness.meetings_page import MeetingsPage
from ui.readiness.pages import CallsPage, HeatPage, ItemsPage, OfficesPage, Page, facts
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

NOTES = "staff.noted"
VIEWS = (OfficesPage.name, ItemsPage.name, HeatPage.name, CallsPage.name, MeetingsPage.name)


class ReadinessPlace(Place):
    """Five views of one moment; what is noted lies over them until it is done with."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "readiness", parent)
        self.standings: Standings | None = None
        self._written: list[str] = []  # files of those asked for together
        self._told_then = ""  # the key of what is told once the views show it
        self._stack, self._main, self._views = QStackedWidget(self), QWidget(self), QStackedWidget(self)
        self.offices, self.items = OfficesPage(speech, self), ItemsPage(speech, self)
        self.heat, self.calls = HeatPage(speech, self), CallsPage(speech, self)
        self.meetings = MeetingsPage(speech, self)
        self._pages: dict[str, Page] = {
            each.name: each for each in (self.offices, self.items, self.heat, self.calls, self.meetings)
        }
        self.evidence = EvidenceSheet(office, tasks, speech, self)
        self.exempt = ExemptSheet(office, tasks, speech, self)
        self.meeting = MeetingSheet(office, tasks, speech, self)
        self._group = QButtonGroup(self)
        self.chips = {name: self._chip(name) for name in VIEWS}
        self._figures = [(label(self, "title"), label(self, "hint")) for _ in range(4)]
        self._as_of = label(self, "hint", name="readiness.as-of")
        self.exports = {
            kind: self.button(f"export-{kind}", f"offices-ui.export-{kind}", partial(self.choose_file, kind))
            for kind in ("xlsx", "pdf")
        }
        self._lay_out()
        self._connect()
        self._say_figures()
        self.look_at(VIEWS[0])

    def refresh(self) -> None:
        """Ask how things stand; a sheet that is being filled in stays as it is."""
        readiness = self.office.staff.readiness
        self.run(Lane.RECORDS, lambda: (readiness.standings(), readiness.meetings()), self._show)

    def look_at(self, name: str) -> None:
        """Show a view by its name."""
        self.chips[name].setChecked(True)
        self._views.setCurrentWidget(self._pages[name])
        self.setFocusProxy(self._pages[name])

    def begin(self, name: str) -> None:
        """Begin an act with what is chosen in the view."""
        if not self._may_note():
            self.tell(words("offices-ui.may-not-note"), "wait")
            return
        self.tell(None)
        if name in ("evidence", "exempt"):
            self._begin_mark(name)
        elif name == "point-done":
            self._end_point()
        elif self.standings is not None:
            self._stack.setCurrentWidget(self.meeting)
            self.meeting.begin(
                self.standings.offices, self.meetings.list.current() if name == "meeting" else None
            )

    def choose_file(self, kind: str) -> None:
        """Ask where to, and write the report there."""
        title, name = self.speech.word(f"offices-ui.export-{kind}"), self._file_name(kind)
        file, _ = QFileDialog.getSaveFileName(self, title, documents(name), f"*.{kind}")
        if file:
            self.export(Path(file))

    def export(self, file: Path) -> None:
        """Write the report as the name's ending says."""
        self.tell(words("offices-ui.exporting"), "wait")
        button = self.exports["pdf" if file.suffix.lower() == ".pdf" else "xlsx"]
        button.setEnabled(False)  # the other kind is written after this one
        work = partial(self.office.staff.readiness.export, file, self.speech.language)
        done, not_done = partial(self._exported, button), partial(self._not_exported, button)
        self.tasks.run(Lane.SHEETS, work, done, not_done, owner=self)

    def _may_note(self) -> bool:
        acting = self.office.people.acting
        return acting is not None and may(acting.post.roles, NOTES)

    def _begin_mark(self, name: str) -> None:
        readiness, line = self.offices.list.current(), self.offices.marks.current()
        if readiness is None or line is None:
            return
        if name == "evidence" and line.item.by_centre:
            self.tell(words("staff.evidence-by-centre"), "wait")
        elif name == "evidence":
            self._stack.setCurrentWidget(self.evidence)
            self.evidence.begin(readiness, line.item, line.mark)
        else:
            self._stack.setCurrentWidget(self.exempt)
            self.exempt.begin(readiness, line.item)

    def _end_point(self) -> None:
        due = self.meetings.due.current()
        if due is not None:
            meeting, point = due
            work = partial(self.office.staff.readiness.end_point, meeting.id, point)
            self.run(Lane.RECORDS, work, partial(self._done, "offices-ui.done-point"))

    def _show(self, found: tuple[Standings, tuple[Meeting, ...]]) -> None:
        self.standings, meetings = found
        for page in self._pages.values():
            page.show_standings(self.standings)
        self.meetings.show_meetings(meetings)
        self._say_figures()
        told, self._told_then = self._told_then, ""
        if told:
            self.tell(words(told))

    def _say_figures(self) -> None:
        if self.standings is None:
            self._as_of.setText(self.speech.word("ui.coming"))
            return
        for (figure, meant), (key, told, tone) in zip(self._figures, facts(self.standings), strict=True):
            figure.setText(told)
            restyle(figure, "tone", tone)
            meant.setText(self.speech.word(key))
        self._as_of.setText(self.speech.word("offices-ui.as-of", day=day_words(self.standings.day)))

    def _file_name(self, kind: str) -> str:
        day = day_words(self.standings.day) if self.standings else ""
        return f"{self.speech.word('offices-ui.file-name', day=day)}.{kind}"

    def _exported(self, button: QPushButton, file: Path) -> None:
        button.setEnabled(True)
        self._written.append(file.name)
        self.tell(words("offices-ui.exported", file=", ".join(self._written)))
        if all(each.isEnabled() for each in self.exports.values()):
            self._written = []

    def _not_exported(self, button: QPushButton, error: AppError) -> None:
        button.setEnabled(True)
        self.tell_failed(error)

    def _leave_sheet(self) -> None:
        self._stack.setCurrentWidget(self._main)
        self.setFocus()
        self.refresh()

    def _done(self, key: str, _found: object) -> None:
        """It is told together with what came of it: until then the views stand as before."""
        self._told_then = key
        self.tell(words("ui.working"), "wait")
        self._leave_sheet()

    def _chip(self, name: str) -> QPushButton:
        found = new_chip(self, self._group, f"readiness.view.{name}", partial(self.look_at, name))
        self.speech.bind(found.setText, f"offices-ui.view-{name}", found)
        return found

    def _connect(self) -> None:
        for page in self._pages.values():
            page.asked.connect(self.begin)
        for sheet in (self.evidence, self.exempt, self.meeting):
            sheet.left.connect(self._leave_sheet)
            sheet.done.connect(partial(self._done, f"offices-ui.done-{sheet.name}"))
        self.speech.changed.connect(self._say_figures)

    def _lay_out(self) -> None:
        column, figures, switch = QVBoxLayout(self._main), QHBoxLayout(), QHBoxLayout()
        for each in (column, figures, switch):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(SIZES.step)
        for figure, meant in self._figures:
            figures.addWidget(figure)
            figures.addWidget(meant)
            figures.addSpacing(SIZES.gap)
        figures.addStretch(1)
        figures.addWidget(self._as_of)
        for chip in self.chips.values():
            switch.addWidget(chip)
        switch.addStretch(1)
        for button in self.exports.values():
            switch.addWidget(button)
        for page in self._pages.values():
            self._views.addWidget(page)
        column.addLayout(figures)
        column.addLayout(switch)
        column.addWidget(self._views, 1)
        for sheet in (self._main, self.evidence, self.exempt, self.meeting):
            self._stack.addWidget(sheet)
        self.box.addWidget(self._stack, 1)
