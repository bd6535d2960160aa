"""What a stream of ESC/POS bytes asks of a receipt printer, command by command."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.ports.printing import Raster

LINE_DOTS = 30  # a text line at the printer's own spacing of 1/6 inch, at 180 dots an inch
NAME = 2  # ESC or GS, and its letter
RASTER_HEAD = 8  # GS v 0 m xL xH yL yH
SIZED_HEAD = 5  # GS ( letter pL pH
_CUT_AND_FEED = (65, 66)
_LENGTHS = (
    dict.fromkeys((b"\x1b@", b"\x1b2"), 2)
    | {b"\x1b" + bytes([letter]): 3 for letter in b"dJ3a!tERM-={GTV"}
    | {b"\x1b" + b"p": 5}
    | {b"\x1d" + bytes([letter]): 3 for letter in b"r!aBHhwfI"}
)
"""How long each command is whose length is fixed; all others are read apart."""


@dataclass(frozen=True, slots=True)
class Rows:
    """GS v 0: dots to burn, `width` bytes a row."""

    width: int
    data: bytes

    def __iter__(self) -> Iterator[bytes]:
        return (self.data[at : at + self.width] for at in range(0, len(self.data), self.width))


@dataclass(frozen=True, slots=True)
class Feed:
    """White rows."""

    rows: int


@dataclass(frozen=True, slots=True)
class Cut:
    """GS V: the paper ends here, after `feed` white rows."""

    feed: int = 0


@dataclass(frozen=True, slots=True)
class Fence:
    """GS r: answered in its turn, so the answer proves that all before it was printed."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A command that puts nothing on paper: reset, alignment, the cash drawer."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Bytes that this printer does not know; a real one would print rubbish."""

    data: bytes


Command = Rows | Feed | Cut | Fence | Setting | Fault
Found = tuple[Command, int]
"""A command and how many bytes it takes."""


def read_command(data: bytes) -> Found | None:
    """Return the first command of `data` and its length; None while it is not whole."""
    first, name = data[:1], data[:NAME]
    if first == b"\n":
        return Feed(LINE_DOTS), 1
    if first == b"\x10":
        return _whole(data, 3, Setting)  # a status asked in real time; the line has answered it already
    if first not in (b"\x1b", b"\x1d"):
        return (Fault(first), 1) if first else None
    if name in _READERS:
        return _READERS[name](data)
    if name in _LENGTHS:
        return _whole(data, _LENGTHS[name], lambda: _fixed(name, data))
    return (Fault(name), NAME) if len(name) == NAME else None


def commands(data: bytes) -> Iterator[Found]:
    """Return each command of a whole job; a cut-off one at its end is a fault."""
    while data:
        found = read_command(data) or (Fault(data), len(data))
        yield found
        data = data[found[1] :]


def slices(data: bytes) -> Iterator[bytes]:
    """Split a job after each of its pictures: stopped between two slices, a printer is never inside a command."""
    start = at = 0
    for command, length in commands(data):
        at += length
        if isinstance(command, Rows):
            yield data[start:at]
            start = at
    if start < len(data):
        yield data[start:]


def _whole(data: bytes, length: int, command: Callable[[], Command]) -> Found | None:
    return (command(), length) if len(data) >= length else None


def _fixed(name: bytes, data: bytes) -> Command:
    match name:
        case b"\x1bd":
            return Feed(data[NAME] * LINE_DOTS)
        case b"\x1bJ":
            return Feed(data[NAME])
        case b"\x1dr":
            return Fence()
    return Setting()


def _cut(data: bytes) -> Found | None:
    if data[NAME : NAME + 1] and data[NAME] in _CUT_AND_FEED:
        return _whole(data, NAME + 2, lambda: Cut(data[NAME + 1]))
    return _whole(data, NAME + 1, Cut)


def _sized(data: bytes) -> Found | None:
    if len(data) < SIZED_HEAD:
        return None
    return _whole(data, SIZED_HEAD + int.from_bytes(data[3:SIZED_HEAD], "little"), Setting)


def _raster(data: bytes) -> Found | None:
    if len(data) < RASTER_HEAD:
        return None
    width, height = int.from_bytes(data[4:6], "little"), int.from_bytes(data[6:8], "little")
    if not width:
        return Fault(data[:RASTER_HEAD]), RASTER_HEAD
    length = RASTER_HEAD + width * height
    return _whole(data, length, lambda: Rows(width, data[RASTER_HEAD:length]))


_READERS: dict[bytes, Callable[[bytes], Found | None]] = {b"\x1dv": _raster, b"\x1dV": _cut, b"\x1d(": _sized}


class Mechanism:
    """Head, roll and knife: what the commands leave on paper.

    `before_row` is called before each row and may wait or raise, as a roll that is empty does; `cut` gets each
    paper as it falls.
    """

    def __init__(self, dots: int, before_row: Callable[[], None], cut: Callable[[Raster], None]) -> None:
        self._width, self._before_row, self._cut = dots // 8, before_row, cut
        self._strip = bytearray()
        self.faults: list[bytes] = []

    @property
    def uncut_rows(self) -> int:
        """Return how many rows hang out of the printer."""
        return len(self._strip) // self._width

    def do(self, command: Command) -> None:
        """Carry out one command."""
        match command:
            case Rows():
                self._burn(command)
            case Feed():
                self._feed(command.rows)
            case Cut():
                self._feed(command.feed)
                self.tear()
            case Fault():
                self.faults.append(command.data)

    def tear(self) -> None:
        """Take off what hangs out, if anything does."""
        if self._strip:
            paper = Raster(self._width * 8, self.uncut_rows, bytes(self._strip))
            self._strip.clear()
            self._cut(paper)

    def _burn(self, rows: Rows) -> None:
        if rows.width > self._width:
            self.faults.append(b"too wide: %d bytes" % rows.width)
        for row in rows:
            self._before_row()
            self._strip += row[: self._width].ljust(self._width, b"\0")

    def _feed(self, rows: int) -> None:
        for _ in range(rows):
            self._before_row()
            self._strip += bytes(self._width)
