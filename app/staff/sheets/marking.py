"""The short form by which a file is marked to a person: DESIGNATION(INITIALS)-SECTION-OFFICE, as e-Office shows it."""

import re
from collections.abc import Mapping
from functools import lru_cache

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
_FIRST_LETTERS = str.maketrans(
    "कखगघचछजझटठडढतथदधनपफबभमयरलवशषसहअआइईउऊएऐओऔऋ", "KKGGCCJJTTDDTTDDNPPBBMYRLVSSSHAAIIUUEEOOR"
)


def marking(values: Mapping[str, str]) -> str:
    """Return the marking abbreviation of a row, "" while its name or designation is missing."""
    designation, name = values.get("designation", ""), values.get("name_english") or values.get("name", "")
    if not (designation and name):
        return ""
    parts = (
        f"{_post(designation)}({_initials(name)})",
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


def _initials(name: str) -> str:
    return "".join(_letter(word) for word in _WORD.findall(name))


def _letter(word: str) -> str:
    return word[0].translate(_FIRST_LETTERS).upper()
