"""What stands above and below the work: where and who, the language, how centre and printer are, what still waits."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.accounts.model import Acting
from app.base.days import clock_words
from app.base.words import Language
from app.counter.model import Counts
from app.errors import AppError
from app.sync.model import ClockState, SyncStatus
from app.words import explain
from ui.devices import printer_words
from ui.icons import icon
from ui.places import label
from ui.theme import COLOURS, SIZES, restyle
from ui.words import Speech

TONES = {"good": COLOURS.good, "wait": COLOURS.wait, "wrong": COLOURS.wrong}
CLOCK_LENGTH = len("14:05")


class Header(QFrame):
    """Chips are buttons: they open the doctor's place; where papers wait for a hand, that of the printing."""

    doctor_asked = Signal()
    printing_asked = Signal()
    lock_asked = Signal()
    _printer_asked = Signal()
    keys_asked = Signal()

    def __init__(self, speech: Speech, printer: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("panel", "header")
        self.setFixedHeight(SIZES.header)
        self._speech, self._printer = speech, printer
        self._acting: Acting | None = None
        self._status: SyncStatus | None = None
        self._counts: Counts | None = None
        self._office, self._person = label(self, "heading", name="header.office"), label(self, "hint")
        self._clock = self._chip("clock", self.doctor_asked)
        self._centre = self._chip("centre", self.doctor_asked)
        self._paper = self._chip("printer", self._printer_asked)
        self._keys = self._chip("keys", self.keys_asked)
        self._languages = {each: self._language(each) for each in Language}
        self._lock = QPushButton(self)
        self._lock.setObjectName("header.lock")
        self._lock.setProperty("kind", "quiet")
        self._lock.setIcon(icon("lock", COLOURS.accent))
        self._lock.clicked.connect(self.lock_asked)
        speech.bind(self._lock.setText, "ui.lock", self._lock)
        speech.bind(self._lock.setToolTip, "ui.lock-hint", self._lock)
        self._lay_out()
        self._printer_asked.connect(self._ask_printer)
        speech.changed.connect(self._say)
        self._say()

    def seat(self, acting: Acting) -> None:
        """Say who works here now."""
        self._acting = acting
        self._say()

    def show_state(self, status: SyncStatus, counts: Counts) -> None:
        """Say how the line and the printer stand."""
        self._status, self._counts = status, counts
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        self._fit()

    def _fit(self) -> None:
        """Say all of it; where there is little room, less of what can be read elsewhere too."""
        if self._acting is None:
            return
        word, say, acting = self._speech.word, self._speech.say, self._acting
        person, office = say(acting.person.name), say(acting.office.name)
        self._keys.setText(f"F1  {word('ui.keys')}")
        self._person.setText(f"{person}, {say(acting.post.designation)}")
        self._office.setText(f"{office}  {acting.office.code}")
        for part, less in ((self._keys, "F1"), (self._person, person), (self._office, office)):
            if self._line.minimumSize().width() <= self.width():
                return
            part.setText(less)

    def _say(self) -> None:
        speech = self._speech
        if self._acting is not None:
            self._office.setToolTip(f"{speech.say(self._acting.office.name)}  {self._acting.office.code}")
        for language, button in self._languages.items():
            button.setChecked(language is speech.language)
        self._centre.setToolTip(speech.word("ui.centre-chip-hint"))
        self._say_centre()
        self._say_printer()
        self._fit()

    def _say_centre(self) -> None:
        status = self._status
        if status is None:
            _dress(self._centre, self._speech.word("ui.centre-unknown"), "wait")
        elif status.online:
            _dress(self._centre, self._speech.word("ui.centre-online"), "good")
        else:
            _dress(self._centre, self._speech.word("ui.centre-offline"), "wait")
            if status.cause:
                self._centre.setToolTip(self._speech.say(explain(status.cause)))
        wrong = status is not None and status.clock is not ClockState.OK
        self._clock.setVisible(wrong)
        if status is not None and wrong:
            tone = "wrong" if status.clock is ClockState.HOLD else "wait"
            _dress(self._clock, self._speech.word(f"ui.clock-{status.clock.value}"), tone)

    def _ask_printer(self) -> None:
        """Papers that wait are seen to first; else whether the printer is well."""
        (self.printing_asked if self._jobs else self.doctor_asked).emit()

    @property
    def _jobs(self) -> int:
        return self._counts.jobs if self._counts else 0

    def _say_printer(self) -> None:
        jobs = self._jobs
        hint = "ui.printer-chip-hint" if jobs else "ui.centre-chip-hint"
        self._paper.setToolTip(self._speech.word(hint))
        key = "ui.printer-hand" if jobs else "ui.printer-well"
        said = self._speech.word(key, printer=printer_words(self._speech, self._printer()), count=jobs)
        _dress(self._paper, said.replace("&", "&&"), "wait" if jobs else "good")

    def _chip(self, name: str, asked: SignalInstance) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"header.{name}")
        found.setProperty("kind", "chip")
        found.setIconSize(QSize(16, 16))
        found.clicked.connect(asked)
        return found

    def _language(self, language: Language) -> QPushButton:
        found = QPushButton("हिन्दी" if language is Language.HINDI else "English", self)
        found.setObjectName("header.hindi" if language is Language.HINDI else "header.english")
        found.setProperty("kind", "chip")
        found.setCheckable(True)
        found.clicked.connect(lambda: self._speak(language))
        return found

    def _speak(self, language: Language) -> None:
        self._speech.speak(language)
        self._say()

    def _lay_out(self) -> None:
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(SIZES.gap, 0, SIZES.gap, 0)
        line.setSpacing(SIZES.step)
        line.addWidget(self._office)
        line.addSpacing(SIZES.step)
        line.addWidget(self._person)
        line.addStretch(1)
        for each in (
            self._clock,
            self._centre,
            self._paper,
            self._keys,
            *self._languages.values(),
            self._lock,
        ):
            line.addWidget(each)


class TrainingBand(QFrame):
    """Says on every screen that all of this is practice."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("panel", "band")
        self.setObjectName("training-band")
        line, said = QHBoxLayout(self), QLabel(self)
        line.setContentsMargins(SIZES.gap, 2, SIZES.gap, 2)
        line.addWidget(said)
        speech.bind(said.setText, "ui.training-band", self)


class StatusLine(QFrame):
    """What still has to reach the centre, and when it is tried again."""

    def __init__(self, speech: Speech, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("panel", "status")
        self._speech = speech
        self._status: SyncStatus | None = None
        self._problem: AppError | None = None
        self._counted = True  # what was counted last still holds
        self._said, self._when = label(self, "hint", name="status.outbox"), label(self, "hint")
        line = QHBoxLayout(self)
        line.setContentsMargins(SIZES.gap, SIZES.step // 2, SIZES.gap, SIZES.step // 2)
        line.addWidget(self._said)
        line.addStretch(1)
        line.addWidget(self._when)
        speech.changed.connect(self._say)

    def show_status(self, status: SyncStatus) -> None:
        self._status, self._problem, self._counted = status, None, True
        self._say()

    def unsettle(self) -> None:
        """Something was written: until it is counted nobody is told that all has arrived."""
        self._counted = False
        self._say()

    def show_problem(self, problem: AppError) -> None:
        """Say what kept the desk from telling how things stand."""
        self._problem = problem
        self._say()

    def _say(self) -> None:
        restyle(self._said, "role", "error" if self._problem else "hint")
        if self._problem is not None:
            self._said.setText(self._speech.say(explain(self._problem)))
        elif self._status is not None:
            self._say_status(self._status)

    def _say_status(self, status: SyncStatus) -> None:
        word, said = self._speech.word, []
        if status.uploads and status.waiting:
            said.append(word("ui.status-waiting", waiting=status.waiting, uploads=status.uploads))
        elif status.uploads:
            said.append(word("ui.status-waiting-papers", uploads=status.uploads))
        elif status.waiting:
            said.append(word("ui.status-waiting-work", waiting=status.waiting))
        if status.set_aside:
            said.append(word("ui.status-refused", count=status.set_aside))
        self._said.setText(
            "  ·  ".join(said) or word("ui.status-empty" if self._counted else "ui.status-counting")
        )
        self._when.setText(self._moments(status))

    def _moments(self, status: SyncStatus) -> str:
        said = []
        if status.last_ok:
            said.append(self._speech.word("ui.status-last", at=clock_words(status.last_ok)))
        if status.next_try and not status.idle:
            said.append(self._speech.word("ui.status-next", at=clock_words(status.next_try)[-CLOCK_LENGTH:]))
        return "  ·  ".join(said)


def _dress(chip: QPushButton, said: str, tone: str) -> None:
    """State is told by a word and a drawing, never by the colour alone."""
    chip.setText(said)
    chip.setIcon(icon(tone, TONES[tone]))
    chip.setAccessibleName(said)
    restyle(chip, "tone", tone)
