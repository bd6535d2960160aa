"""What lies over the places of offices and readiness until it is done with."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from app.errors import AppError
from app.words import words
from ui.efile.sheet import Sheet
from ui.theme import SIZES


class OfficeSheet(Sheet):
    """Its object names begin with `offices.`, its message keys with `offices-ui.`.

    What was typed is given up only when it is asked for twice.
    """

    room: ClassVar[str] = "offices"
    _begun: tuple[str, ...] | None = None
    _given_up: tuple[str, ...] | None = None

    def failed(self, error: AppError) -> None:
        super().failed(error)
        if str(error.facts.get("field", "")) in self._asked_fields:
            self.tell(None)  # it stands below its field

    def settle(self) -> None:
        """Remember what stands here now: all else is typed by whoever works here."""
        self._begun, self._given_up = self.typed(), None

    def typed(self) -> tuple[str, ...]:
        """Return what stands in the editors."""
        lines = (each.text() for each in self.findChildren(QLineEdit))
        texts = (each.toPlainText() for each in self.findChildren(QPlainTextEdit))
        return (*lines, *texts)

    @contextmanager
    def said_anew(self) -> Iterator[None]:
        """What is offered in another language now was typed by nobody."""
        is_settled = self.typed() == self._begun
        yield
        if is_settled:
            self.settle()

    def leave(self) -> None:
        """Put the sheet away; what was typed is asked about first, and stays meanwhile."""
        now = self.typed()
        if now in (self._begun, self._given_up):
            super().leave()
        else:
            self._given_up = now
            self.tell(words("offices-ui.leave-typed"), "wait")


def level(*fields: QWidget) -> QHBoxLayout:
    """Return fields side by side that share the width, their editors on one line whatever stands below them."""
    found = QHBoxLayout()
    found.setSpacing(SIZES.step)
    for each in fields:
        found.addWidget(each, 1, Qt.AlignmentFlag.AlignTop)
    return found
