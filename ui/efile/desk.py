"""The e-File desk: the pile at the left, the notings in the middle, the correspondence at the right, acts below."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.base.words import Words
from app.efile.model import File, Receipt, Row
from app.efile.walk import Place
from app.errors import AppError
from app.words import explain, words
from ui.documents import ask_papers
from ui.efile.acts import Acts
from ui.efile.asking import Asking
from ui.efile.looking import Look, look_at, pages_of
from ui.efile.middle import Middle
from ui.efile.pile import Pile
from ui.efile.sheets import Sheets
from ui.efile.told_line import about
from ui.efile.undo_bar import UndoBar
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

T = TypeVar("T")
RARE = frozenset({"drop-note", "fetch", "part", "volume"})
WIDTHS, BROAD, LEAST = [280, 440, 430], [340, 800], [200, 300, 300]
MANY = 2


class EFileDesk(QWidget):
    """To choose a row looks at it; Enter opens it. `opened` tells that something moved."""

    opened = Signal()

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("efile")
        self._office, self._tasks, self._speech = office, tasks, speech
        self._row: Row | None = None
        self._wanted = ""
        self._thing: File | Receipt | None = None
        self._reading, self._pulled = False, set[str]()
        self.pile = Pile(office, tasks, speech, self)
        self._middle = Middle(office, tasks, speech, self)
        self.green, self.yellow, self._told = self._middle.green, self._middle.yellow, self._middle.told
        self.sheets = Sheets(office, tasks, speech, self)
        self.correspondence = self.sheets.correspondence
        self.acts, self.undo = Acts(speech, self), UndoBar(speech, self)
        self._asking = Asking(speech, "efile.asking", self)
        self._lay_out()
        self._connect()
        self._bind_keys()

    def refresh(self) -> None:
        """Ask for the pile anew, and for what is looked at."""
        self.pile.refresh()
        if self._wanted and self.sheets.is_reading:
            self._look(self._wanted)
        for pulled in tuple(self._pulled):
            self._run(partial(self._office.efile.thing, pulled), self._tell_pulled)

    def show_thing(self, id: str, issue: str = "") -> None:
        """Look at a file or letter found somewhere else, or at an issue (a draft's id) of a file."""
        self.sheets.want_issue(id, issue)
        self._wanted = ""
        self.pile.choose(id)
        if self._wanted != id:  # else to choose it in the list has looked at it
            self._look(id)

    def look_for(self, typed: str = "") -> None:
        self.pile.look_for(typed)

    def new_file(self) -> None:
        """Begin a new file; a letter that is open here and lies in none goes into it."""
        self.tell(None)
        thing = self._thing
        open_here = isinstance(thing, Receipt) and thing.mine and thing.place is Place.AT_DESK
        self.sheets.begin_new(thing if open_here and isinstance(thing, Receipt) and not thing.file else None)

    # --- what is looked at -------------------------------------------------------------------------------------------

    def _chosen(self, row: Row | None) -> None:
        self.yellow.save()
        self._row = row
        if row is None or row.id != self._wanted:
            self.sheets.leave_asked()
        if row is None:
            self._thing, self._wanted = None, ""
            self._show_nothing()
        else:
            self._look(row.id)

    def _look(self, id: str) -> None:
        self._wanted = id
        self._told.looks_at(id)
        self._asking.hide()
        self._run(partial(look_at, self._office, id), self._show)

    def _show(self, look: Look) -> None:
        """What was left meanwhile is not shown any more."""
        thing = look.thing
        if thing.id != self._wanted:
            return
        self._thing = thing
        if isinstance(thing, File):
            # its page is drawn on another thread, while the rest is shown here
            self.correspondence.show_file(thing)
        else:
            self.correspondence.show_papers(pages_of(thing))
        self._middle.show_look(look, self._row)
        self.acts.show_for(thing)
        self.sheets.begin_wanted(thing)

    def _show_nothing(self) -> None:
        self._middle.show_nothing()
        self.correspondence.show_nothing()
        self.acts.show_for(None)

    # --- acts --------------------------------------------------------------------------------------------------------

    def _open(self, row: Row) -> None:
        """Open what is unopened; what is open already takes the cursor into its note."""
        if row.place is Place.UNOPENED:
            self._moved(partial(self._office.efile.open, row.id), words("efile-ui.opened"))
        else:
            self.yellow.setFocus()

    def _open_all(self) -> None:
        """Open all that is marked and unopened: a bundle of letters is acknowledged in one go."""
        marked = tuple(row.id for row in self.pile.selected() if row.place is Place.UNOPENED)
        unopened = marked or ((self._wanted,) if self._wanted else ())
        told = (
            words("efile-ui.opened")
            if len(unopened) < MANY
            else words("efile-ui.opened-all", count=len(unopened))
        )

        def opened() -> None:
            for each in unopened:
                self._office.efile.open(each)

        self._run(opened, self._refreshed(told))

    def _act(self, name: str) -> None:
        thing = self._thing
        if name == "new":
            self.new_file()
        elif name == "batch":
            self.tell(None)
            marked = [row.id for row in self.pile.selected() if row.is_file]
            self.sheets.begin_batch(
                marked if len(marked) >= MANY else ()
            )  # one is only looked at: all are meant
        elif name == "folder":
            self.tell(None)
            here = [row.id for row in self.pile.selected() if row.place is Place.AT_DESK]
            self.sheets.begin_folder(here, self.pile.folders)
        elif name == "open":
            self._open_all()
        elif thing is not None:
            self._act_on(name, thing)

    def _act_on(self, name: str, thing: File | Receipt) -> None:
        efile, which = self._office.efile, thing.id
        moves: dict[str, tuple[Callable[[], Row], str]] = {
            "unpark": (partial(efile.unpark, which), "efile-ui.unparked"),
        }
        if name == "undo":
            self._undo(which)
        elif name == "pull-back":
            self._run(partial(efile.pull_back, which), self._asked_back)
        elif name in moves:
            work, told = moves[name]
            self._moved(work, words(told))
        elif name in ("in-file", "main"):
            self._wanted, self._row = "", None
            self.show_thing(thing.of_file if isinstance(thing, File) else thing.file)
        elif name == "enclose":
            self._enclose(thing)
        elif name in RARE:
            self._act_rarely(name, which)
        else:
            self._after_saving(partial(self._begin, name, which))

    def _act_rarely(self, name: str, id: str) -> None:
        """What is done rarely, from the menu."""
        efile = self._office.efile
        if name == "drop-note":
            done = self._refreshed(words("efile-ui.note-dropped"))
            go_on = partial(self._run, partial(efile.drop_note, id), done)
            self._asking.ask("efile-ui.ask-drop-note", "efile-ui.act-name-drop-note", go_on)
        elif name == "fetch":
            done = self._refreshed(words("efile-ui.fetched"))
            self._tasks.run(Lane.CENTRE, partial(efile.fetch_papers, id), done, self._failed, owner=self)
        else:
            make = efile.create_part if name == "part" else efile.create_volume
            go_on = partial(self._run, partial(make, id), partial(self._done, "new"))
            if name == "volume":
                self._asking.ask("efile-ui.ask-volume", "efile-ui.act-name-volume", go_on)
            else:
                go_on()

    def _begin(self, name: str, id: str) -> None:
        """Begin a sheet, with what was saved a moment ago."""
        if self._thing is not None and self._thing.id == id:
            self.tell(None)
            self.sheets.begin(name, self._thing)

    def _after_saving(self, go_on: Callable[[], None]) -> None:
        """What was typed is kept before anything is signed or sent upon it."""
        if self.yellow.is_settled:
            go_on()
        else:
            single = Qt.ConnectionType.SingleShotConnection
            self.yellow.settled.connect(go_on, single)
            self.yellow.save()

    def _enclose(self, thing: File | Receipt) -> None:
        if names := ask_papers(self, self._speech.word("efile-ui.act-name-enclose")):
            self.enclose(thing.id, names)

    def enclose(self, file: str, names: Sequence[str]) -> None:
        """Put papers into the correspondence of a file."""
        papers = [FilePath(name) for name in names]
        work = partial(self._office.efile.enclose, file, papers[0].stem, papers)
        self._run(work, self._refreshed(words("efile-ui.enclosed")))

    def _undo(self, id: str) -> None:
        self.undo.drop(id)
        self._run(partial(self._office.efile.undo, id), partial(self._came_back, words("efile-ui.undone")))

    def _came_back(self, told: Words, found: File | Receipt | Row) -> None:
        """What came back lies in the inbox again, and is looked at: what is told is of nothing else."""
        self.yellow.save()
        self.sheets.read()
        self.pile.show_pile("inbox")
        self.show_thing(found.id)
        self.tell(about(found, told))
        self.refresh()
        self.opened.emit()

    def _asked_back(self, row: Row) -> None:
        """Only what was asked for has an answer to come."""
        self._pulled.add(row.id)
        self._refreshed(words("efile-ui.asked-back"))(row)

    def _tell_pulled(self, thing: File | Receipt) -> None:
        """Say what the centre decided, once."""
        if thing.id in self._pulled and not thing.asked_back:
            self._pulled.discard(thing.id)
            told = words("efile-ui.pulled-back" if thing.mine else "efile-ui.pulled-late")
            if thing.mine and self.sheets.is_reading and self.pile.name == "sent":
                self._came_back(told, thing)
            else:
                self.tell(about(thing, told), "good" if thing.mine else "wrong")

    def _moved(self, work: Callable[[], Row], told: Words) -> None:
        self._run(work, self._refreshed(told))

    def _refreshed(self, told: Words) -> Callable[[object], None]:
        def refreshed(found: object) -> None:
            self.tell(about(found, told))
            self.refresh()
            self.opened.emit()

        return refreshed

    def _send_again(self, id: str) -> None:
        self._run(partial(self._office.link.send_again, id), self._refreshed(words("efile-ui.sent-again")))

    def _give_up(self, id: str) -> None:
        self._moved(partial(self._office.efile.give_up, id), words("efile-ui.given-up"))

    def tell(self, said: Words | None, tone: str = "good") -> None:
        """Say in a line what came of the last act."""
        self._told.tell(said, tone)

    def _failed(self, error: AppError) -> None:
        self.tell(explain(error), "wrong")

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._tasks.run(Lane.RECORDS, work, done, self._failed, owner=self)

    # --- sheets ------------------------------------------------------------------------------------------------------

    def _done(self, name: str, found: object) -> None:
        """What came of a sheet is told, and what is looked at is read anew."""
        if name != "drafts":
            self.sheets.read()
            self.pile.setFocus()
            self.tell(about(found, words(f"efile-ui.{name}-done")))
        if isinstance(found, Row) and name == "send":
            self.undo.add(found)
        if isinstance(found, File | Row) and name in ("new", "put", "reopen"):
            self.pile.show_pile("inbox")
            self.show_thing(found.id)
        self.refresh()
        self.opened.emit()

    def _connect(self) -> None:
        self.pile.chosen.connect(self._chosen)
        self.pile.opened.connect(self._open)
        self.pile.failed.connect(self._failed)
        self.green.page_asked.connect(self.correspondence.go_to)
        self.yellow.saved.connect(self._saved)
        self.acts.asked.connect(self._act)
        self.undo.asked.connect(self._undo)
        self._middle.refused.again.connect(self._send_again)
        self._middle.refused.given_up.connect(self._give_up)
        self.undo.over.connect(self.refresh)
        self.sheets.left.connect(self.pile.setFocus)
        self.sheets.currentChanged.connect(self._make_room)
        self.correspondence.cited.connect(self.yellow.cite)
        self.sheets.moves.noting_asked.connect(self.green.go_to)
        self.correspondence.large_asked.connect(self.read_large)
        self.sheets.done.connect(self._done)

    def _saved(self, file: File) -> None:
        if self._thing is not None and self._thing.id == file.id:
            self._thing = file
            self.acts.show_for(file)

    def _bind_keys(self) -> None:
        for keys, act in (
            ("Ctrl+Down", partial(self.pile.step, 1)),
            ("Ctrl+Up", partial(self.pile.step, -1)),
            ("Ctrl+PgDown", partial(self.correspondence.turn, 1)),
            ("Ctrl+PgUp", partial(self.correspondence.turn, -1)),
            ("Ctrl+0", self.read_large),
            ("Ctrl+R", self.correspondence.cite),
            ("Ctrl+1", self.pile.setFocus),
            ("Ctrl+2", self.yellow.setFocus),
            ("Ctrl+3", self.correspondence.setFocus),
        ):
            found = QShortcut(QKeySequence(keys), self)
            found.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            found.activated.connect(act)

    def _make_room(self) -> None:
        """The list gives way to what needs the room: a page that is read large, a sheet with a broad table."""
        self.acts.show_sheet(self.sheets.leading)
        reads = self._reading and self.sheets.is_reading
        hides = reads or self.sheets.is_broad
        if hides != self.pile.isHidden():
            self.pile.setHidden(hides)
            self._split.setSizes([0, *BROAD] if hides else WIDTHS)

    def read_large(self) -> None:
        """Give the page the room of the list, or give it back."""
        self._reading = not self._reading
        self._make_room()
        (self.correspondence if self._reading else self.pile).setFocus()

    def _lay_out(self) -> None:
        self.setFocusProxy(self.pile)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        for pane, least in zip((self.pile, self._middle, self.sheets), LEAST, strict=True):
            pane.setMinimumWidth(least)
            self._split.addWidget(pane)
        self._split.setSizes(WIDTHS)
        self._split.setChildrenCollapsible(False)
        for place, stretch in enumerate((0, 1, 1)):
            self._split.setStretchFactor(place, stretch)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.undo)
        box.addWidget(self._asking)
        box.addWidget(self._split, 1)
        box.addWidget(self.acts)
        self._middle.setHidden(self.sheets.is_whole)
