"""Which items the readiness of an office is made of: read once from the checklist, which is data."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from app.packs.source import Table, read
from app.staff.model import Item

_FILE = Path(__file__).with_name("checklist.toml")


@dataclass(frozen=True, slots=True)
class Checklist:
    """The order's number and day, and its items."""

    order: str
    on: date
    items: tuple[Item, ...]

    def item(self, id: str) -> Item | None:
        return next((each for each in self.items if each.id == id), None)


@cache
def checklist() -> Checklist:
    """Raises: PackError, for a checklist that cannot be read."""
    table = read(_FILE)
    found = Checklist(table.text("order"), table.day("on"), tuple(map(_item, table.tables("items"))))
    table.done()
    return found


def _item(table: Table) -> Item:
    found = Item(
        id=table.text("id"),
        words=table.words("words"),
        weight=table.whole("weight"),
        days=table.whole("days"),
        needs=table.texts("needs"),
        duty=table.words("duty"),
    )
    table.done()
    return found
