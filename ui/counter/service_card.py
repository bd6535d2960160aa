"""One service in the choice: its number, its name, its department, what it costs today and the papers it wants."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from app.base.money import Paise, figures
from app.base.words import Words
from app.packs.model import ChargeLine, Pack
from ui.counter.make import label, said, said_with
from ui.theme import SIZES
from ui.words import Speech

BETWEEN = 2  # px
NOTHING = Words("", "")


class ServiceCard(QPushButton):
    """A button, so that Space and a screen reader know it; its words are labels that let clicks through."""

    def __init__(self, speech: Speech, number: int, pack: Pack) -> None:
        super().__init__()
        self.service = pack.id
        self._speech, self._pack = speech, pack
        self._charges: tuple[ChargeLine, ...] = ()
        self.setObjectName(f"counter.service.{pack.id}")
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._number, self._name, self._department = (
            label("title", wrap=False),
            label("heading"),
            label("hint"),
        )
        self._price, self._papers = label("label"), label("hint")
        self._lines = (self._name, self._department, self._price, self._papers)
        self._price.setObjectName(f"{self.objectName()}.price")
        self._papers.setObjectName(f"{self.objectName()}.papers")
        self._number.setText(str(number))
        speech.bind(self._name.setText, pack.name, self._name)
        speech.bind(self._department.setText, pack.department, self._department)
        speech.changed.connect(self._say)
        self._lay_out()
        self._say()

    def show_charges(self, charges: tuple[ChargeLine, ...]) -> None:
        self._charges = charges
        self._say()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(BETWEEN)
        for line in self._lines:
            column.addWidget(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.gap, SIZES.step, SIZES.gap, SIZES.step)
        row.setSpacing(SIZES.gap)
        row.addWidget(self._number)
        row.addLayout(column, 1)
        for part in (self._number, *self._lines):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @Slot()
    def _say(self) -> None:
        say = self._speech.say
        self._price.setText(say(self._price_words()))
        self._price.setVisible(bool(self._charges))
        self._papers.setText(say(_papers(self._pack)))
        told = (self._pack.name, self._price_words(), _papers(self._pack))
        self.setAccessibleName(". ".join(say(each) for each in told if each.hi))

    def _price_words(self) -> Words:
        if not self._charges:
            return NOTHING
        user = figures(self._charges[-1].amount)
        whole = Paise(sum(each.amount for each in self._charges))
        if len(self._charges) == 1:
            return said("service-price-user", user=user)
        unit = self._unit()
        return said_with(
            "service-price-unit" if unit else "service-price",
            fee=self._pack.outcome.fee,
            unit=unit or NOTHING,
            board=_same(figures(self._charges[0].amount)),
            user=_same(user),
            whole=_same(figures(whole)),
        )

    def _unit(self) -> Words | None:
        """Return by which field the department's fee grows: what one unit costs is then the least it can be."""
        by = self._pack.board_fee.per_unit_field if self._pack.board_fee else ""
        return next((each.label for each in self._pack.fields if each.id == by), None)


def _papers(pack: Pack) -> Words:
    """Return which papers a customer must have brought, and which they may."""
    wanted, spare = (_names(pack, required=each) for each in (True, False))
    if not wanted.hi:
        return said_with("service-papers-spare", spare=spare) if spare.hi else said("service-papers-none")
    return said_with("service-papers-both" if spare.hi else "service-papers", papers=wanted, spare=spare)


def _names(pack: Pack, *, required: bool) -> Words:
    labels = [slot.label for slot in pack.documents if slot.required == required]
    return Words(", ".join(each.hi for each in labels), ", ".join(each.en for each in labels))


def _same(text: str) -> Words:
    return Words(text, text)
