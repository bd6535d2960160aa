"""One office: where it stands, in which instance it works, its posts and who holds them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.accounts.model import Role
from app.base.days import day_words
from app.staff.posts import Change, OfficeCard, Ordered, Posted, Seat
from ui.chips import new_chip
from ui.efile.sheet import beside
from ui.offices.finder import OfficeFinder
from ui.places import Listing, label
from ui.theme import SIZES
from ui.words import Speech

_OF_MASTER = ("person", "going")
_UP = "  ›  "
_DATED = " दिनांक "
_WHOM, _TWO_LINES = 3, SIZES.control + SIZES.gap


@dataclass(frozen=True, slots=True)
class Line:
    """A post with one of its holders, who takes it on a later day or is suspended from it; with none if vacant."""

    seat: Seat
    holder: Posted | None
    coming: Posted | None = None
    suspended: Posted | None = None

    @property
    def posted(self) -> Posted | None:
        return self.holder or self.coming or self.suspended

    @property
    def id(self) -> str:
        return f"{self.seat.post} {self.posted.person if self.posted else ''}"


_UNTIL = 3  # column: where nothing ends the posts' names need its room
_RARE = frozenset({"going"})  # acts


class OfficePane(QFrame):
    """`asked` tells which act is wanted, as `buttons` name them; `orders_asked`, of which office the orders."""

    asked = Signal(str)
    orders_asked = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("panel", "card")
        self._speech = speech
        self._card: OfficeCard | None = None
        self._may_change = False
        self._finder = OfficeFinder()
        self._name, self._facts = label(self, "title", name="offices.name"), label(self, "hint")
        self._up, self._instance = (
            label(self, "hint", name="offices.up"),
            label(self, "", name="offices.works-in"),
        )
        self._keeper = label(self, "", name="offices.keeper")
        self.seats, self.orders = self._listing(), self._order_listing()
        self._lists, self._group = QStackedWidget(self), QButtonGroup(self)
        self.chips = {name: self._chip(name) for name in ("seats", "orders")}
        self.buttons = {
            name: self._button(name, kind)
            for name, kind in (
                ("posting", "primary"),
                ("person", ""),
                ("going", ""),
                ("instance", ""),
                ("cancel", "danger"),
            )
        }
        self._read_only = label(self, "hint", name="offices.read-only")
        self._lay_out()
        self.seats.chosen.connect(self._say_acts)
        self.orders.chosen.connect(self._say_acts)
        self.seats.activated.connect(self._activated)
        speech.changed.connect(self._say)

    def show_card(self, card: OfficeCard | None, finder: OfficeFinder, *, may_change: bool) -> None:
        """Show an office among all of them."""
        if card is None or self._card is None or card.id != self._card.id:
            self.orders.wait()  # those of another office are none of its own
        self._card, self._finder = card, finder
        self._read_only.setVisible(not may_change)
        self._may_change = may_change
        lines = tuple(_lines(card)) if card else ()
        self.seats.put(lines, lambda line: line.id)
        self.seats.view.setColumnHidden(_UNTIL, not any(map(self._until, lines)))
        self._say()
        self._ask_orders()

    def show_orders(self, office: str, changes: tuple[Ordered, ...]) -> None:
        """Show what was changed here and by which order, unless another office is looked at meanwhile."""
        if self._card is not None and self._card.id == office:
            self.orders.put(changes, lambda ordered: ordered.id)
            self._say_acts()

    def _look_at(self, name: str) -> None:
        self._lists.setCurrentWidget(self.orders if name == "orders" else self.seats)
        self._say_acts()
        self._ask_orders()

    def _ask_orders(self) -> None:
        if self._card is not None and self._lists.currentWidget() is self.orders:
            self.orders_asked.emit(self._card.id)

    def _say(self) -> None:
        card, speech = self._card, self._speech
        if card is not None:
            chain = self._finder.up_from(card)
            kind = speech.word(f"offices-ui.kind-{card.kind}")
            people = speech.word("offices-ui.in-master", people=card.in_master)
            self._name.setText(speech.say(card.name))
            self._facts.setText(" · ".join(filter(None, (kind, card.code, card.phone, people))))
            self._up.setText(_UP.join(speech.say(each.name) for each in chain[1:]))
            self._up.setVisible(len(chain) > 1)
            self._instance.setText(self._say_instance(card))
            self._keeper.setText(self._say_keeper(chain))
        self._say_acts()

    def _say_instance(self, card: OfficeCard) -> str:
        if not card.instance:
            return self._speech.word("offices-ui.instance-none")
        admin = self._holders(card.super_admin) or card.super_admin
        return self._speech.word("offices-ui.instance-of", instance=card.instance, admin=admin)

    def _say_keeper(self, chain: tuple[OfficeCard, ...]) -> str:
        """Tell the EMD manager: the office's own, else the nearest above."""
        for card in chain:
            for seat in card.seats:
                if Role.EMD_MANAGER.value in seat.roles and seat.holders:
                    who, where = self._speech.say(seat.holders[-1].named), self._speech.say(card.name)
                    key = "keeper" if card is chain[0] else "keeper-above"
                    return self._speech.word(f"offices-ui.{key}", name=who, office=where)
        return self._speech.word("offices-ui.keeper-none")

    def _holders(self, post: str) -> str:
        """Return a post as it is called, with who holds it."""
        for card in self._finder.by_id.values():
            for seat in card.seats:
                if seat.post == post:
                    names = [self._speech.say(each.named) for each in seat.holders]
                    return ", ".join([*names, self._speech.say(seat.designation)])
        return ""

    def _say_acts(self) -> None:
        has_line = self.seats.current() is not None and self._lists.currentWidget() is self.seats
        self.buttons["posting"].setEnabled(has_line)
        has_people = self._card is not None and self._card.in_master > 0
        for name in _OF_MASTER:
            self.buttons[name].setEnabled(has_people)
        self.buttons["instance"].setEnabled(self._card is not None)
        ordered = self.orders.current()
        self.buttons["cancel"].setEnabled(ordered is not None and not ordered.is_cancelled)
        at_orders = self._lists.currentWidget() is self.orders
        for name, button in self.buttons.items():
            is_there = has_people or name not in _OF_MASTER  # so that the others have room
            button.setVisible(self._may_change and is_there and (name == "cancel") == at_orders)

    def _activated(self) -> None:
        if self.buttons["posting"].isVisible():
            self.asked.emit("posting")

    def _listing(self) -> Listing[Line]:
        speech = self._speech
        columns = (
            ("offices-ui.column-post", lambda line: speech.say(line.seat.designation)),
            ("offices-ui.column-holder", self._holder),
            ("offices-ui.column-since", lambda line: day_words(line.posted.since) if line.posted else ""),
            ("offices-ui.column-until", self._until),
        )
        found = Listing[Line](speech, "offices.seats", columns, "offices-ui.no-posts", self)
        tall = found.view.verticalHeader()
        tall.setMinimumSectionSize(SIZES.control)
        tall.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        return found

    def _order_listing(self) -> Listing[Ordered]:
        columns = (
            ("offices-ui.column-order", self._order),
            ("offices-ui.column-day", lambda ordered: day_words(ordered.move.on)),
            ("offices-ui.column-change", self._change),
            ("offices-ui.column-name", self._whom),
        )
        found = Listing[Ordered](
            self._speech, "offices.orders", columns, "offices-ui.no-orders", self, wide=_WHOM
        )
        found.view.verticalHeader().setDefaultSectionSize(_TWO_LINES)
        return found

    def _order(self, ordered: Ordered) -> str:
        """Return its number, and below it its day."""
        return ordered.move.order.replace(_DATED, f"\n{self._speech.word('offices-ui.dated')} ")

    def _change(self, ordered: Ordered) -> str:
        said = self._speech.word(f"offices-ui.change-{ordered.move.change}")
        if not ordered.is_cancelled or ordered.move.change is Change.CANCELLED:
            return said
        return self._speech.word("offices-ui.change-was-cancelled", change=said)

    def _whom(self, ordered: Ordered) -> str:
        """Return about whom it is, and below it in which post: who leaves two posts has two orders."""
        seats = self._card.seats if self._card else ()
        post = next((each.designation for each in seats if each.post == ordered.move.post), None)
        return "\n".join(self._speech.say(each) for each in (ordered.name, post) if each)

    def _holder(self, line: Line) -> str:
        if line.coming is not None:
            return self._speech.word("offices-ui.coming", name=line.coming.named)
        if line.suspended is not None:
            return self._speech.word("offices-ui.suspended-from", name=line.suspended.name)
        if line.holder is None:
            return self._speech.word("offices-ui.vacant")
        name, charge = self._speech.say(line.holder.name), line.holder.charge
        return f"{name}\n({self._speech.word(f'staff.charge-{charge}')})" if charge else name

    def _until(self, line: Line) -> str:
        """Return when it ends, and by what where an order says so: a date alone does not say why."""
        posted = line.posted
        if posted is None or posted.until is None:
            return ""
        on = day_words(posted.until)
        said = f"{on}\n{self._speech.word(f'offices-ui.change-{posted.ended}')}" if posted.ended else on
        if posted.retires is None:
            return said
        leaves = self._speech.word(f"offices-ui.change-{Change.RETIRED}")
        return f"{said}\n{day_words(posted.retires)}\n{leaves}"

    def _button(self, name: str, kind: str) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"offices.ask.{name}")
        found.setProperty("kind", kind)
        self._speech.bind(found.setText, f"offices-ui.ask-{name}", found)
        found.clicked.connect(lambda: self.asked.emit(name))
        return found

    def _chip(self, name: str) -> QPushButton:
        found = new_chip(self, self._group, f"offices.look.{name}", partial(self._look_at, name))
        found.setChecked(name == "seats")
        self._speech.bind(found.setText, f"offices-ui.look-{name}", found)
        return found

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(SIZES.gap, SIZES.step, SIZES.gap, SIZES.step)
        box.setSpacing(SIZES.step // 2)
        self._speech.bind(self._read_only.setText, "offices-ui.read-only", self._read_only)
        for each in (self._name, self._facts, self._up, self._instance, self._keeper):
            each.setWordWrap(True)
            box.addWidget(each)
        for listing in (self.seats, self.orders):
            self._lists.addWidget(listing)
        box.addLayout(beside(*self.chips.values()))
        box.addWidget(self._lists, 1)
        box.addWidget(self._read_only)
        rare = [button for name, button in self.buttons.items() if name in _RARE]
        for line in ([each for each in self.buttons.values() if each not in rare], rare):
            box.addLayout(beside(*line))  # in one line they would leave the list of offices no room


def _lines(card: OfficeCard) -> Iterator[Line]:
    for seat in card.seats:
        yield from (Line(seat, each) for each in seat.holders or (None,))
        yield from (Line(seat, None, each) for each in seat.coming)
        yield from (Line(seat, None, None, each) for each in seat.suspended)
