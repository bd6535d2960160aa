"""A reason, and where needed a day: parking, closing and reopening ask it in place."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.efile.model import Row
from ui.efile.sheet import Sheet, day_editor
from ui.phonetic import PhoneticEdit
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

A_WEEK = 7


class ReasonSheet(Sheet):
    """`name` is one of park, close and reopen; `done` carries the row as it lies then."""

    def __init__(
        self, office: "Office", tasks: Tasks, speech: Speech, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, tasks, speech, name, parent)
        self._id = ""
        self._reason = PhoneticEdit(self)
        self._day = day_editor(A_WEEK)
        self._day_field = self.field("until", self._day) if name == "park" else None
        if self._day_field is not None:
            self.box.addWidget(self._day_field)
        else:
            self._day.setParent(self)
            self._day.hide()
        self.box.addWidget(self.field("reason", self._reason))
        self.box.addWidget(self.button("go", self.go, "primary"))
        self.box.addStretch(1)
        self._reason.returnPressed.connect(self.go)

    def begin(self, id: str) -> None:
        self._id = id
        self.tell(None)
        self._reason.clear()
        (self._reason if self._day_field is None else self._day).setFocus()

    def go(self) -> None:
        """Do it; the office says what is missing."""
        self.run(Lane.RECORDS, self._work(), self.done.emit)

    def _work(self) -> Callable[[], Row]:
        efile, reason = self.office.efile, self._reason.text()
        if self.name == "park":
            day = self._day.date()
            return partial(efile.park, self._id, date(day.year(), day.month(), day.day()), reason)
        return partial(efile.close if self.name == "close" else efile.reopen, self._id, reason)
