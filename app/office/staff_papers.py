"""What leaves the desk of the employee master: the sheet that goes back, the prescribed form, the page to be signed."""

from pathlib import Path

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.base.canonical import digest
from app.base.days import office_day
from app.base.document import Copy, Document
from app.base.words import Language
from app.errors import DeviceMissing, FileRefused, InputError
from app.office.desk import Desk
from app.ports.printing import Media
from app.records.whole import write_whole
from app.staff import reading
from app.staff.actions.batches import batch_row
from app.staff.actions.mend import checked_of
from app.staff.certificate import chunk_text, row_text
from app.staff.given_back import as_file, met
from app.staff.master import MasterOf
from app.staff.model import RowState
from app.staff.prescribed import OURS, Prescribed, write_form
from app.staff.records import BatchRow, StaffRow
from app.staff.remembered import remembered_mapping, source_of
from app.staff.serving import office_named, serving
from app.staff.sheets.check import check_sheet
from app.staff.sheets.error_sheet import write_error_sheet
from app.staff.sheets.model import CheckedRow, CheckedSheet
from app.staff.sheets.reading import sha256_of
from app.staff.sheets.watch import Watch
from app.staff.summary import Summed, page_of


class StaffPapers:
    """Nothing here changes a batch."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def error_sheet(
        self, batch: str, source: Path | None, out: Path, language: Language, watch: Watch
    ) -> None:
        """Raises: Cancelled; FileRefused; InputError("staff.batch-unknown" | "staff.other-file" | "export...")."""
        self._desk.require_acting()
        if source is None:
            with self._desk.records.read() as session:
                file, rows, mapping = as_file(_rows(session, batch))
            write_error_sheet(file, out, rows=rows, mapping=mapping, language=language, watch=watch)
            return
        with self._desk.records.read() as session:
            _require_source(session, batch, source)
            sheet, held = self._judged(session, batch, source, watch), _rows(session, batch)
        rows, mended = met(sheet.rows, held)
        write_error_sheet(
            source,
            out,
            rows=rows,
            mapping=sheet.mapping,
            mended=mended,
            language=language,
            watch=watch,
        )

    def export(self, of: str, out: Path) -> int:
        """Raises: InputError("staff.office-unknown" | "staff.no-people" | "staff.form-..." | "export.cannot-write")."""
        self._desk.require_acting()
        with self._desk.records.read() as session:
            form = self._prescribed(session, of)
        if not form.people:
            raise InputError(reason="staff.no-people", field="office", office=form.code)
        theirs = self._desk.records.home / "forms" / OURS.name
        write_form(theirs if theirs.exists() else OURS, out, form)
        return len(form.people)

    def summary(self, batch: str, out: Path) -> None:
        """Raises: InputError("staff.batch-unknown" | "staff.no-rows" | "export.cannot-write"); DeviceMissing."""
        by = self._desk.require_acting().person.name
        now = self._desk.clock.now()
        with self._desk.records.read() as session:
            told = reading.read_batch(session, batch)
            rows, code = _rows(session, batch), office_named(session, told.office).code
            digest = told.certification.digest if told.certification else _digest(session, batch)
        people = [each.values for each in rows]
        page = page_of(Summed(told, code, people, digest, now, by, self._desk.settings.training))
        _write(out, self._pdf(page))

    def _prescribed(self, session: Session, of: str) -> Prescribed:
        """Return what the form is filled with. Raises: InputError("staff.office-unknown")."""
        day, batch = office_day(self._desk.clock.now()), session.get(BatchRow, of)
        office = office_named(session, batch.office if batch else of)
        if batch is None:
            people = [each.cells for each in serving(session, office.id)]
        else:
            people = [{**each.raw, **each.values} for each in _rows(session, of)]
        return Prescribed(office.name, office.code, day, people, training=self._desk.settings.training)

    def _pdf(self, page: Document) -> bytes:
        """Return the page as the page printer draws it, or whichever printer draws pages at all.

        Raises: DeviceMissing("staff.no-page-printer").
        """
        printers = self._desk.printers
        first = printers.get(self._desk.settings.page_printer)
        for each in (*([first] if first else []), *printers.values()):
            payload = each.prepare(page, Copy())
            if payload.media is Media.PDF:
                return payload.data
        raise DeviceMissing(reason="staff.no-page-printer")

    def _judged(self, session: Session, batch: str, source: Path, watch: Watch) -> CheckedSheet:
        """Judge the file as it was when it was taken in: what was mended since differs from this."""
        office = office_named(session, batch_row(session, batch).office).code
        return check_sheet(
            source,
            office=office,
            mapping=remembered_mapping(session, office),
            today=office_day(self._desk.clock.now()),
            master=MasterOf(session),
            aadhaar_key=bytes.fromhex(self._desk.records.identity.enrolment.aadhaar_key),
            watch=lambda _rows: watch(0),
        )


def _require_source(session: Session, batch: str, source: Path) -> None:
    """Raises: InputError("staff.other-file"), for a file that is not the one that was taken in last; FileRefused."""
    row, known = batch_row(session, batch), source_of(session, batch)
    try:
        given = sha256_of(source)
    except OSError as wrong:
        raise FileRefused(reason="sheet.unreadable", file=source.name) from wrong
    if known is None or given != known.sha256:
        raise InputError(reason="staff.other-file", field="file", file=source.name, name=row.file_name)


def _rows(session: Session, batch: str) -> tuple[CheckedRow, ...]:
    """Raises: InputError("staff.no-rows" | "staff.batch-unknown")."""
    batch_row(session, batch)
    asked = select(StaffRow).where(*_of(batch)).order_by(StaffRow.number)
    found = tuple(map(checked_of, session.scalars(asked)))
    if not found:
        raise InputError(reason="staff.no-rows", field="batch")
    return found


def _of(batch: str) -> tuple[ColumnElement[bool], ...]:
    """Return what finds the rows of a batch that are not left out."""
    return StaffRow.batch == batch, StaffRow.state != RowState.LEFT_OUT.value


def _digest(session: Session, batch: str) -> str:
    """Return the SHA-256 over the rows in the form in which they would be signed, in their order."""
    asked = select(StaffRow).where(*_of(batch)).order_by(StaffRow.number)
    texts = (row_text(row.person, row.number, row.cells, row.token) for row in session.scalars(asked))
    return digest(chunk_text(texts).encode())


def _write(out: Path, data: bytes) -> None:
    """Raises: InputError("export.cannot-write")."""
    try:
        write_whole(out, data)
    except OSError as wrong:
        said = wrong.strerror or type(wrong).__name__
        raise InputError(reason="export.cannot-write", field="out", file=str(out), said=said) from wrong
