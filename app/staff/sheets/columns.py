"""Which field does this column hold? By its header in Hindi or English, in Kruti Dev too, as the office spells it."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from app.base.text import tidy
from app.staff.sheets.fields import fields
from app.staff.sheets.legacy import converted, fonts

_LIKE_ENOUGH = 85  # of 100: RapidFuzz' likeness, for names at least as long as the next
_SHORTEST_MISSPELT = 6
_LONGEST = 80
_IN_BOTH = re.compile(r"[/|()]")  # नाम / Name, नाम (Name)
_SPELLED = str.maketrans({"ँ": "ं", "़": "", "\u200d": "", "\u200c": ""})


@lru_cache(maxsize=4096)
def field_of(header: str) -> str | None:
    """Return the id of the field that a column of this name holds, None where nobody knows the name."""
    if not header or len(header) > _LONGEST:
        return None
    for spelled in (header, *_in_unicode(header)):
        if found := _named(plain(spelled)):
            return found
    return _in_two_languages(header)


def _in_two_languages(header: str) -> str | None:
    """Return the field where each part of the header, parted by a stroke or brackets, names the same one."""
    parts = [plain(each) for each in _IN_BOTH.split(header)]
    named = {_named(each) for each in parts if each}
    return named.pop() if len(named) == 1 else None


def _named(name: str) -> str | None:
    known = _known()
    if name in known:
        return known[name]
    if len(name) < _SHORTEST_MISSPELT:
        return None
    from rapidfuzz import fuzz, process

    found = process.extractOne(name, known.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
    return known[found[0]] if found else None


def _in_unicode(header: str) -> list[str]:
    return [found for font in fonts() if (found := converted(tidy(header), font))]


@cache
def _known() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for field in fields().values():
        for name in (*field.synonyms, field.label.hi, field.label.en, field.id):
            known.setdefault(plain(name), field.id)
    return known


def plain(name: str) -> str:
    """Return a name as it is compared: small letters and figures alone, anusvara for chandrabindu, no nukta."""
    text = unicodedata.normalize("NFD", tidy(name)).translate(_SPELLED).lower()
    return "".join(
        letter for letter in text if unicodedata.category(letter)[0] in "LM" or letter.isdecimal()
    ).replace("0", "")
