"""A report as a workbook: a sheet for each table, ready to be sorted, filtered and printed across."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.base.days import clock_words
from app.ports.report import Report, ReportTable, Told, Tone
from app.staff.sheets.workbooks import height_of, mark_as_practice, print_across, put, save

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_SHADES = {Tone.GOOD: "E2F2E6", Tone.WAIT: "FFF1CC", Tone.WRONG: "FBDDDA"}
_HEAD = "E8F1FA"
_A_SHARE = 7  # characters
_ACROSS = 150  # characters: so many are read well on a sheet that lies across
_LONGEST_TITLE = 31  # of a sheet
_NOT_IN_TITLES = re.compile(r"[\\/*?:\[\]]")


def write_report(report: Report, file: Path) -> None:
    """Write the workbook whole, or not at all. Raises: InputError("export.cannot-write")."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for table in report.tables:
        _write(book, report, table)
    if report.training:
        mark_as_practice(book)
    save(book, file)


def _write(book: "Workbook", report: Report, table: ReportTable) -> None:
    sheet = book.create_sheet(_NOT_IN_TITLES.sub(" ", table.title)[:_LONGEST_TITLE])
    for number, line in enumerate(_above(report, table), 1):
        put(sheet.cell(number, 1), line)
    head = sheet.max_row + 2
    _write_row(sheet, head, tuple(map(Told, table.columns)), table.shares, is_heading=True)
    for number, row in enumerate(table.rows, head + 1):
        _write_row(sheet, number, row, table.shares)
    _arrange(sheet, table, head)


def _write_row(
    sheet: "Worksheet", number: int, row: Sequence[Told], shares: Sequence[int], *, is_heading: bool = False
) -> None:
    """Write a row as high as its longest text needs: not every program finds that out by itself."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for column, told in enumerate(row, 1):
        cell = sheet.cell(number, column)
        if told.text.isdecimal():
            cell.value = int(told.text)
        else:
            put(cell, told.text)
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
        if shade := _HEAD if is_heading else _SHADES.get(told.tone):
            cell.fill = PatternFill("solid", fgColor=shade)
        cell.font = Font(bold=is_heading)
    texts = [told.text for told in row]
    widths = [width - 2 * is_heading for width in _widths(shares)]  # bold letters are wider
    sheet.row_dimensions[number].height = height_of(texts, widths)


def _widths(shares: Sequence[int]) -> list[int]:
    """Return how wide each column is, in characters: all of them fit across one sheet."""
    share = min(_A_SHARE, _ACROSS / sum(shares))
    return [round(each * share) for each in shares]


def _above(report: Report, table: ReportTable) -> Iterator[str]:
    yield f"{report.title} · {table.title}"
    yield f"{report.office} · {report.by} · {clock_words(report.at)}"
    yield " · ".join(f"{label}: {told}" for label, told in report.facts)


def _arrange(sheet: "Worksheet", table: ReportTable, head: int) -> None:
    """Let the headings stay in sight, filter by them, and print the sheet across on A4."""
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(_widths(table.shares), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = f"{get_column_letter(len(table.columns))}{head + len(table.rows)}"
    sheet.freeze_panes = f"B{head + 1}"
    sheet.auto_filter.ref = f"A{head}:{last}"
    print_across(sheet, head)
