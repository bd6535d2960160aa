"""What is ready to hand over, and who it is for."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from app.base.days import clock_words
from app.counter.model import ShelfItem
from app.words import words
from ui.field import field
from ui.phonetic import PhoneticEdit
from ui.places import Listing, Place, short_number
from ui.tasks import Lane, Tasks
from ui.theme import SIZES
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

REASON_WIDTH = 48 * SIZES.step


class ShelfPlace(Place):
    """Handing over, and printing again with a reason."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "shelf", parent)
        self._list = self._listing()
        self._reason: QLineEdit = PhoneticEdit(self)
        self._hand = self.button("hand-over", "ui.hand-over", self.hand_over, "primary")
        self._open = self.button("open", "ui.open", self._open_chosen)
        self._reprint = self.button("reprint", "ui.reprint", self.reprint)
        self._reason_field = field(
            self,
            speech,
            name="shelf.reason",
            label=words("ui.reason"),
            help=words("ui.reprint-reason-help"),
            editor=self._reason,
        )
        self._lay_out()
        self.setFocusProxy(self._list)
        self._enable()

    def refresh(self) -> None:
        self.run(Lane.RECORDS, self.office.counter.shelf, self._show)

    def hand_over(self) -> None:
        """Take the chosen paper from the shelf: it is in the applicant's hand."""
        if item := self._list.current():
            told = words("ui.handed-over", number=item.number)
            self.act(lambda: self.office.counter.hand_over(item.document), told)

    def reprint(self) -> None:
        """Print a duplicate of the chosen paper; the reason stands on it."""
        item, reason = self._list.current(), self._reason.text().strip()
        self._reason_field.show_problem(None if reason else words("application.reason-needed"))
        if item and reason:
            told = words("ui.reprint-asked", number=item.number)
            self.act(lambda: self.office.papers.reprint(item.document, reason), told)
            self._reason.clear()

    def _listing(self) -> Listing[ShelfItem]:
        columns = (
            ("ui.column-paper", lambda item: self.speech.word(f"counter-ui.kind-{item.kind.value}")),
            ("ui.column-number", lambda item: short_number(item.number)),
            ("ui.column-applicant", lambda item: item.application.applicant),
            ("ui.column-mobile", lambda item: item.application.mobile_masked),
            ("ui.column-service", lambda item: self.speech.say(item.application.service)),
            ("ui.column-when", lambda item: clock_words(item.issued_at)),
        )
        found = Listing[ShelfItem](self.speech, "shelf.list", columns, "ui.shelf-empty", self, wide=2)
        found.chosen.connect(self._enable)
        found.activated.connect(self._open_chosen)
        return found

    def _lay_out(self) -> None:
        self.box.addWidget(self._list, 1)
        self.line(self._hand, self._open)
        self._reason_field.setMinimumWidth(REASON_WIDTH)
        self.line(self._reason_field, self._reprint)

    def _show(self, items: tuple[ShelfItem, ...]) -> None:
        self._list.put(items, lambda item: item.document)

    def _enable(self) -> None:
        chosen = self._list.current() is not None
        for button in (self._hand, self._open):
            button.setEnabled(chosen)
        for part in (self._reason_field, self._reprint):
            part.setVisible(chosen)  # a reason is asked of a paper, not of an empty shelf

    def _open_chosen(self) -> None:
        if item := self._list.current():
            self.open_asked.emit(item.application.id)
