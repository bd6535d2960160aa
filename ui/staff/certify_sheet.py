"""Certifying an office's rows: what is signed is shown, then the token, then the signature over all of them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.errors import AppError
from app.staff.model import Batch, ToCertify
from app.words import words
from ui.efile.unlocking import Unlocking
from ui.places import label
from ui.staff.sheet import StaffSheet
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, font
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

MOVED_ON, LOCKED = "staff.moved-on", "token.locked"


class CertifySheet(StaffSheet):
    """`done` carries the batch with its signature. Whatever moved meanwhile is shown anew before it is signed."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "certify", parent)
        self._batch: Batch | None = None
        self._shown: ToCertify | None = None
        self._facts = label(self, "heading", name="staff.certify.facts")
        self._text = QPlainTextEdit(self)
        self._token = Unlocking(office, tasks, speech, "staff.certify", self)
        self._go = self.button("go", self.sign, "primary")
        self._lay_out()
        self._token.opened.connect(self._ready)
        speech.changed.connect(self._say_facts)

    def begin(self, batch: Batch) -> None:
        """Begin with a batch that its office has confirmed."""
        self._batch, self._shown = batch, None
        self.tell(None)
        self._go.hide()
        self._token.hide()
        self._text.clear()
        self._say_facts()
        self.run(Lane.RECORDS, partial(self.office.staff.to_certify, batch.id), self._show)

    def leave(self) -> None:
        self._token.forget()
        super().leave()

    def sign(self) -> None:
        """Sign what is shown, and nothing else."""
        if self._shown is not None:
            self.run(Lane.SIGNING, partial(self.office.staff.certify, self._shown), self.done.emit)

    def failed(self, error: AppError) -> None:
        super().failed(error)
        if error.key == MOVED_ON and self._batch is not None:
            self.begin(self._batch)
            self.tell(words(MOVED_ON), "wait")
        elif error.key == LOCKED:
            self._go.hide()
            self._token.show()
            self._token.look()

    def _show(self, shown: ToCertify) -> None:
        self._shown = shown
        self._text.setPlainText(shown.data.decode())
        self._say_facts()
        self._token.show()
        self._token.look()

    def _ready(self) -> None:
        self._token.hide()
        self._go.show()
        self._go.setFocus()

    def _say_facts(self) -> None:
        batch, shown = self._batch, self._shown
        if batch is None or shown is None:
            self._facts.setText("")
            return
        self._facts.setText(
            self.speech.word(
                "staff-ui.certify-facts",
                office=self.speech.say(batch.office_name),
                rows=shown.rows,
                digest=shown.digest[:16],
            )
        )

    def _lay_out(self) -> None:
        self._text.setObjectName("staff.certify.text")
        self._text.setReadOnly(True)
        self._text.setFont(font(SIZES.label))
        self.speech.bind(self._text.setAccessibleName, "staff-ui.certify-text", self._text)
        self._facts.setWordWrap(True)
        for each in (self._facts, self._token):
            self.box.addWidget(each)
        self.line(self._go)
        self.box.addWidget(self._text, 1)
