"""Which pane has the room: the list gives way to a page that is read large, and to a sheet with a broad table."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QSplitter

from ui.efile.middle import Middle
from ui.efile.panes import WIDTHS
from ui.efile.pile import Pile
from ui.efile.sheets import Sheets

BROAD = [340, 800]


class Room(QObject):
    """Shares it anew whenever another sheet lies open."""

    def __init__(self, split: QSplitter, pile: Pile, middle: Middle, sheets: Sheets) -> None:
        super().__init__(split)
        self._split, self._pile, self._middle, self._sheets = split, pile, middle, sheets
        self._reading = False
        sheets.currentChanged.connect(self._share)

    def read_large(self) -> None:
        """Give the page the room of the list, or give it back."""
        self._reading = not self._reading
        self._share()
        (self._sheets.correspondence if self._reading else self._pile).setFocus()

    @Slot()
    def _share(self) -> None:
        reads = self._reading and self._sheets.is_reading
        hides = reads or self._sheets.is_broad
        self._middle.setHidden(self._sheets.is_whole)
        if hides != self._pile.isHidden():
            self._pile.setHidden(hides)
            self._split.setSizes([0, *BROAD] if hides else WIDTHS)
