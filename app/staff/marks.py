"""Whose marking abbreviation is made anew? The office's own stays; ours goes with what it was made of."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import String, cast, false, func, or_, select
from sqlalchemy.orm import Session

from app.records.tables import table_of
from app.staff.pairing import Values
from app.staff.records import StaffRow
from app.staff.sheets.marking import is_ours, marking
from app.staff.sheets.model import CheckedRow

MARK = "marking"
_FEW = 24  # marks that are looked for in the text of the rows; more, and every row is looked into
_ROW = table_of(StaffRow)


@dataclass(slots=True)
class Marks:
    """The marks that are taken in one list; each that is given names one person."""

    held: Counter[str]
    next: dict[str, int] = field(default_factory=dict)

    def of(self, values: Values) -> str:
        """Return a mark for these values that nobody has yet, "" while their name or designation is missing."""
        base = marking(values)
        return self._give(base) if base else ""

    def _give(self, base: str) -> str:
        number = self.next.get(base, 1)
        while self.held[made := f"{base}/{number}" if number > 1 else base]:
            number += 1
        self.next[base] = number + 1
        self.held[made] += 1
        return made


def marked_anew(
    session: Session,
    batch: str,
    before: Sequence[CheckedRow],
    typed: Mapping[int, Mapping[str, str]],
    judged: Sequence[CheckedRow],
) -> list[CheckedRow]:
    """Return the judged rows of a batch, those with a new mark whose name, designation, section or office changed."""
    found = list(judged)
    changed = [
        at
        for at, (was, now) in enumerate(zip(before, judged, strict=True))
        if _is_due(was, now, typed.get(at, {}))
    ]
    if changed:
        bases = {marking(judged[at].values) for at in changed} - {""}
        marks = Marks(_held(session, batch, bases))
        marks.held.subtract(before[at].values.get(MARK, "") for at in changed)
        for at in changed:
            found[at] = _marked(judged[at], marks.of(judged[at].values))
    return found


def settled(
    came: Sequence[CheckedRow],
    rows: Sequence[CheckedRow],
    met: Mapping[int, Values],
    left: Iterable[Values],
    *,
    is_again: bool,
) -> list[CheckedRow]:
    """Return the rows of a sheet as they will stand in the batch, those with a mark of ours with one of their own.

    `came` are the rows as they were judged in the sheet; `met` the values in the batch of the same person, by the
    place of the row; `left` those of everybody who is not in the sheet. `is_again`: the sheet was taken in before, so
    that a mark of ours stands for the one it brings.
    """
    marks = {
        at: _standing(row.values, came[at].values, met.get(at), is_again=is_again)
        for at, row in enumerate(rows)
    }
    given = Marks(Counter(filter(None, (*marks.values(), *(each.get(MARK) for each in left)))))
    return [
        _marked(row, given.of(row.values) if mark is None else mark)
        for row, mark in zip(rows, marks.values(), strict=True)
    ]


def freed(
    rows: Sequence[CheckedRow], was: Mapping[int, Values], others: Iterable[Values]
) -> list[CheckedRow]:
    """Return rows that came with marks, those with a new one whose old one we made of what has changed since.

    `was` are the values in the master of the same person, by the place of the row; `others` of all who stand beside.
    """
    stale = {at for at, values in was.items() if _is_stale(rows[at].values, values)}
    told = (row.values for at, row in enumerate(rows) if at not in stale)
    given = Marks(Counter(filter(None, (each.get(MARK) for each in (*told, *others)))))
    return [_marked(row, given.of(row.values)) if at in stale else row for at, row in enumerate(rows)]


def _is_stale(now: Values, was: Values) -> bool:
    mark = now.get(MARK)
    return bool(mark) and mark == was.get(MARK) and is_ours(was) and marking(was) != marking(now)


def _standing(now: Values, came: Values, was: Values | None, *, is_again: bool) -> str | None:
    """Return the mark that a row keeps, None where it gets one of ours."""
    mark, before = now.get(MARK, ""), was or {}
    is_replaced = is_again and was is not None and is_ours(before)
    is_kept = bool(mark) and (is_replaced or mark == before.get(MARK))
    if not is_ours(before if is_kept else came):
        return mark
    is_same = is_ours(before) and marking(before) == marking(now)
    return before.get(MARK) if is_same else None


def _is_due(was: CheckedRow, now: CheckedRow, typed: Mapping[str, str]) -> bool:
    if MARK in typed:
        return not typed[MARK]
    return is_ours(was.values) and marking(was.values) != marking(now.values)


def _marked(row: CheckedRow, mark: str) -> CheckedRow:
    if row.values.get(MARK, "") == mark:
        return row
    others = {name: value for name, value in row.values.items() if name != MARK}
    return replace(row, values=others | ({MARK: mark} if mark else {}))


def _held(session: Session, batch: str, bases: Collection[str]) -> Counter[str]:
    """Count the marks of a batch that begin like one of these."""
    mark = func.json_extract(_ROW.c.cells, f"$.{MARK}", type_=String)
    asked = select(mark, func.count()).where(_ROW.c.batch == batch).group_by(mark)
    if len(bases) <= _FEW:
        text = cast(_ROW.c.cells, String)
        begin = (func.instr(text, json.dumps(each, ensure_ascii=False)[:-1]) > 0 for each in bases)
        asked = asked.where(or_(false(), *begin))
    return Counter({held: count for held, count in session.execute(asked) if held})
