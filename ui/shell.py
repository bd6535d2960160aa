"""The window at work: the rail of places, what stands around them, and the keys that hold everywhere."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.accounts.model import Acting, may
from app.counter.model import Counts
from app.efile.walk import Place as FilePlace
from app.errors import AppError
from app.sync.model import Lies, SyncStatus
from ui.cell_typing import finish_cell
from ui.counter.desk import CounterDesk
from ui.header import Header, StatusLine, TrainingBand
from ui.in_doubt import InDoubt
from ui.keys import MOST_PLACES, place_key
from ui.places.things import ROOMS
from ui.rail import Rail
from ui.rooms import AT_STAFF, screen_of
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.efile.model import Row
    from app.office import Office
    from ui.efile.desk import EFileDesk

T = TypeVar("T")
COUNTER, EFILE, KEYS = "counter", "efile", "keys"
AT_COUNTER = (COUNTER, "shelf", "outbox", "attention", "find", "printing", "account")
AT_FILES = (EFILE, "my-day", "diary", "token", "register", "outbox", "attention", "check")
NAMES = tuple(dict.fromkeys((*AT_COUNTER, *AT_FILES, *AT_STAFF, "training", "doctor")))
NARROW = 1120
COUNTED = frozenset({"outbox", "attention"})
"""Places whose list the frame of the window counts: both are read together, or one would belie the other."""
_LINE, _PRINTS = "link", "jobs"
SETTLE_MS, LOOK_MS = 300, 15_000


@dataclass(frozen=True, slots=True)
class Looked:
    """What the frame of the window shows. `busy`: the places of the rail where something waits to be done."""

    status: SyncStatus
    counts: Counts
    waiting: dict[str, int]
    busy: frozenset[str]


class Shell(QWidget):
    """Places are made when first visited. Whatever happens by itself is looked at again soon, not at once."""

    locked = Signal(object)  # Acting: who locked the desk
    _news = Signal(str)

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
        self._header = Header(speech, lambda: office.papers.default_printer, self)
        self._status = StatusLine(speech, self)
        self.counter = CounterDesk(office, tasks, speech, self)
        self._pages[COUNTER] = self.counter
        self._stack.addWidget(self.counter)
        self._landing = self._line_told = False
        self._in_doubt = InDoubt(office.counter.ask_in_doubt, self.say_problem, tasks, self)
        self._renew: dict[str, Callable[[], None]] = {COUNTER: self.counter.refresh}
        self._lay_out()
        self._connect()
        self._bind_keys()
        office.listen(self._hear)

    def seat(self, acting: Acting) -> None:
        """Begin to work for the person who signed in."""
        before = self._acting
        if before is not None and (before.person.id, before.post) != (acting.person.id, acting.post):
            self._leave_desk()
        self._acting = acting
        self._names = self._offered(acting)
        self._before = first = self._first(acting)
        self._rail.offer(self._names)
        self._header.seat(acting)
        self._landing = True
        self._in_doubt.begin_anew()
        self.go(first)
        self._look()

    def go(self, name: str) -> None:
        """Show a place, asked anew."""
        if name not in self._pages:
            self._pages[name] = self._made(name)
        if self.here != KEYS:
            self._before = self.here
        if name == KEYS:
            self._offer_keys()
        self._turn_to(self._pages[name])
        self._rail.choose(name)
        self._refresh()
        if name in COUNTED:
            self._look()

    def _turn_to(self, page: QWidget) -> None:
        """Give the keys to where they were when this page was left; at first, to where the page itself wants them."""
        inside = page.focusWidget()  # asked before the stack gives them to the first that takes any
        self._stack.setCurrentWidget(page)
        inside = inside if page.focusProxy() else page.focusWidget()
        back = inside if inside is not None and inside.isEnabled() and inside.isVisibleTo(page) else page
        back.setFocus()

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
        self.efile.show_thing(row.id)

    def open_letter(self, thing: str, issue: str) -> None:
        """Look at a file or letter, and at a letter that went out of it."""
        self.go(EFILE)
        self.efile.show_thing(thing, issue)

    def open_application(self, application: str) -> None:
        self.go(COUNTER)
        self.counter.open_application(application)

    def open_lying(self, lies: Lies, id: str) -> None:
        """Open what an entry is about, in the room where it lies; one that this post has not got is not gone to."""
        room = ROOMS[lies]
        if room not in self._names:
            return
        if lies is Lies.APPLICATIONS:
            self.open_application(id)
        elif lies is Lies.FILES:
            self.open_letter(id, "")
        elif lies is Lies.SHEETS:
            self._open_sheet(id)
        else:
            self.go(room)

    def _open_sheet(self, id: str) -> None:
        from ui.staff.desk import StaffPlace

        self.go("staff")
        page = self._pages["staff"]
        if isinstance(page, StaffPlace):
            page.open_sheet(id)

    def look_for(self, text: str = "") -> None:
        """Go and look for an application or a file; `text` is what was typed before the desk was open."""
        if EFILE in self._names:
            self.go(EFILE)
            self.efile.look_for(text)
            return
        from ui.places.find import FindPlace

        self.go("find")
        page = self._pages["find"]
        if isinstance(page, FindPlace):
            page.look_for(text)

    def lock(self) -> None:
        """Lock the desk; what was written is kept, in a cell too."""
        acting = self._office.people.acting
        if acting is not None:
            finish_cell()
            self._run(self._office.people.lock, lambda _: self.locked.emit(acting))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """On a small or much enlarged screen the rail shows its drawings alone."""
        super().resizeEvent(event)
        self._rail.fold(narrow=self.width() < NARROW)

    def _made(self, name: str) -> QWidget:
        made = {EFILE: self._made_efile, KEYS: self._made_keys}.get(name, partial(self._made_place, name))()
        self._stack.addWidget(made)
        return made

    def _made_efile(self) -> QWidget:
        from ui.efile.desk import EFileDesk

        desk = EFileDesk(self._office, self._tasks, self._speech, self)
        desk.opened.connect(self._look)
        desk.aside.asked.connect(partial(self.go, EFILE))
        self._aside.addWidget(desk.aside)
        desk.destroyed.connect(desk.aside.deleteLater)
        self._renew[EFILE] = desk.refresh
        return desk

    def _made_keys(self) -> QWidget:
        from ui.keys_page import KeysPage

        page = KeysPage(self._speech, self)
        page.left.connect(self._leave_keys)
        return page

    def _made_place(self, name: str) -> QWidget:
        made = screen_of(name)(self._office, self._tasks, self._speech, self)
        made.open_asked.connect(self.open_application)
        made.thing_asked.connect(self.open_row)
        made.letter_asked.connect(self.open_letter)
        made.place_asked.connect(self.go)
        made.lies_asked.connect(self.open_lying)
        self._renew[name] = made.refresh
        return made

    def _offered(self, acting: Acting) -> tuple[str, ...]:
        """Return the places of a post: who works on files has the e-File desk, and not the counter."""
        roles = acting.post.roles
        found = AT_FILES if may(roles, "file.sent") else AT_COUNTER
        kept = [name for name in found if name != "register" or may(roles, "certificate.decided")]
        kept += AT_STAFF if any(may(roles, kind) for kind in ("staff.begun", "staff.certified")) else ()
        return (*kept, *(["training"] if self._office.training else []), "doctor")

    def _first(self, acting: Acting) -> str:
        """Return where a post begins: whoever collects employees has seldom a file."""
        collects = "staff" in self._names and may(acting.post.roles, "staff.begun")
        return "staff" if collects else self._names[0]

    def _leave_desk(self) -> None:
        """What one looked at or typed is not for the eyes of whoever follows, in the same post either."""
        self.counter.put_away()
        for name in {*AT_COUNTER, *AT_FILES, *AT_STAFF, KEYS} - {COUNTER}:
            if (page := self._pages.pop(name, None)) is not None:
                self._stack.removeWidget(page)
                page.deleteLater()

    def _hear(self, happened: object) -> None:
        """Called on whichever thread did the work; the signal brings it over."""
        if shiboken6.isValid(self):
            self._news.emit(str(happened))

    def _look(self) -> None:
        self._run(self._asked, self._show)

    def _asked(self) -> Looked:
        rows = self._office.efile.inbox() if EFILE in self._names else ()
        waiting = {EFILE: sum(row.place is FilePlace.UNOPENED for row in rows)}
        if "register" in self._names:
            waiting["register"] = self._office.efile.signing.waiting()
        if "staff" in self._names:
            waiting["staff"] = self._office.staff.waiting()
        busy = frozenset(name for name, count in waiting.items() if count) | ({EFILE} if rows else set())
        return Looked(self._office.link.status(), self._office.counter.counts(), waiting, busy)

    def _show(self, found: Looked) -> None:
        counts = found.counts
        self._status.show_status(found.status)
        self._header.show_state(found.status, counts)
        self.counter.show_line(found.status)
        self._in_doubt.hear(online=found.status.online and COUNTER in self._names)
        self._land(found.busy)
        for name, count in (
            ("shelf", counts.shelf),
            ("outbox", counts.outbox),
            ("attention", counts.attention),
            ("printing", counts.jobs),
            *found.waiting.items(),
        ):
            self._rail.count(name, count)

    def _land(self, busy: frozenset[str]) -> None:
        """Whoever has just sat down where nothing waits begins where something does; no file draws from a list."""
        landing, self._landing = self._landing, False
        if not landing or self._acting is None or EFILE not in self._names:
            return
        first = self._first(self._acting)
        waits = next((name for name in self._names if name in busy and name != EFILE), "")
        if waits and first not in busy and self.here == first:
            self.go(waits)

    def _refresh(self) -> None:
        renew = self._renew.get(self.here)
        if renew is not None:
            renew()

    def _settled(self) -> None:
        self._line_told = False
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
        self._header.doctor_asked.connect(partial(self.go, "doctor"))
        self._header.printing_asked.connect(partial(self.go, "printing"))
        self._header.lock_asked.connect(self.lock)
        self._header.keys_asked.connect(self._show_keys)
        self.counter.opened.connect(self._look)

    def _begin_to_settle(self, happened: str) -> None:
        """What the line or a printer tells is no work of this desk: what it has yet to send was counted already."""
        self._line_told = self._line_told or happened == _LINE
        if not self._line_told and happened != _PRINTS:
            self._status.unsettle()
        if not self._soon.isActive():
            self._soon.start()

    def _show_keys(self) -> None:
        self.go(KEYS)

    def _offer_keys(self) -> None:
        from ui.keys_page import KeysPage

        page = self._pages[KEYS]
        if isinstance(page, KeysPage):
            page.offer(self._names, self._before)

    def _leave_keys(self) -> None:
        self.go(self._before)

    def _bind_keys(self) -> None:
        for keys, act in (
            ("F1", self._show_keys),
            ("F2", self.begin_new),
            ("F3", self.look_for),
            ("F5", self._look_again),
            ("Ctrl+L", self.lock),
            *((place_key(place), partial(self._go_to, place)) for place in range(1, MOST_PLACES + 1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _go_to(self, place: int) -> None:
        if place <= len(self._names):
            self.go(self._names[place - 1])

    def _lay_out(self) -> None:
        column, middle, self._aside = QVBoxLayout(self), QHBoxLayout(), QVBoxLayout()
        for each in (column, middle, self._aside):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(0)
        middle.addWidget(self._rail)
        middle.addWidget(self._stack, 1)
        column.addWidget(self._header)
        if self._office.training:
            column.addWidget(TrainingBand(self._speech, self))
        column.addLayout(self._aside)
        column.addLayout(middle, 1)
        column.addWidget(self._status)
