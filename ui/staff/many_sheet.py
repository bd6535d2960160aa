"""Mending many rows at once: fill a field, put one text in place of another, take what is meant everywhere.

What would change is looked at first, and only what was looked at is done.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QWidget

from app.base.words import Words
from app.errors import AppError, Cancelled
from app.staff.sheets.model import Example, Foretold, Kind, Many, Way
from app.words import words
from ui.efile.sheet import abreast
from ui.phonetic import PhoneticEdit
from ui.places import Listing, label
from ui.staff.cells import is_in_hindi
from ui.staff.going import Going
from ui.staff.sheet import StaffSheet
from ui.staff.steady import steady
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office
    from app.staff.sheets.model import Field

OF_ONE = frozenset({Kind.NAME, Kind.CODE, Kind.MOBILE, Kind.EMAIL, Kind.AADHAAR})
"""Kinds of fields that no two people share."""

_COLUMNS = (
    ("staff-ui.many-column-name", lambda each: each.name or "—"),
    ("staff-ui.line", lambda each: str(each.line)),
    ("staff-ui.many-column-before", lambda each: each.before or "—"),
    ("staff-ui.many-column-after", lambda each: each.after or "—"),
)


class ManySheet(StaffSheet):
    """`done` carries in how many rows something was changed; all of it is one act for the undo."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "many", parent)
        self._batch, self._rows = "", tuple[int, ...]()
        self._said_where = "staff-ui.many-where-all"
        self._fields: tuple[Field, ...] = ()
        self._where = label(self, "heading", name="staff.many.where")
        self._count = label(self, "heading", name="staff.many.count")
        self._way, self._field = QComboBox(self), QComboBox(self)
        self._what, self._value = PhoneticEdit(self), PhoneticEdit(self)
        self._what_field, self._value_field = self.field("what", self._what), self.field("value", self._value)
        self._asks = (self._way, self._field, self._what, self._value)
        self._hint = label(self, "hint")
        self._going = Going(speech, "many", self)
        self._hint.setWordWrap(True)
        self._look = self.button("look", self.look, "primary")
        self._go = self.button("go", self.go, "primary")
        self._foretold: Foretold | None = None
        self._examples = Listing[Example](
            speech, "staff.many.examples", _COLUMNS, "staff-ui.many-none", self, wide=3
        )
        self._lay_out()
        self._way.currentIndexChanged.connect(self._turn)
        self._field.currentIndexChanged.connect(self._other_field)
        for each in (self._what, self._value):
            each.textChanged.connect(self._say_foretold)
        for keys in ("Return", "Enter"):
            enter = QShortcut(QKeySequence(keys), self)
            enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            enter.activated.connect(self.step)
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

    def look(self) -> None:
        """Show what would change; nothing is done yet."""
        for each in (self._what, self._value):
            each.finish_word()
        self.tell(None)
        self.run(Lane.RECORDS, partial(self.office.staff.foretell, *self._asked()), self._say_foretold)

    def go(self) -> None:
        """Do what was looked at; rows in which nothing would change are left alone."""
        self.forget_problems()
        self._show_going(going=True)
        self._examples.view.setFocus()  # a button that cannot be pressed keeps no focus, and Esc is still heard
        progress, cancelled = self._going.begin("staff-ui.many-going", len(self._rows))
        mend = self.office.staff.mend_many
        work = partial(mend, *self._asked(), progress=progress, cancelled=cancelled)
        self.tasks.run(Lane.SHEETS, partial(_steadily, work), self._finished, self.failed, owner=self)

    def leave(self) -> None:
        """What goes on is stopped first: the sheet stays until that is certain."""
        if self._going.is_on:
            self._going.stop()
        else:
            super().leave()

    def failed(self, error: AppError) -> None:
        self._show_going(going=False)
        if isinstance(error, Cancelled):
            self.tell(words("staff-ui.many-stopped"), "wait")
            self._go.setFocus()
        else:
            super().failed(error)

    def _show_going(self, *, going: bool) -> None:
        if not going:
            self._going.end()
        for each in (*self._asks, self._look, self._go):
            each.setEnabled(not going)

    def _asked(self) -> tuple[str, tuple[int, ...], str, Many]:
        many = Many(Way(self._way.currentData()), self._what.text(), self._value.text())
        return self._batch, self._rows, str(self._field.currentData()), many

    def _say_foretold(self, foretold: object = None) -> None:
        """Show what would change; where something else is asked for than was looked at, that is looked at first."""
        found = foretold if isinstance(foretold, Foretold) else None
        self._foretold = found
        count = found.rows if found else 0
        for each in (self._count, self._examples):
            each.setVisible(found is not None)
        self._go.setVisible(bool(count))
        self._look.setVisible(not count)
        facts = {"count": count, "same": len(self._rows) - count}
        self._count.setText(self.speech.word("staff-ui.many-count", **facts))
        self._go.setText(self.speech.word("staff-ui.many-go", count=count))
        self._examples.put(found.first if found else (), lambda each: str(each.line))
        if count:
            self._go.setFocus()

    def _finished(self, count: int) -> None:
        self._show_going(going=False)
        if count:
            self.done.emit(count)
        else:
            self.tell(words("staff-ui.many-none"), "wait")
            self._say_foretold()

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
        self._other_field()
        key = "value" if way == "fill" else "by"
        self._value_field.say_otherwise(words(f"staff-ui.many-{key}"), Words("", ""))
        self._hint.setText(self.speech.word(f"staff-ui.many-{way}-hint") if way else "")

    def _other_field(self) -> None:
        """Hindi is typed by its sound where it is in the grid."""
        field = next((each for each in self._fields if each.id == self._field.currentData()), None)
        for each in (self._what, self._value):
            if field is not None and each.phonetic is not is_in_hindi(field):
                each.switch()
        self._say_foretold()

    def _say_choices(self) -> None:
        way = self._way.currentData()
        with QSignalBlocker(self._way):
            self._way.clear()
            for each in Way:
                self._way.addItem(self.speech.word(f"staff-ui.many-{each}"), each.value)
            self._way.setCurrentIndex(max(0, self._way.findData(way)))
        self._where.setText(self.speech.word(self._said_where, count=len(self._rows)))
        self._turn()

    def _lay_out(self) -> None:
        self.box.addWidget(self._where)
        self.box.addLayout(abreast(self.field("way", self._way), self.field("field", self._field)))
        self.box.addWidget(self._hint)
        self.box.addLayout(abreast(self._what_field, self._value_field))
        self.line(self._look, self._go, self._count)
        self.box.addWidget(self._going)
        self.box.addWidget(self._examples, 1)
        self.box.addStretch(0)


def _steadily(work: Callable[[], int]) -> int:
    with steady():
        return work()
