"""What is on its way in: a file or what was pasted, checked beside the window, and what happened to its text."""

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.staff.model import OPEN, Batch, Taken
from app.staff.sheets.model import CheckedSheet, ColumnMapping

if TYPE_CHECKING:
    from app.office import Office
    from app.staff.model import OfficeCard

Check = Callable[[Path, str, ColumnMapping | None], CheckedSheet]
MOST_SHOWN = 200
_DEVANAGARI = re.compile("[\u0900-\u097f]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or text from the clipboard where `file` is None."""

    name: str
    file: Path | None
    text: str = ""

    def check(self, check: Check, office: str, mapping: ColumnMapping | None) -> CheckedSheet:
        """Read and judge it. Pasted text lies in a file only meanwhile: numbers of people stand in it.

        Raises: FileRefused, InputError.
        """
        if self.file is not None:
            return check(self.file, office, mapping)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            file = Path(folder, self.name)
            file.write_text(self.text, "utf-8")
            return check(file, office, mapping)


@dataclass(frozen=True, slots=True)
class Conversion:
    """A text as it was typed in a font of old, and what it says."""

    line: int
    field: str
    before: str
    after: str


def conversions(sheet: CheckedSheet) -> tuple[Conversion, ...]:
    """Return what was converted, each text once, up to MOST_SHOWN."""
    seen: dict[tuple[str, str], Conversion] = {}
    for each in _converted(sheet):
        seen.setdefault((each.field, each.before), each)
        if len(seen) == MOST_SHOWN:
            break
    return tuple(seen.values())


def _converted(sheet: CheckedSheet) -> Iterator[Conversion]:
    for row in sheet.rows:
        for field, before in row.raw.items():
            after = row.values.get(field, "")
            if _DEVANAGARI.search(after) and not _DEVANAGARI.search(before):
                yield Conversion(row.place.row, field, before, after)


def take(office: "Office", card: "OfficeCard", name: str, sheet: CheckedSheet) -> tuple[Batch, Taken]:
    """Take a checked sheet into the open batch of its office; begin one, where there is none. Raises: InputError."""
    held = next(
        (each for each in office.staff.batches() if each.office == card.id and each.state in OPEN), None
    )
    if held is None:
        return office.staff.begin(card.id, name, sheet)
    taken = office.staff.take_in(held.id, sheet)
    return office.staff.batch(held.id), taken


def good_rows(sheet: CheckedSheet) -> int:
    return sum(row.is_good for row in sheet.rows)
