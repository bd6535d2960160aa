"""What is chosen of a letter in the diary's form: its form, class, delivery; and its language, guessed until it is."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.base.text import language_of
from app.base.words import Language
from app.efile.addressee import Delivery
from app.efile.model import Classification, Form
from ui.efile.short_combo import ShortCombo
from ui.words import Speech

KINDS: Mapping[str, tuple[type[StrEnum], str]] = {
    "form": (Form, "form"),
    "classification": (Classification, "class"),
    "delivery": (Delivery, "delivery"),
    "language": (Language, "language"),
}
"""By the name of each choice: what there is to choose from, and how the message keys of these begin."""
CHOSEN = "language-chosen"


class DiaryChoices(QObject):
    """A letter is in the script of its subject, till a person says otherwise."""

    changed = Signal()

    def __init__(self, speech: Speech, subject: QLineEdit, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech, self._subject, self._is_said = speech, subject, False
        self.boxes = {name: ShortCombo(parent) for name in KINDS}
        for box in self.boxes.values():
            box.currentIndexChanged.connect(self.changed)
        self.boxes["language"].activated.connect(self._say_language)
        subject.textChanged.connect(self._guess)
        speech.changed.connect(self._name)
        self._name()

    @property
    def form(self) -> Form:
        return list(Form)[self.boxes["form"].currentIndex()]

    @property
    def classification(self) -> Classification:
        return list(Classification)[self.boxes["classification"].currentIndex()]

    @property
    def delivery(self) -> Delivery:
        return list(Delivery)[self.boxes["delivery"].currentIndex()]

    @property
    def language(self) -> Language:
        return list(Language)[self.boxes["language"].currentIndex()]

    def begin_anew(self) -> None:
        """The next letter may be in another language; how it comes is as with the one before."""
        self._is_said = False
        self._guess()

    def written(self) -> dict[str, str]:
        """Return what is chosen, as it is kept."""
        chosen = {name: str(box.currentIndex()) for name, box in self.boxes.items()}
        return chosen | ({CHOSEN: "yes"} if self._is_said else {})

    def bring_back(self, form: Mapping[str, str]) -> None:
        for name, box in self.boxes.items():
            box.setCurrentIndex(int(form.get(name, "0")))
        self._is_said = CHOSEN in form
        self._guess()

    def _say_language(self) -> None:
        self._is_said = True
        self.changed.emit()

    def _guess(self) -> None:
        if not self._is_said:
            self.boxes["language"].setCurrentIndex(list(Language).index(language_of(self._subject.text())))

    def _name(self) -> None:
        for name, (kind, key) in KINDS.items():
            box = self.boxes[name]
            place = max(0, box.currentIndex())
            with QSignalBlocker(box):
                box.clear()
                box.addItems([self._speech.word(f"efile-ui.{key}-{each.value}") for each in kind])
                box.setCurrentIndex(place)
