"""A person of the master who holds no post leaves the office: what that does is said first, then by which order."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.staff.posts import Change, Consequence, Move, OfficeCard
from app.words import explain, words
from ui.chips import new_chip
from ui.efile.sheet import beside, today
from ui.offices.days import day_editor, day_in
from ui.offices.office_sheet import OfficeSheet
from ui.offices.ordered import OrderFields, SaidFirst
from ui.offices.people_finder import PeopleFinder
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

CHANGES = (Change.RELIEVED, Change.RETIRED, Change.DIED)


class GoingSheet(OfficeSheet):
    """`done` carries what was done. Nothing can be done that was not said on this sheet first."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "going", parent)
        self._change, self._said_of = Change.RELIEVED, tuple[Move, ...]()
        self._about = label(self, "heading", name="offices.going.about")
        self.people = PeopleFinder(office, tasks, speech, self.name, self)
        self._group = QButtonGroup(self)
        self._chips = {
            each: new_chip(self, self._group, f"offices.going.{each}", partial(self._choose, each))
            for each in CHANGES
        }
        self.on = day_editor()
        self.said, self.order = SaidFirst(speech, self), OrderFields(speech, self.name, self)
        self._go = self.button("go", self.go, "primary")
        self._lay_out()
        self.people.chosen.connect(self._ask)
        self.people.failed.connect(self.failed)
        self.on.dateChanged.connect(self._ask)
        self.order.number.returnPressed.connect(self.go)

    def begin(self, card: OfficeCard, typed: str = "") -> None:
        """Begin with the people whom the master has of an office, or with whom was looked for already."""
        self.tell(None)
        self.order.clear()
        self.on.setDate(today())
        self.speech.bind(self._about.setText, words("offices-ui.going-of", office=card.name), self._about)
        self._change = Change.RELIEVED
        self._chips[self._change].setChecked(True)
        self.people.begin(card, typed)
        self._ask()
        self.settle()
        self.people.setFocus()

    def moves(self) -> tuple[Move, ...]:
        """Return what is asked for, without its order; nothing while nobody is chosen."""
        person = self.people.current()
        return (Move(self._change, person.id, "", day_in(self.on), ""),) if person else ()

    def go(self) -> None:
        """Do what was said, by the order."""
        order, moves = self.order.text(), self.moves()
        if not order:
            self.order.show_missing()
        elif moves and moves == self._said_of:
            (move,) = moves
            ordered = Move(move.change, move.person, "", move.on, order)
            self.run(Lane.RECORDS, partial(self.office.staff.offices.make, ordered), self.done.emit)

    def typed(self) -> tuple[str, ...]:
        """Return what was typed of the order; the search is nothing to lose."""
        return (self.order.text(),)

    def _choose(self, change: Change) -> None:
        self._change = change
        self._ask()

    def _ask(self) -> None:
        """Have the office say what this would do."""
        moves, self._said_of = self.moves(), ()
        self._go.setEnabled(False)
        if not moves:
            self.said.show_nothing()
            return
        self.said.show_looking()
        work = partial(self.office.staff.offices.before, *moves)
        shown, why_not = partial(self._show_said, moves), partial(self._show_why_not, moves)
        self.tasks.run(Lane.RECORDS, work, shown, why_not, owner=self)

    def _show_said(self, moves: tuple[Move, ...], said: tuple[Consequence, ...]) -> None:
        if moves == self.moves():  # else another one was chosen meanwhile
            self._said_of = moves
            self.said.show_said(said)
            self._go.setEnabled(True)

    def _show_why_not(self, moves: tuple[Move, ...], error: AppError) -> None:
        if moves == self.moves():
            self.said.show_problem(explain(error))

    def _lay_out(self) -> None:
        self._about.setWordWrap(True)
        for change, chip in self._chips.items():
            self.speech.bind(chip.setText, f"offices-ui.change-{change}", chip)
        self.box.addWidget(self._about)
        sides, right = QHBoxLayout(), QVBoxLayout()
        right.addLayout(beside(*self._chips.values()))
        right.addWidget(self.field("on", self.on))
        right.addWidget(self.said)
        right.addWidget(self.order)
        right.addStretch(1)
        sides.setSpacing(SIZES.gap)
        sides.addWidget(self.people, 3)
        sides.addLayout(right, 2)
        self.box.addLayout(sides, 1)
        self.line(self._go)
