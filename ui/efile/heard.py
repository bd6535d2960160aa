"""What of a row sounds like a word typed in Latin letters, as the office hears it in what lies elsewhere."""

import functools
import re
from collections.abc import Sequence

from app.base.names import sound

LEAST = 2  # consonants: a single one is in nearly every row
_MARKS = re.compile(r"[^a-z\u0900-\u097f]+")


@functools.lru_cache(maxsize=30_000)
def sounds(text: str) -> str:
    """Return how each word of a text in lower case sounds, every one between two blanks.

    A list is read anew whenever something changes, and most of its rows are as they were: so each is heard once.
    """
    return f" {' '.join(map(_sound, _MARKS.sub(' ', text).split()))} "


def pattern(word: str, heard: Sequence[str]) -> str:
    """Return what is looked for in `heard` for a typed word; empty where it is no word to be heard.

    A whole word counts first; where there is none, how a word begins, since more may be typed; then a part of one.
    A single consonant counts as a whole word alone: `ki` is की.
    """
    if not (word.isascii() and word.isalpha()):
        return ""
    found = _sound(word)
    patterns = (f" {found} ", f" {found}", found)[: 3 if len(found) >= LEAST else 1]
    return next((each for each in patterns if any(each in said for said in heard)), "")


@functools.lru_cache(maxsize=30_000)
def _sound(word: str) -> str:
    return sound(word)
