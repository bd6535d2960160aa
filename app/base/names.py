"""How alike two names sound, in Devanagari or in Latin letters as people type them."""

import re
import unicodedata

# fmt: off
_CONSONANTS = dict(
    zip(
        "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ",
        ["k", "k", "g", "g", "n", "c", "c", "j", "j", "n", "t", "t", "d", "d", "n", "t", "t", "d", "d", "n", "p", "f", "b", "b", "m", "y", "r", "l", "v", "s", "s", "s", "h", "l"],
        strict=True,
    )
)
# fmt: on
_VOWELS = dict(zip("अआइईउऊऋएऐओऔ", ["a", "a", "i", "i", "u", "u", "ri", "e", "e", "o", "o"], strict=True))
_SIGNS = dict(zip("ािीुूृेैोौॅॉ", ["a", "i", "i", "u", "u", "ri", "e", "e", "o", "o", "e", "o"], strict=True))
_LATIN_FOLDS = (
    ("chh", "c"), ("ch", "c"), ("ksh", "ks"), ("x", "ks"), ("sh", "s"), ("ph", "f"), ("th", "t"),
    ("dh", "d"), ("kh", "k"), ("gh", "g"), ("jh", "j"), ("bh", "b"), ("aa", "a"), ("ee", "i"), ("ii", "i"),
    ("oo", "u"), ("uu", "u"), ("ou", "o"), ("au", "o"), ("ai", "e"), ("w", "v"), ("z", "j"), ("q", "k"),
)  # fmt: skip
_NUKTA, _VIRAMA = "\u093c", "\u094d"


def sound(name: str) -> str:
    """Return the coarse consonant skeleton of a name: लक्ष्मी, laxmi and lakshmi give one key."""
    plain = _from_devanagari(name) if re.search(r"[\u0900-\u097f]", name) else _from_latin(name)
    return " ".join(_skeleton(word) for word in plain.replace("m", "n").split())


def alike(one: str, other: str) -> bool:
    """Say whether two names sound like one person's: same skeleton, or all words of the shorter in the longer."""
    left, right = set(sound(one).split()), set(sound(other).split())
    return bool(left and right) and (left <= right or right <= left)


def names_one_person(one: str, *spelt: str) -> bool:
    """Say whether a name sounds like one of these spellings of a person's, in whichever script."""
    return any(alike(one, each) for each in spelt)


def _from_devanagari(name: str) -> str:
    text = unicodedata.normalize("NFD", name).replace("\u200d", "").replace("\u200c", "").replace(_NUKTA, "")
    text = text.replace("ज्ञ", "ग्य")
    out: list[str] = []
    for here, after in zip(text, text[1:] + " ", strict=True):
        if here in _CONSONANTS:
            out.append(_CONSONANTS[here] + ("" if after in _SIGNS or after == _VIRAMA else "a"))
        elif here in _VOWELS or here in _SIGNS:
            out.append(_VOWELS.get(here) or _SIGNS[here])
        elif here in "ंँ":
            out.append("n")
        elif here.isspace():
            out.append(" ")
    return "".join(out)


def _from_latin(name: str) -> str:
    text = re.sub(r"[^a-z ]", "", name.lower())
    for spelled, heard in _LATIN_FOLDS:
        text = text.replace(spelled, heard)
    return text


def _skeleton(word: str) -> str:
    once = re.sub(r"(.)\1+", r"\1", word)
    head = "a" if once[0] in "aeiou" else once[0]
    return re.sub(r"(.)\1+", r"\1", head + re.sub("[aeiouyh]", "", once[1:]))
