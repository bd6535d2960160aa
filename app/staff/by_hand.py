"""What was mended by hand in the rows of a batch, and would a new sheet write over it?"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.records.tables import table_of
from app.staff.actions.mend import TAKEN
from app.staff.diff import Entry
from app.staff.incoming import Brought, Held, brought, held
from app.staff.model import RowState
from app.staff.pairing import TOKEN
from app.staff.records import EditRow
from app.staff.remembered import is_of
from app.staff.sheets.model import CheckedSheet, Diff, FieldChange, PersonChange, Somebody

_EDIT = table_of(EditRow)
_AT_ONCE = 500
_AADHAAR = "aadhaar"
Mended = Mapping[int, Mapping[str, str]]
"""By a row's number, the fields that were mended by hand last, with what was written there."""


@dataclass(frozen=True, slots=True)
class WrittenOver:
    """A row as a person left it: each change leads from what they wrote to what the sheet says."""

    held: Held
    person: Somebody
    changes: tuple[FieldChange, ...]

    @property
    def was_left_out(self) -> bool:
        return self.held.state == RowState.LEFT_OUT


def foretold(session: Session, batch: str, sheet: CheckedSheet) -> Diff:
    """Say what taking the sheet in would change, person by person, and what of it was mended by hand."""
    found = brought(held(session, batch), sheet, is_again=is_of(session, batch, sheet))
    over = written_over(session, batch, found)
    return replace(
        found.diff,
        mended=tuple(PersonChange(each.person, each.changes) for each in over if each.changes),
        brought_back=tuple(each.person for each in over if each.was_left_out),
    )


def written_over(session: Session, batch: str, found: Brought) -> tuple[WrittenOver, ...]:
    """Return the rows of which the sheet says otherwise than a person who mended them or left them out."""
    met = {found.met[at].number: at for at in sorted(found.changed)}
    mended = _mended(session, batch, met.keys())
    rows = (_over(found, at, mended.get(number, {})) for number, at in met.items())
    return tuple(each for each in rows if each.changes or each.was_left_out)


def _over(found: Brought, at: int, mended: Mapping[str, str]) -> WrittenOver:
    before = found.met[at]
    stands = before.entry.values
    by_hand = {name for name, text in mended.items() if _said(name, stands) == text}
    changes = tuple(each for each in found.changed[at] if each.field in by_hand)
    row = found.rows[at]
    person = replace(Entry({**row.raw, **row.values}, row.place.row).person, number=before.number)
    return WrittenOver(before, person, changes)


def _mended(session: Session, batch: str, numbers: Collection[int]) -> Mended:
    found: dict[int, dict[str, str]] = {}
    for number, before, after in _edits(session, batch, sorted(numbers)):
        was, now = _values(before), _values(after)
        found.setdefault(number, {}).update(
            {name: text for name in was | now if (text := _said(name, now)) != _said(name, was)}
        )
    return found


def _edits(session: Session, batch: str, numbers: list[int]) -> Iterator[tuple[int, Any, Any]]:
    """Yield what people did to these rows and did not take back, the first first."""
    asked = select(_EDIT.c.row, _EDIT.c.before, _EDIT.c.after).where(
        _EDIT.c.batch == batch, _EDIT.c.act != TAKEN, _EDIT.c.undone.is_(False)
    )
    for first in range(0, len(numbers), _AT_ONCE):
        some = _EDIT.c.row.in_(numbers[first : first + _AT_ONCE])
        yield from map(tuple, session.execute(asked.where(some).order_by(_EDIT.c.id)))


def _values(kept: Mapping[str, Any]) -> dict[str, str]:
    return {**kept["raw"], **kept["cells"], TOKEN: kept["token"]}


def _said(name: str, values: Mapping[str, str]) -> str:
    """Two Aadhaar numbers may have one mask: the token tells them apart."""
    said = values.get(name, "")
    return f"{said} {values.get(TOKEN, '')}" if name == _AADHAAR else said
