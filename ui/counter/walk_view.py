"""The middle part while an application is open: its service, its steps, and the page of the step one is at."""

from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.base.words import Words
from app.counter.model import Application
from app.counter.walk import State
from ui.counter.alike import Alike
from ui.counter.course import is_looked_through, money_page, objected_pages, papers_page
from ui.counter.form import Form
from ui.counter.make import label, said, said_with
from ui.counter.money import Money
from ui.counter.print_strip import PrintStrip
from ui.counter.slots import Slots
from ui.counter.standing import against, is_given_up
from ui.counter.steps import StepLine
from ui.counter.tones import sign_of
from ui.theme import SIZES, restyle
from ui.words import Speech


class WalkView(QWidget):
    """`turned` tells that another page is shown, `idle` whether there is nothing to fill or to press on it."""

    turned = Signal()
    idle = Signal(bool)

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self._pack = ""
        self._page = 0
        self._found: Application | None = None
        self.form, self.slots, self.money = Form(speech), Slots(speech), Money(speech)
        self._pages = QStackedWidget()
        for part in (self.form, self.slots, self.money):
            self._pages.addWidget(part)
        self._title, self._mark = label("title"), label("hint")
        self._refused, self._refused_words = self._strip()
        self.prints = PrintStrip(speech)
        self._steps, self.alike = StepLine(speech), Alike(speech)
        self._steps.chosen.connect(self.go)
        self.form.past_last.connect(self.forward)
        self._lay_out()

    @property
    def page(self) -> int:
        return self._page

    def show_application(self, found: Application, today: date) -> None:
        """Show the application in place."""
        editable = found.editable
        through = is_looked_through(self._found, found, self.slots.chosen()[0])
        self._found = found
        self._title.setText(self._speech.say(found.pack.name))
        self._mark.setText("" if editable else f"{sign_of(found.state)} {self._speech.say(locked(found))}")
        self._mark.setVisible(not editable)
        lines = against(found)
        self._refused.setVisible(bool(lines))
        self._refused_words.setText("⚠ " + "\n".join(self._speech.say(line) for line in lines))
        self.prints.show_prints(found.not_out, asked_below=found.next_step == "nothing")
        self.alike.show_alike(found)
        self.form.show_form(found, today, editable=editable)
        self.slots.show_slots(found, editable=editable)
        self.money.show_money(found, today)
        if found.pack.sha256 != self._pack:
            self._pack = found.pack.sha256
            self._steps.set_steps(_step_names(found))
        self._mark_steps()
        if through and self._page == papers_page(found):
            self.go(money_page(found))

    @Slot(int)
    def go(self, page: int) -> None:
        """Turn to a page and put the cursor where the work is."""
        if self._found is None:
            return
        self._turn(min(max(page, 0), money_page(self._found)))
        self.focus_first()
        self.turned.emit()

    @Slot()
    def forward(self) -> None:
        """Turn to the next page; what the step that was tried still lacks is said at its fields."""
        if self._found is not None and self._page < papers_page(self._found):
            self.form.show_all_problems(self._page)
        self.go(self._page + 1)

    @Slot()
    def back(self) -> None:
        self.go(self._page - 1)

    def lead_to(self, page: int, field: str) -> None:
        """Go to the first field that wants a hand; what a step lacks that was passed over is said at its fields."""
        if page < self._page:
            self.form.show_all_problems(page)
        if page != self._page:
            self.go(page)
        self.form.focus_field(field)

    def focus_first(self) -> None:
        """Put the cursor into what wants to be filled on this page."""
        if self._found is None:
            return
        idle = False
        if self._page < papers_page(self._found):
            self.form.focus_first()
        elif self._page == money_page(self._found):
            idle = not self.money.focus_first()
        else:
            self.slots.focus_first()
        self.idle.emit(idle)

    def _turn(self, page: int) -> None:
        if self._found is None:
            return
        self._page = page
        steps = papers_page(self._found)
        with QSignalBlocker(self.form):
            if page < steps:
                self.form.setCurrentIndex(page)
        self._pages.setCurrentIndex(0 if page < steps else page - steps + 1)
        self._mark_steps()

    def _mark_steps(self) -> None:
        if self._found is None:
            return
        if is_given_up(self._found):
            self._steps.show_steps(self._page, [False] * (money_page(self._found) + 1))
            return
        papers_whole = not self.slots.next_needed()
        ended = self._found.next_step == "nothing"
        objected = objected_pages(self._found)
        whole = (*self.form.whole(), papers_whole, ended)
        wrong = frozenset(at for at, told in enumerate(self.form.wrong()) if told)
        self._steps.show_steps(
            self._page, [good and at not in objected for at, good in enumerate(whole)], wrong
        )

    def _strip(self) -> tuple[QFrame, QLabel]:
        strip, text = QFrame(), label()
        strip.setProperty("panel", "card")
        restyle(strip, "tone", "wrong")
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, SIZES.step, 12, SIZES.step)
        row.addWidget(text)
        text.setObjectName("counter.refused")
        return strip, text

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(SIZES.gap, SIZES.gap, SIZES.gap, 0)
        head.setSpacing(SIZES.step)
        for part in (self._title, self._steps, self._mark, self._refused, self.prints, self.alike):
            head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.step)
        column.addLayout(head)
        column.addWidget(self._pages, 1)


def locked(found: Application) -> Words:
    """Return why the answers do not change any more, and who puts right what is wrong in them."""
    if is_given_up(found):
        return said("given-up")
    if found.registration_number:
        return said_with("locked-registered", department=found.pack.department)
    if found.state is State.FEE_DUE:
        return said("locked-unpaid")
    return said("locked-unsent" if found.unsent else "locked")


def _step_names(found: Application) -> list[tuple[str, Words]]:
    steps = [(step.id, step.name) for step in found.pack.steps]
    return [*steps, ("papers", said("step-papers")), ("money", said("step-money"))]
