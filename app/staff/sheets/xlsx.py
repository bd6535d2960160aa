"""What does an XLSX sheet hide, compute or reach for? Its XML is looked through once, in pieces, without a tree."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from app.errors import FileRefused
from app.staff.sheets.grid import MOST_COLUMNS, MOST_ROWS, Unseen, column_number
from app.staff.sheets.legacy import named
from app.staff.sheets.package import pieces
from app.staff.sheets.strict_xml import Attributes, walk

_HEAD = re.compile(rb"<(?:([\w.-]+):)?worksheet\b")
_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_COLUMN = re.compile(rb'\b(min|max)="(\d{1,5})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_LONGEST_CELL = 2 * 2**20
_MOST_CELLS = 12_000_000
_STYLES = "xl/styles.xml"


def sheet_parts(package: zipfile.ZipFile) -> Mapping[str, str]:
    """Return the part of the package that holds each sheet, by the sheet's name."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, found: Attributes) -> None:
        if name == "Relationship":
            targets[found["Id"]] = _part(found["Target"])

    def sheet(name: str, found: Attributes) -> None:
        if name == "sheet":
            sheets[found["name"]] = targets.get(found.get("id", ""), "")

    try:
        walk(pieces(package, "xl/_rels/workbook.xml.rels"), relation)
        walk(pieces(package, "xl/workbook.xml"), sheet)
    except KeyError as missing:
        raise FileRefused(reason="sheet.damaged") from missing
    return {name: part for name, part in sheets.items() if part in package.namelist()}


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def fonts_of_old(package: zipfile.ZipFile) -> Mapping[str, str]:
    """Return by the number of a cell's style which font of old its cells are written in."""
    families: list[str] = []
    styles: list[str] = []
    within: list[str] = [""]

    def seen(name: str, found: Attributes) -> None:
        if name in {"fonts", "fills", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"}:
            within[0] = name
        elif within[0] == "fonts" and name == "font":
            families.append("")
        elif within[0] == "fonts" and name == "name" and families:
            families[-1] = found.get("val", "")
        elif within[0] == "cellXfs" and name == "xf":
            at = found.get("fontId", "")
            styles.append(families[int(at)] if at.isdecimal() and int(at) < len(families) else "")

    if _STYLES not in package.namelist():
        return {}
    walk(pieces(package, _STYLES), seen)
    return {str(number): family for number, family in enumerate(styles) if named(family)}


def unseen(package: zipfile.ZipFile, part: str, sheet: str, of_old: Mapping[str, str]) -> Unseen:
    """Return what the sheet hides, computes and draws as other letters; `of_old` are the fonts that do, by style.

    Raises: FileRefused, for a sheet too wide, too tall or too odd.
    """
    look = _Look(sheet, of_old)
    with closing(pieces(package, part)) as parts:
        for piece in _whole_cells(parts):
            look.at(piece)
    return Unseen(frozenset(look.rows), frozenset(look.columns), frozenset(look.formulas), look.fonts)


def _whole_cells(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the XML cut only where a cell begins, so that a cell and its formula stay together."""
    held = b""
    for part in parts:
        held += part
        cut = max(held.rfind(b"<c "), held.rfind(b":c "), 0)
        cut = held.rfind(b"<", 0, cut + 1)
        if cut > 0:
            yield held[:cut]
            held = held[cut:]
        if len(held) > _LONGEST_CELL:
            raise FileRefused(reason="sheet.cell-too-big", cell=_cell_before(held, len(held)) or "—")
    yield held


@dataclass(slots=True)
class _Look:
    """What was found in the pieces so far; `row` is the last one that began, `wide` the widest with a value."""

    sheet: str
    of_old: Mapping[str, str]
    fonts: dict[int, dict[int, str]] = field(default_factory=dict)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    row: int = 0
    wide: int = 26
    tags: "_Tags | None" = None

    def at(self, piece: bytes) -> None:
        tags = self.tags = self.tags or _tags(piece)
        self._note_formulas(piece, tags)
        if self.of_old:
            self._note_fonts(piece, tags)
        if b"hidden=" in piece:
            self._note_hidden(piece, tags)
        self._in_order(piece, tags)
        self._within_limits(piece, tags)

    def _note_formulas(self, piece: bytes, tags: "_Tags") -> None:
        for found in tags.formula.finditer(piece):
            cell = _CELL.search(piece, max(piece.rfind(tags.cell_mark, 0, found.start()), 0), found.start())
            self.formulas.add(_place(cell) if cell else (0, 0))

    def _note_fonts(self, piece: bytes, tags: "_Tags") -> None:
        for found in tags.styled.finditer(piece):
            if (family := self.of_old.get(found[3].decode("ascii"))) is not None:
                row, column = _place(found)
                self.fonts.setdefault(column, {})[row] = family

    def _note_hidden(self, piece: bytes, tags: "_Tags") -> None:
        for row in tags.row.finditer(piece):
            number = _NUMBER.search(row[0])
            if number and _HIDDEN.search(row[0]):
                self.rows.add(int(number[1]))
        for column in tags.column.finditer(piece):
            if _HIDDEN.search(column[0]):
                ends = {name: int(value) for name, value in _COLUMN.findall(column[0])}
                self.columns.update(range(ends[b"min"], min(ends[b"max"], MOST_COLUMNS) + 1))

    def _in_order(self, piece: bytes, tags: "_Tags") -> None:
        """Rows that do not stand one under another are no spreadsheet's work, and would hide how tall it is."""
        for found in tags.numbered.finditer(piece):
            number = int(found[1])
            if number <= self.row:
                raise FileRefused(reason="sheet.damaged")
            self.row = number

    def _within_limits(self, piece: bytes, tags: "_Tags") -> None:
        """A cell beyond the limits may be formatted, but not hold a value: each row is read as wide as the widest."""
        for found in tags.wide.finditer(piece):
            self.wide = max(self.wide, column_number(found[1].decode("ascii")))
            if self.wide > MOST_COLUMNS:
                cell = (found[1] + found[2]).decode("ascii")
                raise FileRefused(reason="sheet.too-wide", sheet=self.sheet, cell=cell, most=MOST_COLUMNS)
        last = max(piece.rfind(mark) for mark in tags.value_marks)
        tall = self._row_of(piece, last, tags) if last >= 0 else 0
        if tall > MOST_ROWS or tall * self.wide > _MOST_CELLS:
            raise FileRefused(reason="sheet.too-tall", sheet=self.sheet, row=tall, most=MOST_ROWS)

    def _row_of(self, piece: bytes, at: int, tags: "_Tags") -> int:
        cell = _CELL.search(piece, max(piece.rfind(tags.cell_mark, 0, at), 0), at)
        return int(cell[2]) if cell else self.row


@dataclass(frozen=True, slots=True)
class _Tags:
    """How the sheet's tags look with the namespace prefix that this file happens to use."""

    formula: re.Pattern[bytes]
    cell_mark: bytes
    styled: re.Pattern[bytes]
    row: re.Pattern[bytes]
    numbered: re.Pattern[bytes]
    wide: re.Pattern[bytes]
    column: re.Pattern[bytes]
    value_marks: tuple[bytes, ...]


def _tags(head: bytes) -> _Tags:
    found = _HEAD.search(head)
    if not found:
        raise FileRefused(reason="sheet.damaged")
    prefix = found[1] + b":" if found[1] else b""
    tag = b"<" + re.escape(prefix)
    return _Tags(
        formula=re.compile(tag + rb"f[ />]"),
        cell_mark=b"<" + prefix + b"c ",
        styled=re.compile(tag + rb'c r="([A-Z]{1,3})(\d{1,7})" s="(\d{1,5})"[^>]*(?<!/)>'),
        row=re.compile(tag + rb"row\b[^>]*>"),
        numbered=re.compile(tag + rb'row\b[^>]*?\br="(\d{1,7})"'),
        wide=re.compile(tag + rb'c r="([A-Z]{2,3})(\d{1,7})"[^>]*(?<!/)>'),
        column=re.compile(tag + rb"col\b[^>]*>"),
        value_marks=tuple(b"<" + prefix + mark for mark in (b"v>", b"is>")),
    )


def _place(found: re.Match[bytes]) -> tuple[int, int]:
    return int(found[2]), column_number(found[1].decode("ascii"))


def _cell_before(piece: bytes, end: int) -> str:
    found = _CELL.search(piece, 0, end)
    return (found[1] + found[2]).decode("ascii") if found else ""
