"""Why a sheet is opened again, given back or given up: asked in place."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.words import words
from ui.phonetic import PhoneticEdit
from ui.places import label
from ui.staff.sheet import StaffSheet
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class ReasonSheet(StaffSheet):
    """`name` is open-again, give-back or drop; `done` carries the batch as it stands then."""

    def __init__(
        self, office: "Office", tasks: Tasks, speech: Speech, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, tasks, speech, name, parent)
        self._batch = ""
        self._reason = PhoneticEdit(self)
        self._field = self.field("reason", self._reason)
        self.box.addWidget(self._field)
        self.line(self.button("go", self.go, "danger" if name == "drop" else "primary"))
        then = label(self, "hint", name=f"staff.{name}.then")
        then.setWordWrap(True)
        speech.bind(then.setText, f"staff-ui.{name}-then", then)
        self.box.addWidget(then)
        self.box.addStretch(1)
        self._reason.returnPressed.connect(self.go)

    def begin(self, batch: str) -> None:
        self._batch = batch
        self.tell(None)
        self._reason.clear()
        self._field.show_problem(None)
        self._reason.setFocus()

    def go(self) -> None:
        reason = self._reason.text().strip()
        self._field.show_problem(None if reason else words("staff.reason-needed"))
        if reason:
            staff = self.office.staff
            act = staff.drop if self.name == "drop" else staff.open_again
            self.run(Lane.RECORDS, partial(act, self._batch, reason), self.done.emit)
