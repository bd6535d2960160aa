"""Whose Aadhaar token is it, where a sheet comes back with the mask alone, as our own form gives it out?

A row that has the same mask as the person it names by code or address is that person's: the token that is held stays.
"""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.records.tables import table_of
from app.staff.model import OPEN
from app.staff.pairing import TOKEN, Values, paired
from app.staff.records import BatchRow, StaffRow
from app.staff.serving import codes, serving
from app.staff.sheets.model import CheckedRow, CheckedSheet
from app.staff.sheets.values import ONLY_MASK

_ROW, _BATCH = table_of(StaffRow), table_of(BatchRow)
_AADHAAR = "aadhaar"
_NAMED_BY = ("employee_code", "email")


def known_again(session: Session, sheet: CheckedSheet) -> CheckedSheet:
    """Return the sheet with the tokens that the office's open batch or the master holds of its people."""
    only_mask = [at for at, row in enumerate(sheet.rows) if _has_only_mask(row)]
    if not only_mask:
        return sheet
    held = list(_held(session, sheet.office))
    found = paired(held, [sheet.rows[at].values for at in only_mask], _NAMED_BY)
    rows = list(sheet.rows)
    for place, before in found.items():
        at = only_mask[place]
        rows[at] = _known(rows[at], held[before])
    return replace(sheet, rows=tuple(rows))


def _has_only_mask(row: CheckedRow) -> bool:
    return bool(row.values.get(_AADHAAR)) and not row.values.get(TOKEN)


def _held(session: Session, code: str) -> Iterator[Values]:
    """Yield those of the open batch, and then those of the master, of whom a token is known."""
    office = next((known for known, each in codes(session).items() if each == code), "")
    of_batch = select(_ROW.c.cells, _ROW.c.token).join(_BATCH, _BATCH.c.id == _ROW.c.batch)
    is_open = (_BATCH.c.office == office) & _BATCH.c.state.in_([each.value for each in OPEN])
    for cells, token in session.execute(of_batch.where(is_open, _ROW.c.token != "")):
        yield {**cells, TOKEN: token}
    for person in serving(session, office):
        if person.token:
            yield {**person.cells, TOKEN: person.token}


def _known(row: CheckedRow, held: Values) -> CheckedRow:
    if held.get(_AADHAAR) != row.values[_AADHAAR]:
        return row
    findings = tuple(each for each in row.findings if each.key != ONLY_MASK)
    raw = {name: text for name, text in row.raw.items() if name != _AADHAAR}
    return replace(row, values={**row.values, TOKEN: held[TOKEN]}, raw=raw, findings=findings)
