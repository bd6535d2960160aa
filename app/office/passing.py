"""Work for the far side that nobody waits for: done beside other work, and left alone for a while after it failed."""

from collections.abc import Callable
from datetime import datetime, timedelta

from app.errors import CentralError
from app.ports.clock import Clock


class InPassing:
    """`work`, done when it is called; after a failure it rests for `rest`, and `cause` says why it is not done yet."""

    def __init__(self, work: Callable[[], object], clock: Clock, rest: timedelta) -> None:
        self._work, self._clock, self._rest = work, clock, rest
        self._next: datetime | None = None
        self.cause: CentralError | None = None

    def __call__(self) -> None:
        now = self._clock.now()
        if self._next is not None and now < self._next:
            return
        try:
            self._work()
            self.cause = None
        except CentralError as error:
            self._next, self.cause = now + self._rest, error
