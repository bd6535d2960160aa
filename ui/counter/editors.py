"""With which widget each kind of field is answered: one editor a kind, all with the same few words.

`edited` tells of typing, `chosen` of an answer given in one stroke. `put` shows what is recorded and never
disturbs what is being typed.
"""

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.base.days import day_words
from app.base.money import PAISE_PER_RUPEE, grouped
from app.base.names import sound
from app.packs.model import Answer, Choice, Field, FieldKind
from ui.counter.make import said
from ui.phonetic import PhoneticEdit
from ui.words import Speech

Typed = str | bool | tuple[str, ...]
FEW = 12  # so many choices are read at a glance; more are found by typing a part of them
_LATIN = re.compile(r"[A-Za-z]")
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MASKED = re.compile(r"^X{4} X{4} \d{4}$")


class TextEditor(QLineEdit):
    """One line. `dirty`: something was typed that has not been sent to be saved."""

    edited = Signal()
    chosen = Signal()

    def __init__(self, most: int = 200, hints: Qt.InputMethodHint = Qt.InputMethodHint.ImhNone) -> None:
        super().__init__()
        self.dirty = False
        self.setMaxLength(most)
        self.setInputMethodHints(hints)
        self.textEdited.connect(self._typing)

    def typed(self) -> Typed:
        return self.text()

    def put(self, answer: Answer | None, typed: str) -> None:
        text = typed or ("" if answer is None else self.written(answer))
        if not self.dirty and not self.hasFocus() and text != self.text():
            self.setText(text)

    def written(self, answer: Answer) -> str:
        return str(answer)

    @Slot()
    def _typing(self) -> None:
        self.dirty = True
        self.edited.emit()


class HindiEditor(PhoneticEdit):
    """A name in Hindi, typed in InScript or by sound."""

    edited = Signal()
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.dirty = False
        self.setMaxLength(120)
        self.textChanged.connect(self._typing)

    def typed(self) -> Typed:
        return self.text()

    def put(self, answer: Answer | None, typed: str) -> None:
        text = typed or ("" if answer is None else str(answer))
        if not self.dirty and not self.hasFocus() and text != self.text():
            with QSignalBlocker(self):
                self.setText(text)

    @Slot(str)
    def _typing(self, text: str) -> None:
        """A word still in Latin letters will be Hindi in a moment; it is not worth saving."""
        self.dirty = True
        if not (self.phonetic and _LATIN.search(text)):
            self.edited.emit()


class DateEditor(TextEditor):
    """A day; the hyphens come by themselves, and one that is typed (or a slash, or a dot) is the same hyphen."""

    def __init__(self, speech: Speech) -> None:
        super().__init__(10, Qt.InputMethodHint.ImhDate)
        self._before = ""
        speech.bind(self.setPlaceholderText, said("date-shape"), self)
        self.textEdited.connect(self._hyphenate)

    def written(self, answer: Answer) -> str:
        return day_words(date.fromisoformat(str(answer)))

    @Slot(str)
    def _hyphenate(self, text: str) -> None:
        at_end, grows = self.cursorPosition() == len(text), len(text) > len(self._before)
        tidy = re.sub(r"[-/. ]+", "-", text)
        if at_end and grows and re.fullmatch(r"\d{2}|\d{1,2}-\d{2}", tidy):
            tidy += "-"
        if at_end and tidy != text:
            self.setText(tidy)
        self._before = self.text()


class MoneyEditor(TextEditor):
    """Rupees, shown in Indian grouping."""

    def __init__(self) -> None:
        super().__init__(14, Qt.InputMethodHint.ImhPreferNumbers)
        self.setPlaceholderText("₹")

    def written(self, answer: Answer) -> str:
        rupees, paise = divmod(int(str(answer)), PAISE_PER_RUPEE)
        return f"{grouped(rupees)}.{paise:02d}" if paise else grouped(rupees)

    def typed(self) -> Typed:
        return self.text().replace(",", "").removeprefix("₹").strip()


class AadhaarEditor(TextEditor):
    """Twelve digits while they are typed; the mask as soon as they are recorded."""

    def __init__(self) -> None:
        super().__init__(14, Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)

    def put(self, answer: Answer | None, typed: str) -> None:
        """A number that was refused is kept nowhere but here, where it can be mended."""
        if answer is not None and not self.dirty:
            self.setText(str(answer))

    @property
    def holds_refused(self) -> bool:
        """Say whether something stands here that is no recorded number."""
        return bool(self.text().strip()) and not _MASKED.match(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        types = bool(event.text().strip()) or event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        if types and _MASKED.match(self.text()) and not event.modifiers():
            self.clear()
        super().keyPressEvent(event)


class LinesEditor(QPlainTextEdit):
    """An address of several lines; Shift+Enter begins a new one."""

    edited = Signal()
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.dirty = False
        self.setTabChangesFocus(True)
        self.setFixedHeight(72)
        self.textChanged.connect(self._typing)

    def typed(self) -> Typed:
        return self.toPlainText()

    def put(self, answer: Answer | None, typed: str) -> None:
        text = typed or str(answer or "")
        if not self.dirty and not self.hasFocus() and text != self.toPlainText():
            with QSignalBlocker(self):
                self.setPlainText(text)

    @Slot()
    def _typing(self) -> None:
        self.dirty = True
        self.edited.emit()


class ChoiceEditor(QComboBox):
    """One of a list: by its number where they are few, by a part of its name where they are many."""

    edited = Signal()
    chosen = Signal()

    def __init__(self, speech: Speech, choices: tuple[Choice, ...]) -> None:
        super().__init__()
        self.dirty = False
        self._speech, self._choices = speech, choices
        self._popup: QAbstractItemView | None = None
        self.setPlaceholderText(speech.say(said("choose")))
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if len(choices) > FEW:
            self._find_by_part()
        self._say()
        speech.changed.connect(self._say)
        self.activated.connect(self._choose)
        self.currentIndexChanged.connect(self._changed)

    def typed(self) -> Typed:
        return str(self.currentData() or "")

    def put(self, answer: Answer | None, typed: str) -> None:
        if self.dirty or (self.isEditable() and self.hasFocus()):
            return
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(answer) if answer not in (None, "") else -1)

    def settle(self) -> None:
        """On leaving, a part that was typed becomes the choice it fits; what fits none falls back."""
        if not self.isEditable():
            return
        part = self.currentText().strip()
        if not part:
            self.setCurrentIndex(-1)
        elif part != self.itemText(self.currentIndex()):
            fitting = self.findText(part, Qt.MatchFlag.MatchContains)
            fitting = fitting if fitting >= 0 else self._by_sound(part)
            self.setCurrentIndex(fitting if fitting >= 0 else self.currentIndex())
            self.setEditText(self.itemText(self.currentIndex()))

    def _by_sound(self, part: str) -> int:
        """Return the place of the first choice with words that sound as `part` does (dhobi: धोबी); -1 for none."""
        heard = sound(part).split()
        for place, choice in enumerate(self._choices):
            if heard and set(heard) <= set(sound(choice.words.hi).split()):
                return place
        return -1

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        event.ignore()  # turning the page must never turn an answer

    def _find_by_part(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.completer() or QCompleter(self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._popup = completer.popup()
        if self._popup is not None:
            self._popup.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Enter in the list of what fits takes the first, or the marked one, and goes on like any Enter."""
        enter = (
            isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER
        )
        if self._popup is None or watched is not self._popup or not enter:
            return super().eventFilter(watched, event)
        if self._popup.currentIndex().isValid():
            self.setEditText(str(self._popup.currentIndex().data()))
        self._popup.hide()
        self.settle()
        pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.postEvent(self, pressed)
        return True

    @Slot()
    def _say(self) -> None:
        chosen = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            for number, choice in enumerate(self._choices, 1):
                self.addItem(self._item(number, choice), choice.id)
            self.setCurrentIndex(self.findData(chosen) if chosen else -1)
        self.setPlaceholderText(self._speech.say(said("choose")))

    def _item(self, number: int, choice: Choice) -> str:
        if len(self._choices) > FEW:
            return choice.words.both
        return f"{number}  {self._speech.say(choice.words)}"

    @Slot(int)
    def _changed(self, _place: int) -> None:
        self.dirty = True
        self.edited.emit()

    @Slot(int)
    def _choose(self, _place: int) -> None:
        self.dirty = True
        self.chosen.emit()


class _Boxes(QWidget):
    """A row of boxes that one editor is made of; the first takes the focus."""

    edited = Signal()
    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.dirty = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._boxes: dict[str, QCheckBox] = {}

    def box(self, name: str) -> QCheckBox:
        return self._boxes[name]

    def _add(self, speech: Speech, name: str, choice: Choice) -> None:
        found = QCheckBox()
        speech.bind(found.setText, choice.words, found)
        found.toggled.connect(self._toggled)
        self._row.addWidget(found)
        self._boxes[name] = found
        if len(self._boxes) == 1:
            self.setFocusProxy(found)

    @Slot(bool)
    def _toggled(self, _on: bool) -> None:
        self.dirty = True
        self.chosen.emit()


class ManyEditor(_Boxes):
    """Several of a list."""

    def __init__(self, speech: Speech, choices: tuple[Choice, ...]) -> None:
        super().__init__()
        for choice in choices:
            self._add(speech, choice.id, choice)
        self._row.addStretch(1)

    def typed(self) -> Typed:
        return tuple(name for name, box in self._boxes.items() if box.isChecked())

    def put(self, answer: Answer | None, typed: str) -> None:
        if self.dirty:
            return
        held = answer if isinstance(answer, tuple) else ()
        for name, box in self._boxes.items():
            with QSignalBlocker(box):
                box.setChecked(name in held)


class YesNoEditor(ChoiceEditor):
    """Yes or no, asked like any other choice so that a number answers it; unanswered is neither."""

    def __init__(self, speech: Speech) -> None:
        super().__init__(speech, (Choice("yes", said("yes")), Choice("no", said("no"))))

    def typed(self) -> Typed:
        chosen = str(self.currentData() or "")
        return chosen and chosen == "yes"

    def put(self, answer: Answer | None, typed: str) -> None:
        super().put(None if answer is None else ("yes" if answer else "no"), typed)


_MOST = {
    FieldKind.MOBILE: 14,
    FieldKind.PIN_CODE: 8,
    FieldKind.IFSC: 11,
    FieldKind.ACCOUNT: 20,
    FieldKind.NUMBER: 9,
}


Editor = TextEditor | HindiEditor | LinesEditor | ChoiceEditor | ManyEditor


def editor_for(field: Field, speech: Speech) -> Editor:
    """Return the widget that takes this field's answer."""
    match field.kind:
        case FieldKind.DATE:
            found: Editor = DateEditor(speech)
        case FieldKind.CHOICE:
            found = ChoiceEditor(speech, field.choices)
        case FieldKind.MANY:
            found = ManyEditor(speech, field.choices)
        case FieldKind.YES_NO:
            found = YesNoEditor(speech)
        case kind if kind in _PLAIN:
            found = _PLAIN[kind]()
        case kind:
            found = TextEditor(_MOST.get(kind, 200), _hints(kind))
    return found


_PLAIN: dict[FieldKind, Callable[[], Editor]] = {
    FieldKind.NAME_HINDI: HindiEditor,
    FieldKind.MONEY: MoneyEditor,
    FieldKind.AADHAAR: AadhaarEditor,
    FieldKind.ADDRESS: LinesEditor,
}


def _hints(kind: FieldKind) -> Qt.InputMethodHint:
    digits = kind in _MOST and kind is not FieldKind.IFSC
    return Qt.InputMethodHint.ImhPreferNumbers if digits else Qt.InputMethodHint.ImhNone
