"""What lies over the correspondence until it is done with: a title, what went wrong, rows of its own, Esc."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from PySide6.QtCore import QDate, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.base.days import office_day
from app.base.words import Words
from app.errors import AppError
from app.words import explain, words
from ui.field import Field, field
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

T = TypeVar("T")
TURNS = frozenset({QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.EnabledChange})
"""What turns a button into one that can be pressed, or not. No widget sends these while it is destroyed."""


class Sheet(QWidget):
    """`left` tells that it was put away; what came of it is told by `done`: a file, a row, or nothing.

    `room` begins the object names and, with `-ui`, the message keys. `asked_as` names the editors of those fields
    that the office calls otherwise.
    """

    room: ClassVar[str] = "efile"
    asked_as: ClassVar[Mapping[str, str]] = {}
    left = Signal()
    done = Signal(object)
    lead_changed = Signal()

    def __init__(
        self, office: "Office", tasks: Tasks, speech: Speech, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{self.room}.{name}")
        self.office, self.tasks, self.speech, self.name = office, tasks, speech, name
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(SIZES.gap, SIZES.step, SIZES.gap, SIZES.step)
        self.box.setSpacing(SIZES.step)
        self._said: Words | None = None
        self._coming: Words | None = None
        self._lead: QPushButton | None = None
        self._asked_fields: dict[str, Field] = {}
        self._lay_head()
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave)
        speech.changed.connect(self._say)

    def leave(self) -> None:
        """Put the sheet away; nothing of it is done."""
        self.tell(None)
        self.left.emit()

    @property
    def lead(self) -> QPushButton | None:
        """The button of the step that is next now, which F9 stands for; None on a sheet that is only read."""
        offered = (each for each in self.findChildren(QPushButton) if each.property("kind") == "primary")
        return next((each for each in offered if self.is_ready(each)), self._lead)

    def step(self) -> None:
        """Take the next step that the sheet offers now; the line that is being typed in comes to its end first."""
        lead = self.lead
        if lead is not None and self.may_step:
            lead.setFocus()
            lead.click()

    @property
    def may_step(self) -> bool:
        """Whether F9 does something here now."""
        lead = self.lead
        return self.isEnabled() and lead is not None and self.is_ready(lead)

    def is_ready(self, button: QPushButton) -> bool:
        """Whether a button of this sheet can be pressed now."""
        return button.isVisibleTo(self) and button.isEnabledTo(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() in TURNS:
            self.lead_changed.emit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self.lead_changed.emit()

    def run(
        self, lane: Lane, work: Callable[[], T], done: Callable[[T], None], meanwhile: Words | None = None
    ) -> None:
        """Do `work` on a lane; meanwhile nothing here can be pressed, and what takes seconds is said."""
        self.forget_problems()
        self.tell(meanwhile, "wait")
        self.setEnabled(False)
        self.tasks.run(lane, work, partial(self._came, done, meanwhile), self.failed, owner=self)

    def wait(self) -> None:
        """Say that what is shown here is coming."""
        self._coming = words("ui.coming")
        self.tell(self._coming, "wait")

    def come(self) -> None:
        """It has come; what was said meanwhile stays."""
        if self._said is self._coming:
            self.tell(None)

    def forget_problems(self) -> None:
        """What was wrong may be right now."""
        self.tell(None)
        for each in self._asked_fields.values():
            each.show_problem(None)

    def failed(self, error: AppError) -> None:
        """Say in place what happened and what to do: of a field that is asked here, under that field alone."""
        self.setEnabled(True)
        asked = str(error.facts.get("field", ""))
        wrong = self._asked_fields.get(self.asked_as.get(asked, asked))
        if wrong is not None and wrong.isVisibleTo(self):
            self.tell(None)
            ask_anew(wrong, explain(error))
        else:
            self.tell(explain(error))

    def tell(self, said: Words | None, tone: str = "wrong") -> None:
        self._said = said
        restyle(self._told, "tone", tone)
        restyle(self._told, "role", "error" if tone == "wrong" else "heading")
        self._say()

    def button(self, name: str, pressed: Callable[[], object], kind: str = "", key: str = "") -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"{self.room}.{self.name}.{name}")
        found.setProperty("kind", kind)
        found.setAutoDefault(False)
        found.clicked.connect(pressed)
        if kind == "primary":
            self._lead = self._lead or found
            found.installEventFilter(self)
        self.speech.bind(found.setText, key or f"{self.room}-ui.{self.name}-{name}", found)
        return found

    def field(self, name: str, editor: QWidget, help: str = "") -> Field:
        """Return the editor with its label; `help` is a message's key."""
        said = words(help) if help else Words("", "")
        label = words(f"{self.room}-ui.{self.name}-{name}")
        self._asked_fields[name] = field(
            self, self.speech, name=f"{self.room}.{self.name}.{name}", label=label, help=said, editor=editor
        )
        return self._asked_fields[name]

    def line(self, *widgets: QWidget) -> None:
        """Put widgets side by side as the next row."""
        self.box.addLayout(beside(*widgets))

    def _came(self, done: Callable[[T], None], is_over: Words | None, found: T) -> None:
        self.setEnabled(True)
        if is_over is not None and self._said is is_over:
            self.tell(None)
        done(found)

    def _say(self) -> None:
        self._told.setText(self.speech.say(self._said) if self._said else "")
        self._told.setVisible(self._said is not None)

    def _lay_head(self) -> None:
        title, self._told = label(self, "title"), label(self, "error", name=f"{self.room}.{self.name}.told")
        self.speech.bind(title.setText, f"{self.room}-ui.{self.name}", title)
        self._told.setWordWrap(True)
        self._told.hide()
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.button("leave", self.leave, "quiet", f"{self.room}-ui.leave"))
        self.box.addLayout(head)
        self.box.addWidget(self._told)


def ask_anew(wrong: Field, said: Words) -> None:
    """Say under a field what is wrong with it, until it is written on, and put the cursor there."""
    wrong.show_problem(said)
    wrong.editor.setFocus()
    wrong.when_mended()


def beside(*widgets: QWidget) -> QHBoxLayout:
    found = QHBoxLayout()
    found.setSpacing(SIZES.step)
    for each in widgets:
        found.addWidget(each)
    found.addStretch(1)
    return found


def abreast(*fields: QWidget, shares: tuple[int, ...] = ()) -> QHBoxLayout:
    """Return fields side by side that share the whole width, evenly where nothing else is said."""
    found = QHBoxLayout()
    found.setSpacing(SIZES.step)
    for each, share in zip(fields, shares or (1,) * len(fields), strict=True):
        found.addWidget(each, share, Qt.AlignmentFlag.AlignTop)
    return found


def facing(shown: QWidget, *asked: QWidget, shares: tuple[int, int] = (5, 3)) -> QHBoxLayout:
    """Return what is read at the left, in the larger half, and what is asked about it at the right."""
    found = QHBoxLayout()
    found.setSpacing(SIZES.gap)
    found.addWidget(shown, shares[0])
    found.addWidget(Scrolled(*asked), shares[1])
    return found


class Scrolled(QScrollArea):
    """Rows that are never squeezed: where they need more height than there is they scroll, the cursor in sight.
    They are never cut at the side either: what stands beside them gives them the width that they need.

    While none of them is to be seen they take no room.
    """

    def __init__(self, *rows: QWidget) -> None:
        super().__init__()
        self._rows = rows
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self._inside, box = QWidget(self), QVBoxLayout()
        self._inside.setLayout(box)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.step)
        for each in rows:
            box.addWidget(each)
            each.installEventFilter(self)
        box.addStretch(1)
        self.setWidget(self._inside)
        program = QApplication.instance()
        if isinstance(program, QApplication):
            program.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.setVisible(any(not each.isHidden() for each in self._rows))
        elif event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        least, bar = self._inside.minimumSizeHint(), self.verticalScrollBar().sizeHint()
        return QSize(least.width() + bar.width(), super().minimumSizeHint().height())

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now)


def today() -> QDate:
    """Return the office's day, whatever time zone this computer believes to be in."""
    day = office_day(datetime.now(UTC))
    return QDate(day.year, day.month, day.day)


def day_editor(days_ahead: int = 0) -> QDateEdit:
    """Return an editor of a day in India's calendar, with a calendar to choose from."""
    found = QDateEdit(today().addDays(days_ahead))
    found.setDisplayFormat("dd-MM-yyyy")
    found.setCalendarPopup(True)
    return found
