"""Which service a customer asks for: chosen by its number."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.counter.model import Application
from app.errors import PackError
from app.packs.model import ChargeLine, Pack
from app.words import explain
from ui.counter.make import card, emptied, label, said, said_label, scrolled
from ui.counter.service_card import ServiceCard
from ui.theme import SIZES, restyle
from ui.words import Speech


class Services(QWidget):
    """`chosen` carries the service's id; `left` wants back to where one was."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, speech: Speech, packs: tuple[Pack, ...], broken: tuple[PackError, ...]) -> None:
        super().__init__()
        self._speech = speech
        self._cards: list[ServiceCard] = []
        self._like = label("hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZES.margin, SIZES.gap, SIZES.margin, SIZES.gap)
        column.addWidget(said_label(speech, "services", "title"))
        column.addWidget(said_label(speech, "services-hint" if packs else "services-none", "hint"))
        column.addWidget(self._like)
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, SIZES.step, 0, 0)
        self._list.setSpacing(SIZES.step)
        column.addWidget(scrolled(inside))
        self._fill(packs)
        for each in broken:
            self._list.addWidget(self._broken(each))
        self._list.addStretch(1)

    def ask(self, like: Application | None) -> None:
        """Ask anew; `like` is the application whose customer comes again."""
        self._like.setVisible(like is not None)
        if like is not None:
            self._like.setText(self._speech.say(said("services-again", name=like.applicant)))
        if self._cards:
            self._cards[0].setFocus()

    def show_charges(self, charges: dict[str, tuple[ChargeLine, ...]]) -> None:
        """Show beneath each service what it costs today."""
        for offered in self._cards:
            offered.show_charges(charges.get(offered.service, ()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        digit = event.text()
        if digit.isdecimal() and 0 < int(digit) <= len(self._cards):
            self.chosen.emit(self._cards[int(digit) - 1].service)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _fill(self, packs: tuple[Pack, ...]) -> None:
        emptied(self._list)
        for number, pack in enumerate(sorted(packs, key=lambda each: each.order), 1):
            offered = ServiceCard(self._speech, number, pack)
            offered.clicked.connect(self._choose)
            self._list.addWidget(offered)
            self._cards.append(offered)

    def _broken(self, wrong: PackError) -> QFrame:
        """Say of a service that cannot be offered where its mistake stands; the others go on."""
        found, inside = card("counter.broken-pack")
        restyle(found, "tone", "wrong")
        inside.addWidget(said_label(self._speech, "packs-broken", "heading"))
        why = label()
        why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._speech.bind(why.setText, explain(wrong), why)
        inside.addWidget(why)
        return found

    @Slot()
    def _choose(self) -> None:
        offered = self.sender()
        if isinstance(offered, ServiceCard):
            self.chosen.emit(offered.service)
