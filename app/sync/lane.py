"""One thing that is done again and again on a thread of its own: soon after a nudge, later after a failure."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.base.giving_way import give_way
from app.errors import AppError, CentralError, LoginNeeded
from app.ports.clock import Clock
from app.sync.pace import Pace
from app.sync.sending import GoOn

log = logging.getLogger(__name__)
_LONGEST_STOP = 5.0


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: how much moved, and in how many seconds something is due that nobody will nudge for.

    `kept_back` is why something alone could not go on though the line is well.
    """

    moved: int
    due_in: float | None = None
    kept_back: AppError | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the last round ended. `failures` counts in a row."""

    online: bool = False
    last_ok: datetime | None = None
    next_try: datetime | None = None
    cause: AppError | None = None
    failures: int = 0
    kept_back: AppError | None = None


class Lane:
    """Runs `work` on its own thread, or on the caller's by `once`; never on both at the same time.

    `told` is called after a round in which something moved, or after which things stand otherwise.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[GoOn], Round],
        clock: Clock,
        pace: Pace,
        told: Callable[[], None],
    ) -> None:
        self.standing = Standing()
        self._name, self._work, self._clock, self._pace, self._told = name, work, clock, pace, told
        self._one_round = threading.Lock()
        self._changed = threading.Condition()
        self._stopping, self._nudged, self._due = False, False, 0.0
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let the present request finish and end. A dead line is not waited for: what was sent goes again."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(_LONGEST_STOP)
            self._thread = None

    def nudge(self, *, anew: bool = False) -> None:
        """There is something to do. After a failure the wait stands, unless it is to begin `anew`."""
        with self._changed:
            self._nudged = True
            if anew and self.standing.cause is not None:
                self.standing = replace(self.standing, cause=None, failures=0, next_try=None)
            self._changed.notify_all()

    def answered(self) -> bool:
        """The far side answered, whoever asked: the line is well. Return whether that is news; what waited goes now.

        A round that is under way goes on by itself; whether it is well with it, its end says.
        """
        with self._changed:
            before = self.standing
            if isinstance(before.cause, LoginNeeded):
                return False
            news = not before.online
            self.standing = replace(before, online=True, last_ok=self._clock.now(), next_try=None, cause=None)
            if news and not self._one_round.locked():
                self._nudged = True
                self._changed.notify_all()
        if news:
            self._told()
        return news

    def once(self) -> int:
        """Do one round now; return how much moved. What stopped it stands in `standing`."""
        with self._one_round:
            try:
                done = self._work(self._go_on)
            except AppError as error:
                self._failed(error)
                return 0
            self._succeeded(done)
            return done.moved

    def _run(self) -> None:
        give_way()
        while self._wait():
            try:
                self.once()
            except Exception:  # a defect must not end the wire for the day: it is logged, and tried again
                log.exception("%s", self._name)
                self._failed(CentralError(reason="sync.defect"))

    def _wait(self) -> bool:
        """Sleep until a round is due; say whether there is to be one."""
        with self._changed:
            while not self._stopping and not self._is_due():
                self._changed.wait(self._seconds_left())
            self._nudged = False
            return not self._stopping

    def _is_due(self) -> bool:
        if isinstance(self.standing.cause, LoginNeeded):
            return False
        return time.monotonic() >= self._due or (self._nudged and self.standing.cause is None)

    def _seconds_left(self) -> float | None:
        if isinstance(self.standing.cause, LoginNeeded):
            return None
        return max(0.0, self._due - time.monotonic())

    def _succeeded(self, done: Round) -> None:
        news = done.moved > 0 or not self.standing.online
        self.standing = Standing(online=True, last_ok=self._clock.now(), kept_back=done.kept_back)
        wait = self._pace.next_look()
        self._due = time.monotonic() + (wait if done.due_in is None else min(wait, max(done.due_in, 0.0)))
        if news:
            self._told()

    def _failed(self, error: AppError) -> None:
        """Wait longer after each failure; a desk that must log in waits for the person."""
        failures = self.standing.failures + 1
        told = error.facts.get("retry_after", 0)
        wait = self._pace.after(failures, told if isinstance(told, int) else 0)
        self._due = time.monotonic() + wait
        self.standing = Standing(
            online=False,
            last_ok=self.standing.last_ok,
            next_try=None if isinstance(error, LoginNeeded) else self._clock.now() + timedelta(seconds=wait),
            cause=error,
            failures=failures,
        )
        self._told()

    def _go_on(self) -> bool:
        return not self._stopping
