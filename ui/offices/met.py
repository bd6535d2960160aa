"""Who of the master is meant by what was typed to find an office: those without a post stand on no office's card."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.errors import AppError
from app.staff.model import Person
from app.staff.posts import ENDS
from ui.offices.people_finder import PAUSE_MS
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

_NAMED = 3
_SHORTEST = 2  # letters; one begins too many names


class Met(QLabel):
    """`changed` tells that others are found, or none any more."""

    changed = Signal()
    failed = Signal(AppError)

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._speech = office, tasks, speech
        self._typed, self._people = "", tuple[Person, ...]()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.setObjectName("offices.met")
        self.setProperty("role", "hint")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()
        speech.changed.connect(self._say)

    @property
    def offices(self) -> frozenset[str]:
        return frozenset(each.office for each in self._people)

    def look(self, typed: str) -> None:
        """Look for whom is meant; whoever was found before is meant no more."""
        self._typed, self._people = typed, ()
        self._say()
        if len(typed) < _SHORTEST:
            self._pause.stop()
        else:
            self._pause.start()

    def _ask(self) -> None:
        work = partial(self._office.staff.find, self._typed)
        self._tasks.run(Lane.RECORDS, work, partial(self._show, self._typed), self.failed.emit, owner=self)

    def _show(self, typed: str, found: tuple[Person, ...]) -> None:
        if typed == self._typed:
            self._people = tuple(each for each in found if each.state not in ENDS)
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        named = [_named(each) for each in self._people[:_NAMED]]
        if len(self._people) > _NAMED:
            named.append(self._speech.word("offices-ui.met-more"))
        self.setText(self._speech.word("offices-ui.met", people="; ".join(named)) if named else "")
        self.setVisible(bool(named))


def _named(person: Person) -> str:
    told = ("name", "designation", "employee_code")
    return ", ".join(filter(None, (person.values.get(each, "") for each in told)))
