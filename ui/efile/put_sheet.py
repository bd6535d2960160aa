"""In which file a letter goes: one of those that lie open with this post."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from app.efile.model import Row
from app.efile.walk import Place
from ui.efile.by_hand import ByHand
from ui.efile.sheet import Sheet
from ui.places import Listing
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class PutSheet(Sheet):
    """No file is chosen for the person but the only one that fits what is typed. `done` carries the file."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "put", parent)
        self._letter = ""
        self._rows: tuple[Row, ...] = ()
        self._line = QLineEdit(self)
        columns = (
            ("efile-ui.column-subject", lambda row: row.subject),
            ("efile-ui.column-number", lambda row: row.number),
        )
        self._files = Listing[Row](speech, "efile.put.files", columns, "efile-ui.put-none", self)
        self._by_hand = ByHand(self._files)
        self._go = self.button("go", self.put, "primary")
        self.box.addWidget(self.field("file", self._line, "efile-ui.put-file-help"))
        self.box.addWidget(self._files, 1)
        self.box.addWidget(self._go)
        self._line.textChanged.connect(self._narrow)
        self._line.returnPressed.connect(self._files.setFocus)
        self._files.activated.connect(self.put)
        self._files.chosen.connect(self._say_chosen)

    def begin(self, letter: str) -> None:
        """Begin with the letter, and ask for the files that are open here."""
        self._letter, self._rows = letter, ()
        self._line.clear()
        self._files.wait()
        self.run(Lane.RECORDS, self.office.efile.inbox, self._show)

    def put(self) -> None:
        """Put the letter in the file that is chosen."""
        if row := self._files.current():
            self.run(
                Lane.RECORDS, partial(self.office.efile.put_receipt, row.id, self._letter), self.done.emit
            )

    def _show(self, rows: tuple[Row, ...]) -> None:
        self._rows = tuple(row for row in rows if row.is_file and row.place is Place.AT_DESK)
        self._narrow()
        self._line.setFocus()

    def _narrow(self) -> None:
        wanted = self._line.text().lower().split()
        found = (
            row for row in self._rows if all(word in f"{row.subject} {row.number}".lower() for word in wanted)
        )
        self._files.put(tuple(found), lambda row: row.id)
        self._files.view.clearSelection()
        if wanted and len(self._files.rows.items) == 1:
            self._files.view.selectRow(0)
        self._say_chosen()

    def _say_chosen(self) -> None:
        self._go.setEnabled(self._files.current() is not None)
