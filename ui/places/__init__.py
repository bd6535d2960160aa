"""What every place of the rail has in common: a title, a line of what happened, a list, and work off this thread."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.base.words import Words
from app.errors import AppError
from app.words import explain
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

T = TypeVar("T")
_SHOWN = frozenset(
    {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.TextAlignmentRole}
)
Index = QModelIndex | QPersistentModelIndex
Column = tuple[str, Callable[[T], str]]
"""The key of a heading, and what the column says of an item."""


class Rows(QAbstractTableModel, Generic[T]):
    """Items as rows; only a change of the items redraws them."""

    def __init__(self, speech: Speech, columns: Sequence[Column[T]], parent: QWidget) -> None:
        super().__init__(parent)
        self.items: tuple[T, ...] = ()
        self._speech, self._columns = speech, tuple(columns)
        speech.changed.connect(self._spoken)

    def put(self, items: tuple[T, ...]) -> bool:
        """Show these items; return whether anything changed."""
        if items == self.items:
            return False
        self.beginResetModel()
        self.items = items
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _SHOWN:
            return None
        said = self._columns[index.column()][1](self.items[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            figure = said.isdigit() or said.lstrip("-").startswith("₹")
            side = Qt.AlignmentFlag.AlignRight if figure else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return said

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._speech.word(self._columns[section][0])
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _spoken(self) -> None:
        """Say all anew in place: a reset would forget which row was chosen."""
        if self.items:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.items) - 1, len(self._columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)


class Listing(QStackedWidget, Generic[T]):
    """A table of items, or, while there is none, what will be here and how to begin.

    Until the first items have come, that they are coming: a list that is being read is not an empty one.
    """

    chosen = Signal()
    activated = Signal()

    def __init__(
        self,
        speech: Speech,
        name: str,
        columns: Sequence[Column[T]],
        empty: str,
        parent: QWidget,
        *,
        wide: int = 0,
    ) -> None:
        """Column `wide` takes the room that the others leave."""
        super().__init__(parent)
        self._speech = speech
        self.rows = Rows[T](speech, columns, self)
        self.view = _table(name, self.rows, self)
        self.view.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self._empty = label(self, "hint", name=f"{name}.empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.addWidget(self._empty)
        self.addWidget(self.view)
        self.setFocusProxy(self._empty)
        self.view.selectionModel().selectionChanged.connect(self.chosen)
        self.view.activated.connect(self.activated)
        self._if_empty = empty
        self.wait()

    def wait(self) -> None:
        """Show nothing of before: other items are asked for, and have not come yet."""
        self._waits = True
        if self.rows.put(()):
            self._turn_to(self._empty)
            self.chosen.emit()
        self._speech.bind(self._empty.setText, "ui.coming", self)

    @property
    def is_waiting(self) -> bool:
        return self._waits

    def put(self, items: tuple[T, ...], same: Callable[[T], str]) -> None:
        """Show the items; who was chosen stays so, if still there by the name that `same` gives."""
        if self._waits:
            self.say_empty(self._if_empty)
        before = self.current()
        if not self.rows.put(items):
            return
        self._turn_to(self.view if items else self._empty)
        kept = [
            place for place, each in enumerate(items) if before is not None and same(each) == same(before)
        ]
        if items:
            self.view.selectRow(kept[0] if kept else 0)
        self.chosen.emit()

    def choose(self, fits: Callable[[T], bool]) -> None:
        """Choose the first item that fits, if there is one."""
        place = next((place for place, each in enumerate(self.rows.items) if fits(each)), -1)
        if place >= 0:
            self.view.selectRow(place)

    def choose_none(self) -> None:
        """Leave the choice to the person: the first item is no more likely meant than any other."""
        self.view.selectionModel().clear()

    def _turn_to(self, shown: QWidget) -> None:
        """The cursor stays in the list, whether there is something in it or not: elsewhere it marks another place."""
        before = self.currentWidget()
        within = before is not None and before.hasFocus()
        self.setFocusProxy(shown)
        self.setCurrentWidget(shown)
        if within:
            shown.setFocus()

    def say_empty(self, key: str) -> None:
        self._if_empty, self._waits = key, False
        self._speech.bind(self._empty.setText, key, self)

    def current(self) -> T | None:
        """Return the chosen item."""
        found = self.view.selectionModel().selectedRows()
        return self.rows.items[found[0].row()] if found else None


class Place(QWidget):
    """One screen of the rail. `refresh` asks the office anew; answers come back on this thread."""

    open_asked = Signal(str)  # an application's id
    thing_asked = Signal(object)  # a Row of the e-File desk
    letter_asked = Signal(str, str)  # a file or letter of the e-File desk, and an issue in it or none
    place_asked = Signal(str)  # the name of another place
    lies_asked = Signal(object, str)  # Lies: the room in which to open what an entry is about, and its id

    def __init__(
        self, office: "Office", tasks: Tasks, speech: Speech, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.office, self.tasks, self.speech, self.name = office, tasks, speech, name
        self.setObjectName(name)
        self._said: Words | None = None
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(SIZES.margin, SIZES.gap, SIZES.margin, SIZES.gap)
        self.box.setSpacing(SIZES.step)
        speech.bind(self._label("title", "title").setText, f"ui.rail-{name}", self)
        self.intro = self._label("hint", "hint")
        self.intro.setWordWrap(True)
        speech.bind(self.intro.setText, f"ui.{name}-hint", self)
        self._told = self._label("heading", "told")
        self._told.setWordWrap(True)
        self._told.hide()
        speech.changed.connect(self._say)

    def refresh(self) -> None:
        """Ask the office how things stand."""
        raise NotImplementedError

    def run(self, lane: Lane, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do `work` on a lane; what fails is told in place."""
        self.tasks.run(lane, work, done, self.tell_failed, owner=self)

    def act(self, work: Callable[[], None], told: Words, lane: Lane = Lane.RECORDS) -> None:
        """Do something for the person here, say that it is done, and look again."""
        self.run(lane, work, lambda _: self._acted(told))

    def tell(self, said: Words | None, tone: str = "good") -> None:
        """Say in a line what came of the last act."""
        self._said = said
        restyle(self._told, "tone", tone)
        self._say()

    def tell_failed(self, error: AppError) -> None:
        self.tell(explain(error), "wrong")

    def button(self, name: str, key: str, pressed: Callable[[], object], kind: str = "") -> QPushButton:
        """Return a button of this place, its words by `key`."""
        found = QPushButton(self)
        found.setObjectName(f"{self.name}.{name}")
        found.setProperty("kind", kind)
        found.clicked.connect(pressed)
        self.speech.bind(found.setText, key, found)
        return found

    def line(self, *widgets: QWidget) -> QHBoxLayout:
        """Put widgets side by side, from the left, as the next row of this place."""
        found = QHBoxLayout()
        found.setSpacing(SIZES.step)
        for each in widgets:
            found.addWidget(each)
        found.addStretch(1)
        self.box.addLayout(found)
        return found

    def _acted(self, told: Words) -> None:
        self.tell(told)
        self.refresh()

    def _say(self) -> None:
        self._told.setText(self.speech.say(self._said) if self._said else "")
        self._told.setVisible(self._said is not None)

    def _label(self, role: str, name: str) -> QLabel:
        found = label(self, role, name=f"{self.name}.{name}")
        self.box.addWidget(found)
        return found


def label(parent: QWidget, role: str, *, name: str = "") -> QLabel:
    """Return a plain text label of a role of the theme."""
    found = QLabel(parent)
    found.setProperty("role", role)
    found.setObjectName(name)
    found.setTextFormat(Qt.TextFormat.PlainText)
    return found


def short_number(number: str) -> str:
    """Return the series and serial of a number: office, desk and year are the same in every row."""
    return "/".join(number.split("/")[-2:])


def card(parent: QWidget) -> tuple[QFrame, QVBoxLayout]:
    """Return a card and the column in it."""
    found = QFrame(parent)
    found.setProperty("panel", "card")
    box = QVBoxLayout(found)
    box.setContentsMargins(SIZES.gap, SIZES.gap, SIZES.gap, SIZES.gap)
    box.setSpacing(SIZES.step)
    return found, box


def _table(name: str, rows: QAbstractTableModel, parent: QWidget) -> QTableView:
    found = QTableView(parent)
    found.setObjectName(name)
    found.setModel(rows)
    found.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    found.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    found.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    found.setShowGrid(False)
    found.setAlternatingRowColors(True)
    found.setWordWrap(False)
    found.setTabKeyNavigation(False)
    found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    found.verticalHeader().hide()
    found.verticalHeader().setDefaultSectionSize(SIZES.control)
    found.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    found.horizontalHeader().setHighlightSections(False)
    return found
