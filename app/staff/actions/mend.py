"""Mending rows in place, and leaving them out; every act can be undone."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from app.base.ids import new_id
from app.base.letting_go import let_go
from app.errors import InputError
from app.records.tables import table_of
from app.staff.actions.batches import TOKEN, kept, working
from app.staff.actions.sent_back import stated
from app.staff.actions.sharing import sharing
from app.staff.at import At
from app.staff.model import RowState, Weight
from app.staff.records import BatchRow, EditRow, StaffRow
from app.staff.sheets.fields import fields
from app.staff.sheets.model import CheckedRow, Finding, Place, Severity
from app.staff.sheets.watch import Watch, unwatched
from app.staff.sheets.written import written

Recheck = Callable[[Sequence[CheckedRow], Mapping[int, Mapping[str, str]]], list[CheckedRow]]
"""Judges rows anew: given rows, and by their index what was typed into which fields; returns all, as they are now."""
_AT_ONCE = 500  # rows
PAST = "past"
"""The act of all that was mended before the last sheet came in: it is known, and undone no more."""
TAKEN = "taken"
"""The act of what the last sheet wrote: a row that it brought has nothing before."""
_NO_ACTS = (PAST, TAKEN)
LEFT_OUT = "staff.left-out"
"""What is found of a row that is left out: its reason stands in the facts."""
_CAN_BE_LEFT_OUT = frozenset({RowState.OPEN, RowState.REFUSED})
_CHANGES = ("key", "token", "cells", "raw", "findings", "weight")
_EDIT = table_of(EditRow)
_APPLY = {
    name: text(
        f"UPDATE staff_row SET state = coalesce(json_extract(e.{name}, '$.state'), 'open'), "  # noqa: S608  the columns' names are our own
        + ", ".join(f"{column} = json_extract(e.{name}, '$.{column}')" for column in _CHANGES)
        + " FROM staff_edit e WHERE e.act = :act AND e.id BETWEEN :first AND :last"
        + " AND staff_row.batch = e.batch AND staff_row.number = e.row"
    )
    for name in ("before", "after")
}
"""Writes what some edits of an act say into their rows, however many, in one statement."""
_APPLIED_AT_ONCE = 2_000  # edits
_WRITTEN = text(
    "SELECT row FROM staff_edit WHERE act = :act AND ("  # noqa: S608  the columns' names are our own
    + " OR ".join(
        f"json_extract(before, '$.{name}') IS NOT json_extract(after, '$.{name}')"
        for name in ("cells", "raw", "token", "state")
    )
    + ") ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class _Edit:
    """A row before and after; where it was left out or came back, its state stands in both."""

    row: int
    before: dict[str, Any]
    after: dict[str, Any]


def mend(
    session: Session,
    at: At,
    batch: str,
    number: int,
    typed: Mapping[str, str],
    recheck: Recheck,
    stood: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Type into fields of one row, and return the act by which it can be undone. `stood` is what was seen in them.

    Raises: WrongStep, once the batch is confirmed; InputError("staff.row-unknown" | "staff.field-unknown" |
    "staff.cell-moved"), the last where somebody else wrote meanwhile.
    """
    row = working(session, at, batch)
    for name in typed:
        require_known(name)
    found = rows_of(session, batch, [number])
    if not found:
        raise InputError(reason="staff.row-unknown", field="row", row=number)
    for name, seen in stood.items():
        _require_unmoved(found[0], name, {seen, typed[name]})
    return change(session, at, row, found, {0: typed}, recheck)


def undo(session: Session, at: At, batch: str, watch: Watch = unwatched) -> tuple[int, ...]:
    """Take the last act back; return the rows it had written, without those that are only judged otherwise.

    Raises: InputError("staff.nothing-to-undo"); Cancelled, and nothing is taken back.
    """
    return _turn(session, at, batch, watch, undone=False)


def redo(session: Session, at: At, batch: str, watch: Watch = unwatched) -> tuple[int, ...]:
    """Do again what was undone last. Raises: InputError("staff.nothing-to-redo"); Cancelled."""
    return _turn(session, at, batch, watch, undone=True)


def leave_out(
    session: Session, at: At, batch: str, numbers: Sequence[int], reason: str, recheck: Recheck
) -> int:
    """Leave rows out of the sheet, which are kept and never sent; return how many.

    Raises: WrongStep; InputError, as `stated`.
    """
    row, why = working(session, at, batch), stated(reason)
    gone = [each for each in rows_of(session, batch, numbers) if each.state in _CAN_BE_LEFT_OUT]
    others = rows_of(session, batch, sharing(session, batch, gone, ()))
    judged = recheck([checked_of(each) for each in others], {}) if others else ()
    _note(session, at, row, [*(_left_out(each, why) for each in gone), *_edits(others, judged)])
    return len(gone)


def bring_back(session: Session, at: At, batch: str, numbers: Sequence[int], recheck: Recheck) -> int:
    """Take rows in again that were left out; return how many. Raises: WrongStep."""
    row = working(session, at, batch)
    found = rows_of(session, batch, numbers, left_out=True)
    if found:
        edits = _edits(*_judged(session, batch, found, {}, recheck))
        back = {each.number for each in found}
        _note(session, at, row, [_back(each) if each.row in back else each for each in edits])
    return len(found)


def left_out(session: Session, batch: str) -> list[dict[str, Any]]:
    """Return for what reason which lines of the office's file were left out."""
    found: dict[str, list[int]] = {}
    for row in session.scalars(_asked(batch, left_out=True)):
        told = next(each for each in row.findings if each["key"] == LEFT_OUT)
        found.setdefault(told["facts"]["reason"], []).append(row.line)
    return [{"reason": reason, "lines": lines} for reason, lines in found.items()]


def _left_out(row: StaffRow, reason: str) -> _Edit:
    before = _state(row) | {"state": row.state}
    said = Finding(row.line, "", LEFT_OUT, {"reason": reason}, Severity.WARNING)
    after = {"findings": [*row.findings, asdict(said)], "weight": Weight.LEFT_OUT.value}
    return _Edit(row.number, before, before | after | {"state": RowState.LEFT_OUT.value})


def _back(edit: _Edit) -> _Edit:
    return _Edit(edit.row, edit.before | {"state": RowState.LEFT_OUT.value}, edit.after)


def _turn(session: Session, at: At, batch: str, watch: Watch, *, undone: bool) -> tuple[int, ...]:
    row = working(session, at, batch)
    last = select(EditRow).where(
        EditRow.batch == batch, EditRow.undone.is_(undone), EditRow.act.not_in(_NO_ACTS)
    )
    edge = session.scalars(last.order_by(EditRow.id.asc() if undone else EditRow.id.desc()).limit(1)).first()
    if edge is None:
        raise InputError(reason="staff.nothing-to-redo" if undone else "staff.nothing-to-undo", field="row")
    act = edge.act
    _apply(session, act, "after" if undone else "before", watch)
    session.execute(update(_EDIT).where(_EDIT.c.act == act).values(undone=not undone))
    row.updated_at = at.now()
    return tuple(session.scalars(_WRITTEN, {"act": act}))


def revert(session: Session, batch: str) -> None:
    """Take back every act of a batch since its last sheet came in; none of them is redone."""
    mine = (_EDIT.c.batch == batch) & _EDIT.c.act.not_in(_NO_ACTS)
    acts = select(_EDIT.c.act).where(mine, _EDIT.c.undone.is_(False)).group_by(_EDIT.c.act)
    for act in session.scalars(acts.order_by(func.max(_EDIT.c.id).desc())).all():
        _apply(session, act, "before")
    session.execute(delete(_EDIT).where(mine))


def change(
    session: Session,
    at: At,
    batch: BatchRow,
    rows: Sequence[StaffRow],
    typed: Mapping[int, Mapping[str, str]],
    recheck: Recheck,
    watch: Watch = unwatched,
) -> str:
    """Judge rows with what was typed into them, by their index; return the act by which that can be undone."""
    rows, judged = _judged(session, batch.id, rows, typed, recheck)
    act = _note(session, at, batch, _edits(rows, judged), watch)
    let_go(judged)
    return act


def _edits(rows: Iterable[StaffRow], judged: Iterable[CheckedRow]) -> Iterator[_Edit]:
    for row, checked in zip(rows, judged, strict=True):
        yield _Edit(row.number, _state(row), _of(kept(checked)))


def _note(session: Session, at: At, batch: BatchRow, edits: Iterable[_Edit], watch: Watch = unwatched) -> str:
    """Write edits into their rows as one act, and return it; what was undone before is redone no more."""
    act = new_id()
    session.execute(delete(_EDIT).where(_EDIT.c.batch == batch.id, _EDIT.c.undone))
    facts = {"batch": batch.id, "act": act, "who": at.who, "at": at.now(), "undone": False}
    changed = (facts | _written(each) for each in edits if each.before != each.after)
    done = 0
    while some := list(islice(changed, _AT_ONCE)):
        session.execute(insert(_EDIT), some)
        done += len(some)
        watch(done // 2)
    _apply(session, act, "after", lambda applied: watch((done + applied) // 2))
    batch.updated_at = at.now()
    return act


def _written(edit: _Edit) -> dict[str, Any]:
    """Keep what says the same in the same letters: it is compared as text, to tell at the undo what was written."""
    same = {name: kept for name in ("cells", "raw") if (kept := edit.before[name]) == edit.after[name]}
    return {"row": edit.row, "before": edit.before, "after": edit.after | same}


def _judged(
    session: Session,
    batch: str,
    rows: Sequence[StaffRow],
    typed: Mapping[int, Mapping[str, str]],
    recheck: Recheck,
) -> tuple[Sequence[StaffRow], list[CheckedRow]]:
    """Judge rows with what was typed, and with them all that share something with them, before or after."""
    before = [checked_of(each) for each in rows]
    judged = recheck(before, typed)
    let_go(before)
    others = sharing(session, batch, rows, judged)
    if not others:
        return rows, judged
    all_ = [*rows, *rows_of(session, batch, others)]
    return all_, recheck([checked_of(each) for each in all_], typed)


def checked_of(row: StaffRow) -> CheckedRow:
    """Return a row as the rules gave it."""
    values = row.cells | ({TOKEN: row.token} if row.token else {})
    return CheckedRow(Place(row.sheet, row.line), values, row.raw, findings_of(row.findings))


def findings_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    return tuple(Finding(**(each | {"severity": Severity(each["severity"])})) for each in map(dict, kept))


def _state(row: StaffRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _CHANGES}


def _of(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {name: columns[name] for name in _CHANGES}


def _apply(session: Session, act: str, side: str, watch: Watch = unwatched) -> None:
    asked = select(func.min(_EDIT.c.id), func.max(_EDIT.c.id)).where(_EDIT.c.act == act)
    first, last = session.execute(asked).one()
    for begin in range(first or 0, (last or -1) + 1, _APPLIED_AT_ONCE):
        end = min(begin + _APPLIED_AT_ONCE - 1, last)
        session.execute(_APPLY[side], {"act": act, "first": begin, "last": end})
        watch(end - first + 1)
    session.expire_all()


def rows_of(
    session: Session,
    batch: str,
    numbers: Sequence[int],
    *,
    left_out: bool = False,
    watch: Watch = unwatched,
) -> list[StaffRow]:
    found: list[StaffRow] = []
    for first in range(0, len(numbers), _AT_ONCE):
        watch(first)
        some = numbers[first : first + _AT_ONCE]
        found += session.scalars(_asked(batch, left_out=left_out).where(StaffRow.number.in_(some)))
    return found


def _asked(batch: str, *, left_out: bool) -> Select[StaffRow]:
    gone = RowState.LEFT_OUT.value
    which = StaffRow.state == gone if left_out else StaffRow.state != gone
    return select(StaffRow).where(StaffRow.batch == batch, which).order_by(StaffRow.number)


def _require_unmoved(row: StaffRow, field: str, fine: Collection[str]) -> None:
    now = row.cells.get(field) or row.raw.get(field, "")
    if now not in fine:
        raise InputError(
            reason="staff.cell-moved", field=field, line=row.line, now=written(field, now) or "—"
        )


def require_known(field: str) -> None:
    """Raises: InputError("staff.field-unknown")."""
    if field not in fields():
        raise InputError(reason="staff.field-unknown", field=field)
