"""A folder that takes each paper as a PDF file: for an office printer, a mail, or a look."""

import os
import re
from collections.abc import Callable
from io import BytesIO
from itertools import chain, count
from pathlib import Path
from tempfile import mkstemp

from app.base.document import Copy, Document
from app.errors import DeviceMissing
from app.ports.printing import Media, Outcome, Payload, Progress, Watch

_SLICE = 64 * 1024
_UNSAFE = re.compile(r"[^\w.]+", re.ASCII)  # a number has slashes, and every system forbids other characters


class PdfFolder:
    """A paper is in the folder whole or not at all, so a job that ended is confirmed."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name, self._folder = name, folder

    @property
    def name(self) -> str:
        return self._name

    def check(self) -> None:
        try:
            self._folder.mkdir(exist_ok=True)  # never its parents: a stick that is not plugged in is missing
            _trial(self._folder)
        except OSError as wrong:
            raise self._explained(wrong) from wrong

    def prepare(self, document: Document, copy: Copy) -> Payload:
        from printers.pdf import page

        return Payload(Media.PDF, page(document, copy))

    def send(self, payload: Payload, *, job: str, watch: Watch) -> Outcome:
        try:
            self._folder.mkdir(exist_ok=True)
            file = self._free(payload.data, job)
            write_whole(file, payload.data, lambda sent: watch(Progress(sent, len(payload.data))))
        except OSError as wrong:
            raise self._explained(wrong) from wrong
        return Outcome.CONFIRMED

    def _free(self, data: bytes, job: str) -> Path:
        """Return a name that no other paper has; the same paper sent again keeps its name. Raises: OSError."""
        stem = _safe(_title(data) or job)
        names = chain((stem, f"{stem}-{_safe(job)}"), (f"{stem}-{_safe(job)}-{nth}" for nth in count(2)))
        files = (self._folder / f"{name}.pdf" for name in names)
        return next(file for file in files if not file.exists() or file.read_bytes() == data)

    def _explained(self, wrong: OSError) -> DeviceMissing:
        return cannot_write(self._folder, wrong, printer=self._name)


def write_whole(file: Path, data: bytes, told: Callable[[int], None]) -> None:
    """Write the file so that it is there whole or not at all; `told` hears how many bytes are written.

    Whatever `told` raises ends the work, and nothing is left behind. Raises: OSError.
    """
    descriptor, name = mkstemp(dir=file.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            told(0)
            for start in range(0, len(data), _SLICE):
                told(start + stream.write(data[start : start + _SLICE]))
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def cannot_write(place: Path, wrong: OSError, **facts: str) -> DeviceMissing:
    """Return the failure that says where nothing could be written and what the system said."""
    return DeviceMissing(
        reason="out.cannot-write", folder=str(place), cause=wrong.strerror or str(wrong), **facts
    )


def _trial(folder: Path) -> None:
    descriptor, name = mkstemp(dir=folder, prefix=".", suffix=".part")
    os.close(descriptor)
    Path(name).unlink()


def _title(data: bytes) -> str:
    """Return what the page calls itself: its kind, number and copy. Raises: pikepdf.PdfError for what is no PDF."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        return str(pdf.docinfo.get("/Title", ""))


def _safe(text: str) -> str:
    return _UNSAFE.sub("-", text).strip("-.")
