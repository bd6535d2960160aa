"""Which fields are asked of an employee: the schema, read from its file once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from app.packs.source import Table, read
from app.staff.sheets.model import Field, Kind

_FILE = Path(__file__).with_name("fields.toml")


@cache
def fields() -> Mapping[str, Field]:
    """Return every field by its id, in the order of the prescribed form. Raises: PackError."""
    table = read(_FILE)
    found = {each.id: each for each in map(_field, table.tables("fields"))}
    table.done()
    return found


def _field(table: Table) -> Field:
    found = Field(
        id=table.text("id"),
        label=table.words("label"),
        kind=Kind(table.text("kind")),
        required=table.flag("required"),
        synonyms=table.texts("columns"),
        choices=_choices(table),
    )
    table.done()
    return found


def _choices(table: Table) -> Mapping[str, str]:
    """Return the id that is kept by each way of writing it."""
    given = table.value("choices", {})
    return {written: kept for kept, ways in given.items() for written in (kept, *ways)}
