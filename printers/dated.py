"""When a PDF was made, as a reader shows it: the same paper gives the same bytes, so no clock is asked."""

from datetime import datetime
from io import BytesIO

import pikepdf

from app.base.days import IST


def write_moment(made: pikepdf.Pdf, at: datetime) -> None:
    """Write the moment into a PDF that is open (ISO 32000-1, 7.9.4)."""
    said = f"D:{at.astimezone(IST):%Y%m%d%H%M%S}+05'30'"
    for name in ("/CreationDate", "/ModDate"):
        made.docinfo[name] = said


def dated(pdf: bytes, at: datetime) -> bytes:
    """Return the PDF with the moment in it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as made:
        write_moment(made, at)
        made.save(out, deterministic_id=True)
    return out.getvalue()
