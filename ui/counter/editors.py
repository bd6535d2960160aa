"""With which widget each kind of field is answered: one editor a kind, all with the same few words.

`edited` tells of typing, `chosen` of an answer given in one stroke. `put` shows what is recorded and never
disturbs what is being typed.
"""

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.base.days import day_words
from app.base.money import PAISE_PER_RUPEE, grouped
from app.base.words import Language, Words
from app.packs.model import Answer, Field, FieldKind
from app.words import words
from ui.counter.choices import ChoiceEditor, ManyEditor, YesNoEditor
from ui.counter.make import said
from ui.counter.typed import Typed
from ui.phonetic import PhoneticEdit
from ui.phonetic_lines import PhoneticLines
from ui.words import Speech

_MOST_TEXT, _MOST_NAME = 200, 120
_AADHAAR_DIGITS = 12
_FEW_LINES, _MANY_LINES, _LINES_HEIGHT = 3, 6, 72  # an address: lines at least and at most; px of the fewest
_PARTS_OF_DAY = "-/. "  # what people write between day, month and year
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
            self.setCursorPosition(0)

    def written(self, answer: Answer) -> str:
        return str(answer)

    @Slot()
    def _typing(self) -> None:
        self.dirty = True
        self.edited.emit()


class HindiEditor(PhoneticEdit):
    """A line in Hindi, typed in InScript or by sound; a name holds no abbreviation in Latin letters."""

    edited = Signal()
    chosen = Signal()

    def __init__(self, most: int = _MOST_NAME, *, keeps_short: bool = False) -> None:
        super().__init__(keeps_short=keeps_short)
        self.dirty = False
        self.setMaxLength(most)
        self.textChanged.connect(self._typing)

    def typed(self) -> Typed:
        return self.text()

    def put(self, answer: Answer | None, typed: str) -> None:
        text = typed or ("" if answer is None else str(answer))
        if not self.dirty and not self.hasFocus() and text != self.text():
            with QSignalBlocker(self):
                self.setText(text)
                self.setCursorPosition(0)

    @Slot()
    def _typing(self) -> None:
        """A word still in Latin letters will be Hindi in a moment; it is not worth saving."""
        self.dirty = True
        if not self.is_mid_word():
            self.edited.emit()


class DateEditor(TextEditor):
    """A day; the hyphens come by themselves, and one that is typed (or a slash, or a dot) is the same hyphen.

    `letter_typed`: what no day is written with was typed, and is not taken: a letter was meant for another field. It
    carries the press.
    """

    letter_typed = Signal(object)

    def __init__(self, speech: Speech) -> None:
        super().__init__(10, Qt.InputMethodHint.ImhDate)
        self._before = ""
        speech.bind(self.setPlaceholderText, said("date-shape"), self)
        self.textEdited.connect(self._hyphenate)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        typed = event.text()[:1]
        if typed.isprintable() and typed and not (typed.isdigit() or typed in _PARTS_OF_DAY):
            self.letter_typed.emit(event.clone())
        else:
            super().keyPressEvent(event)

    def written(self, answer: Answer) -> str:
        return day_words(date.fromisoformat(str(answer)))

    @Slot(str)
    def _hyphenate(self, text: str) -> None:
        at_end, grows = self.cursorPosition() == len(text), len(text) > len(self._before)
        tidy = re.sub(r"[-/. ]+", "-", text).lstrip("-")
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

    def why_refused(self) -> Words:
        """Say how many digits are wanted, or that these cannot be right."""
        written = len(re.findall(r"\d", self.text()))
        if written == _AADHAAR_DIGITS:
            return words("answer.aadhaar-wrong")
        return words("answer.aadhaar-length", written=written)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        types = bool(event.text().strip()) or event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        if types and _MASKED.match(self.text()) and not event.modifiers():
            self.clear()
        super().keyPressEvent(event)


class LinesEditor(PhoneticLines):
    """An address of several lines, as high as they need; Shift+Enter begins a new one.

    `phonetic`: it begins in Hindi by sound.
    """

    edited = Signal()
    chosen = Signal()

    def __init__(self, *, phonetic: bool) -> None:
        super().__init__(phonetic=phonetic)
        self.dirty = False
        self.setFixedHeight(_LINES_HEIGHT)
        self.textChanged.connect(self._typing)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

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
        if not self.is_mid_word():
            self.edited.emit()

    @Slot()
    def _fit(self) -> None:
        lines = min(max(int(self.document().size().height()), _FEW_LINES), _MANY_LINES)
        self.setFixedHeight(_LINES_HEIGHT + (lines - _FEW_LINES) * self.fontMetrics().lineSpacing())


_MOST = {
    FieldKind.MOBILE: 14,
    FieldKind.PIN_CODE: 8,
    FieldKind.IFSC: 11,
    FieldKind.ACCOUNT: 20,
    FieldKind.NUMBER: 20,  # room for a pasted date, which is refused whole, not cut into some number
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
        case FieldKind.ADDRESS:
            found = LinesEditor(phonetic=field.language is Language.HINDI)
        case FieldKind.TEXT if field.language is Language.HINDI:
            found = HindiEditor(_MOST_TEXT, keeps_short=True)
        case kind if kind in _PLAIN:
            found = _PLAIN[kind]()
        case kind:
            found = TextEditor(_MOST.get(kind, _MOST_TEXT), _hints(kind))
    return found


def show_beginning(editor: Editor) -> None:
    """Of a text longer than its line the beginning is read, and the whole under the mouse."""
    if isinstance(editor, QLineEdit):
        editor.setCursorPosition(0)
        fits = editor.fontMetrics().horizontalAdvance(editor.text()) < editor.width()
        editor.setToolTip("" if fits else editor.text())


_PLAIN: dict[FieldKind, Callable[[], Editor]] = {
    FieldKind.NAME_HINDI: HindiEditor,
    FieldKind.MONEY: MoneyEditor,
    FieldKind.AADHAAR: AadhaarEditor,
}


def _hints(kind: FieldKind) -> Qt.InputMethodHint:
    digits = kind in _MOST and kind is not FieldKind.IFSC
    return Qt.InputMethodHint.ImhPreferNumbers if digits else Qt.InputMethodHint.ImhNone
