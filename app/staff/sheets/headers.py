"""Where does the list begin in this sheet, what are its columns called, and where does it end?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from app.staff.sheets.columns import field_of
from app.staff.sheets.grid import Grid, Row, Unseen
from app.staff.sheets.values import text_of

_LOOKED_AT = 40
_FEWEST = 2  # columns that must be known by name before a row is a header
_MOST_TRANSPOSED = 2_000
_TOTAL = re.compile(r"(कुल|योग|महायोग|total|grand total|sum)(?![\w\u0900-\u097f]).*", re.IGNORECASE)
_MOST_IN_TOTAL = 3
_MOST_WORDS = 2  # cells
_OF_A_PERSON = frozenset({"name", "designation"})
_LONG_FIGURES = re.compile(r"\d{5}")
_SIGNING = re.compile(r"हस्ताक्षर|signature", re.IGNORECASE)
_FIGURE = re.compile("[1-9१-९]")  # a nought alone is the point of सं0
_PARTICULARS = re.compile(
    r"\s*(?:(?:का|की|के)\s+)?(?:विवरण|जानकारी|सूचना|ब्योरा|ब्यौरा)\s*$"
    r"|^\s*(?:details|particulars) of (?:the )?|\s*(?:details?|particulars)\s*$",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"[(\[]?\s*\d{1,2}\s*[)\].]?")


@dataclass(frozen=True, slots=True)
class Header:
    """The last row of the header, the first of the list, and the header as written of each column; all from 1."""

    last_row: int
    first_row: int
    columns: Mapping[int, str]


def find_header(grid: Grid) -> Header | None:
    """Return the header, one row or two rows over one another, under any titles; None where there is none."""
    top = [[text_of(cell) for cell in row] for row in islice(grid.rows(), _LOOKED_AT)]
    headers = [_with_row_below(top, number) for number in range(len(top))]
    names, last = max(headers, key=lambda each: _known(each[0]), default=([], 0))
    if _known(names) < _FEWEST:
        return None
    first = last + 1
    while first < len(top) and _is_numbering(top[first]):
        first += 1
    return Header(last + 1, first + 1, {at: name for at, name in enumerate(names, 1) if name})


def _known(row: Sequence[str]) -> int:
    return len({field for text in row if text and (field := field_of(text))})


def _with_row_below(top: list[list[str]], number: int) -> tuple[list[str], int]:
    """Return the names, joined with those of the row below where that one is the rest of the header."""
    row, below = top[number], top[number + 1] if number + 1 < len(top) else []
    joined = [_joined(text, under) for text, under in zip(row, _padded(below, len(row)), strict=True)]
    if not _is_second_line(row, below, joined):
        return row, number
    return joined, number + 1


def _is_second_line(row: Sequence[str], below: Sequence[str], joined: Sequence[str]) -> bool:
    """A second line names columns, alone or with the first, and fills gaps that the first one's merged cells left."""
    filled = [at for at, text in enumerate(below) if text]
    if not filled or any(_FIGURE.search(below[at]) for at in filled):
        return False
    return _known(joined) > _known(row) or _known(below) == len(filled)


def _joined(above: str, under: str) -> str:
    """Return what both lines say together; of “particulars of the employee” over “code” whose code it is."""
    if not (above and under):
        return above or under
    if field_of(f"{above} {under}"):
        return f"{above} {under}"
    if field_of(under):
        return under
    whose = f"{_PARTICULARS.sub('', above)} {under}"
    return whose if field_of(whose) else f"{above} {under}"


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))][:width]


def _is_numbering(row: Sequence[str]) -> bool:
    """Say whether the row only counts the columns: 1, 2, 3, as government forms do under their header."""
    written = [text for text in row if text]
    return (
        len(written) >= _FEWEST
        and all(_NUMBERING.fullmatch(text) for text in written)
        and len(set(written)) > 1
        and (written == sorted(written, key=lambda text: int(re.sub(r"\D", "", text))))
    )


def rows_of_list(grid: Grid, header: Header, left_out: list[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    """Yield the rows of the list with their numbers: no empty ones, no total, no header said again.

    What stands under a list, as who signs it, is no row of it: a few words after a gap or a total, and nothing below.
    Whoever has a name and a designation in their columns is a person all the same. Those words go into `left_out`.
    """
    person = {at for at, name in header.columns.items() if field_of(name) in _OF_A_PERSON}
    again = {header.columns[at] for at in header.columns}
    is_below, words = False, list[tuple[int, Row]]()
    for number, row in enumerate(islice(grid.rows(), header.first_row - 1, None), header.first_row):
        filled = len(row) - row.count("")
        if not filled or _is_aside(row, again):
            is_below = True
        elif is_below and filled <= _MOST_WORDS and _are_words(row) and not _is_person(row, person):
            words.append((number, row))
        else:
            yield from words
            is_below, words = False, []
            yield number, row
    left_out += words


def _is_person(row: Row, columns: set[int]) -> bool:
    said = {at for at, cell in enumerate(row, 1) if cell != ""}
    return len(columns) == len(_OF_A_PERSON) and columns <= said


def _are_words(row: Row) -> bool:
    return all(isinstance(cell, str) and not _LONG_FIGURES.search(cell) for cell in row)


def _is_aside(row: Row, header: set[str]) -> bool:
    """Say whether the row is a total, the line of signatures under the list, or the header on a next page."""
    first = next((cell for cell in row if cell != ""), "")
    if not isinstance(first, str):
        return False
    filled = [cell for cell in row if cell != ""]
    if len(filled) <= _MOST_IN_TOTAL and (
        _TOTAL.fullmatch(first.strip()) or any(_SIGNING.search(text_of(cell)) for cell in filled)
    ):
        return True
    return len(filled) > 1 and text_of(first) in header and header.issuperset(map(text_of, filled))


def turned(grid: Grid) -> Grid | None:
    """Return the sheet with rows as columns, where its list stands that way; None where it does not."""
    if grid.width > _MOST_TRANSPOSED or grid.height > _MOST_TRANSPOSED:
        return None
    rows = list(grid.rows())
    sideways: list[Row] = [list(row) for row in zip(*_squared(rows), strict=True)]
    unseen = _unseen_sideways(grid.unseen)
    found = Grid(grid.sheet, lambda: iter(sideways), len(sideways), len(rows), unseen)
    upright, lying = find_header(grid), find_header(found)
    return found if lying and (not upright or _named(lying) > _named(upright)) else None


def _unseen_sideways(unseen: Unseen) -> Unseen:
    fonts: dict[int, dict[int, str]] = {}
    for column, families in unseen.fonts.items():
        for row, family in families.items():
            fonts.setdefault(row, {})[column] = family
    computed = frozenset((column, row) for row, column in unseen.formulas)
    return Unseen(unseen.columns, unseen.rows, computed, fonts)


def _named(header: Header) -> int:
    """Return how many columns are known: a long list lying down has more of them, but knows none of their names."""
    return _known(tuple(header.columns.values()))


def _squared(rows: Sequence[Row]) -> list[Row]:
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]
