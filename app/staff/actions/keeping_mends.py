"""A new sheet came in over what was mended by hand: what the person wrote is put back, and the undo takes that back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from app.staff.actions.batches import batch_row
from app.staff.actions.mend import LEFT_OUT, Recheck, change, findings_of, leave_out, rows_of
from app.staff.at import At
from app.staff.by_hand import WrittenOver
from app.staff.incoming import Held
from app.staff.pairing import TOKEN
from app.staff.sheets.model import CheckedRow

_AADHAAR = "aadhaar"


def put_back(session: Session, at: At, batch: str, over: Sequence[WrittenOver], judge: Recheck) -> int:
    """Write what people had written, and leave out again whom they had left out; return in how many rows."""
    mine = {each.held.number: each for each in over}
    rows = rows_of(session, batch, sorted(mine))
    mended = [row for row in rows if mine[row.number].changes]
    if mended:
        typed = {index: _typed(mine[row.number]) for index, row in enumerate(mended)}
        helds = [_held_number(mine[row.number]) for row in mended]
        change(session, at, batch_row(session, batch), mended, typed, _knowing(helds, judge))
    for reason, numbers in _left_out(over).items():
        leave_out(session, at, batch, numbers, reason, judge)
    return len(over)


def _typed(over: WrittenOver) -> Mapping[str, str]:
    """An Aadhaar number cannot be typed again: nobody knows more of it than mask and token."""
    return {each.field: each.before for each in over.changes if each.field != _AADHAAR}


def _held_number(over: WrittenOver) -> Held | None:
    return over.held if any(each.field == _AADHAAR for each in over.changes) else None


def _knowing(helds: Sequence[Held | None], judge: Recheck) -> Recheck:
    """Judge as `judge` does, the first rows with the Aadhaar numbers that were held of them."""

    def known(rows: Sequence[CheckedRow], typed: Mapping[int, Mapping[str, str]]) -> list[CheckedRow]:
        first = [_with_number(*each) for each in zip(rows, helds, strict=False)]
        return judge([*first, *rows[len(first) :]], typed)

    return known


def _with_number(row: CheckedRow, held: Held | None) -> CheckedRow:
    if held is None:
        return row
    names = {_AADHAAR, TOKEN}
    values = {name: text for name, text in row.values.items() if name not in names}
    raw = {name: text for name, text in row.raw.items() if name != _AADHAAR}
    said = [each for each in row.findings if each.field != _AADHAAR]
    said += findings_of(each for each in held.findings if each["field"] == _AADHAAR)
    return replace(
        row,
        values=values | {name: held.values[name] for name in names if name in held.values},
        raw=raw | {name: text for name, text in held.raw.items() if name == _AADHAAR},
        findings=tuple(said),
    )


def _left_out(over: Sequence[WrittenOver]) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for each in over:
        if each.was_left_out:
            told = next(said for said in each.held.findings if said["key"] == LEFT_OUT)
            found.setdefault(str(told["facts"]["reason"]), []).append(each.held.number)
    return found
