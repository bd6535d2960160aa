"""Whether a condition holds, given the answers: what a form shows and whom a rule refuses."""

from collections.abc import Iterable
from datetime import date

from app.base.days import age_on
from app.packs.model import Answer, Answers, Condition, Field


def holds(condition: Condition, given: Answers, *, today: date) -> bool:
    """Say whether the condition holds. A field that is not answered holds nothing but `answered = false`."""
    answer, value = given.get(condition.field), condition.value
    if condition.op == "answered":
        return (answer is not None) == bool(value)
    if answer is None:
        return False
    return _compare(condition, answer, given, today)


def all_hold(conditions: Iterable[Condition], given: Answers, *, today: date) -> bool:
    return all(holds(condition, given, today=today) for condition in conditions)


def is_shown(field: Field, given: Answers, *, today: date) -> bool:
    """Say whether the form asks this field now."""
    return not field.shown_when or all_hold(field.shown_when, given, today=today)


def offered(field: Field, given: Answers, *, today: date) -> frozenset[str]:
    """Return the ids of the choices that the form offers now."""
    return frozenset(each.id for each in field.choices if all_hold(each.shown_when, given, today=today))


def is_offered(field: Field, answer: Answer, given: Answers, *, today: date) -> bool:
    """Say whether the form offers this choice now."""
    found = next((each for each in field.choices if each.id == answer), None)
    return found is not None and all_hold(found.shown_when, given, today=today)


def _compare(condition: Condition, answer: Answer, given: Answers, today: date) -> bool:
    value = condition.value
    match condition.op:
        case "is" | "is-not":
            return _is(answer, value) == (condition.op == "is")
        case "in":
            return isinstance(value, tuple) and bool(set(value) & set(_several(answer)))
        case "at-least" | "at-most":
            return _at(condition.op, _number(answer), _number(value))
        case "younger-than" | "older-than":
            return _aged(condition.op, _age(answer, today), _number(value))
    return _same(condition.field, str(value), given)


def _is(answer: Answer, value: object) -> bool:
    return value in answer if isinstance(answer, tuple) else answer == value


def _at(op: str, answer: int, value: int) -> bool:
    return answer >= value if op == "at-least" else answer <= value


def _aged(op: str, years: int, value: int) -> bool:
    return years < value if op == "younger-than" else years > value


def _same(one: str, other: str, given: Answers) -> bool:
    """Compare two fields; Aadhaar numbers by their tokens, since two people may share the last four digits."""
    left, right = (given.get(f"{name}_token", given.get(name)) for name in (one, other))
    return left is not None and left == right


def _several(answer: Answer) -> tuple[Answer, ...]:
    return answer if isinstance(answer, tuple) else (answer,)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _age(answer: Answer, today: date) -> int:
    return age_on(today, date.fromisoformat(str(answer)))
