"""Taking the last sheet out of an open batch again: its rows go, the others stand as before it came, in one act.

What was in the rows before lies beside the edits, as one act that the undo knows nothing of; the next sheet, and the
confirmation, end that it can be taken back.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, delete, func, insert, select, text
from sqlalchemy.orm import Session

from app.errors import InputError
from app.records.journal import write_entry
from app.records.marks import mark, set_mark
from app.records.tables import table_of
from app.staff.actions.batches import TOKEN, batch_row, key_of, working
from app.staff.actions.mend import TAKEN, findings_of, revert
from app.staff.actions.sent_back import stated
from app.staff.at import At
from app.staff.diff import RECKONED, Entry, Side, differing, side_of
from app.staff.incoming import Held
from app.staff.model import BatchState, LastTaken, RowState, Weight, weight_of
from app.staff.records import EditRow, StaffRow
from app.staff.remembered import SourceFile, remember_source, source_of

_AT_ONCE = 500
_MARK = "staff.taken:"
_EDIT, _ROW = table_of(EditRow), table_of(StaffRow)
_COLUMNS = ("sheet", "line", "key", "token", "cells", "raw", "findings", "weight", "state")
_READ = ("sheet", "line", "token", "cells", "raw", "findings")
_STOOD = text(
    "UPDATE staff_row SET "  # noqa: S608  the columns' names are our own
    + ", ".join(f"{each} = coalesce(json_extract(e.before, '$.{each}'), {each})" for each in _COLUMNS)
    + " FROM staff_edit e WHERE e.batch = :batch AND e.act = :act"
    + " AND staff_row.batch = e.batch AND staff_row.number = e.row"
)
_GO = text(
    "DELETE FROM staff_row WHERE batch = :batch AND number IN"
    " (SELECT row FROM staff_edit WHERE batch = :batch AND act = :act AND before = '{}')"
)


@dataclass(frozen=True, slots=True)
class Noting:
    """Keeps how rows `held` before a sheet stood, before they are written: of those that only move the line alone."""

    session: Session
    at: At
    batch: str
    held: Mapping[int, Held]

    def whole(self, numbers: Iterable[int]) -> None:
        """Keep these whole, those too of which the line is kept already."""
        some = [number for number in numbers if number in self.held]
        for first in range(0, len(some), _AT_ONCE):
            twice = (_EDIT.c.act == TAKEN) & _EDIT.c.row.in_(some[first : first + _AT_ONCE])
            self.session.execute(delete(_EDIT).where(_EDIT.c.batch == self.batch, twice))
        self._keep((number, _stood(self.held[number])) for number in some)

    def moved(self, numbers: Iterable[int]) -> None:
        found = ((number, self.held[number]) for number in numbers)
        self._keep((number, {"sheet": each.sheet, "line": each.line}) for number, each in found)

    def fresh(self, numbers: Iterable[int]) -> None:
        """Keep that nothing stood there before."""
        if self.held:
            self._keep((number, {}) for number in numbers)

    def is_in(self) -> None:
        """The sheet is in, with what was answered: edits from here on are mends of a later hand."""
        if told := _told(self.session, self.batch):
            edge = self.session.scalar(select(func.max(_EDIT.c.id)).where(_EDIT.c.batch == self.batch)) or 0
            _tell(self.session, self.batch, told | {"edge": edge})

    def _keep(self, stood: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
        facts = {"batch": self.batch, "act": TAKEN, "who": self.at.who, "at": self.at.now(), "undone": False}
        rows = (facts | {"row": number, "before": before, "after": {}} for number, before in stood)
        while some := list(islice(rows, _AT_ONCE)):
            self.session.execute(insert(_EDIT), some)


def noting(session: Session, at: At, batch: str, file: str, before: Iterable[Held]) -> Noting:
    """Begin to note what a sheet of this name does to a batch; the first one of a batch is not taken back."""
    forget(session, batch)
    held = {each.number: each for each in before}
    source = source_of(session, batch)
    told = {
        "file": file,
        "before": batch_row(session, batch).file_name,
        "source": [source.name, source.sha256] if source else [],
    }
    if held:
        _tell(session, batch, told)
    return Noting(session, at, batch, held)


def forget(session: Session, batch: str) -> None:
    """Nothing can be taken back any more: another sheet came, or the rows were confirmed."""
    session.execute(delete(_EDIT).where(_EDIT.c.batch == batch, _EDIT.c.act == TAKEN))
    set_mark(session, _MARK + batch, "")


def came_last(session: Session, batch: str) -> bool:
    """Say whether a sheet came into rows that stood there, and nobody has confirmed them since."""
    return bool(mark(session, _MARK + batch))


def last(session: Session, batch: str) -> LastTaken | None:
    """Return what would be taken back; None, where nothing can be."""
    told = _told(session, batch)
    if not told or batch_row(session, batch).state != BatchState.WORKING:
        return None
    mine = (_EDIT.c.batch == batch) & (_EDIT.c.act == TAKEN)
    fresh = mine & (_EDIT.c.before == {})
    mended = (_EDIT.c.batch == batch) & _EDIT.c.undone.is_(False) & (_EDIT.c.id > told["edge"])
    whole = mine & (func.json_extract(_EDIT.c.before, "$.cells").is_not(None))
    counted = (select(func.count(func.distinct(_EDIT.c.row))).where(each) for each in (fresh, mended))
    joined, by_hand = (int(session.scalar(each) or 0) for each in counted)
    return LastTaken(told["file"], told["before"], joined, _reading_otherwise(session, whole), by_hand)


def take_back(session: Session, at: At, batch: str, reason: str) -> LastTaken:
    """Take the last sheet out again, with all that was done to the rows since; return what went.

    Raises: NotAllowed; WrongStep; InputError("staff.nothing-to-take-back" | as `stated`).
    """
    row, why = working(session, at, batch), stated(reason)
    found = last(session, batch)
    if found is None:
        raise InputError(reason="staff.nothing-to-take-back", field="batch")
    told = _told(session, batch)
    revert(session, batch)
    for each in (_STOOD, _GO):
        session.execute(each, {"batch": batch, "act": TAKEN})
    session.expire_all()
    row.file_name, row.updated_at = told["before"], at.now()
    remember_source(session, batch, SourceFile(*told["source"]) if told["source"] else None)
    forget(session, batch)
    body = {"file": found.file, "reason": why, "joined": found.joined, "changed": found.changed}
    write_entry(session, at.acting, "staff.untaken", batch, body, clock=at.clock)
    return found


def _reading_otherwise(session: Session, kept_whole: ColumnElement[bool]) -> int:
    """Return how many rows read otherwise than before, by the measure of what a sheet changes.

    Of the rest only the line moved, in what is said against them too.
    """
    same = (_ROW.c.batch == _EDIT.c.batch) & (_ROW.c.number == _EDIT.c.row)
    asked = select(_EDIT.c.before, *(_ROW.c[each] for each in _READ)).join_from(_EDIT, _ROW, same)
    rows = session.execute(asked.where(kept_whole)).mappings().all()
    before, now = side_of(_entry(row["before"]) for row in rows), side_of(_entry(row) for row in rows)
    both = before.columns | (now.columns - RECKONED)
    people = {at: at for at in range(len(rows))}
    return len(differing(Side(before.entries, both), Side(now.entries, both), people))


def _entry(row: Mapping[str, Any] | RowMapping) -> Entry:
    values = {**row["cells"], TOKEN: row["token"]}
    return Held(0, row["sheet"], row["line"], values, row["raw"], row["findings"], "").entry


def _stood(held: Held) -> dict[str, Any]:
    cells = {name: text for name, text in held.values.items() if name != TOKEN}
    is_out = held.state == RowState.LEFT_OUT
    return {
        "sheet": held.sheet,
        "line": held.line,
        "key": key_of(held.values),
        "token": held.values.get(TOKEN, ""),
        "cells": cells,
        "raw": dict(held.raw),
        "findings": list(held.findings),
        "weight": Weight.LEFT_OUT.value if is_out else weight_of(findings_of(held.findings)).value,
        "state": held.state,
    }


def _tell(session: Session, batch: str, told: Mapping[str, Any]) -> None:
    set_mark(session, _MARK + batch, json.dumps(told, ensure_ascii=False))


def _told(session: Session, batch: str) -> dict[str, Any]:
    return dict(json.loads(mark(session, _MARK + batch) or "{}"))
