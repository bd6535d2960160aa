"""The bottom: the one next action, the quiet ways out beside it, and a question or a failure said in place."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.base.words import Language, Words
from ui.counter.editors import HindiEditor
from ui.counter.make import button, emptied, label, said, said_button
from ui.field import Field, field
from ui.theme import SIZES, restyle
from ui.words import Speech

SETTLING_MS = 600
LONGEST = 200  # letters of a reason
OTHER_KEY = "F8"  # of the one way that is as usual as the next action
END_KEY = "Ctrl+R"  # of the way that ends the application, रद्द


@dataclass(frozen=True, slots=True)
class Way:
    """A way out beside the next action. `key` is OTHER_KEY, END_KEY or empty; what ends something is `danger`."""

    id: str
    words: Words
    key: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A reason that is asked in place: for what, in which words, and what its yes does."""

    id: str
    ask: Words
    yes: Words
    danger: bool = True
    help: Words | None = None  # otherwise than of a reason
    may_be_empty: bool = False
    is_number: bool = False  # it is typed in Latin letters and digits


class NextBar(QFrame):
    """`next` is F9; `went` carries the id of a way; `reasoned` a question's id and the reason."""

    next = Signal()
    went = Signal(str)
    reasoned = Signal(str, str)

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self._question: Question | None = None
        self._answer_under_way = False  # it may be refused, and is then not lost
        self._words, self._busy = Words("", ""), False
        self._ways: tuple[Way, ...] = ()
        self._no_end: Words | None = None
        self._is_wanted = False  # by the cursor, that has no other place
        self.setProperty("panel", "status")
        self._next = button("counter.next", "primary")
        QShortcut(QKeySequence("F9"), self).activated.connect(self._press)
        for key in (OTHER_KEY, END_KEY):
            QShortcut(QKeySequence(key), self).activated.connect(partial(self._go_by, key))
        self._next.clicked.connect(self._begin_other)
        self._next.clicked.connect(self.next)
        self._settling = QTimer(self, singleShot=True, interval=SETTLING_MS)
        self._settling.timeout.connect(self._let_press)
        self._way_row = QHBoxLayout()
        self._problem, self._said = self._problem_strip()
        self._asking = self._question_strip()
        self._lay_out()

    def show_next(self, words: Words, ways: tuple[Way, ...], no_end: Words | None = None) -> None:
        """Name the next action and offer the ways; `no_end`: why nothing can be ended here."""
        self._words, self._no_end = words, no_end
        if self._answer_under_way and not self._busy:
            self._answered()
        self._say_next()
        if ways != self._ways or self._busy:
            self._ways = ways
        self._show_ways()

    def show_busy(self, busy: bool) -> None:
        """While an act is under way nothing can be pressed twice."""
        self._busy = busy
        self._let_press()
        self._say_next()
        self._show_ways()

    def settle(self) -> None:
        """Take no press for a moment: the action changed by itself under the hand that was going to press another."""
        self._settling.start()
        self._let_press()

    @property
    def is_settling(self) -> bool:
        return self._settling.isActive()

    @Slot(bool)
    def take_cursor(self, idle: bool) -> None:
        """Let the cursor stand on the next action where nothing else is to be filled, as soon as it can be pressed."""
        self._is_wanted = idle
        self._let_press()

    @Slot()
    def _let_press(self) -> None:
        self._is_wanted |= self._next.hasFocus()  # it comes back where it was taken from for a moment
        self._next.setEnabled(not self._busy and not self.is_settling)
        if self._is_wanted and self._next.isEnabled():
            self._is_wanted = False
            if not _writes(QApplication.focusWidget()):
                self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_problem(self, words: Words | None) -> None:
        """Say what went wrong, in place; None takes it away."""
        self._problem.setVisible(words is not None)
        self._said.setText(f"⚠ {self._speech.say(words)}" if words else "")

    @Slot()
    def forget(self) -> None:
        """Take away what was said of a step: something was changed since."""
        self.say_problem(None)

    def ask(self, question: Question) -> None:
        """Ask for a reason over the bar; nothing is done until its yes is pressed.

        What was written to it before, and put aside, stands there again.
        """
        again = self._question == question
        self._question, self._answer_under_way = question, False
        self.say_problem(None)  # what was said before is not of this
        self._field.show_problem(None)
        if not again:
            self._reason.clear()
        hindi = self._speech.language is Language.HINDI and not question.is_number
        if self._reason.phonetic is not hindi:
            self._reason.switch()  # a reason begins in the window's language
        self._field.say_otherwise(question.ask, question.help or said("reason-help"))
        self._yes.setText(f"{self._speech.say(question.yes)}    F9")
        restyle(self._yes, "kind", "danger" if question.danger else "")
        self._show_asking(asks=True)
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_refusal(self, why: Words) -> None:
        """Say what went wrong; where it is an answer that was not taken, put its question again, as it was written.

        Else F9 would be of something else at once: cash, where the number of a UPI payment was mistyped.
        """
        if not self._answer_under_way:
            self.say_problem(why)
            return
        self._answer_under_way = False
        self._field.show_problem(why)
        self._show_asking(asks=True)
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_asking(self) -> bool:
        return self._asking.isVisibleTo(self)

    @Slot()
    def put_away(self) -> None:
        """Take the question away unanswered, and forget what was written to it: it is of something past."""
        self._question = None
        self._put_aside()

    @Slot()
    def _put_aside(self) -> None:
        if self._asking.isAncestorOf(QApplication.focusWidget() or self):
            self.setFocus()  # else the cursor would stand wherever Qt finds room for it
        self._show_asking(asks=False)

    def _show_asking(self, *, asks: bool) -> None:
        """While a question is open F9 answers it, and nothing else can be pressed."""
        self._asking.setVisible(asks)
        self._below.setVisible(not asks)

    @Slot()
    def _press(self) -> None:
        if not self.is_asking:
            self._next.click()
        elif not self._busy:
            self._reason.finish_word()
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
            self._answer()

    def _say_next(self) -> None:
        words = said("busy") if self._busy else self._words
        self._next.setText(f"{self._speech.say(words)}    F9")

    def _show_ways(self) -> None:
        emptied(self._way_row)
        for way in self._ways:
            item = button(f"counter.way.{way.id}", "danger" if way.danger else "quiet")
            text = self._speech.say(way.words)
            item.setText(f"{text}  {way.key}" if way.key else text)
            item.setEnabled(not self._busy)
            item.clicked.connect(self._go)
            self._way_row.addWidget(item)

    @Slot()
    def _go(self) -> None:
        self._begin_other()
        self.went.emit(self.sender().objectName().removeprefix("counter.way."))

    def _go_by(self, key: str) -> None:
        """Take the way that has this key; where there is none, say so. Nothing while something is under way."""
        if self._busy or self.is_settling or self.is_asking:
            return
        found = next((way.id for way in self._ways if way.key == key), "")
        if found:
            self._begin_other()
            self.went.emit(found)
        else:
            why = self._no_end if key == END_KEY else None
            self.say_problem(why or said("key-idle", pressed=key))

    @Slot()
    def _answer(self) -> None:
        if self._question is None:
            return
        if not (self._question.may_be_empty or self._reason.text().strip()):
            self._field.show_problem(said("reason-needed"))
            return
        self._below.show()
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)  # it waits there for what comes of the answer
        self._show_asking(asks=False)
        self._answer_under_way = True
        self.reasoned.emit(self._question.id, self._reason.text())

    def _answered(self) -> None:
        """The answer was taken: the next question of the kind begins empty."""
        self._question, self._answer_under_way = None, False

    @Slot()
    def _begin_other(self) -> None:
        self._answer_under_way = False

    def _problem_strip(self) -> tuple[QWidget, QLabel]:
        strip, text = QFrame(), label()
        strip.setProperty("panel", "card")
        strip.setProperty("tone", "wrong")
        text.setObjectName("counter.problem")
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, SIZES.step, SIZES.step, SIZES.step)
        row.addWidget(text, 1)
        close = said_button(self._speech, "counter.problem.close", "error-close", "quiet")
        close.clicked.connect(strip.hide)
        row.addWidget(close)
        strip.hide()
        return strip, text

    def _question_strip(self) -> QFrame:
        strip = QFrame()
        strip.setProperty("panel", "card")
        strip.setProperty("tone", "wait")
        self._reason = HindiEditor(LONGEST, keeps_short=True)
        self._reason.returnPressed.connect(self._answer)
        words = said("reason-help")
        self._field: Field = field(
            strip, self._speech, name="counter.reason", label=words, help=words, editor=self._reason
        )
        self._field.when_mended()
        self._yes: QPushButton = button("counter.reason.yes", "danger")
        self._yes.clicked.connect(self._answer)
        no = said_button(self._speech, "counter.reason.no", "reason-no", "quiet", "Esc")
        no.clicked.connect(self._put_aside)
        row = QHBoxLayout(strip)
        row.setContentsMargins(12, SIZES.step, SIZES.step, SIZES.step)
        row.addWidget(self._field, 1)
        row.addWidget(no)
        row.addWidget(self._yes)
        strip.hide()
        return strip

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZES.gap, SIZES.step, SIZES.gap, SIZES.step)
        column.setSpacing(SIZES.step)
        column.addWidget(self._problem)
        column.addWidget(self._asking)
        self._below = QWidget()
        row = QHBoxLayout(self._below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZES.step)
        row.addLayout(self._way_row)
        row.addStretch(1)
        row.addWidget(self._next, 2)
        column.addWidget(self._below)


def _writes(at: QWidget | None) -> bool:
    """Say whether somebody writes there, as into the search: the cursor is not taken away."""
    return isinstance(at, QLineEdit) and at.isVisible()
