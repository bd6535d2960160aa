"""What does an old XLS hide, compute, draw as other letters or carry? Its records are walked; nothing is run.

Shapes of records: Microsoft's [MS-XLS] and [MS-CFB]; numbers are little-endian.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.errors import FileRefused
from app.staff.sheets.grid import Unseen
from app.staff.sheets.legacy import named

_END = 0xFFFFFFFA  # this and all above mark the end of a chain or a free sector
_DIRECTORY_ENTRY = 128
_HEADER_CHAINS = 109
_BOF, _FILEPASS, _BOUNDSHEET, _SUPBOOK, _OBPROJ = 0x809, 0x2F, 0x85, 0x1AE, 0xD3
_FORMULA, _ROW, _COLINFO = 0x06, 0x208, 0x7D
_FONT, _XF, _TEXTS = 0x31, 0xE0, frozenset({0xFD, 0x204, 0xD6})
_NO_FONT = 4  # this number is left out: the fifth font is the fifth, not the fourth
_SELF_REFERRING, _ADD_IN = 0x0401, 0x3A01
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_BIFF8 = 0x0600
_DIMENSIONS = 0x200
_CELLS = frozenset({_FORMULA, 0x201, 0x203, 0x205, 0x27E, 0xBD, 0xBE, *_TEXTS})
_ROWS, _COLUMNS = 65_536, 256  # of any sheet of Excel 97


@contextmanager
def _held_together() -> Iterator[None]:
    """Refuse what leads out of the file, or says that it is larger than it is, wherever it is read."""
    try:
        yield
    except (struct.error, IndexError, UnicodeDecodeError) as wrong:
        raise FileRefused(reason="sheet.damaged") from wrong


@_held_together()
def refuse_harmful(data: bytes) -> None:
    """Raises: FileRefused, for a password, macros, or links to other files, or where it does not hold together."""
    names, _ = _directory(data)
    if "EncryptedPackage" in names:
        raise FileRefused(reason="sheet.password")
    if "_VBA_PROJECT_CUR" in names:
        raise FileRefused(reason="sheet.macros", part="_VBA_PROJECT_CUR")
    for _, kind, body in _records(data):
        if kind == _FILEPASS:
            raise FileRefused(reason="sheet.password")
        if (kind == _DIMENSIONS and not _is_possible(body)) or (kind in _CELLS and body[3]):
            raise FileRefused(
                reason="sheet.damaged"
            )  # the reader would ask for more room than there is, and end
        if kind == _OBPROJ:
            raise FileRefused(reason="sheet.macros", part="VBA")
        if kind == _SUPBOOK and struct.unpack_from("<H", body, 2)[0] not in {_SELF_REFERRING, _ADD_IN}:
            raise FileRefused(reason="sheet.external-links", part="SUPBOOK")


@_held_together()
def unseen_of_xls(data: bytes) -> Mapping[str, Unseen]:
    """Return what each sheet hides, computes and draws as other letters.

    Raises: FileRefused, where the records do not hold together.
    """
    names: dict[int, str] = {}
    fonts, styles = list[str](), list[str]()
    found: dict[str, _Sheet] = {}
    here = _Sheet()
    for at, kind, body in _records(data):
        if kind == _BOUNDSHEET:
            names[struct.unpack_from("<I", body)[0]] = _sheet_name(body)
        elif kind == _FONT:
            fonts.append(_text(body, 14))
        elif kind == _XF:
            styles.append(_font_of(struct.unpack_from("<H", body)[0], fonts))
        elif kind == _BOF and at in names:
            here = found[names[at]] = _Sheet()
        else:
            here.note(kind, body, styles)
    return {
        name: Unseen(frozenset(sheet.rows), frozenset(sheet.columns), frozenset(sheet.formulas), sheet.fonts)
        for name, sheet in found.items()
    }


@dataclass(slots=True)
class _Sheet:
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    fonts: dict[int, dict[int, str]] = field(default_factory=dict)

    def note(self, kind: int, body: bytes, styles: Sequence[str]) -> None:
        """Take a record. `styles` are the fonts of old in which the cells of each style are drawn, "" for others."""
        if kind in _TEXTS:
            row, column, style = struct.unpack_from("<HHH", body)
            if family := styles[style]:
                self.fonts.setdefault(column + 1, {})[row + 1] = family
        elif kind == _FORMULA:
            row, column = struct.unpack_from("<HH", body)
            self.formulas.add((row + 1, column + 1))
        elif kind == _ROW and struct.unpack_from("<H", body, 12)[0] & _ROW_HIDDEN:
            self.rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLINFO and struct.unpack_from("<H", body, 8)[0] & _COLUMN_HIDDEN:
            first, last = struct.unpack_from("<HH", body)
            self.columns.update(range(first + 1, last + 2))


def _sheet_name(body: bytes) -> str:
    return _text(body, 6)


def _is_possible(dimensions: bytes) -> bool:
    """Say whether a sheet can be as large as it says; a column's number, too, takes one byte of the two it has."""
    _, rows, _, columns = struct.unpack_from("<IIHH", dimensions)
    return bool(rows <= _ROWS and columns <= _COLUMNS)


def _text(body: bytes, at: int) -> str:
    """Return a short text: its length, whether its letters take two bytes, its letters."""
    size, is_wide, begins = body[at], body[at + 1] & 1, at + 2
    return body[begins : begins + size * (1 + is_wide)].decode("utf-16-le" if is_wide else "latin-1")


def _font_of(number: int, fonts: Sequence[str]) -> str:
    """Return the font of old by its number in a style, "" where it is another kind of font."""
    family = fonts[number - (number > _NO_FONT)]
    return family if named(family) else ""


def _records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield each record of the workbook: its offset in the stream, its kind, its body."""
    _, stream = _directory(data)
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _BOF and at == 0 and struct.unpack_from("<H", stream, 4)[0] != _BIFF8:
            return  # Excel 5 and 95: calamine reads the values; their other records are shaped differently
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _directory(data: bytes) -> tuple[frozenset[str], bytes]:
    """Return the names in the compound file, and its workbook's stream."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    first_of_directory = struct.unpack_from("<I", data, 48)[0]
    table = _sector_table(data, size)
    entries = _chain(data, table, first_of_directory, size)
    names, start, length = set(), 0, 0
    for at in range(0, len(entries), _DIRECTORY_ENTRY):
        name_size = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(name_size - 2, 0)].decode("utf-16-le")
        names.add(name)
        if name in {"Workbook", "Book"}:
            start, length = struct.unpack_from("<II", entries, at + 116)
    small_below = struct.unpack_from("<I", data, 56)[0]
    if not length:
        return frozenset(names), b""
    if length < small_below:
        data, table, size = _small(data, table, entries, size)
    return frozenset(names), _chain(data, table, start, size)[:length]


def _small(
    data: bytes, table: tuple[int, ...], entries: bytes, size: int
) -> tuple[bytes, tuple[int, ...], int]:
    """Return the stream in which all small ones lie, after a header as a file has, its table, its sectors' size."""
    first, length = struct.unpack_from("<II", entries, 116)
    listed = _chain(data, table, struct.unpack_from("<I", data, 60)[0], size)
    followed = struct.unpack_from(f"<{len(listed) // 4}I", listed)
    small = 1 << struct.unpack_from("<H", data, 32)[0]
    return bytes(small) + _chain(data, table, first, size)[:length], followed, small


def _sector_table(data: bytes, size: int) -> tuple[int, ...]:
    """Return the sector that follows each sector: the parts are listed in the header, then in a chain of sectors."""
    parts = list(struct.unpack_from(f"<{_HEADER_CHAINS}I", data, 76))
    more = struct.unpack_from("<I", data, 68)[0]
    while more < _END and len(parts) * size <= len(data):
        listed = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        parts += listed[:-1]
        more = listed[-1]
    table: list[int] = []
    for part in parts:
        if part < _END:
            table += struct.unpack_from(f"<{size // 4}I", data, (part + 1) * size)
    return tuple(table)


def _chain(data: bytes, table: tuple[int, ...], sector: int, size: int) -> bytes:
    """Return the bytes of a chain of sectors; one that never ends is cut where it must have met itself."""
    found: list[bytes] = []
    while sector < _END and len(found) <= len(table):
        found.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    return b"".join(found)
