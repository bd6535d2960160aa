"""Numbers of files, letters and issues: taken from the desk's books, so that they are unique without a line."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.efile.model import Relation
from app.efile.records import FileRow
from app.records.books import take_number

_SUFFIX = {Relation.PART: "Pt", Relation.VOLUME: "Vol"}


def file_number(session: Session, heads: Sequence[str], day: date) -> str:
    """Return the number of a file built from its heads (SFS): `B-13-2/D1-6/2026-27/TR-LKO`. Raises: BookMissing."""
    serial, label, year, centre = _taken(session, "EFL", day)
    return f"{'-'.join(heads)}/{label}-{serial}/{year}/{centre}"


def receipt_number(session: Session, day: date) -> str:
    """Return the next diary number: `17/D1/2026-27/TR-LKO`. Raises: BookMissing."""
    serial, label, year, centre = _taken(session, "RCT", day)
    return f"{serial}/{label}/{year}/{centre}"


def issue_number(session: Session, file: str, day: date) -> str:
    """Return the dispatch number of a letter, which ends in its file's number. Raises: BookMissing."""
    serial, label, year, _centre = _taken(session, "ISS", day)
    return f"{serial}/{label}/{year}/{file}"


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
