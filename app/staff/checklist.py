"""Which items the readiness of an office is made of: read once from the checklist, which is data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from app.packs.source import Table, read
from app.staff.standings import Fact, FactKind, Item

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
    facts = {each.id: each for each in map(_fact, table.tables("facts"))}
    items = tuple(_item(each, facts) for each in table.tables("items"))
    found = Checklist(table.text("order"), table.day("on"), items)
    table.done()
    return found


def _item(table: Table, facts: Mapping[str, Fact]) -> Item:
    needs, also = table.texts("needs"), table.texts("also")
    found = Item(
        id=table.text("id"),
        words=table.words("words"),
        weight=table.whole("weight"),
        days=table.whole("days"),
        needs=needs,
        duty=table.words("duty"),
        by_centre=table.flag("by_centre"),
        facts=tuple(replace(facts[each], needed=each in needs) for each in (*needs, *also)),
    )
    table.done()
    return found


def _fact(table: Table) -> Fact:
    kind = table.text("kind")
    if kind not in {*FactKind}:
        table.fail("kind", why="pack.wrong-value", near={*FactKind})
    found = Fact(table.text("id"), table.words("words"), FactKind(kind), needed=False)
    table.done()
    return found
