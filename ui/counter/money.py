"""The money step: what is owed, how it is paid, and what the centre says; it never says paid before the centre does."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.base.days import clock_words
from app.base.money import figures
from app.base.words import Words
from app.counter.model import Application, Deposit, Mode, NextStep
from app.counter.walk import PAYING, State
from app.errors import AppError
from app.packs.model import ChargeLine
from ui.counter.beside import owed_beside
from ui.counter.half_written import HalfWritten
from ui.counter.make import (
    card,
    charge_mark,
    emptied,
    label,
    order_words,
    said,
    said_with,
    scrolled,
)
from ui.counter.money_forms import DepositForm, RefundForm
from ui.counter.qr_view import QrView
from ui.counter.standing import Standing, is_over, names_number, standing
from ui.theme import SIZES, restyle
from ui.words import Speech

_BEFORE = frozenset({State.DRAFT, State.READY, State.FEE_DUE})
_BACK = frozenset({State.REFUND_DUE, State.REFUNDED, State.REGISTERED_REFUNDED})
_CHARGED = frozenset({State.REGISTERED, State.USER_CHARGE_DUE})


class Money(QWidget):
    """Asks for what is written down when money moved outside the program."""

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self._seen: tuple[object, ...] = ()
        self._late = False  # the bank's part of a withdrawn challan is being written down
        self._title, self._lines, self._amount = label("title"), label(), label("money")
        self._title.setObjectName("counter.money.title")
        self._lines.setObjectName("counter.money.words")
        self._order = label("hint")
        self._no_line, self._down, self._takes_fee = label(), False, False
        self._unchecked = False  # the form names a number that only the centre can look up
        self._no_line.setObjectName("counter.money.no-line")
        restyle(self._no_line, "tone", "wait")
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._qr = QrView()
        self._deposit, self._refund = DepositForm(speech), RefundForm(speech)
        self._half_deposit, self._half_refund = HalfWritten(self._deposit), HalfWritten(self._refund)
        self._parts, self._notices = QGridLayout(), label("hint")
        self._lay_out()

    def show_money(self, found: Application, today: date) -> None:
        """Show where the money stands; what is being written into a form stays."""
        self._stand(standing(found))
        order = said_with("money-order", fee=found.pack.outcome.fee, done=found.pack.outcome.done)
        self._order.setText(self._speech.say(order))
        self._order.setVisible(found.board_fee is not None and not is_over(found))
        fee = self._charge(found)
        self._amount.setVisible(fee is not None)
        if fee is not None:
            self._amount.setText(figures(fee.amount))
        self._show_parts(fee, found.pack.mark)
        self._qr.show_link(found.payment.upi_link if found.payment and found.state in PAYING else "")
        owed = (found.state is State.REFUND_DUE or owed_beside(found)) and found.may_supervise
        self._late = self._late and found.may_be_paid_in
        self._deposit.setVisible(found.next_step is NextStep.RECORD_DEPOSIT or self._late)
        self._refund.setVisible(owed)
        self._notices.setText("\n".join(self._notice_lines(found)))
        self._notices.setVisible(bool(found.notices))
        seen = (found.id, found.state, found.to_deposit, found.owes_online, _refund_ref(found))
        if self._seen != seen:
            self._seen, where = seen, (found.id, found.state)
            self._half_deposit.turn_to(where, lambda: self._deposit.begin(today, found.to_deposit))
            self._deposit.setVisible(found.next_step is NextStep.RECORD_DEPOSIT)
            self._late = False
            self._half_refund.turn_to(where, lambda: self._begin_refund(found))

        self._takes_fee = found.board_fee is not None and found.state in _BEFORE
        self._unchecked = names_number(found)
        self._say_line()

    def show_line(self, *, down: bool) -> None:
        """Say that nothing can be paid online while the line is down."""
        self._down = down
        self._say_line()

    def focus_first(self) -> bool:
        """Put the cursor into what is to be written down; say whether anything is."""
        asked = [form for form in (self._deposit, self._refund) if form.isVisibleTo(self)]
        for form in asked:
            form.setFocus(Qt.FocusReason.TabFocusReason)
        return bool(asked)

    @property
    def writes_late(self) -> bool:
        """Say whether the deposit under a withdrawn challan is being written down."""
        return self._late

    def leave_deposit(self) -> None:
        """Put the deposit under a withdrawn challan away: there was none."""
        self._late = False
        self._deposit.hide()

    def deposit_number(self) -> str:
        """Return under which challan it was paid in."""
        return self._deposit.number()

    def deposit(self) -> Deposit | None:
        """Return what the bank wrote; None where it is not whole, or was not asked for yet: then it is now."""
        if not self._deposit.isVisibleTo(self):
            self._late = True
            self._deposit.show()
            self._deposit.setFocus(Qt.FocusReason.TabFocusReason)
            return None
        return self._deposit.deposit()

    def say_at_field(self, error: AppError) -> bool:
        """As `DepositForm.say_at_field`."""
        return self._deposit.say_at_field(error) or self._refund.say_at_field(error)

    def refund(self) -> tuple[Mode, str]:
        return self._refund.refund()

    def _begin_refund(self, found: Application) -> None:
        self._refund.begin(owes_online=found.owes_online, number=_refund_ref(found))

    def _stand(self, found: Standing) -> None:
        self._title.setText(self._speech.say(found.title))
        self._lines.setText("\n".join(self._speech.say(line) for line in found.lines))
        self._lines.setVisible(bool(found.lines))
        self._busy.setVisible(found.waits)
        restyle(self._card, "tone", found.tone)

    def _say_line(self) -> None:
        told = ["money-no-line", *(["money-unchecked"] if self._unchecked else [])]
        self._no_line.setText("\n".join(f"⚠ {self._speech.say(said(key))}" for key in told))
        self._no_line.setVisible(self._down and self._takes_fee)

    def _charge(self, found: Application) -> ChargeLine | None:
        """Return the one charge this moment is about: the two are never shown as one figure."""
        if found.state in _CHARGED:
            return found.user_charge
        return found.board_fee if found.state in _BEFORE | PAYING | _BACK else None

    def _show_parts(self, charge: ChargeLine | None, mark: Words) -> None:
        emptied(self._parts)
        if charge is None:
            return
        right = Qt.AlignmentFlag.AlignRight
        for row, (name, amount) in enumerate(charge.parts):
            what, much = label(), label(wrap=False)
            what.setText(self._speech.say(name))
            much.setText(figures(amount))
            self._parts.addWidget(what, row, 0)
            self._parts.addWidget(much, row, 1, right)
        order = label("hint")
        order.setText(self._speech.say(order_words(charge)))
        self._parts.addWidget(order, len(charge.parts), 0, 1, 2)
        if charge.unconfirmed:
            unsure = label("hint")
            restyle(unsure, "tone", "wait")
            unsure.setText(f"⚠ {self._speech.say(charge_mark(mark))}")
            self._parts.addWidget(unsure, len(charge.parts) + 1, 0, 1, 2)

    def _notice_lines(self, found: Application) -> list[str]:
        return [
            f"✉ {clock_words(each.at)}  {self._speech.say(said(f'notice-{each.state}'))}: {each.text}"
            for each in found.notices
        ]

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(SIZES.gap, SIZES.step, SIZES.gap, SIZES.gap)
        column.setSpacing(SIZES.gap)
        self._card, self._inside = card("counter.money")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._amount)
        self._inside.addLayout(head)
        self._inside.addWidget(self._no_line)
        self._inside.addWidget(self._busy)
        row = QHBoxLayout()
        row.setSpacing(SIZES.gap)
        row.addWidget(self._lines, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._qr, 0, Qt.AlignmentFlag.AlignTop)
        self._inside.addLayout(row)
        self._parts.setColumnStretch(0, 1)
        self._inside.addLayout(self._parts)
        self._inside.addWidget(self._deposit)
        self._inside.addWidget(self._refund)
        column.addWidget(self._card)
        column.addWidget(self._order)
        column.addWidget(self._notices)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))


def _refund_ref(found: Application) -> str:
    """Return the number under which the gateway sent back what is owed, once that is known."""
    return found.payment.refund_ref if found.payment and found.owes_online else ""
