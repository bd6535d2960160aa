"""What this desk can reach, part by part, and what to do about each part that is ill."""

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.accounts.model import may
from app.errors import AppError
from ui.devices import printer_words
from ui.icons import icon
from ui.places import Place, card, label
from ui.tasks import Lane, Tasks
from ui.theme import COLOURS, SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Finding, Office

AGAIN_SECONDS = 60
"""So long what was found stands: to look goes through all records and asks every printer."""
LEADS = {"centre": "outbox", "printer": "printing"}
"""The place where a part is looked after."""
TITLE_WIDTH = 26 * SIZES.step
Found = tuple["Finding", ...]


class DoctorPlace(Place):
    """Looks when it is visited, not while nobody is here."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "doctor", parent)
        self._looked = 0.0
        self._found: Found | None = None
        self._again = self.button("again", "ui.doctor-again", self.examine, "primary")
        self._inside = QWidget(self)
        self._inside.setProperty("panel", "canvas")
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(SIZES.step)
        self._lines.setAlignment(Qt.AlignmentFlag.AlignTop)
        scrolled = QScrollArea(self)
        scrolled.setWidget(self._inside)
        scrolled.setWidgetResizable(True)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.line(self._again)
        self.box.addWidget(scrolled, 1)
        self.setFocusProxy(self._again)
        speech.changed.connect(self._say_all)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Whoever comes here wants to know how things stand now."""
        super().showEvent(event)
        self._looked = 0.0

    def refresh(self) -> None:
        if time.monotonic() - self._looked > AGAIN_SECONDS:
            self.examine()

    def examine(self) -> None:
        """Look at every part now."""
        self._looked = time.monotonic()
        self._again.setEnabled(False)
        self._again.setText(self.speech.word("ui.working"))
        self.run(Lane.CENTRE, self._examined, self._show)

    def _examined(self) -> Found:
        """Look at every part; whoever signs no files has no use for what finds a token."""
        acting = self.office.people.acting
        signs = acting is not None and may(acting.post.roles, "file.sent")
        return tuple(each for each in self.office.doctor() if signs or each.part != "card-hint")

    def tell_failed(self, error: AppError) -> None:
        self._rested()
        super().tell_failed(error)

    def _show(self, found: Found) -> None:
        self._rested()
        self.tell(None)
        self._found = found
        self._say_all()

    def _rested(self) -> None:
        self._again.setEnabled(True)
        self._again.setText(self.speech.word("ui.doctor-again"))

    def _say_all(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if self._found is None:
            return
        for each in sorted(self._found, key=lambda finding: finding.well):
            self._lines.addWidget(self._line(each))

    def _line(self, finding: "Finding") -> QFrame:
        part, _, name = finding.part.partition(" ")
        called = self.speech.word(f"ui.doctor-{part}")
        title = f"{called}: {printer_words(self.speech, name)}" if name else called
        ready = bool(name) and finding.well  # the title names the printer already
        said = self.speech.word("ui.doctor-ready") if ready else self.speech.say(finding.words)
        return self._part(part, title, said, well=finding.well, name=name)

    def _part(self, part: str, title: str, said: str, *, well: bool, name: str = "") -> QFrame:
        """Return a part's card: sign, title, what was found; where it is ill, what to do and the way there."""
        found, box = card(self._inside)
        found.setObjectName(f"doctor.{part}{'.' if name else ''}{name}")
        found.setProperty("tone", "" if well else "wrong")
        box.setContentsMargins(SIZES.gap, SIZES.step, SIZES.gap, SIZES.step)
        row = QHBoxLayout()
        row.setSpacing(SIZES.step)
        heading, words = label(found, "heading"), label(found, "")
        heading.setText(title)
        heading.setFixedWidth(TITLE_WIDTH)
        heading.setWordWrap(True)
        words.setText(said)
        words.setWordWrap(True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._sign(found, well=well))
        row.addWidget(heading)
        row.addWidget(words, 1)
        box.addLayout(row)
        if not well:
            box.addWidget(self._remedy(found, part))
            if part in LEADS:
                row.addWidget(self._way(found, part))
        return found

    def _sign(self, parent: QWidget, *, well: bool) -> QLabel:
        """State is told by a drawing that has a name, never by the colour alone."""
        found = QLabel(parent)
        drawn = icon("good", COLOURS.good) if well else icon("wrong", COLOURS.wrong)
        found.setPixmap(drawn.pixmap(QSize(SIZES.icon, SIZES.icon)))
        found.setAccessibleName(self.speech.word("ui.doctor-well" if well else "ui.doctor-ill"))
        return found

    def _remedy(self, parent: QWidget, part: str) -> QLabel:
        found = label(parent, "hint", name=f"doctor.{part}.do")
        found.setWordWrap(True)
        found.setText(f"→ {self.speech.word(f'ui.doctor-do-{part}')}")
        return found

    def _way(self, parent: QWidget, part: str) -> QPushButton:
        found = QPushButton(self.speech.word(f"ui.rail-{LEADS[part]}"), parent)
        found.setObjectName(f"doctor.{part}.go")
        found.setProperty("kind", "quiet")
        found.clicked.connect(partial(self.place_asked.emit, LEADS[part]))
        return found
