"""The form of a service: its fields step by step, each saved as it is filled, each with its problem beside it."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.base.words import Words
from app.counter.model import Application
from app.packs.conditions import is_shown, offered
from app.packs.model import Answers, FieldKind, Pack, Problem
from app.packs.model import Field as Asked
from ui.counter.choices import ChoiceEditor
from ui.counter.editors import (
    AadhaarEditor,
    DateEditor,
    Editor,
    HindiEditor,
    LinesEditor,
    editor_for,
    show_beginning,
)
from ui.counter.fewer_keys import WrittenBefore, offer_english
from ui.counter.field_words import label_of, why_wrong
from ui.counter.foreseen import foreseen
from ui.counter.gone_past import gone_past
from ui.counter.make import label, said, said_with, scrolled
from ui.counter.standing import unknown_number
from ui.field import Field, field
from ui.theme import SIZES
from ui.words import Speech

PAUSE_MS = 300
_WIDE = frozenset({FieldKind.ADDRESS, FieldKind.MANY})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Form(QStackedWidget):
    """One page a step. `answered` carries what was just filled, by field; `past_last` wants the next step."""

    answered = Signal(object)
    past_last = Signal()

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self._application: Application | None = None
        self._asked: dict[str, Asked] = {}
        self._fields: dict[str, Field] = {}
        self._editors: dict[str, Editor] = {}
        self._grids: list[QGridLayout] = []
        self._pages: list[QScrollArea] = []
        self._shown: frozenset[str] = frozenset()
        self._today = date.min
        self._left: set[str] = set()
        self._unjudged: set[str] = set()  # handed on, and not heard of yet
        self._came: frozenset[str] = frozenset()  # fields that the last answers brought up
        self._lettered = ""  # the day into which a letter was typed last
        self._leads = False  # it is we who move the cursor now, not the person
        self._said: dict[str, Words | None] = {}
        self._before = WrittenBefore()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.save)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    # --- shown ------------------------------------------------------------------------------------------------------

    def show_form(self, application: Application, today: date, *, editable: bool) -> None:
        """Show the application in place; what is being typed stays as it is."""
        before = self._application
        new = before is None or (before.id, before.pack.sha256) != (application.id, application.pack.sha256)
        self._application, self._today = application, today
        self._unjudged = set()
        if new:
            self._build()
            self._left = gone_past(application)
        self._ask_what_holds(application.answers)
        for name, editor in self._editors.items():
            editor.put(application.answers.get(name), application.typed.get(name, ""))
            editor.setEnabled(editable)
            self._before.note(name, application.answers.get(name))
        self._show_problems()

    def show_all_problems(self, step: int) -> None:
        """Say at every field of a step what is missing, as if each had been left."""
        if self._application:
            self._left |= {asked.id for asked in self._application.pack.steps[step].fields}
            self._show_problems()

    def first_problem(self) -> tuple[int, str] | None:
        """Return the step and the field that come first among what is wrong or missing, as far as it is judged."""
        if self._application is None:
            return None
        wrong = {*self._application.problems, *self._told()} - self._unjudged
        for place, step in enumerate(self._application.pack.steps):
            for asked in step.fields:
                if asked.id in wrong:
                    return place, asked.id
        return None

    def whole(self) -> list[bool]:
        """Say for each step whether it needs nothing more."""
        found = self._application
        if found is None:
            return []
        wrong = {*found.problems, *self._told()}
        return [not any(asked.id in wrong for asked in step.fields) for step in found.pack.steps]

    def wrong(self) -> list[bool]:
        """Say for each step whether a mistake is said at one of its fields."""
        steps = self._application.pack.steps if self._application else ()
        return [any(self._said.get(asked.id) for asked in step.fields) for step in steps]

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field; where it stands there already, say what the field wants."""
        if name == self._name_of(QApplication.focusWidget()):
            self._left.add(name)
            self._show_problems()
        self._leads = True
        self._editors[name].setFocus(Qt.FocusReason.TabFocusReason)
        self._leads = False

    def focus_first(self) -> None:
        """Put the cursor into the first field of the step that is empty, wrong or objected to, else into its first."""
        names, found = list(self._names(self.currentIndex())), self._application
        needy = {*found.problems, *(found.objection.left if found.objection else ())} if found else set()
        wanted = next((name for name in names if name in needy), names[0] if names else "")
        if wanted:
            self._editors[wanted].setFocus(Qt.FocusReason.TabFocusReason)

    # --- typed ------------------------------------------------------------------------------------------------------

    @Slot()
    def save(self) -> None:
        """Hand on whatever was typed and not yet handed on."""
        self._pause.stop()
        filled = {name: editor for name, editor in self._editors.items() if editor.dirty}
        for editor in filled.values():
            editor.dirty = False
        if filled and self._application is not None:
            self._ask_what_holds(foreseen(self._application.answers, self._editors))
            self._unjudged |= filled.keys()
            self.answered.emit({name: editor.typed() for name, editor in filled.items()})

    def leave(self) -> None:
        """Finish what is half typed at the cursor, then hand on everything: the person goes elsewhere."""
        editor = self._editors.get(self._name_of(QApplication.focusWidget()))
        if isinstance(editor, HindiEditor | LinesEditor):
            editor.finish_word()
        elif isinstance(editor, ChoiceEditor):
            editor.settle()
        self.save()

    def _refuse_letter(self, name: str, press: QKeyEvent) -> None:
        """Who types fast does not see that a day has come up: the letter goes where it was meant for."""
        after = self._after(name)
        if name in self._came and after and not self._editors[name].typed():
            self._go_on(name)
            QApplication.sendEvent(self._editors[after[0]], press)
            return
        self._lettered = name
        self._show_problems()

    @Slot()
    def _edited(self) -> None:
        if self._lettered:
            self._lettered = ""
            self._show_problems()
        self._pause.start()

    @Slot(QWidget, QWidget)
    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        name = self._name_of(old)
        if name and name != self._name_of(now):
            self._lettered = ""
            moved_on = bool(self._name_of(now)) and not self._leads
            if moved_on or self._editors[name].typed() not in ("", ()):
                self._left.add(name)  # an empty field is not left by F1, by F9 or for another window
            if isinstance(editor := self._editors[name], ChoiceEditor):
                editor.settle()
            if now is not None:
                show_beginning(self._editors[name])
            self.save()
            self._show_problems()
        if inside := self._name_of(now):
            self._reveal(inside)
            offer_english(self._editors, inside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Enter goes on to the next field; in an address only Shift+Enter begins a new line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            name = self._name_of(watched)
            if name and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._go_on(name)
                return True
        return super().eventFilter(watched, event)

    def _go_on(self, name: str) -> None:
        self.leave()  # a field that comes by this answer is the next one
        if after := self._after(name):
            self._editors[after[0]].setFocus(Qt.FocusReason.TabFocusReason)
            return
        self._left.add(name)
        self.setFocus()  # the last field is left too, so that it is converted and saved
        self.save()
        self.past_last.emit()

    # --- built ------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        for page in self._pages:
            self.removeWidget(page)
            page.setParent(None)  # so that nobody finds its fields by name any more
            page.deleteLater()
        self._asked, self._fields, self._editors, self._grids, self._pages = {}, {}, {}, [], []
        self._left, self._said, self._shown = set(), {}, frozenset()
        if self._application:
            for step in self._application.pack.steps:
                self._pages.append(self._page(step.fields, self._application.pack.mark))
                self.addWidget(self._pages[-1])

    def _page(self, fields: tuple[Asked, ...], mark: Words) -> QScrollArea:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(SIZES.gap, SIZES.step, SIZES.gap, SIZES.gap)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SIZES.gap)
        grid.setVerticalSpacing(SIZES.step)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addStretch(1)
        if any(asked.unconfirmed for asked in fields):
            column.addWidget(self._foot(mark))
        self._grids.append(grid)
        for asked in fields:
            self._add(asked, mark, page)
        self._before.complete(fields, self._editors)
        return scrolled(page)

    def _foot(self, mark: Words) -> QLabel:
        """Return the one line that says what the sign beside some fields means."""
        found = label("hint")
        found.setObjectName("counter.form.mark")
        self._speech.bind(found.setText, said_with("mark-means", mark=mark), found)
        return found

    def _add(self, asked: Asked, mark: Words, page: QWidget) -> None:
        editor = editor_for(asked, self._speech)
        name = f"counter.field.{asked.id}"
        self._fields[asked.id] = field(
            page, self._speech, name=name, label=label_of(asked), help=asked.help, editor=editor
        )
        if asked.unconfirmed:
            self._fields[asked.id].mark(mark)
        self._asked[asked.id], self._editors[asked.id] = asked, editor
        editor.edited.connect(self._edited)
        editor.chosen.connect(self.save)
        if isinstance(editor, DateEditor):
            editor.letter_typed.connect(partial(self._refuse_letter, asked.id))
        for part in (editor, *editor.findChildren(QWidget)):
            part.installEventFilter(self)

    def _ask_what_holds(self, answers: Answers) -> None:
        """Show the fields whose conditions hold, and no other."""
        if self._application is None:
            return
        shown = shown_fields(self._application.pack, answers, self._today)
        if shown != self._shown:
            self._came = shown - self._shown if self._shown else frozenset()
            self._shown = shown
            self._place()
        for name, editor in self._editors.items():
            if self._asked[name].kind is FieldKind.CHOICE and isinstance(editor, ChoiceEditor):
                editor.offer(offered(self._asked[name], answers, today=self._today))

    def _place(self) -> None:
        """Lay out each step's shown fields, two a row; a hidden one leaves no hole."""
        if self._application is None:
            return
        for grid, step in zip(self._grids, self._application.pack.steps, strict=True):
            at = 0
            for asked in step.fields:
                item = self._fields[asked.id]
                grid.removeWidget(item)
                item.setVisible(asked.id in self._shown)
                if asked.id not in self._shown:
                    continue
                wide = asked.kind in _WIDE
                at += at % 2 if wide else 0
                top = Qt.AlignmentFlag.AlignTop
                grid.addWidget(item, at // 2, at % 2, 1, 2 if wide else 1, top)
                at += 2 if wide else 1
            self._tab_in_order(step.fields)

    def _tab_in_order(self, fields: tuple[Asked, ...]) -> None:
        editors = [self._editors[asked.id] for asked in fields if asked.id in self._shown]
        for one, other in pairwise(editors):
            QWidget.setTabOrder(one, other)

    def _show_problems(self) -> None:
        for name, item in self._fields.items():
            problem = self._problem(name)
            if problem != self._said.get(name):
                self._said[name] = problem
                item.show_problem(problem)
            if self._asked[name].usual:
                item.show_doubt(self._doubt(name))

    def _doubt(self, name: str) -> Words | None:
        """Return what is said of a code or a number that is taken, and is not as such ones usually are."""
        usual, answers = self._asked[name].usual, self._application.answers if self._application else {}
        if usual is None or name not in answers or usual.covers(str(answers[name])):
            return None
        return usual.doubt

    def _problem(self, name: str) -> Words | None:
        found = self._application
        if name == self._lettered:
            return said("date-digits")
        if found is None or name in self._unjudged:  # what was said is of what stood here before
            return None
        if (known := found.problems.get(name)) and (why := self._why(name, known)):
            return why
        if name in (told := self._told()):
            return told[name]
        if found.objection and name in found.objection.left:  # until it is changed, however often it is left
            return said("objected-field") if found.objection.documents else found.objection.words
        return None

    def _why(self, name: str, known: Problem) -> Words | None:
        """Say what is wrong with what stands in a field, once it was left; None while it is being filled."""
        editor = self._editors[name]
        left = name in self._left or not editor.hasFocus()
        if isinstance(editor, AadhaarEditor) and editor.holds_refused and left:
            return editor.why_refused()
        if isinstance(editor, ChoiceEditor) and editor.refused:
            return editor.why_refused()
        found = self._application
        stands_wrong = found is not None and (name in found.typed or name in found.answers)
        if name not in self._left and (editor.hasFocus() or not stands_wrong):
            return None
        return why_wrong(self._asked[name], known)

    def _told(self) -> dict[str, Words]:
        """Return each field that is wrong beside others, or at the centre, though right by itself; with the reason."""
        found = self._application
        return {**self._same(), **unknown_number(found)} if found else {}

    def _same(self) -> dict[str, Words]:
        """Return each field that may not be the same as another and is, with the reason: a slip that can be mended."""
        found = self._application
        if found is None:
            return {}
        broken = [rule for rule in found.pack.rules if rule.reason in found.refusals]
        return {str(each.value): rule.reason for rule in broken for each in rule.when if each.op == "same-as"}

    # --- found ------------------------------------------------------------------------------------------------------

    def _names(self, step: int) -> Iterator[str]:
        if self._application is None or step < 0:
            return
        for asked in self._application.pack.steps[step].fields:
            if asked.id in self._shown:
                yield asked.id

    def _after(self, name: str) -> list[str]:
        """Return the fields that follow on the step shown."""
        names = list(self._names(self.currentIndex()))
        return names[names.index(name) + 1 :] if name in names else []

    def _name_of(self, widget: QObject | None) -> str:
        """Return the field that a widget is, or stands in."""
        while widget is not None and widget is not self:
            name = widget.objectName().removeprefix("counter.field.")
            if name in self._editors and self._editors[name] is widget:
                return name
            widget = widget.parent()
        return ""

    def _reveal(self, name: str) -> None:
        self._pages[self.currentIndex()].ensureWidgetVisible(self._fields[name], 0, SIZES.margin)


def shown_fields(pack: Pack, answers: Answers, today: date) -> frozenset[str]:
    """Return the ids of the fields that are asked now."""
    return frozenset(each.id for each in pack.fields if is_shown(each, answers, today=today))
