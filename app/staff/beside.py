"""Who of an open sheet stands in another office's open sheet by now, serves there, or left service? Sheets are told."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import ColumnElement, String, cast, func, or_, select
from sqlalchemy.orm import Session

from app.records.tables import table_of
from app.staff.actions.batches import batch_row
from app.staff.actions.mend import checked_of, findings_of
from app.staff.master import MasterOf
from app.staff.model import LEFT_SERVICE, NOTHING_TO_MEND, OPEN, RowState, weight_of
from app.staff.open_elsewhere import OpenElsewhere, cell
from app.staff.pairing import TOKEN
from app.staff.records import BatchRow, MasterRow, StaffRow
from app.staff.serving import codes
from app.staff.sheets.draft import Draft
from app.staff.sheets.duplicates import SINGLE, tell_returned, told_beside
from app.staff.sheets.model import BACK, Finding, Known, Severity

Beside = Mapping[str, tuple[str, Known]]
"""By field what a row shares, and with whom."""
Shared = Mapping[int, Beside]
_OPEN_ELSEWHERE = "duplicate.open-"
_OF_MASTER = ("duplicate.master-", "duplicate.transferred", "duplicate.came-from")
_STANDS = (RowState.OPEN.value, RowState.REFUSED.value)
_ROW, _BATCH, _PERSON = table_of(StaffRow), table_of(BatchRow), table_of(MasterRow)
_MASTER = "master"


def moments(session: Session, batch: str) -> dict[str, object]:
    """Return when this sheet, and each that is open beside it, was changed last; and what tells that the master was."""
    is_open = _BATCH.c.state.in_([each.value for each in OPEN])
    asked = select(_BATCH.c.id, _BATCH.c.updated_at).where(or_(_BATCH.c.id == batch, is_open))
    master = session.execute(select(func.count(), func.sum(_PERSON.c.version))).one()
    return {**dict(session.execute(asked).all()), _MASTER: tuple(master)}


def shared(session: Session, batch: str) -> tuple[Sequence[int], Shared]:
    """Return the rows that are to be looked at, and what they share with other open sheets: some share no more."""
    found = _shared(session, batch, batch_row(session, batch).office)
    return sorted({*found, *_told(session, batch)}), found


def write(session: Session, batch: str, numbers: Sequence[int], shared: Shared) -> int:
    """Write into these rows what they share; return how many say something else now."""
    of = batch_row(session, batch).office
    office = codes(session).get(of, of)
    some, is_open = StaffRow.number.in_(numbers), StaffRow.state.in_(_STANDS)
    rows = session.scalars(select(StaffRow).where(StaffRow.batch == batch, some, is_open)).all()
    return sum(_write(row, _findings(row, shared.get(row.number, {}), office)) for row in rows)


def _shared(session: Session, batch: str, of: str) -> Shared:
    """Of somebody in the master and in an open sheet the master's word is told."""
    found = defaultdict[int, dict[str, tuple[str, Known]]](dict)
    office = codes(session).get(of, of)
    sheets, master = OpenElsewhere(session, office), MasterOf(session)
    for field in SINGLE:
        mine = cell(field)
        held = _held(session, batch, mine, or_(sheets.holds(field, mine), master.holds(field, mine, of)))
        for known in (sheets.known(field, held.keys()), master.known(field, held.keys())):
            for value, people in known.items():
                for other in [each for each in people if each.office != office or each.has_left][:1]:
                    for number in held[value]:
                        found[number][field] = value, other
    return found


def _held(
    session: Session, batch: str, value: ColumnElement[str], elsewhere: ColumnElement[bool]
) -> Mapping[str, list[int]]:
    """Return which rows have each value that stands elsewhere: SQLite compares, for Python would hold up the window."""
    is_open = _ROW.c.state.in_(_STANDS)
    found = defaultdict[str, list[int]](list)
    for number, held in session.execute(
        select(_ROW.c.number, value).where(_ROW.c.batch == batch, is_open, elsewhere)
    ):
        if held:
            found[held].append(number)
    return found


def _told(session: Session, batch: str) -> Iterator[int]:
    said = (
        func.instr(cast(_ROW.c.findings, String), f'"{key}') > 0
        for key in (_OPEN_ELSEWHERE, BACK, *_OF_MASTER)
    )
    yield from session.scalars(select(_ROW.c.number).where(_ROW.c.batch == batch, or_(*said)))


def _findings(row: StaffRow, shared: Beside, office: str) -> list[Finding]:
    """Return what is found in a row; what the rules said of its own office's people stays."""
    refusals = {each for _, known in shared.values() if known.has_left for each in _refusals(known, office)}
    kept = [
        each
        for each in findings_of(row.findings)
        if not (_is_of_others(each, office) or each.key.startswith(BACK) or each.key in refusals)
    ]
    own = {each.field for each in kept if each.key.startswith(_OF_MASTER)}
    draft = Draft(checked_of(row).place, dict(row.cells))
    for field, (value, known) in shared.items():
        if value == (
            row.token if field == TOKEN else row.cells.get(field)
        ):  # it may have been mended meanwhile
            if known.office == office:
                tell_returned(draft, known, office)
            else:
                told_beside(draft, field, value, known)
    found = [*kept, *(each for each in draft.findings if each.field not in own)]
    return sorted(found, key=lambda each: each.severity is not Severity.ERROR)


def _refusals(known: Known, office: str) -> Collection[str]:
    """Return what the centre may have said before this desk knew that they left."""
    return {LEFT_SERVICE} if known.office == office else NOTHING_TO_MEND - {LEFT_SERVICE}


def _is_of_others(finding: Finding, office: str) -> bool:
    is_of_master = finding.key.startswith(_OF_MASTER) and finding.facts.get("office") != office
    return is_of_master or finding.key.startswith(_OPEN_ELSEWHERE)


def _write(row: StaffRow, found: list[Finding]) -> bool:
    """Write what is found, where it is not what was found before; say whether it was written."""
    before = findings_of(row.findings)
    if len(found) == len(before) and all(each in before for each in found):
        return False
    row.findings, row.weight = [asdict(each) for each in found], weight_of(found).value
    return True
