"""Which printed marks a page bears: every patch of ink that hangs together, with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_RUN = re.compile(rb"\x01+")


@dataclass(slots=True)
class Mark:
    """A patch of ink, in pixels; `right` and `bottom` lie just outside of it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def take(self, other: "Mark") -> None:
        """Become one with another mark that this one touches."""
        self.left, self.top = min(self.left, other.left), min(self.top, other.top)
        self.right, self.bottom = max(self.right, other.right), max(self.bottom, other.bottom)


def marks(rows: Sequence[bytes]) -> list[Mark]:
    """Return the marks of a page; a row is a byte a pixel, 1 where there is ink."""
    owner: dict[int, Mark] = {}
    parts: dict[int, list[int]] = {}  # by the mark's id, the runs that are its own
    above: list[tuple[int, int, int]] = []
    for y, row in enumerate(rows):
        here = [(*found.span(), len(owner) + place) for place, found in enumerate(_RUN.finditer(row))]
        for left, right, run in here:
            owner[run] = Mark(left, y, right, y + 1)
            parts[id(owner[run])] = [run]
        for run, touched in _touching(here, above):
            _join(owner, parts, run, touched)
        above = here
    return list({id(mark): mark for mark in owner.values()}.values())


def _touching(
    here: list[tuple[int, int, int]], above: list[tuple[int, int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield each run of a row with each run of the row above that it touches, by a corner at least."""
    first = 0
    for left, right, run in here:
        while first < len(above) and above[first][1] < left:
            first += 1
        place = first
        while place < len(above) and above[place][0] <= right:
            yield run, above[place][2]
            place += 1


def _join(owner: dict[int, Mark], parts: dict[int, list[int]], one: int, other: int) -> None:
    kept, lost = owner[one], owner[other]
    if kept is lost:
        return
    if len(parts[id(kept)]) < len(parts[id(lost)]):
        kept, lost = lost, kept
    kept.take(lost)
    moved = parts.pop(id(lost))
    parts[id(kept)] += moved
    for run in moved:
        owner[run] = kept
