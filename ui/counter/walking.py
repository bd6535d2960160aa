"""What each action and each way does: the office's calls in the letter's order, every one beside the screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.counter.model import Application, Deposit, Mode, NextStep
from app.counter.walk import State
from ui.counter.standing import names_number
from ui.counter.visit import Visit
from ui.tasks import Lane

if TYPE_CHECKING:
    from app.office import Office

_UNFILED = frozenset({State.DRAFT, State.READY})


class Walking:
    """Moves the open application on. What must be filed first is filed first."""

    def __init__(self, office: "Office", visit: Visit) -> None:
        self._office, self._visit = office, visit

    def take_fee(self) -> None:
        """File where that was not done, then take the fee online; without a fee filing is all."""
        found = self._visit.application
        if found is None:
            return
        if found.board_fee is None:
            self._visit.act(Lane.RECORDS, self._office.counter.file)
        elif found.state in _UNFILED:
            self._visit.act(Lane.RECORDS, self._office.counter.file, self._pay_once_judged)
        else:
            self._pay_once_judged()

    def give_challan(self) -> None:
        found = self._visit.application
        if found is None:
            return
        if found.state in _UNFILED:
            self._visit.act(Lane.RECORDS, self._office.counter.file, self._challan_once_judged)
        else:
            self._challan_once_judged()

    def give_slip(self) -> None:
        self._visit.act(Lane.RECORDS, self._office.counter.give_slip)

    def same_again(self) -> None:
        self._visit.act(Lane.RECORDS, self._office.counter.same_again)

    def ask_payment(self) -> None:
        self._visit.act(Lane.CENTRE, self._office.counter.ask_payment)

    def ask_quietly(self) -> None:
        """Ask how the payment stands while nobody presses anything."""
        self._visit.ask(self._office.counter.ask_payment)

    def ask_centre(self) -> None:
        """Send and fetch now, then look again."""
        self._visit.act(Lane.CENTRE, self._synced)

    def record_deposit(self, deposit: Deposit, number: str) -> None:
        self._visit.act(
            Lane.RECORDS, lambda opened: self._office.counter.record_deposit(opened, deposit, number)
        )

    def asked_back(self, reason: str) -> None:
        self._visit.act(
            Lane.RECORDS, lambda opened: self._office.counter.asked_back(opened, reason, back=True)
        )

    def not_back(self, reason: str) -> None:
        self._visit.act(
            Lane.RECORDS, lambda opened: self._office.counter.asked_back(opened, reason, back=False)
        )

    def correct(self, unchanged_because: str = "") -> None:
        """Send the mended form; what the centre refused that is no form goes again as it is."""
        found = self._visit.application
        if found is not None and found.next_step is NextStep.MEND_REFUSED and not found.form_refused:
            self._visit.act(Lane.RECORDS, self._sent_again)
            return
        self._visit.act(Lane.RECORDS, lambda opened: self._office.counter.correct(opened, unchanged_because))

    def keep_place(self, place: str, reason: str) -> None:
        self._visit.act(Lane.RECORDS, lambda opened: self._office.counter.keep_place(opened, place, reason))

    def acknowledge(self) -> None:
        self._visit.act(Lane.RECORDS, self._office.counter.acknowledge)

    def take_charge(self, mode: Mode, reference: str = "") -> None:
        self._visit.act(
            Lane.RECORDS, lambda opened: self._office.counter.take_charge(opened, mode, reference)
        )

    def charge_was(self, mode: Mode, told: str) -> None:
        """Put right by which way the user charge came."""
        self._visit.act(Lane.RECORDS, lambda opened: self._office.counter.correct_charge(opened, mode, told))

    def refund(self, mode: Mode, reference: str, not_online_because: str = "") -> None:
        self._visit.act(
            Lane.RECORDS,
            lambda opened: self._office.counter.refund(opened, mode, reference, not_online_because),
        )

    def cancel(self, reason: str) -> None:
        self._visit.act(Lane.RECORDS, lambda opened: self._office.counter.cancel(opened, reason))

    def leave(self, reason: str) -> None:
        """Leave what the centre refused as it is refused; what waits behind it goes on."""
        self._visit.act(Lane.RECORDS, lambda opened: self._office.counter.leave(opened, reason))

    def keep_registered(self, reason: str) -> None:
        self._visit.act(Lane.RECORDS, lambda opened: self._office.counter.keep_registered(opened, reason))

    def void_registered(self, reason: str) -> None:
        self._visit.act(Lane.RECORDS, lambda opened: self._office.counter.void_registered(opened, reason))

    def cancel_challan(self, reason: str) -> None:
        self._visit.act(Lane.RECORDS, lambda opened: self._office.counter.cancel_challan(opened, reason))

    def accept_likeness(self, reason: str) -> None:
        self._visit.act(Lane.RECORDS, lambda opened: self._office.counter.accept_likeness(opened, reason))

    def reprint(self, document: str, reason: str) -> None:
        """Print a paper once more, marked as a duplicate with the reason; the application stays as it is."""

        def printed(opened: str) -> Application:
            self._office.papers.reprint(document, reason)
            return self._office.counter.open(opened)

        self._visit.act(Lane.RECORDS, printed)

    def _pay_once_judged(self) -> None:
        self._once_judged(self._pay)

    def _challan_once_judged(self) -> None:
        self._once_judged(self._challan)

    def _once_judged(self, then: Callable[[], None]) -> None:
        """Where the form names a number that the centre gave, hear what it says of it before money moves.

        Without a line nobody is asked: the money page says so, and a refusal that comes later is mended.
        """
        found = self._visit.application
        if found is None or not names_number(found):
            then()
            return

        def unless_refused() -> None:
            judged = self._visit.application
            if judged is not None and judged.refused is None:
                then()

        self._visit.act(Lane.CENTRE, self._synced, unless_refused)

    def _pay(self) -> None:
        self._visit.act(Lane.CENTRE, self._office.counter.pay_online)

    def _challan(self) -> None:
        self._visit.act(Lane.RECORDS, self._office.counter.make_challan)

    def _sent_again(self, opened: str) -> Application:
        self._office.link.send_again(opened)
        return self._office.counter.open(opened)

    def _synced(self, opened: str) -> Application:
        self._office.link.sync_now()
        return self._office.counter.open(opened)
