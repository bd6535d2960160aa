"""Mending many rows at once: fill a field, put one text in place of another, take what is meant everywhere."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QLineEdit, QProgressBar, QWidget

from app.base.words import Words
from app.errors import AppError
from app.staff.sheets.model import Kind
from app.words import words
from ui.efile.sheet import abreast
from ui.places import label
from ui.staff.sheet import StaffSheet
from ui.staff.steady import steady
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office
    from app.staff.sheets.model import Field

WAYS = ("convert", "fill", "replace")
OF_ONE = frozenset({Kind.NAME, Kind.CODE, Kind.MOBILE, Kind.EMAIL, Kind.AADHAAR})
"""Kinds of fields that no two people share."""


class ManySheet(StaffSheet):
    """`done` carries in how many rows something was changed; all of it is one act for the undo."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "many", parent)
        self._batch, self._rows = "", tuple[int, ...]()
        self._said_where = "staff-ui.many-where-all"
        self._fields: tuple[Field, ...] = ()
        self._where = label(self, "heading", name="staff.many.where")
        self._way, self._field = QComboBox(self), QComboBox(self)
        self._what, self._value = QLineEdit(self), QLineEdit(self)
        self._what_field, self._value_field = self.field("what", self._what), self.field("value", self._value)
        self._hint = label(self, "hint")
        self._going, self._bar = label(self, "", name="staff.many.going"), QProgressBar(self)
        self._hint.setWordWrap(True)
        self._go = self.button("go", self.go, "primary")
        self._lay_out()
        self._way.currentIndexChanged.connect(self._turn)
        self._value.returnPressed.connect(self.go)
        speech.changed.connect(self._say_choices)

    def begin(
        self,
        batch: str,
        rows: Sequence[int],
        fields: "tuple[Field, ...]",
        field: "Field | None",
        *,
        chosen: bool,
    ) -> None:
        """Begin with these rows: the `chosen` ones, or all that are shown; `field` is the one under the cursor."""
        self._batch, self._rows, self._fields = batch, tuple(rows), fields
        self._said_where = "staff-ui.many-where-chosen" if chosen else "staff-ui.many-where-all"
        self.tell(None)
        self._say_choices()
        if field is not None:
            self._field.setCurrentIndex(self._field.findData(field.id))
        for each in (self._what, self._value):
            each.clear()
        self._turn()
        self._way.setFocus()

    def go(self) -> None:
        """Do it; rows in which nothing would change are left alone."""
        self._show_going(going=True)
        self.run(Lane.RECORDS, partial(_steadily, self._work()), self._finished)

    def failed(self, error: AppError) -> None:
        self._show_going(going=False)
        super().failed(error)

    def _show_going(self, *, going: bool) -> None:
        self._bar.setVisible(going)
        self._going.setVisible(going)
        self._going.setText(self.speech.word("staff-ui.many-going", count=len(self._rows)))

    def _work(self) -> Callable[[], int]:
        staff, field = self.office.staff, str(self._field.currentData())
        given = (self._batch, self._rows, field)
        if self._way.currentData() == "convert":
            return partial(staff.convert, *given)
        if self._way.currentData() == "fill":
            return partial(staff.fill, *given, self._value.text())
        return partial(staff.replace, *given, self._what.text(), self._value.text())

    def _finished(self, count: int) -> None:
        self._show_going(going=False)
        if count:
            self.done.emit(count)
        else:
            self.tell(words("staff-ui.many-none"), "wait")

    def _offer_fields(self) -> None:
        """Offer the fields; one value for many is never that of one person alone."""
        field, is_fill = self._field.currentData(), self._way.currentData() == "fill"
        with QSignalBlocker(self._field):
            self._field.clear()
            for known in self._fields:
                if not (is_fill and known.kind in OF_ONE):
                    self._field.addItem(self.speech.say(known.label), known.id)
            self._field.setCurrentIndex(max(0, self._field.findData(field)))

    def _turn(self) -> None:
        way = self._way.currentData()
        self._offer_fields()
        self._what_field.setVisible(way == "replace")
        self._value_field.setVisible(way != "convert")
        key = "value" if way == "fill" else "by"
        self._value_field.say_otherwise(words(f"staff-ui.many-{key}"), Words("", ""))
        self._hint.setText(self.speech.word(f"staff-ui.many-{way}-hint") if way else "")

    def _say_choices(self) -> None:
        way = self._way.currentData()
        with QSignalBlocker(self._way):
            self._way.clear()
            for each in WAYS:
                self._way.addItem(self.speech.word(f"staff-ui.many-{each}"), each)
            self._way.setCurrentIndex(max(0, self._way.findData(way)))
        self._where.setText(self.speech.word(self._said_where, count=len(self._rows)))
        self._turn()

    def _lay_out(self) -> None:
        self.box.addWidget(self._where)
        self.box.addLayout(abreast(self.field("way", self._way), self.field("field", self._field)))
        self.box.addWidget(self._hint)
        self.box.addLayout(abreast(self._what_field, self._value_field))
        self._bar.setRange(0, 0)
        self.line(self._go, self._going, self._bar)
        self._show_going(going=False)
        self.box.addStretch(1)


def _steadily(work: Callable[[], int]) -> int:
    with steady():
        return work()
