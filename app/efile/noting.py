"""What exactly is signed when an officer signs a noting, and what of it a reader must be warned of.

Version 1: strict JSON by RFC 8785 (sorted keys, no spaces, whole numbers), every text in NFC. Bytes that are not what
writing them again gives are no noting: that ends duplicate keys, other spellings and re-serialised copies. `prev` is
the head of the chain before this noting (`chain.link`), so it binds text and signature of all that went before.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from app.base.canonical import canonical
from app.base.entry import FIRST_PREV

VERSION, TYPE = 1, "sevadesk.noting"
MOST_CHARACTERS = 40_000
"""A longer text is an enclosure: three bytes a letter, it must go over the wire in one entry."""

_HASH = re.compile(r"[0-9a-f]{64}")
_PLAIN_NAME = re.compile(r"[^/\\\x00-\x1f:]{1,200}")
_JOINERS = "\u200c\u200d"
_DEVANAGARI, _DEVANAGARI_END = 0x0900, 0x097F
_LOOK_ALIKE = ("CYRILLIC", "GREEK", "CHEROKEE", "ARMENIAN", "FULLWIDTH", "MATHEMATICAL")
_BLANKS = "\n\t"
_PLAIN = re.compile(r"[\n\t -~\u0900-\u097f]*")
"""Nearly every text: nothing in it is hidden, and to ask each letter of five hundred notings takes its time."""
_WORD = re.compile(r"[^\W\d_]+")


class Form(StrEnum):
    """Why bytes are no noting."""

    NOT_JSON = "not-json"
    NOT_CANONICAL = "not-canonical"
    NOT_NFC = "not-nfc"
    FIELDS = "fields"
    HIDDEN = "hidden"  # characters that a reader cannot see


@dataclass(frozen=True, slots=True)
class Attached:
    """A paper that the noting names; its bytes lie beside the file under their SHA-256."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Noting:
    """`emp_id` signs in the post `role`; `created` is Indian time; `to_emp` is the post it is marked to, if any."""

    file_uuid: str
    file_no: str
    seq: int
    prev: str
    emp_id: str
    role: str
    designation: str
    office: str
    cert_sha256: str
    created: str
    body: str
    attachments: tuple[Attached, ...] = ()
    action: str = ""
    to_emp: str = ""
    v: int = VERSION
    type: str = TYPE

    def to_bytes(self) -> bytes:
        """Return the bytes that are signed."""
        return canonical(asdict(self) | {"attachments": [asdict(each) for each in self.attachments]})


_FIELDS = frozenset(field.name for field in fields(Noting))


def parse(data: bytes) -> Noting | Form:
    """Read a noting, or say why these bytes are none. Never raises."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return Form.NOT_JSON
    if not isinstance(found, dict) or not _is_written_so(found, data):
        return Form.NOT_CANONICAL
    texts = tuple(_texts(found))
    if not all(unicodedata.is_normalized("NFC", text) for text in texts):
        return Form.NOT_NFC
    if not _is_whole(found):
        return Form.FIELDS
    if any(hidden(text) for text in texts):
        return Form.HIDDEN
    attached = tuple(Attached(**each) for each in found.pop("attachments"))
    return Noting(**found, attachments=attached)


def tidy_body(typed: str) -> str:
    """Return the text as it would be signed: NFC, plain line ends, no blanks at the ends of lines."""
    lines = unicodedata.normalize("NFC", typed).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def hidden(text: str) -> tuple[int, ...]:
    """Return where characters stand that a reader cannot see: direction marks, zero widths, stray joiners, controls."""
    if _PLAIN.fullmatch(text):
        return ()
    return tuple(at for at, letter in enumerate(text) if _is_hidden(text, at, letter))


def look_alikes(text: str) -> tuple[int, ...]:
    """Return where letters of another script stand inside a word of Latin or Devanagari ones: а for a, ο for o."""
    if text.isascii():
        return ()
    return tuple(at for found in _WORD.finditer(text) for at in _foreign(found.group(), found.start()))


def visible(text: str) -> str:
    """Return the text with all that deceives the eye spelt out: `‹U+202E›`, and `‹а U+0430›` for a look-alike."""
    unseen, alike = set(hidden(text)), set(look_alikes(text))
    if not unseen and not alike:
        return text
    return "".join(_spelt(at, letter, unseen, alike) for at, letter in enumerate(text))


def paragraphs(body: str) -> tuple[str, ...]:
    """Return the paragraphs of a noting: what empty lines part."""
    return tuple(part.strip("\n") for part in re.split(r"\n\s*\n", body) if part.strip())


def _spelt(at: int, letter: str, unseen: set[int], alike: set[int]) -> str:
    if at in unseen:
        return f"‹U+{ord(letter):04X}›"
    return f"‹{letter} U+{ord(letter):04X}›" if at in alike else letter


def _is_hidden(text: str, at: int, letter: str) -> bool:
    if letter in _JOINERS:
        return not _joins(text, at)
    kind = unicodedata.category(letter)
    blank = kind in {"Zs", "Zl", "Zp"} and letter != " "
    return letter not in _BLANKS and (kind in {"Cc", "Cf", "Co", "Cs", "Cn"} or blank)


def _joins(text: str, at: int) -> bool:
    """A joiner belongs after a Devanagari letter, as conjuncts are written; anywhere else it hides."""
    return at > 0 and _DEVANAGARI <= ord(text[at - 1]) <= _DEVANAGARI_END


def _foreign(word: str, start: int) -> Iterator[int]:
    kinds = [unicodedata.name(letter, "") for letter in word]
    foreign = [kind.startswith(_LOOK_ALIKE) for kind in kinds]
    mixed = any(kind.startswith(("LATIN", "DEVANAGARI")) for kind in kinds)
    if mixed or all(kind.startswith(("FULLWIDTH", "MATHEMATICAL")) for kind in kinds):
        yield from (start + at for at, is_foreign in enumerate(foreign) if is_foreign)


def _is_written_so(found: dict[str, Any], data: bytes) -> bool:
    try:
        return canonical(found) == data
    except (ValueError, TypeError, RecursionError):  # a float out of range, a lone surrogate
        return False


def _texts(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for key, value in found.items():
            yield key
            yield from _texts(value)
    elif isinstance(found, list):
        for value in found:
            yield from _texts(value)


def _is_whole(found: dict[str, Any]) -> bool:
    if found.keys() != _FIELDS:
        return False
    texts = found.keys() - {"v", "seq", "attachments"}
    return (
        all(isinstance(found[name], str) for name in texts)
        and (found["v"], found["type"]) == (VERSION, TYPE)
        and type(found["v"]) is int
        and _counts(found["seq"])
        and _is_hash(found["prev"])
        and _is_hash(found["cert_sha256"])
        and isinstance(found["attachments"], list)
        and all(_is_attached(each) for each in found["attachments"])
    )


def _is_attached(found: Any) -> bool:
    """A name is no way to a file: a path, a drive or a control character in it is refused."""
    return (
        isinstance(found, dict)
        and found.keys() == {"name", "sha256", "size"}
        and isinstance(found["name"], str)
        and _PLAIN_NAME.fullmatch(found["name"]) is not None
        and found["name"].strip(". ") == found["name"]
        and _is_hash(found["sha256"])
        and _counts(found["size"])
    )


def _counts(value: Any) -> bool:
    return type(value) is int and value >= 1


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


FIRST = FIRST_PREV
"""`prev` of the first noting of a file."""
