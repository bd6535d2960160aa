"""What moved outside the program, written down at the desk: a deposit at the bank, a fee given back."""

from collections.abc import Callable

from ui.counter.course import money_page
from ui.counter.visit import Visit
from ui.counter.walk_view import WalkView
from ui.counter.walking import Walking


class MoneyActs:
    """Each leads to the money page first. `plan` names the next action anew."""

    def __init__(self, visit: Visit, walk: WalkView, walking: Walking, plan: Callable[[], None]) -> None:
        self._visit, self._walk, self._walking, self._plan = visit, walk, walking, plan

    def record_deposit(self) -> None:
        self._on_money()
        if (deposit := self._walk.money.deposit()) is not None:
            self._walking.record_deposit(deposit, self._walk.money.deposit_number())
        self._plan()

    def leave_deposit(self) -> None:
        """There was no deposit under the withdrawn challan: the fee is taken as before."""
        self._walk.money.leave_deposit()
        self._plan()

    def refund(self, not_online_because: str = "") -> None:
        self._on_money()
        self._walking.refund(*self._walk.money.refund(), not_online_because)

    def _on_money(self) -> None:
        found = self._visit.application
        if found is not None and self._walk.page != money_page(found):
            self._walk.go(money_page(found))
