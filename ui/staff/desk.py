"""The employee master's place: the sheets of all offices, and the one that is worked at."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.base.days import clock_words
from app.base.words import Words
from app.staff.model import Batch, BatchState, Taken
from app.words import words
from ui.places import Listing, Place, label
from ui.staff.batch_acts import BatchActs
from ui.staff.certify_sheet import CertifySheet
from ui.staff.grid_view import GridView
from ui.staff.many_sheet import ManySheet
from ui.staff.reason_sheet import ReasonSheet
from ui.staff.sheet import StaffSheet
from ui.staff.take_sheet import TakeSheet
from ui.staff.upload_bar import UploadBar
from ui.tasks import Lane, Tasks
from ui.theme import SIZES, restyle
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

TONES = {
    BatchState.WORKING: "",
    BatchState.CONFIRMED: "wait",
    BatchState.CERTIFIED: "wait",
    BatchState.UPLOADING: "wait",
    BatchState.DONE: "good",
    BatchState.DROPPED: "wrong",
    BatchState.ELSEWHERE: "wrong",
}


class StaffPlace(Place):
    """A list of sheets; Enter opens one; what is asked meanwhile lies over it. Esc leads back."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "staff", parent)
        self._stack = QStackedWidget(self)
        self.list, self.grid = self._listing(), GridView(office, tasks, speech, self)
        self.acts, self.upload = BatchActs(speech, self), UploadBar(speech, self)
        self._who, self._state = (
            label(self, "heading", name="staff.who"),
            label(self, "heading", name="staff.state"),
        )
        self.take_in, self.many = (
            TakeSheet(office, tasks, speech, self),
            ManySheet(office, tasks, speech, self),
        )
        self.certify = CertifySheet(office, tasks, speech, self)
        self.again, self.drop = (
            ReasonSheet(office, tasks, speech, name, self) for name in ("open-again", "drop")
        )
        self._new = self.button("new", "staff-ui.new", self.new_sheet, "primary")
        self._open = self.button("open", "staff-ui.open", self._open_chosen)
        self._pages = {"list": self._list_page(), "grid": self._grid_page()}
        self._lay_out()
        self._connect()
        self._bind_keys()

    # --- where one is ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask how the sheets stand; the grid is not sorted anew under the cursor."""
        self.run(Lane.RECORDS, self.office.staff.batches, self._show_batches)
        if self.is_at_grid:
            self.grid.look_at_counts()

    @property
    def is_at_grid(self) -> bool:
        return self._stack.currentWidget() is self._pages["grid"]

    def new_sheet(self) -> None:
        """Take a sheet in; of the office that is worked at, where one is."""
        batch = self.grid.batch if self.is_at_grid else None
        self.tell(None)
        self._stack.setCurrentWidget(self.take_in)
        self.take_in.begin(batch.office if batch else "")

    def open_batch(self, batch: Batch) -> None:
        self._stack.setCurrentWidget(self._pages["grid"])
        self.grid.begin(batch)
        self._show_batch(batch)
        self.grid.setFocus()

    def leave(self) -> None:
        """Go back to the list."""
        self.tell(None)
        self._stack.setCurrentWidget(self._pages["list"])
        self.list.setFocus()
        self.refresh()

    def _open_chosen(self) -> None:
        if batch := self.list.current():
            self.tell(None)
            self.open_batch(batch)

    def _put_away(self) -> None:
        """A sheet was put away: back to where it was begun."""
        if self.grid.batch is not None and self._stack.currentWidget() is not self.take_in:
            self._back_to_grid()
        else:
            self.leave()

    def _back_to_grid(self) -> None:
        self._stack.setCurrentWidget(self._pages["grid"])
        self.grid.refresh()
        self.grid.setFocus()

    # --- acts --------------------------------------------------------------------------------------------------------

    def do(self, name: str) -> None:
        """Do an act with the batch by its name."""
        batch = self.grid.batch
        if batch is None:
            return
        self.tell(None)
        here, steps = self._acts(batch), self._steps()
        if name in here:
            here[name]()
        elif name in steps:
            done = partial(self._stepped, words(f"staff-ui.done-{name}"))
            self.run(Lane.RECORDS, partial(steps[name], batch.id), done)

    def _acts(self, batch: Batch) -> dict[str, Callable[[], None]]:
        """Return what is done on this screen."""
        grid = self.grid
        return {
            "next-wrong": grid.next_wrong,
            "take-proposal": grid.take_proposal,
            "undo": grid.undo,
            "redo": grid.redo,
            "value": grid.only_this_value,
            "many": self._begin_many,
            "again": self.new_sheet,
            "certify": partial(self._begin, self.certify, partial(self.certify.begin, batch)),
            "open-again": partial(self._begin, self.again, partial(self.again.begin, batch.id)),
            "drop": partial(self._begin, self.drop, partial(self.drop.begin, batch.id)),
        }

    def _steps(self) -> dict[str, Callable[[str], Batch]]:
        """Return what moves a batch on."""
        staff = self.office.staff
        return {
            "confirm": staff.confirm,
            "upload": staff.upload,
            "pause": staff.pause,
            "resume": staff.resume,
            "cancel": staff.cancel,
        }

    def _begin(self, sheet: StaffSheet, begin: Callable[[], None]) -> None:
        self._stack.setCurrentWidget(sheet)
        begin()

    def _begin_many(self) -> None:
        grid, batch = self.grid, self.grid.batch
        if batch is not None:
            self._stack.setCurrentWidget(self.many)
            self.many.begin(batch.id, grid.chosen(), grid.rows.fields, grid.field)

    def _stepped(self, told: Words, batch: Batch) -> None:
        self.tell(told)
        self.open_batch(batch)

    def _taken(self, taken: tuple[Batch, Taken]) -> None:
        batch, brought = taken
        self.open_batch(batch)
        self.tell(
            words(
                "staff-ui.taken",
                joined=brought.joined,
                changed=brought.changed,
                same=brought.same,
                left=len(brought.left),
            ),
            "wait" if brought.left else "good",
        )

    def _changed_many(self, count: int) -> None:
        self._back_to_grid()
        self.grid.changed_many(count)

    def _certified(self, batch: Batch) -> None:
        self._stepped(words("staff-ui.done-certify"), batch)

    def _dropped(self, _batch: Batch) -> None:
        self.leave()
        self.tell(words("staff-ui.done-drop"))

    def _opened_again(self, batch: Batch) -> None:
        self._stepped(words("staff-ui.done-open-again"), batch)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def _show_batches(self, batches: tuple[Batch, ...]) -> None:
        self.list.put(batches, lambda batch: batch.id)
        self._open.setEnabled(bool(batches))

    def _show_batch(self, batch: Batch) -> None:
        said = self.speech.word(
            "staff-ui.who", office=self.speech.say(batch.office_name), file=batch.file_name, rows=batch.rows
        )
        self._who.setText(said)
        self._state.setText(self._stands(batch))
        restyle(self._state, "tone", TONES[batch.state])
        self.acts.show_batch(batch, self.office.people.acting)
        self.upload.show_batch(batch)

    def _stands(self, batch: Batch) -> str:
        said = self.speech.word(f"staff-ui.state-{batch.state.value}")
        signed = batch.certification
        if signed is None or batch.state is BatchState.WORKING:
            return said
        return f"{said} · {self.speech.word('staff-ui.signed', digest=signed.digest[:12])}"

    def _say_batch(self) -> None:
        if self.grid.batch is not None:
            self._show_batch(self.grid.batch)

    def _listing(self) -> Listing[Batch]:
        speech = self.speech
        columns = (
            ("staff-ui.column-office", lambda batch: speech.say(batch.office_name)),
            ("staff-ui.column-file", lambda batch: batch.file_name),
            ("staff-ui.column-state", lambda batch: speech.word(f"staff-ui.state-{batch.state.value}")),
            ("staff-ui.column-rows", lambda batch: str(batch.rows)),
            ("staff-ui.column-errors", lambda batch: str(batch.errors)),
            ("staff-ui.column-warnings", lambda batch: str(batch.warnings)),
            ("staff-ui.column-sent", lambda batch: str(batch.progress.accepted)),
            ("staff-ui.column-when", lambda batch: clock_words(batch.updated_at)),
        )
        found = Listing[Batch](speech, "staff.list", columns, "staff-ui.none", self)
        found.activated.connect(self._open_chosen)
        return found

    def _connect(self) -> None:
        for sheet in (self.take_in, self.many, self.certify, self.again, self.drop):
            sheet.left.connect(self._put_away)
        self.take_in.done.connect(self._taken)
        self.many.done.connect(self._changed_many)
        self.certify.done.connect(self._certified)
        self.again.done.connect(self._opened_again)
        self.drop.done.connect(self._dropped)
        self.grid.problem.connect(self.tell_failed)
        self.grid.said.connect(self.tell)
        self.grid.moved.connect(self._show_batch)
        self.acts.asked.connect(self.do)
        self.upload.asked.connect(self.do)
        self.speech.changed.connect(self._say_batch)

    def _bind_keys(self) -> None:
        for keys, act, on in (
            ("Ctrl+N", self.new_sheet, self),
            ("F9", self.acts.go, self._pages["grid"]),
            ("F6", partial(self.do, "many"), self._pages["grid"]),
            ("Esc", self.leave, self._pages["grid"]),
        ):
            shortcut = QShortcut(QKeySequence(keys), on)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # --- put together ------------------------------------------------------------------------------------------------

    def _list_page(self) -> QWidget:
        found = QWidget(self)
        box, line = _column(found), QHBoxLayout()
        line.setSpacing(SIZES.step)
        for each in (self._new, self._open):
            line.addWidget(each)
        line.addStretch(1)
        box.addWidget(self.list, 1)
        box.addLayout(line)
        return found

    def _grid_page(self) -> QWidget:
        found = QWidget(self)
        box, head = _column(found), QHBoxLayout()
        head.setSpacing(SIZES.gap)
        head.addWidget(self._who)
        head.addWidget(self._state)
        head.addStretch(1)
        head.addWidget(self.button("back", "staff-ui.back", self.leave, "quiet"))
        box.addLayout(head)
        box.addWidget(self.upload)
        box.addWidget(self.grid, 1)
        box.addWidget(self.acts)
        return found

    def _lay_out(self) -> None:
        for each in (*self._pages.values(), self.take_in, self.many, self.certify, self.again, self.drop):
            self._stack.addWidget(each)
        self.box.addWidget(self._stack, 1)
        self.setFocusProxy(self.list)


def _column(page: QWidget) -> QVBoxLayout:
    found = QVBoxLayout(page)
    found.setContentsMargins(0, 0, 0, 0)
    found.setSpacing(SIZES.step)
    return found
