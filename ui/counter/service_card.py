"""One service in the choice: its number, its name in both languages, its department and what it costs today."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy

from app.base.money import figures
from app.packs.model import ChargeLine, Pack
from ui.counter.make import label, said
from ui.theme import SIZES
from ui.words import Speech


class ServiceCard(QPushButton):
    """A button, so that Space and a screen reader know it; its words are labels that let clicks through."""

    def __init__(self, speech: Speech, number: int, pack: Pack) -> None:
        super().__init__()
        self.service = pack.id
        self._speech = speech
        self._charges: tuple[ChargeLine, ...] = ()
        self.setObjectName(f"counter.service.{pack.id}")
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._parts = [label("title", wrap=False), label("heading"), label("hint"), label("hint")]
        self._parts[0].setText(str(number))
        speech.bind(self._parts[1].setText, pack.name, self._parts[1])
        speech.bind(self._parts[2].setText, pack.department, self._parts[2])
        speech.bind(self.setAccessibleName, pack.name, self)
        speech.changed.connect(self._say_charges)
        self._lay_out()

    def show_charges(self, charges: tuple[ChargeLine, ...]) -> None:
        self._charges = charges
        self._say_charges()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(SIZES.gap, SIZES.step, SIZES.gap, SIZES.step)
        grid.setHorizontalSpacing(SIZES.gap)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._parts[0], 0, 0, 3, 1, Qt.AlignmentFlag.AlignVCenter)
        for row, part in enumerate(self._parts[1:]):
            grid.addWidget(part, row, 1)
        grid.setColumnStretch(1, 1)
        for part in self._parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(96)

    @Slot()
    def _say_charges(self) -> None:
        if not self._charges:
            return
        user = figures(self._charges[-1].amount)
        words = said("service-price-user", user=user)
        if len(self._charges) > 1:
            words = said("service-price", board=figures(self._charges[0].amount), user=user)
        self._parts[3].setText(self._speech.say(words))
