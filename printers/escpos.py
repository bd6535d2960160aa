"""How a slip's picture is said in ESC/POS: raster slices, feed, cut, and a question answered only after all of it."""

import re
from collections.abc import Iterator

from app.ports.printing import Raster

SLICE = 240
"""Rows a command: below 256, so that the cheapest receiver can hold one."""

FEED = 4
"""Lines from the head to the cutter or the tearing edge, about 15 mm."""

INITIALISE = b"\x1b@"
FENCE = b"\x1dr\x01"
"""GS r 1: unlike DLE EOT it is worked off in order, so its answer means that everything before is on paper."""

_CUT = b"\x1dV\x01"
_LIVE = re.compile(rb"\x10(?=[\x04\x05\x14])")


def encode(raster: Raster, *, cuts: bool, feed: int = FEED, fence: bool = True) -> bytes:
    """Return the bytes of one slip; white rows at its end become feed.

    `cuts`: the printer has a cutter. `feed`: lines of paper after the last row. `fence`: ask `GS r 1` at the end.
    """
    parts = [INITIALISE, *_slices(raster), b"\x1bd" + bytes([feed])]
    if cuts:
        parts.append(_CUT)
    if fence:
        parts.append(FENCE)
    return b"".join(parts)


def defused(rows: bytes) -> bytes:
    """Return the rows with no `10 04`, `10 05` or `10 14` left in them.

    Printers act on these real-time requests even in the midst of a picture, and then lose their place in it. The
    dot that breaks the pair stands right beside a black one, so the eye finds a stroke a dot wider.
    """
    return _LIVE.sub(b"\x18", rows)


def _slices(raster: Raster) -> Iterator[bytes]:
    across = (raster.width + 7) // 8
    data = defused(raster.rows)
    inked = -(-len(data.rstrip(b"\0")) // across)
    for top in range(0, inked, SLICE):
        rows = min(SLICE, inked - top)
        yield b"\x1dv0\0" + across.to_bytes(2, "little") + rows.to_bytes(2, "little")
        yield data[top * across : (top + rows) * across]
