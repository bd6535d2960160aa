"""The training scanner: its specimens are nobody's papers, and it plays each trouble."""

import pytest
from PIL import Image
from stdnum import verhoeff
from stdnum.in_ import aadhaar

from app.errors import CoverOpen, DeviceBusy, InputError, PaperJam, PaperOut
from app.ports.scanning import Colour, ScanSettings, Source

from scanners.choose import scanner_from
from scanners.specimens import NUMBER
from scanners.virtual import Part, VirtualScanner, number_box

SUBJECTS = [
    "bank_passbook",
    "photo",
    "aadhaar_card",
    "nominee_aadhaar",
    "ration_card",
    "work_certificate",
    "",
]


def quiet(percent):
    assert 0 <= percent <= 100


def scanned(into, plays=Part.WELL, **settings):
    return list(VirtualScanner(plays=plays, seconds=0).scan(ScanSettings(**settings), into, quiet))


def picture(into, **settings):
    (page,) = scanned(into, **settings)
    with Image.open(page) as found:
        found.load()
    return found


def test_the_number_on_the_card_cannot_be_anyones():
    digits = NUMBER.replace(" ", "")
    assert len(digits) == 12
    assert not verhoeff.is_valid(digits)
    assert not aadhaar.is_valid(digits)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_specimen_is_the_same_each_time_and_grey_where_grey_is_asked(tmp_path, subject):
    first, again = (picture(tmp_path, subject=subject, dpi=75) for _ in range(2))
    assert first.tobytes() == again.tobytes()
    assert picture(tmp_path, subject=subject, dpi=75, colour=Colour.GREY).mode == "L"


def test_different_papers_look_different(tmp_path):
    seen = {picture(tmp_path, subject=each, dpi=50).tobytes() for each in (*SUBJECTS, "income_certificate")}
    assert len(seen) == len(SUBJECTS)  # the nominee's card is the same specimen


def test_resolution_is_as_asked(tmp_path):
    assert picture(tmp_path, subject="work_certificate", dpi=200).size == (1654, 2339)  # A4
    assert picture(tmp_path, subject="work_certificate", dpi=100).size == (827, 1169)


@pytest.mark.parametrize("dpi", [100, 200, 300])
def test_the_box_covers_the_number_and_nothing_is_left_at_its_rim(tmp_path, dpi):
    card = picture(tmp_path, subject="aadhaar_card", dpi=dpi, colour=Colour.GREY)
    left, top, right, bottom = (
        round(part * side) for part, side in zip(number_box("aadhaar_card"), card.size * 2, strict=True)
    )
    inside = card.crop((left, top, right, bottom))
    assert inside.getextrema()[0] < 80
    for rim in (
        (left, top, right, top + dpi // 40), (left, bottom - dpi // 40, right, bottom),
        (left, top, left + dpi // 40, bottom), (right - dpi // 40, top, right, bottom),
    ):  # fmt: skip
        assert card.crop(rim).getextrema()[0] > 180


def test_only_cards_with_a_number_have_a_box():
    assert number_box("nominee_aadhaar") == number_box("aadhaar_card")
    assert [number_box(each) for each in ("photo", "bank_passbook", "ration_card", "other")] == [None] * 4


@pytest.mark.parametrize(
    ("part", "leaf"),
    [(Part.BUSY, DeviceBusy), (Part.COVER_OPEN, CoverOpen), (Part.NO_PAPER, PaperOut), (Part.JAM, PaperJam)],
)
def test_each_trouble_is_played_and_no_page_is_left(tmp_path, part, leaf):
    with pytest.raises(leaf):
        scanned(tmp_path, plays=part)
    assert list(tmp_path.iterdir()) == []


def test_a_jam_in_the_feeder_keeps_the_sheet_that_came_before(tmp_path):
    arriving = VirtualScanner(plays=Part.JAM, seconds=0).scan(
        ScanSettings(Source.FEEDER, dpi=50), tmp_path, quiet
    )
    first = next(arriving)
    with pytest.raises(PaperJam):
        next(arriving)
    assert list(tmp_path.iterdir()) == [first]


def test_settings_choose_a_driver_and_a_wrong_word_names_the_nearest():
    assert scanner_from("virtual", "jam").name == "virtual"
    assert scanner_from("sane", "test:0").name == "sane test:0"
    with pytest.raises(InputError, match="nearest=virtual"):
        scanner_from("virtul", "")
    with pytest.raises(InputError, match="nearest=cover-open"):
        scanner_from("virtual", "cover")
    with pytest.raises(InputError, match="folder-not-named"):
        scanner_from("folder", "")
