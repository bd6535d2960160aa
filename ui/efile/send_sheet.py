"""To whom it goes: a post found in either script, shown with who sits there and in which office."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from app.efile.model import File, Receipt
from app.words import words
from ui.efile.post_choice import PostChoice
from ui.efile.sheet import Sheet
from ui.phonetic import PhoneticEdit
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class SendSheet(Sheet):
    """`done` carries the row, which stays here for sixty seconds more."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "send", parent)
        self._id = ""
        self._choice = PostChoice(office, tasks, speech, "efile.send", self)
        self._line, self._remarks, self._why = self._choice.line, PhoneticEdit(self), PhoneticEdit(self)
        self._with_paper = QCheckBox(self)
        self._with_paper.setObjectName("efile.send.with-paper")
        self._go = self.button("go", self.send, "primary")
        self._lay_out()
        self._connect()

    def begin(self, thing: File | Receipt) -> None:
        """Begin for a file or letter; nobody is chosen for the person. Asked for twice, it keeps what was chosen."""
        if self.isVisible() and thing.id == self._id:
            self._line.setFocus()
            self._line.selectAll()  # whoever types on means another post
            return
        self._id = thing.id
        self.tell(None)
        for each in (self._line, self._remarks, self._why):
            each.clear()
        self._with_paper.setChecked(False)
        self._say_chosen()
        if isinstance(thing, File) and thing.yellow is not None:
            self.tell(words("efile.yellow-open"))  # what will stop it is said before anybody is chosen
        self._line.setFocus()

    def step(self) -> None:
        """Send, or say what is missing."""
        if self.isEnabled():
            if self._choice.post() is not None:
                self._go.setFocus()
            self.send()

    def send(self) -> None:
        """Send to the post that is chosen for what stands in the line, and to no other."""
        post = self._choice.post()
        if post is None:
            self.tell(self._choice.why_none())
            self._line.setFocus()
            return
        why = self._why.text() if self._with_paper.isChecked() else ""
        if self._with_paper.isChecked() and not why.strip():
            self.tell(words("efile-ui.send-why-needed"))
            self._why.setFocus()
            return
        work = partial(self.office.efile.send, self._id, post.id, self._remarks.text(), why)
        self.run(Lane.RECORDS, work, self.done.emit)

    def _say_chosen(self) -> None:
        self._go.setEnabled(self._choice.post() is not None)
        self.tell(None)

    def _connect(self) -> None:
        self._choice.changed.connect(self._say_chosen)
        self._choice.taken.connect(self._remarks.setFocus)
        self._choice.failed.connect(self.failed)
        self._remarks.returnPressed.connect(self._end_remarks)
        self._why.returnPressed.connect(self.send)
        self._with_paper.toggled.connect(self._why_field.setVisible)
        self._with_paper.toggled.connect(self._choice.be_short)

    def _end_remarks(self) -> None:
        """Enter in the last line sends."""
        if self._with_paper.isChecked():
            self._why.setFocus()
        else:
            self.send()

    def _lay_out(self) -> None:
        self.box.addWidget(self.field("to", self._choice.line, "efile-ui.send-to-help"))
        self.box.addWidget(self._choice, 1)
        self.box.addWidget(self.field("remarks", self._remarks))
        self.speech.bind(self._with_paper.setText, "efile-ui.send-with-paper", self._with_paper)
        self.box.addWidget(self._with_paper)
        self._why_field = self.field("why", self._why, "efile-ui.send-why-help")
        self._why_field.hide()
        self.box.addWidget(self._why_field)
        self.box.addWidget(self._go)
