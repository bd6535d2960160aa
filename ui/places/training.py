"""How the training centre and the practice printer behave, and the notices that were sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.words import words
from ui.field import field
from ui.places import Place, card, label
from ui.scrolled import UpAndDown
from ui.tasks import Lane, Tasks
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office, PrinterFaults, TrainingCentre


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Switch:
    """One behaviour of the centre: its field there, and the field's value when it is on and off."""

    name: str
    field: str
    on: Any = True
    off: Any = False


SWITCHES = (
    Switch("slow", "delay_ms", 3000, 0),
    Switch("down", "down"),
    Switch("html", "html"),
    Switch("reject", "reject", ("application.filed",), ()),
    Switch("object", "object"),
    Switch("refuse", "refuse"),
    Switch("refuse-challan", "refuse_challan"),
    Switch("fail-notices", "fail_notices"),
)
PRINTER_SWITCHES = ("roll-ends", "cover-open")
GATEWAY = ("success", "failure", "lost-reply", "late")


class TrainingPlace(Place):
    """Switches at the left, notices at the right.

    A switch stands as it was clicked till the centre has answered the last click; it is never shut meanwhile, which
    would throw the keys to another place.
    """

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "training", parent)
        if office.training_centre is None:
            raise ValueError("there is no training centre outside training")
        self._centre: TrainingCentre = office.training_centre
        self._asked = 0  # changes that the centre has not answered yet
        self._boxes = {switch: self._box(switch) for switch in SWITCHES}
        self._at_printer = {name: self._printer_box(name) for name in PRINTER_SWITCHES}
        self._gateway = QComboBox(self)
        self._gateway.activated.connect(self._gateway_chosen)
        self._notices = QListWidget(self)
        self._notices.setObjectName("training.notices")
        self._notices.setWordWrap(True)
        self._notices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        speech.changed.connect(self._name_gateways)
        self._name_gateways()

    def refresh(self) -> None:
        self.run(Lane.PRINTER, self._centre.behaviour, self._show)
        self.run(Lane.PRINTER, self._centre.notices, self._show_notices)
        self.run(Lane.PRINTER, self._centre.printer_faults, self._show_printer)

    def change(self, **fields: Any) -> None:
        """Tell the centre; its answer sets the switches. What it works on for the desk does not hold this up."""
        self._change(lambda: self._centre.set_behaviour(**fields), self._show)

    def tell_failed(self, error: AppError) -> None:
        super().tell_failed(error)
        self._asked = 0
        self.run(Lane.PRINTER, self._centre.behaviour, self._show)

    def _change(self, work: Callable[[], T], show: Callable[[T], None]) -> None:
        self._asked += 1

        def done(found: T) -> None:
            self._asked = max(0, self._asked - 1)
            show(found)

        self.run(Lane.PRINTER, work, done)

    def _box(self, switch: Switch) -> QCheckBox:
        found = QCheckBox(self)
        found.setObjectName(f"training.{switch.name}")
        found.clicked.connect(partial(self._switched, switch))
        self.speech.bind(found.setText, f"ui.training-{switch.name}", found)
        return found

    def _switched(self, switch: Switch) -> None:
        self.change(**{switch.field: switch.on if self._boxes[switch].isChecked() else switch.off})

    def _printer_box(self, name: str) -> QCheckBox:
        found = QCheckBox(self)
        found.setObjectName(f"training.{name}")
        found.clicked.connect(partial(self._printer_switched, name))
        self.speech.bind(found.setText, f"ui.training-{name}", found)
        return found

    def _printer_switched(self, name: str) -> None:
        on = self._at_printer[name].isChecked()
        centre = self._centre
        act = (
            partial(centre.let_roll_end, ends=on)
            if name == "roll-ends"
            else partial(centre.open_cover, opened=on)
        )
        self._change(act, self._show_printer)

    def _show_printer(self, faults: "PrinterFaults") -> None:
        if self._asked:
            return
        self._at_printer["roll-ends"].setChecked(faults.roll_ends)
        self._at_printer["cover-open"].setChecked(faults.cover_open)

    def _gateway_chosen(self, place: int) -> None:
        self.change(gateway=GATEWAY[place])

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        sides.setSpacing(SIZES.gap)
        sides.addWidget(self._switches(), 1)
        sides.addLayout(self._notices_side(), 1)
        self.box.addLayout(sides, 1)

    def _switches(self) -> QWidget:
        found, box = card(self)
        box.setSpacing(SIZES.step // 2)  # all of it is seen at once on a small screen
        title = label(found, "heading")
        self.speech.bind(title.setText, "ui.training-switches", found)
        box.addWidget(title)
        for each in self._boxes.values():
            box.addWidget(each)
        asked = {"label": words("ui.training-gateway"), "help": words("ui.training-gateway-help")}
        box.addWidget(field(found, self.speech, name="training.gateway", editor=self._gateway, **asked))
        at_printer = label(found, "heading")
        self.speech.bind(at_printer.setText, "ui.training-printer", found)
        box.addWidget(at_printer)
        for each in self._at_printer.values():
            box.addWidget(each)
        box.addStretch(1)
        return UpAndDown(found)

    def _notices_side(self) -> QVBoxLayout:
        box = QVBoxLayout()
        title, empty = label(self, "heading"), label(self, "hint", name="training.notices-empty")
        empty.setWordWrap(True)
        self.speech.bind(title.setText, "ui.training-notices", self)
        self.speech.bind(empty.setText, "ui.training-notices-empty", self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(empty)
        self._stack.addWidget(self._notices)
        box.addWidget(title)
        box.addWidget(self._stack, 1)
        return box

    def _show(self, behaviour: Mapping[str, Any]) -> None:
        if self._asked:
            return  # what was clicked since is not in it
        for switch, box in self._boxes.items():
            box.setChecked(bool(behaviour.get(switch.field)))
        self._gateway.setCurrentIndex(GATEWAY.index(str(behaviour.get("gateway", GATEWAY[0]))))

    def _show_notices(self, notices: tuple[str, ...]) -> None:
        told = [notice_words(self.speech, each) for each in notices]
        if told != [self._notices.item(place).text() for place in range(self._notices.count())]:
            self._notices.clear()
            self._notices.addItems(told)
        self._stack.setCurrentIndex(1 if told else 0)

    def _name_gateways(self) -> None:
        place = max(0, self._gateway.currentIndex())
        self._gateway.clear()
        self._gateway.addItems([self.speech.word(f"ui.gateway-{each}") for each in GATEWAY])
        self._gateway.setCurrentIndex(place)


def notice_words(speech: Speech, written: str) -> str:
    """Say a notice as it was written to a file: to whom, by which template, and its text."""
    head, _, text = written.partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    return speech.word("ui.training-notice", to=facts["To"], template=facts["Template"], text=text.strip())
