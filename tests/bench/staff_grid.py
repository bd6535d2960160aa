"""How soon the grid of 100,000 rows answers a filter or a sort, and whether it ever stands still while it is scrolled.

`python -m tests.bench.staff_grid HOME` starts the program, scrolls its grid from the first row to the last and, away from
the left edge, back again, and prints its longest stall.
"""

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from tests.bench.desk import empty_home, training_desk
from tests.bench.figure import Reading, seconds
from tests.bench.watched import watch_application
from tests.bench.window import told_by

if TYPE_CHECKING:
    from app.office import Office
    from ui.staff.grid_view import GridView
    from ui.start import Window

ROWS = int(os.environ.get("SEVADESK_BENCH_ROWS", "100000"))
STEPS, STEP_MS = 400, 12


def sort_and_filter() -> Reading:
    """The slowest of what a clerk asks of the grid; the floor is the order in which the rows stand.

    Each sort is timed once, as the first: of a grid that came to rest and was made ready meanwhile, and at once after a
    row was mended. What making a column ready takes, a sort in the first seconds too, is printed beside.
    """
    from app.staff.model import Asked, Order, RowState, Weight

    sorts = (
        Asked(order=Order.FIELD, field="name"),
        Asked(order=Order.FIELD, field="email", descending=True),
    )
    filters = (
        Asked(),
        Asked(weight=Weight.ERROR),
        Asked(finding="staff.email-wrong", found_in="email"),
        Asked(field="designation", value="लेखाकार"),
        Asked(text="सुनीता"),
        Asked(text="emp99"),
        Asked(text="sunita"),
        Asked(state=RowState.OPEN),
    )
    with empty_home() as home, training_desk(home) as office:
        batch = filled(office)
        staff = office.staff
        ready = {ask: seconds(lambda: staff.sort_ahead(batch, ask.field)) for ask in sorts}  # noqa: B023  called at once
        taken = {("first", ask): seconds(lambda: staff.order(batch, ask)) for ask in sorts}  # noqa: B023
        staff.mend(batch, ROWS // 2, {"name": "अअ", "email": "zz@up.gov.in"})
        taken |= {("mended", ask): seconds(lambda: staff.order(batch, ask)) for ask in sorts}  # noqa: B023
        taken |= {("filter", ask): _best(lambda: staff.order(batch, ask)) for ask in filters}  # noqa: B023
        slowest = max(taken.values())
        floor = _best(lambda: staff.order(batch, Asked(order=Order.NUMBER)))
    told = {("ready", ask): took for ask, took in ready.items()} | taken
    print(
        *(f"{took * 1000:7.1f} ms  {how:6} {ask}" for (how, ask), took in told.items()),
        sep="\n",
        file=sys.stderr,
    )
    return Reading(slowest * 1000, slowest * 1000, floor * 1000, "ms")


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
    kept: list[_Scroll] = []
    watch_application(lambda _application: kept.append(_Scroll()))
    from main import main as start

    return start(["--home", str(home)])


class _Scroll(QObject):
    """Sits down at the grid, moves its bar from the first row to the last and back, and beats meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self._step, self._last = 0, 0.0
        self._grid: GridView | None = None
        self._gaps: list[float] = []
        self._beat = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._beaten)
        self._mover = QTimer(self, interval=STEP_MS)
        self._mover.timeout.connect(self._moved)
        self._look = QTimer(self, interval=50)
        self._look.timeout.connect(self._looked)
        self._look.start()

    def _looked(self) -> None:
        """The window has come to rest once it collects garbage again."""
        window = _window()
        if self._grid is None and window is not None and window._office is not None and gc.isenabled():
            self._grid = _at_grid(window, window._office)
        elif self._grid is not None and self._grid.current is not None:
            self._look.stop()
            self._beat.start()
            self._mover.start()

    def _moved(self) -> None:
        assert self._grid is not None
        table = self._grid.table
        self._step += 1
        if self._step == STEPS:
            table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum() // 2)
        part = self._step / STEPS if self._step < STEPS else 2 - self._step / STEPS
        table.verticalScrollBar().setValue(int(table.verticalScrollBar().maximum() * part))
        if self._step == 2 * STEPS:
            gaps = sorted(self._gaps)
            print(json.dumps({"longest": gaps[-1], "median": gaps[len(gaps) // 2]}), flush=True)
            QApplication.quit()

    def _beaten(self) -> None:
        now = time.perf_counter()
        if self._last:
            self._gaps.append((now - self._last) * 1000)
        self._last = now


def _window() -> "Window | None":
    from ui.start import Window

    return next((each for each in QApplication.topLevelWidgets() if isinstance(each, Window)), None)


def _at_grid(window: "Window", office: "Office") -> "GridView":
    """Let the clerk sit down, and open her sheet."""
    from ui.staff.desk import StaffPlace

    window._seat(office.people.sign_in("neha", "neha1"))
    rail = window.findChild(QPushButton, "rail.staff")
    assert rail is not None
    rail.click()
    place = window.findChild(StaffPlace)
    assert place is not None
    place.open_batch(office.staff.batches()[0])
    return place.grid


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
