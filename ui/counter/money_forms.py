"""What is written down when money moved outside the program: a deposit at the bank, a fee given back."""

from datetime import date, datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.text import latin_digits
from app.base.words import Words
from app.counter.model import Challan, ChallanState, Deposit, Mode
from app.errors import AppError
from app.packs.model import Choice
from app.words import explain
from ui.counter.choices import ChoiceEditor
from ui.counter.editors import DateEditor, HindiEditor, TextEditor
from ui.counter.make import said
from ui.field import Field, field
from ui.theme import SIZES
from ui.words import Speech

_NONE = Words("", "")


class DepositForm(QWidget):
    """The depositor's part as the bank filled it."""

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._number = ChoiceEditor(speech, ())
        self._branch, self._on = HindiEditor(keeps_short=True), DateEditor(speech)
        self._scroll = TextEditor(40)
        column, self._fields = _column(self), dict[str, Field]()
        label, below = said("deposit-number"), said("deposit-number-help")
        which = field(
            self, speech, name="counter.deposit.number", label=label, help=below, editor=self._number
        )
        column.addWidget(which)
        self._fields["number"] = which
        for name, label, below, editor in (
            ("branch", said("branch"), said("branch-help"), self._branch),
            ("on", said("deposited-on"), _NONE, self._on),
            ("scroll", said("scroll"), said("scroll-help"), self._scroll),
        ):
            editor.returnPressed.connect(self.focusNextChild)
            item = field(self, speech, name=f"counter.deposit.{name}", label=label, help=below, editor=editor)
            editor.textChanged.connect(self._clear_problems)
            column.addWidget(item)
            self._fields[name] = item
        self.setFocusProxy(self._branch)

    def begin(self, today: date, challans: tuple[Challan, ...]) -> None:
        """Empty the form for other challans; the day is today until someone says otherwise.

        Which challan it was is said where one is withdrawn; the first stands chosen. What was written of it before, and
        the bank did not find, stands to be compared with its part.
        """
        before = challans[0].deposit if challans else None
        self._number.take(tuple(Choice(each.number, _called(each)) for each in challans))
        self._fields["number"].setVisible(not all(map(_is_open, challans)))
        self._branch.setText(before.branch if before else "")
        self._scroll.setText(before.scroll if before else "")
        self._on.setText((before.on if before else today).strftime("%d-%m-%Y"))
        self._clear_problems()

    def written(self) -> tuple[str, ...]:
        return self._branch.text(), self._on.text(), self._scroll.text(), self.number()

    def write(self, written: tuple[str, ...]) -> None:
        *texts, number = written
        for editor, text in zip((self._branch, self._on, self._scroll), texts, strict=True):
            editor.setText(text)
        self._number.setCurrentIndex(max(self._number.findData(number), 0))

    def number(self) -> str:
        """Return the number of the challan that it was paid in under."""
        return str(self._number.typed())

    def deposit(self) -> Deposit | None:
        """Return what was written; None, said at the field, where the day does not read as one."""
        try:
            day = datetime.strptime(latin_digits(self._on.text()).strip(), "%d-%m-%Y").date()  # noqa: DTZ007
        except ValueError:
            self._refuse("on", said("day-wrong"))
            return None
        self._clear_problems()
        return Deposit(self._branch.text(), day, self._scroll.text())

    def say_at_field(self, error: AppError) -> bool:
        """Say at its field what was refused of the deposit; False where the error is of something else."""
        name = str(error.facts.get("field", "")) if error.key.startswith("challan.") else ""
        if name not in self._fields:
            return False
        self._refuse(name, explain(error))
        return True

    def _refuse(self, name: str, why: Words) -> None:
        self._fields[name].show_problem(why)
        self._fields[name].setFocus()

    @Slot()
    def _clear_problems(self) -> None:
        for item in self._fields.values():
            item.show_problem(None)


class RefundForm(QWidget):
    """How the fee went back and under which reference."""

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        modes = tuple(Choice(mode.value, said(mode.value)) for mode in Mode)
        self._mode, self._reference = ChoiceEditor(speech, modes), TextEditor(60)
        column = _column(self)
        for name, label, below, editor in (
            ("mode", said("mode"), _NONE, self._mode),
            ("reference", said("reference"), said("reference-help"), self._reference),
        ):
            item = field(self, speech, name=f"counter.refund.{name}", label=label, help=below, editor=editor)
            column.addWidget(item)
        self._number = item
        self._reference.textChanged.connect(self._clear_problem)
        self.setFocusProxy(self._reference)

    def begin(self, *, owes_online: bool, number: str = "") -> None:
        """Empty the form for another refund; what came online goes back online until someone says otherwise.

        `number`: the one under which the gateway sent it back, where that is known.
        """
        ways = (Mode.ONLINE, Mode.CASH) if owes_online else (Mode.CASH, Mode.UPI)
        self._mode.offer(frozenset(mode.value for mode in ways))
        self._mode.setCurrentIndex(self._mode.findData(ways[0].value))
        self._reference.setText(number if owes_online else "")
        self._clear_problem()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter goes on from how the fee goes back to its number."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._reference.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def say_at_field(self, error: AppError) -> bool:
        """Say at the number that it is missing, or another; False where the error is of something else."""
        if error.key not in ("refund.reference-needed", "refund.other-number"):
            return False
        self._number.show_problem(explain(error))
        self._number.setFocus()
        return True

    @Slot()
    def _clear_problem(self) -> None:
        self._number.show_problem(None)

    def written(self) -> tuple[str, ...]:
        return str(self._mode.typed()), self._reference.text()

    def write(self, written: tuple[str, ...]) -> None:
        mode, number = written
        self._mode.setCurrentIndex(self._mode.findData(mode))
        self._reference.setText(number)

    def refund(self) -> tuple[Mode, str]:
        return Mode(str(self._mode.typed())), self._reference.text()


def _is_open(challan: Challan) -> bool:
    return challan.state in (ChallanState.GENERATED, ChallanState.REFUSED)


def _called(challan: Challan) -> Words:
    """Return a challan's number and whether it is the open one."""
    stands = said("deposit-open" if _is_open(challan) else "deposit-void")
    return Words(f"{challan.number} · {stands.hi}", f"{challan.number} · {stands.en}")


def _column(parent: QWidget) -> QVBoxLayout:
    found = QVBoxLayout(parent)
    found.setContentsMargins(0, SIZES.step, 0, 0)
    found.setSpacing(SIZES.step)
    return found
