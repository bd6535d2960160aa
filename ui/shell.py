"""The window at work: the rail of places, what stands around them, and the keys that hold everywhere."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.accounts.model import Acting, may
from app.counter.model import Counts
from app.efile.walk import Place as FilePlace
from app.errors import AppError
from app.sync.model import SyncStatus
from ui.counter.desk import CounterDesk
from ui.header import Header, StatusLine, TrainingBand
from ui.icons import icon
from ui.places import label
from ui.rooms import screen_of
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.efile.model import Row
    from app.office import Office
    from ui.efile.desk import EFileDesk

T = TypeVar("T")
COUNTER, EFILE = "counter", "efile"
AT_COUNTER = (COUNTER, "shelf", "outbox", "attention", "find", "printing")
AT_FILES = (EFILE, "my-day", "diary", "token", "register", "outbox", "attention")
NAMES = tuple(dict.fromkeys((*AT_COUNTER, *AT_FILES, "training")))
URGENT = frozenset({"attention", "printing"})
NARROW = 1120
SETTLE_MS, LOOK_MS = 300, 15_000
KEYS = (
    ("F1", "ui.key-help"),
    ("F2", "ui.key-new"),
    ("F3", "ui.key-find"),
    ("F5", "ui.key-refresh"),
    ("F7", "ui.key-scan"),
    ("F8", "ui.key-other"),
    ("F9", "ui.key-next"),
    ("Ctrl+L", "ui.key-lock"),
    ("Alt+1 … Alt+8", "ui.key-places"),
    ("Ctrl+Space", "ui.key-script"),
    ("Esc", "ui.key-leave"),
)


class Shell(QWidget):
    """Places are made when first visited. Whatever happens by itself is looked at again soon, not at once."""

    locked = Signal(object)  # Acting: who locked the desk
    _news = Signal()

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shell")
        self._office, self._tasks, self._speech = office, tasks, speech
        self._names: tuple[str, ...] = AT_COUNTER
        self._acting: Acting | None = None
        self._pages: dict[str, QWidget] = {}
        self._before = COUNTER
        self._stack = QStackedWidget(self)
        self._rail = Rail(NAMES, speech, self)
        self._header = Header(speech, office.papers.default_printer, self)
        self._status = StatusLine(speech, self)
        self.counter = CounterDesk(office, tasks, speech, self)
        self._keys = KeysPage(speech, self)
        for name, page in ((COUNTER, self.counter), ("keys", self._keys)):
            self._pages[name] = page
            self._stack.addWidget(page)
        self._renew: dict[str, Callable[[], None]] = {COUNTER: self.counter.refresh}
        self._lay_out()
        self._connect()
        self._bind_keys()
        office.listen(self._hear)

    def seat(self, acting: Acting) -> None:
        """Begin to work for the person who signed in."""
        if self._acting is None or self._acting.post != acting.post:
            self._leave_desk()
        self._acting = acting
        self._names = self._offered(acting)
        self._before = self._names[0]
        self._rail.offer(self._names)
        self._header.seat(acting)
        self.go(self._names[0])
        self._look()

    def go(self, name: str) -> None:
        """Show a place, asked anew."""
        if name not in self._pages:
            self._pages[name] = self._made(name)
        if self.here != "keys":
            self._before = self.here
        self._stack.setCurrentWidget(self._pages[name])
        self._rail.choose(name)
        self._pages[name].setFocus()
        self._refresh()

    @property
    def here(self) -> str:
        """The name of the place that is shown."""
        return next(name for name, page in self._pages.items() if page is self._stack.currentWidget())

    def new_application(self) -> None:
        self.go(COUNTER)
        self.counter.new_application()

    def begin_new(self) -> None:
        """Begin what this desk begins: an application, or a file."""
        if COUNTER in self._names:
            self.new_application()
        else:
            self.go(EFILE)
            self.efile.new_file()

    @property
    def efile(self) -> "EFileDesk":
        """The e-File desk. Raises: TypeError, where it is not offered."""
        from ui.efile.desk import EFileDesk

        page = self._pages[EFILE]
        if not isinstance(page, EFileDesk):
            raise TypeError("the e-File desk is not here")
        return page

    def open_row(self, row: "Row") -> None:
        """Look at a file or letter that another place shows."""
        self.go(EFILE)
        self.efile.show_thing(row.id, is_file=row.is_file)

    def open_application(self, application: str) -> None:
        self.go(COUNTER)
        self.counter.open_application(application)

    def look_for(self, text: str = "") -> None:
        """Go and look for an application or a file; `text` is what was typed before the desk was open."""
        if EFILE in self._names:
            self.go(EFILE)
            self.efile.look_for(text)
            return
        from ui.places.find import FindPlace

        self.go("find")
        page = self._pages["find"]
        if text and isinstance(page, FindPlace):
            page.look_for(text)

    def lock(self) -> None:
        """Lock the desk; what was written is kept."""
        acting = self._office.people.acting
        if acting is not None:
            self._run(self._office.people.lock, lambda _: self.locked.emit(acting))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """On a small or much enlarged screen the rail shows its drawings alone."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self._rail.fold(narrow=narrow)
        self._header.fold(narrow=narrow)

    def _made(self, name: str) -> QWidget:
        made = self._made_efile() if name == EFILE else self._made_place(name)
        self._stack.addWidget(made)
        return made

    def _made_efile(self) -> QWidget:
        from ui.efile.desk import EFileDesk

        desk = EFileDesk(self._office, self._tasks, self._speech, self)
        desk.opened.connect(self._look)
        self._renew[EFILE] = desk.refresh
        return desk

    def _made_place(self, name: str) -> QWidget:
        made = screen_of(name)(self._office, self._tasks, self._speech, self)
        made.open_asked.connect(self.open_application)
        made.thing_asked.connect(self.open_row)
        self._renew[name] = made.refresh
        return made

    def _offered(self, acting: Acting) -> tuple[str, ...]:
        """Return the places of a post: who works on files has the e-File desk, and not the counter."""
        roles = acting.post.roles
        found = AT_FILES if may(roles, "file.sent") else AT_COUNTER
        kept = [name for name in found if name != "register" or may(roles, "certificate.decided")]
        return (*kept, *(["training"] if self._office.training else []))

    def _leave_desk(self) -> None:
        """What one post looked at is not for the next one's eyes."""
        for name in AT_FILES:
            if (page := self._pages.pop(name, None)) is not None:
                self._stack.removeWidget(page)
                page.deleteLater()

    def _hear(self, _happened: object) -> None:
        """Called on whichever thread did the work; the signal brings it over."""
        if shiboken6.isValid(self):
            self._news.emit()

    def _look(self) -> None:
        self._run(self._asked, self._show)

    def _asked(self) -> tuple[SyncStatus, Counts, int]:
        rows = self._office.efile.inbox() if EFILE in self._names else ()
        unopened = sum(row.place is FilePlace.UNOPENED for row in rows)
        return self._office.link.status(), self._office.counter.counts(), unopened

    def _show(self, found: tuple[SyncStatus, Counts, int]) -> None:
        status, counts, unopened = found
        self._status.show_status(status)
        self._header.show_state(status, counts)
        for name, count in (
            ("shelf", counts.shelf),
            ("outbox", counts.outbox),
            ("attention", counts.attention),
            ("printing", counts.jobs),
            (EFILE, unopened),
        ):
            self._rail.count(name, count)

    def _refresh(self) -> None:
        renew = self._renew.get(self.here)
        if renew is not None:
            renew()

    def _settled(self) -> None:
        if self._office.people.acting is not None and self.isVisible():
            self._look()
            self._refresh()

    def _look_again(self) -> None:
        self._look()
        self._refresh()

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._tasks.run(Lane.RECORDS, work, done, self.say_problem, owner=self)

    def say_problem(self, error: AppError) -> None:
        """Say what went wrong of what nobody asked for just now."""
        self._status.show_problem(error)

    def _connect(self) -> None:
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._soon.timeout.connect(self._settled)
        self._news.connect(self._begin_to_settle)
        self._often = QTimer(self, interval=LOOK_MS)
        self._often.timeout.connect(self._settled)
        self._often.start()
        self._rail.chosen.connect(self.go)
        self._header.outbox_asked.connect(partial(self.go, "outbox"))
        self._header.printing_asked.connect(partial(self.go, "printing"))
        self._header.lock_asked.connect(self.lock)
        self._header.keys_asked.connect(self._show_keys)
        self._keys.left.connect(self._leave_keys)
        self.counter.opened.connect(self._look)

    def _begin_to_settle(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show_keys(self) -> None:
        self.go("keys")

    def _leave_keys(self) -> None:
        self.go(self._before)

    def _bind_keys(self) -> None:
        for keys, act in (
            ("F1", self._show_keys),
            ("F2", self.begin_new),
            ("F3", self.look_for),
            ("F5", self._look_again),
            ("Ctrl+L", self.lock),
            *((f"Alt+{place}", partial(self._go_to, place)) for place in range(1, len(NAMES) + 1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _go_to(self, place: int) -> None:
        if place <= len(self._names):
            self.go(self._names[place - 1])

    def _lay_out(self) -> None:
        column, middle = QVBoxLayout(self), QHBoxLayout()
        for each in (column, middle):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(0)
        middle.addWidget(self._rail)
        middle.addWidget(self._stack, 1)
        column.addWidget(self._header)
        if self._office.training:
            column.addWidget(TrainingBand(self._speech, self))
        column.addLayout(middle, 1)
        column.addWidget(self._status)


class Rail(QFrame):
    """The places, each a button with its drawing and, where something lies there, how much."""

    chosen = Signal(str)

    def __init__(self, names: tuple[str, ...], speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("panel", "rail")
        self.setFixedWidth(SIZES.rail)
        self._group = QButtonGroup(self)
        self._buttons = {name: RailButton(name, place, speech, self) for place, name in enumerate(names, 1)}
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(SIZES.step, SIZES.gap, SIZES.step, SIZES.gap)
        box.setSpacing(SIZES.step // 2)
        for name, button in self._buttons.items():
            self._group.addButton(button)
            button.clicked.connect(partial(self._clicked, name))
            box.addWidget(button)
        box.addStretch(1)

    def offer(self, names: tuple[str, ...]) -> None:
        """Show these places alone, in this order."""
        for each in self._buttons.values():
            each.hide()
        for place, name in enumerate(names):
            self._box.insertWidget(place, self._buttons[name])
            self._buttons[name].stand_at(place + 1)
            self._buttons[name].show()

    def choose(self, name: str) -> None:
        """Mark the place that is shown; none, where it has no button here."""
        self._group.setExclusive(False)
        for each, button in self._buttons.items():
            button.setChecked(each == name)
        self._group.setExclusive(True)

    def fold(self, *, narrow: bool) -> None:
        self.setFixedWidth(SIZES.rail_narrow if narrow else SIZES.rail)
        for button in self._buttons.values():
            button.fold(narrow=narrow)

    def count(self, name: str, count: int) -> None:
        self._buttons[name].count(count)

    def _clicked(self, name: str) -> None:
        self.chosen.emit(name)


class RailButton(QPushButton):
    """A place's button; its accessible name tells the count too."""

    def __init__(self, name: str, place: int, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"rail.{name}")
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setIcon(icon(name))
        self.setIconSize(QSize(SIZES.icon, SIZES.icon))
        self._name, self._place, self._speech, self._count = name, place, speech, 0
        self._narrow = False
        self._badge = QLabel(self)
        self._badge.setProperty("role", "badge")
        self._badge.setObjectName(f"rail.{name}.count")
        self._badge.setFixedHeight(SIZES.icon)
        self._badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, SIZES.step, 0)
        line.addStretch(1)
        line.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        if name in URGENT:
            restyle(self._badge, "tone", "wrong")
        speech.changed.connect(self._say)
        self._say()

    def fold(self, *, narrow: bool) -> None:
        if narrow is not self._narrow:
            self._narrow = narrow
            self._say()

    def count(self, count: int) -> None:
        self._count = count
        self._say()

    def stand_at(self, place: int) -> None:
        """Take the place whose number with Alt leads here."""
        self._place = place
        self._say()

    def _say(self) -> None:
        said = self._speech.word(f"ui.rail-{self._name}")
        self.setText("" if self._narrow else said)
        self.setToolTip(self._speech.word("ui.rail-hint", place=said, number=self._place))
        self.setAccessibleName(f"{said}, {self._count}" if self._count else said)
        self._badge.setText(str(self._count))
        self._badge.setVisible(self._count > 0)


class KeysPage(QWidget):
    """The keys that hold everywhere, in a list."""

    left = Signal()

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keys")
        box, grid = QVBoxLayout(self), QGridLayout()
        box.setContentsMargins(SIZES.margin, SIZES.gap, SIZES.margin, SIZES.gap)
        title, hint = label(self, "title"), label(self, "hint")
        speech.bind(title.setText, "ui.keys", self)
        speech.bind(hint.setText, "ui.keys-hint", self)
        grid.setHorizontalSpacing(SIZES.margin)
        grid.setVerticalSpacing(SIZES.step)
        grid.setColumnStretch(1, 1)
        for row, (keys, key) in enumerate(KEYS):
            pressed, meant = label(self, "heading"), label(self, "")
            pressed.setText(keys)
            speech.bind(meant.setText, key, meant)
            grid.addWidget(pressed, row, 0)
            grid.addWidget(meant, row, 1)
        for each in (title, hint):
            box.addWidget(each)
        box.addLayout(grid)
        box.addStretch(1)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.left)
