"""Papers at the desk: what prints, what needs a hand, what is printed again, how a paper looks."""

from collections.abc import Callable

from app.accounts.people import our_office
from app.base.document import Document
from app.base.words import Words
from app.counter.actions import close
from app.counter.since import paper_today, since
from app.errors import InputError
from app.office.desk import Desk, Happened
from app.office.printer_set_up import PrinterSetUp
from app.papers.issue import snapshot
from app.papers.model import JobView, Verdict
from app.papers.spool import Spool, decide, open_jobs, release
from app.papers.trial_slip import queue_test_slip
from app.ports.printing import Raster


class Papers:
    def __init__(self, desk: Desk, spool: Spool, nudge: Callable[[], None]) -> None:
        self._desk, self._spool, self._nudge = desk, spool, nudge
        self.set_up = PrinterSetUp(desk, spool)

    @property
    def printers(self) -> tuple[str, ...]:
        return tuple(self._desk.printers)

    @property
    def default_printer(self) -> str:
        """Return the printer that slips come out of."""
        return self._desk.settings.slip_printer

    def jobs(self) -> tuple[JobView, ...]:
        """Return the prints that are not over, oldest first."""
        with self._desk.records.read() as session:
            return open_jobs(session)

    def decide(self, job: str, verdict: Verdict, printer: str = "") -> None:
        """Take a person's word on a print the program cannot judge."""
        self._require_printer(printer)
        with self._desk.records.write() as session:
            decide(session, job, verdict, printer=printer, clock=self._desk.clock)
        self._after()

    def release(self, job: str) -> None:
        """Let a print go out that waited too long to do so by itself."""
        with self._desk.records.write() as session:
            release(session, job, clock=self._desk.clock)
        self._after()

    def reprint(self, document: str, reason: str) -> None:
        """Print a paper again: marked प्रतिलिपि / DUPLICATE, counted, with the reason on it."""
        at = self._desk.at_work()
        with self._desk.records.write() as session:
            close.reprint(session, at, document, reason)
        self._after()

    def print_test(self, printer: str = "") -> None:
        """Print a slip that shows the width, the shaping and a QR, and is no receipt: nobody has to be signed in."""
        self._require_printer(printer)
        now, training = self._desk.clock.now(), self._desk.settings.training
        with self._desk.records.write() as session:
            office, printer = our_office(session).name, printer or self.default_printer
            queue_test_slip(session, printer, office, now, training=training)
        self._after()

    def as_issued(self, document: str) -> tuple[Document, tuple[Words, ...]]:
        """Return the paper as it was printed first, and beside it what is no longer so of it."""
        with self._desk.records.read() as session:
            return snapshot(session, document), since(session, document)

    def snapshot(self, document: str) -> Document:
        """Return the paper as it would be printed now, with what has become of its matter since it was issued."""
        with self._desk.records.read() as session:
            return paper_today(session, document)

    def picture(self, document: Document, dots: int = 576) -> Raster:
        """Return the paper as the slip printer would print it."""
        return self._desk.preview(document, dots)

    def virtual_paper(self) -> tuple[Raster, ...]:
        """Return what came out of the virtual printer, newest first."""
        return self._desk.settings.virtual_paper()

    def print_what_waits(self) -> int:
        """Print, here and now, all that waits; return how many prints were tried (for use without a window)."""
        return sum(self._spool.run_once(printer) for printer in self._desk.printers)

    def _require_printer(self, printer: str) -> None:
        if printer and printer not in self._desk.printers:
            raise InputError(reason="printer.unknown", field="printer", printer=printer)

    def _after(self) -> None:
        self._nudge()
        self._desk.tell(Happened.JOBS)
