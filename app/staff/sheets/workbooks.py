"""How a workbook of ours is written: text stays text, and the file is whole or not there."""

import unicodedata
from collections.abc import Callable, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.base.taken_out import taken_out
from app.words import words

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
_A4 = 9  # the number by which a workbook knows the size
_EDGE = 0.4  # inches
_LINE = 17  # points
_ROOM = {"Mn": 0.0, "Mc": 0.4, "Lo": 0.85}  # of a sign or a letter of Hindi, in characters


def put(cell: "Cell | MergedCell", text: str) -> None:
    """Write a text that no spreadsheet will compute, whatever it begins with."""
    cell.value = text
    if text.startswith(_FORMULA_BEGINS):
        cell.data_type = "s"
        cell.quotePrefix = True
    cell.number_format = "@"


class Looks:
    """Gives cells their looks. One that was worked out once is copied: to work it out is what takes the time."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[int, ...]], Any] = {}

    def give(self, cell: Any, name: str, shape: Callable[[Any], None]) -> None:
        """Give a cell the look of this name on top of its own; `shape` works it out."""
        key = name, tuple(cell._style or ())  # noqa: SLF001  one name for six styles
        if key in self._known:
            cell._style = copy(self._known[key])  # noqa: SLF001  as above
            return
        shape(cell)
        self._known[key] = copy(cell._style)  # noqa: SLF001  as above


def width_of(text: str) -> int:
    """Return about how many characters wide a text is: a letter of Hindi takes less room than a figure."""
    return round(sum(_ROOM.get(unicodedata.category(each), 1) for each in text))


def height_of(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Return how high a line is, in points, whose texts are wrapped: not every program finds that out by itself."""
    lines = (-(-width_of(text) // width) for text, width in zip(texts, widths, strict=True))
    return max(1, *lines) * _LINE


def print_across(sheet: "Worksheet", head: int) -> None:
    """Print on A4 sheets that lie across, all columns on each, with the line `head` again on every one."""
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToHeight, sheet.print_title_rows = 0, f"{head}:{head}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)


def mark_as_practice(book: "Workbook") -> None:
    """Say in every sheet's first words, and on every page that is printed, that it is practice and not valid."""
    said = words("staff.practice").both
    for sheet in book.worksheets:
        header: Any = sheet.oddHeader
        header.center.text = said
        first = next(
            (cell for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)), None
        )
        if first is not None:
            put(first, f"{said} · {first.value}")


def save(book: "Workbook", file: Path, check: Callable[[], None] = lambda: None) -> None:
    """Write the workbook, whole or not at all; where `check` raises at the end, not at all.

    Raises: InputError("export.cannot-write").
    """
    with taken_out(file) as beside:
        book.save(beside)
        check()
