"""The papers of files: letters scanned or brought, kept as one PDF under their content's hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from sqlalchemy.orm import Session

from app.attachments.blobs import blob_path, keep
from app.attachments.intake import pages_of
from app.attachments.records import KeptRow
from app.errors import FileRefused, RecordsDamaged

MOST_PAGES = 400
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Paper:
    """Pages as one PDF; not kept yet."""

    data: bytes
    pages: int


def paper_of(files: Sequence[Path]) -> Paper:
    """Make one paper of pictures and PDFs, in their order. What was active or hidden in a PDF is gone.

    Raises: FileRefused, saying what is wrong with which file.
    """
    import img2pdf

    pages = [page for file in files for page in pages_of(file, MOST_PAGES)]
    if len(pages) > MOST_PAGES:
        raise FileRefused(reason="file.too-many-pages", pages=len(pages), most=MOST_PAGES)
    made = BytesIO()
    img2pdf.convert(pages, outputstream=made, nodate=True)
    return Paper(made.getvalue(), len(pages))


def counted_pages(data: bytes) -> int:
    """Return how many pages a PDF has. Raises: FileRefused("file.cut-off")."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as found:
            return len(found)
    except pypdfium2.PdfiumError as error:
        raise FileRefused(reason="file.cut-off") from error


def keep_paper(session: Session, home: Path, thing: str, data: bytes) -> str:
    """Keep the bytes for `thing` and return their SHA-256."""
    sha256 = keep(home, data)
    session.merge(KeptRow(sha256=sha256, application=thing))
    return sha256


def is_here(home: Path, sha256: str) -> bool:
    return bool(sha256) and blob_path(home, sha256).exists()


def bytes_of(home: Path, sha256: str) -> bytes:
    """Return a paper. Raises: RecordsDamaged("efile.paper-lost")."""
    try:
        return blob_path(home, sha256).read_bytes()
    except FileNotFoundError as error:
        raise RecordsDamaged(reason="efile.paper-lost", sha256=sha256[:12]) from error
