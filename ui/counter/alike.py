"""What there is already that may be the same person's, shown before anybody scans or takes money."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.base.days import clock_words
from app.counter.model import Application, Likeness, NextStep
from app.words import words
from ui.counter.make import button, card, emptied, label, said
from ui.theme import restyle
from ui.words import Speech

MOST = 3  # the newest; the work goes on below them


class Alike(QWidget):
    """`opened` carries the id of a similar application that is to be looked at."""

    opened = Signal(str)

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        framed, self._rows = card("counter.likeness")
        restyle(framed, "tone", "wait")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(framed)
        self.hide()

    def show_alike(self, found: Application) -> None:
        """Show what must be settled now; nothing where nothing must."""
        asks = found.next_step is NextStep.SETTLE_LIKENESS
        self.setVisible(asks)
        emptied(self._rows)
        if not asks:
            return
        title = label("heading")
        title.setText(self._speech.say(said(_title(found))))
        self._rows.addWidget(title)
        reason = ""
        for each in found.likenesses[:MOST]:
            self._rows.addWidget(self._likeness(each, told=each.reason == reason))
            reason = each.reason

    def _likeness(self, each: Likeness, *, told: bool) -> QWidget:
        """Return a row; a reason that the row above told is not told twice."""
        found, say = label(), self._speech.say
        state = say(said(f"state-{each.state.value}"))
        facts = {
            "name": each.applicant,
            "service": say(each.service),
            "day": clock_words(each.at),
            "state": state,
        }
        row = say(said("likeness-row", **facts))
        found.setText(row if told else f"{row}\n{say(words(each.reason))}")
        look = button(f"counter.likeness.{each.application}", "quiet")
        look.setText(say(said("likeness-open")))
        look.clicked.connect(self._open)
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(found, 1)
        line.addWidget(look)
        return both

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self.sender().objectName().removeprefix("counter.likeness."))


def _title(found: Application) -> str:
    if found.same_again:
        return "likeness-again-title"
    one_person = all(each.same_person for each in found.likenesses)
    return "likeness-title" if one_person else "likeness-name-title"
