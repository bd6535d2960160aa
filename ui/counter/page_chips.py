"""The pages of one paper, one of which is looked at."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.counter.make import button, emptied, said
from ui.words import Speech


class PageChips(QWidget):
    """`chosen` carries the place of a page, counted from 0. A single page is not named."""

    chosen = Signal(int)

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._chips: list[QPushButton] = []

    def show_pages(self, count: int, at: int) -> None:
        """Offer so many pages, the one at `at` marked."""
        named = count if count > 1 else 0
        self.setVisible(named > 0)
        if len(self._chips) != named:
            emptied(self._row)
            self._chips = [self._chip(place) for place in range(named)]
            self._row.addStretch(1)
        for place, chip in enumerate(self._chips):
            chip.setText(self._speech.say(said("page-of", page=place + 1, pages=count)))
            chip.setChecked(place == at)

    def _chip(self, place: int) -> QPushButton:
        chip = button(f"counter.page.{place + 1}", "chip")
        chip.setCheckable(True)
        chip.clicked.connect(self._choose)
        self._row.addWidget(chip)
        return chip

    @Slot()
    def _choose(self) -> None:
        for place, chip in enumerate(self._chips):
            if chip is self.sender():
                self.chosen.emit(place)
