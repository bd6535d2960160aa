"""By which way a letter goes out: to another office of the system, by post, by hand, by mail."""

from PySide6.QtWidgets import QComboBox, QWidget

from app.efile.addressee import Delivery
from ui.words import Speech


class WayChoice(QComboBox):
    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech = speech
        speech.changed.connect(self._name)
        self._name()

    def way(self) -> Delivery:
        return list(Delivery)[max(0, self.currentIndex())]

    def choose(self, way: Delivery) -> None:
        self.setCurrentIndex(list(Delivery).index(way))

    def _name(self) -> None:
        place = max(0, self.currentIndex())
        self.clear()
        self.addItems([self._speech.word(f"efile-ui.delivery-{each.value}") for each in Delivery])
        self.setCurrentIndex(place)
