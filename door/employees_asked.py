"""What is asked of single rows before a sheet is taken in: a file that a person fills in, and what they said in it."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import InputError

if TYPE_CHECKING:
    from app.staff.sheets.model import Answers, Diff, FieldChange, Somebody

_MENDS, _LEFT, _RETURNING = ("keep", "sheet"), ("stays", "goes"), ("out", "serves")
_WAYS = {"mended": _MENDS, "brought-back": _MENDS, "left": _LEFT, "twice": _LEFT, "returning": _RETURNING}
_ASKED_IN_OPEN = frozenset(_WAYS) - {"returning"}


def questions(diff: "Diff", *, in_open: bool) -> list[dict[str, object]]:
    """Return each question with what happens if nobody answers it. `in_open`: the office has a sheet open."""
    found = (*_mended(diff), *_people(diff))
    return [each for each in found if in_open or each["what"] not in _ASKED_IN_OPEN]


def answers(file: Path, diff: "Diff", *, in_open: bool) -> "Answers":
    """Return what was said. Raises: InputError("employees.answers-unreadable" | "employees.answers-other")."""
    from app.staff.sheets.model import Answers
    from app.words import words

    said = _said(file)
    asked = {(each["number"], each["what"]) for each in questions(diff, in_open=in_open)}
    if said.keys() != asked:
        raise InputError(reason="employees.answers-other", field="answers", file=file.name)
    for (_, what), answer in said.items():
        if answer not in _WAYS[str(what)]:
            ways = ", ".join(_WAYS[str(what)])
            raise InputError(reason="employees.answer-unknown", field="answers", answer=answer, ways=ways)
    goes = _numbers(said, "goes")
    why = words("employees.not-in-file").hi if goes else ""
    return Answers(_numbers(said, "keep"), why, goes, _numbers(said, "serves"))


def _numbers(said: dict[tuple[int, str], str], answer: str) -> frozenset[int]:
    return frozenset(number for (number, _), given in said.items() if given == answer)


def _said(file: Path) -> dict[tuple[int, str], str]:
    try:
        told = json.loads(file.read_text("utf-8"))
        return {(int(each["number"]), str(each["what"])): str(each["answer"]) for each in told["questions"]}
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise InputError(reason="employees.answers-unreadable", field="answers", file=file.name) from wrong


def _mended(diff: "Diff") -> Iterator[dict[str, object]]:
    back = {each.number for each in diff.brought_back}
    for each in diff.mended:
        if each.person.number not in back:
            yield _asked("mended", each.person, each.changes)


def _people(diff: "Diff") -> Iterator[dict[str, object]]:
    for what, people in (
        ("brought-back", diff.brought_back),
        ("returning", diff.returning),
        ("left", diff.left),
        ("twice", diff.twice),
    ):
        yield from (_asked(what, each) for each in people)


def _asked(what: str, person: "Somebody", changes: "Iterable[FieldChange]" = ()) -> dict[str, Any]:
    told = [{"field": each.field, "before": each.before, "after": each.after} for each in changes]
    return {
        "number": person.number,
        "what": what,
        "name": person.name,
        "employee_code": person.employee_code,
        "changes": told,
        "ways": list(_WAYS[what]),
        "answer": _WAYS[what][0],
    }
