"""One printer's queue: prints what may go, oldest first, and keeps after each step what is known of it."""

import logging
import threading
import time
import traceback
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from app.base.giving_way import give_way
from app.errors import CoverOpen, DeviceError, PaperOut, RecordsError
from app.papers import claims
from app.papers.claims import Claim, Fault
from app.papers.issue import Read
from app.papers.model import JobState
from app.ports.clock import Clock
from app.ports.printing import Outcome, Payload, Printer, Progress
from app.records.engine import Records

T = TypeVar("T")
log = logging.getLogger(__name__)
LOOK_SECONDS = 30.0
"""How long a lane sleeps at most: another program may have queued a print, and nobody nudges for that."""

_AFTER_A_FAULT = 5.0
_BETWEEN_FIGURES = 0.5
_LONGEST_STOP = 30.0
_STOPPED_BY = {PaperOut.code: "print.paper-out-midway", CoverOpen.code: "print.cover-open-midway"}
_SENT = {Outcome.CONFIRMED: JobState.CONFIRMED, Outcome.UNCONFIRMED: JobState.SENT_UNCONFIRMED}


class Lane:
    """Prints on its own thread, or on the caller's by `once`; never on both at the same time."""

    def __init__(
        self,
        name: str,
        printer: Printer,
        records: Records,
        clock: Clock,
        told: Callable[[], None],
        read: Read,
    ) -> None:
        self._name, self._printer, self._records = name, printer, records
        self._clock, self._told, self._read = clock, told, read
        self._one_round = threading.Lock()
        self._changed = threading.Condition()
        self._stopping, self._nudged = False, False
        self._thread: threading.Thread | None = None
        self._unsettled: Claim | None = None

    def start(self) -> None:
        self._stopping, self._nudged = False, True
        self._thread = threading.Thread(target=self._run, name=f"print-{self._name}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let the present paper finish and end. A printer that hangs is left: the next start asks a person."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(_LONGEST_STOP)
            self._thread = None

    def nudge(self) -> None:
        with self._changed:
            self._nudged = True
            self._changed.notify_all()

    def once(self, go_on: Callable[[], bool] = lambda: True) -> int:
        """Print everything that can go now; return how many prints were tried. Raises: RecordsError."""
        tried = 0
        with self._one_round:
            self._settle()
            while go_on() and (claim := self._next()):
                self._try(claim)
                tried += 1
        return tried

    def _run(self) -> None:
        give_way()
        seconds = 0.0
        while self._wait(seconds):
            try:
                self.once(lambda: not self._stopping)
                seconds = self._seconds_left()
            except Exception as defect:  # noqa: BLE001  the queue must outlive it; logged, tried again
                _log(self._name, defect)
                seconds = _AFTER_A_FAULT

    def _wait(self, seconds: float) -> bool:
        """Sleep until a nudge, at most `seconds`; say whether there is to be a round."""
        with self._changed:
            self._changed.wait_for(lambda: self._nudged or self._stopping, seconds)
            self._nudged = False
            return not self._stopping

    def _seconds_left(self) -> float:
        with self._records.read() as session:
            due = claims.due_in(session, self._name, self._clock.now())
        return LOOK_SECONDS if due is None else min(LOOK_SECONDS, max(0.0, due.total_seconds()))

    def _next(self) -> Claim | None:
        """Claim the next print; the records are written only where something is due."""
        now = self._clock.now()
        with self._records.read() as session:
            due = claims.due_in(session, self._name, now)
        if due is None or due > timedelta(0):
            return None
        with self._records.write() as session:
            late = claims.expire(session, now)
            claim = claims.claim_next(session, self._name, now)
        if late:
            self._told()
        return claim

    def _try(self, claim: Claim) -> None:
        watch = _Watch(lambda sent: self._progressed(claim, sent))
        try:
            self._print(claim, watch)
        except DeviceError as error:
            self._refused(claim, error, watch.sent)
        except RecordsError:
            raise  # nothing can be kept now; `_settle` does it before the next print
        except Exception as defect:  # noqa: BLE001  one print's defect must not hold the queue
            _log(self._name, defect)
            self._keep(lambda session: claims.in_doubt(session, claim, Fault("print.failed", {}), watch.sent))
        self._unsettled = None

    def _print(self, claim: Claim, watch: "_Watch") -> None:
        payload = self._ready(claim)
        if payload is None:
            return
        outcome = self._printer.send(payload, job=claim.job, watch=watch)
        if outcome is Outcome.UNKNOWN:
            fault = self._why_unknown()
            self._keep(lambda session: claims.in_doubt(session, claim, fault, watch.sent))
        else:
            state, size, now = _SENT[outcome], len(payload.data), self._clock.now()
            self._keep(lambda session: claims.ended(session, claim, state, size, now))

    def _why_unknown(self) -> Fault:
        """Ask the printer what stopped it midway: whoever looks at half a slip is told to put in a roll."""
        try:
            self._printer.check()
        except DeviceError as error:
            if error.code in _STOPPED_BY:
                return Fault(_STOPPED_BY[error.code], {})
        return Fault("print.outcome-unknown", {})

    def _ready(self, claim: Claim) -> Payload | None:
        """Return the bytes, once it is kept that they may leave; None where a person spoke in between."""
        with self._records.read() as session:
            document = self._read(session, claim.document)
        payload = self._printer.prepare(document, claim.copy)
        self._keep(lambda session: claims.rendered(session, claim, payload))
        self._unsettled = claim
        return payload if self._keep(lambda session: claims.sending(session, claim)) else None

    def _refused(self, claim: Claim, error: DeviceError, sent: int) -> None:
        fault = Fault(error.key, error.facts)
        if sent:  # the driver broke its word: some of it may be on paper, so it must not go again by itself
            self._keep(lambda session: claims.in_doubt(session, claim, fault, sent))
            return
        retry_at = self._clock.now() + claims.wait_after(claim.tries) if error.retryable else None
        self._keep(lambda session: claims.refused(session, claim, fault, retry_at=retry_at))

    def _progressed(self, claim: Claim, sent: int) -> None:
        try:
            self._keep(lambda session: claims.progressed(session, claim, sent))
        except RecordsError as error:  # a figure is not worth half a slip
            log.warning("%s: progress not kept: %s", self._name, error.code)

    def _settle(self) -> None:
        """A print whose end could not be kept is one a person must look at."""
        claim = self._unsettled
        if claim is not None:
            self._keep(lambda session: claims.interrupted(session, claim.job))
            self._unsettled = None

    def _keep(self, step: Callable[[Session], T]) -> T:
        with self._records.write() as session:
            done = step(session)
        self._told()
        return done


class _Watch:
    """Knows how far a send has come, and tells it now and then."""

    def __init__(self, tell: Callable[[int], None]) -> None:
        self.sent = 0
        self._tell, self._due = tell, time.monotonic() + _BETWEEN_FIGURES

    def __call__(self, progress: Progress) -> None:
        self.sent = progress.sent
        if time.monotonic() >= self._due:
            self._tell(progress.sent)
            self._due = time.monotonic() + _BETWEEN_FIGURES


def _log(name: str, defect: Exception) -> None:
    """Log where it broke, never what the error says: that may quote a citizen's paper."""
    log.error("%s: %s\n%s", name, type(defect).__name__, "".join(traceback.format_tb(defect.__traceback__)))
