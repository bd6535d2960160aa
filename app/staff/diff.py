"""Who joined, moved, changed and left between two lists of one office? Pure: lists in, one answer out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.staff.pairing import DOUBTED, PLACE, TOKEN, by_sign, doubted, is_among, met, place_of
from app.staff.sheets.fields import fields
from app.staff.sheets.model import (
    CheckedRow,
    CheckedSheet,
    Diff,
    FieldChange,
    PersonChange,
    Place,
    Severity,
    Somebody,
)

_WHERE = frozenset({"office", "office_name", "section", "post"})
_NOT_COMPARED = frozenset({"serial"})
RECKONED = frozenset({"marking", "superannuation"})
"""What the rules fill in where a sheet has no such column: nobody misses the column."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a list: `values` by field id, as checked rows and the master have them, and where it is known."""

    values: Mapping[str, str]
    row: int = 0

    @property
    def person(self) -> Somebody:
        """Return who it is; one without a name goes by the first that the line says."""
        said = self.values.get
        shown = said("name") or next((said(name, "") for name in fields() if said(name)), "")
        names = (shown, said("designation", ""), said("employee_code", ""), said("office", ""))
        return Somebody(*names, self.row)


@dataclass(frozen=True, slots=True)
class Side:
    """One list. `columns` are the fields it has at all, in whichever row."""

    entries: Sequence[Entry]
    columns: frozenset[str]


def side_of_sheet(sheet: CheckedSheet) -> Side:
    """Return the rows of a sheet, compared in the columns that stand there, empty ones too."""
    return Side(tuple(map(entry_of, sheet.rows)), _compared(sheet.mapping.columns.values()))


def without_tokens(side: Side) -> Side:
    """Return the list with masks alone, for one whose tokens are of another key than those it is compared with."""
    entries = (
        Entry({name: value for name, value in each.values.items() if name != TOKEN}, each.row)
        for each in side.entries
    )
    return Side(tuple(entries), side.columns)


def entry_of(row: CheckedRow) -> Entry:
    """Return the row with what was typed where that is no good value."""
    wrong = (each.field for each in row.findings if each.severity is Severity.ERROR)
    return entry_at(row.place, {**row.raw, **row.values}, wrong)


def entry_at(place: Place, values: Mapping[str, str], wrong: Iterable[str]) -> Entry:
    """Return who stands in this place of a file; `wrong` are the fields in which there is a mistake."""
    where = {PLACE: place_of(place.sheet, place.row), DOUBTED: doubted(wrong)}
    return Entry({**values, **where}, place.row)


def side_of(entries: Iterable[Entry]) -> Side:
    """Return people who came without columns: each field counts that one of them has."""
    found = tuple(entries)
    return Side(found, _compared(name for each in found for name, value in each.values.items() if value))


def _compared(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names) & frozenset(fields()) - _NOT_COMPARED


def diff(old: Side, new: Side, known: Mapping[int, int] | None = None) -> Diff:
    """Return what differs. A person is known again as `met` says, by the Aadhaar token before all else.

    Whoever stood twice and stands once now has not left.
    `known` says it otherwise: by the place in `new`, who of `old` that is.
    """
    if known is None:
        known = known_again(old, new)
    changes = differing(old, new, known)
    changed = [PersonChange(new.entries[at].person, each) for at, each in changes.items()]
    still_there = set(known.values())
    return Diff(
        joined=tuple(each.person for at, each in enumerate(new.entries) if at not in known),
        moved=tuple(each for each in changed if _is_move(each)),
        changed=tuple(each for each in changed if not _is_move(each)),
        left=_left([each for at, each in enumerate(old.entries) if at not in still_there], new),
        same=len(known) - len(changed),
        gone=_only(old, new),
        new=_only(new, old),
    )


def known_again(old: Side, new: Side) -> dict[int, int]:
    """Return who of `old` it is, by the place in `new`: for a comparison, and for a sheet that is taken in."""
    return met([each.values for each in old.entries], [each.values for each in new.entries])


def _left(unmet: Sequence[Entry], new: Side) -> tuple[Somebody, ...]:
    there = by_sign(each.values for each in new.entries) if unmet else {}
    return tuple(each.person for each in unmet if not is_among(each.values, there))


def differing(old: Side, new: Side, known: Mapping[int, int]) -> dict[int, tuple[FieldChange, ...]]:
    """Return what differs in the columns of both, by the place in `new`, of everybody of whom something does."""
    both = [name for name in fields() if name in old.columns & new.columns]
    met = ((at, _changes(old.entries[known[at]], new.entries[at], both)) for at in sorted(known))
    return {at: changes for at, changes in met if changes}


def _only(here: Side, there: Side) -> tuple[str, ...]:
    return tuple(name for name in fields() if name in here.columns - there.columns - RECKONED)


def _is_move(change: PersonChange) -> bool:
    return any(each.field in _WHERE for each in change.changes)


def _changes(before: Entry, now: Entry, compared: Iterable[str]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, before.values.get(name, ""), now.values.get(name, ""))
        for name in compared
        if _differ(name, before.values, now.values)
    )


def _differ(name: str, before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Two Aadhaar numbers may end in the same four figures: where both tokens are known, they decide."""
    if name == "aadhaar" and before.get(TOKEN) and now.get(TOKEN):
        return before[TOKEN] != now[TOKEN]
    return before.get(name, "") != now.get(name, "")
