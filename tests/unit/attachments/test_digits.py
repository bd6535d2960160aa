"""Where Aadhaar digits are found on a page by their shape alone."""

import pytest
from app.attachments.digits import first_eight
from app.attachments.model import Box
from app.ports.scanning import Colour
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from scanners.specimens import AADHAAR, CERTIFICATE, FORM, NUMBER, PASSBOOK, number_on_scan, scanned

from tests.architecture.tree import HOUSE

DPI = 150
EIGHT = 9 / 14  # of the number's width, spaces and all


def card(turned: int) -> Image.Image:
    return scanned(AADHAAR, "aadhaar_card", DPI, Colour.COLOUR).rotate(-turned, expand=True)


def quarter(box: Box) -> Box:
    return Box(1 - box.bottom, box.left, 1 - box.top, box.right)


def places(turned: int) -> tuple[Box, Box]:
    """Return where the first eight digits and the last four stand on the card that was turned so far."""
    left, top, right, bottom = number_on_scan(AADHAAR) or (0, 0, 0, 0)
    middle = left + (right - left) * EIGHT
    first, last = Box(left, top, middle, bottom), Box(middle, top, right, bottom)
    for _ in range(turned // 90):
        first, last = quarter(first), quarter(last)
    return first, last


def holds(box: Box, other: Box) -> bool:
    """Say whether the middle of another box lies within."""
    across, down = (other.left + other.right) / 2, (other.top + other.bottom) / 2
    return box.left <= across <= box.right and box.top <= down <= box.bottom


def shared(box: Box, other: Box) -> float:
    """Return how much of another box is within."""
    width = min(box.right, other.right) - max(box.left, other.left)
    height = min(box.bottom, other.bottom) - max(box.top, other.top)
    return width * height / ((other.right - other.left) * (other.bottom - other.top))


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_first_eight_digits_are_found_however_the_card_lies(turned: int):
    (box,) = first_eight(card(turned))
    first, last = places(turned)
    assert holds(box, first)
    assert shared(box, first) > 0.6
    assert not holds(box, last)


@pytest.mark.parametrize("specimen", [PASSBOOK, CERTIFICATE])
def test_a_paper_without_such_a_number_has_none(specimen):
    assert first_eight(scanned(specimen, "paper", DPI, Colour.GREY)) == ()


@pytest.mark.parametrize(("dpi", "skew"), [(120, 0.5), (200, -1)])
def test_a_line_of_letters_is_no_number_however_the_paper_lies(dpi: int, skew: float):
    paper = scanned(FORM, "paper", dpi, Colour.GREY)
    assert first_eight(paper.rotate(skew, Image.Resampling.BICUBIC, fillcolor=200, expand=True)) == ()


@pytest.mark.parametrize("between", [" ", "     "], ids=["near", "far apart"])
def test_a_number_is_found_however_far_apart_its_groups_stand(between: str):
    page = Image.new("L", (1000, 640), 240)
    font = ImageFont.load_default(size=40)
    ImageDraw.Draw(page).text((250, 400), NUMBER.replace(" ", between), fill=30, font=font)
    (box,) = first_eight(page)
    assert holds(box, Box(0.25, 400 / 640, 0.4, 440 / 640))


@pytest.mark.parametrize("size", range(20, 36, 3))
def test_a_day_of_birth_is_no_number(size: int):
    page = Image.new("L", (1000, 640), 240)
    font = ImageFont.truetype(HOUSE / "assets/fonts/NotoSansDevanagari_400Regular.ttf", size)
    ImageDraw.Draw(page).text((250, 400), "DOB : 01/01/1990", fill=30, font=font)
    assert first_eight(page) == ()


def test_a_bold_number_whose_digits_touch_in_a_small_scan_is_found():
    page = Image.new("L", (1000, 640), 240)
    font = ImageFont.truetype(HOUSE / "assets/fonts/NotoSansDevanagari_700Bold.ttf", 20)
    ImageDraw.Draw(page).text((250, 400), NUMBER, fill=30, font=font)
    (box,) = first_eight(page.filter(ImageFilter.GaussianBlur(1)))
    assert holds(box, Box(0.25, 405 / 640, 0.32, 425 / 640))
