"""Into which folder of this post something goes: one that is there, a new one, or back into the inbox."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.efile.pile import Folders
from ui.efile.sheet import Sheet
from ui.phonetic import PhoneticEdit
from ui.places import Listing, label
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class FolderSheet(Sheet):
    """A folder that is chosen from the list stands in the line, where a new one is written; `done` carries nothing."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "folder", parent)
        self._ids: tuple[str, ...] = ()
        columns = (
            ("efile-ui.column-folder", lambda each: each[0]),
            ("efile-ui.column-count", lambda each: str(each[1])),
        )
        self._list = Listing[tuple[str, int]](
            speech, "efile.folder.list", columns, "efile-ui.folder-none", self
        )
        self._name = PhoneticEdit(self)
        self._go = self.button("go", self.go, "primary")
        hint = label(self, "hint")
        hint.setWordWrap(True)
        speech.bind(hint.setText, "efile-ui.folder-hint", hint)
        self.box.addWidget(hint)
        self.box.addWidget(self._list, 1)
        self.box.addWidget(self.field("name", self._name))
        self.box.addWidget(self._go)
        self.line(self.button("out", self.take_out))
        self._list.chosen.connect(self._fill_in)
        self._list.activated.connect(self.go)
        self._name.returnPressed.connect(self.go)

    def begin(self, ids: Sequence[str], folders: Folders) -> None:
        """Begin with what goes into a folder, and the folders that are there."""
        self._ids = tuple(ids)
        self.tell(None)
        self._list.put(folders, lambda each: each[0])
        self._fill_in()
        self._name.setFocus()
        self._name.selectAll()

    def go(self) -> None:
        """Put it into the folder that stands in the line; nothing is done without a name."""
        if name := self._name.text().strip():
            self._put(name)
        else:
            self._name.setFocus()

    def take_out(self) -> None:
        self._put("")

    def _put(self, folder: str) -> None:
        work = partial(self.office.efile.put_into_folder, self._ids, folder)
        self.run(Lane.RECORDS, work, self.done.emit)

    def _fill_in(self) -> None:
        chosen = self._list.current()
        self._name.setText(chosen[0] if chosen else "")
