"""What can be done with a batch now: the one next act, the usual ones beside it, the rare ones under a button."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from app.accounts.model import Acting, may
from app.staff.model import Batch, BatchState
from ui.theme import SIZES, restyle
from ui.words import Speech

USUAL = ("take-proposal", "many", "undo", "redo", "error-sheet", "open-again", "summary")
RARE = ("leave-out", "value", "again", "export", "summary", "take-back", "drop")
MENDS = frozenset({"take-proposal", "many", "undo", "redo", "again", "error-sheet", "leave-out"})
GIVES_UP = frozenset({BatchState.WORKING, BatchState.CONFIRMED, BatchState.CERTIFIED})
OPENS_AGAIN = frozenset({BatchState.CONFIRMED, BatchState.CERTIFIED})


@dataclass(frozen=True, slots=True)
class Next:
    """The next act's name; `may` is False where another person has to do it."""

    name: str
    may: bool


_CONFIRM = Next("confirm", may=True)
"""Of a sheet that was given back this is not what comes first: its reason has to be seen to."""


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
    return Next(name, acting is not None and _is_theirs(name, batch, acting) and may(acting.post.roles, kind))


def _is_theirs(name: str, batch: Batch, acting: Acting) -> bool:
    """Who made a sheet does not certify it; all else is done at the desk that made it."""
    if name == "certify":
        return acting.person.id not in {batch.begun_by, batch.confirmed_by}
    return batch.made_here


class BatchActs(QWidget):
    """`asked` tells an act by its name."""

    asked = Signal(str)

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("staff.acts")
        self._speech = speech
        self._next: Next | None = None
        self._go = self._button("next", "primary")
        self._go.clicked.connect(self.go)
        self._usual = {name: self._usual_button(name) for name in USUAL}
        self._more, self._menu = self._button("more", ""), QMenu(self)
        self._more.setMenu(self._menu)
        self._rare = {name: self._rare_action(name) for name in RARE}
        speech.bind(self._more.setText, "staff-ui.act-more", self._more)
        self._lay_out()
        speech.changed.connect(self._say)

    def show_batch(self, batch: Batch, acting: Acting | None) -> None:
        """Offer what this person may do with the batch as it stands."""
        self._next = next_of(batch, acting)
        came_back = batch.sent_back or batch.progress.refused
        restyle(self._go, "kind", "" if came_back and self._next == _CONFIRM else "primary")
        works = batch.made_here and acting is not None and may(acting.post.roles, "staff.begun")
        usual = {name for name in USUAL if _is_usual(name, batch, works=works)}
        for name, button in self._usual.items():
            button.setVisible(name in usual)
        for name, action in self._rare.items():
            action.setVisible(name not in usual and _is_offered(name, batch, works=works))
        key = "open-again" if works else "give-back"
        opens = self._usual["open-again"]
        self._speech.bind(opens.setText, f"staff-ui.act-{key}", opens)
        self._say()

    def go(self) -> None:
        """Do the next act."""
        if self._next is not None and self._next.may:
            self.asked.emit(self._next.name)

    def open_menu(self) -> None:
        """Show the rare acts, for the arrows and Enter."""
        self._more.showMenu()

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

    def _usual_button(self, name: str) -> QPushButton:
        found = self._button(name, "")
        found.clicked.connect(partial(self.asked.emit, name))
        self._speech.bind(found.setText, f"staff-ui.act-{name}", found)
        return found

    def _rare_action(self, name: str) -> QAction:
        found = QAction(self._menu)
        found.setObjectName(f"staff.act.more.{name}")
        found.triggered.connect(partial(self.asked.emit, name))
        self._speech.bind(found.setText, f"staff-ui.act-{name}", found)
        self._menu.addAction(found)
        return found

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SIZES.step)
        for each in (self._go, *self._usual.values(), self._more):
            line.addWidget(each)
        line.addStretch(1)


def _is_usual(name: str, batch: Batch, *, works: bool) -> bool:
    """Return whether an act stands beside the next one; a summary does where nothing is mended any more."""
    if name == "summary" and batch.state is BatchState.WORKING:
        return False
    if name == "error-sheet" and not batch.errors:
        return False
    return _is_offered(name, batch, works=works)


def _is_offered(name: str, batch: Batch, *, works: bool) -> bool:
    if name in MENDS:
        return works and batch.state is BatchState.WORKING
    if name == "open-again":
        return batch.state in OPENS_AGAIN
    if name == "take-back":
        return works and batch.can_lose_last
    if name == "drop":
        return works and batch.state in GIVES_UP
    return True
