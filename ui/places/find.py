"""Whose application it is: found by a name in either script, a mobile, or a number."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from app.base.days import clock_words
from app.counter.model import Row
from app.words import words
from ui.field import field
from ui.places import Listing, Place
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

PAUSE_MS = 150


class FindPlace(Place):
    """A line to type in and what matches it, while one types."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "find", parent)
        self._line = QLineEdit(self)
        self._list = self._listing()
        self._open = self.button("open", "ui.open", self._open_chosen, "primary")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._line.textChanged.connect(self._pause.start)
        self._line.returnPressed.connect(self._open_chosen)
        asked = {"label": words("ui.find-label"), "help": words("ui.find-help")}
        self.box.addWidget(field(self, speech, name="find.text", editor=self._line, **asked))
        self.box.addWidget(self._list, 1)
        self.line(self._open)
        self.setFocusProxy(self._line)
        self._open.setEnabled(False)

    def look_for(self, text: str) -> None:
        """Find what was typed somewhere else."""
        self._line.setText(text)

    def refresh(self) -> None:
        text = self._line.text().strip()
        self._list.say_empty("ui.find-none" if text else "ui.find-begin")
        if text:
            self.run(Lane.RECORDS, lambda: self.office.counter.find(text), partial(self._show, text))
        else:
            self._show("", ())

    def _listing(self) -> Listing[Row]:
        speech = self.speech
        columns = (
            ("ui.column-applicant", lambda row: row.applicant),
            ("ui.column-mobile", lambda row: row.mobile_masked),
            ("ui.column-service", lambda row: speech.say(row.service)),
            ("ui.column-number", lambda row: row.registration_number or row.application_number),
            ("ui.column-next", lambda row: speech.word(f"counter-ui.next-{row.next_step.value}")),
            ("ui.column-when", lambda row: clock_words(row.updated_at)),
        )
        found = Listing[Row](speech, "find.list", columns, "ui.find-begin", self)
        found.activated.connect(self._open_chosen)
        return found

    def _show(self, text: str, rows: tuple[Row, ...]) -> None:
        """An answer to what was typed before is of no use any more."""
        if text == self._line.text().strip():
            self._list.put(rows, lambda row: row.id)
            self._open.setEnabled(bool(rows))

    def _open_chosen(self) -> None:
        if row := self._list.current():
            self.open_asked.emit(row.id)
