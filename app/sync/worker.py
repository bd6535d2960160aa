"""Keeps this desk in step with the centre: entries and news on one lane, papers on another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from app.errors import CentralRefused
from app.ports.centre import Centre
from app.ports.clock import Clock
from app.records.engine import Records
from app.sync.alone import Alone
from app.sync.books import renew_books
from app.sync.clock import ClockWatch
from app.sync.enrol import renew_epoch
from app.sync.inbox import Inbox, Receivers
from app.sync.lane import Lane, Round, Standing
from app.sync.model import SyncStatus
from app.sync.outbox import Applier, first_try_after, make_due, owed_now, waiting_count
from app.sync.pace import Pace
from app.sync.sending import GoOn, Sender
from app.sync.uploads import Find, Uploader, first_upload_after

_MOST_ROUNDS = 20
_UPLOADS = text("SELECT count(*) FROM upload WHERE state = 'pending' AND state <> 'done'")
_SET_ASIDE = text(
    "SELECT count(*) FROM (SELECT subject FROM outbox WHERE state = 'set-aside' AND state <> 'done' "
    "UNION SELECT subject FROM upload WHERE state = 'set-aside' AND state <> 'done')"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the wire's news mean to the rooms that this one does not know; the office fills it.

    `apply` for accepted entries, `receivers` for documents of the centre, `find` for the bytes of a paper;
    `due` writes what a room had put off until now, before anything is sent.
    """

    apply: Applier
    receivers: Receivers
    find: Find
    due: Callable[[], None] = lambda: None


class Worker:
    """The wire of one desk. `told` is called on its threads when something changed by itself."""

    def __init__(
        self,
        records: Records,
        centre: Centre,
        clock: Clock,
        meaning: Meaning,
        watch: ClockWatch,
        *,
        told: Callable[[], None],
        pace: Pace | None = None,
    ) -> None:
        pace = pace or Pace()
        self._records, self._centre, self._clock, self._watch = records, centre, clock, watch
        self._alone = Alone(records.home)
        self._sender = Sender(records, centre, clock, meaning.apply, pace)
        self._inbox = Inbox(records, centre, meaning.receivers)
        self._uploader = Uploader(records, centre, clock, meaning.find, pace)
        self._entries = Lane("sync-entries", self._talk, clock, pace, told)
        self._uploads = Lane("sync-papers", self._bring, clock, pace, told)
        self._due = meaning.due
        self._no_book: CentralRefused | None = None
        self._token = ""

    @property
    def online(self) -> bool:
        """Whether the centre answered when it was asked last."""
        return self._entries.standing.online

    @property
    def away(self) -> bool:
        """Whether the centre was asked and did not answer."""
        standing = self._entries.standing
        return not standing.online and standing.cause is not None

    def claim(self) -> None:
        """Be the only one who works on these records. Raises: RecordsLocked, when another program does already."""
        if not self._alone.held:
            self._alone.take()

    def start(self) -> None:
        """Begin to work by itself. Raises: RecordsLocked, when another program does already."""
        self.claim()
        self._entries.start()
        self._uploads.start()

    def stop(self) -> None:
        """End; nothing is half-done. Safe to call when it was never started."""
        self._entries.stop()
        self._uploads.stop()
        self._alone.leave()

    def nudge(self) -> None:
        """Something was written: it may go now. After a new login the waits begin anew."""
        anew = self._records.identity.token != self._token
        self._entries.nudge(anew=anew)
        self._uploads.nudge(anew=anew)

    def answered(self) -> None:
        """The centre answered somebody at this desk: the line is well, and what waited for its next try goes now."""
        if self._entries.answered():
            self._uploads.nudge(anew=True)

    def run_once(self) -> SyncStatus:
        """Send, bring and fetch all that can go now, on the caller's thread; a person asked, so no wait holds.

        Raises: RecordsLocked, when another program works on these records.
        """
        mine = not self._alone.held
        if mine:
            self._alone.take()
        try:
            with self._records.write() as session:
                make_due(session)
            self._rounds()
        finally:
            if mine:
                self._alone.leave()
        return self.status()

    def status(self) -> SyncStatus:
        """Say how things stand; asks the records, never the wire."""
        with self._records.read() as session:
            waiting = waiting_count(session)
            uploads, set_aside = (int(session.scalar(query) or 0) for query in (_UPLOADS, _SET_ASIDE))
        entries, papers = self._entries.standing, self._uploads.standing
        return SyncStatus(
            waiting=waiting,
            uploads=uploads,
            set_aside=set_aside,
            online=self.online,
            last_ok=entries.last_ok,
            next_try=_soonest(entries, papers if uploads else Standing()),
            cause=entries.cause or (papers.cause if uploads else None) or entries.kept_back,
            clock=self._watch.state(),
        )

    def _rounds(self) -> None:
        """What comes down may be answered at once, and a paper that went up may bring news: go on while things move."""
        for _ in range(_MOST_ROUNDS):
            moved = self._entries.once() + self._uploads.once()
            if not moved or self._entries.standing.cause or self._uploads.standing.cause:
                return

    def _talk(self, go_on: GoOn) -> Round:
        """Send what is owed, take in what is new, and see to numbers; the clock is looked at whatever comes of it."""
        try:
            moved = self._exchange(go_on)
        finally:
            with self._records.write() as session:
                self._watch.keep(session)
        if moved:
            self._uploads.nudge()
        now = self._clock.now().timestamp()
        with self._records.read() as session:
            due = first_try_after(session, now)
        return Round(moved, None if due is None else due - now, self._no_book or self._inbox.kept_back)

    def _exchange(self, go_on: GoOn) -> int:
        self._token = self._records.identity.token
        renew_epoch(self._records, self._centre, self._clock)
        self._renew_books()
        self._due()
        moved, again = 0, True
        while again and go_on():
            sent = self._sender.drain(go_on)
            news = self._inbox.pull(go_on)
            moved += sent + news
            again = bool(news) and self._owes()
        return moved

    def _renew_books(self) -> None:
        """See to numbers first: what comes down may need one. A book that is refused holds up nothing else."""
        self._no_book = None
        try:
            renew_books(self._records, self._centre, self._clock)
        except CentralRefused as refused:
            self._no_book = refused

    def _bring(self, go_on: GoOn) -> Round:
        brought = self._uploader.drain(go_on)
        if brought:
            self._entries.answered()
            self._entries.nudge()
        now = self._clock.now().timestamp()
        with self._records.read() as session:
            due = first_upload_after(session, now)
        return Round(brought, None if due is None else due - now)

    def _owes(self) -> bool:
        with self._records.read() as session:
            return owed_now(session, self._clock.now().timestamp())


def _soonest(*standings: Standing) -> datetime | None:
    tries = [standing.next_try for standing in standings if standing.next_try is not None]
    return min(tries, default=None)
