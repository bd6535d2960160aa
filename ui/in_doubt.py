"""When payments whose answer was lost are asked about by themselves: nobody may have them open any more."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from app.errors import AppError, CentralUnreachable
from ui.tasks import Lane, Tasks

AGAIN_MS = 60_000


class InDoubt(QObject):
    """Asks once the line is back, and again a minute later as long as an answer is wanting.

    `say` is told what went wrong; that there is no line the header says.
    """

    def __init__(
        self, ask: Callable[[], None], say: Callable[[AppError], None], tasks: Tasks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._question, self._say, self._tasks = ask, say, tasks
        self._online = False
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._ask)

    def hear(self, *, online: bool) -> None:
        """Hear how the line stands."""
        is_back, self._online = online and not self._online, online
        if is_back:
            self._ask()

    def begin_anew(self) -> None:
        """Somebody else sits down: they ask anew, as soon as they hear that there is a line."""
        self._online = False
        self._again.stop()

    @Slot()
    def _ask(self) -> None:
        if self._online:
            self._again.stop()
            self._tasks.run(Lane.CENTRE, self._question, lambda _: None, self._failed, owner=self)

    def _failed(self, error: AppError) -> None:
        if not isinstance(error, CentralUnreachable):
            self._say(error)
        self._again.start()
