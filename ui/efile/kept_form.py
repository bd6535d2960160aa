"""A form that is being filled in: kept in the records a moment after a key, and brought back into an empty one."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from app.office import Office

KEEP_MS = 250


class KeptForm(QObject):
    """`read` says what stands in the form, empty where nothing was written yet; `put` fills it."""

    failed = Signal(object)  # AppError

    def __init__(
        self,
        office: "Office",
        tasks: Tasks,
        read: Callable[[], Mapping[str, str]],
        put: Callable[[Mapping[str, str]], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._owner = office, tasks, parent
        self._read, self._put = read, put
        self._is_asked = False
        self._pause = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._pause.timeout.connect(self.keep)

    def begin(self) -> None:
        """Bring back, once, what was typed before this window was opened."""
        if not self._is_asked:
            self._is_asked = True
            work = self._office.efile.diary_form.kept
            self._tasks.run(Lane.RECORDS, work, self._came, self._failed, owner=self._owner)

    def changed(self) -> None:
        """Something was typed: whoever types on without a pause is kept up with."""
        if self._is_asked and not self._pause.isActive():
            self._pause.start()

    def keep(self) -> None:
        """Keep at once what stands there."""
        self._pause.stop()
        work = partial(self._office.efile.diary_form.keep, dict(self._read()))
        self._tasks.run(Lane.RECORDS, work, _done, self._failed, owner=self._owner)

    def rest(self) -> None:
        """Keep nothing now: it is being taken in, and is forgotten with that."""
        self._pause.stop()

    def _came(self, form: Mapping[str, str]) -> None:
        """Whoever has begun to type meanwhile means what they type."""
        if form and not self._read():
            self._put(form)

    def _failed(self, error: AppError) -> None:
        self.failed.emit(error)


def _done(_nothing: None) -> None:
    """The form is kept; it says nothing of it while one types."""
