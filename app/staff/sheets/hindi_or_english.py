"""Is this text Hindi typed in a font of old, or English? Weighed by which of the two the letters are likelier in.

Three letters at a time are looked up among words of offices and people in either script. English read as a font's
glyphs gives Hindi that nobody writes, and Hindi typed in a font gives English that nobody writes.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

from app.staff.sheets.legacy import LegacyFont, converted, fonts

_FOLDER = Path(__file__).with_name("fonts")
_WINDOW = 3  # letters
_WEIGHT = 3  # of the shorter window where the longer one is new
_LETTERS = 60  # about as many as a script has
_SURE = 4.0  # a likelihood of 1 to 55, in nats
_KNOWN = 6.0  # what the cell's own font is worth
_BROKEN = 3.0  # a capital inside a word
_SMALL = 1.0  # a small letter at its front
_NOT_HINDI = re.compile("[^\u0900-\u0963\u0970-\u097f]+")
_INNER_CAPITAL = re.compile("[a-z][A-Z]")
_LATIN = re.compile(r"[A-Za-z\u00a1-\u00ff]")
_NOT_PLAIN = re.compile(
    r"^(?![\u0900-\u097f]|\d*$|(?:[A-Z][a-z]+|[A-Z]+)\.?(?: (?:[A-Z][a-z]+|[A-Z]+)\.?)*$)", re.MULTILINE
)
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_ENOUGH = 0.3
_LOOKED_AT = 400


class Reads(Enum):
    """As what a text reads."""

    HINDI = "hindi"
    ENGLISH = "english"
    EITHER = "either"


class _Letters:
    """How likely each letter follows the two before it, as some words show."""

    def __init__(self, words: Iterable[str]) -> None:
        self._seen, self._before = Counter[str](), Counter[str]()
        for word in set(words):
            text = _framed(word)
            for at in range(_WINDOW - 1, len(text)):
                for length in range(_WINDOW):
                    self._seen[text[at - length : at + 1]] += 1
                    self._before[text[at - length : at]] += 1
        self._known: dict[str, float] = {}

    def of(self, word: str) -> float:
        """Return the logarithm of how likely the word is."""
        text = _framed(word)
        return sum(self._follows(text[at : at + _WINDOW]) for at in range(len(text) - _WINDOW + 1))

    def _follows(self, window: str) -> float:
        found = self._known.get(window)
        if found is None:
            found = self._known[window] = math.log(self._likely(window))
        return found

    def _likely(self, window: str) -> float:
        likely = 1 / _LETTERS
        for length in range(_WINDOW):
            part = window[_WINDOW - 1 - length :]
            likely = (self._seen[part] + _WEIGHT * likely) / (self._before[part[:-1]] + _WEIGHT)
        return likely


def font_among(texts: Iterable[str], known: Iterable[LegacyFont]) -> tuple[LegacyFont | None, bool]:
    """Return the font in which some of a column's texts were typed, None for none; and whether many of them were."""
    latin = [each for each in dict.fromkeys(texts) if _LATIN.search(each) and not _DEVANAGARI.search(each)]
    latin = latin[:_LOOKED_AT]
    counted = [(sum(reads(text, font) is Reads.HINDI for text in latin), font) for font in known]
    most, best = max(counted, key=lambda each: each[0], default=(0, None))
    return (best, most >= len(latin) * _ENOUGH) if most else (None, False)


def are_plain(texts: Iterable[str]) -> bool:
    """Say whether each is Unicode at sight, a number, or written as English names are, each word with a capital."""
    return _NOT_PLAIN.search("\n".join(texts)) is None


@lru_cache(maxsize=8192)
def reads(text: str, font: LegacyFont, leaning: float = 0.0) -> Reads:
    """Return as what the text reads; `leaning` is how much else speaks for the font, or against it."""
    said = converted(text, font) if font.is_in_ascii or not text.isascii() else None
    if said is None:
        return Reads.ENGLISH
    if all(word.lower() in _english_words() for word in text.split()):
        return Reads.ENGLISH if leaning <= 0 else Reads.EITHER
    weighed = _hindi(said) - _english(text) + leaning
    if weighed > _SURE:
        return Reads.HINDI
    return Reads.ENGLISH if weighed < -_SURE else Reads.EITHER


def in_hindi(text: str, font: LegacyFont) -> str:
    """Return the text in Unicode where it reads as Hindi typed in the font, else as it is."""
    return (converted(text, font) or text) if reads(text, font) is Reads.HINDI else text


def in_unicode(text: str) -> str:
    """Return a text of its own, as a header is, in Unicode where it was typed in a font of old."""
    return next((said for font in fonts() if (said := in_hindi(text, font)) != text), text)


def leaning(*, is_many: bool, own_font: bool | None) -> float:
    """Return what the cell's own font (None: not known) and its column tell beforehand."""
    if own_font is not None:
        return _KNOWN if own_font else -_KNOWN
    return 0.0 if is_many else -_KNOWN


def _hindi(text: str) -> float:
    return sum(map(_hindi_letters().of, filter(None, _NOT_HINDI.split(text))))


def _english(text: str) -> float:
    return sum(_english_letters().of(word.lower()) - _odd(word) for word in text.split())


def _odd(word: str) -> float:
    """English words are small letters after a capital, or capitals."""
    if _INNER_CAPITAL.search(word):
        return _BROKEN
    return _SMALL if len(word) > 1 and word[0].islower() else 0.0


def _framed(word: str) -> str:
    return f"{'^' * (_WINDOW - 1)}{word}$"


@cache
def _hindi_letters() -> _Letters:
    return _Letters((*_words("common_words.txt"), *_words("names.txt")))


@cache
def _english_letters() -> _Letters:
    return _Letters(_english_words())


@cache
def _english_words() -> frozenset[str]:
    return frozenset(word.lower() for word in _words("english_words.txt"))


def _words(file: str) -> list[str]:
    return (_FOLDER / file).read_text("utf-8").split()
