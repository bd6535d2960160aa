"""The files and letters at the left: each one line of subject, its age told by a colour and by its days."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.efile.model import Priority, Row
from app.efile.walk import Place
from app.errors import AppError
from app.words import words
from ui.efile.colours import AGES
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import COLOURS, SIZES, font
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

Index = QModelIndex | QPersistentModelIndex
PILES = ("inbox", "sent", "parked", "closed")
ROW_HEIGHT, STRIPE, PAUSE_MS = 54, 5, 150
ROW_ROLE = Qt.ItemDataRole.UserRole


class PileRows(QAbstractListModel):
    """Rows that can be narrowed as one types; ten thousand are narrowed in a blink."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech = speech
        self._all: tuple[tuple[str, Row], ...] = ()
        self._found: tuple[Row, ...] = ()
        self._typed = ""
        self.shown: tuple[Row, ...] = ()

    def put(self, rows: tuple[Row, ...]) -> bool:
        """Take the rows of a pile; return whether anything changed."""
        if rows == tuple(row for _, row in self._all):
            return False
        self._all = tuple((_searched(row), row) for row in rows)
        self._narrow()
        return True

    def narrow(self, typed: str) -> None:
        """Leave only what holds every word that was typed."""
        self._typed, self._found = typed, ()
        self._narrow()

    def add_found(self, rows: tuple[Row, ...]) -> None:
        """Add what the office found elsewhere: in notes, by sound, at other desks."""
        self._found = rows
        self._narrow()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.shown[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.subject
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.subject}, {told_of(self._speech, row)}, {waited(self._speech, row)}"
        return None

    def place_of(self, id: str) -> int:
        """Return where a row stands, -1 where it does not."""
        return next((place for place, row in enumerate(self.shown) if row.id == id), -1)

    def _narrow(self) -> None:
        wanted = self._typed.lower().split()
        held = [row for text, row in self._all if all(word in text for word in wanted)]
        known = {row.id for row in held}
        self.beginResetModel()
        self.shown = (*held, *(row for row in self._found if row.id not in known))
        self.endResetModel()


class RowPainter(QStyledItemDelegate):
    """Two lines a row: the subject, then number, from whom, and for how many days."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech = speech
        self._plain, self._strong, self._small = (
            font(SIZES.body),
            font(SIZES.body, strong=True),
            font(SIZES.label),
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  Qt's name
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW_ROLE)
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, QColor(COLOURS.accent_soft if chosen else COLOURS.surface))
        painter.fillRect(QRect(area.left(), area.top() + 3, STRIPE, area.height() - 6), QColor(AGES[row.age]))
        painter.setPen(QColor(COLOURS.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        self._write(painter, row, area.adjusted(STRIPE + SIZES.step, 5, -SIZES.step, -5))
        painter.restore()

    def _write(self, painter: QPainter, row: Row, area: QRect) -> None:
        half = area.height() // 2 + 2
        painter.setFont(self._strong if row.place is Place.UNOPENED else self._plain)
        painter.setPen(QColor(COLOURS.ink))
        mark = (
            "‼ " if row.priority is Priority.IMMEDIATE else "! " if row.priority is Priority.PRIORITY else ""
        )
        _one_line(
            painter, QRect(area.left(), area.top(), area.width(), half), mark + row.subject.replace("\n", " ")
        )
        below = QRect(area.left(), area.top() + half, area.width(), area.height() - half)
        painter.setFont(self._small)
        painter.setPen(QColor(AGES[row.age]))
        days = waited(self._speech, row)
        wide = painter.fontMetrics().horizontalAdvance(days)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, days)
        painter.setPen(QColor(COLOURS.muted))
        _one_line(painter, below.adjusted(0, 0, -wide - SIZES.step, 0), told_of(self._speech, row))


class PileView(QListView):
    """The list itself; Enter opens what is chosen."""

    opened = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        super().keyPressEvent(event)


class Pile(QWidget):
    """Which pile is looked at, a line to search in, and the rows. To choose one looks at it; Enter opens it."""

    chosen = Signal(object)  # Row, or None where there is none
    opened = Signal(object)  # Row
    failed = Signal(object)  # AppError

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._speech = office, tasks, speech
        self._pile = "inbox"
        self._last: str = ""
        self.rows = PileRows(speech, self)
        self.view, self.search = PileView(self), QLineEdit(self)
        self._told = label(self, "hint", name="efile.pile.told")
        self._told.setWordWrap(True)
        self._chips = {name: self._chip(name) for name in PILES}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look_elsewhere)
        self._dress_view()
        self._lay_out()
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
        self._tasks.run(Lane.RECORDS, asked[pile], partial(self._show, pile), self._fail, owner=self)

    def show_pile(self, name: str) -> None:
        """Look at another pile."""
        self._pile = name
        self._chips[name].setChecked(True)
        self.refresh()

    def look_for(self, typed: str = "") -> None:
        """Put the cursor into the search."""
        self.search.setFocus()
        self.search.selectAll()
        if typed:
            self.search.setText(typed)

    def choose(self, id: str) -> None:
        """Choose a row by its id, if it is here."""
        self._last = id
        place = self.rows.place_of(id)
        if place >= 0:
            self.view.setCurrentIndex(self.rows.index(place))

    def step(self, by: int) -> None:
        """Go to the next row, or the one before."""
        place = self.view.currentIndex().row() + by
        if 0 <= place < self.rows.rowCount():
            self.view.setCurrentIndex(self.rows.index(place))

    def current(self) -> Row | None:
        index = self.view.currentIndex()
        return self.rows.shown[index.row()] if index.isValid() else None

    def selected(self) -> tuple[Row, ...]:
        """Return every row that is marked, from the top."""
        places = sorted(index.row() for index in self.view.selectionModel().selectedIndexes())
        return tuple(self.rows.shown[place] for place in places)

    def _show(self, pile: str, rows: tuple[Row, ...]) -> None:
        """An answer about a pile that was left meanwhile is of no use."""
        if pile == self._pile and self.rows.put(rows):
            self._settle()
        elif pile == self._pile:
            self._say()

    def _settle(self) -> None:
        place = self.rows.place_of(self._last)
        if self.rows.rowCount():
            self.view.setCurrentIndex(self.rows.index(max(0, place)))
        else:
            self.chosen.emit(None)
        self._say()

    def _typed(self, text: str) -> None:
        self.rows.narrow(text)
        self._settle()
        self._pause.start()

    def _look_elsewhere(self) -> None:
        text = self.search.text().strip()
        if text:
            work = partial(self._office.efile.search, text)
            self._tasks.run(Lane.RECORDS, work, partial(self._found, text), self._fail, owner=self)

    def _found(self, text: str, rows: tuple[Row, ...]) -> None:
        if text == self.search.text().strip():
            self.rows.add_found(rows)
            self._settle()

    def _moved(self) -> None:
        row = self.current()
        if row is not None:
            self._last = row.id
            self.chosen.emit(row)

    def _open(self) -> None:
        if row := self.current():
            self.opened.emit(row)

    def _fail(self, error: AppError) -> None:
        self.failed.emit(error)

    def _spoken(self) -> None:
        self._say()
        self.view.viewport().update()

    def _say(self) -> None:
        count = self.rows.rowCount()
        key = "pile-count" if count else "pile-none" if self.search.text() else f"pile-empty-{self._pile}"
        self._told.setText(self._speech.word(f"efile-ui.{key}", count=count))

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
        box.addLayout(chips)
        box.addWidget(self.search)
        box.addWidget(self.view, 1)
        box.addWidget(self._told)


def told_of(speech: Speech, row: Row) -> str:
    """Return the second line of a row: its number, and from or with whom."""
    who = row.sender if row.place in (Place.UNOPENED, Place.AT_DESK) else row.holder
    kind = "" if row.is_file else speech.word("efile-ui.row-letter") + " "
    said = f"{kind}{row.number}"
    if row.asked_back:
        return f"{said} · {speech.word('efile-ui.row-asked-back')}"
    return f"{said} · {speech.say(who.designation)}" if who is not None else said


def waited(speech: Speech, row: Row) -> str:
    """Return for how long a row has waited where it lies, in words."""
    if row.days == 0:
        return speech.word("efile-ui.row-today")
    return speech.word("efile-ui.row-days", days=row.days)


def _searched(row: Row) -> str:
    who = f"{row.sender.designation.hi} {row.sender.designation.en}" if row.sender else ""
    return f"{row.subject} {row.number} {who}".lower()


def _one_line(painter: QPainter, area: QRect, text: str) -> None:
    fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitted)
