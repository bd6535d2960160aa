"""May this XLSX or ODS package be opened? Judged by its parts before any library reads it."""

import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import FileRefused

MOST_BYTES = 60 * 2**20  # of the file as it arrives
_MOST_UNPACKED = 700 * 2**20
_MOST_PARTS = 2_000
_MOST_RATIO = 400  # real sheets pack 10 to 60 times; a bomb 1,000 times
_RATIO_COUNTS_FROM = 20 * 2**20
_PIECE = 2**20
_DTD = (b"<!DOCTYPE", b"<!ENTITY")
_SEAM = 16  # longer than either
_MACROS = ("vbaproject.bin", "xl/macrosheets/", "basic/script-lc.xml")
_OUTSIDE = "xl/externallinks/"


@contextmanager
def opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """Open a package whose parts are all whole, within the limits, and carry no program.

    Raises: FileRefused.
    """
    try:
        with zipfile.ZipFile(file) as package:
            _within_limits(package)
            _no_program(package)
            yield package
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as wrong:
        raise FileRefused(reason="sheet.damaged", file=file.name) from wrong


def pieces(package: zipfile.ZipFile, part: str) -> Generator[bytes, None, None]:
    """Yield a part's bytes. Raises: FileRefused where it unpacks to more than it said, or holds a DTD."""
    tail = b""
    with package.open(part) as stream:
        while piece := stream.read(_PIECE):
            seam = tail + piece[:_SEAM]
            if any(mark in piece or mark in seam for mark in _DTD):
                raise FileRefused(reason="sheet.xml-bomb", part=part)
            tail = piece[-_SEAM:]
            yield piece


def read_through(package: zipfile.ZipFile, *, but: frozenset[str]) -> None:
    """Read every part once but those named, so that a broken or lying one is found before a library meets it."""
    for part in package.namelist():
        if part not in but:
            for _ in pieces(package, part):
                pass


def _within_limits(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > _MOST_PARTS or sum(each.file_size for each in parts) > _MOST_UNPACKED:
        raise FileRefused(reason="sheet.bomb")
    for each in parts:
        if each.flag_bits & 1:
            raise FileRefused(reason="sheet.password")
        if each.file_size > _RATIO_COUNTS_FROM and each.file_size > each.compress_size * _MOST_RATIO:
            raise FileRefused(reason="sheet.bomb")


def _no_program(package: zipfile.ZipFile) -> None:
    for name in package.namelist():
        if any(mark in name.lower() for mark in _MACROS):
            raise FileRefused(reason="sheet.macros", part=name)
        if name.lower().startswith(_OUTSIDE):
            raise FileRefused(reason="sheet.external-links", part=name)
