"""The employee master's use cases, each in a transaction of its own."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from sqlalchemy.orm import Session

from app.base.words import Language, Words
from app.efile import dsc_register
from app.efile.at import At as FileAt
from app.office.beside import Beside
from app.office.desk import Desk
from app.office.offices import Offices
from app.office.readiness import ReadinessDesk
from app.office.recheck import recheck
from app.office.staff_missing import MissingPeople
from app.office.staff_papers import StaffPapers
from app.office.staff_sheets import StaffSheets, watched
from app.office.staff_taken import LastSheet
from app.office.staff_work import StaffWork
from app.staff import grid, reading
from app.staff.actions import batches, certify, taking_in, upload
from app.staff.actions import left_out as leaving
from app.staff.actions import many as mending_many
from app.staff.actions import mend as mending
from app.staff.actions.reach import require_reach
from app.staff.at import At
from app.staff.model import Asked, Batch, Person, Row, Taken, ToCertify
from app.staff.remembered import remembered_mapping
from app.staff.sheets.fields import fields
from app.staff.sheets.model import (
    ASKED_NOTHING,
    Answers,
    CheckedSheet,
    ColumnMapping,
    Diff,
    Field,
    Foretold,
    Many,
    MistakeKind,
    Pasted,
)
from app.staff.sheets.watch import part
from app.sync.clock import require_trusted_clock
from app.words import words


class Staff(StaffWork):
    """What the staff of a district do with the sheets of its offices."""

    def __init__(self, desk: Desk, nudge: Callable[[], None]) -> None:
        super().__init__(desk, nudge)
        self.offices = Offices(desk, self._after)
        self.readiness = ReadinessDesk(desk, self._after)
        self.beside, self.last_sheet = Beside(desk, self._after), LastSheet(desk, self._after)
        self.missing = MissingPeople(desk, self._after)
        self._sheets, self._papers = StaffSheets(desk), StaffPapers(desk)

    # --- asked -------------------------------------------------------------------------------------------------------

    def fields(self) -> tuple[Field, ...]:
        """Return what is asked of every employee, in the order of the prescribed form."""
        return tuple(fields().values())

    def batches(self) -> tuple[Batch, ...]:
        """Return every sheet of this desk that this post may look at, the one changed last first."""
        at = self._at()
        return self._asked(lambda session: reading.batches(session, at))

    def batch(self, id: str) -> Batch:
        return self._asked(lambda session: reading.read_batch(session, id))

    def looked_at(self, id: str) -> Batch:
        """Return a batch that somebody wants to look at. Raises: InputError("staff.other-office")."""
        at = self._at()

        def look(session: Session) -> Batch:
            found = reading.read_batch(session, id)
            require_reach(session, at, found.office)
            return found

        return self._asked(look)

    def elsewhere(self) -> Mapping[str, Words]:
        """Return by office who has its sheet open at another desk: none is taken in here meanwhile."""
        return self._asked(reading.elsewhere)

    def require_takes(self, office: str) -> None:
        """Raise unless a sheet of the office of this id could be taken in now, before any is read.

        Raises: NotAllowed; InputError("staff.other-office" | "staff.batch-elsewhere"); WrongStep("staff.locked").
        """
        at = self._at_work()
        self._asked(lambda session: batches.require_takes(session, at, office))

    def waiting(self) -> int:
        """Return how many sheets others have left to whoever sits here: to be certified, or to be sent."""
        at = self._at()
        return self._asked(lambda session: reading.waiting(session, at))

    def order(self, batch: str, asked: Asked) -> Sequence[int]:
        """Return the numbers of the rows that fit, in order; `rows` gives a page of them."""
        return self._asked(
            lambda session: self._sorted.order(
                session, batch, asked, self._heard.rows(session, batch, asked.text)
            )
        )

    def sort_ahead(self, batch: str, field: str) -> None:
        """Sort all rows by a field before anybody asks; `order` knows it then, as long as no sheet is taken in."""
        self._asked(lambda session: self._sorted.by(session, batch, field))

    def rows(self, batch: str, numbers: Sequence[int]) -> tuple[Row, ...]:
        """Return these rows, at most 500."""
        return self._asked(lambda session: grid.page(session, batch, numbers))

    def at_line(self, batch: str, line: int, sheet: str = "") -> tuple[int, ...]:
        """Return the numbers of the rows in this line of the office's file; its sheets may have one each."""
        return self._asked(lambda session: grid.at_line(session, batch, line, sheet))

    def choices(self, batch: str, field: str) -> tuple[tuple[str, int], ...]:
        """Return the values of a field with how often each stands."""
        return self._asked(lambda session: grid.values_of(session, batch, field))

    def findings(self, batch: str) -> tuple[MistakeKind, ...]:
        """Return the kinds of mistakes, the most frequent first."""
        return self._asked(lambda session: grid.findings_of(session, batch))

    def people(self, office: str, first: int = 0) -> tuple[Person, ...]:
        return self._asked(lambda session: reading.people_of(session, office, first))

    def find(self, typed: str, office: str = "") -> tuple[Person, ...]:
        """Return people of one office, or of all, by what is typed of them; not too many."""
        return self._asked(lambda session: reading.find_people(session, typed, office))

    # --- taking in and mending ---------------------------------------------------------------------------------------

    def check(
        self,
        file: Path,
        office: str,
        mapping: ColumnMapping | None = None,
        *,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> CheckedSheet:
        """Read and judge a file for the office of this code; nothing is kept. `progress` hears of rows done.

        Without a mapping, what the office settled before is used. Both calls come on the thread that checks.
        Raises: FileRefused; InputError("sheet.mapping-of-another-office"); Cancelled.
        """
        return self._sheets.check(file, office, mapping, progress, cancelled)

    def check_text(
        self,
        text: str,
        office: str,
        mapping: ColumnMapping | None = None,
        *,
        name: str = "",
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> CheckedSheet:
        """Do the same with what was copied in a spreadsheet. It is read in memory and comes to no disk."""
        pasted = Pasted(name or words("staff.pasted").hi, text)
        return self._sheets.check(pasted, office, mapping, progress, cancelled)

    def mapping_of(self, office: str) -> ColumnMapping | None:
        """Return which column holds which field in the sheets of the office of this code, as it was settled last."""
        return self._asked(lambda session: remembered_mapping(session, office))

    def diff(self, old: CheckedSheet | str, new: CheckedSheet) -> Diff:
        """Say who joined, moved, changed and left; `old` is a sheet, or the id of a batch or of an office's people.

        Raises: InputError("staff.office-unknown").
        """
        return self._sheets.diff(old, new)

    def begin(
        self, office: str, file_name: str, sheet: CheckedSheet, said: Answers = ASKED_NOTHING
    ) -> tuple[Batch, Taken]:
        """Open the batch of an office (its id) with a checked sheet; both, or nothing.

        Raises: NotAllowed; InputError("staff.batch-open" | "staff.batch-elsewhere").
        """

        def work(session: Session, at: At) -> tuple[Batch, Taken]:
            made = batches.begin(session, at, office, file_name)
            taken = taking_in.take_in(session, at, made, sheet, recheck(session, self._desk, made), said)
            return reading.read_batch(session, made), taken

        return self._done(work)

    def take_in(
        self, batch: str, sheet: CheckedSheet, file_name: str = "", said: Answers = ASKED_NOTHING
    ) -> Taken:
        """Take the mended sheet, of this name, into the open batch; what is `said` decides where both differ.

        Raises: WrongStep; InputError("staff.too-many").
        """

        def work(session: Session, at: At) -> Taken:
            judge = recheck(session, self._desk, batch)
            return taking_in.take_in(session, at, batch, sheet, judge, said, file_name)

        return self._done(work)

    def drop(self, batch: str, reason: str) -> Batch:
        return self._on(batch, lambda session, at: batches.drop(session, at, batch, reason))

    def mend(
        self, batch: str, row: int, typed: Mapping[str, str], stood: Mapping[str, str] = MappingProxyType({})
    ) -> Row:
        """Type into a row and return it as it is judged now. `stood` is what was seen there: nothing else goes.

        Raises: WrongStep; InputError("staff.cell-moved", ...), where another window or file changed it meanwhile.
        """

        def work(session: Session, at: At) -> Row:
            mending.mend(session, at, batch, row, typed, recheck(session, self._desk, batch), stood)
            return grid.page(session, batch, [row])[0]

        return self._mended(batch, work)

    def foretell(self, batch: str, rows: Sequence[int], field: str, many: Many) -> Foretold:
        """Say in how many of these rows `mend_many` would change the field, and show the first of them."""
        return self._asked(lambda session: mending_many.foretell(session, batch, rows, field, many))

    def mend_many(
        self,
        batch: str,
        rows: Sequence[int],
        field: str,
        many: Many,
        *,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> int:
        """Mend a field of all these rows as one act for the undo; return how many changed.

        `progress` hears of rows done. Raises: WrongStep; Cancelled, and nothing is changed.
        """
        watch = watched(progress, cancelled)
        judging = part(watch, mending_many.JUDGED, mending_many.WORKS, len(rows))
        return self._mended(
            batch,
            lambda session, at: mending_many.mend_many(
                session, at, batch, rows, field, many, recheck(session, self._desk, batch, judging), watch
            )[1],
        )

    def leave_out(self, batch: str, rows: Sequence[int], reason: str) -> int:
        """Leave rows out, which stay to be seen and are never sent; return how many.

        Raises: WrongStep; InputError("staff.reason-needed" | "staff.holds-aadhaar").
        """
        return self._mended(
            batch,
            lambda session, at: mending.leave_out(
                session, at, batch, rows, reason, recheck(session, self._desk, batch)
            ),
        )

    def bring_back(self, batch: str, rows: Sequence[int]) -> int:
        """Take rows in again that were left out; return how many."""
        return self._mended(
            batch,
            lambda session, at: mending.bring_back(
                session, at, batch, rows, recheck(session, self._desk, batch)
            ),
        )

    def undo(
        self,
        batch: str,
        *,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> tuple[int, ...]:
        """Take the last act back; return the rows it had written.

        Raises: InputError("staff.nothing-to-undo"); Cancelled, and nothing is taken back.
        """
        watch = watched(progress, cancelled)
        return self._mended(batch, lambda session, at: mending.undo(session, at, batch, watch))

    def redo(
        self,
        batch: str,
        *,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> tuple[int, ...]:
        watch = watched(progress, cancelled)
        return self._mended(batch, lambda session, at: mending.redo(session, at, batch, watch))

    # --- certifying and sending --------------------------------------------------------------------------------------

    def confirm(self, batch: str) -> Batch:
        """The office stands by its rows. Raises: NotAllowed, WrongStep, InputError("staff.errors-left")."""
        return self._on(batch, lambda session, at: certify.confirm(session, at, batch))

    def open_again(self, batch: str, reason: str) -> Batch:
        return self._on(batch, lambda session, at: certify.open_again(session, at, batch, reason))

    def to_certify(self, batch: str) -> ToCertify:
        """Return what will be signed, to be shown. Raises: NotAllowed, WrongStep, InputError("staff.own-batch")."""
        at = self._at_work()
        return self._asked(lambda session: certify.to_certify(session, at, batch))

    def left_out(self, batch: str) -> tuple[tuple[str, int], ...]:
        """Return each reason for which rows were left out of the sheet, with their number; at any desk."""
        return self._asked(lambda session: leaving.said(session, batch))

    def certify(self, shown: ToCertify) -> Batch:
        """Sign what was shown with the token that is unlocked, and lock the rows.

        Raises: DeviceMissing("token.locked"), DeviceError; InputError("dsc..." | "staff.moved-on").
        """
        at, certificate = self._at_work(), self._desk.open_certificate()
        with self._desk.records.write() as session:
            self._desk.watch.keep(session)
            require_trusted_clock(session, self._desk.clock)
            file_at = FileAt(at.acting, at.clock, self._desk.records.home)
            dsc_register.require_enrolled(session, file_at, certificate)
        p7s = self._desk.signer.sign(shown.data)
        return self._on(
            shown.batch, lambda session, at: certify.keep(session, at, shown, p7s, certificate.sha256)
        )

    def upload(self, batch: str) -> Batch:
        """Begin to send the certified rows; they go by themselves, and on after a power cut."""
        return self._on(batch, lambda session, at: upload.start(session, at, batch))

    def pause(self, batch: str) -> Batch:
        return self._on(batch, lambda session, at: upload.pause(session, at, batch))

    def resume(self, batch: str) -> Batch:
        return self._on(batch, lambda session, at: upload.resume(session, at, batch))

    def cancel(self, batch: str) -> Batch:
        """Stop sending for good: rows that did not go up open again, and are certified anew."""
        return self._on(batch, lambda session, at: upload.cancel(session, at, batch))

    # --- handed out --------------------------------------------------------------------------------------------------

    def error_sheet(
        self,
        batch: str,
        source: Path | None,
        out: Path,
        language: Language = Language.HINDI,
        *,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        """Write the sheet that goes back to the office, by the rows as they stand now: its own, wrong cells coloured.

        `source` is the file that was taken in last; None makes a sheet of the rows alone, as for what was pasted.
        Raises: InputError("staff.other-file" | "export.cannot-write"); FileRefused; Cancelled, and nothing is written.
        """
        self._papers.error_sheet(batch, source, out, language, watched(progress, cancelled))

    def export(self, of: str, out: Path) -> int:
        """Write the prescribed form for a batch, or for an office's people in the master; return how many stand in it.

        `of` is the id of a batch, or id or code of an office. Of an Aadhaar number only the mask is written.
        Raises: InputError("staff.office-unknown" | "staff.no-people" | "staff.form-..." | "export.cannot-write").
        """
        return self._papers.export(of, out)

    def summary(self, batch: str, out: Path) -> None:
        """Write one A4 page that says what the batch holds, to be signed by hand.

        Raises: DeviceMissing("staff.no-page-printer"), InputError("export.cannot-write").
        """
        self._papers.summary(batch, out)
