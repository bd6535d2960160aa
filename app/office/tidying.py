"""What a desk puts away by itself, now and then: pages that nobody needs any more, and scans that a power cut left."""

import logging
import shutil
import time
from collections.abc import Callable
from datetime import timedelta

from app.counter.found_by import index_older
from app.counter.left_over import let_go_of_ended, let_go_of_forgotten
from app.errors import RecordsError
from app.office.desk import Desk, Happened
from app.records.faults import explained
from app.sync.model import ClockState

log = logging.getLogger(__name__)
SCANS = "scan-"
"""How the folder of a scan under way begins."""

_EVERY = timedelta(days=1)
_PIECES = 10  # between two rounds of sync
_UNDER_WAY = timedelta(hours=1)  # no scan takes so long


class Tidying:
    """`online` says whether the centre was heard: only then can the clock be believed that says how old a form is."""

    def __init__(self, desk: Desk, online: Callable[[], bool]) -> None:
        self._desk, self._online = desk, online
        self._next, self._unindexed = 0.0, True

    def in_passing(self) -> None:
        """Put away what is due, once a day, beside other work; what cannot be put away today waits for tomorrow."""
        self._index_older()
        if time.monotonic() < self._next or not self._online():
            return
        self._next = time.monotonic() + _EVERY.total_seconds()
        try:
            if self.tidy():
                self._desk.tell(Happened.APPLICATIONS)
        except RecordsError as error:
            log.warning("tidying: %s", error.code)

    def tidy(self) -> int:
        """Let go of pages of no more use; return of how many applications."""
        gone = let_go_of_ended(self._desk.records, self._desk.packs)
        if self._desk.watch.state() is ClockState.OK:
            gone += let_go_of_forgotten(self._desk.records, self._desk.clock.now())
        return gone

    def _index_older(self) -> None:
        """Work off, piece by piece, what an earlier program did not make findable by its last digits."""
        try:
            for _ in range(_PIECES if self._unindexed else 0):
                with self._desk.records.write() as session:
                    self._unindexed = index_older(session)
                if not self._unindexed:
                    return
        except RecordsError as error:
            log.warning("tidying: %s", error.code)

    def forget_scans(self) -> None:
        """Remove the folders of scans that never came to an end. At the start, when none is under way."""
        drafts, before = self._desk.records.home / "drafts", self._desk.clock.now() - _UNDER_WAY
        try:
            with explained(drafts):
                for folder in drafts.glob(f"{SCANS}*"):
                    if folder.stat().st_mtime < before.timestamp():
                        shutil.rmtree(folder)
        except RecordsError as error:
            log.warning("tidying: %s", error.code)
