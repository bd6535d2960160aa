"""What is taken in as a paper, what is refused, and why."""

import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.attachments.intake import MOST_BYTES, pages_of
from app.attachments.picture import LONGEST, dpi_of
from app.errors import FileRefused
from app.words import explain

from tests.unit.attachments.paper import file_of, opened, printed

SMALL = (400, 600)


def refused(file: Path, most: int = 5) -> str:
    with pytest.raises(FileRefused) as caught:
        pages_of(file, most)
    assert explain(caught.value).hi
    return caught.value.key


@pytest.mark.parametrize("format", ["JPEG", "PNG", "TIFF"])
def test_a_picture_is_known_by_its_content_not_by_its_name(tmp_path: Path, format: str):
    file = file_of(tmp_path, "paper.docx", printed(1, SMALL), format=format)
    [page] = pages_of(file, 1)
    assert opened(page).format == "JPEG"
    assert opened(page).size == SMALL


def test_a_name_makes_no_picture(tmp_path: Path):
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"PK\x03\x04 a document of a word processor")
    assert refused(file) == "file.not-a-paper"


def test_a_phones_picture_stands_upright_and_tells_no_place(tmp_path: Path):
    lying = Image.new("RGB", (600, 400), "white")
    lying.paste("red", (0, 0, 100, 100))
    notes = Image.Exif()
    notes[0x0112] = 6  # held upright: to be turned a quarter clockwise
    notes[0x010F] = "Phone of Sita"
    notes.get_ifd(0x8825)[2] = (26.0, 51.0, 0.0)
    file = file_of(tmp_path, "phone.jpg", lying, exif=notes, comment=b"Bakshi Ka Talab")
    [page] = pages_of(file, 1)
    picture = opened(page)
    assert picture.size == (400, 600)
    red, green, _ = picture.getpixel((350, 50))
    assert red > 200 and green < 100
    assert not picture.getexif()
    assert b"Sita" not in page and b"Talab" not in page


def test_what_is_see_through_becomes_paper(tmp_path: Path):
    [page] = pages_of(file_of(tmp_path, "seal.png", Image.new("RGBA", SMALL, (0, 0, 0, 0))), 1)
    assert opened(page).getpixel((10, 10)) == (255, 255, 255)


def test_a_picture_of_sixteen_bits_keeps_its_greys(tmp_path: Path):
    [page] = pages_of(file_of(tmp_path, "deep.png", Image.new("I;16", SMALL, 32768)), 1)
    assert opened(page).getpixel((10, 10)) == 128


def test_a_huge_photograph_is_kept_no_larger_than_a_page_needs(tmp_path: Path):
    [page] = pages_of(file_of(tmp_path, "huge.jpg", Image.new("RGB", (9000, 6000), "white")), 1)
    assert opened(page).size == (LONGEST, round(LONGEST / 1.5))
    assert dpi_of(opened(page)) == 300


def test_the_second_picture_in_a_phones_file_is_no_page(tmp_path: Path):
    file = tmp_path / "phone.jpg"
    printed(1, SMALL).save(file, "MPO", save_all=True, append_images=[printed(2, SMALL)])
    assert len(pages_of(file, 1)) == 1


def test_every_sheet_of_a_tiff_is_a_page(tmp_path: Path):
    sheets = [printed(each, SMALL) for each in range(3)]
    file = file_of(tmp_path, "fax.tiff", sheets[0], save_all=True, append_images=sheets[1:])
    assert len(pages_of(file, 3)) == 3
    assert refused(file, 2) == "file.too-many-pages"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "TIFF"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_cut_off_picture_is_never_taken(tmp_path: Path, format: str, share: float):
    file = file_of(tmp_path, "cut", printed(1, (800, 1100)), format=format)
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * share)])
    assert refused(file) in {"file.cut-off", "file.not-a-paper"}


def test_a_picture_that_would_unpack_to_gigabytes_is_refused_by_its_header(tmp_path: Path):
    for side in (9200, 9500, 30000):  # beyond our limit, where Pillow warns, where it gives up
        file = tmp_path / f"bomb-{side}.png"
        Image.new("1", (side, side)).save(file)
        assert file.stat().st_size < 1_000_000
        assert refused(file) == "file.too-many-pixels"


def test_a_file_too_big_is_refused_before_it_is_read(tmp_path: Path):
    file = tmp_path / "film.jpg"
    with file.open("wb") as stream:
        stream.truncate(4 * MOST_BYTES)  # sparse: it fills no disk, and no memory either
    assert refused(file) == "file.too-big"


def test_what_is_no_whole_file_is_refused(tmp_path: Path):
    empty = tmp_path / "empty.pdf"
    empty.touch()
    os.mkfifo(tmp_path / "pipe")  # reading it would wait for ever
    told: dict[str, Any] = {
        "empty": refused(empty),
        "gone": refused(tmp_path / "gone.jpg"),
        "folder": refused(tmp_path),
        "pipe": refused(tmp_path / "pipe"),
    }
    assert told == {
        "empty": "file.empty",
        "gone": "file.gone",
        "folder": "file.unreadable",
        "pipe": "file.unreadable",
    }


def test_the_name_of_a_refused_file_is_no_fact(tmp_path: Path):
    with pytest.raises(FileRefused) as caught:
        pages_of(tmp_path / "Sita Devi aadhaar.pdf", 1)
    assert "Sita" not in str(caught.value)
