"""How does what a person typed become a full-text query, and what does the index hear of their words?"""

import re
from collections.abc import Sequence

from app.base.identity import digits_of
from app.base.names import sound
from app.base.text import latin_digits, tidy


def query(typed: str, *, words: str, digits: Sequence[str]) -> str:
    """Return the FTS5 query; empty where nothing can be searched. Quotes keep its grammar out.

    Every word must begin something in the column `words`, in `sound` or in `numbers`; one of digits alone, something in
    one of the columns `digits`. A word like `ki` sounds as one letter: beside others it begins what sounds so; alone it
    is a whole word.
    """
    typed_words = tidy(latin_digits(typed)).lower().split()
    parts = (_part(word, words, digits, alone=len(typed_words) == 1) for word in typed_words)
    return " AND ".join(part for part in parts if part)


def sounds(words: str) -> str:
    """Return how each word sounds, as the index keeps it; numbers have no sound."""
    letters = re.sub(r"[^\w\s\u0900-\u097f]", " ", words)  # a matra is no \w
    return " ".join(heard for word in letters.split() if not word.isdigit() and (heard := sound(word)))


def _part(word: str, words: str, digits: Sequence[str], *, alone: bool) -> str:
    plain = re.sub(r'["*^:()]', "", word)
    if not plain:
        return ""
    if (number := digits_of(plain)).isdigit():
        return f"({' OR '.join(_begins(column, number) for column in digits)})"
    as_written = f"({_begins(words, plain)} OR {_begins('numbers', plain)})"
    heard = sounds(plain)
    if not heard:
        return as_written
    sounded = f'sound : "{heard}"' if alone and len(heard) == 1 else _begins("sound", heard)
    return f"({as_written} OR {sounded})"


def _begins(column: str, what: str) -> str:
    return f'{column} : "{what}" *'
