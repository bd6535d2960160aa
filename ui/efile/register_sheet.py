"""The movement register of one file or letter, who had it for how long, and whether its chain of notings is whole."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.base.days import clock_words
from app.efile.model import File, GreenNote, Movement, Receipt
from app.ports.report import ReportTable
from app.words import words
from ui.documents import documents
from ui.efile.report_view import ReportView
from ui.efile.sheet import Sheet
from ui.efile.whole_rows import WholeRows
from ui.efile.whom import whom
from ui.places import Listing, label
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


GIVE_WAY = (2, 3, 4)  # by whom, to whom, and the remarks
LEAST = 116
"""Pixels in which the longest word of an office's name is whole; on a narrow screen the lists scroll sideways."""
DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?=$|:)")
"""Until when a thing was parked stands before its reason, as the wire writes days."""


class MovementSheet(Sheet):
    """Lines in their order, the newest first; a movement of paper is marked.

    Enter on a line asks for the noting with which the file went on: the last one of that post till then.
    """

    noting_asked = Signal(int)

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "moves", parent)
        self._file, self._thing, self._notings = "", "", tuple[GreenNote, ...]()
        columns: tuple[tuple[str, Callable[[Movement], str]], ...] = (
            ("efile-ui.column-when", lambda each: clock_words(each.at)),
            ("efile-ui.column-act", self._act),
            (
                "efile-ui.column-by",
                lambda each: whom(speech, replace(each.post, holder=each.by)),
            ),
            ("efile-ui.column-to", lambda each: whom(speech, each.to) if each.to else ""),
            ("efile-ui.column-remarks", lambda each: DAY.sub(r"\3-\2-\1", each.remarks)),
        )
        self._list = Listing[Movement](speech, "efile.moves.list", columns, "efile-ui.moves-none", self)
        WholeRows(self._list.view, *GIVE_WAY)
        self._list.activated.connect(self._ask)
        self._held = ReportView("efile.moves.held", self)
        for view in (self._list.view, self._held):
            view.horizontalHeader().setMinimumSectionSize(LEAST)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._verify = self.button("verify", self.verify)
        savers = [
            self.button(suffix, partial(self._ask_where, suffix), key=f"efile-ui.report-as-{suffix}")
            for suffix in ("xlsx", "pdf")
        ]
        self.box.addWidget(self._list, 3)
        self._held_head = label(self, "heading")
        speech.bind(self._held.setAccessibleName, "efile-report.held", self._held)
        self.box.addWidget(self._held_head)
        self.box.addWidget(self._held, 2)
        self.line(self._verify, *savers)
        speech.changed.connect(self._ask_held)

    def begin(self, thing: File | Receipt) -> None:
        """Show the register; only a file has notings to judge."""
        self.tell(None)
        self._file, self._notings = (thing.id, thing.notings) if isinstance(thing, File) else ("", ())
        self._thing = thing.id
        self._ask_held()
        self._verify.setVisible(isinstance(thing, File))
        self._list.say_empty(f"efile-ui.moves-none{'' if isinstance(thing, File) else '-letter'}")
        self._list.put(tuple(reversed(thing.movements)), lambda each: f"{each.at}{each.act}")
        self._list.setFocus()

    def save(self, to: Path) -> None:
        """Write the register, with who had it; a name that ends in `.pdf` makes pages, any other a workbook."""
        work = partial(self.office.efile.registers.export_moves, self._thing, self.speech.language, to)
        self.run(Lane.SHEETS, work, self._saved, words("ui.working"))

    def _saved(self, file: Path) -> None:
        self.tell(words("efile-ui.report-saved", file=file), "good")

    def _ask_where(self, suffix: str) -> None:
        title = self.speech.word("efile-ui.report-save")
        name, _ = QFileDialog.getSaveFileName(self, title, documents(f"moves.{suffix}"), f"*.{suffix}")
        if name:
            self.save(Path(name))

    def _ask_held(self) -> None:
        """Who had it is reckoned where the register is kept."""
        self._put_held(None)
        if thing := self._thing:
            work = partial(self.office.efile.registers.moves, thing, self.speech.language)
            self.tasks.run(Lane.RECORDS, work, partial(self._show_held, thing), self.failed, owner=self)

    def _show_held(self, thing: str, found: tuple[ReportTable, ReportTable]) -> None:
        if thing == self._thing:
            self._put_held(found[0])

    def _put_held(self, table: ReportTable | None) -> None:
        self._held.put(table)
        head, coming = self.speech.word("efile-report.held"), self.speech.word("ui.coming")
        self._held_head.setText(head if table else f"{head}: {coming}")

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
