"""What is typed into drafts and not saved: held by draft here, and kept in the records a moment after a key."""

from dataclasses import astuple
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.efile.model import File
from app.efile.outgoing import Draft, Typed
from ui.tasks import Lane, Tasks

if TYPE_CHECKING:
    from app.office import Office

KEEP_MS = 250


class KeptTyping(QObject):
    """`failed` tells that a text may not be kept, and why; it stays on the screen."""

    failed = Signal(object)  # AppError

    def __init__(self, office: "Office", tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._owner = office, tasks, parent
        self._typed: dict[tuple[str, str], Typed] = {}
        self._due: set[tuple[str, str]] = set()
        self._pause = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._pause.timeout.connect(self.keep_now)

    def take_in(self, file: File) -> None:
        """Take what the records keep of a file, where nothing newer was typed since this window was opened."""
        for each in file.typed:
            self._typed.setdefault((file.id, each.draft), each)

    def of(self, file: str, draft: str) -> Typed | None:
        return self._typed.get((file, draft))

    def put(self, file: str, typed: Typed) -> None:
        self._typed[file, typed.draft] = typed
        self._due.add((file, typed.draft))
        if not self._pause.isActive():  # whoever types on without a pause is kept up with
            self._pause.start()

    def forget(self, file: str, draft: str) -> None:
        """It was saved: the records have dropped it with that."""
        self._typed.pop((file, draft), None)
        self._due.discard((file, draft))

    def drop(self, file: str, draft: str) -> None:
        """It was thrown away, or typed back to what stands in the draft."""
        if (file, draft) in self._typed:
            self.forget(file, draft)
            work = partial(self._office.efile.drop_typed, file, draft)
            self._tasks.run(Lane.RECORDS, work, _done, self.failed.emit, owner=self._owner)

    def keep_now(self) -> None:
        """Keep at once what was typed last."""
        self._pause.stop()
        for file, draft in sorted(self._due):
            work = partial(self._office.efile.keep_typed, file, self._typed[file, draft])
            self._tasks.run(Lane.RECORDS, work, _done, self.failed.emit, owner=self._owner)
        self._due.clear()


def _done(_nothing: None) -> None:
    """The text is kept; the screen has said so from the first key on."""


def written(draft: Draft | None) -> Typed:
    """Return what would stand on the sheet if nothing had been typed."""
    if draft is None:
        return Typed("", "", "", "", "", "")
    to = draft.addressee
    return Typed(draft.id, draft.last.subject, draft.last.text, to.name, to.address, to.office)


def is_same(typed: Typed, other: Typed) -> bool:
    """Blanks around the words are none of them: whoever saves in the middle of a line has typed one."""
    return _stripped(typed) == _stripped(other)


def _stripped(typed: Typed) -> tuple[str, ...]:
    return tuple(each.strip() for each in astuple(typed))
