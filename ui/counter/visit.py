"""Which application is open, what is being done to it, and which replies still count.

Each opening is a visit of its own: a reply that belongs to an earlier visit is dropped. The records lane answers in
the order it was asked, so its replies are shown as they come, but while later answers are on their way: their reply
shows all of it. Any other lane only says that something changed, and the application is read again.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.counter.model import Application
from app.errors import AppError, Cancelled
from ui.counter.typed import Typed
from ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from app.office import Office

Act = Callable[[str], Application]


class Visit(QObject):
    """`shown` carries the open application anew; `failed` an error to be said; `busy` whether an act is under way."""

    shown = Signal(object)
    failed = Signal(object)
    busy = Signal(bool)

    def __init__(self, office: "Office", tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._office, self._tasks = office, tasks
        self._number = 0
        self._under_way = 0
        self._unsaved = 0
        self._passed_over = False  # a reply was not shown, for a later one was to come
        self._opening = (
            False  # another one is being opened: what is on the screen is not asked about any more
        )
        self._starting = False  # a new one is begun: a key that was pressed twice begins no second
        self._application: Application | None = None

    @property
    def application(self) -> Application | None:
        return self._application

    @property
    def is_busy(self) -> bool:
        return self._under_way > 0

    @property
    def is_saving(self) -> bool:
        """Say whether answers are on their way into the records."""
        return self._unsaved > 0

    def close(self) -> None:
        """Leave the open application; replies still to come change nothing on the screen."""
        self._begin()
        self._application = None

    def start(self, service: str, like: str) -> None:
        """Begin a new application of a service; nothing while one is begun."""
        if self._starting:
            return
        self._begin(opening=True)
        self._starting = True
        self._read(lambda: self._office.counter.start(service, like))

    def open(self, application: str) -> None:
        self._begin(opening=True)
        self._read(lambda: self._office.counter.open(application))

    def reread(self) -> None:
        """Read the open application again; nothing where none is open, or another one is about to be."""
        if self._application is not None and not self._opening:
            opened = self._application.id
            self._read(lambda: self._office.counter.open(opened))

    @Slot(object)
    def answer(self, filled: Mapping[str, Typed]) -> None:
        """Save some fields. It goes on in the background: nobody waits for it to type on."""
        if self._application is None:
            return
        opened = self._application.id
        save = partial(self._office.counter.answer_all, opened, filled)
        if self._opening:  # it is kept; shown is the one that is being opened
            self._tasks.run(Lane.RECORDS, save, lambda _found: None, self.failed.emit, owner=self)
            return
        self._unsaved += 1
        self._read(save, saves=True)

    def act(self, lane: Lane, act: Act, then: Callable[[], None] | None = None) -> None:
        """Do something to the open application, and then perhaps another thing; the next action waits meanwhile."""
        if self._application is None or self._opening:
            return
        opened, number = self._application.id, self._number
        self._count(1)

        def finish(found: Application) -> None:
            self._finish(number, found, then)

        def failed(error: AppError) -> None:
            self._fail(number, error)

        def look(_found: Application) -> None:
            work = partial(self._office.counter.open, opened)
            self._tasks.run(Lane.RECORDS, work, finish, failed, owner=self)

        done = finish if lane is Lane.RECORDS else look
        self._tasks.run(lane, lambda: act(opened), done, failed, owner=self)

    def ask(self, act: Act) -> None:
        """Ask the centre in the background. A line that is down is no news here: the header tells of it; and where
        there is nothing to ask any more, the answer came by itself and stands in the records.
        """
        if self._application is None or self._opening or self.is_busy:
            return
        opened, number = self._application.id, self._number
        self._tasks.run(
            Lane.CENTRE,
            lambda: act(opened),
            lambda found: self._show(number, found, read_again=True),
            lambda _error: self.reread(),
            owner=self,
        )

    def _begin(self, *, opening: bool = False) -> None:
        self._number += 1
        self._opening, self._starting = opening, False
        self._under_way = self._unsaved = 0
        self._passed_over = False
        self.busy.emit(False)

    def _read(self, work: Callable[[], Application], *, saves: bool = False) -> None:
        number = self._number

        def done(found: Application) -> None:
            self._opened(number)
            self._saved(number, saves=saves)
            self._show(number, found, read_again=False)

        def failed(error: AppError) -> None:
            self._opened(number)
            self._saved(number, saves=saves)
            self._say(number, error)
            if number == self._number and self._passed_over and not self.is_saving:
                self.reread()

        self._tasks.run(Lane.RECORDS, work, done, failed, owner=self)

    def _opened(self, number: int) -> None:
        if number == self._number:
            self._opening = self._starting = False

    def _saved(self, number: int, *, saves: bool) -> None:
        if saves and number == self._number:
            self._unsaved -= 1

    def _finish(self, number: int, found: Application, then: Callable[[], None] | None) -> None:
        """Show what an act made of the application; only then may the next one begin."""
        if number != self._number:
            return
        self._count(-1)
        self._show(number, found, read_again=False)
        if then is not None:
            then()

    def _fail(self, number: int, error: AppError) -> None:
        if number == self._number:
            self._count(-1)
            self.reread()
        self._say(number, error)

    def _show(self, number: int, found: Application, *, read_again: bool) -> None:
        if number != self._number:
            return
        if read_again:
            self.reread()
            return
        self._application = found
        self._passed_over = self.is_saving
        if not self.is_saving:
            self.shown.emit(found)

    def _say(self, number: int, error: AppError) -> None:
        if number == self._number and not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _count(self, by: int) -> None:
        self._under_way += by
        self.busy.emit(self.is_busy)
