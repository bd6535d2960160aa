"""A PDF that a person brought: looked through for what must not come in, then drawn as pictures."""

from collections.abc import Iterator
from io import BytesIO
from threading import Lock
from typing import Any

import pikepdf
import pypdfium2

from app.attachments.picture import LONGEST, as_page
from app.errors import FileRefused

_POINTS_PER_INCH = 72
_DRAWN_DPI = 200
_ACTIVE = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData"})
"""Actions that run, start or send something (ISO 32000-1, 12.6.4)."""

_ONE_AT_A_TIME = Lock()
"""pdfium keeps state of its own: two threads inside it end the process."""


def pages_of_pdf(data: bytes, most_pages: int, most_pixels: int) -> tuple[bytes, ...]:
    """Return each page as a picture of 200 dpi, or fewer where the sheet is huge.

    Raises: FileRefused: locked, damaged, with script or launch actions, a picture inside of more than
    `most_pixels`, more than `most_pages` pages.
    """
    _look_through(data, most_pages, most_pixels)
    try:
        with _ONE_AT_A_TIME:
            return tuple(_drawn(data))
    except pypdfium2.PdfiumError as error:
        raise FileRefused(reason="file.pdf-damaged") from error


def _look_through(data: bytes, most_pages: int, most_pixels: int) -> None:
    try:
        # A file that must be mended first may have lost pages: it is told of, not guessed at.
        with pikepdf.open(BytesIO(data), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                raise FileRefused(reason="file.pdf-locked")
            pages = len(pdf.pages)
            for each in pdf.objects:
                _look_at(each, most_pixels)
            _look_at(pdf.Root, most_pixels)
    except pikepdf.PasswordError as error:
        raise FileRefused(reason="file.pdf-locked") from error
    except (pikepdf.PdfError, pikepdf.ForeignObjectError) as error:
        raise FileRefused(reason="file.pdf-damaged") from error
    if not pages:
        raise FileRefused(reason="file.pdf-damaged")
    if pages > most_pages:
        raise FileRefused(reason="file.too-many-pages", pages=pages, most=most_pages)


def _look_at(thing: Any, most_pixels: int) -> None:
    for each in _dictionaries(thing):
        if str(each.get("/S", "")) in _ACTIVE or "/JS" in each:
            raise FileRefused(reason="file.pdf-active")
        if int(each.get("/Width", 0)) * int(each.get("/Height", 0)) > most_pixels:
            raise FileRefused(reason="file.too-many-pixels")


def _dictionaries(thing: Any) -> Iterator[Any]:
    """Yield every dictionary written inside one object. What it refers to comes by its own number."""
    waiting = [thing]
    while waiting:
        held = waiting.pop()
        if isinstance(held, pikepdf.Array):
            inside = list(held)
        elif isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
            yield held
            inside = [held[key] for key in held.keys()]  # noqa: SIM118 (iterating a stream gives its bytes' dictionary)
        else:
            continue
        waiting += [each for each in inside if isinstance(each, pikepdf.Object) and not each.is_indirect]


def _drawn(data: bytes) -> Iterator[bytes]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        pdf.init_forms()  # without it what was filled into a form is not drawn
        for place in range(len(pdf)):
            yield _picture(pdf[place])
    finally:
        pdf.close()


def _picture(page: Any) -> bytes:
    try:
        scale = min(_DRAWN_DPI / _POINTS_PER_INCH, LONGEST / max(page.get_size()))
        drawn = page.render(scale=scale).to_pil()
        return as_page(drawn, max(1, round(scale * _POINTS_PER_INCH)))
    finally:
        page.close()
