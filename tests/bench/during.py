"""Runs work behind the real window, in one process: how long its thread ever stood still, and what is held at the end.

`python -m tests.bench.during WORK HOME`, WORK one of `registration` and `drain`; prints one line of JSON.
"""

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.bench.desk import ready, registered
from tests.bench.drain import ENTRIES, filed, queue
from tests.bench.watched import kilobytes, watch_application

if TYPE_CHECKING:
    from app.office import Office
    from ui.start import Window

DRAINED_WITHIN = 300.0
SETTLED_MS = 3000


class Behind(QObject):
    """Waits for the window to be at work, lets the work run on a thread of its own, and beats meanwhile."""

    def __init__(self, work: Callable[["Office", Callable[[], None]], None]) -> None:
        super().__init__()
        self._work = work
        self._thread: threading.Thread | None = None
        self._last, self._longest, self._begun = 0, 0, threading.Event()
        self._beat = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._beaten)
        self._look = QTimer(self, interval=100)
        self._look.timeout.connect(self._looked)
        self._look.start()

    def _looked(self) -> None:
        window = _window()
        if self._thread is None and window is not None and window._shell is not None and window._office:
            self._thread = threading.Thread(
                target=self._work, args=(window._office, self._begun.set), name="bench"
            )
            QTimer.singleShot(SETTLED_MS, self._thread.start)
            self._beat.start()
        elif self._thread is not None and self._thread.ident and not self._thread.is_alive():
            self._look.stop()
            print(json.dumps({"stall": self._longest / 1e6, "kilobytes": kilobytes()}), flush=True)
            QApplication.quit()

    def _beaten(self) -> None:
        now = time.monotonic_ns()
        if self._begun.is_set() and self._last:
            self._longest = max(self._longest, now - self._last)
        self._last = now


def registration(office: "Office", begun: Callable[[], None]) -> None:
    begun()
    registered(office)


def drain(office: "Office", begun: Callable[[], None]) -> None:
    """Owe the centre 2,000 entries, then scan and print until the last of them is away."""
    home = office._desk.records.home
    model = filed(office, home)
    office.link.sync_now()
    queue(office, model, ENTRIES)
    begun()
    until = time.monotonic() + DRAINED_WITHIN
    while office.link.status().waiting:
        if time.monotonic() > until:
            raise TimeoutError(f"{office.link.status().waiting} still wait")
        ready(office)
        office.papers.print_test()


def _window() -> "Window | None":
    from ui.start import Window

    return next((each for each in QApplication.topLevelWidgets() if isinstance(each, Window)), None)


def main(work: str, home: Path) -> int:
    kept: list[Behind] = []
    watch_application(
        lambda _application: kept.append(Behind({"registration": registration, "drain": drain}[work]))
    )
    from main import main as start

    return start(["--home", str(home)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
