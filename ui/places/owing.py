"""Who still owes: the applications behind one line of what is due, opened from there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.days import clock_words
from app.counter.day_model import Due
from app.counter.model import Row
from app.words import words
from ui.places import Listing, label
from ui.theme import SIZES
from ui.words import Speech


class Owing(QWidget):
    """`opened` carries an application's id; `left`: the papers of the day are wanted again."""

    opened = Signal(str)
    left = Signal()

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self._speech = speech
        self._title = label(self, "hint", name="account.owing.title")
        self._title.setWordWrap(True)
        columns = (
            ("ui.column-applicant", lambda row: row.applicant),
            ("ui.column-mobile", lambda row: row.mobile_masked),
            ("ui.column-number", lambda row: row.application_number),
            ("ui.column-service", lambda row: speech.say(row.service)),
            ("ui.column-when", lambda row: clock_words(row.updated_at)),
        )
        self._list = Listing[Row](speech, "account.owing", columns, "ui.account-empty", self, wide=3)
        self._list.activated.connect(self._open)
        away = QShortcut(QKeySequence("Esc"), self)
        away.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        away.activated.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.step)
        column.addWidget(self._title)
        column.addWidget(self._list, 1)
        self.setFocusProxy(self._list)

    def show_rows(self, due: Due, rows: tuple[Row, ...]) -> None:
        """Show who owes what is due, oldest first."""
        told = words("ui.account-owing", what="{what}", count=due.count)
        hi, en = told.hi.format(what=due.what.hi), told.en.format(what=due.what.en)
        self._speech.bind(self._title.setText, type(told)(hi, en), self._title)
        self._list.put(rows, lambda row: row.id)

    def _open(self) -> None:
        if row := self._list.current():
            self.opened.emit(row.id)
