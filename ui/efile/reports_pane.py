"""Registers and reports: which one, of which days, as a list; saved as a workbook or as pages."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QModelIndex, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.base.days import APRIL
from app.base.words import Words
from app.errors import AppError
from app.ports.report import ReportTable
from app.words import words
from ui.documents import documents
from ui.efile.report_view import ReportView
from ui.efile.sheet import day_editor, today
from ui.field import Field, field
from ui.filter_box import FilterBox
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

KINDS = ("files", "letters", "issues", "moves", "with-others", "months")


class ReportsPane(QWidget):
    """The year so far, unless other days are chosen; Enter on a row goes to what it tells of.

    `failed` and `told` are said by the place around it.
    """

    failed = Signal(object)  # AppError
    told = Signal(object)  # Words
    asked = Signal(str, str)  # a file or letter, and an issue in it or none

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._speech = office, tasks, speech
        self._kind = FilterBox(self)
        self._since, self._until = day_editor(), day_editor()
        self._view = ReportView("my-day.report.list", self)
        self.rows = self._view.rows
        self._count = label(self, "hint", name="my-day.report.count")
        self._shown: tuple[str, date, date] | None = None
        self._savers = [self._button(suffix) for suffix in ("xlsx", "pdf")]
        self._lay_out()
        self._name_kinds()
        self._since.setDate(_year_begins(today()))
        self._kind.currentIndexChanged.connect(self.refresh)
        for each in (self._since, self._until):
            each.dateChanged.connect(self.refresh)
        self._view.activated.connect(self._ask)
        speech.changed.connect(self._spoken)

    def refresh(self) -> None:
        """Ask for the report anew; what is shown of another one goes at once."""
        kind, since, until = asked = self._asked()
        if asked != self._shown:
            self._wait()
        work = partial(self._office.efile.registers.table, kind, since, until, self._speech.language)
        self._tasks.run(Lane.RECORDS, work, partial(self._show, asked), self._fail, owner=self)

    def choose(self, kind: str) -> None:
        self._kind.setCurrentIndex(KINDS.index(kind))

    def save(self, to: Path) -> None:
        """Write what is shown; a name that ends in `.pdf` makes pages, any other a workbook."""
        work = partial(self._office.efile.registers.export, *self._asked(), self._speech.language, to)
        self._tasks.run(Lane.SHEETS, work, self._saved, self._fail, owner=self)

    def _asked(self) -> tuple[str, date, date]:
        return KINDS[max(0, self._kind.currentIndex())], _day(self._since), _day(self._until)

    def _show(self, asked: tuple[str, date, date], table: ReportTable) -> None:
        """An answer about another report or other days is of no use."""
        if asked != self._asked():
            return
        self._view.put(table)
        self._shown = asked
        self._let_out(allowed=True)
        self._say()

    def _wait(self) -> None:
        """No rows of another report, or of other days, stand under the name of the one that is coming."""
        self._shown = None
        self._view.put(None)
        self._let_out(allowed=False)
        self._count.setText(self._speech.word("ui.coming"))

    def _let_out(self, *, allowed: bool) -> None:
        for each in self._savers:
            each.setEnabled(allowed)

    def _fail(self, error: AppError) -> None:
        if self._shown is None:
            self._count.clear()
        self.failed.emit(error)

    def _ask(self, index: QModelIndex) -> None:
        """Ask for what a row tells of; a month is nothing that can be looked at."""
        refers = self.rows.table.refers if self.rows.table else ()
        thing, issue = refers[index.row()] if index.row() < len(refers) else ("", "")
        if thing:
            self.asked.emit(thing, issue)

    def _saved(self, file: Path) -> None:
        self.told.emit(words("efile-ui.report-saved", file=file))

    def _ask_where(self, suffix: str) -> None:
        title, kind = self._speech.word("efile-ui.report-save"), self._asked()[0]
        name, _ = QFileDialog.getSaveFileName(self, title, documents(f"{kind}.{suffix}"), f"*.{suffix}")
        if name:
            self.save(Path(name))

    def _spoken(self) -> None:
        self._name_kinds()
        self.refresh()

    def _say(self) -> None:
        count = self.rows.rowCount()
        self._count.setText(self._speech.word(f"efile-ui.report-{'count' if count else 'none'}", count=count))

    def _name_kinds(self) -> None:
        place = max(0, self._kind.currentIndex())
        self._kind.blockSignals(True)
        self._kind.clear()
        self._kind.addItems([self._speech.word(f"efile-report.{kind}") for kind in KINDS])
        self._kind.setCurrentIndex(place)
        self._kind.blockSignals(False)

    def _field(self, name: str, editor: QWidget) -> Field:
        said, none = words(f"efile-ui.report-{name}"), Words("", "")
        return field(self, self._speech, name=f"my-day.report.{name}", label=said, help=none, editor=editor)

    def _button(self, suffix: str) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"my-day.report.{suffix}")
        found.clicked.connect(partial(self._ask_where, suffix))
        self._speech.bind(found.setText, f"efile-ui.report-as-{suffix}", found)
        return found

    def _lay_out(self) -> None:
        self._speech.bind(self._view.setAccessibleName, "efile-ui.reports", self._view)
        chosen, foot, box = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        chosen.addWidget(self._field("kind", self._kind), 2)
        chosen.addWidget(self._field("since", self._since), 1)
        chosen.addWidget(self._field("until", self._until), 1)
        foot.addWidget(self._count, 1)
        for each in self._savers:
            foot.addWidget(each)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.step)
        box.addLayout(chosen)
        whose = label(self, "hint", name="my-day.report.whose")
        self._speech.bind(whose.setText, "efile-ui.report-whose", whose)
        box.addWidget(whose)
        box.addWidget(self._view, 1)
        box.addLayout(foot)
        self.setFocusProxy(self._kind)


def _day(editor: QDateEdit) -> date:
    day = editor.date()
    return date(day.year(), day.month(), day.day())


def _year_begins(day: QDate) -> QDate:
    """Return the first of April of the financial year."""
    return QDate(day.year() - (day.month() < APRIL), APRIL, 1)
