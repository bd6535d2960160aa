"""What a field of the form is called, and what is said of a wrong answer in it."""

from app.base.words import Words
from app.packs.model import Field, FieldKind, Problem
from app.words import words
from ui.counter.make import said

_FIRST_YEAR = 1900  # a number of at least this is a year
_NO_YEAR = frozenset({"answer.number", "answer.value-least"})


def label_of(asked: Field) -> Words:
    """Return the label, with a word beside it where nobody has to answer."""
    if asked.required:
        return asked.label
    also = said("optional")
    return Words(f"{asked.label.hi} ({also.hi})", f"{asked.label.en} ({also.en.lower()})")


def why_wrong(asked: Field, problem: Problem) -> Words:
    """Return why an answer cannot stand; of a number that is bounded as years are, that it is no year."""
    is_year = asked.kind is FieldKind.NUMBER and asked.least is not None and asked.least >= _FIRST_YEAR
    if is_year and problem.key in _NO_YEAR:
        return words("answer.year")
    return words(problem.key, **problem.facts)
