"""A sheet comes in: from which office, which file, what its columns hold, what was converted, and then it is taken."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.staff.model import Batch, OfficeCard, Taken
from app.staff.sheets.model import CheckedSheet, ColumnMapping, Field, Finding
from app.words import words
from ui.places import Listing, label
from ui.staff.incoming import Conversion, Source, conversions, good_rows, take
from ui.staff.mapping_view import MappingView
from ui.staff.sheet import StaffSheet
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

MOST_FINDINGS = 6
KINDS = "*.xlsx *.xls *.ods *.csv *.tsv *.txt"
Found = tuple[CheckedSheet, tuple[Conversion, ...], int]


class TakeSheet(StaffSheet):
    """`done` carries the batch and what the sheet brought into it. Checking goes on beside; it can be given up."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "take-in", parent)
        self._offices: tuple[OfficeCard, ...] = ()
        self._fields: dict[str, Field] = {}
        self._source: Source | None = None
        self._found: Found | None = None
        self._turn = 0
        self._heads: list[QWidget] = []
        self._office, self._bar = QComboBox(self), QProgressBar(self)
        self._choose = self.button("choose", self.choose_file, "primary")
        self._paste = self.button("paste", self.paste)
        self._stop = self.button("stop", self.give_up, "danger")
        self._again = self.button("again", self.check)
        self._go = self.button("go", self.take, "primary")
        self._count, self._findings = (
            label(self, "heading", name=f"staff.take-in.{each}") for each in ("count", "findings")
        )
        self.mapping = MappingView(speech, self)
        self._converted = self._conversions()
        self._lay_out()
        self.mapping.changed.connect(self._mapped)
        self._office.currentIndexChanged.connect(self._other_office)
        speech.changed.connect(self._say_offices)

    def begin(self, office: str = "") -> None:
        """Begin with nothing chosen; `office` is the id of the one whose sheet is expected."""
        self._source, self._found = None, None
        self.tell(None)
        self._show_found(None)
        self._show_going(going=False)
        self.run(Lane.RECORDS, self._asked, partial(self._show_offices, office))

    def choose_file(self) -> None:
        """Ask for the file as the office sent it."""
        kinds = f"{self.speech.word('staff-ui.take-in-kinds')} ({KINDS})"
        name, _ = QFileDialog.getOpenFileName(self, self.speech.word("staff-ui.take-in-choose"), "", kinds)
        if name:
            self.take_file(Path(name))

    def take_file(self, file: Path) -> None:
        self._source = Source(file.name, file)
        self.mapping.forget()
        self.check()

    def paste(self) -> None:
        """Take what was copied in a spreadsheet."""
        text = QApplication.clipboard().text()
        if not text.strip():
            self.tell(words("staff-ui.take-in-nothing-copied"))
            return
        self._source = Source(self.speech.word("staff-ui.take-in-pasted") + ".txt", None, text)
        self.mapping.forget()
        self.check()

    def check(self) -> None:
        """Read and judge it, with the columns as they are named here; nothing is kept yet."""
        source, card = self._source, self._card
        if source is None or card is None:
            return
        self._turn += 1
        self.tell(None)
        self._show_found(None)
        self._show_going(going=True)
        work = partial(self._checked, source, card.code, self.mapping.corrected(card.code))
        failed = partial(self._check_failed, self._turn)
        self.tasks.run(Lane.SHEETS, work, partial(self._came_in, self._turn), failed, owner=self)

    def give_up(self) -> None:
        """What is being read is of no use any more."""
        self._turn += 1
        self._show_going(going=False)

    def leave(self) -> None:
        self.give_up()
        super().leave()

    def take(self) -> None:
        """Take the rows in, those with mistakes too: they are mended in the grid."""
        card, source, found = self._card, self._source, self._found
        if card is not None and source is not None and found is not None:
            self.run(Lane.RECORDS, partial(take, self.office, card, source.name, found[0]), self._taken)

    @property
    def _card(self) -> OfficeCard | None:
        place = self._office.currentIndex()
        return self._offices[place] if 0 <= place < len(self._offices) else None

    def _asked(self) -> tuple[tuple[OfficeCard, ...], tuple[Field, ...]]:
        return self.office.staff.offices.all(), self.office.staff.fields()

    def _checked(self, source: Source, office: str, mapping: ColumnMapping | None) -> Found:
        sheet = source.check(self.office.staff.check, office, mapping)
        return sheet, conversions(sheet), good_rows(sheet)

    def _came_in(self, turn: int, found: Found) -> None:
        if turn == self._turn:
            self._show_going(going=False)
            self._show_found(found)
            self._go.setFocus()

    def _check_failed(self, turn: int, error: AppError) -> None:
        if turn == self._turn:
            self._show_going(going=False)
            self.failed(error)

    def _taken(self, taken: tuple[Batch, Taken]) -> None:
        self.done.emit(taken)

    def _mapped(self) -> None:
        """What stands below was read with other columns."""
        self._again.setVisible(self._source is not None)
        self._go.setEnabled(False)

    def _other_office(self) -> None:
        if self._found is not None:
            self.mapping.forget()
            self.check()

    def _show_found(self, found: Found | None) -> None:
        self._found = found
        for each in (self._count, self._findings, self.mapping, self._converted, self._go, *self._heads):
            each.setVisible(found is not None)
        self._again.hide()
        self._go.setEnabled(True)
        if found is None or self._source is None:
            return
        sheet, converted, good = found
        self._say_found(sheet, good)
        self.mapping.show_mapping(sheet.mapping)
        self._converted.put(converted, lambda each: f"{each.field}{each.before}")

    def _say_found(self, sheet: CheckedSheet, good: int) -> None:
        wrong = len(sheet.rows) - good
        name = self._source.name if self._source else ""
        self._count.setText(
            self.speech.word(
                "staff-ui.take-in-count", file=name, rows=len(sheet.rows), good=good, wrong=wrong
            )
        )
        said = [self._said_of(each) for each in sheet.findings[:MOST_FINDINGS]]
        self._findings.setText("\n".join(f"• {each}" for each in said))
        self._findings.setVisible(bool(said))

    def _said_of(self, finding: Finding) -> str:
        said = self.speech.word(finding.key, **finding.facts)
        field = self._fields.get(finding.field)
        return said if field is None else f"{self.speech.say(field.label)}: {said}"

    def _show_offices(self, office: str, asked: tuple[tuple[OfficeCard, ...], tuple[Field, ...]]) -> None:
        self._offices, fields = asked
        self._fields = {each.id: each for each in fields}
        self.mapping.set_fields(fields)
        self._say_offices()
        place = next((at for at, each in enumerate(self._offices) if each.id == office), 0)
        self._office.setCurrentIndex(place)
        self._choose.setFocus()

    def _say_offices(self) -> None:
        place = self._office.currentIndex()
        self._office.blockSignals(True)
        self._office.clear()
        for each in self._offices:
            self._office.addItem(f"{self.speech.say(each.name)} · {each.code}")
        self._office.setCurrentIndex(place)
        self._office.blockSignals(False)
        if self._found is not None:
            self._say_found(self._found[0], self._found[2])

    def _show_going(self, *, going: bool) -> None:
        self._bar.setVisible(going)
        self._stop.setVisible(going)
        for each in (self._choose, self._paste, self._office):
            each.setEnabled(not going)

    def _conversions(self) -> Listing[Conversion]:
        columns = (
            ("staff-ui.line", lambda each: str(each.line)),
            ("staff-ui.converted-field", lambda each: self.speech.say(self._fields[each.field].label)),
            ("staff-ui.converted-before", lambda each: each.before),
            ("staff-ui.converted-after", lambda each: each.after),
        )
        return Listing[Conversion](
            self.speech, "staff.take-in.converted", columns, "staff-ui.converted-none", self, wide=3
        )

    def _lay_out(self) -> None:
        self._bar.setObjectName("staff.take-in.progress")
        self._bar.setRange(0, 0)
        self._findings.setWordWrap(True)
        restyle(self._findings, "role", "")
        restyle(self._findings, "tone", "wait")
        self._count.setWordWrap(True)
        line, below = QHBoxLayout(), QHBoxLayout()
        line.setSpacing(SIZES.step)
        line.addWidget(self.field("office", self._office), 1)
        for each in (self._choose, self._paste):
            line.addWidget(each, 0, Qt.AlignmentFlag.AlignBottom)
        below.setSpacing(SIZES.gap)
        for side, key in ((self.mapping, "mapping"), (self._converted, "converted")):
            below.addLayout(self._titled(side, f"staff-ui.{key}-title"), 1)
        self.box.addLayout(line)
        self.line(self._bar, self._stop)
        self.box.addWidget(self._count)
        self.box.addWidget(self._findings)
        self.box.addLayout(below, 1)
        self.line(self._go, self._again)
        self.box.addStretch(0)

    def _titled(self, widget: QWidget, key: str) -> QVBoxLayout:
        """Return a column with its heading; both are seen once a sheet was read."""
        found, head = QVBoxLayout(), label(self, "label")
        self._heads.append(head)
        found.addWidget(head)
        found.addWidget(widget, 1)
        for say in (head.setText, widget.setAccessibleName):
            self.speech.bind(say, key, widget)
        return found
