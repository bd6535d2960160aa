"""One byte form for what is hashed and signed: RFC 8785 JSON and its SHA-256."""

import hashlib
import json
from typing import Any

import rfc8785

_LARGEST = 2**53 - 1
_DEEPEST = 20
_ATOMS, _TEXT = frozenset({str, bool, type(None)}), frozenset({str})
_PLAIN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(document: Any) -> bytes:
    """Return the RFC 8785 form. Keys are strings; numbers are whole; text is NFC already.

    Raises: ValueError, for what has no such form: a lone surrogate, a number beyond 2**53, a key that is no text.
    """
    if _is_plain(document):
        return _PLAIN.encode(document).encode()
    return rfc8785.dumps(document)


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def _is_plain(document: Any) -> bool:
    """Say whether Python's own JSON is the canonical one: text, whole numbers, and keys that ASCII sorts.

    That way is ten times quicker, and nearly all that is signed is of this kind.
    """
    level = [document]
    for _ in range(_DEEPEST):
        inner: list[Any] = []
        for value in level:
            kind = type(value)
            if kind is dict and _sorts_plainly(value):
                inner += value.values()
            elif kind in {list, tuple}:
                inner += value
            elif kind not in _ATOMS and not (kind is int and -_LARGEST <= value <= _LARGEST):
                return False
        if not inner:
            return True
        level = inner
    return False


def _sorts_plainly(document: dict[Any, Any]) -> bool:
    """Say whether the keys are texts that stand in one order by code point and by UTF-16."""
    return {*map(type, document)} <= _TEXT and "".join(document).isascii()
