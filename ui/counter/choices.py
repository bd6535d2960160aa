"""How one or several answers are chosen from a list: by number, by a part of a name, by its sound."""

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSignalBlocker,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QComboBox, QCompleter, QHBoxLayout, QWidget

from app.base.names import sound
from app.base.words import Words
from app.packs.model import Answer, Choice
from ui.counter.make import said, said_with
from ui.counter.typed import Typed, nearest
from ui.phonetic import to_hindi
from ui.words import Speech

FEW = 12  # so many choices are read at a glance; more are found by typing a part of them
_EITHER = (
    Qt.ItemDataRole.UserRole + 1
)  # a choice's words in both languages: it is found by either, shown in one
_TURNS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class _ByEither(QCompleter):
    """Finds a choice by its words in either language, and writes it as it is shown."""

    def __init__(self, parent: QComboBox) -> None:
        super().__init__(parent.model(), parent)
        self.setCompletionRole(_EITHER)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)

    def splitPath(self, path: str) -> list[str]:  # noqa: N802  Qt's name
        """What stands in no name is looked for as it sounds: dho, for धोबी."""
        known = self.model().match(self.model().index(0, 0), _EITHER, path, 1, Qt.MatchFlag.MatchContains)
        return [path if known else to_hindi(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:  # noqa: N802  Qt's name
        return str(index.data())


class ChoiceEditor(QComboBox):
    """One of a list: by its number where they are few, by a part of its name where they are many."""

    edited = Signal()
    chosen = Signal()

    def __init__(self, speech: Speech, choices: tuple[Choice, ...]) -> None:
        super().__init__()
        self.dirty = False
        self._speech, self._choices, self._refused = speech, choices, ""
        self._offered = frozenset(each.id for each in choices)
        self._popup: QAbstractItemView | None = None
        self.setPlaceholderText(speech.say(said("choose")))
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(FEW)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if len(choices) > FEW:
            self._find_by_part()
        self._say()
        speech.changed.connect(self._say)
        self.activated.connect(self._choose)
        self.currentIndexChanged.connect(self._changed)

    def typed(self) -> Typed:
        """Return the choice; what was typed and is none stays as it stands, to be refused and mended."""
        return str(self.currentData() or "") or self.refused

    @property
    def refused(self) -> str:
        """What was typed by hand, fits no choice and still stands there; empty where there is none."""
        return self._refused if self.currentText().strip() == self._refused else ""

    def put(self, answer: Answer | None, typed: str) -> None:
        if self.dirty or (self.isEditable() and self.hasFocus()):
            return
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(answer) if answer not in (None, "") else -1)
            self._keep(typed if answer in (None, "") else "")

    def offer(self, offered: frozenset[str]) -> None:
        """Offer these alone, numbered as they are shown: a number without a choice would do nothing, silently."""
        if offered != self._offered:
            self._offered = offered
            self._say()

    def take(self, choices: tuple[Choice, ...]) -> None:
        """Choose among others from now on, the first of them as it stands."""
        self._choices, self._offered = choices, frozenset(each.id for each in choices)
        self._say()
        with QSignalBlocker(self):
            self.setCurrentIndex(0 if choices else -1)

    def settle(self) -> None:
        """On leaving, a part that was typed becomes the choice it fits; what fits none stays to be mended."""
        if not self.isEditable():
            return
        part = self.currentText().strip()
        fitting = self._fitting(part)
        if fitting < 0 and part != self._refused:
            self.dirty = True
        self.setCurrentIndex(fitting)
        self._keep(part if fitting < 0 else "")

    def why_refused(self) -> Words:
        """Say that what was typed is not in the list, and what is nearest to it."""
        near = nearest(self._choices, self._refused)
        if not near:
            return said("not-in-list-at-all", typed=self._refused)
        hindi, english = ", ".join(each.words.hi for each in near), ", ".join(each.words.en for each in near)
        typed = Words(self._refused, self._refused)
        return said_with("not-in-list", typed=typed, nearest=Words(hindi, english))

    def _keep(self, refused: str) -> None:
        """Leave in sight what was typed and is no choice."""
        self._refused = refused
        if self.isEditable():
            self.setEditText(refused or self.itemText(self.currentIndex()))

    def _fitting(self, part: str) -> int:
        """Return the place of the choice that a typed part means; -1 for none."""
        if not part:
            return -1
        if part == self.itemText(self.currentIndex()):
            return self.currentIndex()
        for written in (part, to_hindi(part)):
            found = self.findData(written, _EITHER, Qt.MatchFlag.MatchContains)
            if found >= 0:
                return found
        return self._by_sound(part)

    def _by_sound(self, part: str) -> int:
        """Return the place of the first choice with words that sound as `part` does (dhobi: धोबी); -1 for none."""
        heard = sound(part).split()
        for choice in self._choices:
            if heard and set(heard) <= set(sound(choice.words.hi).split()):
                return self.findData(choice.id)
        return -1

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """An arrow opens the list and chooses nothing: what is chosen, Enter or a number says."""
        if event.key() in _TURNS:
            self.showPopup()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        event.ignore()  # turning the page must never turn an answer

    def _find_by_part(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = _ByEither(self)
        self.setCompleter(completer)
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
            offered = [each for each in self._choices if each.id in self._offered]
            for number, choice in enumerate(offered, 1):
                self.addItem(self._item(number, choice), choice.id)
                self.setItemData(number - 1, choice.words.both, _EITHER)
            self.setCurrentIndex(self.findData(chosen) if chosen else -1)
            self._keep(self._refused)
        self.setPlaceholderText(self._speech.say(said("choose")))
        if line := self.lineEdit():
            line.setPlaceholderText(self.placeholderText())

    def _item(self, number: int, choice: Choice) -> str:
        words = self._speech.say(choice.words)
        return words if len(self._choices) > FEW else f"{number}  {words}"

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
