"""The slip as bytes: they read back as the picture, and no printer takes a piece of it for a request."""

import random
import time
from io import BytesIO

import pytest
from PIL import Image

from app.base.document import Copy
from app.ports.printing import Raster
from printers.escpos import FENCE, INITIALISE, SLICE, defused, encode
from printers.picture import from_png, png
from printers.raster import draw
from tests.unit.printers.slips import AT, EVERY_BLOCK, WIDTHS, ink, slip

COPY = Copy(2, 1, "अनिल कुमार", "पर्ची खो गई", AT)
LIVE = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


def noise(width: int, height: int, letters: bytes = bytes(range(256))) -> Raster:
    dice = random.Random(58)  # noqa: S311 - the same noise each time
    return Raster(width, height, bytes(dice.choices(letters, k=width // 8 * height)))


def read_back(data: bytes) -> tuple[Raster, list[int], bytes]:
    """Return the picture a printer would make of it, the rows of each slice, and what follows the picture."""
    assert data.startswith(INITIALISE)
    at, rows, slices, across = len(INITIALISE), b"", [], 0
    while data[at : at + 4] == b"\x1dv0\0":
        across, down = (int.from_bytes(data[at + 4 + each : at + 6 + each], "little") for each in (0, 2))
        rows += data[at + 8 : at + 8 + across * down]
        slices.append(down)
        at += 8 + across * down
    return Raster(across * 8, sum(slices), rows), slices, data[at:]


@pytest.mark.parametrize("dots", WIDTHS)
def test_the_bytes_read_back_as_the_picture_but_for_the_white_at_its_end(dots):
    raster = draw(slip(*EVERY_BLOCK, training=True), dots, COPY)
    read, slices, rest = read_back(encode(raster, cuts=True))
    white = (raster.height - read.height) * dots // 8
    assert read.width == raster.width
    assert read.rows + bytes(white) == defused(raster.rows)
    assert read.rows[-dots // 8 :].strip(b"\0")
    assert max(slices) <= SLICE
    assert rest == b"\x1bd\x04" + b"\x1dV\x01" + FENCE


@pytest.mark.parametrize("dots", WIDTHS)
def test_breaking_a_request_costs_a_slip_hardly_a_dot(dots):
    raster = draw(slip(*EVERY_BLOCK), dots)
    added = ink(Raster(dots, raster.height, defused(raster.rows))) - ink(raster)
    assert 0 <= added < 40
    assert not any(request in defused(raster.rows) for request in LIVE)


def test_no_real_time_request_is_left_in_any_picture():
    raster = noise(384, 1000, b"\x10\x04\x05\x14\x18\x00")
    assert all(request in raster.rows for request in LIVE)
    assert not any(request in encode(raster, cuts=True) for request in LIVE)


@pytest.mark.parametrize("height", [1, 4, 16, 239, 240, 241, 480, 1000])
def test_every_height_comes_whole(height):
    raster = noise(576, height)
    read, slices, _ = read_back(encode(raster, cuts=False))
    assert (read.rows, sum(slices)) == (defused(raster.rows), height)


def test_a_printer_without_cutter_or_answer_is_not_asked_for_them():
    assert encode(noise(384, 8), cuts=False, feed=6, fence=False).endswith(b"\x1bd\x06")


def test_white_paper_is_only_fed():
    assert encode(Raster(384, 500, bytes(48 * 500)), cuts=False, fence=False) == INITIALISE + b"\x1bd\x04"


@pytest.mark.parametrize("width", [8, 384, 504, 576])
def test_a_picture_kept_as_png_comes_back_dot_for_dot(width):
    raster = noise(width, 37)
    assert from_png(png(raster)) == raster
    assert png(raster) == png(raster)


def test_black_is_black_in_the_png():
    with Image.open(BytesIO(png(Raster(8, 1, b"\x80")))) as image:
        assert [image.getpixel((x, 0)) for x in (0, 1)] == [0, 255]
