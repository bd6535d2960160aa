"""The right pane: the correspondence, and over it the one sheet that is being worked on."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.efile.model import File, Receipt
from app.words import words
from ui.efile.batch_sheet import BatchSheet
from ui.efile.beside_sheet import BesideSheet
from ui.efile.correspondence import CorrespondencePane
from ui.efile.drafts_sheet import DraftsSheet
from ui.efile.export_sheet import ExportSheet
from ui.efile.folder_sheet import FolderSheet
from ui.efile.letter_sheet import LetterSheet
from ui.efile.new_file_sheet import NewFileSheet
from ui.efile.pile import Folders
from ui.efile.put_sheet import PutSheet
from ui.efile.reason_sheet import ReasonSheet
from ui.efile.register_sheet import MovementSheet
from ui.efile.send_sheet import SendSheet
from ui.efile.sheet import Sheet
from ui.efile.sign_sheet import SignSheet
from ui.efile.told_line import came_of
from ui.tasks import Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office


class Sheets(QStackedWidget):
    """`done` tells which sheet came to its end, and with what; `left` that one was put away.

    `ended_aside` tells how signing many ended while the officer was elsewhere, and whether some are left.
    """

    done = Signal(str, object)
    left = Signal()
    ended_aside = Signal(object, bool)  # Words

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        told = (office, tasks, speech)
        self._wanted = ("", "")  # a file, and the issue in it that shall be shown
        self.correspondence = CorrespondencePane(*told, self)
        self.sign, self.send, self.batch = (
            SignSheet(*told, self),
            SendSheet(*told, self),
            BatchSheet(*told, self),
        )
        self.drafts, self.letter = DraftsSheet(*told, self), LetterSheet(*told, self)
        self.moves = MovementSheet(*told, self)
        self.new, self.put = NewFileSheet(*told, self), PutSheet(*told, self)
        self.folder, self.export = FolderSheet(*told, self), ExportSheet(*told, self)
        self.beside = tuple(BesideSheet(*told, name, self) for name in ("part", "volume"))
        self.reasons = tuple(ReasonSheet(*told, name, self) for name in ("park", "close", "reopen"))
        self.addWidget(self.correspondence)
        for sheet in (
            self.sign,
            self.send,
            self.batch,
            self.drafts,
            self.moves,
            self.new,
            self.put,
            self.folder,
            self.export,
            *self.beside,
            *self.reasons,
        ):
            self.addWidget(sheet)
            sheet.left.connect(self._put_away)
            sheet.done.connect(partial(self._done, sheet.name))
        self.addWidget(self.letter)
        self.batch.ended_aside.connect(lambda said: self.ended_aside.emit(said, True))
        self.drafts.sign_asked.connect(self._sign_letter)
        self.letter.left.connect(self._back_to_drafts)
        self.letter.done.connect(self._letter_signed)

    @property
    def is_broad(self) -> bool:
        """Whether what lies there needs the room of the list, too."""
        return self.currentWidget() in (
            self.sign,
            self.batch,
            self.moves,
            self.drafts,
            self.letter,
            self.put,
        )

    @property
    def is_whole(self) -> bool:
        """Whether what lies there needs the room of the notings, too: a letter is read as it will go out."""
        return self.currentWidget() is self.letter

    @property
    def leading(self) -> Sheet | None:
        """The sheet that lies open, where it has a next step of its own."""
        sheet = self.currentWidget()
        return sheet if isinstance(sheet, Sheet) and sheet.lead is not None else None

    @property
    def is_reading(self) -> bool:
        """Whether nothing lies over the correspondence."""
        return self.currentWidget() is self.correspondence

    def begin(self, name: str, thing: File | Receipt) -> bool:
        """Begin a sheet for what is looked at; return whether there is such a sheet for it."""
        begins: dict[str, tuple[Sheet, Callable[[], None]]] = {
            "send": (self.send, partial(self.send.begin, thing)),
            "put": (self.put, partial(self.put.begin, thing.id)),
            "moves": (self.moves, partial(self.moves.begin, thing)),
            **{each.name: (each, partial(each.begin, thing.id)) for each in self.reasons},
        }
        if isinstance(thing, File):
            begins |= {each.name: (each, partial(each.begin, thing)) for each in self.beside}
            begins["drafts"] = (self.drafts, partial(self.drafts.begin, thing))
            begins["export"] = (self.export, partial(self.export.begin, thing))
            begins["sign"] = (self.sign, partial(self.sign.begin, thing))
        if name not in begins:
            return False
        sheet, begin = begins[name]
        self.setCurrentWidget(sheet)
        begin()
        return True

    def begin_batch(self, files: Sequence[str]) -> None:
        self.setCurrentWidget(self.batch)
        self.batch.begin(files)

    def go_back_to_batch(self) -> None:
        self.setCurrentWidget(self.batch)
        self.batch.setFocus()

    def begin_folder(self, ids: Sequence[str], folders: Folders) -> None:
        self.setCurrentWidget(self.folder)
        self.folder.begin(ids, folders)

    def begin_new(self, looked_at: str) -> None:
        self.setCurrentWidget(self.new)
        self.new.begin(looked_at)

    def want_issue(self, file: str, issue: str) -> None:
        """Show an issue as soon as its file is looked at; without one, nothing is begun."""
        self._wanted = (file, issue)

    def begin_wanted(self, thing: File | Receipt) -> None:
        file, issue = self._wanted
        if issue and isinstance(thing, File) and thing.id == file:
            self._wanted = ("", "")
            self.begin("drafts", thing)
            self.drafts.choose(issue)

    def rewrite(self, file: File) -> None:
        """The note was written on beside the sheet that would sign it."""
        if self.currentWidget() is self.sign:
            self.sign.rewrite(file)

    def leave_asked(self) -> None:
        """A reason, or to whom, is asked of one file; it is not for the next one's."""
        if self.currentWidget() in (self.send, self.put, *self.beside, *self.reasons):
            self.read()

    def put_away(self) -> None:
        """Put the sheet that lies open away, as its own Esc does; one that is at work stays."""
        sheet = self.currentWidget()
        if isinstance(sheet, Sheet) and sheet.isEnabled():
            sheet.leave()

    def read(self) -> None:
        """Show the correspondence again."""
        self.setCurrentWidget(self.correspondence)

    def _sign_letter(self, file: str, draft: str) -> None:
        self.setCurrentWidget(self.letter)
        self.letter.begin(file, draft)

    def _back_to_drafts(self) -> None:
        self.setCurrentWidget(self.drafts)

    def _letter_signed(self, file: File) -> None:
        self._back_to_drafts()
        self.drafts.begin(file)
        self.drafts.tell(words("efile-ui.letter-done"), "good")
        self.done.emit(self.drafts.name, file)

    def _put_away(self) -> None:
        self.read()
        self.left.emit()

    def _done(self, name: str, found: object) -> None:
        """What was left at work takes away nothing that the officer does meanwhile."""
        if name != self.batch.name or self.batch.isVisible():
            self.done.emit(name, found)
            return
        if self.currentWidget() is self.batch:
            self.read()
        self.ended_aside.emit(came_of(name, found), False)
