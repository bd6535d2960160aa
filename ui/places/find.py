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
    """A line to type in and what matches it, while one types. Nothing is opened but what belongs to the line."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "find", parent)
        self._answered: str | None = ""  # the text that the list belongs to
        self._opens = False  # Enter came before the answer
        self._line = QLineEdit(self)
        self._list = self._listing()
        self._open = self.button("open", "ui.open", self._open_chosen, "primary")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._line.textChanged.connect(self._typed)
        self._line.returnPressed.connect(self._open_chosen)
        asked = {"label": words("ui.find-label"), "help": words("ui.find-help")}
        self.box.addWidget(field(self, speech, name="find.text", editor=self._line, **asked))
        self.box.addWidget(self._list, 1)
        self.line(self._open)
        self.setFocusProxy(self._line)
        self._open.setEnabled(False)

    def look_for(self, text: str) -> None:
        """Find what was typed somewhere else; without a text, whatever stands in the line gives way to the next key."""
        self._line.setFocus()
        if text:
            self._line.setText(text)
        else:
            self._line.selectAll()

    def refresh(self) -> None:
        text = self._text()
        if text:
            self.run(Lane.RECORDS, lambda: self.office.counter.find(text), partial(self._show, text))
        else:
            self._show("", ())

    def _text(self) -> str:
        return self._line.text().strip()

    def _typed(self) -> None:
        """Rows of another text go at once: they are not who is looked for."""
        self._opens = False
        if self._text() == self._answered:
            return
        self._answered = None
        self._list.put((), lambda row: row.id)
        self._list.say_empty("ui.find-looking" if self._text() else "ui.find-begin")
        self._open.setEnabled(False)
        self._pause.start()

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
        if text != self._text():
            return
        self._answered = text
        self._list.say_empty(_none_found(text) if text else "ui.find-begin")
        self._list.put(rows, lambda row: row.id)
        self._open.setEnabled(bool(rows))
        if self._opens:
            self._open_only(rows)

    def _open_only(self, rows: tuple[Row, ...]) -> None:
        """Enter was pressed before these were seen: one is opened, among several a person chooses."""
        self._opens = False
        if len(rows) == 1:
            self.open_asked.emit(rows[0].id)
        elif rows:
            self._list.setFocus()

    def _open_chosen(self) -> None:
        if self._text() != self._answered:
            self._opens = True
        elif row := self._list.current():
            self.open_asked.emit(row.id)


def _none_found(text: str) -> str:
    """A name that nobody here has may be a newcomer's; a number may be misread, or of another desk."""
    return "ui.find-no-number" if any(sign.isdigit() for sign in text) else "ui.find-none"
