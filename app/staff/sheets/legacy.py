"""Is this Hindi typed in a font that only looks like Hindi, and what does it say in Unicode?

Such a font draws Devanagari glyphs at Latin characters in the order they are seen, so that `deZpkjh` reads कर्मचारी.
"""

import re
import tomllib
import unicodedata
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
_NO_FULL_STOP = re.compile("(?<![\u0900-\u0963])।|।(?=\\S)")
_LATIN = re.compile(r"[A-Za-z\u00a1-\u00ff]")


@dataclass(frozen=True, slots=True, eq=False)  # one of each is read
class LegacyFont:
    """A font's name, how the names of those laid out like it begin, and its glyphs: what each typed character draws.

    `is_in_ascii`: whole words of it may be typed in ASCII letters.
    """

    name: str
    families: tuple[str, ...]
    is_in_ascii: bool
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
    return found if _READS.fullmatch(found) and not _NO_FULL_STOP.search(found) else None


def named(family: str) -> LegacyFont | None:
    """Return the font of old that a spreadsheet calls by this name, None where it is another kind of font."""
    plain = family.casefold().replace(" ", "").replace("-", "")
    return next((each for each in fonts() if plain.startswith(each.families)), None)


def _read(file: Path) -> LegacyFont:
    found = tomllib.loads(file.read_text("utf-8"))
    glyphs = {typed: _marked(drawn) for typed, drawn in found["glyphs"].items()}
    longest_first = sorted(glyphs, key=len, reverse=True)
    return LegacyFont(
        found["name"],
        tuple(found["families"]),
        found["ascii"],
        glyphs,
        re.compile("|".join(map(re.escape, longest_first))),
    )


def _marked(drawn: str) -> str:
    for mark, character in _MARKS.items():
        drawn = drawn.replace(mark, character)
    return drawn.replace("{{", "{").replace("}}", "}")
