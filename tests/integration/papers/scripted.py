"""A printer that does what a test wrote down for it, and a clock that stands until it is moved."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from app.base.document import Copy, Document
from app.errors import DeviceError
from app.ports.printing import Media, Outcome, Payload, Progress, Watch

Does = Outcome | Exception | Callable[[Payload, Watch], Outcome]


class StandingClock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 9, 30, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def pass_time(self, **span: float) -> None:
        self.moment += timedelta(**span)


class ScriptedPrinter:
    """Does `script` in turn, then confirms. `printed` holds what came out whole, `begun` every job it was sent."""

    def __init__(self, name: str = "slip", *script: Does) -> None:
        self.name, self.script = name, list(script)
        self.printed: list[str] = []
        self.begun: list[str] = []
        self.lacks: DeviceError | None = None  # what it answers when it is asked how it is
        self.at_once = self.most_at_once = 0
        self._counting = threading.Lock()

    def check(self) -> None:
        if self.lacks:
            raise self.lacks

    def prepare(self, document: Document, copy: Copy) -> Payload:
        return Payload(Media.ESCPOS, f"{document.number} copy {copy.number} attempt {copy.attempt}".encode())

    def send(self, payload: Payload, *, job: str, watch: Watch) -> Outcome:
        with self._counting:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(0.005)  # long enough for another thread to come in between, were it let
        try:
            return self._send(payload, job, watch)
        finally:
            with self._counting:
                self.at_once -= 1

    def _send(self, payload: Payload, job: str, watch: Watch) -> Outcome:
        does = self.script.pop(0) if self.script else Outcome.CONFIRMED
        if isinstance(does, Exception):
            raise does
        self.begun.append(job)
        outcome = does if isinstance(does, Outcome) else does(payload, watch)
        if outcome is not Outcome.UNKNOWN:
            self.printed.append(payload.data.decode())
        return outcome


def breaks_after(sent: int) -> Does:
    """The line breaks when so many bytes have left."""

    def send(payload: Payload, watch: Watch) -> Outcome:
        watch(Progress(sent, len(payload.data)))
        return Outcome.UNKNOWN

    return send
