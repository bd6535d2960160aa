"""Watches a window from inside its own process: when it first painted and took keys, and when it showed today's queue.

`python -m tests.bench.watched bare` is the floor: a window with one field. `... ours HOME` is the program on records under
HOME. Either prints one line of JSON, with moments on the clock that the parent reads too.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QVBoxLayout, QWidget

QUEUE = frozenset({"opening.queue", "counter.queue"})  # today's list is there before all that works on it is
HEAVY = ("sqlalchemy", "requests", "reportlab", "pyhanko", "escpos")


class Watch(QObject):
    """Sees every event of the application; `enough` is asked after each first thing seen, and ends the watch."""

    def __init__(self, enough: Callable[["Watch"], bool], then: Callable[["Watch"], None]) -> None:
        super().__init__()
        self.seen: dict[str, int] = {}
        self.heavy: list[str] = []
        self._enough, self._then, self._over = enough, then, False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if not self._over and event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: self._after_paint(watched))
        return False

    def _after_paint(self, painted: QObject) -> None:
        """By now the paint is over, and the window has its focus or has none."""
        focused = QApplication.focusWidget()
        if "painted" not in self.seen and focused is not None and focused.isEnabled():
            self.heavy = [name for name in HEAVY if name in sys.modules]
            self.seen["painted"] = time.monotonic_ns()
        if "queue" not in self.seen and shows_queue(painted):
            self.seen["queue"] = time.monotonic_ns()
        if not self._over and self._enough(self):
            self._over = True
            self._then(self)


def shows_queue(painted: QObject) -> bool:
    view = painted.parent()
    if not isinstance(view, QAbstractItemView) or view.objectName() not in QUEUE:
        return False
    model = view.model()
    return model is not None and model.rowCount() > 0


def watch_application(made: Callable[[QApplication], object]) -> None:
    """Have `made` called with every QApplication that is made from now on, before its first event."""
    import PySide6.QtWidgets

    class Watched(QApplication):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)
            made(self)

    PySide6.QtWidgets.QApplication = Watched  # type: ignore[assignment, misc]


def told(watch: Watch) -> None:
    print(json.dumps(watch.seen | {"heavy": watch.heavy, "kilobytes": kilobytes()}), flush=True)
    QApplication.quit()


def kilobytes() -> int:
    """Return the process's resident memory."""
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line for line in status if "VmRSS" in line).split()[1])


def bare() -> int:
    """The least window that takes keys."""
    application = QApplication([])
    watch = Watch(lambda watch: "painted" in watch.seen, told)
    application.installEventFilter(watch)
    window = QWidget()
    window.resize(1366, 768)
    QVBoxLayout(window).addWidget(QLineEdit(window))
    window.show()
    return application.exec()


def ours(home: Path) -> int:
    watch = Watch(lambda watch: {"painted", "queue"} <= watch.seen.keys(), told)
    watch_application(lambda application: application.installEventFilter(watch))
    from main import main

    return main(["--home", str(home)])


if __name__ == "__main__":
    sys.exit(bare() if sys.argv[1] == "bare" else ours(Path(sys.argv[2])))
