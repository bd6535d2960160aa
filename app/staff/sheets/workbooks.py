"""How a workbook of ours is written: text stays text, and the file is whole or not there."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import InputError

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
    """Write the workbook beside its place and move it there. Raises: InputError."""
    beside = file.with_name(f".{file.name}.part")
    try:
        book.save(beside)
        beside.replace(file)
    except OSError as wrong:
        said = wrong.strerror or type(wrong).__name__
        raise InputError(reason="export.cannot-write", field="file", file=str(file), said=said) from wrong
    finally:
        beside.unlink(missing_ok=True)
