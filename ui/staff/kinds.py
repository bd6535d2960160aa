"""The short name of a kind of mistake: its column, and what its message says before its first stop, without facts."""

import re

from app.staff.sheets.model import Field
from app.words import catalogue
from ui.words import Speech

_FACT, _FIRST = re.compile(r"\{[^}]*\}"), re.compile(r"।|\. |: |; |\.$")
_HOLE = "…"
_WITH_HOLE = re.compile(rf",[^,]*{_HOLE}.*| \([^)]*{_HOLE}.*?\)")
_NAMED = {
    "birth.too-young": "age-low",
    "birth.too-old": "age-high",
    "cell.font-doubtful": "font-doubtful",
    "cell.formula": "formula",
    "duplicate.back-died": "back-died",
    "duplicate.back-relieved": "back-relieved",
    "duplicate.back-retired": "back-retired",
    "duplicate.came-from": "came-from",
    "duplicate.open-same": "open-same",
    "duplicate.transferred": "transferred",
    "staff.left-service": "left-service",
    "staff.served-elsewhere": "transferred",
    "staff.serves-elsewhere": "transferred",
    "joined.too-young": "joined-young",
    "office.of-other": "other-office",
    "office.other": "other-office",
    "superannuation.differs": "ends-otherwise",
    "superannuation.past": "ended",
}
"""What begins with a fact of the one row needs a name of its own."""


def kind_named(speech: Speech, key: str, field: Field | None) -> str:
    """Return the name; without a field, that of a mistake of the whole row."""
    return in_column(speech, _short(speech, key), field)


def in_column(speech: Speech, said: str, field: Field | None) -> str:
    return said if field is None else f"{speech.say(field.label)}: {said}"


def _short(speech: Speech, key: str) -> str:
    """Who stands twice is told by a sentence about its column, which need not say the column again."""
    if key in _NAMED:
        return speech.word(f"staff-ui.kind-{_NAMED[key]}")
    if key.startswith("duplicate."):
        is_known = "master-" in key or key == "duplicate.open-sheet"
        return speech.word("staff-ui.kind-known" if is_known else "staff-ui.kind-twice")
    first = _FIRST.split(_FACT.sub(_HOLE, speech.say(catalogue()[key])))[0]
    return _WITH_HOLE.sub("", first)
