"""The form's rules: what was typed becomes an answer, what is missing or wrong, and who is refused.

Pure; the desk and the centre hold the same answers to the same rules.
"""

import re
from collections.abc import Mapping
from datetime import date

from app.base.money import PAISE_PER_RUPEE
from app.errors import InputError
from app.packs.conditions import all_hold, is_offered, is_shown
from app.packs.model import Answer, Answers, Field, FieldKind, Pack, Problem, Rule
from app.packs.typed import kept

MISSING = "answer.missing"
_MASK = re.compile(r"XXXX XXXX \d{4}")
_TOKEN = re.compile(r"[0-9a-f]{64}")
_NO_KEY = b"only to see whether it can be taken"


def taken(
    field: Field, typed: str | bool | tuple[str, ...], *, today: date, aadhaar_key: bytes
) -> dict[str, Answer]:
    """Return what is kept of a typed value. Raises: InputError, whose reason and facts say what is wrong."""
    return kept(field, typed, today=today, aadhaar_key=aadhaar_key)


def check(field: Field, typed: str, answers: Answers, *, today: date) -> Problem | None:
    """Say what is wrong with one value as it is typed; nothing, where the form does not ask for it."""
    if not is_shown(field, answers, today=today):
        return None
    if not typed:
        return Problem(field.id, MISSING, {}) if field.required else None
    try:
        kept(field, typed, today=today, aadhaar_key=_NO_KEY)
    except InputError as wrong:
        return _problem(field, wrong)
    return None


def problems(pack: Pack, given: Answers, *, today: date) -> Mapping[str, Problem]:
    """Return what is missing or wrong, by field, in the form's order; empty where the form is whole."""
    found = {
        field.id: problem
        for field in pack.fields
        if is_shown(field, given, today=today) and (problem := _held(field, given, today))
    }
    return found | _unknown(pack, given)


def refusals(pack: Pack, given: Answers, *, today: date) -> tuple[Rule, ...]:
    """Return the rules of eligibility that refuse the applicant."""
    return tuple(rule for rule in pack.rules if all_hold(rule.when, given, today=today))


def asked(pack: Pack, given: Answers, *, today: date) -> dict[str, Answer]:
    """Return the answers that the form asks for now; what stood in a field that is hidden again is left out."""
    shown = {field.id for field in pack.fields if is_shown(field, given, today=today)}
    return {
        name: value for name, value in given.items() if name.removesuffix("_token") in shown or name in shown
    }


def _held(field: Field, given: Answers, today: date) -> Problem | None:
    answer = given.get(field.id)
    if answer is None:
        return Problem(field.id, MISSING, {}) if field.required else None
    if field.kind is FieldKind.AADHAAR:
        return _held_aadhaar(field, given)
    try:
        if kept(field, _as_typed(field, answer), today=today, aadhaar_key=_NO_KEY) != {field.id: answer}:
            return Problem(field.id, "answer.not-as-kept", {})
    except InputError as wrong:
        return _problem(field, wrong)
    if field.kind is FieldKind.CHOICE and not is_offered(field, answer, given, today=today):
        return Problem(field.id, "answer.choice-unfit", {})
    return None


def _held_aadhaar(field: Field, given: Answers) -> Problem | None:
    mask, token = given.get(field.id), given.get(f"{field.id}_token")
    if isinstance(mask, str) and _MASK.fullmatch(mask) and isinstance(token, str) and _TOKEN.fullmatch(token):
        return None
    return Problem(field.id, "answer.aadhaar-wrong", {})


def _as_typed(field: Field, answer: Answer) -> str | bool | tuple[str, ...]:
    """Return an answer as a person would have typed it, so that one set of rules holds both."""
    if isinstance(answer, bool | tuple | str):
        return answer
    if field.kind is not FieldKind.MONEY:
        return str(answer)
    rupees, paise = divmod(answer, PAISE_PER_RUPEE)
    return f"{rupees}.{paise:02d}"


def _unknown(pack: Pack, given: Answers) -> dict[str, Problem]:
    known = {field.id for field in pack.fields}
    tokens = {f"{field.id}_token" for field in pack.fields if field.kind is FieldKind.AADHAAR}
    return {
        name: Problem(name, "field.unknown", {"field": name}) for name in given if name not in known | tokens
    }


def _problem(field: Field, wrong: InputError) -> Problem:
    facts = {name: value for name, value in wrong.facts.items() if name not in {"reason", "field"}}
    return Problem(field.id, wrong.key, facts)
