"""Where a sheet stands on its way: four steps, the one at hand marked by its drawing, its weight and its words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.staff.model import Batch, BatchState
from app.staff.posts import OfficeCard
from ui.icons import icon
from ui.places import label
from ui.staff.shortened import Shortened
from ui.staff.standing import certifiers_named, nearest_certifier
from ui.theme import COLOURS, SIZES, restyle
from ui.words import Speech

STEPS = ("mend", "confirm", "certify", "send")
_DRAWN = SIZES.icon - 4
_DONE_WITH = {
    BatchState.WORKING: 0,
    BatchState.CONFIRMED: 2,
    BatchState.CERTIFIED: 3,
    BatchState.UPLOADING: 3,
    BatchState.DONE: 4,
}


class Steps(QWidget):
    """Mend, confirm, certify, send. A sheet that was given up, or that is another desk's, goes no way."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staff.steps")
        self._speech = speech
        self._cards: tuple[OfficeCard, ...] = ()
        self._batch: Batch | None = None
        self._said: dict[str, tuple[QLabel, QLabel]] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SIZES.step // 2)
        for name in STEPS:
            self._said[name] = self._step(name, line)
        self._who = Shortened(self, "staff.certifies", "hint", Qt.TextElideMode.ElideRight)
        line.addWidget(self._who, 1)
        speech.changed.connect(self._say_who)

    @property
    def knows(self) -> bool:
        """Whether the offices came, among whose people somebody certifies."""
        return bool(self._cards)

    def put(self, cards: tuple[OfficeCard, ...]) -> None:
        """Take the offices, with who holds their posts."""
        self._cards = cards
        self._say_who()

    def who_certifies(self, batch: Batch) -> str:
        """Name who may certify a sheet."""
        return certifiers_named(self._speech, self._cards, batch)

    def show_batch(self, batch: Batch) -> None:
        """Mark what is done and what is at hand."""
        self.setVisible(batch.state in _DONE_WITH)
        done = _done_with(batch)
        for place, name in enumerate(STEPS):
            self._mark(name, is_done=place < done, at_hand=place == done)
        self._batch = batch
        self._say_who()

    def _say_who(self) -> None:
        batch = self._batch
        is_due = (
            self.knows and batch is not None and batch.state in (BatchState.WORKING, BatchState.CONFIRMED)
        )
        if batch is None or not is_due:
            self._who.say("")
            return
        ways = (self.who_certifies(batch), nearest_certifier(self._speech, self._cards, batch))
        self._who.say(*(self._speech.word("staff-ui.certifies", who=each) for each in ways))

    def _mark(self, name: str, *, is_done: bool, at_hand: bool) -> None:
        drawn, said = self._said[name]
        drawing, colour = ("good", COLOURS.good) if is_done else ("wait", COLOURS.accent)
        drawn.setPixmap(icon(drawing, colour if is_done or at_hand else COLOURS.border).pixmap(_DRAWN))
        restyle(said, "role", "label" if at_hand else "hint")
        restyle(said, "tone", "good" if is_done else "")

    def _step(self, name: str, line: QHBoxLayout) -> tuple[QLabel, QLabel]:
        drawn, said = label(self, ""), label(self, "hint", name=f"staff.step.{name}")
        self._speech.bind(said.setText, f"staff-ui.step-{name}", said)
        line.addWidget(drawn)
        line.addWidget(said)
        line.addSpacing(SIZES.gap)
        return drawn, said


def _done_with(batch: Batch) -> int:
    """Return how many steps are behind it; a sheet without an error only waits to be confirmed."""
    if batch.state is BatchState.WORKING and not batch.errors:
        return 1
    return _DONE_WITH.get(batch.state, 0)
