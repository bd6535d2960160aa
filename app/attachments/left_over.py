"""Where digits look out from under a black box: one that was put too high, too low or too short covers them in part.

No digit is read. A box that covers a number whole has clean paper along its edges, and at most the last four digits
beside it; strokes that end at its edge, or more digits beside it than that, are shown to a person before a page is
taken for covered.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from app.attachments.digits import follow, ink_rows, may_be_digit, small
from app.attachments.marks import Mark, marks
from app.attachments.model import Box

_BLACK = 12  # of 255: no scan is so dark all over; a box is, even after JPEG
_LEAST_WIDTH, _LEAST_HEIGHT = 24, 8  # px
_STRAIGHT = 3  # px: how far the sides of a box may stray after it was made smaller
_CLEAR = 3  # px: JPEG blurs so much about an edge
_STROKES = 3  # so many pieces of ink along an edge are digits cut by it; a ruled line or a stain is one
_CUT = 0.25  # of a box's height: ink along its end
_LAST = 4  # digits that may stay
_OF_THE_LAST = (1, 2, 3)  # so many whole ones lie beyond one of those that is cut
_NEAR = 1.4  # of a digit's height
_ROOM = 0.3
_RUN = re.compile(rb"\x01+")

Rows = Sequence[bytes]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page in marks: `ink` a byte a pixel, `black` where it is as dark as a box."""

    ink: Rows
    black: Rows

    @property
    def width(self) -> int:
        return len(self.ink[0])

    @property
    def height(self) -> int:
        return len(self.ink)


def left_over(picture: Image.Image) -> tuple[Box, ...]:
    """Return where what a black box covers goes on outside of it, in fractions of the page as it lies."""
    grey = small(picture)
    page = _Page(ink_rows(grey), _rows_below(grey, _BLACK))
    covers = list(_covers(page))
    if not covers:
        return ()
    found = [each for cover in covers for each in _about(cover, page)]
    return tuple(_fraction(each, page) for each in found)


def _about(cover: Mark, page: _Page) -> Iterator[Mark]:
    digits = _marks_level_with(cover, page)
    level = [each for each in digits if cover.top <= (each.top + each.bottom) / 2 <= cover.bottom]
    before, after = _row_before(cover.left, level), _row_after(cover.right, level)
    yield from _cut(cover, page)
    yield from _halved(cover, page, len(before), len(after))
    yield from _too_many(before, after)


def _marks_level_with(cover: Mark, page: _Page) -> Iterator[Mark]:
    """Yield what may be digits in the rows about a cover: the rest of the page is not looked at."""
    top, bottom = max(0, cover.top - cover.height), cover.bottom + cover.height
    for mark in marks(page.ink[top:bottom]):
        if may_be_digit(mark):
            yield Mark(mark.left, mark.top + top, mark.right, mark.bottom + top)


def _rows_below(grey: Image.Image, level: int) -> list[bytes]:
    whole = grey.tobytes().translate(bytes(each < level for each in range(256)))
    return [whole[at : at + grey.width] for at in range(0, len(whole), grey.width)]


def _covers(page: _Page) -> Iterator[Mark]:
    """Yield the black rectangles: long black runs under one another whose ends stay in line."""
    growing: list[Mark] = []
    for y in range(page.height + 1):
        row = page.black[y] if y < page.height else b""
        runs = [each.span() for each in _RUN.finditer(row) if each.end() - each.start() >= _LEAST_WIDTH]
        kept = []
        for mark in growing:
            run = next((each for each in runs if _in_line(mark, each)), None)
            if run is None:
                if mark.height >= _LEAST_HEIGHT:
                    yield mark
                continue
            runs.remove(run)
            mark.bottom = y + 1
            kept.append(mark)
        growing = [*kept, *(Mark(left, y, right, y + 1) for left, right in runs)]


def _in_line(mark: Mark, run: tuple[int, int]) -> bool:
    return abs(mark.left - run[0]) <= _STRAIGHT and abs(mark.right - run[1]) <= _STRAIGHT


def _cut(cover: Mark, page: _Page) -> Iterator[Mark]:
    """Yield what lies above and below the cover where strokes end at its edge."""
    above, below = cover.top - _CLEAR, cover.bottom + _CLEAR - 1
    if _strokes(cover, above, page) and _strokes(cover, above - 1, page):
        yield Mark(cover.left, _reach(cover, above, -1, page), cover.right, cover.top)
    if _strokes(cover, below, page) and _strokes(cover, below + 1, page):
        yield Mark(cover.left, cover.bottom, cover.right, _reach(cover, below, 1, page))


def _halved(cover: Mark, page: _Page, before: int, after: int) -> Iterator[Mark]:
    """Yield the digit in the middle of which the cover ends, unless it is one of the last four."""
    wide = cover.height // 2
    if before not in _OF_THE_LAST and _ends_in_ink(cover, cover.left - _CLEAR, page):
        yield Mark(max(0, cover.left - wide), cover.top, cover.left, cover.bottom)
    if after not in _OF_THE_LAST and _ends_in_ink(cover, cover.right + _CLEAR - 1, page):
        yield Mark(cover.right, cover.top, min(page.width, cover.right + wide), cover.bottom)


def _strokes(cover: Mark, y: int, page: _Page) -> bool:
    """Say whether several pieces of ink, each small, lie along an edge of the cover."""
    if not 0 <= y < page.height:
        return False
    runs = _RUN.findall(page.ink[y][cover.left : cover.right])
    return sum(len(run) <= max(cover.height, _LEAST_WIDTH) for run in runs) >= _STROKES


def _reach(cover: Mark, y: int, step: int, page: _Page) -> int:
    """Return how far the ink goes on from an edge; no digit is higher than the cover is wide."""
    end = y + step * cover.width // 2
    while 0 < y < page.height - 1 and y != end and b"\x01" in page.ink[y][cover.left : cover.right]:
        y += step
    return max(0, min(page.height, y))


def _ends_in_ink(cover: Mark, x: int, page: _Page) -> bool:
    """Say whether the cover ends in the middle of a digit."""
    if not 0 <= x < page.width:
        return False
    column = bytes(row[x] for row in page.ink[cover.top : cover.bottom])
    return column.count(1) > _CUT * cover.height


def _too_many(before: list[Mark], after: list[Mark]) -> Iterator[Mark]:
    """Yield the digits beside a cover that are more than the last four of a number; a row begins at the cover."""
    both = bool(before and after)
    for row, other in ((before, after), (after, before)):
        if len(row) > _LAST:
            yield _around(row[: len(row) - _LAST])
        elif both and (len(row), row is after) < (len(other), other is after):
            yield _around(row)


def _row_after(edge: int, level: list[Mark]) -> list[Mark]:
    """Return the digits that follow an edge to the right, one after the other."""
    row: list[Mark] = []
    for mark in sorted((each for each in level if each.left >= edge), key=lambda each: each.left):
        if not (follow(row[-1], mark) if row else mark.left - edge <= _NEAR * mark.height):
            break
        row.append(mark)
    return row


def _row_before(edge: int, level: list[Mark]) -> list[Mark]:
    """Return the digits that go on from an edge to the left, the nearest first."""
    row: list[Mark] = []
    for mark in sorted((each for each in level if each.right <= edge), key=lambda each: -each.right):
        if not (follow(mark, row[-1]) if row else edge - mark.right <= _NEAR * mark.height):
            break
        row.append(mark)
    return row


def _around(side: list[Mark]) -> Mark:
    found = Mark(side[0].left, side[0].top, side[0].right, side[0].bottom)
    for mark in side:
        found.take(mark)
    return found


def _fraction(mark: Mark, page: _Page) -> Box:
    room = _ROOM * min(mark.width, mark.height)
    return Box(
        max(0.0, (mark.left - room) / page.width),
        max(0.0, (mark.top - room) / page.height),
        min(1.0, (mark.right + room) / page.width),
        min(1.0, (mark.bottom + room) / page.height),
    )
