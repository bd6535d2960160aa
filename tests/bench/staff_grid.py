"""How soon the grid of 100,000 rows answers a filter or a sort, and whether it ever stands still while it is scrolled.

`python -m tests.bench.staff_grid HOME` scrolls the real grid from its first row to its last, and prints its longest stall.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.desk import empty_home, training_desk
from tests.bench.figure import Reading, seconds
from tests.bench.window import told_by

if TYPE_CHECKING:
    from app.office import Office
    from ui.staff.grid_view import GridView

ROWS = int(os.environ.get("SEVADESK_BENCH_ROWS", "100000"))
STEPS, STEP_MS = 400, 12


def sort_and_filter() -> Reading:
    """The slowest of what a clerk asks of the grid; the floor is the order in which the rows stand."""
    from app.staff.model import Asked, Order, RowState, Weight

    asks = (
        Asked(),
        Asked(order=Order.FIELD, field="name"),
        Asked(order=Order.FIELD, field="email", descending=True),
        Asked(weight=Weight.ERROR),
        Asked(finding="staff.email-wrong"),
        Asked(field="designation", value="लेखाकार"),
        Asked(text="सुनीता"),
        Asked(text="emp99"),
        Asked(state=RowState.OPEN),
    )
    with empty_home() as home, training_desk(home) as office:
        batch = filled(office)
        staff = office.staff
        taken = {ask: _best(lambda: staff.order(batch, ask)) for ask in asks}  # noqa: B023  called at once
        slowest = max(taken, key=lambda ask: taken[ask])
        floor = _best(lambda: staff.order(batch, Asked(order=Order.NUMBER)))
    print(*(f"{took * 1000:7.1f} ms  {ask}" for ask, took in taken.items()), sep="\n", file=sys.stderr)
    return Reading(taken[slowest] * 1000, taken[slowest] * 1000, floor * 1000, "ms")


def scroll() -> Reading:
    """The longest time that the window's thread did not come to its timer; the floor is the median step."""
    with empty_home() as home:
        with training_desk(home) as office:
            filled(office)
        found = told_by("tests.bench.staff_grid", str(home))
    return Reading(found["longest"], found["longest"], found["median"], "ms")


def filled(office: "Office") -> str:
    """Take a sheet of 100,000 rows in, every fiftieth wrong; return its batch."""
    from tests.bench.staff_list import FIRST, LAST, POSTS
    from tests.bench.staff_upload import FILLED
    from tests.integration.staff.sheets import OFFICE, row, sheet, wrong_mail

    office.people.sign_in("neha", "neha1")
    more = {name: f"{name} के विषय में" for name in FILLED}

    def made(number: int) -> Any:
        named = {"name": f"{FIRST[number % 10]} {LAST[number % 11]}", "designation": POSTS[number % 7]}
        return row(number, **more | named) if number % 50 else wrong_mail(number)

    rows = map(made, range(1, ROWS + 1))
    return office.staff.begin(OFFICE, "basic.xlsx", sheet(*rows))[0].id


def _best(work: Callable[[], object]) -> float:
    return min(seconds(work) for _ in range(3))


def main(home: Path) -> int:
    from app.base.words import Language
    from ui.staff.grid_view import GridView
    from ui.tasks import Tasks
    from ui.words import Speech

    application = QApplication([])
    with training_desk(home) as office:
        office.people.sign_in("neha", "neha1")
        window, tasks = QWidget(), Tasks()
        grid = GridView(office, tasks, Speech(Language.HINDI, window), window)
        for each in (window, grid):
            each.resize(1366, 768)
        window.show()
        grid.begin(office.staff.batches()[0])
        scroll = _Scroll(grid)
        application.exec()
        tasks.close()
    print(json.dumps({"longest": max(scroll.gaps), "median": sorted(scroll.gaps)[len(scroll.gaps) // 2]}))
    return 0


class _Scroll(QObject):
    """Moves the bar from the first row to the last and back, and beats meanwhile."""

    def __init__(self, grid: "GridView") -> None:
        super().__init__()
        self._bar, self._step = grid.table.verticalScrollBar(), 0
        self._grid, self._last = grid, 0.0
        self.gaps: list[float] = []
        self._beat = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._beaten)
        self._mover = QTimer(self, interval=STEP_MS)
        self._mover.timeout.connect(self._moved)
        self._look = QTimer(self, interval=50)
        self._look.timeout.connect(self._looked)
        self._look.start()

    def _looked(self) -> None:
        if self._grid.current is not None:
            self._look.stop()
            self._beat.start()
            self._mover.start()

    def _moved(self) -> None:
        self._step += 1
        part = self._step / STEPS if self._step < STEPS else 2 - self._step / STEPS
        self._bar.setValue(int(self._bar.maximum() * part))
        if self._step == 2 * STEPS:
            QApplication.quit()

    def _beaten(self) -> None:
        now = time.perf_counter()
        if self._last:
            self.gaps.append((now - self._last) * 1000)
        self._last = now


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
