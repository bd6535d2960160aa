"""How the window comes up: painted and taking keys at once, the records opened behind it."""

import gc
import linecache
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget
from shibokensupport import feature  # type: ignore[import-not-found]  # a part of PySide6

from app.base.words import Language
from app.errors import AppError
from ui import theme
from ui.kept_focus import KeptFocus
from ui.opening import ALREADY_OPEN, OpeningPage
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.accounts.model import Acting
    from app.counter.model import Row
    from app.office import Office
    from ui.login import LoginPage
    from ui.shell import Shell

SIZE = (1366, 768)
LEAST = (800, 480)
TURN_SECONDS = 0.0001
"""So long a thread at work keeps the others waiting: the window asks for its turn dozens of times in one repaint."""
REST_MS = 150
"""So long after the first list nothing else begins: the window has its time to paint it."""

Glance = Callable[[], "tuple[Row, ...]"]
"""Reads today's list before the office is open; empty where nobody may see it yet."""


def show(
    open_office: Callable[[], "Office"],
    glance: Glance = tuple,
    language: str = "hi",
    home: Path | None = None,
) -> int:
    """Show the window until it is closed; then let what was begun finish, and close the office.

    `home`: a second start of the program on it finds this window.
    """
    gc.disable()  # until the desk is open: what is imported and built stays anyway
    sys.setswitchinterval(TURN_SECONDS)
    _leave_sources_unread()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("a window needs a QApplication")
    theme.apply(app)
    window = Window(open_office, Language(language), glance, home)
    if app.primaryScreen().availableSize().width() > SIZE[0]:
        window.show()
    else:
        window.showMaximized()
    try:
        return app.exec()
    finally:
        window.finish()


def _leave_sources_unread() -> None:
    """Keep PySide from reading the source of all that is imported from now on.

    It looks for the switches of its `__feature__`, of which we use none, and would hold 30 MB of text for good.
    """
    vars(feature)["_mod_uses_pyside"] = lambda _module: False
    linecache.clearcache()


class Window(QMainWindow):
    """One page at a time: opening, not opened, signing in, at work."""

    def __init__(
        self,
        open_office: Callable[[], "Office"],
        language: Language,
        glance: Glance = tuple,
        home: Path | None = None,
    ) -> None:
        super().__init__()
        self._open_office, self._glance, self._home = open_office, glance, home
        self._office: Office | None = None
        self.speech = Speech(language, self)
        self.tasks = Tasks(self)
        self._shell: Shell | None = None
        self._login: LoginPage | None = None
        self._pages = QStackedWidget(self)
        self._pages.setProperty("panel", "canvas")
        self._opening = OpeningPage(self.speech, self)
        self._pages.addWidget(self._opening)
        self.setCentralWidget(self._pages)
        self.setMinimumSize(*LEAST)
        self.resize(*SIZE)
        self.speech.bind(self.setWindowTitle, "ui.program", self)
        self._opening.painted.connect(self.open, Qt.ConnectionType.SingleShotConnection)
        self._opening.again.clicked.connect(self.open)
        self._opening.text.setFocus()
        KeptFocus(self)

    def open(self) -> None:
        """Open the office on its lane; what it needs is first imported there."""
        self._opening.wait()
        self.tasks.run(Lane.RECORDS, self._glanced, self._show_today, self._not_glanced, owner=self)
        self.tasks.run(Lane.RECORDS, self._opened, self._enter, self._not_opened, owner=self)

    def finish(self) -> None:
        """Let the lanes end, then the office; called when no event is awaited any more."""
        self.tasks.close()
        if self._office is not None:
            self._office.close()
            self._office = None

    def _opened(self) -> "tuple[Office, Acting | None]":
        """On the lane. The office is kept at once, so that a window that closes meanwhile still closes it."""
        import ui.shell  # noqa: F401  imported here, so that the window's thread finds it ready

        with ExitStack() as undo:
            office = self._open_office()
            undo.callback(office.close)
            office.claim()
            office.renew()
            acting = office.people.sign_in_for_training() if office.training else None
            undo.pop_all()
        self._office = office
        return office, acting

    def _glanced(self) -> "tuple[Row, ...]":
        """On the lane; what shows the list is imported here too."""
        import ui.counter.rows  # noqa: F401

        return self._glance()

    def _show_today(self, rows: "tuple[Row, ...]") -> None:
        if rows:
            self._opening.show_today(rows)

    def _not_glanced(self, _problem: AppError) -> None:
        """Whoever opens the records meets the same, and says so."""

    def _enter(self, opened: "tuple[Office, Acting | None]") -> None:
        office, acting = opened
        if acting is not None:
            self._seat(acting)
            self._shell_page().counter.listed.connect(self._rest, Qt.ConnectionType.SingleShotConnection)
        else:
            self._pages.setCurrentWidget(self._login_page(office))
            self._rest()

    def _not_opened(self, problem: AppError) -> None:
        gc.enable()
        self._opening.explain(problem)
        if self._home is not None and problem.key == ALREADY_OPEN:
            from ui.front import knock

            knock(self._home)

    def _rest(self) -> None:
        QTimer.singleShot(REST_MS, self._begin)

    def _begin(self) -> None:
        """Let the office work by itself, now that what the person waits for is painted.

        What stays for good is left out of every later collection, which would hold up all threads.
        """
        gc.freeze()
        gc.enable()
        if self._office is not None:
            self.tasks.run(Lane.CENTRE, self._office.start, self._working, self._line_failed, owner=self)
        if self._home is not None and self._office is not None:
            from ui.front import FrontDoor

            FrontDoor(self._home, self).asked.connect(self._come_forward)

    def _come_forward(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def _working(self, _: None) -> None:
        """The office tells what changes by itself; nothing is to be said of its start."""

    def _line_failed(self, problem: AppError) -> None:
        if self._shell is not None:
            self._shell.say_problem(problem)

    def _seat(self, acting: "Acting") -> None:
        shell = self._shell_page()
        self._pages.setCurrentWidget(shell)
        shell.seat(acting)
        if typed := self._opening.typed():
            shell.look_for(typed)
        elif chosen := self._opening.chosen:
            shell.counter.open_application(chosen)

    def _lock(self, acting: "Acting") -> None:
        if self._office is not None:
            page = self._login_page(self._office)
            page.ask_again(acting.person)
            self._pages.setCurrentWidget(page)

    def _login_page(self, office: "Office") -> "LoginPage":
        from ui.login import LoginPage

        if self._login is None:
            self._login = LoginPage(office, self.tasks, self.speech, self)
            self._login.signed_in.connect(self._seat)
            self._pages.addWidget(self._login)
        return self._login

    def _shell_page(self) -> "Shell":
        from ui.shell import Shell

        if self._shell is None and self._office is not None:
            self._shell = Shell(self._office, self.tasks, self.speech, self)
            self._shell.locked.connect(self._lock)
            self._pages.addWidget(self._shell)
        if self._shell is None:
            raise RuntimeError("nobody can be seated before the office is open")
        return self._shell
