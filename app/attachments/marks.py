"""Which printed marks a page bears: every patch of ink that hangs together, with its place."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_RUN = re.compile(rb"\x01+")
_ROWS_AT_ONCE = 20  # then other threads go on, and the window with them


@dataclass(slots=True)
class Mark:
    """A patch of ink, in pixels; `right` and `bottom` lie just outside of it. `part_of`: what it became a part of."""

    left: int
    top: int
    right: int
    bottom: int
    part_of: "Mark | None" = None

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def take(self, other: "Mark") -> None:
        """Reach as far as another mark does too."""
        self.left, self.top = min(self.left, other.left), min(self.top, other.top)
        self.right, self.bottom = max(self.right, other.right), max(self.bottom, other.bottom)


Run = tuple[int, int, Mark]  # where ink begins and ends in a row, and the mark that it belongs to


def marks(rows: Sequence[bytes]) -> list[Mark]:
    """Return the marks of a page; a row is a byte a pixel, 1 where there is ink."""
    found: list[Mark] = []
    above: list[Run] = []
    for y, row in enumerate(rows):
        if not y % _ROWS_AT_ONCE:
            time.sleep(0)
        here = []
        for ink, touched in _touching(row, above):
            mark = Mark(ink.start(), y, ink.end(), y + 1)
            for other in touched:
                mark = _joined(_whole(other), mark)
            if not touched:
                found.append(mark)
            here.append((*ink.span(), mark))
        above = here
    return [mark for mark in found if mark.part_of is None]


def _touching(row: bytes, above: list[Run]) -> Iterator[tuple[re.Match[bytes], list[Mark]]]:
    """Yield each run of ink with the marks of the row above that it touches, by a corner at least."""
    first = 0
    for ink in _RUN.finditer(row):
        while first < len(above) and above[first][1] < ink.start():
            first += 1
        last = first
        while last < len(above) and above[last][0] <= ink.end():
            last += 1
        yield ink, [mark for _, _, mark in above[first:last]]


def _whole(mark: Mark) -> Mark:
    while mark.part_of is not None:
        mark = mark.part_of
    return mark


def _joined(one: Mark, other: Mark) -> Mark:
    if one is not other:
        one.take(other)
        other.part_of = one
    return one
