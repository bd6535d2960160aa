"""How the window comes up: painted and taking keys at once, the records opened behind it."""

import gc
import linecache
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shibokensupport import feature  # type: ignore[import-not-found]  # a part of PySide6

from app.base.words import Language
from app.errors import AppError
from app.words import explain, words
from ui import theme
from ui.field import field
from ui.tasks import Lane, Tasks
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.accounts.model import Acting
    from app.office import Office
    from ui.login import LoginPage
    from ui.shell import Shell

SIZE = (1366, 768)
LEAST = (800, 480)
WIDTH = 56 * SIZES.step
TURN_SECONDS = 0.001
"""So long a thread at work keeps the others waiting: the window asks for its turn many times in one repaint."""
REST_MS = 150
"""So long after the first list nothing else begins: the window has its time to paint it."""


def show(open_office: Callable[[], "Office"], language: str = "hi") -> int:
    """Show the window until it is closed; then let what was begun finish, and close the office."""
    gc.disable()  # until the desk is open: what is imported and built stays anyway
    sys.setswitchinterval(TURN_SECONDS)
    _leave_sources_unread()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("a window needs a QApplication")
    theme.apply(app)
    window = Window(open_office, Language(language))
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

    def __init__(self, open_office: Callable[[], "Office"], language: Language) -> None:
        super().__init__()
        self._open_office = open_office
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

    def open(self) -> None:
        """Open the office on its lane; what it needs is first imported there."""
        self._opening.wait()
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
            acting = office.people.sign_in_for_training() if office.training else None
            office.claim()
            undo.pop_all()
        self._office = office
        return office, acting

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


class OpeningPage(QWidget):
    """A line that takes keys while the records open; where they do not, what happened and what to do."""

    painted = Signal()

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("opening")
        self._speech = speech
        self._problem: AppError | None = None
        self.text = QLineEdit(self)
        self.again = QPushButton(self)
        self.again.setObjectName("opening.try-again")
        self.again.setProperty("kind", "primary")
        self._title, self._what, self._where, self._saved = (QLabel(self) for _ in range(4))
        self._what.setObjectName("opening.what")
        self._lay_out()
        speech.bind(self.again.setText, "ui.try-again", self.again)
        speech.changed.connect(self._say)
        self.wait()

    def wait(self) -> None:
        """Say that the records are being opened."""
        self._problem = None
        self._say()

    def explain(self, problem: AppError) -> None:
        """Say what happened, where, and what was saved; offer to try again."""
        self._problem = problem
        self._say()
        self.again.setFocus()

    def typed(self) -> str:
        """Return what was typed meanwhile, once."""
        found = self.text.text().strip()
        self.text.clear()
        return found

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        QTimer.singleShot(0, self.painted.emit)

    def _say(self) -> None:
        speech, problem = self._speech, self._problem
        self._title.setText(speech.word("ui.not-opened" if problem else "ui.opening"))
        for each in (self._what, self._where, self._saved, self.again):
            each.setVisible(problem is not None)
        self._find.setVisible(problem is None)
        if problem is not None:
            self._what.setText(speech.say(explain(problem)))
            self._where.setText(speech.word("ui.not-opened-where", where=problem))
            self._saved.setText(speech.word("ui.not-opened-saved"))

    def _lay_out(self) -> None:
        panel = QFrame(self)
        panel.setProperty("panel", "card")
        panel.setFixedWidth(WIDTH)
        box, line, column = QVBoxLayout(panel), QHBoxLayout(), QVBoxLayout(self)
        box.setContentsMargins(SIZES.margin, SIZES.margin, SIZES.margin, SIZES.margin)
        box.setSpacing(SIZES.gap)
        for each, role in (
            (self._title, "title"),
            (self._what, "error"),
            (self._where, "hint"),
            (self._saved, "hint"),
        ):
            each.setProperty("role", role)
            each.setTextFormat(Qt.TextFormat.PlainText)
            each.setWordWrap(True)
            box.addWidget(each)
        asked = {"label": words("ui.find-label"), "help": words("ui.opening-hint")}
        self._find = field(panel, self._speech, name="opening.text", editor=self.text, **asked)
        box.addWidget(self._find)
        box.addWidget(self.again)
        line.addWidget(panel, 0, Qt.AlignmentFlag.AlignCenter)
        column.addLayout(line)
