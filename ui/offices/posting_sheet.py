"""A change of who holds a post: what it is, for whom, what it will do, and only then by which order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from app.errors import AppError
from app.staff.posts import CHARGES, GONE, Change, Consequence, Known, Move, OfficeCard, Posted, Seat
from app.words import explain
from ui.chips import new_chip
from ui.efile.sheet import beside, today
from ui.offices.chooser import Chooser
from ui.offices.days import day_editor, day_in
from ui.offices.office_sheet import OfficeSheet, level
from ui.offices.ordered import OrderFields, SaidFirst
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

TRANSFER = "transfer"
OF_HOLDER = (TRANSFER, Change.RELIEVED, Change.SUSPENDED, Change.RETIRED, Change.DIED)
OF_POST = (Change.JOINED, Change.REINSTATED, Change.ADDITIONAL, Change.OFFICIATING, Change.DELEGATED)
_A_DAY = timedelta(days=1)
_USUAL_TERM = 30  # days


class PostingSheet(OfficeSheet):
    """`done` carries what was done. Nothing can be done that was not said on this sheet first."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "posting", parent)
        self._seat: Seat | None = None
        self._holder: Posted | None = None
        self._change: str = TRANSFER
        self._said_of: tuple[Move, ...] = ()
        self._people: tuple[Known, ...] = ()
        self._cards: tuple[OfficeCard, ...] = ()
        self._group = QButtonGroup(self)
        self._chips = {name: self._chip(name) for name in (*OF_HOLDER, *OF_POST)}
        self._holder_label, self._post_label = label(self, "label"), label(self, "label")
        self.who, self.to = Chooser(self), Chooser(self)
        self.on, self.until = day_editor(), day_editor(_USUAL_TERM)
        self.said, self.order = SaidFirst(speech, self), OrderFields(speech, self.name, self)
        self._do = self.button("go", self.go, "primary")
        self._who, self._to = self.field("who", self.who), self.field("to", self.to)
        self._until = self.field("until", self.until)
        self._lay_out()
        self._connect()

    def begin(
        self, seat: Seat, holder: Posted | None, cards: Sequence[OfficeCard], people: Sequence[Known]
    ) -> None:
        """Begin with a post, and with who holds it or is suspended from it, where somebody is.

        Who is suspended has left it, and can only be reinstated, retire or die.
        """
        is_away = holder is not None and holder.is_suspended_on(_office_day())
        first = TRANSFER if holder else Change.JOINED
        first = Change.REINSTATED if is_away else first
        of_holder = GONE if is_away else frozenset(OF_HOLDER if holder else ())
        self._seat, self._holder, self._change = seat, holder, first
        self.tell(None)
        self.order.clear()
        self._people = tuple(each for each in people if each.standing not in GONE)
        self._cards = tuple(cards)
        self._offer(holder.person if holder and is_away else "", "")
        self.on.setDate(today())
        self.until.setDate(today().addDays(_USUAL_TERM))
        self._say_labels()
        for name in OF_HOLDER:
            self._chips[name].setVisible(name in of_holder)
        self._holder_label.setVisible(holder is not None)
        self._chips[first].setChecked(True)
        self._choose(first)
        self.settle()
        self._chips[first].setFocus()

    def moves(self) -> tuple[Move, ...]:
        """Return what is asked for, without its order; nothing while it is not whole."""
        if self._seat is None:
            return ()
        post, on = self._seat.post, day_in(self.on)
        if self._change in OF_POST:
            until = day_in(self.until) if self._change in CHARGES else None
            who = self.who.id()
            return (Move(Change(self._change), who, post, on, "", until),) if who else ()
        if self._holder is None:
            return ()
        if self._change == TRANSFER:
            return self._transfer(self._holder.person, post, on)
        return (Move(Change(self._change), self._holder.person, post, on, ""),)

    def go(self) -> None:
        """Do what was said, by the order."""
        order, moves = self.order.text(), self.moves()
        if not order:
            self.order.show_missing()
        elif moves and moves == self._said_of:
            ordered = [replace(each, order=order) for each in moves]
            self.run(Lane.RECORDS, partial(self.office.staff.offices.make, *ordered), self.done.emit)

    def _transfer(self, person: str, post: str, on: date) -> tuple[Move, ...]:
        """Relieved here at the end of the day, joined there on the next."""
        to = self.to.id()
        if not to or to == post:
            return ()
        return Move(Change.RELIEVED, person, post, on, ""), Move(Change.JOINED, person, to, on + _A_DAY, "")

    def _choose(self, name: str) -> None:
        self._change = name
        self._who.setVisible(name in OF_POST)
        self._to.setVisible(name == TRANSFER)
        self._until.setVisible(name in CHARGES)
        self._ask()

    def _ask(self) -> None:
        """Have the office say what this would do."""
        moves, self._said_of = self.moves(), ()
        self._do.setEnabled(False)
        if not moves:
            self.said.show_nothing()
            return
        self.said.show_looking()
        self.tasks.run(
            Lane.RECORDS,
            partial(self.office.staff.offices.before, *moves),
            partial(self._show_said, moves),
            partial(self._show_why_not, moves),
            owner=self,
        )

    def _show_said(self, moves: tuple[Move, ...], said: tuple[Consequence, ...]) -> None:
        if moves == self.moves():  # else something else was chosen meanwhile
            self._said_of = moves
            self.said.show_said(said)
            self._do.setEnabled(True)

    def _show_why_not(self, moves: tuple[Move, ...], error: AppError) -> None:
        if moves == self.moves():
            self.said.show_problem(explain(error))

    def _offer(self, who: str, to: str) -> None:
        self.who.offer(((each.person, self._named(each), each.name.both) for each in self._people), who)
        self.to.offer(self._posts(self._cards), to)

    def _spoken(self) -> None:
        """Say all in the other language; who and what is chosen stays."""
        self._say_labels()
        if self._seat is not None:
            with self.said_anew():
                self._offer(self.who.id(), self.to.id())

    def _say_labels(self) -> None:
        if self._seat is None:
            return
        post, holder = self.speech.say(self._seat.designation), self._holder
        is_away = holder is not None and holder.is_suspended_on(_office_day())
        key = "posting-back-or-other" if is_away else "posting-of-post"
        self._post_label.setText(self.speech.word(f"offices-ui.{key}", post=post))
        if holder is not None:
            name = self.speech.say(holder.named)
            self._holder_label.setText(self.speech.word("offices-ui.posting-of-holder", name=name, post=post))
        for name, chip in self._chips.items():
            chip.setText(self.speech.word(f"offices-ui.change-{name}"))

    def _named(self, known: Known) -> str:
        """Return a person by name, with what they are."""
        held = ", ".join(self.speech.say(each) for each in known.designations)
        if known.standing is Change.SUSPENDED:
            held = ", ".join(filter(None, (held, self.speech.word("offices-ui.is-suspended"))))
        return f"{self.speech.say(known.name)} — {held or self.speech.word('offices-ui.between-posts')}"

    def _posts(self, cards: Sequence[OfficeCard]) -> list[tuple[str, ...]]:
        here, say = self._seat.post if self._seat else "", self.speech.say
        return [
            (
                seat.post,
                f"{say(seat.designation)} — {say(card.name)}{self._vacant(seat)}",
                f"{seat.designation.both} — {card.name.both}",
                card.code,
            )
            for card in cards
            for seat in card.seats
            if seat.post != here
        ]

    def _vacant(self, seat: Seat) -> str:
        return "" if seat.holders else f" · {self.speech.word('offices-ui.vacant')}"

    def _chip(self, name: str) -> QPushButton:
        return new_chip(self, self._group, f"offices.change.{name}", partial(self._choose, name))

    def _connect(self) -> None:
        for chooser in (self.who, self.to):
            chooser.chosen.connect(self._ask)
        for day in (self.on, self.until):
            day.dateChanged.connect(self._ask)
        self.order.number.returnPressed.connect(self.go)
        self.speech.changed.connect(self._spoken)

    def _lay_out(self) -> None:
        for heading, names in ((self._holder_label, OF_HOLDER), (self._post_label, OF_POST)):
            self.box.addWidget(heading)
            self.box.addLayout(beside(*(self._chips[name] for name in names)))
        self.box.addLayout(level(self._who, self._to, self.field("on", self.on), self._until))
        self.box.addWidget(self.said)
        self.box.addWidget(self.order)
        self.line(self._do)
        self.box.addStretch(1)


def _office_day() -> date:
    day = today()
    return date(day.year(), day.month(), day.day())
