"""How a workbook of ours is written: text stays text, and the file is whole or not there."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.base.taken_out import taken_out

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell

_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def put(cell: "Cell | MergedCell", text: str) -> None:
    """Write a text that no spreadsheet will compute, whatever it begins with."""
    cell.value = text
    if text.startswith(_FORMULA_BEGINS):
        cell.data_type = "s"
        cell.quotePrefix = True
    cell.number_format = "@"


def save(book: "Workbook", file: Path) -> None:
    """Write the workbook, whole or not at all. Raises: InputError("export.cannot-write")."""
    with taken_out(file) as beside:
        book.save(beside)
