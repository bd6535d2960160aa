"""How a page of a PDF becomes a picture for the screen; off its thread, always on the same lane."""

from PySide6.QtGui import QImage


def picture_of(pdf: bytes, page: int, width: int) -> QImage:
    """Return page `page` (from 0) as wide as `width` dots; an empty picture where the PDF cannot be read."""
    import pypdfium2  # costs a moment; nobody needs it before the first page

    try:
        with pypdfium2.PdfDocument(pdf) as document:
            document.init_forms()  # without it the stamp of a signature is not drawn
            found = document[page]
            drawn = found.render(scale=width / found.get_width(), prefer_bgrx=True, maybe_alpha=False)
            raw = bytes(drawn.buffer)
            return QImage(raw, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32).copy()
    except (pypdfium2.PdfiumError, IndexError):
        return QImage()


def make_ready() -> None:
    """Load what draws pages, so that the first page need not wait for it; nothing is drawn, so any lane may."""
    import pypdfium2  # noqa: F401


def pictures_of(pdf: bytes, width: int) -> tuple[QImage, ...]:
    """Return every page of a PDF of our own making."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        pages = len(document)
    return tuple(picture_of(pdf, page, width) for page in range(pages))
