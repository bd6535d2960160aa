"""Puts one desk together from its concrete parts, and takes it apart again."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.counter.since import paper_today
from app.errors import BookMissing, CentralUnreachable
from app.office.counter import Counter
from app.office.desk import Desk, Happened, Settings
from app.office.doctor import Finding, examine
from app.office.judging import LettersJudged
from app.office.link import Link
from app.office.news import meaning
from app.office.papers import Papers
from app.office.people import People
from app.office.slots import Slots
from app.office.stamping import Stamping
from app.office.tidying import Tidying
from app.office.training import TrainingCentre
from app.office.waiting_slips import WaitingSlips
from app.packs.reader import Shelf
from app.papers.spool import Spool
from app.ports.binding import Binder
from app.ports.centre import Centre, Heard
from app.ports.clock import Clock
from app.ports.printing import Preview, Printer
from app.ports.report import Reporter
from app.ports.scanning import Scanner
from app.ports.signing import Judge, Practice, Signer, Stamper
from app.records.device import device
from app.records.engine import Records, open_records
from app.sync.clock import ClockWatch
from app.sync.enrol import enrol, renew_epoch
from app.sync.pace import TRAINING, Pace
from app.sync.worker import Worker

if TYPE_CHECKING:
    from app.office.account import Account
    from app.office.efile import EFile
    from app.office.exporting import Exporting
    from app.office.letters import Letters
    from app.office.staff import Staff

Told = Callable[[Heard], None]
MakeCentre = Callable[[Callable[[], str], Told], Centre]
"""Given who knows the device token and who wants to hear of the centre's clock, returns the centre's client."""


class Office:
    """Everything a screen or the command line may ask for."""

    def __init__(
        self,
        desk: Desk,
        worker: Worker,
        spool: Spool,
        stamping: Stamping,
        judging: LettersJudged,
        tidying: Tidying,
        slips: WaitingSlips,
        at_start: Callable[[], None] | None,
        at_end: Callable[[], None] | None,
    ) -> None:
        self._desk, self._worker, self._spool, self._tidying = desk, worker, spool, tidying
        self._at_start, self._at_end = at_start, at_end
        self.training = desk.settings.training
        self.services = desk.packs
        self.broken_packs = desk.broken_packs
        self.people = People(desk)
        self.counter = Counter(desk, self._nudge, slips)
        self.slots = Slots(desk)
        self.papers = Papers(desk, spool, self._nudge)
        self.link = Link(desk, worker)
        self.stamping, self.judging = stamping, judging
        self.training_centre = TrainingCentre(desk) if self.training else None

    @cached_property
    def account(self) -> "Account":
        """The day's account; what it needs is imported when it is first asked for."""
        from app.office.account import Account

        return Account(self._desk, self._nudge)

    @cached_property
    def efile(self) -> "EFile":
        """The desk of files; what it needs is imported when it is first asked for."""
        from app.office.efile import EFile

        return EFile(self._desk, self._nudge)

    @cached_property
    def staff(self) -> "Staff":
        """The desk of the employee master."""
        from app.office.staff import Staff

        return Staff(self._desk, self._nudge)

    @cached_property
    def exporting(self) -> "Exporting":
        from app.office.exporting import Exporting

        return Exporting(self._desk, self.efile.fetch_papers, self.efile.verify)

    @cached_property
    def letters(self) -> "Letters":
        from app.office.letters import Letters

        return Letters(self._desk, self.efile)

    def listen(self, told: Callable[[Happened], None]) -> None:
        """Have `told` called, on a worker's thread, whenever something changed by itself."""
        self._desk.listen(told)

    def claim(self) -> None:
        """Keep other programs from doing by themselves what `start` begins. Raises: RecordsLocked, where one does."""
        self._worker.claim()

    def renew(self) -> None:
        """Have the centre give the next epoch where a restore made it due: before, not even a sign-in can be written.

        A training desk's own centre starts for it, and fails as in `start`.
        Raises: CentralRefused; BookMissing("records.epoch-due"), where the centre does not answer.
        """
        with self._desk.records.read() as session:
            if not device(session).renewal_due:
                return
        self._start_centre()
        try:
            renew_epoch(self._desk.records, self._desk.centre, self._desk.clock)
        except CentralUnreachable as away:
            raise BookMissing(reason="records.epoch-due") from away

    def start(self) -> None:
        """Begin to send, fetch and print by itself; a training desk's own centre starts first.

        Raises: RecordsLocked, when another program does so here; CentralUnreachable, where that centre does not start,
        and then the desk goes on without a line.
        """
        self._worker.claim()
        self._tidying.forget_scans()
        try:
            self._start_centre()
        finally:
            self._worker.start()
            self._spool.start()

    def close(self) -> None:
        """Stop what works by itself and let go of the records; what was begun is finished or safely kept."""
        self._spool.stop()
        self._worker.stop()
        if self._desk.signing:
            self._desk.signing[0].close()
        self._desk.records.close()
        if self._at_end:
            self._at_end()

    def doctor(self) -> tuple[Finding, ...]:
        """Say what this desk can reach, part by part."""
        stamps = self.stamping.finding()
        return (*examine(self._desk), *((stamps,) if stamps else ()))

    def _start_centre(self) -> None:
        at_start, self._at_start = self._at_start, None
        if at_start:
            at_start()

    def _nudge(self) -> None:
        self._worker.nudge()
        self._spool.nudge()


def open_office(
    home: Path,
    settings: Settings,
    *,
    packs: Shelf,
    clock: Clock,
    centre: MakeCentre,
    printers: Mapping[str, Printer],
    scanners: tuple[Scanner, ...],
    preview: Preview,
    signing: tuple[Signer, Judge] | None = None,
    practice: Practice | None = None,
    binder: Binder | None = None,
    stamper: Stamper | None = None,
    reporter: Reporter | None = None,
    at_start: Callable[[], None] | None = None,
    at_end: Callable[[], None] | None = None,
) -> Office:
    """Open the records under `home`, enrol where that was never done, and put the desk together.

    `at_start` is done before anything is sent, `at_end` after everything else has ended.
    Raises: RecordsError; CentralError, where a desk that was never enrolled cannot reach its centre.
    """
    with ExitStack() as undo:
        if at_end:
            undo.callback(at_end)
        records = open_records(home)
        undo.callback(records.close)
        made = _put_together(
            records,
            settings,
            packs,
            clock,
            centre,
            printers,
            scanners,
            preview,
            signing,
            practice,
            binder,
            stamper,
            reporter,
            at_start,
            at_end,
        )
        undo.pop_all()  # from here on the office closes them
    return made


def enrol_desk(home: Path, centre: Centre, url: str, code: str, name: str, clock: Clock) -> None:
    """Make the desk under `home` known to a centre, by the code its administrator gave. Raises: CentralError."""
    records = open_records(home)
    try:
        enrol(records, centre, code, name, url, clock)
    finally:
        records.close()


def _put_together(
    records: Records,
    settings: Settings,
    packs: Shelf,
    clock: Clock,
    make_centre: MakeCentre,
    printers: Mapping[str, Printer],
    scanners: tuple[Scanner, ...],
    preview: Preview,
    signing: tuple[Signer, Judge] | None,
    practice: Practice | None,
    binder: Binder | None,
    stamper: Stamper | None,
    reporter: Reporter | None,
    at_start: Callable[[], None] | None,
    at_end: Callable[[], None] | None,
) -> Office:
    watch = ClockWatch(clock)
    with records.read() as session:
        watch.load(session)
    answered: list[Callable[[], None]] = []  # who hears of every answer, once there is a line to keep

    def heard(told: Heard) -> None:
        watch.heard(told)
        for each in answered:
            each()

    centre = make_centre(lambda: records.identity.token, heard)
    if not records.identity.enrolled:
        enrol(records, centre, settings.enrolment_code, settings.desk_name, settings.centre_url, clock)
    desk = Desk(
        records,
        clock,
        centre,
        packs.packs,
        packs.broken,
        printers,
        scanners,
        preview,
        settings,
        watch,
        signing,
        practice,
        binder,
        stamper,
        reporter,
    )
    spool = Spool(records, printers, clock, lambda: _tell(desk, Happened.JOBS), paper_today)

    def news() -> None:
        slips.in_passing()
        spool.nudge()  # a registration brings its acknowledgement
        _tell(desk, Happened.LINK, Happened.APPLICATIONS, Happened.FILES, Happened.STAFF)

    stamping, judging = Stamping(desk), LettersJudged(desk)
    tidying = Tidying(desk, lambda: worker.online)
    slips = WaitingSlips(desk, lambda: worker.away)

    def in_passing() -> None:
        stamping.in_passing()
        judging.in_passing()
        tidying.in_passing()

    worker = Worker(
        records,
        centre,
        clock,
        meaning(desk, in_passing),
        watch,
        told=news,
        pace=TRAINING if settings.training else Pace(),
    )
    answered.append(worker.answered)
    return Office(desk, worker, spool, stamping, judging, tidying, slips, at_start, at_end)


def _tell(desk: Desk, *happened: Happened) -> None:
    for each in happened:
        desk.tell(each)
