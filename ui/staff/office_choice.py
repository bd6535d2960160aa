"""Whose sheet it is: one office of eighty, found by a part of its name in either script, or by its code."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from app.staff.model import OfficeCard
from ui.words import Speech


class OfficeChoice(QComboBox):
    """What is typed and is no office leaves the choice as it was."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech = speech
        self.offices: tuple[OfficeCard, ...] = ()
        completer, line = QCompleter(self), QLineEdit(self)
        self.setEditable(True)
        self.setLineEdit(line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        completer.setModel(self.model())
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        line.editingFinished.connect(self._settle)
        speech.changed.connect(self._say)

    @property
    def card(self) -> OfficeCard | None:
        """The chosen office."""
        place = self.currentIndex()
        return self.offices[place] if 0 <= place < len(self.offices) else None

    def put(self, offices: tuple[OfficeCard, ...], chosen: str) -> None:
        """Offer these offices; the one with this id is chosen, else none."""
        self.offices = offices
        self._say()
        self.choose(chosen)

    def choose(self, id: str) -> None:
        place = next((at for at, each in enumerate(self.offices) if each.id == id), -1)
        self.setCurrentIndex(place)
        self.setEditText(self.itemText(place))

    def _settle(self) -> None:
        self.setEditText(self.itemText(self.currentIndex()))

    def _say(self) -> None:
        place = self.currentIndex()
        with QSignalBlocker(self):
            self.clear()
            for each in self.offices:
                self.addItem(f"{self._speech.say(each.name)} · {each.code}")
            self.setCurrentIndex(place)
            self.setEditText(self.itemText(place))
