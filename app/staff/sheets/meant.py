"""Which designation of the list was meant by one that is not in it? No word is dropped or added, no rank changed."""

import re
from collections.abc import Mapping
from itertools import starmap

from app.staff.sheets.columns import plain

_LIKE_ENOUGH, _MISSPELT = 75, 90  # of 100: asked about, and surely a slip of the pen
_WORD_LIKE = 65
_LOOKED_AT = 5
_APART = re.compile(r"[\s/.,()-]+")
_RANKS = frozenset(
    map(
        plain,
        (
            "मुख्य", "उप", "अपर", "सहायक", "संयुक्त", "अतिरिक्त", "वरिष्ठ", "कनिष्ठ", "प्रधान", "अवर", "नायब", "सह", "विशेष",
            "प्रभारी", "प्रमुख", "उच्च", "निम्न", "अधीक्षण", "अधिशासी",
            "chief", "deputy", "additional", "assistant", "joint", "senior", "junior", "head", "under", "naib", "sub",
            "special", "principal", "upper", "lower", "superintending", "executive",
        ),
    )
)  # fmt: skip


def meant_by(typed: str, known: Mapping[str, str]) -> tuple[str, bool] | None:
    """Return the designation that was meant, and whether it was surely a slip; None where none is like it.

    `known` are the designations as they are written, by their plain form.
    """
    from rapidfuzz import fuzz, process

    some = process.extract(
        plain(typed), known.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH, limit=_LOOKED_AT
    )
    found = next(((known[name], like) for name, like, _ in some if _has_its_words(typed, known[name])), None)
    return (found[0], found[1] >= _MISSPELT) if found else None


def _has_its_words(typed: str, meant: str) -> bool:
    here, there = _words(typed), _words(meant)
    return len(here) == len(there) and all(starmap(_may_be_one, zip(here, there, strict=True)))


def _may_be_one(typed: str, meant: str) -> bool:
    """A word may be misspelt; two ranks are two posts, however alike."""
    if typed == meant or {typed, meant} <= _RANKS:
        return typed == meant
    from rapidfuzz import fuzz

    return fuzz.ratio(typed, meant) >= _WORD_LIKE


def _words(text: str) -> list[str]:
    return [word for each in _APART.split(text) if (word := plain(each))]
