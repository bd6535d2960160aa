"""What a box covers is gone from the pixels."""

import pytest
from PIL import Image

from app.attachments.mask import masked
from app.attachments.model import Box
from app.errors import InputError

WHITE = Image.new("RGB", (100, 200), "white")


def black_in(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the rectangle that holds every pixel that is not white: left, top, and one beyond right and bottom."""
    return picture.convert("L").point(lambda value: 255 - value).getbbox()


def test_a_pixel_that_a_box_only_touches_is_black_too():
    assert black_in(masked(WHITE, [Box(0.101, 0.201, 0.499, 0.303)])) == (10, 40, 50, 61)


def test_a_box_drawn_from_the_lower_right_or_beyond_the_edge_covers_as_well():
    assert black_in(masked(WHITE, [Box(1.4, 0.5, 0.9, 0.25)])) == (90, 50, 100, 100)


def test_every_box_is_covered_and_the_page_before_stays_as_it_was():
    two = masked(WHITE, [Box(0.0, 0.0, 0.1, 0.1), Box(0.9, 0.9, 1.0, 1.0)])
    assert two.getpixel((5, 5)) == two.getpixel((95, 195)) == (0, 0, 0)
    assert two.getpixel((50, 100)) == (255, 255, 255)
    assert black_in(WHITE) is None


@pytest.mark.parametrize("boxes", [[], [Box(1.2, 0.1, 1.5, 0.2)], [Box(0.5, 0.5, 0.5, 0.5)]])
def test_boxes_that_hide_nothing_are_told_of(boxes: list[Box]):
    with pytest.raises(InputError) as caught:
        masked(WHITE, boxes)
    assert caught.value.key == "slot.mask-empty"
