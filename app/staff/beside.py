"""Who of an open sheet stands in another office's open sheet by now? Both are told, whichever was taken in first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import String, cast, func, or_, select
from sqlalchemy.orm import Session

from app.records.tables import table_of
from app.staff.actions.batches import batch_row
from app.staff.actions.mend import checked_of, findings_of
from app.staff.model import OPEN, RowState, weight_of
from app.staff.open_elsewhere import OpenElsewhere
from app.staff.pairing import TOKEN
from app.staff.records import BatchRow, StaffRow
from app.staff.serving import codes
from app.staff.sheets.draft import Draft
from app.staff.sheets.duplicates import SINGLE, told_beside
from app.staff.sheets.model import Finding, Known, Severity

Beside = Mapping[str, tuple[str, Known]]
"""By field what a row shares, and with whom."""
_KEY = "duplicate.open-sheet"
_OF_MASTER = ("duplicate.master-", "duplicate.transferred")
_ROW, _BATCH = table_of(StaffRow), table_of(BatchRow)
_AT_ONCE = 500  # rows


def moment(session: Session, batch: str) -> tuple[Any, ...]:
    """Return what is another once this sheet, or one that is open beside it, was changed."""
    is_open = _BATCH.c.state.in_([each.value for each in OPEN])
    asked = select(_BATCH.c.id, _BATCH.c.updated_at).where(or_(_BATCH.c.id == batch, is_open))
    return tuple(map(tuple, session.execute(asked.order_by(_BATCH.c.id))))


def tell(session: Session, batch: str) -> int:
    """Write into the rows whom they share something with in other open sheets, and whom no more; return how many."""
    of = batch_row(session, batch).office
    shared = _shared(session, batch, OpenElsewhere(session, codes(session).get(of, of)))
    numbers = sorted({*shared, *_told(session, batch)})
    changed = 0
    for first in range(0, len(numbers), _AT_ONCE):
        some = StaffRow.number.in_(numbers[first : first + _AT_ONCE])
        is_open = StaffRow.state == RowState.OPEN.value
        for row in session.scalars(select(StaffRow).where(StaffRow.batch == batch, some, is_open)):
            changed += _write(row, _findings(row, shared.get(row.number, {})))
    return changed


def _shared(session: Session, batch: str, others: OpenElsewhere) -> Mapping[int, Beside]:
    found = defaultdict[int, dict[str, tuple[str, Known]]](dict)
    if others.is_none:
        return found
    for field in SINGLE:
        held = _held(session, batch, field)
        for value, (known, *_) in others.known(field, held.keys()).items():
            for number in held[value]:
                found[number][field] = value, known
    return found


def _held(session: Session, batch: str, field: str) -> Mapping[str, list[int]]:
    """Return which rows have each value of a field."""
    value = _ROW.c.token if field == TOKEN else func.json_extract(_ROW.c.cells, f"$.{field}")
    is_open = _ROW.c.state == RowState.OPEN.value
    found = defaultdict[str, list[int]](list)
    for number, held in session.execute(select(_ROW.c.number, value).where(_ROW.c.batch == batch, is_open)):
        if held:
            found[held].append(number)
    return found


def _told(session: Session, batch: str) -> Iterator[int]:
    said = func.instr(cast(_ROW.c.findings, String), f'"{_KEY}"') > 0
    yield from session.scalars(select(_ROW.c.number).where(_ROW.c.batch == batch, said))


def _findings(row: StaffRow, shared: Beside) -> list[Finding]:
    """Return what is found in a row; whoever is in the master already is told by that alone, as the rules do."""
    kept = [each for each in findings_of(row.findings) if each.key != _KEY]
    of_master = {each.field for each in kept if each.key.startswith(_OF_MASTER)}
    draft = Draft(checked_of(row).place, dict(row.cells))
    for field, (value, known) in shared.items():
        told_beside(draft, field, value, known)
    found = [*kept, *(each for each in draft.findings if each.field not in of_master)]
    return sorted(found, key=lambda each: each.severity is not Severity.ERROR)


def _write(row: StaffRow, found: list[Finding]) -> bool:
    """Write what is found, where it is not what was found before; say whether it was written."""
    before = findings_of(row.findings)
    if len(found) == len(before) and all(each in before for each in found):
        return False
    row.findings, row.weight = [asdict(each) for each in found], weight_of(found).value
    return True
