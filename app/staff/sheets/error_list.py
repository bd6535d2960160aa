"""The sheet beside the office's own that says, row for row, what is to be mended."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from app.base.words import Language
from app.staff.sheets.fields import fields
from app.staff.sheets.grid import column_name
from app.staff.sheets.model import ERROR_LIST, CheckedRow, Finding, Severity
from app.staff.sheets.workbooks import Looks, height_of, print_across, put
from app.staff.sheets.written import written
from app.words import words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C"}
_HEADS = ("severity", "sheet", "row", "column", "field", "wrong", "proposal")
_WIDTHS = (16, 12, 7, 8, 18, 52, 24)


def add_list(
    book: "Workbook",
    rows: Iterable[CheckedRow],
    at: Mapping[str, Mapping[str, int]],
    language: Language,
    looks: Looks,
) -> None:
    """Add the list, errors first. `at` says by a sheet's name in which column each field stands."""
    if ERROR_LIST in book.sheetnames:
        del book[ERROR_LIST]
    sheet = book.create_sheet(ERROR_LIST)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[column_name(column)].width = width
    sheet.freeze_panes = "A2"
    print_across(sheet, 1)
    heads = [words(f"sheet.list-{part}").in_language(language) for part in _HEADS]
    _put_line(sheet, 1, heads, looks, "head")
    found = [(row, finding) for row in rows for finding in row.findings]
    found.sort(key=lambda each: each[1].severity is not Severity.ERROR)
    for number, (row, finding) in enumerate(found, 2):
        _put_line(sheet, number, _line(row, finding, at, language), looks, "cell")
        looks.give(sheet.cell(number, 1), finding.severity, partial(fill, finding.severity))


def fill(severity: Severity, cell: "Cell | MergedCell") -> None:
    """Give a cell the ground of what is wrong with it."""
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", fgColor=COLOURS[severity])


def _put_line(sheet: "Worksheet", number: int, texts: Sequence[str], looks: Looks, look: str) -> None:
    sheet.row_dimensions[number].height = height_of(texts, _WIDTHS)
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(number, column)
        put(cell, text)
        looks.give(cell, look, _SHAPED[look])


def _head(cell: "Cell | MergedCell") -> None:
    from openpyxl.styles import Font

    _plain(cell)
    cell.font = Font(bold=True)


def _plain(cell: "Cell | MergedCell") -> None:
    from openpyxl.styles import Alignment

    cell.alignment = Alignment(wrap_text=True, vertical="top")


_SHAPED = {"head": _head, "cell": _plain}


def _line(
    row: CheckedRow, finding: Finding, at: Mapping[str, Mapping[str, int]], language: Language
) -> tuple[str, ...]:
    field = fields().get(finding.field)
    return (
        words(f"sheet.list-{finding.severity}").in_language(language),
        row.place.sheet,
        str(row.place.row),
        column_name(at.get(row.place.sheet, {}).get(finding.field, 0)),
        field.label.in_language(language) if field else "",
        words(finding.key, **finding.facts).in_language(language),
        written(finding.field, finding.proposal or ""),
    )
