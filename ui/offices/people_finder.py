"""The people whom the master has of one office, found by name in either script, code, mobile or e-mail."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.errors import AppError
from app.staff.model import Person
from app.staff.posts import ENDS, OfficeCard
from ui.places import Listing
from ui.tasks import Lane, Tasks
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

PAUSE_MS = 200


class PeopleFinder(QWidget):
    """`chosen` tells that another one is chosen, or none; `failed`, that the office could not say who there is.

    Nobody is chosen unasked, but who alone fits what is typed.
    """

    chosen = Signal()
    failed = Signal(AppError)

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._speech = office, tasks, speech
        self._card: OfficeCard | None = None
        self.search, self.list = QLineEdit(self), self._listing(name)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.search.setObjectName(f"offices.{name}.search")
        for setter in (self.search.setPlaceholderText, self.search.setAccessibleName):
            speech.bind(setter, "offices-ui.person-search", self.search)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.step)
        box.addWidget(self.search)
        box.addWidget(self.list, 1)
        self.search.textChanged.connect(self._sought)
        self.search.returnPressed.connect(self.list.view.setFocus)
        self._pause.timeout.connect(self._look)
        self.list.chosen.connect(self.chosen)
        self.setFocusProxy(self.search)

    def begin(self, card: OfficeCard, typed: str = "") -> None:
        """Begin with everybody of an office, or with whom was looked for already."""
        self._card = card
        self.search.setText(typed)
        self._empty_for_now()
        self._look()

    def current(self) -> Person | None:
        return self.list.current()

    def _look(self) -> None:
        if self._card is None:
            return
        typed, staff = self.search.text().strip(), self._office.staff
        work = partial(staff.find, typed, self._card.id) if typed else partial(staff.people, self._card.id)
        self._tasks.run(Lane.RECORDS, work, partial(self._show, typed), self.failed.emit, owner=self)

    def _sought(self) -> None:
        """Whoever fitted the text before is not meant by this one."""
        self._empty_for_now()
        self._pause.start()

    def _empty_for_now(self) -> None:
        self.list.say_empty("ui.find-looking")
        self.list.put((), lambda each: each.id)

    def _show(self, typed: str, found: tuple[Person, ...]) -> None:
        if typed != self.search.text().strip():
            return
        self.list.say_empty("offices-ui.person-none")
        here = tuple(each for each in found if each.state not in ENDS)
        self.list.put(here, lambda each: each.id)
        if not (typed and len(here) == 1):
            self.list.choose_none()
        self.chosen.emit()

    def _listing(self, name: str) -> Listing[Person]:
        columns = (
            ("offices-ui.column-name", lambda each: each.values.get("name", "")),
            ("offices-ui.column-designation", lambda each: each.values.get("designation", "")),
            ("offices-ui.column-mobile", lambda each: each.values.get("mobile", "")),
            ("offices-ui.column-code", lambda each: each.values.get("employee_code", "")),
        )
        return Listing[Person](self._speech, f"offices.{name}.list", columns, "offices-ui.person-none", self)
