"""The words of every message, in Hindi and in English: one catalogue that the screens and the command line read.

Each `*.toml` beside this file holds tables `["message.key"]` with `hi` and `en`; `{fact}` stands for a fact of
the error or a value that the screen gives, `{fact:row|rows}` for a number with what is counted. A key stands in
one file only; one that begins with `ui.` in `ui.toml`, one with `counter-ui.` in `ui_counter.toml`, and so on.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from app.base.money import Paise, figures
from app.base.words import Language, Words
from app.errors import AppError

_HERE = Path(__file__).parent
_STATE = re.compile(r"[a-z]+\.(state|step)-")


@cache
def catalogue() -> Mapping[str, Words]:
    """Return every message by its key. Raises ValueError where a key stands twice or lacks a language."""
    found: dict[str, Words] = {}
    for file in sorted(_HERE.glob("*.toml")):
        part = _part(file.stem)
        if twice := found.keys() & part.keys():
            raise ValueError(f"{file.name}: {min(twice)}")
        found |= part
    return found


@cache
def _part(name: str) -> dict[str, Words]:
    found = {}
    for key, texts in tomllib.loads((_HERE / f"{name}.toml").read_text("utf-8")).items():
        if set(texts) != {"hi", "en"}:
            raise ValueError(f"{name}.toml: {key}")
        found[key] = Words(texts["hi"], texts["en"])
    return found


def _known(key: str) -> Words | None:
    """Look a message up where its name says it stands: the window does not wait for the words of other desks."""
    room, is_ui = re.subn(r"-?ui$", "", key.partition(".")[0])
    name = f"ui_{room}" if room else "ui"
    if is_ui and (_HERE / f"{name}.toml").exists() and (found := _part(name).get(key)):
        return found
    return catalogue().get(key)


def words(key: str, /, **facts: object) -> Words:
    """Return the message `key`, its facts filled in, each in the message's language. Raises: KeyError, if unknown."""
    found = _known(key)
    if found is None:
        raise KeyError(key)
    if not facts:
        return found
    facts = {name: _Number(value) if type(value) is int else value for name, value in facts.items()}
    hi, en = (_spoken(facts, language) for language in (Language.HINDI, Language.ENGLISH))
    return Words(found.hi.format(**hi), found.en.format(**en))


def _spoken(facts: Mapping[str, object], language: Language) -> dict[str, object]:
    return {
        name: each.in_language(language) if isinstance(each, Words) else each for name, each in facts.items()
    }


def say(key: str, language: Language, **facts: object) -> str:
    """Return the message `key` in one language."""
    return words(key, **facts).in_language(language)


def explain(error: AppError) -> Words:
    """Return what happened and what to do, for a person: by the reason, else by the error's code."""
    found = _known(error.key) or catalogue()[error.code]
    room = error.key.partition(".")[0]
    facts = {name: _named(f"{room}.{name}-{value}") or value for name, value in error.facts.items()}
    facts = {name: _Number(value) if isinstance(value, int) else value for name, value in facts.items()}
    hi, en = (_Facts(_spoken(facts, language)) for language in (Language.HINDI, Language.ENGLISH))
    return Words(found.hi.format_map(hi), found.en.format_map(en))


class _Facts(dict[str, object]):
    """Facts of an error; one that was not given shows as a dash, never as a second failure."""

    def __missing__(self, key: str) -> "_Dash":
        return _Dash("—")


class _Dash(str):
    __slots__ = ()

    def __format__(self, how: str) -> str:
        return self


class _Number(int):
    """A whole number; `{amount:rupees}` says paise as people do, `{count:row|rows}` what is counted, too."""

    def __format__(self, how: str) -> str:
        one, counts, many = how.partition("|")
        if counts:
            return f"{int(self)} {one if self == 1 else many}"
        return figures(Paise(self)) if how == "rupees" else super().__format__(how)


def _named(key: str) -> Words | None:
    """Return how people call a state that the program has a name of its own for (`draft.state-signed`)."""
    return catalogue().get(key) if _STATE.match(key) else None
