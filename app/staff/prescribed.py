"""Fills the prescribed form: a workbook with marks, so that the real form can take the place of ours.

`form/README.md` tells which marks there are.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from app.base.days import day_words
from app.base.words import Words
from app.errors import InputError
from app.staff.sheets.fields import fields
from app.staff.sheets.workbooks import mark_as_practice, put, save
from app.staff.sheets.written import written

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

OURS = Path(__file__).with_name("form") / "employee-master.xlsx"
_MARK = re.compile(r"\{\{\s*([\w.]+)\s*\}\}")
_REFERENCE = re.compile(r"(?<![\w.!':$])(\$?[A-Z]{1,3}\$?)(\d+)(?::(\$?[A-Z]{1,3}\$?)(\d+))?(?![\w(!])")
"""B5, $B$5 or B5:B9, but of another sheet and no function's name."""
_LIST = "list."
_SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class Prescribed:
    """What is filled in: whose list it is, and of each person the values by field id."""

    office: Words
    code: str
    day: date
    people: Sequence[Mapping[str, str]]
    training: bool = False

    def facts(self) -> Mapping[str, str]:
        """Return what the marks around the list stand for."""
        return {
            "list.office": self.office.hi,
            "list.office_english": self.office.en,
            "list.code": self.code,
            "list.day": day_words(self.day),
            "list.people": str(len(self.people)),
        }


def write_form(template: Path, out: Path, form: Prescribed) -> None:
    """Fill the template and write it whole or not at all.

    Raises: InputError("staff.form-unreadable" | "staff.form-mark" | "staff.form-no-row" | "export.cannot-write").
    """
    book = _book(template)
    row = _row_of_people(book, template)
    for sheet in book.worksheets:
        _fill_facts(sheet, form.facts(), template)
    _fill_people(row, form.people)
    if form.training:
        mark_as_practice(book)
    save(book, out)


@dataclass(frozen=True, slots=True)
class _Row:
    """The row that is repeated: its sheet, its number, and each cell's text and look by column; some compute."""

    sheet: "Worksheet"
    number: int
    texts: Mapping[int, str]
    looks: Mapping[int, Any]
    formulas: frozenset[int]


def _book(template: Path) -> "Workbook":
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(template, keep_links=False)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as wrong:
        raise InputError(reason="staff.form-unreadable", field="form", file=str(template)) from wrong


def _row_of_people(book: "Workbook", template: Path) -> _Row:
    """Return the one row whose marks are fields of a person. Raises: InputError("staff.form-no-row")."""
    for sheet in book.worksheets:
        for number, line in enumerate(sheet.iter_rows(), 1):
            cells: dict[int, Any] = dict(enumerate(line, 1))
            texts = {column: cell.value for column, cell in cells.items() if isinstance(cell.value, str)}
            if any(mark in fields() for text in texts.values() for mark in _MARK.findall(text)):
                looks = {column: copy(cell._style) for column, cell in cells.items()}  # noqa: SLF001  one name for six styles
                computed = frozenset(column for column in texts if cells[column].data_type == "f")
                return _Row(sheet, number, texts, looks, computed)
    raise InputError(reason="staff.form-no-row", field="form", file=str(template))


def _fill_facts(sheet: "Worksheet", facts: Mapping[str, str], template: Path) -> None:
    for line in sheet.iter_rows():
        for cell in line:
            if isinstance(cell.value, str) and (marks := _MARK.findall(cell.value)):
                _require_known(marks, facts, template)
                if any(mark in facts for mark in marks):
                    put(cell, _filled(cell.value, facts))


def _require_known(marks: Iterable[str], facts: Mapping[str, str], template: Path) -> None:
    """Raises: InputError("staff.form-mark"), which names the mark nobody knows."""
    for mark in marks:
        if mark not in facts and mark not in fields():
            raise InputError(reason="staff.form-mark", field="form", file=str(template), mark=mark)


def _fill_people(row: _Row, people: Sequence[Mapping[str, str]]) -> None:
    _make_room(row, len(people) - 1)
    _stretch_formulas(row, max(0, len(people) - 1))
    for place, values in enumerate(people):
        number = row.number + place
        row.sheet.row_dimensions[number].height = row.sheet.row_dimensions[row.number].height
        for column, look in row.looks.items():
            cell: Any = row.sheet.cell(number, column)
            cell._style = copy(look)  # noqa: SLF001  one name for six styles
        told = dict(_told(values, place + 1))
        for column, text in row.texts.items():
            cell = row.sheet.cell(number, column)
            if column in row.formulas:
                cell.value = _moved_down(text, place)
            else:
                put(cell, _filled(text, told))


def _told(values: Mapping[str, str], place: int) -> Iterator[tuple[str, str]]:
    for name in fields():
        yield name, str(place) if name == _SERIAL else written(name, values.get(name, ""))


def _filled(text: str, facts: Mapping[str, str]) -> str:
    return _MARK.sub(lambda found: facts.get(found[1], found[0]), text)


def _stretch_formulas(row: _Row, more: int) -> None:
    """Let the template's own formulas go on counting all people, and name what stands below where it stands now."""

    def now(line: int, is_end: bool) -> int:
        return line + more if line > row.number or (is_end and line == row.number) else line

    for line in row.sheet.iter_rows():
        for cell in line:
            if cell.data_type == "f" and cell.row != row.number and isinstance(cell.value, str):
                cell.value = _with_lines(cell.value, now)


def _moved_down(formula: str, lines: int) -> str:
    """Return what a formula of the repeated row says so many lines below it; a line with $ stays."""
    from openpyxl.formula.translate import Translator

    return str(Translator(formula, "A1").translate_formula(f"A{1 + lines}"))


def _with_lines(formula: str, now: Callable[[int, bool], int]) -> str:
    """Return a formula with other lines in its references to its own sheet; what it quotes stays as it is.

    `now` says a line by the one before, and whether a range ends there.
    """

    def moved(found: re.Match[str]) -> str:
        column, line, to_column, to_line = found.groups()
        begin = f"{column}{now(int(line), False)}"
        return f"{begin}:{to_column}{now(int(to_line), True)}" if to_line else begin

    parts = formula.split('"')
    return '"'.join(each if at % 2 else _REFERENCE.sub(moved, each) for at, each in enumerate(parts))


def _make_room(row: _Row, rows: int) -> None:
    """Move what stands under the list down: cells, merged cells and heights."""
    from openpyxl.worksheet.cell_range import CellRange

    sheet = row.sheet
    if rows < 1 or sheet.max_row == row.number:
        return
    below = CellRange(min_row=row.number + 1, max_row=sheet.max_row, min_col=1, max_col=sheet.max_column)
    merged = [copy(each) for each in sheet.merged_cells.ranges if each.min_row > row.number]
    for each in merged:
        sheet.unmerge_cells(each.coord)
    heights = {at: sheet.row_dimensions[at].height for at in range(row.number + 1, sheet.max_row + 1)}
    sheet.move_range(below, rows=rows)
    for each in merged:
        each.shift(row_shift=rows)
        sheet.merge_cells(each.coord)
    for at in heights:
        sheet.row_dimensions[at].height = sheet.row_dimensions[row.number].height
    for at, height in heights.items():
        sheet.row_dimensions[at + rows].height = height
