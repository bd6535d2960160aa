"""Which rows the grid shows: the wrong ones, those with one kind of mistake, those in which a word stands."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QKeyCombination, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.staff.model import Asked, Batch, Order, RowState, Weight
from app.staff.sheets.model import Field, MistakeKind
from ui.chips import new_chip
from ui.filter_box import FilterBox
from ui.staff.kinds import kind_named
from ui.staff.line_box import LineBox
from ui.theme import SIZES
from ui.words import Speech

PAUSE_MS = 150
KINDS: tuple[tuple[str, Weight | None], ...] = (
    ("all", None),
    ("error", Weight.ERROR),
    ("warning", Weight.WARNING),
    ("fine", Weight.FINE),
    ("left-out", Weight.LEFT_OUT),
)
ANY = MistakeKind("", "", 0)
_ERROR_SHEET = QKeyCombination(Qt.Modifier.CTRL, Qt.Key.Key_E)


class _Search(QLineEdit):
    """Ctrl+E is the error sheet's here too, though an editor of lines takes it for the end of its line."""

    def event(self, event: QEvent) -> bool:
        is_claim = event.type() is QEvent.Type.ShortcutOverride
        if is_claim and isinstance(event, QKeyEvent) and event.keyCombination() == _ERROR_SHEET:
            event.ignore()
            return False
        return super().event(event)


class Filters(QWidget):
    """`changed` tells that other rows are asked for; `asked` says which."""

    changed = Signal()

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staff.filters")
        self.asked = Asked()
        self._speech = speech
        self._batch: Batch | None = None
        self._fields: dict[str, Field] = {}
        self._findings: tuple[MistakeKind, ...] = ()
        self._offered: tuple[MistakeKind, ...] = (ANY,)
        self._group = QButtonGroup(self)
        self._chips = {name: self._chip(name, weight) for name, weight in KINDS}
        self._kind, self.text, self.line = FilterBox(self), _Search(self), LineBox(speech, self)
        self._value = QPushButton(self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self._connect()
        self._say()

    def show_batch(self, batch: Batch) -> None:
        """Say how many rows each choice would show."""
        self._batch = batch
        self._say_counts()

    def set_fields(self, fields: tuple[Field, ...]) -> None:
        self._fields = {each.id: each for each in fields}
        self._say_findings()

    def show_kinds(self, findings: tuple[MistakeKind, ...]) -> None:
        """Offer these kinds of mistakes, with the number of rows of each."""
        if findings != self._findings:
            self._findings = findings
            self._say_findings()

    def clear(self) -> None:
        """Ask for everything again, the worst first."""
        with QSignalBlocker(self.text), QSignalBlocker(self._kind):
            self.text.clear()
            self._kind.setCurrentIndex(0)
        self._chips["all"].setChecked(True)
        self._ask(Asked())

    def sort_by(self, field: str, *, descending: bool) -> None:
        """Sort by a field; without one the worst stand first."""
        order = Order.FIELD if field else Order.WORST_FIRST
        kept = self.asked.field if self.asked.value else ""
        if kept and field != kept:
            self.asked = replace(self.asked, value="")  # one field serves both the order and the value
        self._ask(replace(self.asked, order=order, field=field or kept, descending=descending))

    def only(self, field: Field, value: str) -> None:
        """Show only rows with this value in this field."""
        order = Order.FIELD if self.asked.order is Order.FIELD else Order.WORST_FIRST
        self._value.setToolTip(self._speech.say(field.label))
        self._ask(replace(self.asked, order=order, field=field.id, value=value))

    def only_refused(self) -> None:
        """Show only what the centre gave back, and nothing else that was asked for."""
        self.clear()
        self._ask(replace(self.asked, state=RowState.REFUSED))

    def look_for(self, text: str) -> None:
        self.text.setText(text)

    def _ask(self, asked: Asked) -> None:
        if asked != self.asked:
            self.asked = asked
            self._light()
            self._say_value()
            self.changed.emit()

    def _light(self) -> None:
        """Mark the rows of which weight are shown; all of them are not, where anything else narrows them."""
        asked = self.asked
        is_narrowed = bool(asked.text or asked.value or asked.finding or asked.state)
        self._group.setExclusive(False)
        for name, weight in KINDS:
            is_shown = weight is asked.weight and not (weight is None and is_narrowed)
            self._chips[name].setChecked(is_shown)
        self._group.setExclusive(True)

    def show_all(self) -> None:
        """Show every row; how they are sorted stays."""
        self._chips["all"].setChecked(True)
        with QSignalBlocker(self.text), QSignalBlocker(self._kind):
            self.text.clear()
            self._kind.setCurrentIndex(0)
        is_sorted = self.asked.order is Order.FIELD
        kept = (self.asked.field, self.asked.descending) if is_sorted else ("", False)
        self._ask(Asked(self.asked.order, *kept))

    def _weigh(self, weight: Weight | None) -> None:
        self._ask(replace(self.asked, weight=weight))

    def _pick(self) -> None:
        kind = self._offered[self._kind.currentIndex()]
        self._kind.setToolTip(self._kind.currentText())
        self._ask(replace(self.asked, finding=kind.key, found_in=kind.field))

    def _typed(self) -> None:
        self._ask(replace(self.asked, text=self.text.text().strip()))

    def _any_value(self) -> None:
        self._ask(replace(self.asked, value="", state=None))

    def _say(self) -> None:
        self._say_counts()
        self._say_findings()
        self._say_value()

    def _say_counts(self) -> None:
        for name, count in self._counts().items():
            self._chips[name].setText(f"{self._speech.word(f'staff-ui.only-{name}')} {count}")
        chosen = self._chips["left-out"].isChecked()
        self._chips["left-out"].setVisible(chosen or bool(self._counts()["left-out"]))

    def _counts(self) -> dict[str, int]:
        batch = self._batch
        if batch is None:
            return dict.fromkeys(self._chips, 0)
        fine = batch.rows - batch.errors - batch.warnings
        return {
            "all": batch.rows + batch.left_out,
            "error": batch.errors,
            "warning": batch.warnings,
            "fine": fine,
            "left-out": batch.left_out,
        }

    def _say_findings(self) -> None:
        self._offered = self._to_offer()
        with QSignalBlocker(self._kind):
            self._kind.clear()
            self._kind.addItem(self._speech.word("staff-ui.any-mistake"))
            for each in self._offered[1:]:
                said = kind_named(self._speech, each.key, self._fields.get(each.field))
                self._kind.addItem(f"{said} ({each.rows})")
            self._kind.setCurrentIndex(
                next(at for at, each in enumerate(self._offered) if self._is_asked(each))
            )
        self._kind.setToolTip(self._kind.currentText())

    def _to_offer(self) -> tuple[MistakeKind, ...]:
        """Return the kinds, any of them first; one that is shown stays on offer when its last row is mended."""
        found = (ANY, *self._findings)
        if any(map(self._is_asked, found)):
            return found
        return (*found, MistakeKind(self.asked.found_in, self.asked.finding, 0))

    def _is_asked(self, kind: MistakeKind) -> bool:
        return (kind.field, kind.key) == (self.asked.found_in, self.asked.finding)

    def _say_value(self) -> None:
        said = self.asked.value or (self._speech.word("staff-ui.only-refused") if self.asked.state else "")
        self._value.setVisible(bool(said))
        self._value.setText(f"{said} ✕")

    def _chip(self, name: str, weight: Weight | None) -> QPushButton:
        act = self.show_all if weight is None else partial(self._weigh, weight)
        found = new_chip(self, self._group, f"staff.only.{name}", act)
        found.setChecked(weight is None)
        return found

    def _connect(self) -> None:
        self._kind.activated.connect(self._pick)
        self.text.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._typed)
        self._value.clicked.connect(self._any_value)
        self._speech.changed.connect(self._say)

    def _lay_out(self) -> None:
        self.text.setObjectName("staff.search")
        self._kind.setObjectName("staff.kind")
        self._kind.setMinimumContentsLength(9)
        self._kind.setSizeAdjustPolicy(FilterBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._value.setObjectName("staff.only.value")
        self._value.setProperty("kind", "chip")
        self._speech.bind(self.text.setPlaceholderText, "staff-ui.search", self.text)
        self._speech.bind(self.text.setAccessibleName, "staff-ui.search", self.text)
        self._speech.bind(self._kind.setAccessibleName, "staff-ui.any-mistake", self._kind)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SIZES.step)
        for each in (*self._chips.values(), self._value):
            line.addWidget(each)
        line.addWidget(self._kind, 1)
        line.addWidget(self.text, 1)
        line.addWidget(self.line)
