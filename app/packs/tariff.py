"""Reads money of one head: its rates, each under its own order, in the order of their first days."""

from itertools import pairwise

from app.packs.model import Charge, Part, Rate
from app.packs.source import Table

_CHALLAN_DAYS = 15


def read_charge(table: Table) -> Charge:
    """Read a charge. Raises: PackError, for rates out of order, on one day, or with parts of another sum."""
    charge = Charge(
        head=table.text("head"),
        words=table.words("words"),
        payee=table.words("payee"),
        rates=tuple(_rate(each) for each in table.tables("rate")),
        per_unit_field=table.text("per_unit_field", ""),
        challan_days=table.whole("challan_days", _CHALLAN_DAYS),
    )
    table.done()
    if not charge.rates:
        table.fail("rate", why="pack.key-missing")
    for one, next_one in pairwise(charge.rates):
        if one.since >= next_one.since:
            table.fail(next_one.since.isoformat(), why="pack.rates-overlap")
    return charge


def _rate(table: Table) -> Rate:
    rate = Rate(
        since=table.day("since"),
        amount=table.money("amount"),
        order=table.text("order"),
        order_date=table.day("order_date"),
        source=table.text("source"),
        parts=tuple(_part(each) for each in table.tables("parts")),
        unconfirmed=table.flag("unconfirmed"),
    )
    table.done()
    if rate.parts and sum(part.amount for part in rate.parts) != rate.amount:
        table.fail("parts", why="pack.parts-wrong")
    if rate.amount <= 0:
        table.fail("amount", why="pack.wrong-value")
    return rate


def _part(table: Table) -> Part:
    part = Part(table.words("words"), table.money("amount"))
    table.done()
    return part
