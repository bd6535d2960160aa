"""How much room the counter's sides leave to its middle, where there is little."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from ui.counter.paper import Paper
from ui.counter.queue import Queue
from ui.counter.slots import Slots

NARROW = 1100  # px, as on a screen of 1280 px
TIGHT = 1060  # px, as on a screen of 1024 px, or of 1366 px at 125 %
_CHANGES = frozenset({QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest})


class SideRoom(QObject):
    """Narrows queue and paper. Where it is tight, the slip gives way to the page that is looked at in its stead."""

    def __init__(self, desk: QWidget, queue: Queue, paper: Paper, slots: Slots) -> None:
        super().__init__(desk)
        self._desk, self._queue, self._paper, self._slots = desk, queue, paper, slots
        for each in (desk, slots):
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() in _CHANGES:
            self._share()
        return super().eventFilter(watched, event)

    def _share(self) -> None:
        width = self._desk.width()
        self._queue.fold(narrow=width < TIGHT)
        self._paper.fold(narrow=width < NARROW)
        room = width - self._queue.width() - self._paper.width()
        fits = width >= TIGHT and self._slots.minimumSizeHint().width() <= room
        self._paper.setVisible(fits or not self._slots.isVisibleTo(self._desk))
