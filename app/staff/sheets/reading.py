"""Which sheets does this file hold? Any file an office may send, refused before it can do harm."""

import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import FileRefused
from app.staff.sheets import ods, xlsx
from app.staff.sheets.delimited import grid_of, grid_of_text
from app.staff.sheets.grid import MOST_TEXT, Grid, Row, Unseen, cell_name
from app.staff.sheets.model import Pasted
from app.staff.sheets.package import MOST_BYTES, opened, read_through
from app.staff.sheets.xls import refuse_harmful, unseen_of_xls

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta")
_PDF = b"%PDF"
_PANIC = "pyo3_runtime"  # where what calamine ends with, when it meets what it never expected, is defined: no Exception
_PIECE = 1 << 18  # characters: a text of a hundred thousand rows in one go would hold up every other thread


@contextmanager
def naming(file: Path | Pasted) -> Iterator[None]:
    """Let every refusal say which file it is about; cells are read late, so some come only then."""
    try:
        yield
    except FileRefused as refused:
        raise FileRefused(**{"file": file.name} | refused.facts) from refused.__cause__
    except BaseException as ended:
        if type(ended).__module__ != _PANIC:
            raise
        raise FileRefused(reason="sheet.damaged", file=file.name) from ended


def read_grids(file: Path | Pasted) -> tuple[Grid, ...]:
    """Return the sheets that hold anything. Raises: FileRefused, which says what an office has to do."""
    found = [grid for grid in _grids(file) if grid.height]
    if not found:
        raise FileRefused(reason="sheet.empty")
    return tuple(found)


def sha256_of(file: Path | Pasted) -> str:
    """Return the file's SHA-256 in hex, or that of the text as UTF-8."""
    if isinstance(file, Pasted):
        found = hashlib.sha256()
        for start in range(0, len(file.text), _PIECE):
            found.update(file.text[start : start + _PIECE].encode())
        return found.hexdigest()
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise FileRefused(reason="sheet.too-large", most=MOST_BYTES // 2**20)
        return file.read_bytes()
    except FileNotFoundError as wrong:
        raise FileRefused(reason="sheet.not-there", folder=str(file.resolve().parent)) from wrong
    except OSError as wrong:
        raise FileRefused(reason="sheet.unreadable") from wrong


def _grids(file: Path | Pasted) -> Iterator[Grid]:
    if isinstance(file, Pasted):
        return iter([grid_of_text(file.text, file.name)])
    return _of_bytes(file, _bytes(file))


def _of_bytes(file: Path, data: bytes) -> Iterator[Grid]:
    if data.startswith(_ZIP):
        return _of_package(file)
    if data.startswith(_OLE):
        return _of_xls(data)
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_MARKUP):
        raise FileRefused(reason="sheet.html")
    if data.startswith(_PDF):
        raise FileRefused(reason="sheet.no-text")
    return iter([grid_of(data, file.stem)])


def _of_package(file: Path) -> Iterator[Grid]:
    with opened(file) as package:
        if "content.xml" in package.namelist():
            ods.refuse_encrypted(package)
            unseen: Mapping[str, Unseen] = ods.unseen_by_sheet(package)
            read_through(package, but=frozenset({"content.xml"}))
        elif "xl/workbook.xml" in package.namelist():
            parts = xlsx.sheet_parts(package)
            of_old = xlsx.fonts_of_old(package)
            unseen = {name: xlsx.unseen(package, part, name, of_old) for name, part in parts.items()}
            read_through(package, but=frozenset(parts.values()))
        else:
            raise FileRefused(reason="sheet.no-sheet")
    return _of_workbook(_workbook(file), unseen)


def _of_xls(data: bytes) -> Iterator[Grid]:
    refuse_harmful(data)
    return _of_workbook(_workbook(io.BytesIO(data)), unseen_of_xls(data))


def _workbook(source: "Path | object") -> "CalamineWorkbook":
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_object(source)  # type: ignore[arg-type]
    except PasswordError as wrong:
        raise FileRefused(reason="sheet.password") from wrong
    except CalamineError as wrong:
        raise FileRefused(reason="sheet.damaged") from wrong


def _of_workbook(workbook: "CalamineWorkbook", unseen: Mapping[str, Unseen]) -> Iterator[Grid]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for about in workbook.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(about.name)
        yield Grid(
            sheet=about.name,
            rows=partial(_rows, sheet),
            height=sheet.end[0] + 1 if sheet.end else 0,
            width=sheet.end[1] + 1 if sheet.end else 0,
            unseen=unseen.get(about.name, Unseen()),
            merged=tuple(
                (_from_one(first), _from_one(last)) for first, last in sheet.merged_cell_ranges or []
            ),
            is_hidden=about.visible is not SheetVisibleEnum.Visible,
        )


def _from_one(place: tuple[int, int]) -> tuple[int, int]:
    return place[0] + 1, place[1] + 1


def _rows(sheet: "CalamineSheet") -> Iterator[Row]:
    """Yield the rows from the first of the sheet; calamine leaves out the columns before the first with a value."""
    before: Row = [""] * (sheet.start[1] if sheet.start else 0)
    for number, row in enumerate(sheet.iter_rows(), 1):
        if len("".join([cell for cell in row if cell.__class__ is str])) > MOST_TEXT:
            _refuse_large(row, len(before) + 1, number, sheet.name)
        yield before + row if before else row


def _refuse_large(row: Row, first: int, number: int, sheet: str) -> None:
    for column, cell in enumerate(row, first):
        if isinstance(cell, str) and len(cell) > MOST_TEXT:
            raise FileRefused(reason="sheet.cell-too-big", sheet=sheet, cell=cell_name(number, column))
