"""The employee master's place: how far every office is, and the one sheet that is worked at."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from app.accounts.model import may
from app.base.words import Words
from app.errors import AppError
from app.staff.model import Batch, BatchState, Missing, Taken
from app.staff.posts import OfficeCard
from app.words import words
from ui.places import Place
from ui.staff.batch_acts import BatchActs
from ui.staff.bound import bind
from ui.staff.certify_sheet import CertifySheet
from ui.staff.confirm_bar import ConfirmBar
from ui.staff.error_sheet import ErrorSheet
from ui.staff.grid_view import GridView
from ui.staff.handing_out import HandingOut
from ui.staff.heading import Heading
from ui.staff.leave_out_sheet import LeaveOutSheet
from ui.staff.many_sheet import ManySheet
from ui.staff.missing_sheet import MissingSheet
from ui.staff.overview import Overview, lines_of
from ui.staff.pages import grid_page, list_page
from ui.staff.reason_sheet import ReasonSheet
from ui.staff.sheet import StaffSheet, is_late
from ui.staff.standing import LIES_BACK, came_words, done_words
from ui.staff.take_back_sheet import TakeBackSheet
from ui.staff.take_sheet import TakeSheet
from ui.staff.taken import taken_words
from ui.staff.upload_bar import UploadBar
from ui.tasks import Lane, Tasks
from ui.words import Speech

if TYPE_CHECKING:
    from app.office import Office

Standing = tuple[tuple[Batch, ...], tuple[OfficeCard, ...], Mapping[str, Words]]


class StaffPlace(Place):
    """A list of offices; Enter opens a sheet, or takes one in; what is asked meanwhile lies over it. Esc leads back."""

    def __init__(self, office: "Office", tasks: Tasks, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(office, tasks, speech, "staff", parent)
        self._stack = QStackedWidget(self)
        self.overview, self.grid = Overview(speech, self), GridView(office, tasks, speech, self)
        self.acts, self.upload = BatchActs(speech, self), UploadBar(speech, self)
        self.heading, self.confirming = Heading(speech, self), ConfirmBar(speech, self)
        self.steps = self.heading.steps
        self._sources: dict[str, Path] = {}
        self.hands_out = HandingOut(self)
        self.take_in = TakeSheet(office, tasks, speech, self)
        self.many = ManySheet(office, tasks, speech, self)
        self.certify = CertifySheet(office, tasks, speech, self)
        self.error_sheet = ErrorSheet(office, tasks, speech, self)
        self.again, self.back, self.drop = (
            ReasonSheet(office, tasks, speech, name, self) for name in ("open-again", "give-back", "drop")
        )
        self.leave_out = LeaveOutSheet(office, tasks, speech, self)
        self.take_back = TakeBackSheet(office, tasks, speech, self)
        self.missing = MissingSheet(office, tasks, speech, self)
        self._sheets = (
            self.take_in,
            self.leave_out,
            self.many,
            self.certify,
            self.error_sheet,
            self.again,
            self.back,
            self.drop,
            self.take_back,
            self.missing,
        )
        self._only_at_list = [
            *self.findChildren(QLabel, "staff.title"),
            *self.findChildren(QLabel, "staff.hint"),
        ]
        self._new = self.button("new", "staff-ui.new", self.new_sheet, "primary")
        self._open = self.button("open", "staff-ui.open", self._open_chosen)
        above = (self.heading, self.upload, self.confirming)
        self._pages = {
            "list": list_page(self, self.overview, self._new, self._open),
            "grid": grid_page(self, self.grid, self.acts, *above),
        }
        self._lay_out()
        self._connect()
        self._bind_keys()

    # --- where one is ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask how the sheets stand; the grid is not sorted anew under the cursor."""
        self.run(Lane.RECORDS, self._asked, self._show_standing)
        if self.is_at_grid:
            self.grid.look_at_counts()

    @property
    def is_at_grid(self) -> bool:
        return self._stack.currentWidget() is self._pages["grid"]

    @property
    def collects(self) -> bool:
        """Whether this person takes sheets in, and does not only certify them."""
        acting = self.office.people.acting
        return acting is not None and may(acting.post.roles, "staff.begun")

    def new_sheet(self) -> None:
        """Take a sheet in: of the office that is worked at or marked in the list, else of one still to be chosen."""
        batch, marked = self.grid.batch if self.is_at_grid else None, self.overview.awaited()
        self._take_sheet_of(batch.office if batch else marked)

    def open_sheet(self, id: str) -> None:
        """Open a sheet that another place of the rail names."""
        self.run(Lane.RECORDS, partial(self.office.staff.looked_at, id), self.open_batch)

    def open_batch(self, batch: Batch) -> None:
        self._go_to(self._pages["grid"])
        self.grid.begin(batch)
        self._show_batch(batch)
        if not self.steps.knows:
            self.refresh()
        self.grid.setFocus()

    def leave(self) -> None:
        """Go back to the list; what goes on is stopped, and a question that stands open put away, before that."""
        if self.grid.turning.is_on:
            self.grid.turning.stop()
            return
        if self.confirming.isVisible():
            self.confirming.hide()
            self.grid.setFocus()
            return
        self.tell(None)
        if batch := self.grid.batch:
            self.overview.come_back_from(batch, self.office.people.acting)
        self.grid.close_batch()
        self._go_to(self._pages["list"])
        self.overview.setFocus()
        self.refresh()

    def _go_to(self, page: QWidget) -> None:
        """Show a page; what the place is for is said over the list alone, the others need the room."""
        self._stack.setCurrentWidget(page)
        for each in self._only_at_list:
            each.setVisible(page is self._pages["list"])

    def _open_chosen(self) -> None:
        line = self.overview.current()
        if line is None:
            return
        self.tell(None)
        if line.batch is not None:
            self.open_batch(line.batch)
        else:
            self._take_sheet_of(line.office)

    def _take_sheet_of(self, office: str) -> None:
        if self.collects:
            self.tell(None)
            self._go_to(self.take_in)
            self.take_in.begin(office)

    def _put_away(self) -> None:
        """A sheet was put away: back to where it was begun."""
        if self.grid.batch is not None:
            self._back_to_grid()
        else:
            self.leave()

    def tell_failed(self, error: AppError) -> None:
        """Say what went wrong, or that others were there before."""
        if is_late(error):
            self.refresh()
            self.tell(words("staff-ui.moved-meanwhile"), "wait")
        else:
            super().tell_failed(error)

    def _back_to_grid(self) -> None:
        self._go_to(self._pages["grid"])
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
            self._step(name, batch)

    def _step(self, name: str, batch: Batch) -> None:
        who = self.steps.who_certifies(batch)

        def done(moved: Batch) -> None:
            self._stepped(done_words(name, moved, who), moved)

        self.run(Lane.RECORDS, partial(self._steps()[name], batch.id), done)

    def _ask_to_confirm(self, found: tuple[Batch, tuple[Missing, ...]]) -> None:
        batch, stay = found
        if self.missing.isVisible():
            self._back_to_grid()
        if self.is_at_grid and self.grid.batch is not None and self.grid.batch.id == batch.id:
            self.confirming.ask(self.grid.batch, stay)

    def _confirm(self) -> None:
        if self.grid.batch is not None:
            self._step("confirm", self.grid.batch)
            self.grid.setFocus()

    def _acts(self, batch: Batch) -> dict[str, Callable[[], None]]:
        """Return what is done on this screen."""
        grid = self.grid
        return {
            "next-wrong": grid.next_wrong,
            "take-proposal": grid.take_proposal,
            "undo": grid.undo,
            "redo": grid.redo,
            "value": grid.only_this_value,
            "leave-out": grid.leave_out,
            "confirm": partial(self.missing.ask_of, batch),
            "many": self._begin_many,
            "again": self.new_sheet,
            "export": partial(self.hands_out.export, batch),
            "summary": partial(self.hands_out.summary, batch),
            "error-sheet": partial(
                self._begin,
                self.error_sheet,
                partial(self.error_sheet.begin, batch, self._sources.get(batch.id)),
            ),
            "certify": partial(self._begin, self.certify, partial(self.certify.begin, batch)),
            "open-again": partial(self._begin_to_open, batch),
            "take-back": partial(self._begin, self.take_back, partial(self.take_back.begin, batch.id)),
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
        self._go_to(sheet)
        begin()

    def _begin_to_open(self, batch: Batch) -> None:
        """Whoever made the sheet opens it for themselves, others give it back to them."""
        sheet = self.again if batch.made_here and self.collects else self.back
        self._begin(sheet, partial(sheet.begin, batch.id))

    def _begin_many(self) -> None:
        grid, batch = self.grid, self.grid.batch
        if batch is not None and not grid.is_closed():
            self._go_to(self.many)
            rows = grid.chosen()
            chosen = len(rows) < len(grid.rows.numbers)
            self.many.begin(batch.id, rows, grid.rows.fields, grid.field, chosen=chosen)

    def _begin_to_leave_out(self, numbers: tuple[int, ...]) -> None:
        batch, row = self.grid.batch, self.grid.current
        if batch is not None and row is not None:
            self.tell(None)
            self._begin(self.leave_out, partial(self.leave_out.begin, batch.id, numbers, row))

    def _left_out(self, count: int) -> None:
        self._back_to_grid()
        self.grid.left_out(count)

    def _stepped(self, told: Words, batch: Batch) -> None:
        self.tell(told)
        self.open_batch(batch)

    def _taken(self, taken: tuple[Batch, Taken]) -> None:
        batch, brought = taken
        source = self.take_in.source
        if source is not None and source.file is not None:
            self._sources[batch.id] = source.file
        self.open_batch(batch)
        self.tell(*taken_words(batch, brought))

    def _changed_many(self, count: int) -> None:
        self._back_to_grid()
        self.grid.changed_many(count)

    def _certified(self, batch: Batch) -> None:
        self._stepped(
            words("staff-ui.done-certify" if self.collects else "staff-ui.done-certify-here"), batch
        )

    def _dropped(self, _batch: Batch) -> None:
        self.leave()
        self.tell(words("staff-ui.done-drop"))

    # --- what is shown -----------------------------------------------------------------------------------------------

    def _asked(self) -> Standing:
        staff = self.office.staff
        return staff.batches(), staff.offices.all(), staff.elsewhere()

    def _show_standing(self, standing: Standing) -> None:
        batches, cards, elsewhere = standing
        self.steps.put(cards)
        self.grid.pane.set_offices({each.code: each.name for each in cards})
        lines = lines_of(cards, batches, self.office.people.acting, elsewhere)
        self.overview.put(lines, collects=self.collects)
        (hint,) = self.findChildren(QLabel, "staff.hint")
        key = "ui.staff-hint" if self.collects else "staff-ui.hint-certify"
        self.speech.bind(hint.setText, key, self)
        self._new.setVisible(self.collects)
        self._open.setEnabled(bool(lines))

    def _moved(self, before: Batch, batch: Batch) -> None:
        """The batch stands otherwise than before; what came of itself is told."""
        self._show_batch(batch)
        if told := came_words(before, batch):
            self.tell(told, "wait" if batch.state in LIES_BACK else "good")
        if batch.progress.refused and before.state is BatchState.UPLOADING:
            self.grid.next_refused(batch)

    def _show_batch(self, batch: Batch) -> None:
        acting = self.office.people.acting
        self.heading.show_batch(batch, acting.person.id if acting else "")
        self.acts.show_batch(batch, acting)
        self.upload.show_batch(batch)
        self.confirming.look_at(batch)

    def _say_batch(self) -> None:
        if self.grid.batch is not None:
            self._show_batch(self.grid.batch)

    def _connect(self) -> None:
        self.overview.activated.connect(self._open_chosen)
        self.heading.left.connect(self.leave)
        for sheet in self._sheets:
            sheet.left.connect(self._put_away)
            sheet.came_late.connect(self.tell_failed)
        self.take_in.done.connect(self._taken)
        self.many.done.connect(self._changed_many)
        self.grid.leaving_out.connect(self._begin_to_leave_out)
        self.leave_out.done.connect(self._left_out)
        self.certify.done.connect(self._certified)
        self.certify.token_asked.connect(partial(self.place_asked.emit, "token"))
        self.again.done.connect(partial(self._stepped, words("staff-ui.done-open-again")))
        self.back.done.connect(partial(self._stepped, words("staff-ui.done-give-back")))
        self.take_back.done.connect(partial(self._stepped, words("staff-ui.done-take-back")))
        self.drop.done.connect(self._dropped)
        self.grid.problem.connect(self.tell_failed)
        self.grid.said.connect(self.tell)
        self.grid.moved.connect(self._moved)
        self.acts.asked.connect(self.do)
        self.upload.asked.connect(self.do)
        self.confirming.confirmed.connect(self._confirm)
        self.missing.wanted.connect(partial(self._go_to, self.missing))
        self.missing.done.connect(self._ask_to_confirm)
        self.speech.changed.connect(self._say_batch)

    def _bind_keys(self) -> None:
        bind(self, {"Ctrl+N": self.new_sheet})
        at_grid: dict[str, Callable[[], None]] = {
            "F9": self.acts.go,
            "F6": partial(self.do, "many"),
            "Ctrl+E": partial(self.do, "error-sheet"),
            "Ctrl+M": self.acts.open_menu,
            "Esc": self.leave,
        }
        bind(self._pages["grid"], at_grid)

    # --- put together ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for each in (*self._pages.values(), *self._sheets):
            self._stack.addWidget(each)
        self.box.addWidget(self._stack, 1)
        self.setFocusProxy(self.overview)
