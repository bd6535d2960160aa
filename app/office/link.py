"""The line to the centre, as the desk's people see it: what waits, what needs a hand, send now, send again."""

from app.counter.actions import file
from app.counter.model import FILED
from app.counter.reading import refused_entry
from app.counter.waiting import with_applications
from app.office.desk import Desk, Happened
from app.office.owed import named_owed, named_refused
from app.sync import attention as rules
from app.sync.model import AttentionItem, OutboxItem, SyncStatus
from app.sync.worker import Worker


class Link:
    def __init__(self, desk: Desk, worker: Worker) -> None:
        self._desk, self._worker = desk, worker

    def status(self) -> SyncStatus:
        """Say how things stand, from the records; the wire is not asked."""
        return self._worker.status()

    def sync_now(self) -> SyncStatus:
        """Send, bring and fetch all that can go, on the caller's thread. A dead line is in the answer, not raised."""
        status = self._worker.run_once()
        self._desk.tell(Happened.LINK)
        return status

    def outbox(self) -> tuple[OutboxItem, ...]:
        with self._desk.records.read() as session:
            return named_owed(session, rules.outbox(session))

    def attention(self) -> tuple[AttentionItem, ...]:
        with self._desk.records.read() as session:
            now, packs = self._desk.clock.now(), self._desk.packs
            return named_refused(session, with_applications(session, rules.attention(session), now, packs))

    def send_again(self, subject: str) -> None:
        """Send again what the centre refused of a subject: a form as it was mended, anything else as it was."""
        at = self._desk.at_work()
        with self._desk.records.write() as session:
            refused = refused_entry(session, subject)
            if refused is not None and refused.kind == FILED:
                file.correct(session, at, subject)
            else:
                rules.send_again(session, at.acting, subject, clock=at.clock)
        self._worker.nudge()
        self._desk.tell(Happened.LINK)
