"""Cells of a text file, or of what was pasted from a spreadsheet: which letters, which separator, which cells."""

import csv
import io
from collections.abc import Iterator

from app.errors import FileRefused
from app.staff.sheets.grid import MOST_COLUMNS, MOST_ROWS, MOST_TEXT, Grid, Row, cell_name

_SEPARATORS = "\t;,|"
_LOOKED_AT = 50
_PIECE = 1 << 18  # characters
_FEWEST_ZEROS = 0.2


def grid_of(data: bytes, sheet: str) -> Grid:
    """Return the one sheet of a text file. Raises: FileRefused."""
    return grid_of_text(decoded(data), sheet)


def grid_of_text(text: str, sheet: str) -> Grid:
    """Return the one sheet of a text, as copied from a spreadsheet. Raises: FileRefused."""
    rows = list(_rows(text, sheet))
    width = max(map(len, rows), default=0)
    return Grid(sheet, lambda: map(list, rows), len(rows), width, held=rows)


def decoded(data: bytes) -> str:
    """Return the text of UTF-8, UTF-16 or Windows' Western letters (CP1252), which Kruti Dev is written in.

    Raises: FileRefused, for bytes that are no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16")
    if (order := _utf16_without_mark(data)) is not None:
        return _strictly(data, order)
    if b"\0" in data:
        raise FileRefused(reason="sheet.no-text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _western(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise FileRefused(reason="sheet.damaged") from wrong


def _utf16_without_mark(data: bytes) -> str | None:
    """Return the byte order where every other byte of the beginning is mostly zero."""
    head = data[:2000]
    least = len(head) // 2 * _FEWEST_ZEROS
    if not head or head.count(0) < least:
        return None
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def _western(data: bytes) -> str:
    """Return CP1252; the five bytes that it leaves open are what Latin-1 makes of them, as Windows does."""
    return "".join(
        piece.decode("cp1252") if piece not in _OPEN else piece.decode("latin-1") for piece in _single(data)
    )


_OPEN = frozenset({b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"})


def _single(data: bytes) -> Iterator[bytes]:
    start = 0
    for at, byte in enumerate(data):
        if byte in b"\x81\x8d\x8f\x90\x9d":
            yield data[start:at]
            yield data[at : at + 1]
            start = at + 1
    yield data[start:]


def _rows(text: str, sheet: str) -> Iterator[Row]:
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(_lines(text), delimiter=_separator(text))
    for number, row in enumerate(reader, 1):
        if number > MOST_ROWS:
            raise FileRefused(reason="sheet.too-tall", sheet=sheet, row=number, most=MOST_ROWS)
        if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
            raise FileRefused(
                reason="sheet.too-wide",
                sheet=sheet,
                cell=cell_name(number, MOST_COLUMNS + 1),
                most=MOST_COLUMNS,
            )
        for column, text_of_cell in enumerate(row, 1):
            if len(text_of_cell) > MOST_TEXT:
                raise FileRefused(reason="sheet.cell-too-big", sheet=sheet, cell=cell_name(number, column))
        yield [*row]


def _lines(text: str) -> Iterator[str]:
    """Yield the lines, piece by piece: the whole text copied in one go would hold up every other thread."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        yield from io.StringIO(text[start:end], newline="")
        start = end


def _separator(text: str) -> str:
    """Return the separator that gives most lines the same number of cells; a comma where there is none."""
    lines = [line for line in text[:200_000].splitlines()[:_LOOKED_AT] if line.strip()]
    return max(_SEPARATORS, key=lambda each: _agreement([line.count(each) for line in lines]), default=",")


def _agreement(counts: list[int]) -> tuple[int, int]:
    used = [count for count in counts if count]
    commonest = max(used, key=used.count, default=0)
    return used.count(commonest) if commonest else 0, commonest
