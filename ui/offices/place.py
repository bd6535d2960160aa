"""Every office with its posts and who holds them, and the changes of who does."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.accounts.model import OfficeType, may
from app.staff.posts import Known, OfficeCard
from app.words import words
from ui.filter_box import FilterBox
from ui.offices.cancel_sheet import CancelSheet
from ui.offices.finder import OfficeFinder, Placed
from ui.offices.going_sheet import GoingSheet
from ui.offices.instance_sheet import InstanceSheet
from ui.offices.met import Met
from ui.offices.pane import OfficePane
from ui.offices.person_sheet import PersonSheet
from ui.offices.posting_sheet import PostingSheet
from ui.places import Listing, Place
from ui.tasks import Lane, Tasks
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

CHANGES = "staff.moved"
_STEP_IN, _LIST_WIDE = "    ", 340  # px
_INSTANCE = 2  # column: while no office has one it would only take the names' room
Asked = tuple[tuple[OfficeCard, ...], tuple[Known, ...]]


class OfficesPlace(Place):
    """The offices at the left, one of them at the right; a change lies over both until it is done with."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "offices", parent)
        self._cards: tuple[OfficeCard, ...] = ()
        self._people: tuple[Known, ...] = ()
        self._asks = True
        self._finder = OfficeFinder()
        self._met = Met(office, tasks, speech, self)
        self.search, self.kind = QLineEdit(self), FilterBox(self)
        self.list, self.pane = self._listing(), OfficePane(speech, self)
        self.posting = PostingSheet(office, tasks, speech, self)
        self.person = PersonSheet(office, tasks, speech, self)
        self.going = GoingSheet(office, tasks, speech, self)
        self.instance = InstanceSheet(office, tasks, speech, self)
        self.cancel = CancelSheet(office, tasks, speech, self)
        self._stack, self._main = QStackedWidget(self), QWidget(self)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Ask who holds what; a sheet that is being filled in stays as it is."""
        self.run(Lane.RECORDS, self._asked, self._show)

    @property
    def may_change(self) -> bool:
        acting = self.office.people.acting
        return acting is not None and may(acting.post.roles, CHANGES)

    def begin(self, name: str) -> None:
        """Begin an act with the office, or the post, that is chosen."""
        placed, line = self.list.current(), self.pane.seats.current()
        if placed is None or not self.may_change:
            return
        self.tell(None)
        if name == "posting" and line is not None and self.pane.buttons["posting"].isEnabled():
            self._stack.setCurrentWidget(self.posting)
            self.posting.begin(line.seat, line.holder or line.suspended, self._cards, self._people)
        elif name == "person":
            self._stack.setCurrentWidget(self.person)
            self.person.begin(placed.card, self._looked_for(placed))
        elif name == "going":
            self._stack.setCurrentWidget(self.going)
            self.going.begin(placed.card, self._looked_for(placed))
        elif name == "cancel" and (ordered := self.pane.orders.current()):
            self._stack.setCurrentWidget(self.cancel)
            self.cancel.begin(ordered)
        elif name == "instance":
            self._stack.setCurrentWidget(self.instance)
            self.instance.begin(placed.card, self._cards)

    def _asked(self) -> Asked:
        offices = self.office.staff.offices
        return offices.all(), offices.people()

    def _show(self, found: Asked) -> None:
        (cards, self._people), self._asks = found, False
        if cards != self._cards:
            self._cards, self._finder = cards, OfficeFinder(cards)
            self._say_kinds()
            self.list.view.setColumnHidden(_INSTANCE, not any(each.instance for each in cards))
        self._find()

    def _find(self) -> None:
        if self._asks:  # until the offices came nobody can say that none fits
            return
        kind = self.kind.currentData() or ""
        found = self._finder.find(self.search.text(), kind, self._met.offices)
        self.list.say_empty("offices-ui.none-fits" if self._cards else "offices-ui.none")
        self.list.put(found, lambda placed: placed.card.id)
        self._show_chosen()

    def _sought(self) -> None:
        """The offices that fit stand at once; who of the master fits comes after."""
        self._met.look(self.search.text().strip() if self.may_change else "")
        self._find()

    def _looked_for(self, placed: Placed) -> str:
        """Return what was typed, where it means somebody of this office."""
        return self.search.text().strip() if placed.card.id in self._met.offices else ""

    def _show_chosen(self) -> None:
        placed = self.list.current()
        self.pane.setVisible(placed is not None)
        self.pane.show_card(placed.card if placed else None, self._finder, may_change=self.may_change)

    def _ask_orders(self, office: str) -> None:
        self.run(
            Lane.RECORDS,
            partial(self.office.staff.offices.changes, office),
            partial(self.pane.show_orders, office),
        )

    def _say_kinds(self) -> None:
        """Offer each kind of office that there is, with how many there are."""
        chosen = self.kind.currentData() or ""
        with QSignalBlocker(self.kind):
            self.kind.clear()
            self.kind.addItem(self.speech.word("offices-ui.any-kind", count=len(self._cards)), "")
            for kind in OfficeType:
                if count := sum(each.kind == kind.value for each in self._cards):
                    said = self.speech.word(f"offices-ui.kind-{kind.value}")
                    self.kind.addItem(f"{said} ({count})", kind.value)
            self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))

    def _leave_sheet(self) -> None:
        self._stack.setCurrentWidget(self._main)
        self.list.setFocus()
        self.refresh()

    def _done(self, key: str, _found: object) -> None:
        self._leave_sheet()
        self.tell(words(key))

    def _listing(self) -> Listing[Placed]:
        speech = self.speech
        columns = (
            ("offices-ui.column-office", self._named),
            ("offices-ui.column-kind", lambda placed: speech.word(f"offices-ui.kind-{placed.card.kind}")),
            ("offices-ui.column-instance", lambda placed: placed.card.instance or "—"),
            ("offices-ui.column-seats", _held),
        )
        return Listing[Placed](speech, "offices.list", columns, "offices-ui.none", self)

    def _named(self, placed: Placed) -> str:
        return f"{_STEP_IN * placed.depth}{self.speech.say(placed.card.name)}"

    def _connect(self) -> None:
        self.search.textChanged.connect(self._sought)
        self._met.changed.connect(self._find)
        self._met.failed.connect(self.tell_failed)
        self.kind.activated.connect(self._find)
        self.list.chosen.connect(self._show_chosen)
        self.list.activated.connect(self.pane.seats.setFocus)
        self.pane.asked.connect(self.begin)
        self.pane.orders_asked.connect(self._ask_orders)
        self.speech.changed.connect(self._say_kinds)
        for sheet, key in (
            (self.posting, "offices-ui.done-posting"),
            (self.person, "offices-ui.done-person"),
            (self.going, "offices-ui.done-going"),
            (self.instance, "offices-ui.done-instance"),
            (self.cancel, "offices-ui.done-cancel"),
        ):
            sheet.left.connect(self._leave_sheet)
            sheet.done.connect(partial(self._done, key))
        for keys, act in (
            ("Ctrl+F", self.search.setFocus),
            ("F9", partial(self.begin, "posting")),
            ("Ctrl+N", partial(self.begin, "person")),
        ):
            shortcut = QShortcut(QKeySequence(keys), self._main)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        self.search.setObjectName("offices.search")
        self.kind.setObjectName("offices.kind")
        self.kind.setSizeAdjustPolicy(FilterBox.SizeAdjustPolicy.AdjustToContents)
        self.search.setClearButtonEnabled(True)
        for setter in (self.search.setPlaceholderText, self.search.setAccessibleName):
            self.speech.bind(setter, "offices-ui.search", self.search)
        self.speech.bind(self.kind.setAccessibleName, "offices-ui.column-kind", self.kind)
        left, above, sides = QVBoxLayout(), QHBoxLayout(), QHBoxLayout(self._main)
        for each in (left, above, sides):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(SIZES.step)
        above.addWidget(self.search, 1)
        above.addWidget(self.kind)
        left.addLayout(above)
        left.addWidget(self._met)
        left.addWidget(self.list, 1)
        sides.addLayout(left, 1)
        sides.addWidget(self.pane, 1)
        for page in (self._main, self.posting, self.person, self.going, self.instance, self.cancel):
            self._stack.addWidget(page)
        self.box.addWidget(self._stack, 1)
        self.list.setMinimumWidth(_LIST_WIDE)
        self.list.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # what tells offices apart stands last
        self.pane.hide()  # nothing can be done before the offices have come
        self.setFocusProxy(self.list)


def _held(placed: Placed) -> str:
    seats = placed.card.seats
    return f"{sum(bool(each.holders) for each in seats)}/{len(seats)}" if seats else "—"
