"""Reading what a desk sent, strictly: a value of another type is said by its name, never guessed at."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

_HASH = re.compile(r"[0-9a-f]{64}")
_LARGEST = 2**53 - 1
_LONGEST = 2000
Body = Mapping[str, Any]


class Rejected(Exception):
    """The entry was read and cannot be taken: a message key, and the facts for its words."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def text(body: Body, name: str, *, least: int = 1, most: int = _LONGEST) -> str:
    """Return the text `name`. Raises: Rejected("entry.body-wrong"), as all of these do."""
    value = body.get(name)
    if (
        isinstance(value, str) and least <= len(value) <= most and "\0" not in value
    ):  # PostgreSQL keeps no NUL
        return value
    raise wrong(name)


def number(body: Body, name: str, least: int = 0) -> int:
    """Return a whole number; `true` is none, and neither is 60.0."""
    value = body.get(name)
    if type(value) is int and least <= value <= _LARGEST:
        return value
    raise wrong(name)


def day(body: Body, name: str) -> date:
    """Return a calendar day written as 2026-09-30."""
    try:
        return date.fromisoformat(text(body, name, most=10))
    except ValueError:
        raise wrong(name) from None


def flag(body: Body, name: str) -> bool:
    value = body.get(name)
    if isinstance(value, bool):
        return value
    raise wrong(name)


def table(body: Body, name: str) -> dict[str, Any]:
    value = body.get(name)
    if isinstance(value, dict):
        return value
    raise wrong(name)


def tables(body: Body, name: str) -> list[dict[str, Any]]:
    value = body.get(name)
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return value
    raise wrong(name)


def sha256(body: Body, name: str) -> str:
    value = text(body, name, most=64)
    if is_sha256(value):
        return value
    raise wrong(name)


def is_sha256(value: object) -> bool:
    """Say whether `value` is a SHA-256 in lower-case hex."""
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def wrong(name: str) -> Rejected:
    return Rejected("entry.body-wrong", field=name)
