"""Why rows of a sheet are left out: asked in place, with what was found of them as the reason at hand."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.staff.model import Row
from app.words import words
from ui.phonetic import PhoneticEdit
from ui.places import label
from ui.staff.grid_model import shown
from ui.staff.sheet import StaffSheet
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

SHARED = "rows"  # the fact of a finding that names other rows with the same value
_MOST = 8  # names


class LeaveOutSheet(StaffSheet):
    """`done` carries how many rows were left out."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "leave-out", parent)
        self._batch, self._rows = "", tuple[int, ...]()
        self._who, self._then = label(self, "heading", name="staff.leave-out.who"), label(self, "hint")
        self._names = label(self, "", name="staff.leave-out.names")
        self._names.setWordWrap(True)
        self.reason = PhoneticEdit(self)
        self._field = self.field("reason", self.reason)
        self._then.setWordWrap(True)
        speech.bind(self._then.setText, "staff-ui.leave-out-then", self._then)
        for each in (self._who, self._names, self._field):
            self.box.addWidget(each)
        self.line(self.button("go", self.go, "danger"))
        self.box.addWidget(self._then)
        self.box.addStretch(1)
        self.reason.returnPressed.connect(self.go)

    def begin(self, batch: str, rows: Sequence[int], current: Row) -> None:
        """Begin with the rows that are chosen; `current` is the one under the cursor."""
        self._batch, self._rows = batch, tuple(rows)
        self.tell(None)
        self._field.show_problem(None)
        many = self.speech.word("staff-ui.leave-out-many", count=len(rows))
        self._who.setText(self._named(current) if len(rows) == 1 else many)
        self._names.setVisible(len(rows) > 1)
        self._names.clear()
        if len(rows) > 1:
            asked = partial(self.office.staff.rows, batch, self._rows[:_MOST])
            self.run(Lane.RECORDS, asked, partial(self._say_names, self._rows))
        is_twice = any(SHARED in each.facts for each in current.findings)
        self.reason.setText(self.speech.word("staff-ui.leave-out-twice") if is_twice else "")
        self.reason.selectAll()
        self.reason.setFocus()

    def _say_names(self, asked: tuple[int, ...], rows: Sequence[Row]) -> None:
        """Name whom the rows are of, as many as are read before one presses on."""
        if asked != self._rows:
            return  # others were chosen meanwhile
        named = [self._named(each) for each in rows]
        if more := len(asked) - len(rows):
            named.append(self.speech.word("staff-ui.leave-out-more", count=more))
        self._names.setText("\n".join(named))

    def _named(self, row: Row) -> str:
        line, name = row.place.row, shown(row, "name")
        if not name:
            return self.speech.word("staff-ui.leave-out-nameless", line=line)
        return self.speech.word("staff-ui.leave-out-one", line=line, name=name)

    def go(self) -> None:
        reason = self.reason.text().strip()
        self._field.show_problem(None if reason else words("staff.reason-needed"))
        if reason:
            work = partial(self.office.staff.leave_out, self._batch, self._rows, reason)
            self.run(Lane.RECORDS, work, self.done.emit)
