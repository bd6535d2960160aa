"""Judges what an office sent before anything of it is kept: a file or pasted text, alone or against what is known."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from app.accounts.model import Office
from app.base.days import office_day
from app.errors import Cancelled
from app.office.desk import Desk
from app.staff.by_hand import foretold
from app.staff.diff import Entry, Side, diff, side_of, side_of_sheet
from app.staff.incoming import returning
from app.staff.known_again import known_again
from app.staff.master import MasterOf
from app.staff.pairing import TOKEN
from app.staff.records import BatchRow
from app.staff.remembered import remembered_mapping
from app.staff.serving import codes, known_anywhere, office_named, serving
from app.staff.sheets.check import check_sheet
from app.staff.sheets.model import CheckedSheet, ColumnMapping, Diff, Pasted
from app.staff.sheets.watch import Watch


class StaffSheets:
    """Reads at a desk; every question has a transaction of its own."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def check(
        self,
        file: Path | Pasted,
        office: str,
        mapping: ColumnMapping | None = None,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> CheckedSheet:
        """Return the judged rows. Raises: FileRefused, InputError, Cancelled."""
        self._desk.require_acting()
        key = bytes.fromhex(self._desk.records.identity.enrolment.aadhaar_key)
        with self._desk.records.read() as session:
            found = check_sheet(
                file,
                office=office,
                mapping=mapping or remembered_mapping(session, office),
                today=office_day(self._desk.clock.now()),
                master=MasterOf(session, besides=office),
                aadhaar_key=key,
                watch=watched(progress, cancelled),
            )
            return known_again(session, found)

    def diff(self, old: CheckedSheet | str, new: CheckedSheet) -> Diff:
        """Return what differs. Raises: InputError("staff.office-unknown")."""
        self._desk.require_acting()
        if isinstance(old, CheckedSheet):
            return diff(side_of_sheet(old), side_of_sheet(new))
        with self._desk.records.read() as session:
            if session.get(BatchRow, old) is not None:
                return foretold(session, old, new)
            return _against_master(session, office_named(session, old), new)


def watched(progress: Callable[[int], None] | None, cancelled: Callable[[], bool] | None) -> Watch:
    """Return who tells `progress` of rows done and raises Cancelled once `cancelled` says so."""

    def watch(rows: int) -> None:
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            progress(rows)

    return watch


def _against_master(session: Session, office: Office, new: CheckedSheet) -> Diff:
    """Compare with the office's people; whoever of the sheet serves elsewhere has moved, and did not join."""
    named = codes(session)
    found = {row.id: row for row in (*serving(session, office.id), *known_anywhere(session, new))}
    old = side_of(
        Entry({**row.cells, TOKEN: row.token, "office": named.get(row.office, row.office)})
        for row in found.values()
    )
    told = diff(old, _in_office(side_of_sheet(new), office.code))
    left = tuple(each for each in told.left if each.office == office.code)
    return replace(told, left=left, returning=returning(new))


def _in_office(side: Side, code: str) -> Side:
    entries = tuple(Entry({**each.values, "office": code}, each.row) for each in side.entries)
    return Side(entries, side.columns | {"office"})
