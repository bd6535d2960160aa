"""What can be done with a batch now: the one next act, and those beside it."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.accounts.model import Acting, may
from app.staff.model import Batch, BatchState
from ui.theme import SIZES
from ui.words import Speech

BESIDE = ("take-proposal", "many", "undo", "redo", "value", "again", "open-again", "drop")
MENDS = frozenset({"take-proposal", "many", "undo", "redo", "again"})
GIVES_UP = frozenset({BatchState.WORKING, BatchState.CONFIRMED, BatchState.CERTIFIED})


@dataclass(frozen=True, slots=True)
class Next:
    """The next act's name; `may` is False where another person has to do it."""

    name: str
    may: bool


def next_of(batch: Batch, acting: Acting | None) -> Next | None:
    """Return what is to be done next; None, while nothing is."""
    if batch.state is BatchState.WORKING:
        name, kind = ("next-wrong", "staff.begun") if batch.errors else ("confirm", "staff.confirmed")
    elif batch.state is BatchState.CONFIRMED:
        name, kind = "certify", "staff.certified"
    elif batch.state is BatchState.CERTIFIED:
        name, kind = "upload", "staff.rows"
    else:
        return None
    return Next(name, acting is not None and may(acting.post.roles, kind))


class BatchActs(QWidget):
    """`asked` tells an act by its name."""

    asked = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staff.acts")
        self._speech = speech
        self._batch: Batch | None = None
        self._next: Next | None = None
        self._go = self._button("next", "primary")
        self._go.clicked.connect(self.go)
        self._beside = {name: self._button(name, "danger" if name == "drop" else "") for name in BESIDE}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SIZES.step)
        line.addWidget(self._go)
        for name, button in self._beside.items():
            button.clicked.connect(partial(self.asked.emit, name))
            speech.bind(button.setText, f"staff-ui.act-{name}", button)
            line.addWidget(button)
        line.addStretch(1)
        speech.changed.connect(self._say)

    def show_batch(self, batch: Batch, acting: Acting | None) -> None:
        """Offer what this person may do with the batch as it stands."""
        self._batch, self._next = batch, next_of(batch, acting)
        works = acting is not None and may(acting.post.roles, "staff.begun")
        for name, button in self._beside.items():
            button.setVisible(_offers(name, batch, works=works))
        self._say()

    def go(self) -> None:
        """Do the next act."""
        if self._next is not None and self._next.may:
            self.asked.emit(self._next.name)

    def _say(self) -> None:
        found = self._next
        self._go.setVisible(found is not None)
        if found is not None:
            key = found.name if found.may else f"{found.name}-waits"
            self._go.setText(self._speech.word(f"staff-ui.act-{key}"))
            self._go.setEnabled(found.may)

    def _button(self, name: str, kind: str) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"staff.act.{name}")
        found.setProperty("kind", kind)
        return found


def _offers(name: str, batch: Batch, *, works: bool) -> bool:
    if name in MENDS:
        return works and batch.state is BatchState.WORKING
    if name == "open-again":
        return batch.state in {BatchState.CONFIRMED, BatchState.CERTIFIED}
    if name == "drop":
        return works and batch.state in GIVES_UP
    return True
