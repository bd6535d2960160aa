"""Which office does a sheet itself name, in the titles above its list or in the name of its file?"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from app.staff.sheets.grid import Grid
from app.staff.sheets.headers import Header
from app.staff.sheets.hindi_or_english import font_among, in_hindi
from app.staff.sheets.legacy import fonts
from app.staff.sheets.values import text_of

_WORD = re.compile(r"[\u0900-\u097fa-z0-9]+")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_NASAL = re.compile("[ङञणनम]\u094d(?=[क-ह])")
_NUKTA = "\u093c"
_FEWEST = 2  # words of its name that have to stand there: one alone is in too many names
_TELLS_NOTHING = frozenset(
    {
        "कार्यालय",
        "अधिकारी",
        "जिला",
        "जनपद",
        "विभाग",
        "का",
        "के",
        "की",
        "को",
        "में",
        "एवं",
        "व",
        "और",
        "office",
        "officer",
        "district",
        "department",
        "of",
        "the",
        "and",
    }
)


def titles(grid: Grid, header: Header) -> list[str]:
    """Return the lines above the header, in Hindi where they are typed in a font of old."""
    lines = (" ".join(map(text_of, row)).strip() for row in islice(grid.rows(), header.last_row - 1))
    written = [each for each in lines if each]
    font, _ = font_among(written, fonts())
    return [in_hindi(each, font) for each in written] if font else written


def another_office(
    texts: Iterable[str], code: str, names: Mapping[str, Collection[str]]
) -> tuple[str, str] | None:
    """Return the code of another office that one of these texts names clearly, and the text; None where none does.

    `names` says by its code how each office may be called. A text that names the office of `code` too is its own.
    """
    known = {
        of: [words for name in called if len(words := _words(name)) >= _FEWEST]
        for of, called in names.items()
    }
    said = [(text, _named(text, known)) for text in texts]
    if any(code in named for _, named in said):
        return None
    return next(((named[0], text) for text, named in said if named), None)


def most_of(codes: Iterable[str]) -> str:
    """Return the office whose code more than half of the rows with one have, "" for none."""
    counted = Counter(filter(None, codes))
    code, rows = max(counted.items(), key=lambda each: each[1], default=("", 0))
    return code if rows * 2 > counted.total() else ""


def _named(text: str, known: Mapping[str, list[frozenset[str]]]) -> list[str]:
    """Return the offices whose whole name or code stands in the text, without those whose name is part of another's."""
    there, folded = _words(text), _folded(text)
    met = {of: words for of, all_ in known.items() for words in all_ if words <= there}
    named = [of for of, words in met.items() if not any(words < other for other in met.values())]
    return [
        of for of in known if re.search(rf"(?<![a-z0-9]){re.escape(of.lower())}(?![a-z0-9])", folded)
    ] or named


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_IN_BRACKETS.sub(" ", _folded(text)))) - _TELLS_NOTHING


def _folded(text: str) -> str:
    """Return the text in small letters, without the dots that many leave out, and with one way to write a nasal."""
    plain = unicodedata.normalize("NFD", text.lower()).replace(_NUKTA, "").replace("ँ", "ं")
    return _NASAL.sub("ं", plain)
