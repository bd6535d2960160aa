"""Runs the examples that stand in the packs: answers on a day, and what must be wrong, refused and due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.base.money import Paise
from app.errors import InputError
from app.packs.answers import problems, refusals, taken
from app.packs.charges import due
from app.packs.model import Answer, Charge, Pack
from app.packs.reader import SERVICE, TARIFF, read_pack, read_tariff, service_folders
from app.packs.source import Table, read

_KEY = b"the examples' own key"


@dataclass(frozen=True, slots=True)
class Expected:
    """What an example says must come out; amounts in paise."""

    problems: Mapping[str, str]
    refused: tuple[str, ...]
    charges: Mapping[str, int]


def check_all(root: Path) -> list[tuple[str, int]]:
    """Run every example of every pack under `root`; return each pack's id and how many examples it has.

    Raises: PackError, naming file and line of the first pack that is wrong or example that does not hold.
    """
    folders = [*service_folders(root), *sorted(file.parent for file in root.glob(f"*/{TARIFF}"))]
    return [check_one(folder) for folder in folders]


def check_one(folder: Path) -> tuple[str, int]:
    """Run the examples of one pack, a service or a shared tariff. Raises: PackError."""
    if (folder / TARIFF).is_file():
        return folder.name, _check_tariff(folder / TARIFF)
    pack, examples = read_pack(folder), read(folder / SERVICE).tables("example")
    for example in examples:
        _check_example(pack, example)
    return pack.id, len(examples)


def _check_tariff(file: Path) -> int:
    charge, examples = read_tariff(file), read(file).tables("example")
    for example in examples:
        on, amount = example.day("on"), example.money("amount")
        example.done()
        if _due(charge, on, {}) != amount:
            example.fail(on.isoformat(), why="pack.example-fails")
    return len(examples)


def _check_example(pack: Pack, example: Table) -> None:
    name, on = example.text("name"), example.day("on")
    given, wrong = _taken(pack, example, on)
    expected = _expected(example)
    example.done()
    found = {**{each.field: each.key for each in problems(pack, given, today=on).values()}, **wrong}
    refused = tuple(rule.id for rule in refusals(pack, given, today=on))
    charges = {
        head: _due(charge, on, given) for head, charge in _charges(pack).items() if head in expected.charges
    }
    if (found, refused, charges) != (expected.problems, expected.refused, expected.charges):
        example.fail(name, why="pack.example-fails", near=(str(found or refused or charges),))


def _taken(pack: Pack, example: Table, on: date) -> tuple[dict[str, Answer], dict[str, str]]:
    fields = {field.id: field for field in pack.fields}
    given: dict[str, Answer] = {}
    wrong: dict[str, str] = {}
    for name, typed in example.value("answers", default={}).items():
        if name not in fields:
            example.fail(name, why="pack.unknown-field", near=fields)
        try:
            value = tuple(typed) if isinstance(typed, list) else typed
            given |= taken(fields[name], value, today=on, aadhaar_key=_KEY)
        except InputError as error:
            wrong[name] = error.key
    return given, wrong


def _expected(example: Table) -> Expected:
    return Expected(
        problems=dict(example.value("problems", default={})),
        refused=example.texts("refused"),
        charges={
            head: _rupees(example, amount) for head, amount in example.value("charges", default={}).items()
        },
    )


def _rupees(example: Table, amount: Any) -> Paise:
    if not isinstance(amount, int) or isinstance(amount, bool):
        example.fail("charges", why="pack.wrong-value")
    return Paise(amount * 100)


def _charges(pack: Pack) -> dict[str, Charge | None]:
    return {"board_fee": pack.board_fee, "user_charge": pack.user_charge}


def _due(charge: Charge | None, on: date, given: Mapping[str, Answer]) -> int:
    return due(charge, on, given).amount if charge else 0
