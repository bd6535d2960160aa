"""Which money paid in at a bank is the same: branch, day and scroll number, however they were written down."""

import re
from datetime import date

from app.base.canonical import canonical, digest
from app.base.text import latin_digits, number_as_compared, tidy

_BETWEEN = re.compile(r"[\s.,;:()/_-]+")


def deposit_mark(branch: str, on: date, scroll: str) -> str:
    """Return what two writings of one deposit have in common: a SHA-256 in hex."""
    place = _BETWEEN.sub(" ", latin_digits(tidy(branch)).casefold()).strip()
    return digest(canonical([place, on.isoformat(), number_as_compared(scroll)]))
