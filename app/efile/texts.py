"""Texts that an officer writes into files: tidied, and refused where they hold what no file may keep."""

import re
from collections.abc import Iterator

from app.base.identity import holds_aadhaar
from app.base.text import tidy
from app.efile.model import Reference
from app.efile.noting import MOST_CHARACTERS, hidden, tidy_body
from app.errors import InputError

_SHORT = "[०॰.]"  # the sign of an abbreviation, as it is typed: mostly as a zero
_NUMBER = "([0-9०-९]{1,5})"
_REFERENCE = re.compile(
    rf"(?:प{_SHORT}\s?प{_SHORT}|पृ{_SHORT}|पृष्ठ|\bpp?\.|\bpages?\b)\s*(?:सं{_SHORT}\s*)?"
    rf"{_NUMBER}(?:\s*[-–]\s*{_NUMBER})?"
)


def line(written: str, field: str) -> str:
    """Return one line as it is kept. Raises: InputError("efile.text-needed" | "efile.holds-aadhaar")."""
    found = optional(written, field)
    if not found:
        raise InputError(reason="efile.text-needed", field=field)
    return found


def optional(written: str, field: str) -> str:
    """Return one line, which may be empty. Raises: InputError("efile.holds-aadhaar")."""
    found = tidy(written)
    _no_aadhaar(found, field)
    return found


def body(written: str, field: str) -> str:
    """Return a text of paragraphs as it would be signed.

    Raises: InputError("efile.holds-aadhaar" | "noting.too-long" | "noting.hidden-character").
    """
    found = tidy_body(written)
    _no_aadhaar(found, field)
    if len(found) > MOST_CHARACTERS:
        raise InputError(reason="noting.too-long", field=field, most=MOST_CHARACTERS)
    for at in hidden(found):
        named = f"U+{ord(found[at]):04X}"
        raise InputError(reason="noting.hidden-character", field=field, named=named, at=at + 1)
    return found


def references(text: str) -> tuple[Reference, ...]:
    """Return where a text names pages of the correspondence: प०प० 3, पृ० 3-5, p. 7; Devanagari digits too."""
    return tuple(_references(text))


def _references(text: str) -> Iterator[Reference]:
    for found in _REFERENCE.finditer(text):
        first = int(found[1])
        last = max(first, int(found[2] or first))
        yield Reference(found.start(), found.end(), first, last)


def _no_aadhaar(text: str, field: str) -> None:
    if holds_aadhaar(text):
        raise InputError(reason="efile.holds-aadhaar", field=field)
