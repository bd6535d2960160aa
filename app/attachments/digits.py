"""Where on a page the first eight of twelve digits stand, so that the box is put there at once.

No digit is read. What is looked for is their shape alone: three groups of some marks of one height on one line, as
an Aadhaar number is printed. A person looks at every box, and again at every page that was covered.
"""

from itertools import pairwise

from PIL import Image

from app.attachments.marks import Mark, marks
from app.attachments.model import Box

_LONGEST = 1400  # px; a digit of 3 mm on an A4 page is 14 px high
_EDGE, _BUSIEST = b"\x00\x01", 80_000  # where ink begins; a page with more of it than print has is a picture
_PAPER, _INK = (
    0.8,
    0.7,
)  # so much of a page is no brighter than its paper; what is darker than this by it is ink
_STEP = 97  # one pixel in so many is enough to know the paper by
_LOWEST, _HIGHEST = 7, 100  # px: a digit's height
_THIN, _BROAD = 0.12, 1.8  # a digit's width, by its height, or that of two that touch
_LIKE, _LEVEL, _NEAR = (
    1.3,
    0.4,
    2.1,
)  # two marks of one line: their heights, how level and how near, by height
_GROUP, _EVEN = (1.7, 4.2), 1.35  # four digits: their width, by height; how unlike three groups may be
_GROUPS, _DIGITS = 3, (2, 3, 4)  # marks of a group: bold digits touch, two and two
_MARKS = range(9, 13)
_ALIKE, _GRAIN = (
    1.2,
    1,
)  # digits of one number are of one height, but for px that a scan adds; letters are not
_SLASH = (1.15, 1.6)  # a slash, by the height of the digits about it
_LESSER = 0.72  # of the tallest number's height; what is smaller is a day or a telephone number
_AROUND = 0.3  # of a digit's height: the room left about the digits
_REACH = 6  # digits' heights: how far a card is looked at above its number and below


def first_eight(page: Image.Image) -> tuple[Box, ...]:
    """Return where the first eight digits of each number stand, in fractions of the page as it lies.

    On a page that lies on its side the number does too.
    """
    grey = small(page)
    upright = _boxes(grey)
    if upright:
        return upright
    lying = _boxes(grey.transpose(Image.Transpose.ROTATE_270))
    return tuple(Box(each.top, 1 - each.right, each.bottom, 1 - each.left) for each in lying)


def small(page: Image.Image) -> Image.Image:
    """Return the page in greys and as large as digits need to be told by their shape."""
    grey = page.convert("L")
    grey.thumbnail((_LONGEST, _LONGEST), Image.Resampling.BICUBIC)
    return grey


def _boxes(page: Image.Image) -> tuple[Box, ...]:
    rows = ink_rows(page)
    if sum(row.count(_EDGE) for row in rows) > _BUSIEST:
        return ()
    digits = [mark for mark in marks(rows) if may_be_digit(mark)]
    numbers = [found for line in _lines(digits) if (found := _groups(line)) and not _is_day(line, digits)]
    least = max(map(_height, numbers), default=0) * _LESSER
    return tuple(_box(groups, rows) for groups in numbers if _height(groups) >= least)


def ink_rows(page: Image.Image) -> list[bytes]:
    """Return the page, a byte a pixel, 1 where there is ink."""
    whole = page.tobytes()
    sample = sorted(whole[::_STEP])
    ink = round(sample[int(len(sample) * _PAPER)] * _INK)
    whole = whole.translate(bytes(level < ink for level in range(256)))
    return [whole[at : at + page.width] for at in range(0, len(whole), page.width)]


def may_be_digit(mark: Mark) -> bool:
    return _LOWEST <= mark.height <= _HIGHEST and _THIN <= mark.width / mark.height <= _BROAD


def _lines(digits: list[Mark]) -> list[list[Mark]]:
    """Return marks that follow one another on a line, each line from left to right."""
    lines: list[list[Mark]] = []
    for mark in sorted(digits, key=lambda each: each.left):
        line = next((line for line in lines if follow(line[-1], mark)), None)
        if line is None:
            lines.append([mark])
        else:
            line.append(mark)
    return lines


def follow(last: Mark, mark: Mark) -> bool:
    height = max(last.height, mark.height)
    level = abs(last.top + last.bottom - mark.top - mark.bottom) / 2
    near = -height * _LEVEL <= mark.left - last.right <= height * _NEAR
    return near and level <= height * _LEVEL and height <= min(last.height, mark.height) * _LIKE


def _is_day(line: list[Mark], marks: list[Mark]) -> bool:
    """Say whether a slash stands among the marks: `DOB : 01/01/1990` has three groups too."""
    height = _height([line])
    least, most = (height * each for each in _SLASH)
    slashes = [each for each in marks if least < each.height < most and each.width < height]
    return any(
        last.right <= slash.left + _GRAIN and slash.right <= after.left + _GRAIN
        for last, after in pairwise(line)
        for slash in slashes
        if slash.top < last.bottom and last.top < slash.bottom
    )


def _groups(line: list[Mark]) -> list[list[Mark]]:
    """Return the three groups that a line falls into at its widest gaps; none where it is no number."""
    if len(line) not in _MARKS or not _of_one_height(line):
        return []
    gaps = [after.left - mark.right for mark, after in pairwise(line)]
    widest = sorted(range(len(gaps)), key=lambda place: -gaps[place])[: _GROUPS - 1]
    cuts = [0, *(place + 1 for place in sorted(widest)), len(line)]
    groups = [line[begin:end] for begin, end in pairwise(cuts)]
    height = _height([line])
    widths = [group[-1].right - group[0].left for group in groups]
    least, most = (height * each for each in _GROUP)
    even = max(widths) <= min(widths) * _EVEN and all(len(group) in _DIGITS for group in groups)
    return groups if even and least <= min(widths) and max(widths) <= most else []


def _of_one_height(line: list[Mark]) -> bool:
    """Say whether no mark reaches above the others or below them, as letters do."""
    middle = _height([line])
    least, most = middle / _ALIKE - _GRAIN, middle * _ALIKE + _GRAIN
    return all(least <= mark.height <= most for mark in line)


def _box(groups: list[list[Mark]], rows: list[bytes]) -> Box:
    """Return the place of the first two groups; on a card that lies on its head they are the last two."""
    whole = _around(groups)
    first = _around(groups[1:] if _on_its_head(whole, rows) else groups[:-1])
    room = _AROUND * _height(groups)
    width, height = len(rows[0]), len(rows)
    return Box(
        max(0.0, (first.left - room) / width),
        max(0.0, (first.top - room) / height),
        min(1.0, (first.right + room) / width),
        min(1.0, (first.bottom + room) / height),
    )


def _height(groups: list[list[Mark]]) -> int:
    """Return the height of most of the digits."""
    heights = sorted(mark.height for group in groups for mark in group)
    return heights[len(heights) // 2]


def _around(groups: list[list[Mark]]) -> Mark:
    found = Mark(groups[0][0].left, groups[0][0].top, groups[0][0].right, groups[0][0].bottom)
    for group in groups:
        for mark in group:
            found.take(mark)
    return found


def _on_its_head(number: Mark, rows: list[bytes]) -> bool:
    """A card bears much above its number, and beneath it a line at most."""
    reach = _REACH * number.height
    left, right = max(0, number.left - number.width // 2), number.right + number.width // 2
    above = rows[max(0, number.top - reach) : number.top]
    below = rows[number.bottom : number.bottom + reach]
    over, under = (sum(row[left:right].count(1) for row in side) for side in (above, below))
    return under > over
