"""The short form by which a file is marked to a person: DESIGNATION(INITIALS)-SECTION-OFFICE, as e-Office shows it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import dropwhile

_KNOWN = {
    "junior assistant": "JA", "कनिष्ठ सहायक": "JA", "senior assistant": "SA", "वरिष्ठ सहायक": "SA",
    "head assistant": "HA", "प्रधान सहायक": "HA", "accountant": "ACCT", "लेखाकार": "ACCT",
    "steno": "STENO", "stenographer": "STENO", "आशुलिपिक": "STENO", "clerk": "CLK", "लिपिक": "CLK",
    "superintendent": "SUPDT", "अधीक्षक": "SUPDT", "peon": "PEON", "चपरासी": "PEON", "अनुसेवक": "PEON",
    "driver": "DVR", "वाहन चालक": "DVR", "block development officer": "BDO", "खण्ड विकास अधिकारी": "BDO",
    "district magistrate": "DM", "जिलाधिकारी": "DM", "chief development officer": "CDO", "मुख्य विकास अधिकारी": "CDO",
    "tehsildar": "TEH", "तहसीलदार": "TEH", "lekhpal": "LKP", "लेखपाल": "LKP",
}  # fmt: skip
_LONGEST_WORD = 6
_WORD = re.compile(r"[^\W\d_][^\s/.,()-]*")
_NUMBER = re.compile(r"(?:/\d+)?")
_NAME_PART = re.compile(r"([^\W\d_][^\s/.,()0०॰-]*)([.0०॰]?)")
_TITLES = frozenset(
    (
        "श्री", "श्रीमती", "सुश्री", "कु", "कुमारी", "डा", "डॉ", "डाक्टर", "डॉक्टर", "प्रो", "इं", "इंजी", "स्व",
        "shri", "sri", "smt", "shrimati", "kumari", "km", "dr", "prof", "er", "mr", "mrs", "ms", "late",
    )
)  # fmt: skip
_LETTERS = {
    "ए": "A", "बी": "B", "सी": "C", "डी": "D", "ई": "E", "एफ": "F", "जी": "G", "एच": "H", "आई": "I", "जे": "J",
    "के": "K", "एल": "L", "एम": "M", "एन": "N", "ओ": "O", "पी": "P", "क्यू": "Q", "आर": "R", "एस": "S", "टी": "T",
    "यू": "U", "वी": "V", "डब्ल्यू": "W", "एक्स": "X", "वाई": "Y", "जेड": "Z",
}  # fmt: skip
_FIRST_LETTERS = str.maketrans(
    "कखगघचछजझटठडढतथदधनपफबभमयरलवशषसहअआइईउऊएऐओऔऋ", "KKGGCCJJTTDDTTDDNPPBBMYRLVSSSHAAIIUUEEOOR"
)


def marking(values: Mapping[str, str]) -> str:
    """Return the marking abbreviation of a row, "" while its name or designation is missing."""
    designation, name = values.get("designation", ""), values.get("name_english") or values.get("name", "")
    if not (designation and name):
        return ""
    parts = (
        f"{_post(designation)}({_of_person(name)})",
        _short(values.get("section", "")),
        values.get("office", ""),
    )
    return "-".join(part for part in parts if part)


def is_ours(values: Mapping[str, str]) -> bool:
    """Say whether the row has no mark yet, or the very one that is made of it, with a number or without."""
    mark, made = values.get("marking", ""), marking(values)
    return not mark or (bool(made) and mark.startswith(made) and bool(_NUMBER.fullmatch(mark, len(made))))


@lru_cache(maxsize=4096)
def _post(designation: str) -> str:
    return _KNOWN.get(designation.lower()) or _short(designation)


@lru_cache(maxsize=4096)
def _short(words: str) -> str:
    """Return one short word whole and of many their initials."""
    written: list[str] = _WORD.findall(words)
    if len(written) == 1 and written[0].isascii() and len(written[0]) <= _LONGEST_WORD:
        return written[0].upper()
    return _initials(words)


@lru_cache(maxsize=4096)
def _of_person(name: str) -> str:
    """Return a name's initials: no title, and एम. for M, as initials are spelt in Hindi."""
    parts: list[tuple[str, str]] = _NAME_PART.findall(name)
    named = list(dropwhile(lambda each: each[0].lower() in _TITLES, parts)) or parts
    return "".join(
        _LETTERS.get(word, "") if point and word in _LETTERS else _letter(word) for word, point in named
    )


def _initials(name: str) -> str:
    return "".join(_letter(word) for word in _WORD.findall(name))


def _letter(word: str) -> str:
    return word[0].translate(_FIRST_LETTERS).upper()
