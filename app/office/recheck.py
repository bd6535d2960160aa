"""Judges mended rows anew by the very rules that judge a sheet: the rows are handed over as a sheet of their own.

A newly typed Aadhaar number is marked here and never written anywhere; of one that stands already only mask and token
are known, so what was found of it stays.
"""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.people import office_of
from app.accounts.records import OfficeRow
from app.base.days import office_day
from app.base.identity import digits_of, holds_aadhaar, is_aadhaar, mark_aadhaar
from app.base.letting_go import let_go
from app.errors import InputError
from app.office.desk import Desk
from app.staff.actions.batches import TOKEN, batch_row
from app.staff.actions.mend import Recheck
from app.staff.marks import marked_anew
from app.staff.master import MasterOf
from app.staff.sheets.check import check_sheet
from app.staff.sheets.fields import fields
from app.staff.sheets.in_a_font import DOUBTFUL, was_converted
from app.staff.sheets.model import CheckedRow, ColumnMapping, Finding, Pasted, Place, Severity
from app.staff.sheets.watch import Watch, part, unwatched

AADHAAR, TWICE, SHARED = "aadhaar", "duplicate.aadhaar", "rows"
_OF_THE_FILE = frozenset(
    {DOUBTFUL, "row.hidden", "cell.formula", "cell.not-whole", "cell.digits-lost", "code.zeros-lost"}
)
"""What the office's own file alone shows, in a cell until it is typed anew: the text of a row says none of it."""
_MISSING = "cell.missing"
_MOST = 5  # rows that are named
_HEARD_EACH = 500


def recheck(session: Session, desk: Desk, batch: str, watch: Watch = unwatched) -> Recheck:
    """Return who judges mended rows of a batch; `watch` hears how many are done.

    Raises: InputError("staff.holds-aadhaar"), of what is typed.
    """
    office = _code(session, batch)
    key = bytes.fromhex(desk.records.identity.enrolment.aadhaar_key)
    today = office_day(desk.clock.now())

    def judge(rows: Sequence[CheckedRow], typed: Mapping[int, Mapping[str, str]]) -> list[CheckedRow]:
        """Each row goes as the next form of it comes: all of them let go of at once would hold up every thread."""
        for given in typed.values():
            _refuse_aadhaar(given)
        found = check_sheet(
            Pasted("mended", _text_of(rows, typed)),
            office=office,
            mapping=ColumnMapping(office, {each.label.hi: each.id for each in fields().values()}),
            today=today,
            master=MasterOf(session, besides=office),
            aadhaar_key=key,
            watch=part(watch, 0, 2, len(rows)),
            undecided=_undecided(typed),
        )
        judged = {each.place.row: each for each in found.rows}
        del found
        joined = (
            _joined(row, judged.pop(index + 2, row), typed.get(index, {}), key)
            for index, row in _heard(rows, part(watch, 1, 2, len(rows)))
        )
        return _with_twins(marked_anew(session, batch, rows, typed, [_placed(each, rows) for each in joined]))

    return judge


def _heard(rows: Sequence[CheckedRow], watch: Watch) -> Iterator[tuple[int, CheckedRow]]:
    for index, row in enumerate(rows):
        if index % _HEARD_EACH == 0:
            watch(index)
        yield index, row


def _code(session: Session, batch: str) -> str:
    """Return the code of the office whose rows they are: the rules ask whether a row belongs there."""
    office = batch_row(session, batch).office
    document = session.scalar(select(OfficeRow.document).where(OfficeRow.id == office))
    return office_of(document).code if document else office


def _text_of(rows: Sequence[CheckedRow], typed: Mapping[int, Mapping[str, str]]) -> str:
    """Return the rows as text, which is judged in memory: mobile numbers of people come to no file."""
    names = [each for each in fields() if each != AADHAAR]
    out = io.StringIO(newline="")
    sheet = csv.writer(out, delimiter="\t")
    sheet.writerow([fields()[name].label.hi for name in names])
    for index, row in enumerate(rows):
        stands = {name: text for name, text in row.raw.items() if name not in _converted(row)}
        now = {**row.values, **stands, **typed.get(index, {})}
        sheet.writerow([now.get(name, "") for name in names])
    return out.getvalue()


def _undecided(typed: Mapping[int, Mapping[str, str]]) -> Mapping[str, Collection[int]]:
    """Return by field the lines of what is typed now: of the rest it is decided whether it is in a font of old."""
    found = defaultdict[str, set[int]](set)
    for index, given in typed.items():
        for name in given:
            found[name].add(index + 2)
    return found


def _converted(row: CheckedRow) -> Mapping[str, str]:
    """Return what was typed in a font of old and reads otherwise now."""
    return {name: text for name, text in row.raw.items() if was_converted(text, row.values.get(name, ""))}


def _joined(before: CheckedRow, judged: CheckedRow, given: Mapping[str, str], key: bytes) -> CheckedRow:
    """Return the row as judged, in its own place, with what is known of its Aadhaar number and its fonts of old."""
    typed = given.get(AADHAAR)
    others = _with_what_the_file_shows(before, judged, given)
    values = {name: value for name, value in judged.values.items() if name not in {AADHAAR, TOKEN}}
    raw = {name: text for name, text in _converted(before).items() if name not in given}
    raw |= {name: value for name, value in judged.raw.items() if name != AADHAAR}
    if typed is None:
        held = {name: before.values[name] for name in (AADHAAR, TOKEN) if name in before.values}
        raw |= {name: shown for name, shown in before.raw.items() if name == AADHAAR}
        said = tuple(each for each in before.findings if each.field == AADHAAR)
    elif is_aadhaar(typed):
        mark = mark_aadhaar(typed, key)
        held, said = {AADHAAR: mark.masked, TOKEN: mark.token}, ()
    else:
        held = {}
        raw |= {AADHAAR: f"XXXX XXXX {digits_of(typed)[-4:]}"} if digits_of(typed).isdecimal() else {}
        said = (Finding(before.place.row, AADHAAR, "staff.aadhaar-wrong", {}, Severity.ERROR),)
    placed = tuple(replace(each, row=before.place.row) for each in (*others, *said))
    return CheckedRow(before.place, values | held, raw, placed)


def _with_what_the_file_shows(
    before: CheckedRow, judged: CheckedRow, given: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Return what is found of all but the Aadhaar number; a cell of which something is told is not merely missing."""
    held = [
        each
        for each in before.findings
        if each.key in _OF_THE_FILE and each.field != AADHAAR and each.field not in given
    ]
    known = {(each.field, key) for each in held for key in (each.key, _MISSING)}
    others = (each for each in judged.findings if each.field != AADHAAR and each.key != DOUBTFUL)
    found = [*(each for each in others if (each.field, each.key) not in known), *held]
    return tuple(sorted(found, key=lambda each: each.severity is not Severity.ERROR))


def _placed(row: CheckedRow, rows: Sequence[CheckedRow]) -> CheckedRow:
    """Name the rows that share something by their places in the office's file: here they stand elsewhere."""
    return replace(row, findings=tuple(_said_of(each, row.place, rows) for each in row.findings))


def _said_of(finding: Finding, here: Place, rows: Sequence[CheckedRow]) -> Finding:
    if SHARED not in finding.facts or finding.field == AADHAAR:
        return finding
    lines = map(int, str(finding.facts[SHARED]).split(", "))
    named = ", ".join(rows[line - 2].place.seen_from(here) for line in lines)
    return replace(finding, facts={**finding.facts, SHARED: named})


def _with_twins(rows: list[CheckedRow]) -> list[CheckedRow]:
    """Judge by the tokens anew who has one Aadhaar number: all who share one are always judged together."""
    counted = Counter(row.values.get(TOKEN, "") for row in rows)
    holders: dict[str, list[CheckedRow]] = {}
    for row in rows:
        if (token := row.values.get(TOKEN)) and counted[token] > 1:
            holders.setdefault(token, []).append(row)
    found = [_with_twin(row, holders.get(row.values.get(TOKEN, ""), [])) for row in rows]
    let_go(rows)
    return found


def _with_twin(row: CheckedRow, holders: Sequence[CheckedRow]) -> CheckedRow:
    others = [each.place.seen_from(row.place) for each in holders if each is not row]
    facts: dict[str, str | int] = {SHARED: ", ".join(others[:_MOST]), "count": len(others), "value": "XXXX"}
    said = Finding(row.place.row, AADHAAR, TWICE, facts, Severity.ERROR)
    kept = tuple(each for each in row.findings if each.key != TWICE)
    return replace(row, findings=(*kept, said) if others else kept)


def _refuse_aadhaar(typed: Mapping[str, str]) -> None:
    for name, value in typed.items():
        if name != AADHAAR and holds_aadhaar(value):
            raise InputError(reason="staff.holds-aadhaar", field=name)
