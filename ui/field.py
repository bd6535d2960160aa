"""How one input stands on the screen: label, editor, help and what is wrong with it, always together."""

from collections.abc import Callable

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.base.words import Words
from ui.theme import SIZES, restyle
from ui.words import Speech

WRONG, MARK = "⚠ ", "•"


class Field(QWidget):
    """An editor with its label, its help and the room for its problem."""

    def __init__(
        self, parent: QWidget | None, speech: Speech, name: str, label: Words, help: Words, editor: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}.field")
        self.editor = editor
        self._speech, self._help = speech, help
        self._problem: Words | None = None
        self._doubt: Words | None = None
        self._marked: Words | None = None
        self._name = label
        self._mended: tuple[Callable[[], object], ...] | None = None
        self._label, self._below = QLabel(self), QLabel(self)
        self._name_editor(name)
        self._lay_out()
        speech.bind(self._set_label, label, self)
        speech.changed.connect(self._say)
        self._say()

    def show_problem(self, problem: Words | None) -> None:
        """Say under the editor what is wrong and what to do; None takes it away."""
        self._problem = problem
        restyle(self.editor, "wrong", problem is not None)
        self._say()

    def show_doubt(self, doubt: Words | None) -> None:
        """Say quietly under the editor what may be wrong, though it is taken; a problem goes before it."""
        self._doubt = doubt
        self._say()

    def named(self, said: Words) -> Words:
        """Return what is said of this field with its name before it, for where it is read apart from the field."""
        hi, en = (each.split(" (")[0] for each in (self._name.hi, self._name.en))
        return Words(f"{hi}: {said.hi}", f"{en}: {said.en}")

    def when_mended(self, *acts: Callable[[], object]) -> None:
        """Let the problem go as soon as the field is written on, and do this then."""
        changed = _changed(self.editor)
        if self._mended is None and changed is not None:
            changed.connect(self._written_on)
        self._mended = acts

    def mark(self, meaning: Words) -> None:
        """Put the small sign beside the label; what it means is read under the mouse and by assistive tools."""
        self._marked = meaning
        self._speech.bind(self._label.setToolTip, meaning, self._label)
        self._set_label(self._label.text())
        self._say()

    def say_otherwise(self, label: Words, help: Words) -> None:
        """Give the field other words, in place."""
        self._help = help
        self._speech.bind(self._set_label, label, self)
        self._say()

    def _written_on(self) -> None:
        if self._problem is not None and self._mended is not None:
            self.show_problem(None)
            for act in self._mended:
                act()

    def _name_editor(self, name: str) -> None:
        self.editor.setObjectName(name)
        self.editor.setParent(self)
        if isinstance(self.editor, QComboBox):
            self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._label.setProperty("role", "label")
        self._label.setBuddy(self.editor)
        self._below.setObjectName(f"{name}.below")
        self._below.setWordWrap(True)
        self._below.setTextFormat(Qt.TextFormat.PlainText)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.step // 2)
        box.addWidget(self._label)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.editor)
        box.addLayout(line)
        box.addWidget(self._below)
        self.setFocusProxy(self.editor)

    def _set_label(self, text: str) -> None:
        self._label.setText(f"{text} {MARK}" if self._marked else text)
        self.editor.setAccessibleName(text)

    def _say(self) -> None:
        said = self._speech.say(self._problem or self._doubt or self._help)
        self._below.setText(WRONG + said if self._problem or self._doubt else said)
        self._below.setVisible(bool(said))
        restyle(self._below, "role", "error" if self._problem else "doubt" if self._doubt else "hint")
        meaning = f" {self._speech.say(self._marked)}" if self._marked else ""
        self.editor.setAccessibleDescription(said + meaning)


def _changed(editor: QWidget) -> SignalInstance | None:
    """Return what tells that an editor was written on; a table or a tick has nothing to mend by writing."""
    if isinstance(editor, QLineEdit | QPlainTextEdit):
        return editor.textChanged
    if isinstance(editor, QComboBox):
        return editor.currentIndexChanged
    return editor.dateChanged if isinstance(editor, QDateEdit) else None


def field(
    parent: QWidget | None, speech: Speech, *, name: str, label: Words, help: Words, editor: QWidget
) -> Field:
    """Return the editor made whole. `name` is the editor's object name, as tests and assistive tools find it."""
    return Field(parent, speech, name, label, help, editor)
