"""How typed text is made comparable: one normal form, Latin digits, no invisible joiners at the ends."""

import re
import unicodedata

from app.base.words import Language

_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
)
_DEVANAGARI_ZERO = 0x0966
_LATIN = {_DEVANAGARI_ZERO + value: str(value) for value in range(10)}
_BETWEEN = re.compile(r"[\W_]+")
_DEVANAGARI_DIGIT = re.compile("[०-९]")
_DEVANAGARI_LETTER, _LATIN_LETTER = re.compile("[\u0904-\u0939\u0958-\u0961]"), re.compile("[A-Za-z]")


def tidy(text: str) -> str:
    """Return NFC text without direction marks or byte-order marks, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())


def latin_digits(text: str) -> str:
    """Return `text` with १२३ as 123; other characters stay."""
    return text.translate(_LATIN) if _DEVANAGARI_DIGIT.search(text) else text


def number_as_compared(number: str) -> str:
    """Return a number by which others are found, however it was written: `upssb – tr 26` as UPSSB-TR-26."""
    return _BETWEEN.sub("-", latin_digits(tidy(number)).upper()).strip("-")


def language_of(text: str) -> Language:
    """Return the likely language of a text, by its script: Hindi is written with English words in it, and not so back.

    A text without letters is taken as Hindi.
    """
    english = _LATIN_LETTER.search(text) and not _DEVANAGARI_LETTER.search(text)
    return Language.ENGLISH if english else Language.HINDI
