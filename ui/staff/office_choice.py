"""Whose sheet it is: one office of eighty, found by a part of its name in either script, or by its code."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.staff.posts import OfficeCard
from app.words import words
from ui.offices.either_script import SOUGHT, InEitherScript
from ui.words import Speech


class OfficeChoice(QComboBox):
    """What is typed and fits one office alone means that one; anything else stands as it was typed, and chooses none.

    `unclear` carries the words of why, or None once it is clear.
    """

    unclear = Signal(object)

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech = speech
        self.offices: tuple[OfficeCard, ...] = ()
        self._line = line = QLineEdit(self)
        self.setEditable(True)
        self.setLineEdit(line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        self._fitting = completer = InEitherScript(self.model(), self)
        completer.activated.connect(self._found)
        line.setCompleter(completer)
        line.editingFinished.connect(self._settle)
        speech.changed.connect(self._say)

    @property
    def card(self) -> OfficeCard | None:
        """The chosen office; none while another text stands in the line: it may mean another office."""
        place = self.currentIndex()
        is_meant = place >= 0 and self.currentText() == self.itemText(place)
        return self.offices[place] if is_meant else None

    def put(self, offices: tuple[OfficeCard, ...], chosen: str) -> None:
        """Offer these offices; the one with this id is chosen, else none."""
        self.offices = offices
        self._say()
        self.choose(chosen)

    def choose(self, id: str) -> None:
        self._take(next((at for at, each in enumerate(self.offices) if each.id == id), -1))

    def _found(self, said: str) -> None:
        self._take(self.findText(said))

    def _settle(self) -> None:
        """Whoever typed has gone on: the office is meant that fits alone, by its code before any part of a name."""
        typed = self.currentText().strip()
        if not typed or self.card is not None:
            self._write()
            return
        fits = self._fitting.meant(typed)
        if len(fits) == 1:
            self._take(fits[0])
        else:
            self.unclear.emit(words(f"staff-ui.office-{'many' if fits else 'none'}", count=len(fits)))

    def _take(self, place: int) -> None:
        self.unclear.emit(None)
        self.setCurrentIndex(place)
        self._write()

    def _write(self) -> None:
        """A long name is read from its beginning, and whole under the pointer."""
        said = self.itemText(self.currentIndex())
        self.setEditText(said)
        self.setToolTip(said)
        self._line.setCursorPosition(0)

    def _say(self) -> None:
        """Name each in the window's language; it is looked for in both."""
        place = self.currentIndex()
        with QSignalBlocker(self):
            self.clear()
            for at, each in enumerate(self.offices):
                self.addItem(f"{self._speech.say(each.name)} · {each.code}")
                self.setItemData(at, f"{each.name.hi}\n{each.name.en}\n{each.code}", SOUGHT)
            self.setCurrentIndex(place)
            self._write()
