"""What was found in a sheet, one side of it at a time: mistakes, columns, texts in old fonts, what it changes."""

from functools import partial

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.staff.sheets.model import Field, Finding, Severity
from ui.chips import new_chip
from ui.places import Listing
from ui.staff.diff_view import DiffView, lines_of
from ui.staff.incoming import Conversion, Found, Mistake
from ui.staff.kinds import in_column, kind_named
from ui.staff.mapping_view import MappingView
from ui.theme import SIZES
from ui.words import Speech

Said = Finding | Mistake


class FoundView(QWidget):
    """A side with nothing in it is not offered; columns always are, since they may have been taken wrongly."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staff.found")
        self._speech = speech
        self._fields: dict[str, Field] = {}
        self._counts: dict[str, int] = {}
        self._group, self._stack = QButtonGroup(self), QStackedWidget(self)
        self.mapping, self.diff = MappingView(speech, self), DiffView(speech, self)
        self.mistakes, self.converted = self._mistakes(), self._conversions()
        self._sides: dict[str, QWidget] = {
            "diff": self.diff,
            "mistakes": self.mistakes,
            "mapping": self.mapping,
            "converted": self.converted,
        }
        self._chips = {name: self._chip(name) for name in self._sides}
        self._lay_out()
        speech.changed.connect(self._say)

    def set_fields(self, fields: tuple[Field, ...]) -> None:
        self._fields = {each.id: each for each in fields}
        self.mapping.set_fields(fields)
        self.diff.set_fields(fields)

    def show_found(self, found: Found) -> None:
        """Show a sheet; first the side that most needs to be looked at."""
        sheet, changes = found.sheet, found.diff
        said = _errors_first((*sheet.findings, *found.mistakes))
        unknown = sum(not field for field in sheet.mapping.columns.values())
        self._counts = {
            "diff": 0 if changes is None else len(lines_of(changes)),
            "mistakes": len(said),
            "mapping": unknown,
            "converted": len(found.conversions),
        }
        self.mistakes.put(said, _id_of)
        self.mapping.show_mapping(sheet.mapping, sheet.headers)
        self.converted.put(found.conversions, lambda each: f"{each.field}{each.before}")
        if changes is not None:
            self.diff.show_diff(changes, against_batch=bool(found.open_batch))
        self._say()
        self._chips["converted"].setVisible(bool(found.conversions))
        self._chips["diff"].setVisible(changes is not None)
        self.show_side(_first_side(found))

    def show_side(self, name: str) -> None:
        self._chips[name].setChecked(True)
        self._stack.setCurrentWidget(self._sides[name])

    def _say(self) -> None:
        for name, chip in self._chips.items():
            chip.setText(self._speech.word(f"staff-ui.side-{name}", count=self._counts.get(name, 0)))

    def _said_of(self, each: Said) -> str:
        field = self._fields.get(each.field)
        if isinstance(each, Mistake):
            return kind_named(self._speech, each.key, field)
        return in_column(self._speech, self._speech.word(each.key, **each.facts), field)

    def _weight_of(self, each: Said) -> str:
        name = "error" if each.severity is Severity.ERROR else "warning"
        return self._speech.word(f"staff-ui.only-{name}")

    def _where_of(self, each: Said) -> str:
        if isinstance(each, Mistake):
            return str(each.rows)
        return self._speech.word("staff-ui.mistake-sheet")

    def _mistakes(self) -> Listing[Said]:
        columns = (
            ("staff-ui.mistake-weight", self._weight_of),
            ("staff-ui.mistake-what", self._said_of),
            ("staff-ui.mistake-where", self._where_of),
        )
        return Listing[Said](
            self._speech, "staff.take-in.mistakes", columns, "staff-ui.mistakes-none", self, wide=1
        )

    def _conversions(self) -> Listing[Conversion]:
        columns = (
            ("staff-ui.line", lambda each: str(each.line)),
            ("staff-ui.converted-field", lambda each: self._speech.say(self._fields[each.field].label)),
            ("staff-ui.converted-before", lambda each: each.before),
            ("staff-ui.converted-after", lambda each: each.after),
        )
        return Listing[Conversion](
            self._speech, "staff.take-in.converted", columns, "staff-ui.converted-none", self, wide=3
        )

    def _chip(self, name: str) -> QPushButton:
        return new_chip(self, self._group, f"staff.side.{name}", partial(self.show_side, name))

    def _lay_out(self) -> None:
        line, box = QHBoxLayout(), QVBoxLayout(self)
        line.setSpacing(SIZES.step)
        for chip in self._chips.values():
            line.addWidget(chip)
        line.addStretch(1)
        for name, side in self._sides.items():
            self._stack.addWidget(side)
            self._speech.bind(side.setAccessibleName, f"staff-ui.side-{name}-title", side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.step)
        box.addLayout(line)
        box.addWidget(self._stack, 1)


def _errors_first(said: tuple[Said, ...]) -> tuple[Said, ...]:
    return tuple(sorted(said, key=lambda each: each.severity is not Severity.ERROR))


def _first_side(found: Found) -> str:
    if found.diff is not None and not found.diff.is_empty:
        return "diff"
    said: tuple[Said, ...] = (*found.sheet.findings, *found.mistakes)
    if any(each.severity is Severity.ERROR for each in said):
        return "mistakes"
    return "converted" if found.conversions else "mapping"


def _id_of(each: Said) -> str:
    return f"{each.key}{each.severity}{each.field}{getattr(each, 'row', '')}"
