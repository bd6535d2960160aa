"""What is in this file, and what is wrong with it: every row of a sheet, normalised and judged."""

from datetime import date
from pathlib import Path

from app.errors import FileRefused
from app.staff.sheets.model import CheckedSheet, ColumnMapping, Master


def check_sheet(
    path: Path,
    *,
    office: str,
    mapping: ColumnMapping | None = None,
    today: date,
    master: Master,
    aadhaar_key: bytes,
) -> CheckedSheet:
    """Return all rows of the file, judged for the office of that code; nothing is kept or changed.

    Raises: FileRefused, for a file that cannot be taken at all; InputError, for a mapping of another office.
    """
    raise FileRefused(reason="sheet.unreadable", file=path.name)
