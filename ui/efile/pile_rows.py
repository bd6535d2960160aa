"""The rows of a pile: what they hold, how they are narrowed as one types, and how one is painted in three lines."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.efile.model import Classification, Priority, Relation, Row
from app.efile.walk import Place
from ui.efile.colours import AGES
from ui.efile.heard import pattern, sounds
from ui.theme import COLOURS, SIZES, font
from ui.words import Speech

Index = QModelIndex | QPersistentModelIndex
Searchable = tuple[str, str, Row]
"""The text that is searched in a row, how it sounds, and the row."""

ROW_HEIGHT, STRIPE, SMALL_LINE = 70, 5, 18
ROW_ROLE = Qt.ItemDataRole.UserRole
INBOX, FILES, LETTERS, IN_FOLDER = "inbox", "files", "letters", "folder:"
"""What of a pile is shown: all that lies in no folder, the files or the letters of it, or one folder."""


class PileRows(QAbstractListModel):
    """Rows that can be narrowed as one types; ten thousand are narrowed in a blink."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech = speech
        self._all: tuple[Searchable, ...] = ()
        self._found: tuple[Row, ...] = ()
        self._typed, self._part = "", INBOX
        self.shown: tuple[Row, ...] = ()

    def put(self, rows: tuple[Searchable, ...]) -> bool:
        """Take the rows of a pile; return whether anything changed."""
        if rows == self._all:
            return False
        self._all = rows
        self._narrow()
        return True

    def show_part(self, part: str) -> None:
        """Show a part of the pile: what is in no folder, files or letters of it alone, or one folder."""
        self._part = part
        self._narrow()

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
        if role == Qt.ItemDataRole.DisplayRole:
            return row.subject
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{row.subject}, {told_of(self._speech, row)}, {waited(self._speech, row)}"
        return None

    def place_of(self, id: str) -> int:
        """Return where a row stands, -1 where it does not."""
        return next((place for place, row in enumerate(self.shown) if row.id == id), -1)

    def _narrow(self) -> None:
        wanted = self._typed.lower().split()
        parted = (row for _, _, row in self._all if _is_part(row, self._part))
        held = self._held(wanted) if wanted else list(parted)
        known = {row.id for row in held}
        self.beginResetModel()
        self.shown = (*held, *(row for row in self._found if row.id not in known))
        self.endResetModel()

    def _held(self, wanted: list[str]) -> list[Row]:
        """Return the rows in which every typed word stands, or sounds."""
        heard = [said for _, said, _ in self._all]
        asked = [(word, pattern(word, heard)) for word in wanted]
        return [
            row
            for text, said, row in self._all
            if all(word in text or (like and like in said) for word, like in asked)
        ]


class RowPainter(QStyledItemDelegate):
    """Three lines a row: the subject; its number, whole; from whom, and for how many days."""

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
        at_number, at_last = area.bottom() + 1 - 2 * SMALL_LINE, area.bottom() + 1 - SMALL_LINE
        painter.setFont(self._strong if row.place is Place.UNOPENED else self._plain)
        painter.setPen(QColor(COLOURS.ink))
        mark = (
            "‼ " if row.priority is Priority.IMMEDIATE else "! " if row.priority is Priority.PRIORITY else ""
        )
        above = QRect(area.left(), area.top(), area.width(), at_number - area.top())
        _one_line(painter, above, mark + row.subject.replace("\n", " "))
        painter.setFont(self._small)
        painter.setPen(QColor(COLOURS.muted))
        number = QRect(area.left(), at_number, area.width(), SMALL_LINE)
        _one_line(painter, number, numbered(self._speech, row), Qt.TextElideMode.ElideMiddle)
        self._write_last(painter, row, QRect(area.left(), at_last, area.width(), SMALL_LINE))

    def _write_last(self, painter: QPainter, row: Row, area: QRect) -> None:
        painter.setPen(QColor(AGES[row.age]))
        days = waited(self._speech, row)
        wide = painter.fontMetrics().horizontalAdvance(days)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, days)
        painter.setPen(QColor(COLOURS.muted))
        _one_line(painter, area.adjusted(0, 0, -wide - SIZES.step, 0), beside(self._speech, row))


def searchable(rows: tuple[Row, ...]) -> tuple[Searchable, ...]:
    """Put with each row the text that is searched; ten thousand take longer than a key may, so on a lane."""
    return tuple((text := _searched(row), sounds(text), row) for row in rows)


def told_of(speech: Speech, row: Row) -> str:
    """Return what is said of a row under its subject, in one line."""
    return " · ".join(filter(None, (numbered(speech, row), beside(speech, row))))


def numbered(speech: Speech, row: Row) -> str:
    return row.number if row.is_file else f"{speech.word('efile-ui.row-letter')} {row.number}"


def beside(speech: Speech, row: Row) -> str:
    """Return the last line of a row: what is special about it, from whom, with whom, or to whom."""
    who = row.to or (row.sender if row.mine else row.holder)
    parts = [
        speech.word("efile-ui.row-leaving") if row.place is Place.LEAVING else "",
        *_marks(speech, row),
        speech.say(who.designation) if who is not None else "",
    ]
    return " · ".join(part for part in parts if part)


def waited(speech: Speech, row: Row) -> str:
    """Return for how long a row has waited where it lies, in words."""
    if row.days == 0:
        return speech.word("efile-ui.row-today")
    return speech.word("efile-ui.row-day" if row.days == 1 else "efile-ui.row-days", days=row.days)


def _marks(speech: Speech, row: Row) -> list[str]:
    found = []
    if row.relation is not Relation.MAIN:
        found.append(speech.word(f"efile-ui.relation-{row.relation.value}"))
    if row.classification is not Classification.NORMAL:
        found.append(speech.word(f"efile-ui.class-{row.classification.value}"))
    if row.asked_back:
        found.append(speech.word("efile-ui.row-asked-back"))
    if row.noting_by is not None:
        mine = speech.word("efile-ui.row-noting-mine")
        by = speech.say(row.noting_by)
        found.append(mine if row.noting_mine else speech.word("efile-ui.row-noting-other", who=by))
    return found


def _is_part(row: Row, part: str) -> bool:
    if part.startswith(IN_FOLDER):
        return row.folder == part.removeprefix(IN_FOLDER)
    return not row.folder and (part == INBOX or row.is_file == (part == FILES))


def _searched(row: Row) -> str:
    who = f"{row.sender.designation.hi} {row.sender.designation.en}" if row.sender else ""
    return f"{row.subject} {row.number} {who}".lower()


def _one_line(
    painter: QPainter, area: QRect, text: str, cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight
) -> None:
    fitted = painter.fontMetrics().elidedText(text, cut, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitted)
