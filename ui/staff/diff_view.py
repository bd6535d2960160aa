"""What a sheet would change: who joined, moved, changed and left, before it is taken."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.staff.sheets.model import Diff, Field, FieldChange, Mends, Returning, Somebody
from ui.chips import new_chip
from ui.places import Listing, label
from ui.staff.answers import RETURNING, Answer, Asked
from ui.staff.for_all import ForAll
from ui.staff.grid_model import as_written
from ui.theme import SIZES
from ui.words import Speech

KINDS = (RETURNING, "mended", "left", "moved", "changed", "joined")
BACK, TWICE = "brought-back", "twice"
_ANSWER = 1  # the column that tells what becomes of a row
_SIDES = {BACK: "mended", TWICE: "left"}
"""Who was left out by hand and would come in again is counted with what was mended, a second copy with who left."""


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One person of a comparison, and what differs."""

    kind: str
    person: Somebody
    changes: tuple[FieldChange, ...] = ()
    answer: Answer = Answer.NONE

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.person}"

    @property
    def side(self) -> str:
        return _SIDES.get(self.kind, self.kind)


class DiffView(QWidget):
    """What has to be answered stands first, then who is not in it: a name that was merely forgotten is found there.

    `answered` tells that all is answered that has to be.
    """

    answered = Signal()

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staff.diff")
        self._speech = speech
        self._fields: dict[str, Field] = {}
        self._lines: tuple[DiffLine, ...] = ()
        self.asked = Asked()
        self._only = ""
        self._gone = tuple[str, ...]()
        self._against, self._lacks = (
            label(self, "hint", name="staff.diff.against"),
            label(self, "label", name="staff.diff.lacks"),
        )
        self._leave = QCheckBox(self)
        self._leave.setObjectName("staff.diff.leave")
        self._back = ForAll(speech, RETURNING, Returning, self)
        self._mends = ForAll(speech, "mends", Mends, self)
        self._group = QButtonGroup(self)
        self._chips = {name: self._chip(name) for name in ("all", *KINDS)}
        columns = (
            ("staff-ui.diff-kind", self._happened),
            ("staff-ui.diff-answer", self._answer),
            ("staff-ui.diff-who", lambda line: line.person.name),
            ("staff-ui.diff-designation", lambda line: line.person.designation),
            ("staff-ui.diff-what", self._changes),
        )
        self.list = Listing[DiffLine](speech, "staff.diff.list", columns, "staff-ui.diff-none", self, wide=4)
        self._lay_out()
        self._mends.chosen.connect(self._answer_of_mends)
        self._back.chosen.connect(self._answer_of_back)
        self._leave.clicked.connect(self._answer_of_left)
        self.list.activated.connect(self._turn)
        speech.changed.connect(self._say)

    def set_fields(self, fields: tuple[Field, ...]) -> None:
        self._fields = {each.id: each for each in fields}

    def show_diff(self, diff: Diff, *, against_batch: bool) -> None:
        """Show what differs from the sheet that is open, or else from the master."""
        self._lines, self._only, self._gone = lines_of(diff), "", diff.gone
        self._chips["all"].setChecked(True)
        mended, left = (
            {each.person.number for each in self._lines if each.side == side and each.person.number}
            for side in ("mended", "left")
        )
        back = [each.number for each in diff.returning]
        self.asked = Asked(mended, left if against_batch else (), back)
        self._leave.setVisible(bool(self.asked.of_left))
        self._mends.ask(self.asked.of_mended)
        self._back.ask(self.asked.of_returning)
        is_asked = self.asked.of_left or self.asked.of_mended or self.asked.of_returning
        self.list.view.setColumnHidden(_ANSWER, not is_asked)
        key = "batch" if against_batch else "master"
        self._speech.bind(self._against.setText, f"staff-ui.diff-against-{key}", self._against)
        self._say()
        self._show_answers()

    def ask_of_returning(self) -> None:
        """Show who left service and stands in the sheet, and lead to the question."""
        self._chips[RETURNING].click()
        self._back.setFocus()

    def ask_of_mends(self) -> None:
        """Show what is written over, and lead to the question."""
        self._chips["mended"].click()
        self._mends.setFocus()

    def _show_only(self, kind: str) -> None:
        self._only = "" if kind == "all" else kind
        self._sift()

    def _turn(self) -> None:
        """Answer otherwise of the chosen row alone."""
        line = self.list.current()
        if line is not None:
            self.asked.turn(line.kind, line.person.number)
            self._show_answers()

    def _answer_of_mends(self, mends: Mends) -> None:
        self.asked.keep_all(mends)
        self._show_answers()

    def _answer_of_back(self, returning: Returning) -> None:
        self.asked.serve_all(returning)
        self._show_answers()

    def _answer_of_left(self) -> None:
        self.asked.leave_all(goes=len(self.asked.leaving) < self.asked.of_left)
        self._show_answers()

    def _show_answers(self) -> None:
        self._lines = tuple(_answered(each, self.asked) for each in self._lines)
        self._mends.show_answer(self.asked.mends)
        self._back.show_answer(self.asked.returning)
        if self.asked.mends is not None and self.asked.returning is not None:
            self.answered.emit()
        going = len(self.asked.leaving)
        all_or_none = Qt.CheckState.Checked if going == self.asked.of_left else Qt.CheckState.Unchecked
        is_mixed = 0 < going < self.asked.of_left
        self._leave.setTristate(is_mixed)
        self._leave.setCheckState(Qt.CheckState.PartiallyChecked if is_mixed else all_or_none)
        self._sift()

    def _sift(self) -> None:
        shown = tuple(each for each in self._lines if self._only in {"", each.side})
        self.list.put(shown, lambda line: line.id)

    def _say(self) -> None:
        for name, chip in self._chips.items():
            count = sum(name in {"all", each.side} for each in self._lines)
            chip.setText(f"{self._speech.word(f'staff-ui.diff-{name}')} {count}")
            chip.setVisible(bool(count) or name not in {"mended", RETURNING})
        left = sum(each.side == "left" for each in self._lines)
        self._leave.setText(self._speech.word("staff-ui.diff-leave", count=left))
        columns = ", ".join(map(self._named, self._gone))
        self._lacks.setText(self._speech.word("staff-ui.diff-lacks", columns=columns))
        self._lacks.setVisible(bool(columns))

    def _happened(self, line: DiffLine) -> str:
        return self._speech.word(f"staff-ui.diff-is-{line.kind}")

    def _answer(self, line: DiffLine) -> str:
        return self._speech.word(f"staff-ui.answer-{line.answer}") if line.answer else ""

    def _changes(self, line: DiffLine) -> str:
        return " · ".join(self._change(each) for each in line.changes)

    def _change(self, change: FieldChange) -> str:
        before, after = (self._said(change.field, each) for each in (change.before, change.after))
        return f"{self._named(change.field)}: {before} → {after}"

    def _said(self, field: str, value: str) -> str:
        known = self._fields.get(field)
        said = as_written(known, value, self._speech.language) if known else value
        return said or "—"

    def _named(self, field: str) -> str:
        known = self._fields.get(field)
        return self._speech.say(known.label) if known else field

    def _chip(self, name: str) -> QPushButton:
        return new_chip(self, self._group, f"staff.diff.{name}", partial(self._show_only, name))

    def _lay_out(self) -> None:
        line, box = QHBoxLayout(), QVBoxLayout(self)
        line.setSpacing(SIZES.step)
        for chip in self._chips.values():
            line.addWidget(chip)
        line.addStretch(1)
        line.addWidget(self._against)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.step)
        box.addLayout(line)
        self._lacks.setWordWrap(True)
        for each in (self._lacks, self._back, self._mends, self._leave):
            box.addWidget(each)
        box.addWidget(self.list, 1)


def lines_of(diff: Diff) -> tuple[DiffLine, ...]:
    """Return a comparison as lines, one of each person but of whom two things are asked: who left service first."""
    changes = _all_changes(diff)
    back = {_one(each) for each in diff.brought_back}
    returned = {_one(each) for each in diff.returning}
    asked = returned | back | {_one(each.person) for each in diff.mended}
    mended = (each.person for each in diff.mended if _one(each.person) not in back)
    return (
        *(DiffLine(RETURNING, each, changes.get(_one(each), ())) for each in diff.returning),
        *(DiffLine("mended", each, changes[_one(each)]) for each in mended),
        *(DiffLine(BACK, each, changes.get(_one(each), ())) for each in diff.brought_back),
        *(DiffLine("left", each) for each in diff.left),
        *(DiffLine(TWICE, each) for each in diff.twice),
        *(
            DiffLine("moved", each.person, each.changes)
            for each in diff.moved
            if _one(each.person) not in asked
        ),
        *(
            DiffLine("changed", each.person, each.changes)
            for each in diff.changed
            if _one(each.person) not in asked
        ),
        *(DiffLine("joined", each) for each in diff.joined if _one(each) not in returned),
    )


def _all_changes(diff: Diff) -> dict[tuple[int, str, str], tuple[FieldChange, ...]]:
    """Return what is changed of each person, what was mended by hand first."""
    found: dict[tuple[int, str, str], tuple[FieldChange, ...]] = {}
    for each in (*diff.mended, *diff.moved, *diff.changed):
        told = found.get(_one(each.person), ())
        found[_one(each.person)] = told + tuple(change for change in each.changes if change not in told)
    return found


def _one(person: Somebody) -> tuple[int, str, str]:
    return person.row, person.name, person.employee_code


def _answered(line: DiffLine, asked: Asked) -> DiffLine:
    answer = asked.of(line.kind, line.person.number)
    return line if line.answer is answer else replace(line, answer=answer)
