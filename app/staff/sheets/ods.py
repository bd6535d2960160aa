"""What does an ODS sheet hide, compute or draw as other letters, and how large is it with all its cells?"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.errors import FileRefused
from app.staff.sheets.grid import MOST_COLUMNS, MOST_ROWS, Unseen
from app.staff.sheets.ods_fonts import CellStyles
from app.staff.sheets.package import pieces
from app.staff.sheets.strict_xml import Attributes, walk

_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_VALUES = ("value-type", "formula")
_DEFAULT_STYLE = "default-cell-style-name"
_MOST_ALIKE = 1_000  # cells written as one; so often no person's name is repeated


def refuse_encrypted(package: zipfile.ZipFile) -> None:
    """Raises: FileRefused, for a file that asks for a password."""
    if any(b"encryption-data" in piece for piece in pieces(package, _MANIFEST)):
        raise FileRefused(reason="sheet.password")


def unseen_by_sheet(package: zipfile.ZipFile) -> Mapping[str, Unseen]:
    """Return what each sheet hides, computes and draws as other letters.

    Raises: FileRefused, for one too wide or too tall.
    """
    look = _Look()
    if _STYLES in package.namelist():
        walk(pieces(package, _STYLES), look.styles.at)
    walk(pieces(package, _CONTENT), look.at)
    return {
        name: Unseen(frozenset(found.rows), frozenset(found.columns), frozenset(found.formulas), found.fonts)
        for name, found in look.sheets.items()
    }


@dataclass(slots=True)
class _Sheet:
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    fonts: dict[int, dict[int, str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Look:
    """Where the reader stands: `row` and `column` are the last ones that what was read so far takes up.

    `of_columns` are the styles of the columns, each with the last one that has it; a row's own goes before them.
    """

    styles: CellStyles = field(default_factory=CellStyles)
    of_columns: list[tuple[int, str]] = field(default_factory=list)
    of_row: str = ""
    sheets: dict[str, _Sheet] = field(default_factory=dict)
    name: str = ""
    row: int = 0
    row_begins: int = 0
    column: int = 0
    columns_told: int = 0

    def at(self, element: str, found: Attributes) -> None:
        if element == "table":
            self.name = found.get("name", "")
            self.sheets[self.name] = _Sheet()
            self.row = self.columns_told = 0
            self.of_columns = []
        elif element == "table-column":
            self._column(found)
        elif element == "table-row":
            self._row(found)
        elif element in {"table-cell", "covered-table-cell"}:
            self._cell(found)
        elif not self.sheets:
            self.styles.at(element, found)

    def _column(self, found: Attributes) -> None:
        begins = self.columns_told + 1
        self.columns_told += _times(found, "number-columns-repeated")
        self.of_columns.append((self.columns_told, found.get(_DEFAULT_STYLE, "")))
        if _is_hidden(found):
            self.sheets[self.name].columns.update(range(begins, min(self.columns_told, MOST_COLUMNS) + 1))

    def _row(self, found: Attributes) -> None:
        self.row_begins, self.column, self.of_row = self.row + 1, 0, found.get(_DEFAULT_STYLE, "")
        self.row += _times(found, "number-rows-repeated")
        if _is_hidden(found):
            self.sheets[self.name].rows.update(range(self.row_begins, min(self.row, MOST_ROWS) + 1))

    def _cell(self, found: Attributes) -> None:
        begins = self.column + 1
        self.column += _times(found, "number-columns-repeated")
        if not any(key in found for key in _VALUES):
            return
        if self.column > MOST_COLUMNS:
            raise FileRefused(reason="sheet.too-wide", sheet=self.name, cell="AAA", most=MOST_COLUMNS)
        if self.row > MOST_ROWS:
            raise FileRefused(reason="sheet.too-tall", sheet=self.name, row=self.row, most=MOST_ROWS)
        if "formula" in found:
            self.sheets[self.name].formulas.add((self.row_begins, begins))
        if (self.column - begins + 1) * (self.row - self.row_begins + 1) <= _MOST_ALIKE:
            self._note_font(begins, found.get("style-name", "") or self.of_row)

    def _note_font(self, begins: int, style: str) -> None:
        for column in range(begins, self.column + 1):
            if family := self.styles.of_old(style or self._of_column(column)):
                of_rows = dict.fromkeys(range(self.row_begins, self.row + 1), family)
                self.sheets[self.name].fonts.setdefault(column, {}).update(of_rows)

    def _of_column(self, column: int) -> str:
        return next((style for last, style in self.of_columns if column <= last), "")


def _times(found: Attributes, key: str) -> int:
    written = found.get(key, "1")
    if not (written.isdecimal() and len(written) < 9):  # noqa: PLR2004  no sheet has a thousand million rows
        raise FileRefused(reason="sheet.damaged")
    return int(written)


def _is_hidden(found: Attributes) -> bool:
    return found.get("visibility", "visible") != "visible"
