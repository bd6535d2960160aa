"""What does a sheet bring into the rows of an open batch? What is foretold and what is done come from this answer."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.records.tables import table_of
from app.staff.actions.mend import findings_of
from app.staff.diff import (
    RECKONED,
    Entry,
    Side,
    diff,
    differing,
    entry_at,
    entry_of,
    known_again,
    side_of,
    side_of_sheet,
)
from app.staff.marks import MARK, settled
from app.staff.model import RowState
from app.staff.pairing import TOKEN, by_sign, is_among
from app.staff.records import StaffRow
from app.staff.sheets.model import (
    BACK,
    CheckedRow,
    CheckedSheet,
    Diff,
    FieldChange,
    Place,
    Severity,
    Somebody,
)

_ROW = table_of(StaffRow)
_ENDS, _PAST = "superannuation", "superannuation.past"


@dataclass(frozen=True, slots=True)
class Held:
    """A row of the batch. `values` has the token too; `findings` lie as they are kept."""

    number: int
    sheet: str
    line: int
    values: Mapping[str, str]
    raw: Mapping[str, str]
    findings: Sequence[Mapping[str, Any]]
    state: str

    @property
    def entry(self) -> Entry:
        wrong = (each["field"] for each in self.findings if each["severity"] == Severity.ERROR)
        return entry_at(Place(self.sheet, self.line), {**self.raw, **self.values}, wrong)

    @property
    def person(self) -> Somebody:
        return replace(self.entry.person, number=self.number)


@dataclass(frozen=True, slots=True)
class Brought:
    """The sheet's `rows` as they will stand; `met` names by a row's place the held row of the same person.

    `changed` says what differs, by the place of each who reads otherwise now; `left` are the numbers of those who
    are not in the sheet, `returning` the numbers that those have, or will have, who left service: it is asked of them.
    """

    rows: Sequence[CheckedRow]
    met: Mapping[int, Held]
    changed: Mapping[int, tuple[FieldChange, ...]]
    left: tuple[int, ...]
    returning: tuple[int, ...]
    diff: Diff


def brought(before: Sequence[Held], sheet: CheckedSheet, *, is_again: bool) -> Brought:
    """Meet each row with the same person's; a column that the sheet lacks stays as it was.

    `is_again`: the very same file was taken in last.
    """
    old, new = side_of(each.entry for each in before), _side(sheet)
    known = known_again(old, new)
    gone, old = old.columns - new.columns, Side(old.entries, old.columns | new.columns)
    found = {at: before[place] for at, place in known.items()}
    rows = [_whole(row, found[at], gone) if at in found else row for at, row in enumerate(sheet.rows)]
    there = {each.number for each in found.values()}
    others = (each.values for each in before if each.number not in there)
    if before:
        was = {at: each.values for at, each in found.items()}
        rows = settled(sheet.rows, rows, was, others, is_again=is_again)
        new = Side(tuple(map(_with_mark, new.entries, rows)), new.columns)
    left = [each for each in before if each.number not in there and each.state != RowState.LEFT_OUT]
    theirs = by_sign(each.values for each in new.entries) if left else {}
    copies = {each.number for each in left if is_among(each.entry.values, theirs)}
    changed = differing(old, new, known)
    back = _returning(before, rows, found, changed)
    told = replace(
        diff(old, new, known),
        returning=tuple(replace(entry_of(rows[at]).person, number=number) for at, number in back.items()),
        left=tuple(each.person for each in left if each.number not in copies),
        twice=tuple(each.person for each in left if each.number in copies),
    )
    numbers = tuple(sorted(each.number for each in left))
    return Brought(rows, found, changed, numbers, tuple(back.values()), told)


def returning(sheet: CheckedSheet) -> tuple[Somebody, ...]:
    """Return who of a sheet left service, with the numbers they will have in a batch that begins with it."""
    back = _returning((), sheet.rows, {}, {})
    return tuple(replace(entry_of(sheet.rows[at]).person, number=number) for at, number in back.items())


def numbers_of(found: Container[int], before: Sequence[Held], rows: int) -> Iterator[tuple[int, int]]:
    """Yield by their place the numbers of those rows whose people do not stand in the batch yet."""
    number = count(1 + max((each.number for each in before), default=0))
    yield from ((at, next(number)) for at in range(rows) if at not in found)


def _returning(
    before: Sequence[Held], rows: Sequence[CheckedRow], found: Mapping[int, Held], changed: Container[int]
) -> dict[int, int]:
    """Return by their place the numbers of those who left service, but of whom it was asked before."""
    fresh = dict(numbers_of(found, before, len(rows)))
    back = [at for at, row in enumerate(rows) if any(each.key.startswith(BACK) for each in row.findings)]
    return {
        at: found[at].number if at in found else fresh[at]
        for at in back
        if at not in found or _is_to_ask(found[at], is_changed=at in changed)
    }


def _is_to_ask(held: Held, *, is_changed: bool) -> bool:
    if held.state == RowState.LEFT_OUT or any(each["key"].startswith(BACK) for each in held.findings):
        return False
    return is_changed or held.state in {RowState.OPEN, RowState.REFUSED}


def held(session: Session, batch: str) -> list[Held]:
    """Return every row of a batch, in its order, those that are left out included."""
    asked = select(_ROW).where(_ROW.c.batch == batch).order_by(_ROW.c.number)
    return [
        Held(
            number=row.number,
            sheet=row.sheet,
            line=row.line,
            values=row.cells | ({TOKEN: row.token} if row.token else {}),
            raw=row.raw,
            findings=row.findings,
            state=row.state,
        )
        for row in session.execute(asked)
    ]


def _side(sheet: CheckedSheet) -> Side:
    """Return the rows in the columns that stand in the sheet, and in those that any of the rows has."""
    named, filled = side_of_sheet(sheet), side_of(Entry(each.values) for each in sheet.rows)
    return Side(named.entries, named.columns | filled.columns - RECKONED)


def _with_mark(entry: Entry, row: CheckedRow) -> Entry:
    """Return what the sheet says with the mark that will stand."""
    mark = row.values.get(MARK, "")
    return entry if entry.values.get(MARK, "") == mark else Entry({**entry.values, MARK: mark}, entry.row)


def _whole(row: CheckedRow, before: Held, gone: frozenset[str]) -> CheckedRow:
    """Return the row with what the person's row before has in the columns that the sheet lacks."""
    gone -= _reckoned_anew(row.values, before)
    names = gone | ({TOKEN} if "aadhaar" in gone else set())
    kept = {name: before.values[name] for name in names if name in before.values}
    if not kept and not gone:
        return row
    raw = {name: before.raw[name] for name in names if name in before.raw}
    said = findings_of(each for each in before.findings if each["field"] in names)
    others = (each for each in row.findings if each.field not in names)
    return CheckedRow(row.place, {**row.values, **kept}, {**row.raw, **raw}, (*others, *said))


def _reckoned_anew(now: Mapping[str, str], before: Held) -> frozenset[str]:
    """Return the day of superannuation, where nothing was said against it: it followed from the day of birth."""
    told = {each["field"] for each in before.findings if each["key"] != _PAST}
    follows = before.values.get("birth") and told.isdisjoint({"birth", _ENDS})
    return frozenset({_ENDS}) if follows and now.get(_ENDS) else frozenset()
