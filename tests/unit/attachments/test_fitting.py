"""The upload copy: within the slot's kilobytes, as readable as they allow, the same bytes for the same pages."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from app.attachments.fit import KB, fit
from app.attachments.model import SlotState
from app.attachments.picture import as_page, dpi_of, open_page
from app.attachments.read_back import pictures_in

from tests.unit.attachments.paper import opened, printed, slot


def page(seed: int = 1, dpi: int = 200) -> Image.Image:
    return open_page(as_page(printed(seed), dpi))


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    return page()


@pytest.mark.parametrize("most_kb", [80, 100, 150, 200, 400])
def test_a_page_comes_below_its_limit_and_no_lower_than_it_must(sheet: Image.Image, most_kb: int):
    outcome = fit([sheet], slot(most_kb=most_kb))
    assert outcome.state is SlotState.GOOD and outcome.fitted
    assert len(outcome.data) == outcome.fitted.bytes <= most_kb * KB
    assert outcome.fitted.bytes > most_kb * KB * 0.8
    assert dpi_of(opened(outcome.data)) == outcome.fitted.dpi


def test_a_wide_limit_keeps_every_dot_and_a_narrow_one_says_it_is_hard_to_read(sheet: Image.Image):
    wide, narrow = fit([sheet], slot(most_kb=900)).fitted, fit([sheet], slot(most_kb=70)).fitted
    assert wide and narrow
    assert (wide.dpi, wide.hard_to_read) == (200, False)
    assert narrow.hard_to_read and (narrow.dpi < 100 or narrow.quality < 45)


def test_a_readable_copy_is_preferred_to_more_dots_that_blur(sheet: Image.Image):
    fitted = fit([sheet], slot(most_kb=150)).fitted
    assert fitted and not fitted.hard_to_read
    assert fitted.dpi < 200 and fitted.quality >= 45


def test_the_same_pages_give_the_same_bytes():
    sheets = [page(1), page(2)]
    asked = slot(formats=("pdf",), most_kb=400, most_pages=2)
    once, again, turned_round = fit(sheets, asked), fit([page(1), page(2)], asked), fit(sheets[::-1], asked)
    assert once == again
    assert once.data != turned_round.data


def test_a_limit_that_nothing_can_hold_says_too_large(sheet: Image.Image):
    outcome = fit([sheet], slot(most_kb=6))
    assert (outcome.state, outcome.data, outcome.fitted) == (SlotState.TOO_LARGE, b"", None)


def test_a_picture_smaller_than_wanted_gains_quality_until_it_holds():
    small = open_page(as_page(printed(3, (413, 531)), 300))
    at_ease = fit([small], slot(least_kb=1, most_kb=200)).fitted
    outcome = fit([small], slot(least_kb=60, most_kb=200))
    assert at_ease and at_ease.bytes < 60 * KB
    assert outcome.fitted and 60 * KB <= outcome.fitted.bytes <= 200 * KB
    assert not outcome.fitted.hard_to_read


def test_an_empty_sheet_cannot_be_made_as_large_as_asked():
    blank = open_page(as_page(Image.new("RGB", (400, 500), "white"), 200))
    assert fit([blank], slot(least_kb=100)).state is SlotState.TOO_SMALL


def test_several_pages_become_one_pdf_whose_pictures_are_the_ones_that_were_fitted():
    sheets = [page(1), page(2), page(3)]
    outcome = fit(sheets, slot(formats=("jpeg", "pdf"), most_kb=450, most_pages=3))
    assert outcome.fitted and outcome.fitted.media == "application/pdf" and outcome.fitted.pages == 3
    assert len(outcome.data) <= 450 * KB
    with pikepdf.open(BytesIO(outcome.data)) as pdf:
        assert [round(float(each.MediaBox[3]) / 72, 1) for each in pdf.pages] == [11.7] * 3
    pictures = [opened(each) for each in pictures_in(outcome.data, outcome.fitted.media)]
    assert {dpi_of(each) for each in pictures} == {outcome.fitted.dpi}


def test_one_page_is_a_jpeg_where_the_slot_takes_one_and_a_pdf_where_it_does_not(sheet: Image.Image):
    media = [
        fit([sheet], slot(formats=formats, most_pages=2)).fitted for formats in (("jpeg", "pdf"), ("pdf",))
    ]
    assert [each and each.media for each in media] == ["image/jpeg", "application/pdf"]


def test_a_slot_without_colour_gets_greys_and_more_dots_for_its_bytes(sheet: Image.Image):
    grey, colour = fit([sheet], slot(colour=False, most_kb=120)), fit([sheet], slot(most_kb=120))
    assert grey.fitted and colour.fitted
    assert opened(grey.data).mode == "L"
    assert (grey.fitted.dpi, grey.fitted.quality) > (colour.fitted.dpi, colour.fitted.quality)
