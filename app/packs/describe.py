"""A service's form as JSON, and the answers file that a person or a program fills from it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

from app.errors import InputError
from app.packs.model import Condition, Field, FieldKind, Pack

_KEYS = ("service", "answers", "files")
_MOST_BYTES = 1024 * 1024
_SHAPES = {
    FieldKind.YES_NO: "true or false",
    FieldKind.MANY: "list of choice ids",
    FieldKind.CHOICE: "a choice id",
    FieldKind.DATE: "DD-MM-YYYY or YYYY-MM-DD",
    FieldKind.MONEY: "rupees, as text",
    FieldKind.NUMBER: "whole number, as text",
}


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """One applicant: a service, what is typed into its fields, and files for its document slots."""

    pack: Pack
    answers: Mapping[str, str | bool | tuple[str, ...]]
    files: Mapping[str, Path]


def form_json(pack: Pack) -> dict[str, Any]:
    """Return the form, and under `answers_file` the shape that `--answers FILE` takes."""
    return {
        "service": pack.id,
        "version": pack.version,
        "name": asdict(pack.name),
        "steps": [
            {"id": step.id, "name": asdict(step.name), "fields": [_field(field) for field in step.fields]}
            for step in pack.steps
        ],
        "documents": [asdict(slot) for slot in pack.documents],
        "rules": [{"id": rule.id, "reason": asdict(rule.reason)} for rule in pack.rules],
        "answers_file": {
            "service": pack.id,
            "answers": {field.id: _SHAPES.get(field.kind, "text") for field in pack.fields},
            "files": {
                slot.id: "path of a picture or PDF; scanned where it is left out" for slot in pack.documents
            },
        },
    }


def read_answers_file(path: Path, packs: Iterable[Pack]) -> AnswersFile:
    """Read an applicant's answers. Paths in `files` are relative to the file.

    Raises: InputError("answers-file...."), naming the file, the key and the nearest known one.
    """
    found = _read(path)
    known = {pack.id: pack for pack in packs}
    _require_known(path, found, _KEYS)
    service = found.get("service")
    if service not in known:
        _refuse(path, "answers-file.unknown-key", str(service), known)
    pack = known[str(service)]
    answers, files = (_table(path, found, key) for key in ("answers", "files"))
    _require_known(path, answers, [field.id for field in pack.fields])
    _require_known(path, files, [slot.id for slot in pack.documents])
    return AnswersFile(
        pack=pack,
        answers={
            field.id: _typed(path, field, answers[field.id]) for field in pack.fields if field.id in answers
        },
        files={slot: path.parent / _name(path, slot, name) for slot, name in files.items()},
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES + 1)
        if len(text) > _MOST_BYTES:
            _refuse(path, "answers-file.too-large")
        found = json.loads(text)
    except OSError as wrong:
        raise InputError(reason="answers-file.unreadable", file=path.name, field="answers") from wrong
    except ValueError as wrong:
        line = getattr(wrong, "lineno", 1)
        raise InputError(
            reason="answers-file.not-json", file=path.name, line=line, field="answers"
        ) from wrong
    if not isinstance(found, dict):
        _refuse(path, "answers-file.not-json")
    return found


def _table(path: Path, found: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = found.get(key, {})
    if not isinstance(table, dict):
        _refuse(path, "answers-file.wrong-value", key)
    return table


def _typed(path: Path, field: Field, value: Any) -> str | bool | tuple[str, ...]:
    """Return the value as a form would hold it; a whole number may be written as one."""
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        _refuse(path, "answers-file.wrong-value", field.id)
    return tuple(value)


def _name(path: Path, slot: str, value: Any) -> str:
    if not isinstance(value, str) or not value or "\0" in value:
        _refuse(path, "answers-file.wrong-value", slot)
    return value


def _require_known(path: Path, found: Mapping[str, Any], known: Iterable[str]) -> None:
    for key in found:
        if key not in known:
            _refuse(path, "answers-file.unknown-key", key, known)


def _refuse(path: Path, reason: str, key: str = "—", near: Iterable[str] = ()) -> NoReturn:
    from rapidfuzz import process

    nearest = process.extractOne(key, sorted(near)) if near else None
    raise InputError(reason=reason, file=path.name, line=1, field=key, nearest=nearest[0] if nearest else "—")


def _field(field: Field) -> dict[str, Any]:
    return {
        "id": field.id,
        "kind": field.kind.value,
        "label": asdict(field.label),
        "help": asdict(field.help),
        "required": field.required,
        "choices": {choice.id: asdict(choice.words) for choice in field.choices},
        "least": field.least,
        "most": "this-year" if field.until_this_year else field.most,
        "shown_when": [_condition(each) for each in field.shown_when],
        "unconfirmed": field.unconfirmed,
        "language": field.language.value if field.language else "",
    }


def _condition(condition: Condition) -> dict[str, Any]:
    return {"field": condition.field, "op": condition.op, "value": condition.value}
