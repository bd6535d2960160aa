"""The token before the PIN: how it stands, which certificate signs, how its PIN stands, and the PIN itself."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.base.words import Words
from app.errors import AppError
from app.ports.signing import Certificate, PinState
from app.words import explain, words
from ui.efile import token_told
from ui.efile.sheet import TURNS
from ui.efile.token_seen import ENROLLABLE, USABLE, Choice, Seen, all_named, look
from ui.efile.token_told import GONE, LOST, NO_PRACTICE
from ui.field import field
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

SHORTEST_NAME = 12  # letters
WATCH_MS = 2_000
"""So often it is asked whether a token that was opened is open still."""


class Unlocking(QWidget):
    """Asks for the PIN once. `opened` tells that the token is open for signing; the PIN is kept nowhere.

    With `shows_first` the PIN is not asked before `ask_for` says that what will be signed stands on the screen.
    """

    opened = Signal()
    seen = Signal(object)  # Seen
    shut = Signal(str)  # the token was lost, or nothing could be looked at: by which error, if any
    picked = Signal(object)  # Choice: a certificate that may sign, or None
    turned = Signal()  # another step is the next one now
    tried = Signal()  # a PIN was given: what was told before is over

    def __init__(
        self,
        office: "Office",
        tasks: Tasks,
        speech: Speech,
        name: str,
        parent: QWidget,
        *,
        enrolling: bool = False,
        shows_first: bool = False,
    ) -> None:
        super().__init__(parent)
        self._office, self._tasks, self._speech, self._name = office, tasks, speech, name
        self._enrolling, self._shows_first = enrolling, shows_first
        self._watch = QTimer(self, singleShot=True, interval=WATCH_MS)
        self._asked_for = ""
        self._choices: tuple[Choice, ...] = ()
        self._seen: Seen | None = None
        self._opened, self._leads, self._is_told = False, False, False
        self._problem: Words | None = None
        self._ready, self._state, self._pin_state = (
            self._label(each) for each in ("ready", "certificate-state", "pin-state")
        )
        self._revocation = self._label("revocation")
        self._certificates = QComboBox(self)
        self._certificates.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )  # a long name asks for no more room than there is beside a text
        self._certificates.setMinimumContentsLength(SHORTEST_NAME)
        self._pin = _pin_editor(self)
        self._sure = QCheckBox(self)
        self._sure.setObjectName(f"{name}.sure")
        self._go, self._again = self._button("unlock", "primary"), self._button("look-again", "")
        self._practise = self._button("practise", "primary")
        self._lay_out()
        self._connect()
        self._say()

    def event(self, event: QEvent) -> bool:
        found = super().event(event)
        if event.type() in TURNS:
            self.turned.emit()
        return found

    def look(self, *, is_told: bool = False) -> None:
        """Look at the token anew; where no PIN can be given then, the cursor stands on looking once more.

        `is_told`: why it is open no more is said elsewhere already.
        """
        self._problem, self._leads, self._is_told = None, True, is_told
        self.let_go()
        self._wait(words("efile-ui.token-looking"))
        self._look_once(self._failed)

    def let_go(self) -> None:
        """The token is locked on purpose now: that is no loss."""
        self._watch.stop()
        self._opened = False

    def show_seen(self, seen: Seen) -> None:
        """Show what was found; a token that is open already needs nothing more."""
        self._seen, self._choices, self._opened = seen, seen.choices, seen.open_already
        self._asked_for = ""
        self.setEnabled(True)
        self._watch_over()
        with QSignalBlocker(self._certificates):
            self._certificates.clear()
            self._certificates.addItems(all_named(seen.choices))
            self._certificates.setCurrentIndex(-1 if self._must_choose() else 0)
        self._certificates.view().setMinimumWidth(self._certificates.view().sizeHintForColumn(0))
        self._sure.setChecked(False)
        if self._problem is None and seen.lost_by and not self._is_told:
            self._problem = words(seen.lost_by)
        if self._problem in LOST and not seen.choices:
            self._problem = None  # there is no PIN to give: what is missing is said instead
        self._say()
        self.seen.emit(seen)
        if seen.open_already:
            self.opened.emit()
        else:
            self._lead_on()
            self._pick()

    def _lead_on(self) -> None:
        """What was shut while it was looked at has lost the cursor."""
        if self._leads and self.isVisible():
            (self._certificates if self._must_choose() else self._again).setFocus()
        self._leads = False

    def ask_for(self, certificate: Certificate) -> None:
        """Ask for the PIN of this certificate: what it will sign stands on the screen."""
        self._asked_for = certificate.sha256
        self._say()
        if self._may_ask():
            self._pin.setFocus()

    @property
    def is_open(self) -> bool:
        """Whether the PIN was taken since the token was looked at."""
        return self._opened

    @property
    def choice(self) -> Choice | None:
        place = self._certificates.currentIndex()
        return self._choices[place] if 0 <= place < len(self._choices) else None

    def unlock(self) -> None:
        """Try the PIN as typed, once; it is gone from the screen before it is tried."""
        choice, pin = self.choice, self._pin.text()
        self._pin.clear()
        if choice is None or not self._may_try():
            return
        self._problem = None
        self.tried.emit()
        self._wait(words("efile-ui.token-unlocking"))
        signing = self._office.efile.signing
        work = partial(signing.unlock, choice.token, choice.certificate, pin, enrolling=self._enrolling)
        self._tasks.run(Lane.SIGNING, work, self._unlocked, self._failed, owner=self)

    def practise(self) -> None:
        """In training: make a token to practise with, then look at it."""
        self._wait(words("efile-ui.practice-making"))
        work = self._office.efile.signing.practise
        self._tasks.run(Lane.SIGNING, work, lambda _: self.look(), self._looked_in_vain, owner=self)

    def forget(self) -> None:
        """Take away what was typed, and what was asked."""
        self._asked_for = ""
        self._pin.clear()
        self._sure.setChecked(False)

    def _pick(self) -> None:
        """Another certificate signs another text: it is shown before a PIN is asked."""
        self._asked_for = ""
        self._say()
        choice = self.choice
        self.picked.emit(choice if self._is_usable() else None)
        if self._may_ask():
            self._pin.setFocus()

    def _unlocked(self, _nothing: None) -> None:
        self._opened = True
        self.setEnabled(True)
        self._watch_over()
        self._say()
        self.opened.emit()

    def _watch_over(self) -> None:
        """While a token is open its process may die, with nobody asking for a signature."""
        if self._opened:
            self._watch.start()
        else:
            self._watch.stop()

    def _ask_whether_open(self) -> None:
        signing = self._office.efile.signing

        def ask() -> tuple[Certificate | None, str]:
            return signing.unlocked, signing.lost_by

        self._tasks.run(Lane.SIGNING, ask, self._found_open, self._failed, owner=self)

    def _found_open(self, found: tuple[Certificate | None, str]) -> None:
        """A token that is lost is told, and looked for again by itself, once."""
        certificate, lost_by = found
        if not self._opened or certificate is not None:
            self._watch_over()
            return
        self._opened = False
        self._problem = words(lost_by) if lost_by else GONE
        self._wait(self._problem)
        self.shut.emit("")
        self._look_once(self._looked_in_vain)

    def _failed(self, error: AppError) -> None:
        """After a failure the token is looked at again: its PIN may stand otherwise now."""
        self._problem = explain(error)
        self.setEnabled(True)
        if self._seen is None or self._seen.open_already:
            self._say()
            self.shut.emit(error.key)
            return
        self._look_once(self._looked_in_vain)

    def _look_once(self, failed: Callable[[AppError], None]) -> None:
        self._tasks.run(Lane.SIGNING, partial(look, self._office), self.show_seen, failed, owner=self)

    def _looked_in_vain(self, error: AppError) -> None:
        self._problem, self._seen, self._choices = explain(error), None, ()
        self._certificates.clear()
        self.setEnabled(True)
        self._say()
        self._lead_on()
        self.shut.emit(error.key)

    def _may_ask(self) -> bool:
        choice = self.choice
        stands = not self._shows_first or (
            choice is not None and choice.certificate.sha256 == self._asked_for
        )
        return stands and self._is_usable()

    def _is_usable(self) -> bool:
        choice = self.choice
        usable = ENROLLABLE if self._enrolling else USABLE
        return choice is not None and choice.state in usable and choice.token.pin is not PinState.LOCKED

    def _must_choose(self) -> bool:
        """Of several certificates that may be enrolled a person says which: the program does not guess."""
        fit = (each for each in self._choices if each.state in ENROLLABLE)
        return self._enrolling and len(tuple(fit)) > 1

    def _may_try(self) -> bool:
        """A final try needs a second word: a wrong PIN would lock the token."""
        choice = self.choice
        sure = self._sure.isChecked() or choice is None or choice.token.pin is not PinState.FINAL_TRY
        return self._may_ask() and sure

    def _wait(self, said: Words) -> None:
        self.setEnabled(False)
        _tell(self._ready, self._speech.say(said), "wait")

    def _say(self) -> None:
        self._say_ready()
        choice, asks = self.choice, self._may_ask() and not self._opened
        self._certificates_field.setVisible(bool(self._choices))
        self._certificates.setToolTip(self._certificates.currentText())
        for each in (self._state, self._pin_state, self._revocation):
            each.setVisible(choice is not None)
        self._pin_field.setVisible(asks)
        final = asks and choice is not None and choice.token.pin is PinState.FINAL_TRY
        self._sure.setVisible(final)
        self._practise.setVisible(self._problem == NO_PRACTICE)
        self._go.setVisible(asks)
        self._go.setEnabled(self._may_try())
        self._pin.setEnabled(self._may_try())
        if choice is not None:
            self._say_choice(choice)
            self._pin_state.setHidden(self._opened)  # a right PIN gives every try back
            for each in (self._state, self._revocation):
                each.setVisible(choice.token.pin is not PinState.LOCKED)
        self.turned.emit()

    def _say_ready(self) -> None:
        told, seen = token_told.NOTHING, self._seen
        if self._problem is not None:
            told = token_told.problem_told(self._speech, self._problem)
        elif seen is not None:
            must_choose = self._must_choose() and self.choice is None
            is_plain = self._enrolling or not self._is_usable()
            told = token_told.found_told(self._speech, seen, must_choose=must_choose, is_plain=is_plain)
        _tell(self._ready, *told)

    def _say_choice(self, choice: Choice) -> None:
        speech = self._speech
        _tell(self._state, *token_told.state_told(speech, choice, enrolling=self._enrolling))
        _tell(self._pin_state, *token_told.pin_told(speech, choice))
        _tell(self._revocation, *token_told.revocation_told(speech, choice))

    def _label(self, name: str) -> QLabel:
        found = label(self, "hint", name=f"{self._name}.{name}")
        found.setWordWrap(True)
        return found

    def _button(self, name: str, kind: str) -> QPushButton:
        found = QPushButton(self)
        found.setObjectName(f"{self._name}.{name}")
        found.setProperty("kind", kind)
        found.setAutoDefault(False)
        self._speech.bind(found.setText, f"efile-ui.{name}", found)
        return found

    def _connect(self) -> None:
        self._certificates.currentIndexChanged.connect(self._pick)
        self._sure.toggled.connect(self._say)
        self._go.clicked.connect(self.unlock)
        self._again.clicked.connect(self.look)
        self._practise.clicked.connect(self.practise)
        self._watch.timeout.connect(self._ask_whether_open)
        self._pin.returnPressed.connect(self.unlock)
        self._speech.changed.connect(self._say)

    def _lay_out(self) -> None:
        speech = self._speech
        none = Words("", "")
        self._certificates_field = field(
            self,
            speech,
            name=f"{self._name}.certificate",
            label=words("efile-ui.certificate"),
            help=none,
            editor=self._certificates,
        )
        self._pin_field = field(
            self,
            speech,
            name=f"{self._name}.pin",
            label=words("efile-ui.pin"),
            help=words("efile-ui.pin-help"),
            editor=self._pin,
        )
        speech.bind(self._sure.setText, "efile-ui.pin-sure", self._sure)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.step)
        for each in (
            self._ready,
            self._certificates_field,
            self._state,
            self._revocation,
            self._pin_state,
            self._sure,
            self._pin_field,
            self._practise,
            self._go,
            self._again,
        ):
            box.addWidget(each)


def _pin_editor(parent: QWidget) -> QLineEdit:
    """Return a line that shows nothing of what is typed, not even how much, and teaches no keyboard a word."""
    found = QLineEdit(parent, echoMode=QLineEdit.EchoMode.NoEcho)
    found.setInputMethodHints(
        Qt.InputMethodHint.ImhHiddenText
        | Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
        | Qt.InputMethodHint.ImhNoAutoUppercase
    )
    found.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    return found


def _tell(widget: QLabel, said: str, tone: str) -> None:
    """State is told by words; the colour only helps."""
    widget.setText(said)
    widget.setVisible(bool(said))
    restyle(widget, "role", "heading" if tone else "hint")
    restyle(widget, "tone", tone)
