"""Where digits look out from under a box that covers an Aadhaar number in part."""

import pytest
from app.attachments.digits import first_eight
from app.attachments.left_over import left_over
from app.attachments.mask import masked
from app.attachments.model import Box
from app.attachments.picture import as_page, open_page
from app.ports.scanning import Colour
from PIL import Image
from scanners.specimens import AADHAAR, CERTIFICATE, scanned

DPI = 200
CARD = scanned(AADHAAR, "aadhaar_card", DPI, Colour.GREY)
[EIGHT] = first_eight(CARD)
WIDE, HIGH = EIGHT.right - EIGHT.left, EIGHT.bottom - EIGHT.top


def covered(*, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0) -> Image.Image:
    """Return the card as it is kept, its box moved by so much of its own size at each side."""
    box = Box(
        EIGHT.left + left * WIDE,
        EIGHT.top + top * HIGH,
        EIGHT.right + right * WIDE,
        EIGHT.bottom + bottom * HIGH,
    )
    return open_page(as_page(masked(CARD, (box,)), DPI))


@pytest.mark.parametrize(
    "slip",
    [
        {"top": 0.5, "bottom": 0.5},  # the upper half can be read
        {"top": -0.4, "bottom": -0.4},  # the lower half
        {"right": -0.12},  # the eighth digit is cut in two
        {"right": -0.5},  # four of the eight stand beside it
        {"left": 0.3},
        {"left": 0.5},
    ],
)
def test_what_a_box_leaves_of_the_number_is_found(slip: dict[str, float]):
    found = left_over(covered(**slip))
    assert found
    assert all(each.left < EIGHT.right and each.right > EIGHT.left for each in found)
    assert all(each.top < EIGHT.bottom and each.bottom > EIGHT.top for each in found)


@pytest.mark.parametrize("slip", [{}, {"top": -0.3, "left": -0.2}, {"right": 0.06}, {"right": 0.8}])
def test_a_box_that_covers_the_first_eight_leaves_nothing(slip: dict[str, float]):
    assert left_over(covered(**slip)) == ()


def test_a_page_without_a_box_leaves_nothing():
    assert left_over(CARD) == left_over(scanned(CERTIFICATE, "paper", DPI, Colour.GREY)) == ()
