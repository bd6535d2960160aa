"""How an open application is looked at again while the centre or a bank works on it."""

from PySide6.QtCore import QObject, QTimer, Slot

from app.counter.model import Application
from app.counter.walk import PAYING, State
from ui.counter.visit import Visit
from ui.counter.walking import Walking

WATCH_MS = 2500
_WAITING = frozenset({State.SUBMITTING, State.CHALLAN_DEPOSITED})


class Watch(QObject):
    def __init__(self, visit: Visit, walking: Walking, parent: QObject) -> None:
        super().__init__(parent)
        self._visit, self._walking = visit, walking
        self._timer = QTimer(self, interval=WATCH_MS)
        self._timer.timeout.connect(self._look_again)

    def keep(self, found: Application | None) -> None:
        """Watch this application, if anything of it comes by itself."""
        if found is not None and found.state in PAYING | _WAITING:
            self._timer.start()
        else:
            self._timer.stop()

    @Slot()
    def _look_again(self) -> None:
        """A payment is asked about; what the centre works on comes by itself and is read."""
        found = self._visit.application
        if found is not None and found.state in PAYING:
            self._walking.ask_quietly()
        else:
            self._visit.reread()
