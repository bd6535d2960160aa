"""What is doubtful in the rows that wait for a signature: how many they are, and what is said of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.base.words import Words
from app.staff.model import Asked, Row, Weight
from app.staff.sheets.model import Field, Finding
from app.words import words
from ui.places import Listing, label
from ui.staff.grid_model import line_of, written
from ui.theme import SIZES, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

_MOST = 200  # rows; all of them stand in the grid
_LEAST = 120  # points: the headings and a row; what is signed and the PIN need the rest
_TWO_LINES = 56  # points: how high a row is


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that is doubtful in one row."""

    row: Row
    field: Field | None
    said: Words


def doubts_of(office: "Office", batch: str) -> tuple[Doubt, ...]:
    """Return what is doubtful in the rows of a batch, row by row, of not too many rows."""
    fields = {each.id: each for each in office.staff.fields()}
    numbers = office.staff.order(batch, Asked(weight=Weight.WARNING))
    rows = office.staff.rows(batch, numbers[:_MOST])
    return tuple(_doubt(row, each, fields) for row in rows for each in row.findings)


def _doubt(row: Row, finding: Finding, fields: dict[str, Field]) -> Doubt:
    return Doubt(row, fields.get(finding.field), words(finding.key, **finding.facts))


class WarnedView(QWidget):
    """The count in words, and below it the list, where there is any."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech = speech
        self._count: int | None = None  # not known yet
        self._said = label(self, "heading", name="staff.certify.warnings")
        self._said.setWordWrap(True)
        columns = (
            ("staff-ui.warned-name", lambda each: each.row.values.get("name", "—")),
            ("staff-ui.line", lambda each: line_of(each.row.place)),
            ("staff-ui.warned-field", lambda each: speech.say(each.field.label) if each.field else ""),
            ("staff-ui.warned-value", self._value),
            ("staff-ui.warned-what", lambda each: speech.say(each.said)),
        )
        self.list = Listing[Doubt](
            speech, "staff.certify.warned", columns, "staff-ui.warned-none", self, wide=4
        )
        self.list.view.setWordWrap(True)  # whoever signs reads each warning whole
        self.list.view.verticalHeader().setDefaultSectionSize(_TWO_LINES)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.step)
        box.addWidget(self._said)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setMinimumHeight(_LEAST)
        box.addWidget(self.list, 1)
        box.addStretch(0)
        self.setFocusProxy(self.list)
        speech.changed.connect(self._say)

    def put(self, count: int, doubts: Sequence[Doubt]) -> None:
        """Show what is doubtful; `count` are the rows in which something is."""
        self._count = count
        self.list.put(tuple(doubts), lambda each: f"{each.row.number} {each.said.en}")
        self._say()

    def wait(self) -> None:
        """The rows are looked at: nobody may think meanwhile that nothing is doubtful."""
        self._count = None
        self._say()

    def _value(self, doubt: Doubt) -> str:
        return written(doubt.row, doubt.field, self._speech.language) if doubt.field else ""

    def _say(self) -> None:
        count = self._count
        key = "warned-coming" if count is None else "warned-some" if count else "warned-none"
        self._said.setText(self._speech.word(f"staff-ui.{key}", count=count or 0))
        restyle(self._said, "tone", "good" if count == 0 else "wait")
        self.list.setVisible(bool(self._count))
