"""What came of the last act, in a line that names the paper: it fades, and is gone when another paper is looked at."""

from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

from app.base.days import day_words
from app.base.words import Words
from app.efile.model import File, Receipt, Row
from app.words import words
from ui.theme import SIZES, restyle
from ui.words import Speech

SAID_MS, LEADS_ON_MS = 10_000, 3_000
MOST_NAMED = 3  # numbers of files in one line


@dataclass(frozen=True, slots=True)
class Numbers:
    """Files that one act was done with, by their numbers."""

    told: tuple[str, ...]


class ToldLine(QLabel):
    """What went well is said for a while, what went wrong stays."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("efile.told")
        self.setProperty("role", "heading")
        self.setWordWrap(True)
        self.hide()
        self._speech = speech
        self._said: Words | None = None
        self._good, self._over, self._of = True, "", ""
        self._fading = QTimer(self, singleShot=True, interval=SAID_MS)
        self._leading_on = QTimer(self, singleShot=True, interval=LEADS_ON_MS)
        self._fading.timeout.connect(self.forget)
        speech.changed.connect(self._say)

    def tell(self, said: Words | None, tone: str = "good") -> None:
        self._said, self._good, self._over, self._of = said, tone == "good", "", ""
        self._fading.stop()
        self._leading_on.start()
        if said is not None and self._good:
            self._fading.start()
        restyle(self, "tone", tone)
        self._say()

    def note(self, id: str, said: Words) -> None:
        """Say what is wrong with this paper, until another is looked at."""
        self.tell(said, "wrong")
        self._of = id

    def forget(self) -> None:
        self.tell(None)

    def looks_at(self, id: str) -> None:
        """An act leads on by itself to the next of the list; what a person looks at after that has no part in it."""
        if self._of not in ("", id):
            self.forget()
        if self._said is None or not self._good:
            return
        if self._leading_on.isActive():
            self._over = id
        elif id != self._over:
            self.forget()

    def _say(self) -> None:
        self.setText(self._speech.say(self._said) if self._said else "")
        self.setVisible(self._said is not None)


class NewsLine(ToldLine):
    """What came of another paper than the one that is looked at: over all panes, and only for a while."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(speech, parent)
        self.setObjectName("efile.news")
        self.setMargin(SIZES.step)

    def tell(self, said: Words | None, tone: str = "good") -> None:
        super().tell(said, tone)
        if said is not None:
            self._fading.start()


def about(found: object, said: Words) -> Words:
    """Return what is said with the number of the paper before it; its subject, where it has none yet."""
    if isinstance(found, Numbers):
        name, more = ", ".join(found.told[:MOST_NAMED]), len(found.told) - MOST_NAMED
        rest = words("efile-ui.told-more", count=more) if more > 0 else Words("", "")
        return Words(f"{f'{name} {rest.hi}'.strip()}: {said.hi}", f"{f'{name} {rest.en}'.strip()}: {said.en}")
    if not isinstance(found, Row | File | Receipt):
        return said
    subject = found.letter.subject if isinstance(found, Receipt) else found.subject
    name = found.number or subject
    return Words(f"{name}: {said.hi}", f"{name}: {said.en}")


def came_of(sheet: str, found: object) -> Words:
    """Return what is said when a sheet is done with: of what was parked, until which day."""
    until = found.parked_until if isinstance(found, Row) else None
    facts = {"day": day_words(until)} if until else {}
    return about(found, words(f"efile-ui.{sheet}-done", **facts))
