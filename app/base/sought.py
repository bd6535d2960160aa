"""Which of many fit what a person typed: as it is written, or as it sounds in the other script."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.base.names import sound
from app.base.text import latin_digits, tidy


@dataclass(frozen=True, slots=True)
class Heard:
    """What something is called, as it is looked for: plain, and how each word sounds."""

    text: str
    sounds: tuple[str, ...]


def hear(*said: str) -> Heard:
    text = plain(" ".join(said))
    return Heard(text, tuple(filter(None, map(_sound, text.split()))))


def plain(typed: str) -> str:
    return latin_digits(tidy(typed)).lower()


def fitting(every: Iterable[tuple[str, Heard]], typed: str) -> frozenset[str]:
    """Return the ids of those that fit.

    Those in which the text stands as it was typed; only where it stands in none, those that sound so.
    """
    text, known = plain(typed), tuple(every)
    written = frozenset(id_ for id_, heard in known if text in heard.text)
    return written or frozenset(id_ for id_, heard in known if sounds_so(heard, text))


def sounds_so(heard: Heard, typed: str) -> bool:
    """Say whether each word typed begins one that sounds so; a number or a code stands there as it is."""
    words = plain(typed).split()
    return bool(words) and all(_is_in(heard, word) for word in words)


def _is_in(heard: Heard, word: str) -> bool:
    if any(map(str.isdigit, word)):
        return word in heard.text
    begun = _sound(word)
    return bool(begun) and any(each.startswith(begun) for each in heard.sounds)


@lru_cache(maxsize=20_000)
def _sound(word: str) -> str:
    """The names of a district are made of few words."""
    return "" if any(map(str.isdigit, word)) else sound(word)
