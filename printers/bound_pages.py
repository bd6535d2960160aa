"""How the pages of the correspondence come behind the green sheets, each with its number, and what is attached.

What was signed inside its own PDF keeps its visible stamp here; the letter itself goes along whole, as an attachment.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO

import pikepdf
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.errors import FileRefused
from app.ports.binding import BoundFile, BoundPaper
from printers import shaping
from printers.dated import write_moment
from printers.green_sheet import sheets

_SIZE, _EDGE, _PAD = 10.0, 8 * mm, 2 * mm
_KINDS = {
    "json": "application/json",
    "p7s": "application/pkcs7-signature",
    "tst": "application/timestamp-token",
    "pdf": "application/pdf",
    "crl": "application/pkix-crl",
    "cer": "application/pkix-cert",
}


def bound(file: BoundFile, attached: Mapping[str, bytes]) -> bytes:
    """Return the file as one PDF, not sealed yet. Raises: FileRefused("export.paper-unreadable")."""
    out = BytesIO()
    with pikepdf.open(BytesIO(sheets(file))) as made:
        for paper in file.papers:
            _append(made, paper)
        for name, data in attached.items():
            _attach(made, name, data)
        write_moment(made, file.exported_at)
        made.save(out, deterministic_id=True)
    return out.getvalue()


def _append(made: pikepdf.Pdf, paper: BoundPaper) -> None:
    with _readable(paper), pikepdf.open(BytesIO(paper.pdf)) as source:
        source.flatten_annotations("all")
        at = len(made.pages)
        made.pages.extend(source.pages)
        for number, page in enumerate(made.pages[at:], paper.first):
            _make_quiet(page)
            _put_number(page, f"पृ० {number}")


@contextmanager
def _readable(paper: BoundPaper) -> Iterator[None]:
    try:
        yield
    except pikepdf.PdfError as error:
        raise FileRefused(reason="export.paper-unreadable", page=paper.first) from error


def _make_quiet(page: pikepdf.Page) -> None:
    """Nothing on a bound page opens, runs or asks."""
    for name in ("/Annots", "/AA"):
        if name in page.obj:
            del page.obj[name]


def _put_number(page: pikepdf.Page, text: str) -> None:
    """Draw the number in the upper right corner, on a white ground: the page below it may be black."""
    left, bottom, right, top = (float(each) for each in page.trimbox.as_list())
    wide, high = right - left, top - bottom
    with pikepdf.open(BytesIO(_label(text, wide, high))) as drawn:
        page.add_overlay(drawn.pages[0], pikepdf.Rectangle(left, bottom, right, top))


def _label(text: str, wide: float, high: float) -> bytes:
    out = BytesIO()
    with shaping.TURN:
        shaping.register()
        canvas = Canvas(out, pagesize=(wide, high), invariant=1)
        taken = shaping.width(text, shaping.BOLD, _SIZE)
        x, y = wide - _EDGE - taken, high - _EDGE - _SIZE
        canvas.setFillGray(1)
        canvas.rect(x - _PAD, y - _PAD, taken + 2 * _PAD, _SIZE + 2 * _PAD, stroke=0, fill=1)
        canvas.setFillGray(0)
        shaping.draw(canvas, x, y, text, shaping.BOLD, _SIZE)
        canvas.showPage()
        canvas.save()
    return out.getvalue()


def _attach(made: pikepdf.Pdf, name: str, data: bytes) -> None:
    kind = _KINDS.get(name.rpartition(".")[2], "application/octet-stream")
    made.attachments[name] = pikepdf.AttachedFileSpec(made, data, filename=name, mime_type=kind)
