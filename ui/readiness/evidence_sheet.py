"""The evidence of one item at one office: its own facts are asked for, no others."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QDateEdit, QGridLayout, QLineEdit, QWidget

from app.base.words import Words
from app.errors import AppError
from app.staff.standings import Fact, FactKind, Item, Mark, Readiness
from app.words import words
from ui.field import Field, field
from ui.offices.days import day_editor, day_in
from ui.offices.office_sheet import OfficeSheet, level
from ui.phonetic import PhoneticEdit
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

_ABREAST, _A_YEAR = 3, 365
_FIGURES = QRegularExpression("[0-9]{0,6}")


class EvidenceSheet(OfficeSheet):
    """`done` carries the office as it stands then."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "evidence", parent)
        self._office, self._item = "", ""
        self.fields: dict[str, Field] = {}
        self._about, self._duty = label(self, "heading", name="offices.evidence.about"), label(self, "hint")
        self._form, self._proposed = QWidget(self), label(self, "heading", name="offices.evidence.proposed")
        speech.bind(self._proposed.setText, "offices-ui.evidence-proposed", self._proposed)
        restyle(self._proposed, "tone", "wait")
        self._go = self.button("go", self.go, "primary")
        for each in (self._about, self._duty, self._form, self._proposed):
            self.box.addWidget(each)
        self.line(self._go)
        self.box.addStretch(1)

    def begin(self, readiness: Readiness, item: Item, mark: Mark) -> None:
        """Begin with what was given before."""
        self._office, self._item = readiness.office, item.id
        self.tell(None)
        self.speech.bind(self._about.setText, _about(item, readiness), self._about)
        duty = words("offices-ui.evidence-duty", who=item.duty)
        self.speech.bind(self._duty.setText, duty, self._duty)
        self._proposed.hide()
        self._lay_form(item, mark)
        self.settle()
        self._first().setFocus()
        asked = partial(self.office.staff.readiness.proposals, readiness.office, item.id)
        shown = partial(self._propose, self._form)
        self.tasks.run(Lane.RECORDS, asked, shown, self.failed, owner=self)

    def go(self) -> None:
        """Give the evidence; what is missing is asked for where it is missing."""
        given = {name: _said(each.editor) for name, each in self.fields.items()}
        for each in self.fields.values():
            each.show_problem(None)
        give = self.office.staff.readiness.give_evidence
        self.run(Lane.RECORDS, partial(give, self._office, self._item, given), self.done.emit)

    def failed(self, error: AppError) -> None:
        super().failed(error)
        wrong = self.fields.get(str(error.facts.get("field", "")))
        if wrong is not None:
            missing = error.key == "staff.evidence-needed"
            wrong.show_problem(words("offices-ui.fact-needed" if missing else "offices-ui.fact-wrong"))
            self.tell(None)
            wrong.setFocus()

    def _propose(self, form: QWidget, known: Mapping[str, str]) -> None:
        """Fill in what the desk knows where nothing stands; whoever enters it has looked at it."""
        if form is not self._form:
            return
        for name, text in known.items():
            field = self.fields.get(name)
            editor = field.editor if field else None
            if text and isinstance(editor, QLineEdit) and not editor.text():
                editor.setText(text)
                self._proposed.show()
        self.settle()

    def _lay_form(self, item: Item, mark: Mark) -> None:
        fresh = QWidget(self)
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SIZES.step)
        self.fields = {
            each.id: self._asked(fresh, each, mark.evidence.get(each.id, "")) for each in item.facts
        }
        for place, each in enumerate(self.fields.values()):
            grid.addWidget(each, place // _ABREAST, place % _ABREAST, Qt.AlignmentFlag.AlignTop)
        for column in range(_ABREAST):
            grid.setColumnStretch(column, 1)
        self.box.replaceWidget(self._form, fresh)
        self._form.setParent(None)
        self._form.deleteLater()
        self._form = fresh

    def _asked(self, parent: QWidget, fact: Fact, given: str) -> Field:
        optional = Words("", "") if fact.needed else words("offices-ui.fact-optional")
        editor = _editor(fact.kind, given, parent)
        name = f"offices.evidence.{fact.id}"
        return field(parent, self.speech, name=name, label=fact.words, help=optional, editor=editor)

    def _first(self) -> QWidget:
        return next(iter(self.fields.values()), self._go)


class ExemptSheet(OfficeSheet):
    """An office is exempt of an item, by an order and for a term."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "exempt", parent)
        self._office, self._item = "", ""
        self._about = label(self, "heading")
        self.order, self.until = QLineEdit(self), day_editor(90)
        self._order, self._until = self.field("order", self.order), self.field("until", self.until)
        self.box.addWidget(self._about)
        self.box.addLayout(level(self._order, self._until))
        self.line(self.button("go", self.go, "primary"))
        self.box.addStretch(1)
        self.order.returnPressed.connect(self.go)

    def begin(self, readiness: Readiness, item: Item) -> None:
        self._office, self._item = readiness.office, item.id
        self.tell(None)
        self.order.clear()
        self._order.show_problem(None)
        self.speech.bind(self._about.setText, _about(item, readiness), self._about)
        self.settle()
        self.order.setFocus()

    def go(self) -> None:
        order = self.order.text().strip()
        self._order.show_problem(None if order else words("staff.order-needed"))
        if order:
            exempt = self.office.staff.readiness.exempt
            work = partial(exempt, self._office, self._item, order, day_in(self.until))
            self.run(Lane.RECORDS, work, self.done.emit)


def _about(item: Item, readiness: Readiness) -> Words:
    return Words(f"{item.words.hi} · {readiness.name.hi}", f"{item.words.en} · {readiness.name.en}")


def _editor(kind: FactKind, given: str, parent: QWidget) -> QWidget:
    if kind in (FactKind.DAY, FactKind.TERM):
        day = day_editor(_A_YEAR if kind is FactKind.TERM else 0)
        if given:
            day.setDate(QDate.fromString(given, "yyyy-MM-dd"))
        return day
    found = PhoneticEdit(parent) if kind is FactKind.WORDS else QLineEdit(parent)
    if kind is FactKind.NUMBER:
        found.setValidator(QRegularExpressionValidator(_FIGURES, found))
    found.setText(given)
    return found


def _said(editor: QWidget) -> str:
    if isinstance(editor, QDateEdit):
        return day_in(editor).isoformat()
    return editor.text().strip() if isinstance(editor, QLineEdit) else ""
