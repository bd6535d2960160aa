"""Every message a person can meet has its words, in both languages, once."""

import ast
import re
import string
import tomllib
from collections import Counter
from collections.abc import Iterator

from app import errors
from app.accounts.model import MAY
from app.words import catalogue

from tests.architecture.tree import HOUSE, place, source

KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+")
DEVANAGARI = re.compile("[\u0900-\u097f]")
MANY = re.compile(
    r"\{(\w+)\} (?:wrong |more )?(?:rows|files|people|employees|notings|days|pages|formulas|cells|columns|items|seconds)\b"
    r"|\{(\w+)\} (?:ग़लत )?(?:पंक्तियाँ|पंक्तियों|पत्रावलियाँ|टिप्पणियाँ|टिप्पणियों|पन्ने|मदें|स्तम्भों)"
)
NO_COUNTS = frozenset(
    {"most", "least", "days", "seconds", "on", "sheet"}
)  # limits, which are many, and names
LEAVES = {
    name: leaf
    for name, leaf in vars(errors).items()
    if isinstance(leaf, type) and issubclass(leaf, errors.AppError)
}
# Calls whose first text that looks like a key is one: the centre's refusals, a field's problem, the catalogue itself.
SPEAKERS = {"Refused", "Rejected", "Problem", "words", "say"}


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def asked_by(call: ast.Call) -> Iterator[str]:
    """Return the message keys that a call names outright."""
    name = name_of(call)
    if name in LEAVES:
        given = [each.value for each in call.keywords if each.arg == "reason"]
    elif name in SPEAKERS:
        given = [
            each for each in call.args if isinstance(each, ast.Constant) and KEY.fullmatch(str(each.value))
        ][:1]
    else:
        return
    for value in given:
        for each in ast.walk(value):  # a choice names both: "a.b" if late else "a.c"
            if isinstance(each, ast.Constant) and isinstance(each.value, str) and KEY.fullmatch(each.value):
                yield each.value


def asked() -> dict[str, str]:
    """Return each key that the source asks for, with the first place that does."""
    keys: dict[str, str] = {leaf.code: "app/errors.py" for leaf in LEAVES.values()}
    for file, tree in source():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for key in asked_by(node):
                    keys.setdefault(key, place(file, node.lineno))
    return keys


def fields_in(text: str) -> set[str]:
    return {name.partition(":")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_message_that_can_be_raised_has_words():
    written = catalogue()
    assert {key: where for key, where in sorted(asked().items()) if key not in written} == {}


def test_every_key_stands_in_one_file_only():
    files = (HOUSE / "app" / "words").glob("*.toml")
    counted = Counter(key for file in files for key in tomllib.loads(file.read_text("utf-8")))
    assert [key for key, times in counted.items() if times > 1] == []


def test_every_message_says_something_in_both_languages():
    poor = [
        key
        for key, words in catalogue().items()
        if not words.hi.strip() or not words.en.strip() or DEVANAGARI.search(words.en)
    ]
    assert poor == []


def test_hindi_is_hindi():
    # A text that is all facts and figures ("{number}") is the same in both.
    latin = [
        key for key, words in catalogue().items() if words.hi != words.en and not DEVANAGARI.search(words.hi)
    ]
    assert latin == []


def test_both_languages_tell_the_same_facts():
    # Another message's words stand in each language under the language's own name.
    told = {key: (fields_in(words.hi), fields_in(words.en)) for key, words in catalogue().items()}
    uneven = {key: hi ^ en for key, (hi, en) in told.items() if hi - {"hindi"} != en - {"english"}}
    assert uneven == {}


def test_every_kind_of_entry_is_called_something_in_the_lists_of_what_waits():
    kinds = frozenset[str]().union(*MAY.values())
    assert sorted(kind for kind in kinds if f"ui.entry-{kind}" not in catalogue()) == []


def test_one_thing_is_never_called_many():
    counted = [
        (key, name)
        for key, each in catalogue().items()
        for text in (each.hi, each.en)
        for name in MANY.findall(text)
    ]
    assert [(key, *name) for key, name in counted if not NO_COUNTS.intersection(name)] == []
