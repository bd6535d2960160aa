"""Takes in a file that a person brought: known by its content, refused before it can do harm, made into pages."""

import stat
import struct
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from app.attachments.picture import LONGEST, as_page, dpi_of
from app.errors import FileRefused

MOST_BYTES = 50 * 1024 * 1024
MOST_PIXELS = 80_000_000
"""More than A3 at 600 dots an inch; a picture beyond it is told by its header, before a pixel is unpacked."""

_PDF_MARK, _MARK_WITHIN = b"%PDF-", 1024  # ISO 32000-1, annex H: readers accept the mark anywhere in there
_DAMAGES = (OSError, SyntaxError, ValueError, EOFError, struct.error)
"""What Pillow's decoders raise on bytes that are not as they should be."""


def pages_of(file: Path, most_pages: int) -> tuple[bytes, ...]:
    """Return the pages in the file, each as `picture.as_page` makes them.

    Raises: FileRefused, saying what is wrong: it cannot be read, is empty, too big, neither picture nor PDF,
    cut off, locked, active or has more than `most_pages` pages. Its name is no fact: it often is a citizen's.
    """
    data = _read(file)
    if _PDF_MARK in data[:_MARK_WITHIN]:
        from app.attachments.brought_pdf import pages_of_pdf

        return pages_of_pdf(data, most_pages, MOST_PIXELS)
    return _pages_of_picture(data, most_pages)


def _read(file: Path) -> bytes:
    try:
        told = file.stat()
        if not stat.S_ISREG(told.st_mode):
            raise FileRefused(reason="file.unreadable")
        if told.st_size > MOST_BYTES:
            raise FileRefused(reason="file.too-big", most_mb=MOST_BYTES >> 20)
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise FileRefused(reason="file.gone") from error
    except OSError as error:
        raise FileRefused(reason="file.unreadable") from error
    if not data:
        raise FileRefused(reason="file.empty")
    return data


def _pages_of_picture(data: bytes, most_pages: int) -> tuple[bytes, ...]:
    picture = _open(data)
    if _frames(picture) > most_pages:
        raise FileRefused(reason="file.too-many-pages", pages=_frames(picture), most=most_pages)
    try:
        return tuple(as_page(frame, dpi) for frame, dpi in _unpacked(picture))
    except _DAMAGES as error:
        raise FileRefused(reason="file.cut-off") from error


def _open(data: bytes) -> Image.Image:
    """Read the header alone. A phone's JPEG with a second picture in it (MPO) opens as a JPEG too."""
    try:
        return Image.open(BytesIO(data), formats=["JPEG", "PNG", "TIFF"])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileRefused(reason="file.too-many-pixels") from error
    except UnidentifiedImageError as error:
        raise FileRefused(reason="file.not-a-paper") from error
    except _DAMAGES as error:
        raise FileRefused(reason="file.cut-off") from error


def _frames(picture: Image.Image) -> int:
    """Only a TIFF's further frames are pages; a PNG's are an animation, an MPO's a preview."""
    return int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1


def _unpacked(picture: Image.Image) -> Iterator[tuple[Image.Image, int]]:
    for place in range(_frames(picture)):
        if place:
            picture.seek(place)
        if picture.width * picture.height > MOST_PIXELS:
            raise FileRefused(reason="file.too-many-pixels")
        dpi = dpi_of(picture)
        before = max(picture.size)
        picture.draft(None, (LONGEST, LONGEST))
        picture.load()
        yield picture, max(1, round(dpi * max(picture.size) / before))
