"""What is wrong in the chosen row, in words, and what is meant instead, one key away."""

import re
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.base.words import Words
from app.staff.model import SERVED_ELSEWHERE, Row, RowState, Weight
from app.staff.sheets.model import Field, Finding, Severity
from app.words import words
from ui.places import card, label
from ui.staff.grid_model import as_written, shown
from ui.theme import SIZES, restyle
from ui.words import Speech

WIDTH = 34 * SIZES.step  # beside it the five mandatory columns are seen on a screen of 1366
LEFT_OUT = "staff.left-out"  # why a row is left out; nothing else of it counts any more
TRANSFERRED = "duplicate.transferred"  # that somebody serves elsewhere, as this desk knows it
OFFICE = "office"  # the fact that names another office, by its code
SHARED = "rows"  # the fact that names the other rows with the same value
_LINES = re.compile(r"(?:^|, )(?:(.+?): )?(\d+)(?=, |$)")  # as `Place.seen_from` writes them
_MOST_LINES = 3  # so many fit beside each other
TONES = {Severity.ERROR: "wrong", Severity.WARNING: "wait"}
WEIGHT_TONES = {Weight.ERROR: "wrong", Weight.WARNING: "wait", Weight.FINE: "good", Weight.LEFT_OUT: ""}


class RowPane(QFrame):
    """`accepted` tells a field and the value to put there; `looked_for` the field whose cell is to be shown.

    `together` asks for all rows that have the same in a field, `gone_to` for one of them.
    """

    accepted = Signal(str, str)
    looked_for = Signal(str)
    gone_to = Signal(int, str)  # a line of the file, and its sheet where that is another one
    together = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staff.row")
        self.setProperty("panel", "side")
        self.setFixedWidth(WIDTH)
        self._speech = speech
        self._fields: dict[str, Field] = {}
        self._offices: dict[str, Words] = {}
        self._row: Row | None = None
        self._is_open = False
        self._title, self._state = label(self, "heading", name="staff.row.who"), label(self, "hint")
        self._cards: list[QWidget] = []
        self._column = QVBoxLayout()
        self._lay_out()
        speech.changed.connect(self._say)

    def set_fields(self, fields: tuple[Field, ...]) -> None:
        self._fields = {each.id: each for each in fields}

    def set_offices(self, named: Mapping[str, Words]) -> None:
        """Take what the office of each code is called."""
        if named != self._offices:
            self._offices = dict(named)
            self._say()

    def show_row(self, row: Row | None, *, is_open: bool) -> None:
        """Show what was found in a row. `is_open`: it can be mended."""
        if (row, is_open) != (self._row, self._is_open):
            self._row, self._is_open = row, is_open
            self._say()

    def proposal(self, field: str = "") -> tuple[str, str] | None:
        """Return a field and what is proposed for it: of `field`, where there is one, else the first."""
        found = [each for each in self._findings() if each.proposal] if self._is_open else []
        here = [each for each in found if each.field == field] or found
        return (here[0].field, here[0].proposal or "") if here else None

    def _findings(self) -> list[Finding]:
        found = self._row.findings if self._row else ()
        if self._row is not None and self._row.state is RowState.LEFT_OUT:
            found = tuple(each for each in found if each.key == LEFT_OUT)
        if any(each.key == SERVED_ELSEWHERE for each in found):  # the centre's own word says it with its day
            found = tuple(each for each in found if each.key != TRANSFERRED)
        return sorted(found, key=lambda each: each.severity is not Severity.ERROR)

    def _say(self) -> None:
        for each in self._cards:
            self._column.removeWidget(each)
            each.hide()  # it goes a moment later, and must not be seen under the next row's
            each.deleteLater()
        self._cards = []
        row = self._row
        self._title.setText(self._named(row) if row else self._speech.word("staff-ui.row-none"))
        self._say_state(row)
        first = self.proposal()
        for alike in self._alike():
            by_key = first == (alike[0].field, alike[0].proposal)
            self._cards.append(self._card(alike, by_key=by_key))
            self._column.addWidget(self._cards[-1])

    def _alike(self) -> list[list[Finding]]:
        """Return the findings, those together that say the same of several cells and propose nothing."""
        found: dict[tuple[str, ...], list[Finding]] = {}
        for each in self._findings():
            is_one = bool(each.proposal) or SHARED in each.facts
            said = (self._told(each), each.severity.value, each.field if is_one else "")
            found.setdefault(said, []).append(each)
        return list(found.values())

    def _told(self, finding: Finding) -> str:
        """Say what was found; an office is told by its name, where it is known."""
        facts: dict[str, str | int | Words] = dict(finding.facts)
        if office := self._offices.get(str(facts.get(OFFICE, ""))):
            facts[OFFICE] = office
        return self._speech.say(words(finding.key, **facts))

    def _named(self, row: Row) -> str:
        return shown(row, "name") or self._speech.word("staff-ui.row-nameless")

    def _say_state(self, row: Row | None) -> None:
        if row is None:
            self._state.setText("")
            return
        where = "row-place-before" if row.place.is_earlier else "row-place"
        said = self._speech.word(f"staff-ui.{where}", sheet=row.place.sheet, line=row.place.row)
        key = f"weight-{row.weight.name.lower()}" if row.state is RowState.OPEN else f"row-{row.state.value}"
        if row.state is RowState.OPEN and row.will_come_back:
            key = "weight-comes-back"
        self._state.setText(f"{said}\n{self._speech.word(f'staff-ui.{key}')}")
        restyle(self._state, "tone", WEIGHT_TONES[row.weight])

    def _card(self, alike: Sequence[Finding], *, by_key: bool) -> QFrame:
        (finding, *_), (found, box) = alike, card(self)
        found.setProperty("tone", TONES[finding.severity])
        box.setContentsMargins(SIZES.step, SIZES.step, SIZES.step, SIZES.step)
        for field in filter(None, (self._fields.get(each.field) for each in alike)):
            box.addWidget(self._heading(field), 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._line(self._told(finding)))
        typed = self._row.raw.get(finding.field) if self._row is not None and len(alike) == 1 else None
        if typed:
            box.addWidget(self._line(self._speech.word("staff-ui.typed", text=typed), "hint"))
        if SHARED in finding.facts:
            box.addLayout(self._others(str(finding.facts[SHARED])))
            box.addWidget(self._together(finding.field), 0, Qt.AlignmentFlag.AlignLeft)
        if finding.proposal and self._is_open:
            box.addWidget(self._line(self._meant(finding, finding.proposal), "heading"))
            box.addWidget(self._taker(finding, finding.proposal, by_key=by_key))
        return found

    def _meant(self, finding: Finding, proposal: str) -> str:
        field = self._fields.get(finding.field)
        said = as_written(field, proposal, self._speech.language) if field else proposal
        return self._speech.word("staff-ui.meant", value=said)

    def _heading(self, field: Field) -> QPushButton:
        found = QPushButton(self._speech.say(field.label), self)
        found.setProperty("kind", "chip")
        found.setToolTip(self._speech.word("staff-ui.row-go"))
        found.setObjectName(f"staff.row.go.{field.id}")
        found.clicked.connect(partial(self.looked_for.emit, field.id))
        return found

    def _others(self, named: str) -> QHBoxLayout:
        """Return a press for each of the first rows that a finding names: it leads there."""
        found = QHBoxLayout()
        found.setSpacing(SIZES.step)
        for sheet, line in _LINES.findall(named)[:_MOST_LINES]:
            go = QPushButton(f"→ {line}", self)
            go.setProperty("kind", "chip")
            go.setObjectName(f"staff.row.line.{line}")
            for tell in (go.setAccessibleName, go.setToolTip):
                tell(self._speech.word("staff-ui.row-go-line", line=f"{sheet} {line}".strip()))
            go.clicked.connect(partial(self.gone_to.emit, int(line), sheet or self._sheet()))
            found.addWidget(go)
        found.addStretch(1)
        return found

    def _sheet(self) -> str:
        return self._row.place.sheet if self._row else ""

    def _together(self, field: str) -> QPushButton:
        found = QPushButton(self._speech.word("staff-ui.together"), self)
        found.setProperty("kind", "quiet")
        found.setObjectName(f"staff.row.together.{field}")
        found.clicked.connect(partial(self.together.emit, field))
        return found

    def _taker(self, finding: Finding, proposal: str, *, by_key: bool) -> QPushButton:
        """`by_key`: F8 takes this very one, where the cursor is at no other."""
        found = QPushButton(self._speech.word("staff-ui.take-by-key" if by_key else "staff-ui.take"), self)
        found.setObjectName(f"staff.row.take.{finding.field}")
        found.setAccessibleName(self._meant(finding, proposal))
        found.clicked.connect(partial(self.accepted.emit, finding.field, proposal))
        return found

    def _line(self, said: str, role: str = "") -> QLabel:
        found = label(self, role)
        found.setWordWrap(True)
        found.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        found.setText(said)
        return found

    def _lay_out(self) -> None:
        for each in (self._title, self._state):
            each.setWordWrap(True)
        page, area = QWidget(self), QScrollArea(self)
        page.setProperty("panel", "page")
        self._column.setContentsMargins(0, 0, SIZES.step, 0)
        self._column.setSpacing(SIZES.step)
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._column)
        inner.addStretch(1)
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(SIZES.gap, SIZES.step, SIZES.step, SIZES.step)
        box.addWidget(self._title)
        box.addWidget(self._state)
        box.addWidget(area, 1)
