"""Who of the office's people in the master is not in its sheet: what became of each is asked before it is confirmed."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.errors import AppError
from app.staff.model import Batch, Missing
from app.staff.posts import Change, Move
from app.words import words
from ui.efile.sheet import abreast, day_editor, today
from ui.phonetic import PhoneticEdit
from ui.places import Listing, label
from ui.staff.bound import bind
from ui.staff.sheet import StaffSheet
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

STAYS = "stays"
WAYS = (STAYS, Change.RELIEVED.value, Change.RETIRED.value, Change.DIED.value)
_NAMED = 5
_COLUMNS = (
    ("staff-ui.many-column-name", lambda each: each.name),
    ("staff-ui.diff-designation", lambda each: each.values.get("designation", "")),
    ("staff-ui.missing-code", lambda each: each.values.get("employee_code", "")),
)


class MissingSheet(StaffSheet):
    """`wanted` tells that something is to be asked; `done` carries the batch and who stays without standing in it."""

    wanted = Signal()

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "missing", parent)
        self._batch: Batch | None = None
        self._why = label(self, "heading", name="staff.missing.why")
        self._why.setWordWrap(True)
        self.list = Listing[Missing](speech, "staff.missing.list", _COLUMNS, "staff-ui.missing-none", self)
        self.way, self.on, self.order = QComboBox(self), day_editor(), PhoneticEdit(self)
        self.on.setMaximumDate(today())
        self._on_field, self._order_field = self.field("on", self.on), self.field("order", self.order)
        self._go = self.button("go", self.go, "primary")
        self._all = self.button("all", self.all_stay)
        self._lay_out()
        self._say_ways()
        self.way.currentIndexChanged.connect(self._chose)
        speech.changed.connect(self._say_ways)
        bind(self, {"F9": self.step})

    def ask_of(self, batch: Batch) -> None:
        """Ask what is not answered yet; where there is nothing to ask, that is told at once."""
        self._batch = batch
        asked = partial(self.office.staff.missing.of, batch.id)
        self.tasks.run(Lane.RECORDS, asked, self._came_missing, self._asked_in_vain, owner=self)

    def go(self) -> None:
        """Take the answer of the one who is chosen."""
        person, way = self.list.current(), self.way.currentData()
        if person is None or way is None:
            self.tell(words("staff-ui.missing-choose"), "wait")
            self.way.setFocus()
        elif way == STAYS:
            self._answer(self._staying([person.person]))
        else:
            day = self.on.date()
            on = date(day.year(), day.month(), day.day())
            move = Move(Change(way), person.person, "", on, self.order.text())
            self._answer(partial(self.office.staff.offices.make, move))

    def all_stay(self) -> None:
        """Whoever is left over serves there still."""
        self._answer(self._staying([each.person for each in self.list.rows.items]))

    def _staying(self, people: Sequence[str]) -> Callable[[], object]:
        return partial(self.office.staff.missing.stay, self._batch.id if self._batch else "", people)

    def _answer(self, work: Callable[[], object]) -> None:
        self.run(Lane.RECORDS, work, self._answered)

    def _answered(self, _nothing: object) -> None:
        if self._batch is not None:
            self.ask_of(self._batch)

    def _asked_in_vain(self, error: AppError) -> None:
        self.wanted.emit()
        self.failed(error)

    def _came_missing(self, people: tuple[Missing, ...]) -> None:
        open_ = tuple(each for each in people if not each.stays)
        if not open_:
            self.done.emit((self._batch, people))
            return
        self.wanted.emit()
        self.list.put(open_, lambda each: each.person)
        self.way.setCurrentIndex(-1)
        self._say_why()
        self._turn()
        self.way.setFocus()

    def _chose(self) -> None:
        self.tell(None)
        self._turn()

    def _turn(self) -> None:
        way = self.way.currentData()
        for each in (self._on_field, self._order_field):
            each.setVisible(way not in {None, STAYS})

    def _say_ways(self) -> None:
        chosen = self.way.currentIndex()
        self.way.blockSignals(True)
        self.way.clear()
        for each in WAYS:
            self.way.addItem(self.speech.word(f"staff-ui.missing-way-{each}"), each)
        self.way.setCurrentIndex(chosen)
        self.way.setPlaceholderText(self.speech.word("staff-ui.missing-way-none"))
        self.way.blockSignals(False)
        self._say_why()

    def _say_why(self) -> None:
        if self._batch is not None:
            facts = {"office": self._batch.office_name, "count": len(self.list.rows.items)}
            self._why.setText(self.speech.word("staff-ui.missing-why", **facts))

    def _lay_out(self) -> None:
        self.box.addWidget(self._why)
        self.box.addWidget(self.list, 1)
        self.box.addLayout(
            abreast(self.field("way", self.way), self._on_field, self._order_field, shares=(3, 1, 2))
        )
        self.line(self._go, self._all)
        hint = label(self, "hint")
        hint.setWordWrap(True)
        self.speech.bind(hint.setText, "staff-ui.missing-hint", hint)
        self.box.addWidget(hint)


def named(speech: Speech, people: Sequence[Missing]) -> str:
    """Return the names, of many the first."""
    names = ", ".join(each.name for each in people[:_NAMED])
    more = len(people) - _NAMED
    return speech.word("staff-ui.missing-more", names=names, count=more) if more > 0 else names
