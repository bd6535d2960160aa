"""An order that was entered wrongly is taken back, by an order of its own, once it is said what that does."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.staff.posts import Consequence, Ordered
from app.words import explain
from ui.offices.office_sheet import OfficeSheet
from ui.offices.ordered import OrderFields, SaidFirst
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class CancelSheet(OfficeSheet):
    """`done` tells that it is cancelled."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "cancel", parent)
        self._of: Ordered | None = None
        self._about = label(self, "heading", name="offices.cancel.of")
        self._about.setWordWrap(True)
        self.said, self.order = SaidFirst(speech, self), OrderFields(speech, self.name, self)
        self._go = self.button("go", self.go, "primary")
        for each in (self._about, self.said, self.order):
            self.box.addWidget(each)
        self.line(self._go)
        self.box.addStretch(1)
        self.order.number.returnPressed.connect(self.go)
        speech.changed.connect(self._say)

    def begin(self, of: Ordered) -> None:
        """Begin with the order that is to be taken back; the office says what that does."""
        self._of = of
        self.tell(None)
        self.order.clear()
        self.said.show_looking()
        self._go.setEnabled(False)
        self._say()
        self.settle()
        work = partial(self.office.staff.offices.before_cancel, of.id)
        shown, why_not = partial(self._show_said, of), partial(self._show_why_not, of)
        self.tasks.run(Lane.RECORDS, work, shown, why_not, owner=self)
        self.order.setFocus()

    def go(self) -> None:
        order, of = self.order.text(), self._of
        if of is None or not self._go.isEnabled():
            return
        if not order:
            self.order.show_missing()
            return
        self.run(Lane.RECORDS, partial(self.office.staff.offices.cancel, of.id, order), self.done.emit)

    def _show_said(self, of: Ordered, said: tuple[Consequence, ...]) -> None:
        if of is self._of:  # else another order was chosen meanwhile
            self.said.show_said(said)
            self._go.setEnabled(True)

    def _show_why_not(self, of: Ordered, error: AppError) -> None:
        if of is self._of:
            self.said.show_problem(explain(error))

    def _say(self) -> None:
        if self._of is not None:
            move = self._of.move
            change = self.speech.word(f"offices-ui.change-{move.change}")
            facts = {"name": self._of.name, "change": change, "order": move.order}
            self._about.setText(self.speech.word("offices-ui.cancel-of", **facts))
