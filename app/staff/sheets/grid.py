"""What every kind of file is read into: cells by row and column, and what the program's user did not see of them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta
Row = list[Cell]
Merged = tuple[tuple[int, int], tuple[int, int]]

MOST_ROWS = 250_000
MOST_COLUMNS = 702  # ZZ: no form has more, and a sheet read whole takes room for every column up to its last
MOST_TEXT = 32_767  # what Excel itself lets into one cell


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a spreadsheet shows differently from what it holds; rows and columns count from 1.

    `formulas` are the (row, column) of cells that are computed. `fonts` names by column and row the font of a cell
    that shows other letters than it holds.
    """

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()
    fonts: Mapping[int, Mapping[int, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. `rows` starts again at each call and begins with row 1; a row's first cell is column A.

    `merged` are the first and last (row, column) of cells that were made one. `held` are rows that lie in memory, to
    be let go of piece by piece once they are judged.
    """

    sheet: str
    rows: Callable[[], Iterator[Row]]
    height: int
    width: int
    unseen: Unseen = field(default_factory=Unseen)
    merged: tuple[Merged, ...] = ()
    is_hidden: bool = False
    held: list[Row] = field(default_factory=list)


def cell_name(row: int, column: int) -> str:
    """Return the name that the spreadsheet shows: (3, 28) is AB3."""
    return f"{column_name(column)}{row}"


def column_name(column: int) -> str:
    """Return the letters of a column: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column: A is 1, AB is 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
