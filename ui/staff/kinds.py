"""The short name of a kind of mistake: its column, and what its message says before its first stop, without facts."""

import re

from app.staff.sheets.model import Field
from app.words import catalogue
from ui.words import Speech

_FACT, _FIRST = re.compile(r"\{[^}]*\}"), re.compile(r"।|\. |: |; |\.$")


def kind_named(speech: Speech, key: str, field: Field | None) -> str:
    """Return the name; without a field, that of a mistake of the whole row."""
    return in_column(speech, _FIRST.split(_FACT.sub("…", speech.say(catalogue()[key])))[0], field)


def in_column(speech: Speech, said: str, field: Field | None) -> str:
    return said if field is None else f"{speech.say(field.label)}: {said}"
