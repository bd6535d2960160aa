"""What a sheet would change: who joined, moved, changed and left, before it is taken."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.staff.sheets.model import Diff, Field, FieldChange, Mends, Somebody
from ui.chips import new_chip
from ui.places import Listing, label
from ui.staff.grid_model import as_written
from ui.staff.mends_choice import MendsChoice
from ui.theme import SIZES
from ui.words import Speech

KINDS = ("mended", "left", "moved", "changed", "joined")
BACK, TWICE = "brought-back", "twice"
_SIDES = {BACK: "mended", TWICE: "left"}
"""Who was left out by hand and would come in again is counted with what was mended, a second copy with who left."""


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One person of a comparison, and what differs."""

    kind: str
    person: Somebody
    changes: tuple[FieldChange, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.person}"

    @property
    def side(self) -> str:
        return _SIDES.get(self.kind, self.kind)


class DiffView(QWidget):
    """What was mended by hand stands first, then those who left: a name that was merely forgotten is found there."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staff.diff")
        self._speech = speech
        self._fields: dict[str, Field] = {}
        self._lines: tuple[DiffLine, ...] = ()
        self._only = ""
        self._gone = tuple[str, ...]()
        self._against, self._lacks = (
            label(self, "hint", name="staff.diff.against"),
            label(self, "label", name="staff.diff.lacks"),
        )
        self._leave = QCheckBox(self)
        self._leave.setObjectName("staff.diff.leave")
        self._mends = MendsChoice(speech, self)
        self._group = QButtonGroup(self)
        self._chips = {name: self._chip(name) for name in ("all", *KINDS)}
        columns = (
            ("staff-ui.diff-kind", self._happened),
            ("staff-ui.diff-who", lambda line: line.person.name),
            ("staff-ui.diff-designation", lambda line: line.person.designation),
            ("staff-ui.diff-what", self._changes),
        )
        self.list = Listing[DiffLine](speech, "staff.diff.list", columns, "staff-ui.diff-none", self, wide=3)
        self._lay_out()
        speech.changed.connect(self._say)

    def set_fields(self, fields: tuple[Field, ...]) -> None:
        self._fields = {each.id: each for each in fields}

    def show_diff(self, diff: Diff, *, against_batch: bool) -> None:
        """Show what differs from the sheet that is open, or else from the master."""
        self._lines, self._only, self._gone = lines_of(diff), "", diff.gone
        self._chips["all"].setChecked(True)
        self._leave.setChecked(False)
        self._leave.setVisible(against_batch and bool(diff.left or diff.twice))
        self._mends.ask(len(diff.mended) + len(diff.brought_back))
        key = "batch" if against_batch else "master"
        self._speech.bind(self._against.setText, f"staff-ui.diff-against-{key}", self._against)
        self._say()
        self._sift()

    @property
    def leaves_out(self) -> bool:
        """Whether those who are not in the sheet are to be left out."""
        return not self._leave.isHidden() and self._leave.isChecked()

    @property
    def mends(self) -> Mends | None:
        """What shall stand where the sheet writes over a mend; None while that has to be answered."""
        return self._mends.chosen

    def ask_of_mends(self) -> None:
        """Show what is written over, and lead to the question."""
        self._chips["mended"].click()
        self._mends.setFocus()

    def _show_only(self, kind: str) -> None:
        self._only = "" if kind == "all" else kind
        self._sift()

    def _sift(self) -> None:
        shown = tuple(each for each in self._lines if self._only in {"", each.side})
        self.list.put(shown, lambda line: line.id)

    def _say(self) -> None:
        for name, chip in self._chips.items():
            count = sum(name in {"all", each.side} for each in self._lines)
            chip.setText(f"{self._speech.word(f'staff-ui.diff-{name}')} {count}")
            chip.setVisible(bool(count) or name != "mended")
        left = sum(each.side == "left" for each in self._lines)
        self._leave.setText(self._speech.word("staff-ui.diff-leave", count=left))
        columns = ", ".join(map(self._named, self._gone))
        self._lacks.setText(self._speech.word("staff-ui.diff-lacks", columns=columns))
        self._lacks.setVisible(bool(columns))

    def _happened(self, line: DiffLine) -> str:
        return self._speech.word(f"staff-ui.diff-is-{line.kind}")

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
        for each in (self._lacks, self._mends, self._leave):
            box.addWidget(each)
        box.addWidget(self.list, 1)


def lines_of(diff: Diff) -> tuple[DiffLine, ...]:
    """Return a comparison as lines: what was mended by hand, then those who left, and the others."""
    return (
        *(DiffLine("mended", each.person, each.changes) for each in diff.mended),
        *(DiffLine(BACK, each) for each in diff.brought_back),
        *(DiffLine("left", each) for each in diff.left),
        *(DiffLine(TWICE, each) for each in diff.twice),
        *(DiffLine("moved", each.person, each.changes) for each in diff.moved),
        *(DiffLine("changed", each.person, each.changes) for each in diff.changed),
        *(DiffLine("joined", each) for each in diff.joined),
    )
