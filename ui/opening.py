"""What stands in the window while the records open: a line that takes keys, today's list, or why nothing opens."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.words import explain, words
from ui.field import field
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.counter.model import Row

ALREADY_OPEN = "sync.already-running"
WIDTH = 56 * SIZES.step
ABOVE = SIZES.header + 2 * SIZES.control + 6 * SIZES.step  # header, training, button, search
BELOW = 2 * SIZES.next_action - SIZES.step


class OpeningPage(QWidget):
    """What is typed or chosen here is done once the desk is open."""

    painted = Signal()

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("opening")
        self._speech = speech
        self._problem: AppError | None = None
        self._chosen = ""
        self.text = QLineEdit(self)
        self.again = QPushButton(self)
        self.again.setObjectName("opening.try-again")
        self.again.setProperty("kind", "primary")
        self._title, self._what, self._where, self._saved = (QLabel(self) for _ in range(4))
        self._what.setObjectName("opening.what")
        self._lay_out()
        speech.bind(self.again.setText, "ui.try-again", self.again)
        speech.changed.connect(self._say)
        self.wait()

    def wait(self) -> None:
        """Say that the records are being opened."""
        self._problem = None
        self._say()

    def show_today(self, rows: "Sequence[Row]") -> None:
        """Show today's list where it will stand; an application that is chosen in it is opened with the desk."""
        from ui.counter.rows import RowPainter, Rows

        found, model = QListView(self), Rows(self._speech, self)
        model.put(tuple(rows))
        found.setObjectName("opening.queue")
        found.setUniformItemSizes(True)
        found.setModel(model)
        found.setItemDelegate(RowPainter(self._speech, found))
        found.clicked.connect(self._choose)
        self._line.insertSpacing(0, SIZES.rail)
        self._line.insertWidget(1, self._column(found))

    def _column(self, queue: QWidget) -> QWidget:
        """Put the list where the counter has it, so that nothing jumps once the desk is open."""
        found, name = QWidget(self), QLabel(self)
        found.setFixedWidth(SIZES.queue)
        name.setProperty("role", "label")
        self._speech.bind(name.setText, "counter-ui.queue", name)
        box = QVBoxLayout(found)
        box.setContentsMargins(SIZES.gap, ABOVE, SIZES.step, BELOW)
        box.setSpacing(SIZES.step)
        box.addWidget(name)
        box.addWidget(queue, 1)
        return found

    def explain(self, problem: AppError) -> None:
        """Say what happened, where, and what was saved; offer to try again."""
        self._problem = problem
        self._say()
        self.again.setFocus()

    def typed(self) -> str:
        """Return what was typed meanwhile, once."""
        found = self.text.text().strip()
        self.text.clear()
        return found

    @property
    def chosen(self) -> str:
        """The application that was chosen meanwhile; empty for none."""
        return self._chosen

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        QTimer.singleShot(0, self.painted.emit)

    def _choose(self, index: QModelIndex) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        self._chosen = row.id

    def _say(self) -> None:
        speech, problem = self._speech, self._problem
        self._title.setText(speech.word("ui.not-opened" if problem else "ui.opening"))
        for each in (self._what, self._where, self._saved, self.again):
            each.setVisible(problem is not None)
        self._find.setVisible(problem is None)
        if problem is not None:
            self._what.setText(speech.say(explain(problem)))
            self._where.setVisible(problem.key != ALREADY_OPEN)  # its sentence says where
            self._where.setText(speech.word("ui.not-opened-where", where=problem))
            self._saved.setText(speech.word("ui.not-opened-saved"))

    def _lay_out(self) -> None:
        panel = QFrame(self)
        panel.setProperty("panel", "card")
        panel.setFixedWidth(WIDTH)
        box, column = QVBoxLayout(panel), QVBoxLayout(self)
        self._line = QHBoxLayout()
        box.setContentsMargins(SIZES.margin, SIZES.margin, SIZES.margin, SIZES.margin)
        box.setSpacing(SIZES.gap)
        for each, role in (
            (self._title, "title"),
            (self._what, "error"),
            (self._where, "hint"),
            (self._saved, "hint"),
        ):
            each.setProperty("role", role)
            each.setTextFormat(Qt.TextFormat.PlainText)
            each.setWordWrap(True)
            box.addWidget(each)
        asked = {"label": words("ui.find-label"), "help": words("ui.opening-hint")}
        self._find = field(panel, self._speech, name="opening.text", editor=self.text, **asked)
        box.addWidget(self._find)
        box.addWidget(self.again)
        self._line.addWidget(panel, 1, Qt.AlignmentFlag.AlignCenter)
        column.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        column.addLayout(self._line)
