"""Is this Hindi typed in a font that only looks like Hindi, and what does it say in Unicode?

Such a font draws Devanagari glyphs at Latin characters in the order they are seen, so that `deZpkjh` reads कर्मचारी.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("fonts")
_SHORT_I, _REPH, _NASAL = "\ue000", "\ue001", "\ue002"
_MARKS = {
    "{i}": _SHORT_I,
    "{in}": _NASAL + _SHORT_I,
    "{r}": _REPH,
    "{ri}": _REPH + _SHORT_I,
    "{rin}": _REPH + _NASAL + _SHORT_I,
}
_LETTER = "[\u0915-\u0939\u0958-\u095f]\u093c?"
_CLUSTER = f"{_LETTER}(?:\u094d{_LETTER})*"
_SIGNS = "[\u093e-\u094c]"
_SYLLABLE = re.compile(f"(?:{_CLUSTER}{_SIGNS}?|[\u0904-\u0914])[\u0901\u0902\u0945]?\u0903?")
_BEFORE = re.compile(f"({_REPH}?)({_NASAL}?){_SHORT_I}({_CLUSTER})")
_AFTER = re.compile(f"({_CLUSTER}{_SIGNS}?){_REPH}")
# What two glyphs in a row are together, in the order in which they are joined.
_JOINED = (
    ("\u094d\u093c", "\u093c\u094d"),
    ("ाे", "ो"), ("ाै", "ौ"), ("ाॅ", "ॉ"),
    ("्ा", ""), ("्ो", "े"), ("्ौ", "ै"), ("्ॉ", "ॅ"),
    ("अा", "आ"), ("अो", "ओ"), ("अौ", "औ"), ("अॉ", "ऑ"), ("एे", "ऐ"), (f"इ{_REPH}", "ई"), ("््", "्"),
)  # fmt: skip
_SIGN_AFTER_NASAL = re.compile(f"([\u0901\u0902])({_SIGNS}|{_REPH})")
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_READS = re.compile(f"(?:{_SYLLABLE.pattern}|[\\s\\d।॰.,;:()/‘’“”-])+")
_NEVER_ENGLISH = re.compile(
    r"[a-zA-Z][;\[\]{}~^+=|`][a-zA-Z]?|[;\[{'\"/?]k|[a-z][;\"']|[\u00a1-\u00ff\u0192\u2020-\u203a]"
)
_LATIN = re.compile(r"[A-Za-z\u00a1-\u00ff]")
_ENOUGH = 0.3
_MOST_UNREADABLE = 0.5
_LOOKED_AT = 400


@dataclass(frozen=True, slots=True)
class LegacyFont:
    """A font's name and its glyphs: the characters as typed, longest first, and what each draws."""

    name: str
    glyphs: dict[str, str]
    typed: re.Pattern[str]


@cache
def fonts() -> tuple[LegacyFont, ...]:
    """Return every font that is known, the commonest first."""
    return tuple(_read(_FOLDER / file) for file in ("kruti_dev.toml", "chanakya.toml"))


def convert(text: str, font: LegacyFont) -> str:
    """Return what the text says in Unicode. A character that the font does not draw stays."""
    drawn = font.typed.sub(lambda found: font.glyphs[found[0]], text)
    for apart, together in _JOINED:
        drawn = drawn.replace(apart, together)
    drawn = _SIGN_AFTER_NASAL.sub(r"\2\1", drawn)
    drawn = _BEFORE.sub(lambda at: f"{'र्' if at[1] else ''}{at[3]}ि{'ं' if at[2] else ''}", drawn)
    drawn = _AFTER.sub(r"र्\1", drawn)
    return unicodedata.normalize("NFC", drawn)


def converted(text: str, font: LegacyFont) -> str | None:
    """Return the Unicode of a text that reads as Hindi in this font, else None: it was not typed in it."""
    if not _LATIN.search(text) or _DEVANAGARI.search(text):
        return None
    found = convert(text, font)
    return found if _READS.fullmatch(found) else None


def font_of(texts: Iterable[str]) -> LegacyFont | None:
    """Return the font in which a column's texts were typed, by what they say; None for Unicode or English."""
    latin = [text for text in dict.fromkeys(texts) if _LATIN.search(text)][:_LOOKED_AT]
    latin = [text for text in latin if not _DEVANAGARI.search(text)]
    scored = [(_share(latin, font), font) for font in fonts()] if latin else []
    share, best = max(scored, key=lambda each: each[0], default=(0.0, None))
    return best if share >= _ENOUGH else None


def _share(texts: list[str], font: LegacyFont) -> float:
    """Return how many of the texts show that they were typed in the font; 0 where too many do not read in it."""
    read = [(text, converted(text, font)) for text in texts]
    unreadable = sum(found is None for _, found in read)
    if unreadable > len(texts) * _MOST_UNREADABLE:
        return 0.0
    return sum(found is not None and _shows(text, found) for text, found in read) / len(texts)


def _shows(text: str, found: str) -> bool:
    return bool(_NEVER_ENGLISH.search(text)) or not _common().isdisjoint(found.split())


@cache
def _common() -> frozenset[str]:
    """Return words that stand in every office's list; English read as a font's glyphs never gives one."""
    return frozenset((_FOLDER / "common_words.txt").read_text("utf-8").split())


def _read(file: Path) -> LegacyFont:
    found = tomllib.loads(file.read_text("utf-8"))
    glyphs = {typed: _marked(drawn) for typed, drawn in found["glyphs"].items()}
    longest_first = sorted(glyphs, key=len, reverse=True)
    return LegacyFont(found["name"], glyphs, re.compile("|".join(map(re.escape, longest_first))))


def _marked(drawn: str) -> str:
    for mark, character in _MARKS.items():
        drawn = drawn.replace(mark, character)
    return drawn.replace("{{", "{").replace("}}", "}")
