"""What is on its way in: a file or what was pasted, what was found in it, and what it would change."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.staff.model import OPEN, Batch, Taken
from app.staff.sheets.model import BACK, Answers, CheckedSheet, ColumnMapping, Diff, Severity
from ui.staff.steady import steady

if TYPE_CHECKING:
    from app.office import Office
    from app.staff.posts import OfficeCard

MOST_SHOWN = 200
_DEVANAGARI = re.compile("[\u0900-\u097f]")


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or text from the clipboard where `file` is None."""

    name: str
    file: Path | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A text as it was typed in a font of old, and what it says."""

    line: int
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One kind of finding (a message key) in one field, and in how many rows it was found."""

    field: str
    key: str
    severity: Severity
    rows: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a sheet holds. `diff` says what it changes in the sheet that is open, `open_batch`, else in the master."""

    sheet: CheckedSheet
    good: int
    mistakes: tuple[Mistake, ...]
    conversions: tuple[Conversion, ...]
    diff: Diff | None
    open_batch: str


def look_into(
    office: "Office",
    card: "OfficeCard",
    source: Source,
    mapping: ColumnMapping | None,
    progress: Callable[[int], None],
    cancelled: Callable[[], bool],
) -> Found:
    """Read and judge what came, and hold it against what is known; nothing is read that could not be taken in.

    Raises: FileRefused, InputError, Cancelled.
    """
    office.staff.require_takes(card.id)
    with steady(keeps=True):
        return _found(office, card, _checked(office, card, source, mapping, progress, cancelled))


def _checked(
    office: "Office",
    card: "OfficeCard",
    source: Source,
    mapping: ColumnMapping | None,
    progress: Callable[[int], None],
    cancelled: Callable[[], bool],
) -> CheckedSheet:
    staff = office.staff
    if source.file is not None:
        return staff.check(source.file, card.code, mapping, progress=progress, cancelled=cancelled)
    return staff.check_text(
        source.text, card.code, mapping, name=source.name, progress=progress, cancelled=cancelled
    )


def _found(office: "Office", card: "OfficeCard", sheet: CheckedSheet) -> Found:
    held = _open_batch(office, card.id)
    has_back = any(each.key.startswith(BACK) for row in sheet.rows for each in row.findings)
    known = held or (card.id if card.in_master or has_back else "")
    return Found(
        sheet=sheet,
        good=sum(row.is_good for row in sheet.rows),
        mistakes=_mistakes(sheet),
        conversions=_conversions(sheet),
        diff=office.staff.diff(known, sheet) if known else None,
        open_batch=held,
    )


def take(
    office: "Office", card: "OfficeCard", name: str, sheet: CheckedSheet, said: Answers
) -> tuple[Batch, Taken]:
    """Take a checked sheet into the open batch of its office; begin one, where there is none. Raises: InputError."""
    held = _open_batch(office, card.id)
    with steady():
        if not held:
            return office.staff.begin(card.id, name, sheet, said)
        taken = office.staff.take_in(held, sheet, name, said)
    return office.staff.batch(held), taken


def _open_batch(office: "Office", of: str) -> str:
    found = (each.id for each in office.staff.batches() if each.office == of and each.state in OPEN)
    return next(found, "")


def _mistakes(sheet: CheckedSheet) -> tuple[Mistake, ...]:
    """Return the kinds of mistakes, errors first, the most frequent first."""
    counted = Counter(
        found
        for row in sheet.rows
        for found in {(each.field, each.key, each.severity) for each in row.findings}
    )
    found = [Mistake(*kind, rows) for kind, rows in counted.items()]
    return tuple(
        sorted(
            found, key=lambda each: (each.severity is not Severity.ERROR, -each.rows, each.field, each.key)
        )
    )


def _conversions(sheet: CheckedSheet) -> tuple[Conversion, ...]:
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
