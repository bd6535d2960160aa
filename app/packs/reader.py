"""Reads service packs: one folder, or every folder of a place, in the order of the letter."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.base.canonical import canonical, digest
from app.base.words import Words
from app.errors import PackError
from app.packs.form import read_documents, read_rules, read_steps
from app.packs.model import Charge, Outcome, Pack, PaperText
from app.packs.source import Table, read
from app.packs.tariff import read_charge

SERVICE, TARIFF = "service.toml", "tariff.toml"
_NOTHING = Words("", "")
_PREFIX = re.compile(r"([A-Z0-9]{1,10}[-/])?")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The packs that can be used, in the letter's order, and what is wrong with each of the others."""

    packs: tuple[Pack, ...]
    broken: tuple[PackError, ...]


def read_all(root: Path) -> tuple[Pack, ...]:
    """Read every service under `root`, in the letter's order. Raises: PackError, for the first that is wrong."""
    return _in_order([read_pack(folder) for folder in service_folders(root)])


def read_folder(root: Path) -> Shelf:
    """Read every service that can be read: one wrong pack takes no other service from the counter."""
    packs, broken = [], []
    for folder in service_folders(root):
        try:
            packs.append(read_pack(folder))
        except PackError as wrong:
            broken.append(wrong)
    return Shelf(_in_order(packs), tuple(broken))


def service_folders(root: Path) -> tuple[Path, ...]:
    return tuple(sorted(file.parent for file in root.glob(f"*/{SERVICE}")))


def read_pack(folder: Path) -> Pack:
    """Read one service. Its examples are run by `app.packs.check`.

    Raises: PackError, naming file, line, the key and the nearest known one.
    """
    table = read(folder / SERVICE)
    name, steps = table.text("id"), read_steps(table)
    if name != folder.name:
        table.fail("id", why="pack.id-not-folder", near=(folder.name,))
    fields = frozenset(field.id for step in steps for field in step.fields)
    pack = Pack(
        id=name,
        version=table.whole("version"),
        order=table.whole("order"),
        name=table.words("name"),
        department=table.words("department"),
        help=table.words("help"),
        source=table.text("source"),
        steps=steps,
        documents=read_documents(table),
        rules=read_rules(table, fields),
        board_fee=_board_fee(table, fields),
        user_charge=_user_charge(table, folder.parent),
        who=table.texts("who"),
        papers=_papers(table, fields),
        outcome=_outcome(table),
        mark=table.words("mark"),
        repeats=table.flag("repeats"),
        sha256=digest(canonical(_plain(table.values))),
    )
    table.tables("example")
    table.done()
    if pack.name_field not in fields:
        table.fail(pack.name_field, why="pack.field-missing", near=fields)
    return pack


def _board_fee(pack: Table, fields: frozenset[str]) -> Charge | None:
    table = pack.table("board_fee")
    if table is None:
        return None
    charge = read_charge(table)
    if charge.per_unit_field and charge.per_unit_field not in fields:
        table.fail(charge.per_unit_field, why="pack.unknown-field", near=fields)
    return charge


def _user_charge(pack: Table, root: Path) -> Charge:
    """Read the shared tariff that the service names."""
    named = pack.text("user_charge")
    file = root / named / TARIFF
    if not file.is_file():
        pack.fail(
            named, why="pack.unknown-tariff", near=[each.parent.name for each in root.glob(f"*/{TARIFF}")]
        )
    return read_tariff(file)


def read_tariff(file: Path) -> Charge:
    """Read a tariff shared by services. Raises: PackError."""
    table = read(file)
    table.text("id")
    table.whole("version")
    table.text("source")
    table.words("mark")
    table.tables("example")
    return read_charge(table)


def _outcome(pack: Table) -> Outcome:
    """Read what the citizen gets; what the pack leaves out is said in words of no department."""
    table, silent = pack.table("outcome"), Outcome()
    if table is None:
        return silent
    said = {name: table.words(name, getattr(silent, name)) for name in ("number", "done", "open", "fee")}
    found = Outcome(table.text("prefix", ""), **said)
    table.done()
    if not _PREFIX.fullmatch(found.prefix):
        table.fail("prefix", why="pack.wrong-value")
    return found


def _papers(pack: Table, fields: frozenset[str]) -> PaperText:
    table = pack.table("papers")
    if table is None:
        return PaperText()
    lines, every = (_lines(table, name, fields) for name in ("acknowledgement", "every"))
    found = PaperText(lines, every, table.words("footer", _NOTHING))
    table.done()
    return found


def _lines(table: Table, name: str, fields: frozenset[str]) -> tuple[tuple[Words, str], ...]:
    lines = []
    for each in table.tables(name):
        line = (each.words("words"), each.text("text"))
        each.done()
        _require_fields(each, line[1], fields)
        lines.append(line)
    return tuple(lines)


def _require_fields(table: Table, text: str, fields: frozenset[str]) -> None:
    """Hold that each `{name}` in the text names a field of the form, and nothing else stands in braces."""
    from string import Formatter

    try:
        named = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        table.fail("text", why="pack.wrong-value")
    if not named <= fields:
        table.fail("text", why="pack.unknown-field", near=fields)


def _in_order(packs: list[Pack]) -> tuple[Pack, ...]:
    return tuple(sorted(packs, key=lambda pack: (pack.order, pack.id)))


def _plain(value: Any) -> Any:
    """Return TOML's values as canonical JSON can write them."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
