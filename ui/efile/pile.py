"""The files and letters at the left: each one line of subject, its age told by a colour and by its days."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.efile.model import Row
from app.errors import AppError
from app.words import words
from ui.efile.pile_rows import FILES, IN_FOLDER, INBOX, LETTERS, PileRows, RowPainter, Searchable, searchable
from ui.filter_box import FilterBox
from ui.one_row import stand_at
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

PILES = ("inbox", "sent", "parked", "closed")
PAUSE_MS = 150
Folders = tuple[tuple[str, int], ...]
"""Names of folders, and how much lies in each."""


class PileView(QListView):
    """The list itself; Enter opens what is chosen."""

    opened = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        super().keyPressEvent(event)


class Pile(QWidget):
    """Which pile is looked at, a line to search in, and the rows. To choose one looks at it; Enter opens it.

    `moving` tells that the rows change while one types: what is chosen is told a moment later.
    """

    chosen = Signal(object)  # Row, or None where there is none
    moving = Signal()
    opened = Signal(object)  # Row
    failed = Signal(object)  # AppError

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._speech = office, tasks, speech
        self._pile = "inbox"
        self._last, self._at, self._elsewhere = "", 0, False
        self._waits = True  # for its rows: it is not known yet whether there are any
        self._answered = ""  # for which text the office has said what lies elsewhere
        self._folders: Folders = ()
        self.rows = PileRows(speech, self)
        self._chips = {name: self._chip(name) for name in PILES}
        self._part, self.search, self.view = FilterBox(self), QLineEdit(self), PileView(self)
        self._told = label(self, "hint", name="efile.pile.told")
        self._told.setWordWrap(True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look_elsewhere)
        self._dress_view()
        self._lay_out()
        self._name_parts()
        self._part.currentIndexChanged.connect(self._part_chosen)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self.view.setFocus)
        speech.changed.connect(self._spoken)

    def refresh(self) -> None:
        """Ask for the pile anew."""
        pile = self._pile
        asked: dict[str, Callable[[], tuple[Row, ...]]] = {
            "inbox": self._office.efile.inbox,
            "sent": self._office.efile.sent,
            "parked": self._office.efile.parked,
            "closed": self._office.efile.closed,
        }
        work = partial(self._read, asked[pile])
        self._tasks.run(Lane.RECORDS, work, partial(self._show, pile), self._fail, owner=self)

    def show_pile(self, name: str) -> None:
        """Look at another pile, the whole of it; the rows of the one before are none of it."""
        if name != self._pile:
            self._waits = True
            self.rows.put(())
        self._pile = name
        self._begin_anew()
        self._chips[name].setChecked(True)
        self._part.setVisible(name == "inbox")
        self._part.setCurrentIndex(0)
        if self._waits:
            self._settle()
        self.refresh()

    def wait(self) -> None:
        """Something comes back into it: until it is here, nobody knows what lies in it."""
        self._waits = True
        self._say()

    @property
    def name(self) -> str:
        """Which pile is looked at."""
        return self._pile

    @property
    def folders(self) -> Folders:
        return self._folders

    def look_for(self, typed: str = "") -> None:
        """Put the cursor into the search."""
        self.search.setFocus()
        self.search.selectAll()
        if typed:
            self.search.setText(typed)

    def choose(self, id: str) -> None:
        """Choose a row by its id. While it is not here, no other row is: what is looked at lies elsewhere."""
        self._last = id
        place = self.rows.place_of(id)
        self._elsewhere = place < 0
        if self._elsewhere:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        else:
            stand_at(self.view, self.rows.index(place))

    def step(self, by: int) -> None:
        """Go to the next row, or the one before."""
        place = self.view.currentIndex().row() + by
        if 0 <= place < self.rows.rowCount():
            stand_at(self.view, self.rows.index(place))

    def current(self) -> Row | None:
        index = self.view.currentIndex()
        return self.rows.shown[index.row()] if index.isValid() else None

    def selected(self) -> tuple[Row, ...]:
        """Return every row that is marked, from the top."""
        places = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return tuple(self.rows.shown[place] for place in places)

    def _read(self, ask: Callable[[], tuple[Row, ...]]) -> tuple[tuple[Searchable, ...], Folders]:
        return searchable(ask()), self._office.efile.folders()

    def _show(self, pile: str, found: tuple[tuple[Searchable, ...], Folders]) -> None:
        """An answer about a pile that was left meanwhile is of no use."""
        rows, self._folders = found
        self._name_parts()
        if pile != self._pile:
            return
        waited, self._waits = self._waits, False
        if self.rows.put(rows) or waited:
            self._settle()
        else:
            self._say()

    def _settle(self) -> None:
        """Choose again what was chosen; where it has gone, what came after it: so one works down a list."""
        place, count = self.rows.place_of(self._last), self.rows.rowCount()
        if place >= 0 or (count and not self._elsewhere):
            self._elsewhere = False
            stand_at(self.view, self.rows.index(place if place >= 0 else min(self._at, count - 1)))
        elif not self._elsewhere:
            self.chosen.emit(None)
        self._say()

    def _begin_anew(self) -> None:
        """Another list begins at its top."""
        self._at, self._elsewhere = 0, False

    def _name_parts(self) -> None:
        """Name what of the inbox can be shown; what is chosen stays so, as long as it is there."""
        chosen = self._part.currentData() or INBOX
        with QSignalBlocker(self._part):
            self._part.clear()
            for part in (INBOX, FILES, LETTERS):
                self._part.addItem(self._speech.word(f"efile-ui.part-{part}"), part)
            for name, count in self._folders:
                told = self._speech.word("efile-ui.part-folder", name=name, count=count)
                self._part.addItem(told, f"{IN_FOLDER}{name}")
            self._part.setCurrentIndex(max(0, self._part.findData(chosen)))
        if self._part.currentData() != chosen:
            self._part_chosen()

    def _part_chosen(self) -> None:
        self._begin_anew()
        self.rows.show_part(self._part.currentData() or INBOX)
        self._settle()

    def _typed(self, text: str) -> None:
        """While one types, the rows follow every key; what is looked at follows when one pauses."""
        self._pause.start()
        self.moving.emit()
        self._begin_anew()
        self.rows.narrow(text)
        self._settle()

    def _look_elsewhere(self) -> None:
        self._moved()
        text = self.search.text().strip()
        if text:
            work = partial(self._office.efile.search, text)
            failed = partial(self._found_none, text)
            self._tasks.run(Lane.RECORDS, work, partial(self._found, text), failed, owner=self)

    def _found_none(self, text: str, error: AppError) -> None:
        self._answered = text
        self._say()
        self._fail(error)

    def _found(self, text: str, rows: tuple[Row, ...]) -> None:
        self._answered = text
        if text == self.search.text().strip():
            self.rows.add_found(rows)
            self._settle()

    def _moved(self) -> None:
        row = self.current()
        if row is not None and not self._pause.isActive():
            self._last, self._at, self._elsewhere = row.id, self.view.currentIndex().row(), False
            self.chosen.emit(row)

    def _open(self) -> None:
        if row := self.current():
            self.opened.emit(row)

    def _fail(self, error: AppError) -> None:
        self.failed.emit(error)

    def _spoken(self) -> None:
        self._name_parts()
        self._say()
        self.view.viewport().update()

    def _say(self) -> None:
        count = self.rows.rowCount()
        counted = "pile-one" if count == 1 else "pile-count"
        none = "pile-none" if self.search.text() else f"pile-empty-{self._pile}"
        waits = self._waits or (not count and self.search.text().strip() not in ("", self._answered))
        key = "pile-looking" if waits else counted if count else none
        said = self._speech.word(f"efile-ui.{key}", count=count)
        apart = sum(count for _, count in self._folders) if self._pile == "inbox" else 0
        if apart:
            said += " · " + self._speech.word("efile-ui.pile-in-folders", count=apart)
        self._told.setText(said)

    def _chip(self, name: str) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"efile.pile.{name}")
        found.setProperty("kind", "chip")
        found.setCheckable(True)
        found.clicked.connect(partial(self.show_pile, name))
        self._speech.bind(found.setText, f"efile-ui.pile-{name}", found)
        return found

    def _dress_view(self) -> None:
        self.view.setObjectName("efile.pile")
        self.view.setModel(self.rows)
        self.view.setItemDelegate(RowPainter(self._speech, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.opened.connect(self._open)
        self.view.doubleClicked.connect(self._open)
        self._speech.bind(self.view.setAccessibleName, "efile-ui.pile", self.view)

    def _lay_out(self) -> None:
        self.search.setObjectName("efile.search")
        self.search.setClearButtonEnabled(True)
        said = words("efile-ui.search")
        self._speech.bind(self.search.setPlaceholderText, said, self.search)
        self._speech.bind(self.search.setAccessibleName, said, self)
        self.setFocusProxy(self.view)
        group, chips, box = QButtonGroup(self), QHBoxLayout(), QVBoxLayout(self)
        chips.setSpacing(SIZES.step // 2)
        for chip in self._chips.values():
            group.addButton(chip)
            chips.addWidget(chip)
        chips.addStretch(1)
        self._chips[self._pile].setChecked(True)
        box.setContentsMargins(SIZES.step, SIZES.step, SIZES.step, SIZES.step)
        box.setSpacing(SIZES.step)
        self._part.setObjectName("efile.pile.part")
        self._speech.bind(self._part.setAccessibleName, "efile-ui.pile-part", self)
        box.addLayout(chips)
        box.addWidget(self._part)
        box.addWidget(self.search)
        box.addWidget(self.view, 1)
        box.addWidget(self._told)
