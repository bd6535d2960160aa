"""In which e-Office instance an office works, and which post is its super admin."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.staff.posts import OfficeCard, Posted
from app.words import words
from ui.offices.chooser import Chooser
from ui.offices.office_sheet import OfficeSheet
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class InstanceSheet(OfficeSheet):
    """An instance that another office has already brings its super admin along."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "instance", parent)
        self._card: OfficeCard | None = None
        self._admins: dict[str, str] = {}
        self._cards: tuple[OfficeCard, ...] = ()
        self._about = label(self, "heading")
        self.instance, self.admin = Chooser(self, takes_new=True), Chooser(self)
        self._instance = self.field("name", self.instance, "offices-ui.instance-name-help")
        self._admin = self.field("admin", self.admin)
        self._go = self.button("go", self.go, "primary")
        for each in (self._about, self._instance, self._admin):
            self.box.addWidget(each)
        self.line(self._go)
        self.box.addStretch(1)
        self.instance.chosen.connect(self._bring_admin)
        self.speech.changed.connect(self._spoken)

    def begin(self, card: OfficeCard, cards: Sequence[OfficeCard]) -> None:
        """Begin with an office, among all of them."""
        self._card = card
        self.tell(None)
        self._instance.show_problem(None)
        self._admin.show_problem(None)
        self.speech.bind(self._about.setText, card.name, self._about)
        self._cards = tuple(cards)
        self._admins = {each.instance: each.super_admin for each in cards if each.instance}
        self.admin.offer(self._posts(cards), card.super_admin)
        self.instance.offer(((each, each) for each in sorted(self._admins)), card.instance)
        self.settle()
        self.instance.setFocus()

    def go(self) -> None:
        instance, admin = self.instance.currentText().strip(), self.admin.id()
        self._instance.show_problem(None if instance else words("staff.instance-needed"))
        self._admin.show_problem(None if admin else words("offices-ui.instance-admin-needed"))
        if instance and admin and self._card is not None:
            act = partial(self.office.staff.offices.set_instance, self._card.id, instance, admin)
            self.run(Lane.RECORDS, act, self.done.emit)

    def _bring_admin(self) -> None:
        known = self._admins.get(self.instance.currentText().strip(), "")
        if known and self.admin.findData(known) >= 0:
            self.admin.setCurrentIndex(self.admin.findData(known))

    def _spoken(self) -> None:
        """Offer the posts in the other language; the one that is chosen stays."""
        with self.said_anew():
            self.admin.offer(self._posts(self._cards), self.admin.id())

    def _posts(self, cards: Sequence[OfficeCard]) -> list[tuple[str, ...]]:
        say = self.speech.say
        return [
            (
                seat.post,
                f"{self._holders(seat.holders)}{say(seat.designation)} — {say(card.name)}",
                " ".join((*(each.name.both for each in seat.holders), seat.designation.both, card.name.both)),
                card.code,
            )
            for card in cards
            for seat in card.seats
        ]

    def _holders(self, holders: Sequence[Posted]) -> str:
        names = ", ".join(self.speech.say(each.named) for each in holders)
        return f"{names} — " if names else ""
