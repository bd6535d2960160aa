"""Whose turn it is to write: one thread at a time, and what works by itself lets every person's act go first."""

from threading import Condition

from app.base.giving_way import gives_way


class Turn:
    """A lock with two queues. A thread that gives way is let in only while nobody else waits."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._taken = False
        self._persons = 0

    @property
    def is_waited_for(self) -> bool:
        """Whether a person's act waits: whoever works by itself ends its transaction, and goes on after that."""
        return self._persons > 0

    def take(self, patience: float) -> bool:
        """Wait for the turn; return whether it came within `patience` seconds. A thread that gives way waits on."""
        with self._changed:
            came = self._let_pass() if gives_way() else self._asked_for(patience)
            self._taken = self._taken or came
            return came

    def give_back(self) -> None:
        with self._changed:
            self._taken = False
            self._changed.notify_all()

    def _let_pass(self) -> bool:
        return self._changed.wait_for(lambda: not self._taken and not self._persons)

    def _asked_for(self, patience: float) -> bool:
        self._persons += 1
        try:
            return self._changed.wait_for(lambda: not self._taken, patience)
        finally:
            self._persons -= 1
            self._changed.notify_all()
