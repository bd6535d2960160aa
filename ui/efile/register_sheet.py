"""The movement register of one file or letter, and whether the chain of its notings is whole."""

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.base.days import clock_words
from app.efile.model import File, GreenNote, Movement, Receipt
from app.words import words
from ui.efile.sheet import Sheet
from ui.efile.whole_rows import WholeRows
from ui.places import Listing
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


GIVE_WAY = (2, 3, 4)  # by whom, to whom, and the remarks
DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?=$|:)")
"""Until when a thing was parked stands before its reason, as the wire writes days."""


class MovementSheet(Sheet):
    """Lines in their order, the newest first; a movement of paper is marked.

    Enter on a line asks for the noting with which the file went on: the last one of that post till then.
    """

    noting_asked = Signal(int)

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "moves", parent)
        self._file, self._notings = "", tuple[GreenNote, ...]()
        columns: tuple[tuple[str, Callable[[Movement], str]], ...] = (
            ("efile-ui.column-when", lambda each: clock_words(each.at)),
            ("efile-ui.column-act", self._act),
            (
                "efile-ui.column-by",
                lambda each: f"{speech.say(each.by)}, {speech.say(each.post.designation)}",
            ),
            ("efile-ui.column-to", lambda each: speech.say(each.to.designation) if each.to else ""),
            ("efile-ui.column-remarks", lambda each: DAY.sub(r"\3-\2-\1", each.remarks)),
        )
        self._list = Listing[Movement](speech, "efile.moves.list", columns, "efile-ui.moves-none", self)
        WholeRows(self._list.view, *GIVE_WAY)
        self._list.activated.connect(self._ask)
        self._verify = self.button("verify", self.verify)
        self.box.addWidget(self._list, 1)
        self.line(self._verify)

    def begin(self, thing: File | Receipt) -> None:
        """Show the register; only a file has notings to judge."""
        self.tell(None)
        self._file, self._notings = (thing.id, thing.notings) if isinstance(thing, File) else ("", ())
        self._verify.setVisible(isinstance(thing, File))
        self._list.say_empty(f"efile-ui.moves-none{'' if isinstance(thing, File) else '-letter'}")
        self._list.put(tuple(reversed(thing.movements)), lambda each: f"{each.at}{each.act}")
        self._list.setFocus()

    def verify(self) -> None:
        """Judge every noting of the file anew."""
        self.run(Lane.RECORDS, partial(self._judged, self._file), self._show_verdict)

    def _judged(self, file: str) -> tuple[bool, str, int, int, bool]:
        found = self.office.efile.verify(file)
        return found.is_whole, found.fault.value, found.at, len(found.notings), found.is_time_proved

    def _show_verdict(self, found: tuple[bool, str, int, int, bool]) -> None:
        whole, fault, at, count, proved = found
        if whole:
            key = "verified-stamped" if proved else "verified"
            self.tell(words(f"efile-ui.{key}", count=count), "good")
        else:
            self.tell(words("efile-ui.broken-at", at=at, why=self.speech.word(f"chain.{fault}")))

    def _ask(self) -> None:
        line = self._list.current()
        if line is None or not self._file:
            return
        signed = [note for note in self._notings if note.post.id == line.post.id and note.at <= line.at]
        if signed:
            self.tell(None)
            self.noting_asked.emit(signed[-1].noting.seq)
        else:
            self.tell(words("efile-ui.moves-no-noting"), "wait")

    def _act(self, each: Movement) -> str:
        said = self.speech.word(f"efile-ui.act-{each.act}")
        return f"{said} ({self.speech.word('efile-ui.act-physical')})" if each.physical else said
