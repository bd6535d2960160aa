"""Numbers of files, letters and issues: taken from the desk's books, so that they are unique without a line."""

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.people import office_of, our_office
from app.accounts.records import OfficeRow
from app.efile.at import At
from app.efile.model import Relation
from app.efile.records import FileRow
from app.ports.clock import Clock
from app.records.books import cancel_number, take_number
from app.records.tables import BookRow, CancelledNumberRow

_ISSUE = re.compile(r"(\d{1,12})/([^/]+)/([^/]+)")
_SUFFIX = {Relation.PART: "Pt", Relation.VOLUME: "Vol"}


def file_number(session: Session, heads: Sequence[str], day: date) -> str:
    """Return the number of a file built from its heads (SFS): `B-13-2/D1-6/2026-27/TR-LKO`. Raises: BookMissing."""
    serial, label, year, centre = _taken(session, "EFL", day)
    return f"{'-'.join(heads)}/{label}-{serial}/{year}/{centre}"


def receipt_number(session: Session, day: date) -> str:
    """Return the next diary number: `17/D1/2026-27/TR-LKO`. Raises: BookMissing."""
    serial, label, year, centre = _taken(session, "RCT", day)
    return f"{serial}/{label}/{year}/{centre}"


def issue_number(session: Session, at: At) -> str:
    """Return the number of a letter: `12/DM-LKO-D1/2026-27`, serial, the office's own prefix, desk and year.

    The desk keeps it unique while another desk of the office has no line. At a desk that stands in another office than
    the one that writes, that office's prefix comes before the desk, behind a colon that no prefix holds:
    `12/TR-EDU:DM-LKO-D1/2026-27`. Raises: BookMissing.
    """
    serial, label, year, _centre = _taken(session, "ISS", at.today())
    writes, here = at.acting.office, our_office(session)
    guest = "" if here.id == writes.id else f"{writes.letters}:"
    return f"{serial}/{guest}{here.letters}-{label}/{year}"


def is_of_our_book(session: Session, number: str) -> bool:
    """Say whether this desk gave a letter's number, whichever office it wrote for.

    Before the colon a guest's number was written `12/TR-EDU-DM-LKO-D1/2026-27`: such a one is ours where the office
    that writes is known, and no office is called `TR-EDU-DM-LKO`.
    """
    found = _ISSUE.fullmatch(number)
    if found is None:
        return False
    serial, desk, year = found.groups()
    given = select(BookRow.device_label).where(
        BookRow.series == "ISS",
        BookRow.year == year,
        BookRow.first <= int(serial),
        BookRow.next > int(serial),
    )
    ours = our_office(session).letters
    return any(_is_desk(session, desk, ours, label) for label in session.scalars(given))


def _is_desk(session: Session, written: str, ours: str, label: str) -> bool:
    """Say whether a number's middle part means the desk `label` of our office."""
    if written.rpartition(":")[2] == f"{ours}-{label}":
        return True
    letters = {office_of(row.document).letters for row in session.scalars(select(OfficeRow))}
    guest = written.removesuffix(f"-{ours}-{label}")
    return guest in letters and written.removesuffix(f"-{label}") not in letters


def void(session: Session, number: str, reason: str, clock: Clock) -> None:
    """Keep that a letter's number stays without a letter, and why; nothing happens for none, or once more."""
    if number and session.get(CancelledNumberRow, number) is None:
        cancel_number(session, number, reason, clock=clock)


def not_void(session: Session, number: str) -> None:
    """Take it back that a number is void: it stands on a letter after all."""
    row = session.get(CancelledNumberRow, number)
    if row is not None:
        session.delete(row)


def number_beside(session: Session, main: FileRow, relation: Relation) -> str:
    """Return the number of the next part or volume of a file."""
    count = select(func.count()).where(FileRow.of_file == main.id, FileRow.relation == relation.value)
    before = int(session.scalar(count) or 0) + (relation is Relation.VOLUME)
    return f"{main.number}/{_SUFFIX[relation]}-{before + 1}"


def _taken(session: Session, series: str, day: date) -> tuple[int, str, str, str]:
    """Return serial, desk, year and centre of the number taken."""
    desk, year, _series, serial = take_number(session, series, day).rsplit("/", 3)
    centre, _, label = desk.rpartition("-")
    return int(serial), label, year, centre
