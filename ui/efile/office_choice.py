"""Which office of the system a letter goes to, or none."""

from PySide6.QtWidgets import QWidget

from app.efile.model import OfficeName
from ui.efile.short_combo import ShortCombo
from ui.words import Speech


class OfficeChoice(ShortCombo):
    """The first entry is an addressee outside; `chosen` and `choose` name an office by its id, empty for that."""

    def __init__(self, speech: Speech, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._speech, self._offices = speech, tuple[OfficeName, ...]()
        speech.changed.connect(self._name)
        self._name()

    @property
    def knows_offices(self) -> bool:
        return bool(self._offices)

    def put(self, offices: tuple[OfficeName, ...]) -> None:
        """Offer these offices."""
        self._offices = offices
        self._name()

    def choose(self, id: str) -> None:
        places = [each.id for each in self._offices]
        self.setCurrentIndex(places.index(id) + 1 if id in places else 0)

    def chosen(self) -> str:
        place = self.currentIndex() - 1
        return self._offices[place].id if 0 <= place < len(self._offices) else ""

    def _name(self) -> None:
        chosen = self.chosen()
        self.clear()
        self.addItem(self._speech.word("efile-ui.drafts-office-none"))
        self.addItems([self._speech.say(each.name) for each in self._offices])
        self.choose(chosen)
