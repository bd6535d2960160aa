"""The counter: customer and queue at the left, the form in the middle, the paper at the right, one action below."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.counter.model import Application, Mode, NextStep, Row
from app.counter.walk import State
from app.errors import AppError
from app.papers.model import Verdict
from app.sync.model import SyncStatus
from app.words import explain
from ui.counter.came import LOOK, Came
from ui.counter.course import (
    COMING,
    Course,
    course,
    page_of,
    question,
    start_words,
    turns_up,
    with_deposit,
)
from ui.counter.digits import NONE_HERE, with_digits
from ui.counter.listing import Listing
from ui.counter.make import said, side_by_side
from ui.counter.money_acts import MoneyActs
from ui.counter.next_bar import NextBar
from ui.counter.offer import Offer
from ui.counter.paper import Paper
from ui.counter.paper_acts import PaperActs
from ui.counter.paper_picture import PaperPicture
from ui.counter.queue import Queue
from ui.counter.rights import why_no_end
from ui.counter.services import Services
from ui.counter.side_room import SideRoom
from ui.counter.taking_in import TakingIn
from ui.counter.visit import Visit
from ui.counter.walk_view import WalkView
from ui.counter.walking import Walking
from ui.counter.watch import Watch
from ui.tasks import Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

_ASKED = frozenset(
    f"{NONE_HERE} asked-back cancel cancel-challan keep-place leave likeness not-back unchanged upi "
    "void-registered was-cash was-upi".split()
)


class CounterDesk(QWidget):
    """Wires the parts. `opened` carries the id of the application that is shown; `listed`: the queue was asked for."""

    opened = Signal(str)
    listed = Signal()

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._speech = office, tasks, speech
        self._like: Application | None = None
        self._goes_on = False
        self._state: tuple[str, State] | None = None
        self._course: Course | None = None
        self._visit = Visit(office, tasks, self)
        self._walking = Walking(office, self._visit)
        self._queue, self._walk, self._paper = Queue(speech), WalkView(speech), Paper(speech)
        self._services, self._bar = Services(speech, office.services, office.broken_packs), NextBar(speech)
        self._taking_in = TakingIn(office, tasks, speech, self._visit, self._walk.slots, self)
        self._money = MoneyActs(self._visit, self._walk, self._walking, self._plan)
        self._papers = PaperActs(office, self._visit, self._walk, self)
        self._picture = PaperPicture(office, tasks, self._paper, self)
        self._came = Came()
        self._offer = Offer(office, tasks, self._services, self)
        self._list = Listing(office, tasks, self._queue, self._opened, self)
        self._middle = QStackedWidget()
        self._watch = Watch(self._visit, self._walking, self)
        self._connect()
        self._keys()
        self._lay_out()
        self._show_none()
        self._list.ask()
        self._offer.ask()

    # --- asked from outside -----------------------------------------------------------------------------------------

    @Slot()
    def new_application(self) -> None:
        """Ask which service is wanted."""
        self._choose_service(None)

    @Slot(str)
    def open_application(self, application: str) -> None:
        self._walk.form.leave()
        self._state = None
        self._bar.say_problem(None)
        self._visit.open(application)

    @Slot()
    def refresh(self) -> None:
        """Read anew what may have changed by itself: the queue and the open application."""
        self._list.soon()
        self._visit.reread()

    def show_line(self, status: SyncStatus) -> None:
        """Say before money is taken online whether there is a line for it."""
        self._walk.money.show_line(down=not status.online and status.cause is not None)

    def put_away(self) -> None:
        """Begin on an empty counter: what another person had open, looked for and was asked is taken away."""
        self._bar.put_away()
        self._queue.forget()
        self._choose_service(None)

    # --- shown ------------------------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, found: Application) -> None:
        moved = self._state != (found.id, found.state)
        fresh = self._state is None or self._state[0] != found.id
        if fresh:
            self._course = None  # what was waited for was another one's
        self._state = (found.id, found.state)
        self._middle.setCurrentWidget(self._walk)
        self._walk.show_application(found, self._list.today)
        if moved:
            self._bar.put_away()
            self._walk.go(page_of(found, self._walk.form.first_problem()))
        self._queue.show_customer(found)
        self._picture.show_for(found)
        self._taking_in.show_brought()
        self._plan()
        self._list.soon()
        self._watch.keep(found)
        self._came.answered()
        if fresh:
            self.opened.emit(found.id)
        if self._goes_on and not self._visit.is_saving:
            self._goes_on = False
            self._next()

    def _show_none(self) -> None:
        self._state, self._goes_on = None, False
        self._watch.keep(None)
        self._queue.show_customer(None)
        self._picture.show_for(None)
        self._middle.setCurrentWidget(self._services)
        self._plan()

    @Slot()
    def _plan(self) -> None:
        """Name the next action for where the person is."""
        found = self._visit.application
        if found is None or self._middle.currentWidget() is not self._walk:
            self._course = None
            self._bar.show_next(start_words(self._unfinished()), ())
            return
        slots, form = self._walk.slots, self._walk.form
        before = self._course.action if self._course else ""
        plain = course(found, self._walk.page, slots.next_needed(), form.first_problem())
        plain = with_deposit(plain, late=self._walk.money.writes_late)
        self._course = self._came.told(before, with_digits(plain, found, slots, self._walk.page))
        if turns_up(before, self._course.action) or self._course.action == LOOK != before:
            self._bar.settle()
        covers = said("page-coming" if slots.is_awaited else "mask-apply")
        told = covers if slots.is_masking else self._course.words
        self._bar.show_next(told, self._course.ways, why_no_end(found))

    def _unfinished(self) -> Row | None:
        """Return what F9 goes on with while a service is chosen; nothing for a customer who comes again."""
        return None if self._like else self._list.unfinished

    @Slot(object)
    def _say_failure(self, error: AppError) -> None:
        self._goes_on = False
        self._taking_in.ended()
        if error.key == "refund.came-online":
            self._bar.ask(question("refund-cash"))
        elif not (self._taking_in.say_at_slot(error) or self._walk.money.say_at_field(error)):
            self._bar.say_refusal(explain(error))

    @Slot(bool)
    def _busy(self, busy: bool) -> None:
        self._bar.show_busy(busy)
        if busy:
            self._came.ask()
            self._bar.say_problem(None)
        else:
            self._taking_in.ended()

    @Slot()
    def _speak(self) -> None:
        """Say in the other language what was not bound to it."""
        found = self._visit.application
        if found is not None:
            self._walk.show_application(found, self._list.today)
            self._queue.show_customer(found)
            self._picture.show_for(found)
        self._plan()
        self._list.soon()

    # --- done -------------------------------------------------------------------------------------------------------

    @Slot()
    def _next(self) -> None:
        """Do the one next action; what was just typed is saved before it."""
        self._walk.form.leave()
        if self._visit.is_busy:
            return
        if self._visit.is_saving:
            self._goes_on = True  # what comes next is known when the answers are in
            return
        if self._walk.slots.is_masking:
            if not self._walk.slots.is_awaited and not self._walk.slots.cover():
                self._bar.say_problem(said("mask-none"))
            return
        where = self._course
        if where is None and (half_filled := self._unfinished()):
            self.open_application(half_filled.id)
            return
        if where is None or where.action == NextStep.NOTHING:
            self.new_application()
            return
        self._do(where)

    def _do(self, where: Course) -> None:
        acts: dict[str, Callable[[], None]] = {
            LOOK: self._look,
            "fill": lambda: self._walk.lead_to(where.page, where.field),
            "go": lambda: self._walk.go(where.page),
            "scan": self._papers.scan,
            "mask": self._papers.mask,
            "covered": self._papers.covered,
            COMING: lambda: None,  # nothing is said of a page before it is seen
            "print-again": lambda: self._papers.print_came_out(Verdict.SPOILT),
            "unchanged": lambda: self._mend(where),
            "end": lambda: self._bar.ask(question("cancel", where)),
            "refused": lambda: self._bar.say_problem(said("not-eligible-how")),
            NextStep.SETTLE_LIKENESS: lambda: self._bar.ask(question("likeness")),
            "same-again": self._walking.same_again,
            NextStep.TAKE_FEE: self._walking.take_fee,
            NextStep.ASK_PAYMENT: self._walking.ask_payment,
            NextStep.RECORD_DEPOSIT: self._money.record_deposit,
            NextStep.WAIT_VERIFICATION: self._walking.ask_centre,
            NextStep.WAIT_CENTRE: self._walking.ask_centre,
            NextStep.CORRECT: self._walking.correct,
            NextStep.MEND_REFUSED: self._walking.correct,
            NextStep.GIVE_ACKNOWLEDGEMENT: self._walking.acknowledge,
            NextStep.TAKE_CHARGE: lambda: self._walking.take_charge(Mode.CASH),
            NextStep.GIVE_REFUND: self._money.refund,
            NextStep.SETTLE_REGISTERED: lambda: self._bar.ask(question("keep-registered")),
        }
        acts[where.action]()

    @Slot(str)
    def _go(self, way: str) -> None:
        self._walk.form.leave()
        if way in _ASKED:
            self._bar.ask(question(way, self._course))
            return
        ways: dict[str, Callable[[], None]] = {
            "challan": self._walking.give_challan,
            "slip": self._walking.give_slip,
            "refund": self._money.refund,
            "paid-in": self._money.record_deposit,
            "not-paid-in": self._money.leave_deposit,
            "mask": self._papers.mask,
            "ask-payment": self._walking.ask_payment,
            "print-fine": partial(self._papers.print_came_out, Verdict.PRINTED_FINE),
        }
        ways[way]()

    @Slot(str, str)
    def _reasoned(self, question: str, reason: str) -> None:
        acts: dict[str, Callable[[str], None]] = {
            "cancel": self._walking.cancel,
            "cancel-challan": self._walking.cancel_challan,
            "leave": self._walking.leave,
            "likeness": self._walking.accept_likeness,
            "unchanged": self._walking.correct,
            "keep-place": partial(self._walking.keep_place, self._course.keeps if self._course else ""),
            "upi": partial(self._walking.take_charge, Mode.UPI),
            "was-upi": partial(self._walking.charge_was, Mode.UPI),
            "was-cash": partial(self._walking.charge_was, Mode.CASH),
            "keep-registered": self._walking.keep_registered,
            "void-registered": self._walking.void_registered,
            "refund-cash": self._money.refund,
            "asked-back": self._walking.asked_back,
            "not-back": self._walking.not_back,
            NONE_HERE: self._walk.slots.say_none,
            "reprint": partial(self._walking.reprint, self._picture.chosen),
        }
        acts[question](reason)

    @Slot()
    def _ask_reprint(self) -> None:
        self._bar.ask(question("reprint"))

    def _look(self) -> None:
        self._came.look()
        self._plan()

    def _mend(self, where: Course) -> None:
        """Lead to what is objected to and stands as it was, and say so."""
        self._walk.go(where.page)
        self._bar.say_problem(where.why)

    # --- the choice of a service ------------------------------------------------------------------------------------

    @Slot()
    def _again(self) -> None:
        self._choose_service(self._visit.application)

    def _choose_service(self, like: Application | None) -> None:
        self._walk.form.leave()
        self._like = like
        self._visit.close()
        self._bar.say_problem(None)
        self._show_none()
        self._services.ask(like)
        self._offer.ask()

    @Slot(str)
    def _start(self, service: str) -> None:
        self._visit.start(service, self._like.id if self._like else "")
        self._like = None

    @Slot()
    def _leave_services(self) -> None:
        if self._like is not None:
            self.open_application(self._like.id)

    # --- the queue, and what changes by itself ----------------------------------------------------------------------

    def _opened(self) -> str:
        return self._state[0] if self._state else ""

    @Slot()
    def _listed(self) -> None:
        if self._visit.application is None:
            self._plan()
        self.listed.emit()

    # --- put together -----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        for signal, slot in (
            (self._visit.shown, self._show),
            (self._visit.failed, self._say_failure),
            (self._visit.busy, self._busy),
            (self._queue.new, self.new_application),
            (self._queue.again, self._again),
            (self._list.listed, self._listed),
            (self._list.failed, self._say_failure),
            (self._offer.failed, self._say_failure),
            (self._queue.opened, self.open_application),
            (self._services.chosen, self._start),
            (self._services.left, self._leave_services),
            (self._walk.form.answered, self._visit.answer),
            (self._walk.form.answered, self._bar.forget),
            (self._walk.slots.wished, self._bar.forget),
            (self._walk.turned, self._plan),
            (self._walk.idle, self._bar.take_cursor),
            (self._walk.alike.opened, self.open_application),
            (self._walk.slots.masked, self._plan),
            (self._walk.slots.boxed, self._bar.forget),
            (self._paper.again, self._ask_reprint),
            (self._papers.idle, self._bar.say_problem),
            (self._bar.next, self._next),
            (self._bar.went, self._go),
            (self._bar.reasoned, self._reasoned),
            (self._speech.changed, self._speak),
        ):
            signal.connect(slot)

    def _keys(self) -> None:
        for key, slot in (
            ("F7", self._papers.scan_by_key),
            ("Ctrl+PgDown", self._walk.forward),
            ("Ctrl+PgUp", self._walk.back),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(slot)

    def _lay_out(self) -> None:
        self._middle.addWidget(self._services)
        self._middle.addWidget(self._walk)
        side_by_side(self, (self._queue, self._middle, self._paper), self._bar)
        SideRoom(self, self._queue, self._paper, self._walk.slots)
