"""The token before the PIN: how it stands, which certificate signs, how its PIN stands, and the PIN itself."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget

from app.base.words import Words
from app.errors import AppError
from app.ports.signing import Certificate, PinState
from app.words import explain, words
from ui.efile import token_told
from ui.efile.pin_line import ENDS, PinLine, types
from ui.efile.sheet import TURNS
from ui.efile.short_combo import ShortCombo
from ui.efile.token_seen import ENROLLABLE, Choice, Seen, all_named, look
from ui.efile.token_told import GONE, LOST, NO_PRACTICE
from ui.field import Field, field
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
    While nothing is asked the cursor stands here, and what is typed ahead goes nowhere.
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
        self._busy, self._is_untold = False, False  # a try whose answer nobody could read yet
        self._problem: Words | None = None
        self.elsewhere: QPushButton | None = None  # beside this: the next step for what was seen
        self._ready, self._state, self._pin_state = (
            self._label(each) for each in ("ready", "certificate-state", "pin-state")
        )
        self._revocation = self._label("revocation")
        self._certificates = ShortCombo(self)
        self._certificates.setMinimumContentsLength(SHORTEST_NAME)
        self._pin = PinLine(self)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter presses the button that has the cursor, unless it ends a PIN that nobody asked for yet."""
        at = QApplication.focusWidget()
        if event.key() in ENDS and isinstance(at, QPushButton) and not self._pin.is_ahead:
            at.click()
        elif types(event):
            self._pin.skip(event)
        else:
            super().keyPressEvent(event)

    def look(self, *, is_told: bool = False) -> None:
        """Look at the token anew; where no PIN can be given then, the cursor stands on looking once more.

        `is_told`: why it is open no more is said elsewhere already.
        """
        self._problem, self.elsewhere = self._problem if self._is_untold else None, None
        self._leads, self._is_told, self._is_untold = True, is_told, False
        self.let_go()
        self._hold_keys()
        self._wait(words("efile-ui.token-looking"))
        self._look_once(self._failed)

    def let_go(self) -> None:
        """The token is locked on purpose now: that is no loss."""
        self._watch.stop()
        self._opened = False

    def show_seen(self, seen: Seen) -> None:
        """Show what was found; a token that is open already needs nothing more."""
        self._seen, self._choices, self._opened = seen, seen.choices, seen.open_already
        self._asked_for, self._busy = "", False
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
            (self._certificates if self._must_choose() else self.elsewhere or self._again).setFocus()
        self._leads = False

    def ask_for(self, certificate: Certificate) -> None:
        """Ask for the PIN of this certificate: what it will sign stands on the screen."""
        self._asked_for = certificate.sha256
        self._ask()

    @property
    def is_open(self) -> bool:
        """Whether the PIN was taken since the token was looked at."""
        return self._opened

    @property
    def choice(self) -> Choice | None:
        place = self._certificates.currentIndex()
        return self._choices[place] if 0 <= place < len(self._choices) else None

    def unlock(self) -> None:
        """Try the PIN as typed, once; it is gone from the screen before it is tried. Without one nothing is tried."""
        choice, pin = self.choice, self._pin.take()
        if choice is None or not self._may_try():
            return
        if self._pin.is_ahead or not (pin or choice.token.has_pin_pad):
            self._pin.setFocus()
            return
        self._problem = None
        self.tried.emit()
        self._hold_keys()
        self._wait(words("efile-ui.token-unlocking"))
        signing = self._office.efile.signing
        work = partial(signing.unlock, choice.token, choice.certificate, pin, enrolling=self._enrolling)
        self._tasks.run(Lane.SIGNING, work, self._unlocked, self._refused, owner=self)

    def practise(self) -> None:
        """In training: make a token to practise with, then look at it."""
        self._wait(words("efile-ui.practice-making"))
        work = self._office.efile.signing.practise
        self._tasks.run(Lane.SIGNING, work, lambda _: self.look(), self._looked_in_vain, owner=self)

    def _hold_keys(self) -> None:
        """Whoever asked for this may type the PIN already: nothing of it goes where it would be read."""
        self._pin_field.show_doubt(None)
        self.setFocus()

    def forget(self) -> None:
        """Take away what was typed, and what was asked."""
        self._asked_for = ""
        self._pin.drop()
        self._sure.setChecked(False)

    def _pick(self) -> None:
        """Another certificate signs another text: it is shown before a PIN is asked."""
        self._asked_for = ""
        self._say()
        choice = self.choice
        self.picked.emit(choice if self._is_usable() else None)
        if not self._shows_first:
            self._ask()

    def _ask(self) -> None:
        """Ask for a PIN, and put the cursor there; after an answer nothing is taken before it can have been read."""
        self._say()
        if self._may_ask():
            self._pin.ask(unread=self._problem is not None)
            (self._pin if self._pin.isEnabled() else self._sure).setFocus()

    def _unlocked(self, _nothing: None) -> None:
        self._opened, self._busy = True, False
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

    def _refused(self, error: AppError) -> None:
        """A sheet that was put away meanwhile tells the answer when it is begun again."""
        self._is_untold = not self.isVisible()
        self._pin_field.show_doubt(None)  # this PIN was taken whole, and is what is wrong
        self._failed(error)

    def _failed(self, error: AppError) -> None:
        """After a failure the token is looked at again: its PIN may stand otherwise now."""
        self._problem = explain(error)
        if self._seen is None or self._seen.open_already:
            self._busy = False
            self._say()
            self.shut.emit(error.key)
            return
        self._say_ready()
        self._look_once(self._looked_in_vain)

    def _look_once(self, failed: Callable[[AppError], None]) -> None:
        self._tasks.run(Lane.SIGNING, partial(look, self._office), self.show_seen, failed, owner=self)

    def _looked_in_vain(self, error: AppError) -> None:
        self._problem = token_told.both(self._problem, explain(error))
        self._seen, self._choices, self._busy = None, (), False
        self._certificates.clear()
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
        return choice is not None and choice.may_be_tried(enrolling=self._enrolling)

    def _must_choose(self) -> bool:
        """Of several certificates that may be enrolled a person says which: the program does not guess."""
        fit = (each for each in self._choices if each.state in ENROLLABLE)
        return self._enrolling and len(tuple(fit)) > 1

    def _may_try(self) -> bool:
        """A final try needs a second word: a wrong PIN would lock the token."""
        choice = self.choice
        sure = self._sure.isChecked() or choice is None or choice.token.pin is not PinState.FINAL_TRY
        return self._may_ask() and sure and not self._busy

    def _wait(self, said: Words) -> None:
        self._busy = True
        self._pin.drop()
        self._say_usable()
        token_told.tell(self._ready, self._speech.say(said), "wait")
        self.turned.emit()

    def _say(self) -> None:
        self._say_ready()
        choice, asks = self.choice, self._may_ask() and not self._opened
        self._certificates_field.setVisible(bool(self._choices))
        self._certificates.setToolTip(self._certificates.currentText())
        for each in (self._state, self._pin_state, self._revocation):
            each.setVisible(choice is not None)
        if not asks:
            self._pin.drop()
            if self._pin.hasFocus():
                self.setFocus()
        self._pin_field.setVisible(asks)
        final = asks and choice is not None and choice.token.pin is PinState.FINAL_TRY
        self._sure.setVisible(final)
        self._practise.setVisible(self._problem == NO_PRACTICE)
        self._go.setVisible(asks)
        self._offer_to_look(asks=asks)
        self._say_usable()
        if choice is not None:
            self._say_choice(choice)
            self._pin_state.setHidden(self._opened)  # a right PIN gives every try back
            for each in (self._state, self._revocation):
                each.setVisible(choice.token.pin is not PinState.LOCKED)
        self.turned.emit()

    def _offer_to_look(self, *, asks: bool) -> None:
        """Where nothing else can be done, looking once more is what F9 stands for."""
        is_other = asks or self._opened or self._is_usable() or self.elsewhere is not None
        is_next = not is_other and self._practise.isHidden()
        if (kind := "primary" if is_next else "") != self._again.property("kind"):
            restyle(self._again, "kind", kind)

    def _say_usable(self) -> None:
        """The cursor of what can be used no more stands here: a neighbour would show what is typed."""
        at = QApplication.focusWidget()
        if self._busy and at is not None and self.isAncestorOf(at):
            self.setFocus()
        for each in (self._certificates, self._sure, self._again, self._practise):
            each.setEnabled(not self._busy)
        self._go.setEnabled(self._may_try())
        self._pin.setEnabled(self._may_try())

    def _say_ready(self) -> None:
        told, seen = token_told.NOTHING, self._seen
        if self._problem is not None:
            told = token_told.problem_told(self._speech, self._problem)
        elif seen is not None:
            must_choose = self._must_choose() and self.choice is None
            is_plain = self._enrolling or not self._is_usable()
            told = token_told.found_told(self._speech, seen, must_choose=must_choose, is_plain=is_plain)
        token_told.tell(self._ready, *told)

    def _say_choice(self, choice: Choice) -> None:
        speech = self._speech
        token_told.tell(self._state, *token_told.state_told(speech, choice, enrolling=self._enrolling))
        token_told.tell(self._pin_state, *token_told.pin_told(speech, choice))
        token_told.tell(self._revocation, *token_told.revocation_told(speech, choice))

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

    def _field(self, name: str, help: Words, editor: QWidget) -> Field:
        said = words(f"efile-ui.{name}")
        return field(self, self._speech, name=f"{self._name}.{name}", label=said, help=help, editor=editor)

    def _connect(self) -> None:
        self._certificates.currentIndexChanged.connect(self._pick)
        self._sure.toggled.connect(self._say)
        self._go.clicked.connect(self.unlock)
        self._again.clicked.connect(self.look)
        self._practise.clicked.connect(self.practise)
        self._watch.timeout.connect(self._ask_whether_open)
        self._pin.returnPressed.connect(self.unlock)
        self._pin.skipped.connect(partial(self._pin_field.show_doubt, words("pin.typed-ahead")))
        self._speech.changed.connect(self._say)

    def _lay_out(self) -> None:
        speech = self._speech
        none = Words("", "")
        self._certificates_field = self._field("certificate", none, self._certificates)
        self._pin_field = self._field("pin", words("efile-ui.pin-help"), self._pin)
        speech.bind(self._sure.setText, "efile-ui.pin-sure", self._sure)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SIZES.step)
        told = self._certificates_field, self._state, self._revocation, self._pin_state
        for each in (self._ready, *told, self._sure, self._pin_field, self._practise, self._go, self._again):
            box.addWidget(each)
