"""The short name of a kind of mistake: what its message says before its first stop, without facts."""

import re

from app.words import catalogue
from ui.words import Speech

_FACT, _FIRST = re.compile(r"\{[^}]*\}"), re.compile(r"।|\. |: |; |\.$")


def kind_named(speech: Speech, key: str) -> str:
    return _FIRST.split(_FACT.sub("…", speech.say(catalogue()[key])))[0]
