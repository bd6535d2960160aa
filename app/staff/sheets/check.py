"""What is in this file, and what is wrong with it: every row of a sheet, normalised and judged."""

import gc
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice, zip_longest
from pathlib import Path

from app.base.letting_go import let_go
from app.errors import FileRefused
from app.staff.sheets.columns import plain
from app.staff.sheets.draft import Draft, of_sheet
from app.staff.sheets.duplicates import tell_duplicates
from app.staff.sheets.fields import fields
from app.staff.sheets.grid import Cell, Grid, Merged, Row, cell_name, column_name
from app.staff.sheets.headers import Header, find_header, rows_of_list, turned
from app.staff.sheets.hindi_or_english import in_unicode
from app.staff.sheets.in_a_font import ColumnFont
from app.staff.sheets.judging import Column
from app.staff.sheets.lost_zeros import tell_lost_zeros
from app.staff.sheets.mapping import as_mapping, mapped
from app.staff.sheets.model import (
    ERROR_LIST,
    OTHER_OFFICE,
    TOKEN_COLUMN,
    CheckedSheet,
    ColumnMapping,
    Finding,
    Kind,
    Master,
    Pasted,
    Place,
    Severity,
)
from app.staff.sheets.reading import naming, read_grids, sha256_of
from app.staff.sheets.rules import tell_rules
from app.staff.sheets.titles import another_office, most_of, titles
from app.staff.sheets.values import ONLY_MASK, Ground, Tell, judge_of, text_of
from app.staff.sheets.watch import Watch, unwatched

_BLOCK = 4096
_MOST_NAMED = 3  # columns that nobody knows; more of them are told together
_IN_A_FONT = frozenset({Kind.TEXT, Kind.NAME, Kind.DESIGNATION, Kind.CHOICE})
_IN_LATIN = frozenset({"marking", "name_english"})
_ONE_FOR_MANY = frozenset(
    {Kind.TEXT, Kind.NAME, Kind.DESIGNATION, Kind.CHOICE, Kind.OFFICE, Kind.DATE, Kind.PAST, Kind.BIRTH}
)
_FILLED_DOWN = frozenset({"office", "office_name", "section", "designation", "class"})
_NOT_KEPT = "serial"
_MOST_OF_TITLE = 120
_FORMULA = "cell.formula"
_TOKEN = re.compile("([0-9a-f]{64}) ([0-9]{4})")


def check_sheet(
    path: Path | Pasted,
    *,
    office: str,
    mapping: ColumnMapping | None = None,
    today: date,
    master: Master,
    aadhaar_key: bytes,
    watch: Watch = unwatched,
    undecided: Mapping[str, Collection[int]] | None = None,
) -> CheckedSheet:
    """Return all rows of the file, judged for the office of that code; nothing is kept or changed.

    `undecided` names by field the rows whose cells may be typed in a font of old; None: any may.
    Raises: FileRefused, for a file that cannot be taken at all; InputError, for a mapping of another office.
    """
    ground = Ground(
        office=office,
        today=today,
        designations={plain(each): each for each in master.designations()},
        offices=master.offices(),
        aadhaar_key=aadhaar_key,
    )
    work = _Work(ground, mapping, ColumnMapping(office, {}), watch, undecided)
    with naming(path), _uncollected():
        for grid in read_grids(path):
            work.take(grid)
            let_go(grid.held)
        if not work.has_list:
            raise FileRefused(reason="sheet.no-header")
        work.findings += tell_lost_zeros(work.drafts, work.codes_as_numbers, office, master)
        tell_rules(work.drafts, today)
        watch(len(work.drafts))
        tell_duplicates(work.drafts, office, master)
        watch(len(work.drafts))
        work.tell_other_office(path, master)
        rows = tuple(draft.checked() for draft in work.drafts)
    return CheckedSheet(
        office,
        sha256_of(path),
        work.mapping,
        rows,
        tuple(work.findings),
        brought_tokens=work.has_tokens,
        headers=work.headers,
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: rows are none, and to go through all of them again and again costs a sixth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(slots=True)
class _Work:
    """What was found in the file's sheets so far."""

    ground: Ground
    remembered: ColumnMapping | None
    mapping: ColumnMapping
    watch: Watch
    undecided: Mapping[str, Collection[int]] | None
    drafts: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    codes_as_numbers: list[Draft] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    has_list: bool = False
    has_tokens: bool = False

    def take(self, grid: Grid) -> None:
        """Judge the rows of one sheet, where it is a list."""
        if grid.sheet == ERROR_LIST:
            return
        if grid.is_hidden:
            self.findings.append(of_sheet("sheet.hidden-sheet", {"sheet": grid.sheet}))
            return
        if sideways := turned(grid):
            self.findings.append(of_sheet("sheet.turned", {"sheet": grid.sheet}))
            grid = sideways
        header = find_header(grid)
        if header is None:
            self.findings.append(of_sheet("sheet.no-list", {"sheet": grid.sheet}))
            return
        self.has_list = True
        self.titles += titles(grid, header)
        header, token_at = _without_tokens(header)
        self.has_tokens |= bool(token_at)
        self.headers |= {name: said for name in header.columns.values() if (said := in_unicode(name)) != name}
        columns = mapped(header, self.ground.office, self.remembered)
        self.mapping = _both(self.mapping, as_mapping(header, columns, self.ground.office))
        self.findings += _told_of(grid, header, columns, token_at)
        self._judge(grid, header, columns, token_at)

    def tell_other_office(self, path: Path | Pasted, master: Master) -> None:
        """Tell of a file that says itself that it is another office's."""
        texts = self.titles if isinstance(path, Pasted) else [*self.titles, path.stem]
        code = self.ground.office
        if code not in self.ground.offices:
            return
        of_rows = most_of(draft.values.get("office", "") for draft in self.drafts)
        if of_rows in self.ground.offices.keys() - {code}:
            other: tuple[str, str] | None = (of_rows, of_rows)
        else:
            other = another_office(texts, code, master.titles()) if texts else None
        if other is not None:
            name = self.ground.offices[other[0]]
            facts = {"title": other[1][:_MOST_OF_TITLE], "other": name, "code": other[0]}
            self.findings.insert(0, of_sheet(OTHER_OFFICE, facts))

    def _judge(self, grid: Grid, header: Header, columns: Mapping[int, str], token_at: int) -> None:
        left_out: list[tuple[int, Row]] = []
        rows = _filled_down(rows_of_list(grid, header, left_out), grid.merged, columns)
        judges: list[Column] = []
        while block := list(islice(rows, _BLOCK)):
            self.watch(len(self.drafts))
            judges = judges or self._columns(grid, columns)
            self._judge_block(grid, block, judges)
            if token_at:
                _know_again(self.drafts[-len(block) :], [_at(row, token_at) for _, row in block])
        if left_out:
            self.findings.append(_told_under(grid.sheet, left_out))

    def _columns(self, grid: Grid, columns: Mapping[int, str]) -> list[Column]:
        kept = [(at, name) for at, name in columns.items() if name != _NOT_KEPT]
        return [self._column(at, name, grid) for at, name in kept]

    def _column(self, at: int, id: str, grid: Grid) -> Column:
        of, only = fields()[id], None if self.undecided is None else self.undecided.get(id, ())
        may_be = of.kind in _IN_A_FONT and id not in _IN_LATIN
        found = ColumnFont(grid.unseen.fonts.get(at, {}), only) if may_be else None
        return Column(at, id, judge_of(of, self.ground), found, {} if of.kind in _ONE_FOR_MANY else None)

    def _look_for_font(self, column: Column, cells: Sequence[Cell], drafts: Sequence[Draft]) -> None:
        if column.fonts is not None and column.fonts.look_at(cells, drafts):
            facts = {"font": column.fonts.name, "column": column_name(column.at)}
            self.findings.append(of_sheet("sheet.legacy-font", facts, field=column.id))

    def _judge_block(self, grid: Grid, block: list[tuple[int, Row]], columns: list[Column]) -> None:
        drafts = [Draft(Place(grid.sheet, number), {}) for number, _ in block]
        by_column = list(zip_longest(*(row for _, row in block), fillvalue=""))
        judged: list[list[str]] = []
        for column in columns:
            cells = by_column[column.at - 1] if column.at <= len(by_column) else ("",) * len(block)
            self._look_for_font(column, cells, drafts)
            judged.append(column.values(cells, drafts))
            if column.id == "employee_code":
                pairs = zip(cells, drafts, strict=True)
                self.codes_as_numbers += [draft for cell, draft in pairs if isinstance(cell, float | int)]
        _put(drafts, [column.id for column in columns], judged)
        _refuse_formulas(grid, columns, drafts)
        _tell_hidden(grid, drafts)
        self.drafts += drafts


def _put(drafts: Sequence[Draft], names: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
    """Give each row its values, beside what was told of it already."""
    for draft, row in zip(drafts, zip(*columns, strict=True), strict=True):
        values = dict(zip(names, row, strict=True))
        if not all(row):
            values = {name: value for name, value in values.items() if value}
        values |= draft.values
        draft.values = values


def _refuse_formulas(grid: Grid, columns: Iterable[Column], drafts: Iterable[Draft]) -> None:
    """Take no computed value: what the cell shows is only proposed."""
    if not grid.unseen.formulas:
        return
    for draft in drafts:
        for column in columns:
            if (draft.place.row, column.at) in grid.unseen.formulas:
                shown = draft.values.pop(column.id, None)
                draft.values.pop(f"{column.id}_token", None)
                draft.findings = [each for each in draft.findings if each.field != column.id]
                facts = {"cell": cell_name(draft.place.row, column.at)}
                is_kept = column.id != "aadhaar"
                draft.tell(column.id, Tell(_FORMULA, facts, proposal=shown if is_kept else None))


def _without_tokens(header: Header) -> tuple[Header, int]:
    """Return the header without the column that our own error sheet adds, and where that stands, else 0."""
    at = next((at for at, name in header.columns.items() if name == TOKEN_COLUMN), 0)
    rest = {column: name for column, name in header.columns.items() if column != at}
    return replace(header, columns=rest), at


def _know_again(drafts: Iterable[Draft], tokens: Iterable[Cell]) -> None:
    """Give a row whose Aadhaar number came back masked the token it went out with, where the mask is still its own."""
    for draft, token in zip(drafts, tokens, strict=True):
        is_masked = any(each.key == ONLY_MASK for each in draft.findings)
        given = _TOKEN.fullmatch(token) if isinstance(token, str) else None
        if is_masked and given and draft.values["aadhaar"].endswith(given[2]):
            draft.values["aadhaar_token"] = given[1]
            draft.raw.pop("aadhaar", None)
            draft.findings = [each for each in draft.findings if each.key != ONLY_MASK]


def _tell_hidden(grid: Grid, drafts: Iterable[Draft]) -> None:
    if grid.unseen.rows:
        for draft in drafts:
            if draft.place.row in grid.unseen.rows:
                draft.tell("", Tell("row.hidden", severity=Severity.WARNING))


def _filled_down(
    rows: Iterator[tuple[int, Row]], merged: Iterable[Merged], columns: Mapping[int, str]
) -> Iterator[tuple[int, Row]]:
    """Yield the rows; where cells over one another were made one, each of its rows says what it says."""
    starts = {
        (number, first[1]): first[0]
        for first, last in merged
        if first[1] == last[1] and columns.get(first[1]) in _FILLED_DOWN
        for number in range(first[0] + 1, last[0] + 1)
    }
    if not starts:
        yield from rows
        return
    said: dict[tuple[int, int], Cell] = {}
    for number, row in rows:
        for column in columns:
            start = starts.get((number, column))
            if start is not None:
                row[column - 1] = said.get((start, column), "")
            elif columns[column] in _FILLED_DOWN:
                said[number, column] = _at(row, column)
        yield number, row


def _at(row: Row, column: int) -> Cell:
    return row[column - 1] if column <= len(row) else ""


def _told_of(grid: Grid, header: Header, columns: Mapping[int, str], token_at: int) -> Iterator[Finding]:
    """Yield what has to be said of a sheet as a whole; that we hid the tokens ourselves is no news."""
    unseen = grid.unseen
    if unseen.rows:
        yield of_sheet(
            "sheet.hidden-rows", {"sheet": grid.sheet, "count": len(unseen.rows), "first": min(unseen.rows)}
        )
    if hidden := sorted(unseen.columns - {token_at}):
        names = ", ".join(map(column_name, hidden[:10]))
        yield of_sheet("sheet.hidden-columns", {"sheet": grid.sheet, "columns": names})
    if grid.merged:
        first, last = grid.merged[0]
        cells = f"{cell_name(*first)}:{cell_name(*last)}"
        yield of_sheet("sheet.merged", {"sheet": grid.sheet, "count": len(grid.merged), "first": cells})
    if unseen.formulas:
        facts: dict[str, str | int] = {
            "sheet": grid.sheet,
            "count": len(unseen.formulas),
            "first": cell_name(*min(unseen.formulas)),
        }
        yield of_sheet("sheet.formulas", facts)
    yield from _unknown(grid.sheet, [(at, name) for at, name in header.columns.items() if at not in columns])
    for each in fields().values():
        if each.required and each.id not in columns.values():
            yield of_sheet("sheet.column-missing", {"sheet": grid.sheet}, field=each.id, is_error=True)


def _told_under(sheet: str, rows: Sequence[tuple[int, Row]]) -> Finding:
    """Tell of words under the list, as who signs it: they may be a person of it all the same."""
    (first, row), *_ = rows
    said = " ".join(in_unicode(text) for cell in row if (text := text_of(cell)))[:_MOST_OF_TITLE]
    return of_sheet("sheet.under-list", {"sheet": sheet, "count": len(rows), "row": first, "text": said})


def _unknown(sheet: str, columns: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    """Yield a word on each column that nobody knows, one on all of them where there are many."""
    if len(columns) <= _MOST_NAMED:
        for at, name in columns:
            yield of_sheet(
                "sheet.column-unknown",
                {"sheet": sheet, "column": column_name(at), "name": in_unicode(name)[:80]},
            )
        return
    named = ", ".join(f"{column_name(at)} “{in_unicode(name)[:20]}”" for at, name in columns[:_MOST_NAMED])
    facts: dict[str, str | int] = {"sheet": sheet, "count": len(columns), "columns": f"{named} …"}
    yield of_sheet("sheet.columns-unknown", facts)


def _both(one: ColumnMapping, other: ColumnMapping) -> ColumnMapping:
    return ColumnMapping(one.office, {**one.columns, **other.columns})
