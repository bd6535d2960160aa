"""The middle pane: what is looked at, its facts above, and below them its notings, or the letter."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.efile.model import File, Receipt, Row
from app.words import words
from ui.efile.facts import Facts
from ui.efile.green_sheet import GreenSheet
from ui.efile.letter_card import LetterCard
from ui.efile.looking import Look
from ui.efile.refused_card import RefusedCard
from ui.efile.told_line import ToldLine
from ui.efile.yellow_note import YellowNote
from ui.tasks import Tasks
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class Middle(QWidget):
    """A file shows its green notes and the yellow one; a letter shows its card instead."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.green, self.yellow = GreenSheet(speech, self), YellowNote(office, tasks, speech, self)
        self.told, self.refused = ToldLine(speech, self), RefusedCard(speech, self)
        self._facts, self._letter = Facts(speech, self), LetterCard(speech, self)
        self._lay_out()

    def show_look(self, look: Look, row: Row | None) -> None:
        thing: File | Receipt = look.thing
        file = thing if isinstance(thing, File) else None
        if isinstance(thing, Receipt):
            self._letter.show_letter(thing)
        self._facts.show_thing(thing, row)
        self.green.show_file(file, look.refer)
        self.refused.show_item(look.refused)
        self.yellow.show_file(file)
        self._notes.setVisible(file is not None)
        self._letter.setVisible(file is None)
        if thing.notice:
            self.told.note(thing.id, words(thing.notice))

    def show_done(self, file: File) -> None:
        """Show what came of an act here. Where a new noting names pages is read a moment later, where nothing lies
        over the correspondence; what led to a page before does so still.
        """
        self.green.show_file(file, self.green.refer)
        self.yellow.show_file(file)

    def show_coming(self, row: Row | None) -> None:
        """Show that something is on its way, and nothing of what lay here before."""
        self.show_nothing()
        self._facts.show_coming(row)

    def show_nothing(self) -> None:
        self._facts.show_thing(None, None)
        self.refused.show_item(None)
        self.green.show_file(None, {})
        self.yellow.show_file(None)
        self._letter.hide()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(SIZES.step, SIZES.step, SIZES.step, SIZES.step)
        box.setSpacing(SIZES.step)
        self._notes = QSplitter(Qt.Orientation.Vertical, self)
        self._notes.addWidget(self.green)
        self._notes.addWidget(self.yellow)
        self._notes.setSizes([320, 230])
        self._notes.setChildrenCollapsible(False)
        for each in (self._facts, self.refused, self.told):
            box.addWidget(each)
        self._letter.hide()
        box.addWidget(self._notes, 1)
        box.addWidget(self._letter, 1)
        box.addStretch(0)
