"""Whose sheet it is: one office of eighty, found by a part of its name in either script, or by its code."""

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from app.staff.posts import OfficeCard
from ui.words import Speech


class OfficeChoice(QComboBox):
    """What is typed and is no office leaves the choice as it was."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech = speech
        self.offices: tuple[OfficeCard, ...] = ()
        self._line = line = QLineEdit(self)
        self._offered, self._places = QStringListModel(self), dict[str, int]()
        self.setEditable(True)
        self.setLineEdit(line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        completer = QCompleter(self._offered, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.activated.connect(self._found)
        line.setCompleter(completer)
        line.editingFinished.connect(self._settle)
        speech.changed.connect(self._say)

    @property
    def card(self) -> OfficeCard | None:
        """The chosen office; none while another text stands in the line: it may mean another office."""
        place = self.currentIndex()
        return self.offices[place] if 0 <= place == self._places.get(self.currentText(), -1) else None

    def put(self, offices: tuple[OfficeCard, ...], chosen: str) -> None:
        """Offer these offices; the one with this id is chosen, else none."""
        self.offices = offices
        self._say()
        self.choose(chosen)

    def choose(self, id: str) -> None:
        place = next((at for at, each in enumerate(self.offices) if each.id == id), -1)
        self.setCurrentIndex(place)
        self._write()

    def _found(self, said: str) -> None:
        self.setCurrentIndex(self._places[said])
        self._write()

    def _settle(self) -> None:
        self._write()

    def _write(self) -> None:
        """A long name is read from its beginning, and whole under the pointer."""
        said = self.itemText(self.currentIndex())
        self.setEditText(said)
        self.setToolTip(said)
        self._line.setCursorPosition(0)

    def _say(self) -> None:
        place = self.currentIndex()
        with QSignalBlocker(self):
            self.clear()
            for each in self.offices:
                self.addItem(f"{self._speech.say(each.name)} · {each.code}")
            self.setCurrentIndex(place)
            self._write()
        self._offer()

    def _offer(self) -> None:
        """Let an office be found by its name in either language; the window's own stands first."""
        spoken = list(enumerate(self._speech.say(each.name) for each in self.offices))
        both = [*spoken, *enumerate(each.name.hi for each in self.offices)]
        both += enumerate(each.name.en for each in self.offices)
        self._places = {f"{name} · {self.offices[place].code}": place for place, name in both}
        self._offered.setStringList(list(self._places))
