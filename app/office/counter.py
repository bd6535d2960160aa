"""The counter's use cases, each in a transaction of its own, each handing back the application anew."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import starmap

from sqlalchemy.orm import Session

from app.attachments import actions as attachments
from app.base.document import Document
from app.counter import find, papers
from app.counter.actions import challan, close, draft, file, late_registration, pay, waiting_slip
from app.counter.actions.correct_charge import correct_charge
from app.counter.actions.draft import Typed
from app.counter.actions.refund import asked_back, refund
from app.counter.at import At
from app.counter.model import Application, Counts, Deposit, Mode, Row, ShelfItem
from app.counter.reading import UNFILED, read
from app.counter.today import today, unfinished
from app.counter.waiting import with_applications
from app.errors import CentralError, CentralRefused, CentralStrange, CentralUnreachable
from app.office.desk import Desk, Happened
from app.office.waiting_slips import WaitingSlips
from app.packs import answers as rules
from app.packs.charges import due
from app.packs.model import Answers, ChargeLine, Pack, Problem
from app.papers.spool import open_jobs
from app.papers.stuck import stuck
from app.ports.centre import PaymentAnswer
from app.sync.attention import attention
from app.sync.clock import require_trusted_clock
from app.sync.outbox import waiting_count
from app.words import words

UNKNOWN_PAYMENT = "payment.unknown"
Act = Callable[[Session, At], Application | None]
"""One deed inside a transaction; it hands back the application where it has read it whole already."""


class Counter:
    """What an operator does with applications. `nudge` wakes what sends and what prints."""

    def __init__(self, desk: Desk, nudge: Callable[[], None], slips: WaitingSlips) -> None:
        self._desk, self._nudge, self._slips = desk, nudge, slips

    # --- asked ---------------------------------------------------------------------------------------------------

    def check(self, service: str, field: str, typed: str, answers: Answers) -> Problem | None:
        """Say what is wrong with one value as it is typed; pure and quick."""
        found = next(each for each in self._pack(service).fields if each.id == field)
        return rules.check(found, typed, answers, today=self._desk.at().today())

    def charges(self, service: str) -> tuple[ChargeLine, ...]:
        """Return what the service costs today, the Board's fee first, each under its own order."""
        pack, today = self._pack(service), self._desk.at().today()
        return tuple(due(charge, today, {}) for charge in (pack.board_fee, pack.user_charge) if charge)

    def today(self) -> tuple[Row, ...]:
        """Return what was begun or touched today, newest first."""
        at = self._desk.at()
        with self._desk.records.read() as session:
            return today(session.connection().exec_driver_sql, at.packs, at.now())

    def unfinished(self) -> Row | None:
        """Return the application that was filled last and is not filed yet."""
        at = self._desk.at()
        with self._desk.records.read() as session:
            return unfinished(session.connection().exec_driver_sql, at.packs)

    def find(self, text: str, limit: int = 50) -> tuple[Row, ...]:
        with self._desk.records.read() as session:
            return find.find(session, self._desk.at(), text, limit)

    def total(self) -> int:
        """Return how many applications this desk ever began."""
        with self._desk.records.read() as session:
            return find.total(session)

    def shelf(self) -> tuple[ShelfItem, ...]:
        with self._desk.records.read() as session:
            return find.shelf(session, self._desk.at())

    def counts(self) -> Counts:
        with self._desk.records.read() as session:
            jobs = open_jobs(session)
            return Counts(
                outbox=waiting_count(session),
                attention=len(with_applications(session, attention(session), self._desk.clock.now())),
                shelf=find.shelf_count(session),
                jobs=len(stuck(jobs, {each.document for each in jobs})),
            )

    def open(self, application: str) -> Application:
        with self._desk.records.read() as session:
            return read(session, self._desk.at(), application)

    def today_is(self) -> date:
        """Return the office's calendar day."""
        return self._desk.at().today()

    def preview(self, application: str) -> Document:
        """Return the acknowledgement as it will be printed, with what is not known yet marked as pending."""
        at = self._desk.at()
        with self._desk.records.read() as session:
            found = read(session, at, application)
        return papers.preview(found, at.now(), at.acting, training=at.training)

    # --- done ----------------------------------------------------------------------------------------------------

    def start(self, service: str, like: str = "") -> Application:
        at = self._desk.at_work()
        with self._desk.records.write() as session:
            return read(session, at, draft.start(session, at, service, like))

    def answer(self, application: str, field: str, typed: Typed) -> Application:
        return self.answer_all(application, {field: typed})

    def answer_all(self, application: str, answers: Mapping[str, Typed]) -> Application:
        """Save what was typed; the last field is saved though the desk was locked in the middle of it."""
        return self._note(application, lambda session, at: draft.answer(session, at, application, answers))

    def accept_likeness(self, application: str, reason: str) -> Application:
        return self._act(
            application, lambda session, at: draft.accept_likeness(session, at, application, reason)
        )

    def same_again(self, application: str) -> Application:
        """Note that the same person takes this service once more."""
        reason = words("application.same-again").both
        return self.accept_likeness(application, reason)

    def file(self, application: str) -> Application:
        found = self._act(application, lambda session, at: file.file(session, at, application))
        return self.open(application) if self._slips.in_passing() else found

    def give_slip(self, application: str) -> Application:
        """Print a slip for whoever waits and holds no paper."""
        return self._act(application, lambda session, at: waiting_slip.give_slip(session, at, application))

    def correct(self, application: str, unchanged_because: str = "") -> Application:
        return self._act(
            application, lambda session, at: file.correct(session, at, application, unchanged_because)
        )

    def keep_place(self, application: str, place: str, reason: str) -> Application:
        """Note why a place that is objected to is right as it stands."""
        return self._act(
            application, lambda session, at: file.keep_place(session, at, application, place, reason)
        )

    def make_challan(self, application: str) -> Application:
        return self._money(application, lambda session, at: challan.make(session, at, application))

    def record_deposit(self, application: str, deposit: Deposit, number: str = "") -> Application:
        """Note what the bank wrote on the depositor's part of the challan `number`, else of the one in force."""
        return self._act(
            application, lambda session, at: challan.record_deposit(session, at, application, deposit, number)
        )

    def cancel_challan(self, application: str, reason: str) -> Application:
        return self._act(application, lambda session, at: challan.cancel(session, at, application, reason))

    def pay_online(self, application: str) -> Application:
        """Begin the payment, or ask about the one that is open; after a lost reply this asks, never pays again.

        Raises: CentralUnreachable("payment.not-begun"), where it certainly never left: the fee is due as before.
        """
        at = self._desk.at_work()
        with self._desk.records.write() as session:
            self._require_trusted_clock(session)
            begun = pay.begin(session, at, application)
        self._nudge()
        if not begun.fresh:
            return self.ask_payment(application)
        try:
            answer = self._desk.centre.start_payment(begun.intent)
        except CentralUnreachable as error:
            if "untouched" not in error.facts:
                return self._in_doubt(application, begun.intent.key)
            self._note(application, lambda session, at: pay.never_arrived(session, at, begun.intent.key))
            raise CentralUnreachable(reason="payment.not-begun") from error
        except CentralStrange:
            return self._in_doubt(application, begun.intent.key)
        except CentralRefused:
            self._note(application, lambda session, at: pay.never_arrived(session, at, begun.intent.key))
            raise
        return self._answered(application, answer)

    def ask_payment(self, application: str) -> Application:
        """Ask the centre how the open payment stands. Raises: CentralUnreachable, while nobody answers."""
        with self._desk.records.read() as session:
            key = pay.open_key(session, application)
        return self._asked_about(application, key)

    def ask_in_doubt(self) -> None:
        """Ask how every open payment stands, whoever has its application before them.

        Raises: CentralUnreachable, at once; CentralError of one payment, when the others have been asked about.
        """
        with self._desk.records.read() as session:
            open_ones = pay.in_doubt(session)
        wrong = [error for error in starmap(self._why_unanswered, open_ones) if error]
        if wrong:
            raise wrong[0]

    def _why_unanswered(self, application: str, key: str) -> CentralError | None:
        try:
            self._asked_about(application, key)
        except CentralUnreachable:
            raise
        except CentralError as error:
            return error
        return None

    def _asked_about(self, application: str, key: str) -> Application:
        try:
            answer = self._desk.centre.payment(key)
        except CentralRefused as refused:
            if refused.key != UNKNOWN_PAYMENT:
                raise
            return self._note(application, lambda session, at: pay.never_arrived(session, at, key))
        return self._answered(application, answer)

    def acknowledge(self, application: str) -> Application:
        return self._act(application, lambda session, at: close.acknowledge(session, at, application))

    def take_charge(self, application: str, mode: Mode, reference: str = "") -> Application:
        """Take the user charge; `reference` is the number of a UPI payment, where it is known."""
        return self._money(
            application, lambda session, at: close.take_charge(session, at, application, mode, reference)
        )

    def correct_charge(self, application: str, mode: Mode, told: str) -> Application:
        """Enter that the user charge came by `mode`, though it was booked otherwise."""
        return self._money(
            application, lambda session, at: correct_charge(session, at, application, mode, told)
        )

    def cancel(self, application: str, reason: str) -> Application:
        """End the application. A form that never left the desk leaves no papers behind: they may show an Aadhaar."""
        begun = self.open(application).state in UNFILED
        found = self._act(application, lambda session, at: close.cancel(session, at, application, reason))
        return self._without_papers(found) if begun else found

    def leave(self, application: str, reason: str) -> Application:
        """Leave what the centre refused that is no form, with a reason that it is told."""
        return self._act(application, lambda session, at: close.leave(session, at, application, reason))

    def keep_registered(self, application: str, reason: str) -> Application:
        """Let a registration stand that came after the refund: the fee is asked once more."""
        return self._act(
            application, lambda session, at: close.keep_registered(session, at, application, reason)
        )

    def void_registered(self, application: str, reason: str) -> Application:
        """Ask the centre to void a registration that came after the refund."""
        return self._act(
            application, lambda session, at: late_registration.give_up(session, at, application, reason)
        )

    def refund(
        self, application: str, mode: Mode, reference: str, not_online_because: str = ""
    ) -> Application:
        """Give back what is owed; money that came online goes another way only with a reason."""
        return self._money(
            application,
            lambda session, at: refund(session, at, application, mode, reference, not_online_because),
        )

    def asked_back(self, application: str, reason: str, *, back: bool) -> Application:
        """Note that the citizen brought back in cash what they had been given twice, or why that will not come."""
        return self._money(
            application, lambda session, at: asked_back(session, at, application, reason, back=back)
        )

    def hand_over(self, document: str) -> None:
        at = self._desk.at_work()
        with self._desk.records.write() as session:
            close.hand_over(session, at, document)
        self._after()

    def _without_papers(self, found: Application) -> Application:
        attachments.let_go(self._desk.records, found.id)
        return self.open(found.id)

    def _in_doubt(self, application: str, key: str) -> Application:
        return self._note(application, lambda session, at: pay.uncertain(session, at, key))

    def _answered(self, application: str, answer: PaymentAnswer) -> Application:
        return self._note(application, lambda session, at: pay.answered(session, at, answer))

    def _money(self, application: str, act: Act) -> Application:
        """Do what takes or gives money: never with a clock that cannot be believed."""

        def trusted(session: Session, at: At) -> Application | None:
            self._require_trusted_clock(session)
            return act(session, at)

        return self._act(application, trusted)

    def _require_trusted_clock(self, session: Session) -> None:
        self._desk.watch.keep(session)
        require_trusted_clock(session, self._desk.clock)

    def _act(self, application: str, act: Act) -> Application:
        return self._written(self._desk.at_work(), application, act)

    def _note(self, application: str, act: Act) -> Application:
        """Keep what was said already: it must not be lost because the desk was locked meanwhile."""
        return self._written(self._desk.at(), application, act)

    def _written(self, at: At, application: str, act: Act) -> Application:
        with self._desk.records.write() as session:
            found = act(session, at) or read(session, at, application)
        self._after()
        return found

    def _after(self) -> None:
        self._nudge()
        self._desk.tell(Happened.APPLICATIONS)

    def _pack(self, service: str) -> Pack:
        return self._desk.at().pack(service)
