"""The e-File desk: the pile at the left, the notings in the middle, the correspondence at the right, acts below."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.words import Words
from app.efile.model import File, Receipt, Row
from app.efile.walk import Place
from app.errors import AppError
from app.words import explain, words
from ui.documents import ask_papers
from ui.efile.acts import Acts
from ui.efile.aside import Aside
from ui.efile.asking import Asking
from ui.efile.looking import Look, look_at, pages_of
from ui.efile.middle import Middle
from ui.efile.panes import bind_within, panes
from ui.efile.pile import Pile
from ui.efile.pulled import Pulled
from ui.efile.rare import RARE
from ui.efile.room import Room
from ui.efile.sheets import Sheets
from ui.efile.taken_away import TakenAway
from ui.efile.told_line import NewsLine, about, came_of
from ui.efile.undo_bar import UndoBar
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

T = TypeVar("T")
MANY = 2
LATE_MS = 150  # a paper that comes sooner takes the place of the one before without a blink


class EFileDesk(QWidget):
    """To choose a row looks at it; Enter opens it. `opened` tells that something moved."""

    opened = Signal()

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("efile")
        self._office, self._tasks, self._speech = office, tasks, speech
        self._row: Row | None = None
        self._wanted, self._opens = "", ""
        self._thing: File | Receipt | None = None
        self._held = False  # it may still stand here for a blink, but another is chosen
        self._pulled, self._taken = Pulled(office, tasks, self), TakenAway(office, tasks, self)
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        self._late.timeout.connect(self._show_coming)
        self.pile = Pile(office, tasks, speech, self)
        self._middle = Middle(office, tasks, speech, self)
        self.green, self.yellow, self._told = self._middle.green, self._middle.yellow, self._middle.told
        self.sheets = Sheets(office, tasks, speech, self)
        self.correspondence = self.sheets.correspondence
        self.acts, self.undo = Acts(speech, self), UndoBar(office, tasks, speech, self)
        self._asking = Asking(speech, "efile.asking", self)
        self._news, self.aside = NewsLine(speech, self), Aside(speech, self.sheets, self)
        self._lay_out()
        self._connect()
        self._bind_keys()

    def refresh(self) -> None:
        """Ask for the pile anew, and for what is looked at; first for what was asked back, before its row is gone."""
        self._pulled.look()
        self.pile.refresh()
        self.undo.refresh()
        if self._wanted and self.sheets.is_reading:
            self._look(self._wanted)

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
        self.sheets.begin_new(self._wanted)

    # --- what is looked at -------------------------------------------------------------------------------------------

    def _chosen(self, row: Row | None) -> None:
        self.yellow.save()
        if self._thing is not None and self.pile.rows.place_of(self._thing.id) < 0:
            self._taken.look(self._thing)
        self._row = row
        if row is None or row.id != self._wanted:
            self.sheets.leave_asked()
        if row is None:
            self._wanted = ""
            self._show_nothing()
        else:
            self._look(row.id)

    def _look(self, id: str) -> None:
        self._wanted = id
        self._told.looks_at(id)
        self._asking.hide()
        if self._thing is None or self._thing.id != id:
            self._hold()
            self._late.start()
        failed = partial(self._not_shown, id)
        self._tasks.run(Lane.RECORDS, partial(look_at, self._office, id), self._show, failed, owner=self)

    @property
    def _shown(self) -> File | Receipt | None:
        """What acts are done to: what stands here, unless another is chosen already."""
        return None if self._held else self._thing

    def _hold(self) -> None:
        """Nothing is done to what is not chosen any more, though it may still stand here for a blink."""
        self._held = True
        self.acts.hold()
        self.yellow.rest()

    def _show_coming(self) -> None:
        row = self._row if self._row is not None and self._row.id == self._wanted else None
        self._middle.show_coming(row)
        self.correspondence.show_coming()
        self.acts.show_for(None)

    def _not_shown(self, id: str, error: AppError) -> None:
        if id == self._wanted and self._held:
            self._show_nothing()
        self._failed(error)

    def _show(self, look: Look) -> None:
        """What was left meanwhile is not shown any more."""
        thing = look.thing
        if thing.id != self._wanted:
            return
        self._thing, self._held = thing, False
        self._late.stop()
        if isinstance(thing, File):
            # its page is drawn on another thread, while the rest is shown here
            self.correspondence.show_file(thing)
        else:
            self.correspondence.show_papers(pages_of(thing))
        self._middle.show_look(look, self._row)
        self.acts.show_for(thing)
        self.sheets.begin_wanted(thing)
        opens, self._opens = self._opens, ""
        if opens == thing.id and self._row is not None and self._row.id == opens:
            self._open(self._row)

    def _show_nothing(self) -> None:
        self._thing, self._held = None, False
        self._late.stop()
        self._middle.show_nothing()
        self.correspondence.show_nothing()
        self.acts.show_for(None)

    # --- acts --------------------------------------------------------------------------------------------------------

    def _open(self, row: Row) -> None:
        """Open what is unopened, once it is shown; what is open already takes the cursor into its note."""
        shown = self._shown
        if shown is None or shown.id != row.id:
            self._opens = row.id
            return
        if shown.place is Place.UNOPENED:
            self._moved(partial(self._office.efile.open, row.id), words("efile-ui.opened"))
        else:
            self.yellow.setFocus()

    def _marked(self) -> tuple[Row, ...]:
        """Return the rows that are marked together; none, where one alone is looked at."""
        marked = self.pile.selected()
        return marked if len(marked) >= MANY else ()

    def _open_all(self) -> None:
        """Open what is shown, or all that is marked with it: a bundle of letters is acknowledged in one go."""
        shown = self._shown
        if shown is None:
            return
        marked = tuple(row.id for row in self._marked() if row.place is Place.UNOPENED)
        unopened = marked if shown.id in marked else (shown.id,)
        count = len(unopened)
        told = words("efile-ui.opened") if count < MANY else words("efile-ui.opened-all", count=count)

        def opened() -> None:
            for each in unopened:
                self._office.efile.open(each)

        self._run(opened, self._refreshed(told))

    def _act(self, name: str) -> None:
        thing = self._shown
        if name == "new":
            self.new_file()
        elif name == "batch":
            self.tell(None)
            self.sheets.begin_batch([row.id for row in self._marked() if row.is_file])
        elif name == "folder" and thing is not None:
            self.tell(None)
            here = [row.id for row in self._marked() if row.place is Place.AT_DESK]
            self.sheets.begin_folder(here or [thing.id], self.pile.folders)
        elif name == "open":
            self._open_all()
        elif thing is not None:
            self._act_on(name, thing)

    def _act_on(self, name: str, thing: File | Receipt) -> None:
        efile, which = self._office.efile, thing.id
        if name == "undo":
            self._undo(which)
        elif name == "pull-back":
            self._pulled.ask(which)
        elif name == "unpark":
            self._moved(partial(efile.unpark, which), words("efile-ui.unparked"))
        elif name in ("in-file", "main"):
            self._wanted, self._row = "", None
            self.show_thing(thing.of_file if isinstance(thing, File) else thing.file)
        elif name == "enclose":
            self._enclose(thing)
        elif name in RARE:
            self._act_rarely(name, which)
        else:
            self.yellow.when_settled(partial(self._begin, name, which))

    def _act_rarely(self, name: str, id: str) -> None:
        """What is done rarely, from the menu."""
        rare = RARE[name]
        work = partial(rare.work, self._office, id)
        done = self._refreshed(words(rare.told))
        go_on = partial(self._tasks.run, rare.lane, work, done, self._failed, owner=self)
        if rare.question:
            self._asking.ask(rare.question, f"efile-ui.act-name-{name}", go_on)
        else:
            go_on()

    def _begin(self, name: str, id: str) -> None:
        """Begin a sheet, with what was saved a moment ago."""
        if (shown := self._shown) and shown.id == id:
            self.tell(None)
            self.sheets.begin(name, shown)

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
        self.tell(words("efile-ui.undoing"), "wait")
        self.pile.wait()
        self._run(partial(self._office.efile.undo, id), partial(self._came_back, words("efile-ui.undone")))
        self.pile.refresh()

    def _came_back(self, told: Words, found: File | Receipt | Row) -> None:
        """What came back lies in the inbox again, and is looked at: what is told is of nothing else."""
        self.yellow.save()
        self.sheets.read()
        self.pile.show_pile("inbox")
        self.show_thing(found.id)
        self.tell(about(found, told))
        self.refresh()
        self.opened.emit()

    def _tell_pulled(self, thing: File | Receipt) -> None:
        told = words("efile-ui.pulled-back" if thing.mine else "efile-ui.pulled-late")
        tone = "good" if thing.mine else "wrong"
        if thing.id != self._wanted:
            self._news.tell(about(thing, told), tone)
        elif thing.mine and self.sheets.is_reading and self.pile.name == "sent":
            self._came_back(told, thing)
        else:
            self.tell(about(thing, told), tone)

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
        """What came of a sheet is told and shown at once, and what is looked at is read anew."""
        if isinstance(found, File) and (shown := self._shown) and shown.id == found.id:
            self._thing = found
            self._middle.show_done(found)
            self.acts.show_for(found)
        if name != "drafts":
            self.sheets.read()
            self.pile.setFocus()
            self.tell(came_of(name, found))
        if isinstance(found, File | Row) and name in ("new", "part", "volume", "put", "reopen"):
            self.pile.show_pile("inbox")
            self.show_thing(found.id)
        self.refresh()
        self.opened.emit()

    def _connect(self) -> None:
        self.pile.chosen.connect(self._chosen)
        self.pile.moving.connect(self._hold)
        self.pile.opened.connect(self._open)
        self.pile.failed.connect(self._failed)
        self.green.page_asked.connect(self.correspondence.go_to)
        self.yellow.saved.connect(self._saved)
        self.yellow.typed.connect(lambda written: self.acts.follow_note(written=written))
        self.acts.asked.connect(self._act)
        self.acts.refused.connect(self._told.note)
        self.undo.asked.connect(self._undo)
        self._pulled.asked.connect(self._refreshed(words("efile-ui.asked-back")))
        self._pulled.decided.connect(self._tell_pulled)
        self._taken.told.connect(partial(self._news.tell, tone="wrong"))
        for each in (self._pulled, self._taken):
            each.failed.connect(self._failed)
        self._middle.refused.again.connect(self._send_again)
        self._middle.refused.given_up.connect(self._give_up)
        self.undo.over.connect(self.refresh)
        self.undo.failed.connect(self._failed)
        self.sheets.left.connect(self.pile.setFocus)
        self.sheets.currentChanged.connect(self._say_next)
        self.correspondence.cited.connect(self.yellow.cite)
        self.sheets.moves.noting_asked.connect(self.green.go_to)
        self.correspondence.large_asked.connect(self._room.read_large)
        self.sheets.done.connect(self._done)
        self.sheets.ended_aside.connect(self.refresh)

    def _saved(self, file: File) -> None:
        if (shown := self._shown) and shown.id == file.id:
            self._thing = file
            self.acts.show_for(file)
            self.sheets.rewrite(file)

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+Down": partial(self.pile.step, 1),
            "Ctrl+Up": partial(self.pile.step, -1),
            "Ctrl+PgDown": partial(self.correspondence.turn, 1),
            "Ctrl+PgUp": partial(self.correspondence.turn, -1),
            "Ctrl+0": self._room.read_large,
            "Ctrl+R": self.correspondence.cite,
            "Ctrl+1": self.pile.setFocus,
            "Ctrl+2": self.yellow.setFocus,
            "Ctrl+3": self.correspondence.setFocus,
        }
        bind_within(self, keys)
        for beside in (self.pile, self._middle, self.acts):  # a sheet takes its own Esc
            bind_within(beside, {"Esc": self.sheets.put_away})

    def _say_next(self) -> None:
        """F9 stands for the next step of the sheet that lies open."""
        self.acts.show_sheet(self.sheets.leading)

    def _lay_out(self) -> None:
        self.setFocusProxy(self.pile)
        split = panes(self, self.pile, self._middle, self.sheets)
        self._room = Room(split, self.pile, self._middle, self.sheets)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.undo)
        for each in (self.aside, self._asking, self._news):
            box.addWidget(each)
        box.addWidget(split, 1)
        box.addWidget(self.acts)
