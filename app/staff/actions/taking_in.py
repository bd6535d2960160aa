"""Taking a sheet into an office's open batch: the mended sheet brings rows up to date and never doubles one."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from app.base.ids import new_id
from app.errors import InputError
from app.records.tables import table_of
from app.staff.actions.batches import kept, key_of, working
from app.staff.actions.keeping_mends import put_back
from app.staff.actions.mend import PAST, TAKEN, Recheck, checked_of, findings_of, leave_out, rows_of
from app.staff.actions.sharing import sharing
from app.staff.actions.taking_back import Noting, noting
from app.staff.at import At
from app.staff.by_hand import WrittenOver, written_over
from app.staff.incoming import Brought, Held, brought, held, numbers_of
from app.staff.marks import MARK, freed
from app.staff.master import MasterOf
from app.staff.model import RowState, Taken
from app.staff.records import EditRow, StaffRow
from app.staff.remembered import is_of, remember
from app.staff.sheets.model import ASKED_NOTHING, Answers, CheckedRow, CheckedSheet, Place
from app.words import words

_ROW = table_of(StaffRow)
_MOST = 200_000
_LINE, _OTHERS = ("sheet", "line"), "rows"
_COLUMNS = (*_LINE, "key", "token", "cells", "raw", "findings", "weight")


def take_in(
    session: Session,
    at: At,
    batch: str,
    sheet: CheckedSheet,
    judge: Recheck,
    said: Answers = ASKED_NOTHING,
    file_name: str = "",
) -> Taken:
    """Take the rows of a sheet into the open batch. A row whose person stands there already is brought up to date.

    What was mended by hand is put back over what the sheet says, and who is not in it is left out, as is `said`: one
    act each for the undo. Who left service is left out, unless it is said that they serve again. Without a name the
    file is called as the one before.
    Raises: WrongStep, when the batch can be mended no more; InputError("staff.too-many").
    """
    row = working(session, at, batch)
    if len(sheet.rows) > _MOST:
        raise InputError(reason="staff.too-many", field="file", most=_MOST)
    before = held(session, batch)
    found = brought(before, sheet, is_again=is_of(session, batch, sheet))
    mends = [each for each in written_over(session, batch, found) if said.keeps(each.held.number)]
    noted = noting(session, at, batch, file_name or row.file_name, before)
    _write(session, noted, found, before, row.file_name)
    session.expire_all()
    _no_undo_past(session, batch)
    row.updated_at, row.file_name = at.now(), file_name or row.file_name
    remember(session, batch, sheet, row.file_name)
    told = found.diff
    kept_mends = put_back(session, at, batch, mends, judge) if mends else 0
    gone = [number for number in found.left if said.leaves_out(number)]
    if gone:
        leave_out(session, at, batch, gone, said.why, judge)
    _judge_left(session, noted, [number for number in found.left if not said.leaves_out(number)], judge)
    back = [number for number in found.returning if number not in said.returning]
    if back:
        leave_out(session, at, batch, back, words("staff.back-unanswered").hi, judge)
    noted.is_in()
    as_before = _as_before(found, mends)
    changed, same = len(told.moved) + len(told.changed) - as_before, told.same + as_before
    return Taken(len(told.joined), changed, same, found.left, kept_mends, len(gone), len(back))


def _as_before(found: Brought, mends: Iterable[WrittenOver]) -> int:
    """Return in how many rows nothing else came than what the mends that are kept stand over."""
    said = {held.number: found.changed[at] for at, held in found.met.items() if at in found.changed}
    return sum({*said[each.held.number]} <= {*each.changes} for each in mends)


def _write(session: Session, noted: Noting, found: Brought, before: Sequence[Held], file: str) -> None:
    fresh = _fresh(session, noted.batch, found, before)
    whole = (
        ((*_COLUMNS, "state"), list(_changed(found))),
        (_COLUMNS, list(_written_otherwise(found))),
    )
    moved = {each["of"]: each for each in (*_only_moved(found), *_left_behind(found, before, file))}
    noted.moved(moved)
    noted.whole(each["of"] for _, rows in whole for each in rows)
    noted.fresh(each["number"] for each in fresh)
    _insert(session, fresh)
    for columns, rows in whole:
        _update(session, noted.batch, columns, rows)
    _update(session, noted.batch, _LINE, moved.values())


def _judge_left(session: Session, noted: Noting, left: Sequence[int], judge: Recheck) -> None:
    """Judge those who stay though they are not in the sheet, and whoever shares something with them now.

    What was said of them named lines of the file before.
    """
    if not left:
        return
    batch = noted.batch
    rows = rows_of(session, batch, left)
    others = rows_of(session, batch, sharing(session, batch, rows, ()))
    of_others = (each for row in rows for each in row.findings if _OTHERS in each["facts"])
    if others or any(of_others):
        open_ = [each for each in (*rows, *others) if each.state == RowState.OPEN]
        judged = judge([checked_of(each) for each in open_], {})
        noted.whole(each.number for each in open_)
        written = ({**kept(now), "of": each.number} for each, now in zip(open_, judged, strict=True))
        _update(session, batch, _COLUMNS, written)
        session.expire_all()


def _fresh(session: Session, batch: str, found: Brought, others: Sequence[Held]) -> list[dict[str, Any]]:
    """Return the rows of those who are new; who is in the master already keeps their id, once in the batch.

    Two rows of one id would be one person at the centre, the later in place of the other.
    """
    rows = [kept(row) for row in _marked(session, found, others)]
    known = MasterOf(session).ids([row["key"] for row in rows])
    taken = set(session.scalars(select(_ROW.c.person).where(_ROW.c.batch == batch)))
    numbers = (number for _, number in numbers_of(found.met, others, len(found.rows)))
    fresh = {"batch": batch, "state": RowState.OPEN.value, "chunk": -1}
    return [
        row | fresh | {"number": each, "person": _once(known.get(row["key"], ""), taken)}
        for each, row in zip(numbers, rows, strict=True)
    ]


def _marked(session: Session, found: Brought, others: Sequence[Held]) -> Sequence[CheckedRow]:
    """Return the rows of those who are new: a mark in our own form is as old as the form."""
    rows = [row for at, row in enumerate(found.rows) if at not in found.met]
    with_mark = {at: key_of(row.values) for at, row in enumerate(rows) if row.values.get(MARK)}
    known = MasterOf(session).values(tuple(with_mark.values()))
    was = {at: known[key] for at, key in with_mark.items() if key in known}
    met = (found.rows[at].values for at in found.met)
    return freed(rows, was, (*met, *(each.values for each in others))) if was else rows


def _once(person: str, taken: set[str]) -> str:
    """Return the id of a person of the master, or another where there is none or a row has it."""
    id_ = person if person and person not in taken else new_id()
    taken.add(id_)
    return id_


def _changed(found: Brought) -> Iterator[dict[str, Any]]:
    for at in sorted(found.changed):
        yield kept(found.rows[at]) | {"of": found.met[at].number, "state": RowState.OPEN.value}


def _written_otherwise(found: Brought) -> Iterator[dict[str, Any]]:
    """Return who says the same in other letters, under another number of the list, or has more or less against it.

    That is no change to be told: the mistake may have been another row's, which shared a number with this one.
    """
    for row, before in _same(found):
        if before.state == RowState.OPEN and _is_written_otherwise(row, before):
            yield kept(row) | {"of": before.number}


def _only_moved(found: Brought) -> Iterator[dict[str, Any]]:
    """Return who stands in another line; what is said of one who was refused or left out stays."""
    for row, before in _same(found):
        place = row.place.sheet, row.place.row
        if place != (before.sheet, before.line):
            yield {"of": before.number, "sheet": place[0], "line": place[1]}


def _left_behind(found: Brought, before: Sequence[Held], file: str) -> Iterator[dict[str, Any]]:
    """Return who is not in the sheet: in their line another may stand now, so theirs is called by the file before."""
    met = {each.number for each in found.met.values()}
    for each in before:
        if each.number not in met:
            yield {"of": each.number, "sheet": Place(each.sheet, each.line).of(file).sheet, "line": each.line}


def _same(found: Brought) -> Iterator[tuple[CheckedRow, Held]]:
    for at, before in found.met.items():
        if at not in found.changed:
            yield found.rows[at], before


def _is_written_otherwise(row: CheckedRow, before: Held) -> bool:
    if (row.values, row.raw) != (before.values, before.raw):
        return True
    return bool(row.findings or before.findings) and row.findings != findings_of(before.findings)


def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(_ROW), rows)


def _update(session: Session, batch: str, columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> None:
    one = update(_ROW).where(_ROW.c.batch == batch, _ROW.c.number == bindparam("of"))
    given = [{"of": row["of"], **{f"to_{name}": row[name] for name in columns}} for row in rows]
    if given:
        session.connection().execute(one.values(**{name: bindparam(f"to_{name}") for name in columns}), given)


def _no_undo_past(session: Session, batch: str) -> None:
    """What was mended before a new sheet came in is not undone into it; that it was mended by hand stays known."""
    session.execute(delete(EditRow).where(EditRow.batch == batch, EditRow.undone))
    mends = (EditRow.batch == batch) & (EditRow.act != TAKEN)
    session.execute(update(EditRow).where(mends).values(act=PAST))
