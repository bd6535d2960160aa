"""The sheet that goes back to the office: its own, the wrong cells coloured and explained, what to mend listed.

Aadhaar numbers go back masked. A hidden column carries their tokens, so that the mended sheet finds its people again.
"""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.base.text import latin_digits
from app.base.words import Language
from app.errors import InputError
from app.staff.sheets.error_list import add_list, fill
from app.staff.sheets.grid import Cell, Grid, column_name
from app.staff.sheets.headers import Header, find_header, turned
from app.staff.sheets.mapping import mapped
from app.staff.sheets.model import (
    TOKEN_COLUMN,
    CheckedRow,
    ColumnMapping,
    Finding,
    Pasted,
    Place,
    Severity,
)
from app.staff.sheets.reading import naming, read_grids
from app.staff.sheets.values import masked, text_of
from app.staff.sheets.watch import Watch, unwatched
from app.staff.sheets.workbooks import Looks, print_across, put, save, width_of
from app.staff.sheets.written import written
from app.words import words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell as BookCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_AUTHOR = "SevaDesk"
_NARROWEST, _WIDEST = 8, 34  # characters of a column of ours
_ROUND = 500  # rows after which is told how far it is


@dataclass(frozen=True, slots=True)
class _Listed:
    """One sheet of the file that is a list: where its fields stand, and which column is free for the tokens."""

    grid: Grid
    header: Header
    at: Mapping[str, int]
    free: int


def write_error_sheet(
    source: Path | Pasted,
    out: Path,
    *,
    rows: Sequence[CheckedRow],
    mapping: ColumnMapping,
    mended: Mapping[Place, Mapping[str, str]] = MappingProxyType({}),
    language: Language = Language.HINDI,
    watch: Watch = unwatched,
) -> None:
    """Write the office's own sheet with what was found of its rows; one that was no XLSX becomes one.

    `mended` are the fields of a row that say something else by now: the office gets them as they are. `watch` hears of
    rows done, and gives it up by raising: nothing is written then.

    Raises: FileRefused, for a source that changed into something else; InputError, where `out` cannot be written
    or would take the place of the source.
    """
    if isinstance(source, Path) and source.resolve() == out.resolve():
        raise InputError(reason="staff.over-itself", field="out", file=out.name)
    watch(0)
    with naming(source):
        arrived = read_grids(source)
        grids = [turned(grid) or grid for grid in arrived]
        watch(0)
        book = _own_book(source) if grids == [*arrived] else None
    listed = {each.grid.sheet: each for each in _lists(grids, mapping)}
    book = book or _book_of(grids, listed)
    watch(0)
    _hide_numbers(book)
    looks = Looks()
    for done, row in enumerate(rows):
        if not done % _ROUND:
            watch(done)
        if found := listed.get(row.place.sheet):
            sheet = book[row.place.sheet]
            _put_mended(sheet, found, row, mended.get(row.place, {}))
            _hide_aadhaar(sheet, found, row)
            _mark(sheet, found, row, language, looks)
            _show(sheet, found, row)
    for found in listed.values():
        _add_tokens_header(book[found.grid.sheet], found)
    add_list(book, rows, {name: each.at for name, each in listed.items()}, language, looks)
    watch(len(rows))
    save(book, out, lambda: watch(len(rows)))


def _own_book(source: Path | Pasted) -> "Workbook | None":
    """Return the office's own workbook, None for a file of another kind."""
    from openpyxl import load_workbook

    if isinstance(source, Pasted) or not zipfile.is_zipfile(source):
        return None
    with zipfile.ZipFile(source) as package:
        is_xlsx = "xl/workbook.xml" in package.namelist()
    return load_workbook(source, keep_links=False) if is_xlsx else None


def _book_of(grids: Iterable[Grid], listed: Mapping[str, _Listed]) -> "Workbook":
    """Return a workbook of ours, its columns as wide as what stands in them."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        sheet = book.create_sheet(grid.sheet)
        for number, row in enumerate(grid.rows(), 1):
            for column, cell in enumerate(row, 1):
                if cell != "":
                    _put_cell(sheet.cell(number, column), cell)
        if found := listed.get(grid.sheet):
            _lay_out(sheet, found)
    return book


def _lay_out(sheet: "Worksheet", found: _Listed) -> None:
    head = found.header.last_row
    last = min(sheet.max_row, head + _ROUND)
    for column, cells in enumerate(sheet.iter_cols(min_row=head, max_row=last), 1):
        widest = max(width_of(str(cell.value or "")) for cell in cells)
        width = min(max(widest + 2, _NARROWEST), _WIDEST)
        sheet.column_dimensions[column_name(column)].width = width
    sheet.freeze_panes = f"A{head + 1}"
    print_across(sheet, head)


def _put_cell(at: "BookCell", cell: Cell) -> None:
    if isinstance(cell, str):
        put(at, cell)
    else:
        at.value = cell


def _lists(grids: Iterable[Grid], mapping: ColumnMapping) -> Iterable[_Listed]:
    for grid in grids:
        header = find_header(grid)
        if header and not grid.is_hidden:
            columns = mapped(header, mapping.office, mapping)
            tokens = next((at for at, name in header.columns.items() if name == TOKEN_COLUMN), grid.width + 1)
            yield _Listed(grid, header, {field: at for at, field in columns.items()}, tokens)


def _hide_numbers(book: "Workbook") -> None:
    """Leave the last four figures of whatever looks like an Aadhaar number, in every cell and comment of the book."""
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                _hide_in(cell)


def _hide_in(cell: "BookCell | MergedCell") -> None:
    if isinstance(cell.value, str | int | float) and not isinstance(cell.value, bool):
        text = text_of(cell.value)
        if (hidden := masked(text)) != latin_digits(text):
            put(cell, hidden)
    if cell.comment is not None:
        cell.comment.text = masked(cell.comment.text)


def _put_mended(sheet: "Worksheet", found: _Listed, row: CheckedRow, mended: Mapping[str, str]) -> None:
    for field, text in mended.items():
        if field in found.at:
            _put_at(sheet, row.place.row, found.at[field], text)


def _hide_aadhaar(sheet: "Worksheet", found: _Listed, row: CheckedRow) -> None:
    """Put the mask where the number stood, and the token with the mask's figures where nobody sees it."""
    if at := found.at.get("aadhaar"):
        _put_at(sheet, row.place.row, at, row.values.get("aadhaar", row.raw.get("aadhaar", "")))
    if token := row.values.get("aadhaar_token"):
        _put_at(sheet, row.place.row, found.free, f"{token} {row.values.get('aadhaar', '')[-4:]}")


def _put_at(sheet: "Worksheet", row: int, column: int, text: str) -> None:
    """Write into a cell; nothing into one that is a part of the cell before it, or where nothing stood or stands."""
    from openpyxl.cell.cell import MergedCell

    cell = sheet.cell(row, column)
    if not isinstance(cell, MergedCell) and (text or cell.value is not None):
        put(cell, text)


def _add_tokens_header(sheet: "Worksheet", found: _Listed) -> None:
    put(sheet.cell(found.header.last_row, found.free), TOKEN_COLUMN)
    sheet.column_dimensions[column_name(found.free)].hidden = True


def _mark(sheet: "Worksheet", found: _Listed, row: CheckedRow, language: Language, looks: Looks) -> None:
    """Colour each wrong cell and say in a comment what is wrong with it; an error's colour goes over a warning's."""
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment

    for field, told in _by_field(row.findings).items():
        if field in found.at:
            cell = sheet.cell(row.place.row, found.at[field])
            worst = min(told, key=lambda each: each.severity is not Severity.ERROR)
            looks.give(cell, worst.severity, partial(fill, worst.severity))
            if not isinstance(cell, MergedCell):
                cell.comment = Comment(
                    "\n".join(_said(each, language) for each in told), _AUTHOR, height=110, width=320
                )


def _show(sheet: "Worksheet", found: _Listed, row: CheckedRow) -> None:
    """Bring to light what the office had hidden of a row in which something is to be mended."""
    if row.findings:
        sheet.row_dimensions[row.place.row].hidden = False
    places = {found.at[each.field] for each in row.findings if each.field in found.at}
    for columns in sheet.column_dimensions.values() if places else ():
        if columns.hidden and any((columns.min or 0) <= each <= (columns.max or 0) for each in places):
            columns.hidden = False


def _by_field(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for each in findings:
        found.setdefault(each.field, []).append(each)
    return found


def _said(finding: Finding, language: Language) -> str:
    said = words(finding.key, **finding.facts).in_language(language)
    if finding.proposal is None:
        return said
    proposed = written(finding.field, finding.proposal)
    return f"{said}\n{words('sheet.proposal', value=proposed).in_language(language)}"
