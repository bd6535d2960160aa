"""A part or a new volume of a file: what it is about is asked before it is made, since it cannot be taken away."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.efile.model import File
from ui.efile.sheet import Sheet
from ui.phonetic import PhoneticEdit
from ui.places import label
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class BesideSheet(Sheet):
    """`name` is one of part and volume; `done` carries the file that was made.

    A volume goes on with the subject of its file, which stands there already. A part is about something of its own.
    """

    def __init__(
        self, office: "Office", tasks: Tasks, speech: Speech, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, tasks, speech, name, parent)
        self._main: File | None = None
        self._of, self._subject = label(self, "hint", name=f"efile.{name}.of"), PhoneticEdit(self)
        self._of.setWordWrap(True)
        self.box.addWidget(self._of)
        self.box.addWidget(self.field("subject", self._subject, f"efile-ui.{name}-help"))
        self.line(self.button("go", self.go, "primary"))
        self.box.addStretch(1)
        self._subject.returnPressed.connect(self.go)
        speech.changed.connect(self._say_of)

    def begin(self, main: File) -> None:
        self._main = main
        self.tell(None)
        self._subject.setText(main.subject if self.name == "volume" else "")
        self._say_of()
        self._subject.setFocus()

    def go(self) -> None:
        """Make it; the office says what is missing."""
        if self._main is None:
            return
        efile = self.office.efile
        make = efile.create_volume if self.name == "volume" else efile.create_part
        self.run(Lane.RECORDS, partial(make, self._main.id, self._subject.text()), self.done.emit)

    def _say_of(self) -> None:
        if self._main is not None:
            facts = {"number": self._main.number, "subject": self._main.subject}
            self._of.setText(self.speech.word(f"efile-ui.{self.name}-of", **facts))
