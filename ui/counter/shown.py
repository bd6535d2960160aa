"""Which fields of a form are asked at present, by the pack's conditions and what has been answered.

The desk's own rules decide what may be filed; a test holds this file to them.
"""

from datetime import date

from app.base.days import age_on
from app.packs.model import Answer, Answers, Condition, Field, Pack


def shown_fields(pack: Pack, answers: Answers, today: date) -> frozenset[str]:
    """Return the ids of the fields that are asked now."""
    return frozenset(field.id for field in pack.fields if is_shown(field, answers, today))


def is_shown(field: Field, answers: Answers, today: date) -> bool:
    return all(holds(condition, answers, today) for condition in field.shown_when)


def holds(condition: Condition, answers: Answers, today: date) -> bool:
    """Say whether a condition between fields holds; an unanswered field holds nothing but `answered = false`."""
    given = answers.get(condition.field)
    if condition.op == "answered":
        return (given is not None) == bool(condition.value)
    return given is not None and _compares(condition, given, answers, today)


def _compares(condition: Condition, given: Answer, answers: Answers, today: date) -> bool:
    several = given if isinstance(given, tuple) else (given,)
    match condition.op:
        case "is":
            return condition.value in several
        case "is-not":
            return condition.value not in several
        case "in":
            return isinstance(condition.value, tuple) and bool(set(condition.value) & set(several))
        case "same-as":
            return _token(condition.field, answers) == _token(str(condition.value), answers)
    return _measures(condition, given, today)


def _measures(condition: Condition, given: Answer, today: date) -> bool:
    bound = _number(condition.value)
    match condition.op:
        case "at-least":
            return _number(given) >= bound
        case "at-most":
            return _number(given) <= bound
        case "younger-than":
            return age_on(today, date.fromisoformat(str(given))) < bound
    return age_on(today, date.fromisoformat(str(given))) > bound


def _number(answer: object) -> int:
    return answer if isinstance(answer, int) else 0


def _token(field: str, answers: Answers) -> Answer | None:
    """Two Aadhaar numbers are compared by their tokens, since two people may share the last four digits."""
    return answers.get(f"{field}_token", answers.get(field))
