"""How soon a file of 300 notes and 1,000 pages can be read in the real desk, and whether its panes stand still in scrolling.

`python -m tests.bench.open_file HOME FILE` opens the file at the e-File desk of the officer, then scrolls what it shows;
it prints the time to the first paint of both its last noting and its first page, and the longest stall of each pane.
"""

import json
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollBar, QVBoxLayout, QWidget

from tests.bench.desk import empty_home, training_desk
from tests.bench.efile import NOTES, long_file
from tests.bench.figure import Reading
from tests.bench.window import told_by

if TYPE_CHECKING:
    from ui.efile.desk import EFileDesk

AT_REST_MS = 1000
ROUNDS, STEPS, STEP_MS, LOOK_MS = 5, 150, 12, 20


def opened() -> Reading:
    """The floor is a bare window that is shown; what is counted is what the file takes beyond it."""
    found = _told()
    ours, floor = (min(each[name] for each in found) for name in ("opened", "bare"))
    return Reading(ours - floor, ours, floor, "ms")


def scrolled() -> Reading:
    """The floor is the median step."""
    found = _told()
    longest = min(max(each["green"], each["contents"], each["page"]) for each in found)
    return Reading(longest, longest, min(each["median"] for each in found), "ms")


def _told() -> list[dict[str, float]]:
    with empty_home() as home:
        with training_desk(home) as office:
            office.people.sign_in("kavita", "kavita1")
            file = long_file(office)
        return [told_by("tests.bench.open_file", str(home), file) for _ in range(ROUNDS)]


class Opening(QObject):
    """Opens the file once the desk is at rest, then scrolls one pane after the other."""

    def __init__(self, desk: "EFileDesk", file: str) -> None:
        super().__init__()
        self.found: dict[str, float] = {}
        self._desk, self._file, self._begun = desk, file, 0.0
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._looked)
        self._look.start()

    def _looked(self) -> None:
        """The list is there: what is chosen first is another file, which is no long one."""
        if self._desk.pile.rows.shown and self._desk._thing is not None:
            self._look.stop()
            QTimer.singleShot(AT_REST_MS, self._open)

    def _open(self) -> None:
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._begun = time.perf_counter()
        self._desk.show_thing(self._file)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() is QEvent.Type.Paint and "opened" not in self.found and self._is_readable():
            QTimer.singleShot(0, self._painted)
        return False

    def _is_readable(self) -> bool:
        thing, picture = self._desk._thing, self._desk.correspondence._picture
        return thing is not None and thing.id == self._file and not picture.is_blank

    def _painted(self) -> None:
        if "opened" not in self.found:
            self.found["opened"] = (time.perf_counter() - self._begun) * 1000
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            QTimer.singleShot(2 * AT_REST_MS, self._scroll)  # all three hundred notings are written by then

    def _scroll(self) -> None:
        desk, pane = self._desk, self._desk.correspondence
        assert desk._thing is not None and len(desk._thing.notings) == NOTES  # type: ignore[union-attr]
        page = pane.findChild(QWidget, "efile.page")
        bars = {
            "green": desk.green.verticalScrollBar(),
            "contents": pane._contents.view.verticalScrollBar(),
            "page": page.verticalScrollBar(),  # type: ignore[union-attr]
        }
        self._scrolling = [Scrolling(name, bar, self._scrolled) for name, bar in bars.items()]
        self._scrolling[0].start()

    def _scrolled(self, done: "Scrolling") -> None:
        self.found[done.name] = max(done.gaps)
        self._scrolling.remove(done)
        if self._scrolling:
            self._scrolling[0].start()
        else:
            self.found["median"] = sorted(done.gaps)[len(done.gaps) // 2]
            QApplication.quit()


class Scrolling(QObject):
    """Moves one bar from its end to its beginning and back, and beats meanwhile."""

    def __init__(self, name: str, bar: QScrollBar, done: Callable[["Scrolling"], None]) -> None:
        super().__init__()
        self.name, self.gaps = name, list[float]()
        self._bar, self._done, self._step = bar, done, 0
        self._beats: list[float] = []
        self._beat = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._beaten)
        self._mover = QTimer(self, interval=STEP_MS)
        self._mover.timeout.connect(self._moved)

    def start(self) -> None:
        self._beat.start()
        self._mover.start()

    def _moved(self) -> None:
        self._step += 1
        part = abs(1 - self._step / STEPS)
        self._bar.setValue(round(self._bar.maximum() * part))
        if self._step == 2 * STEPS:
            self._mover.stop()
            self._beat.stop()
            self.gaps = [(later - earlier) * 1000 for earlier, later in pairwise(self._beats)]
            self._done(self)

    def _beaten(self) -> None:
        self._beats.append(time.perf_counter())


def bare() -> float:
    """Return how long the least window takes from its making to its paint, in milliseconds."""
    begun = time.perf_counter()
    window = QWidget()
    QVBoxLayout(window).addWidget(QWidget(window))
    window.resize(1366, 768)
    window.show()
    window.repaint()
    return (time.perf_counter() - begun) * 1000


def main(home: Path, file: str) -> int:
    from app.base.words import Language
    from ui import theme
    from ui.efile.desk import EFileDesk
    from ui.tasks import Tasks
    from ui.words import Speech

    application = QApplication([])
    theme.apply(application)
    with training_desk(home) as office:
        office.people.sign_in("kavita", "kavita1")
        window, tasks = QWidget(), Tasks()
        desk = EFileDesk(office, tasks, Speech(Language.HINDI, window), window)
        floor = min(bare() for _ in range(3))
        for each in (window, desk):
            each.resize(1366, 768)
        window.show()
        desk.refresh()
        opening = Opening(desk, file)
        application.exec()
        tasks.close()
    print(json.dumps(opening.found | {"bare": floor}))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
