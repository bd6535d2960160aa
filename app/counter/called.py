"""How a service calls what the centre names in a refusal: its fields, its papers, its charges."""

from collections.abc import Mapping

from app.base.words import Words
from app.packs.model import Pack

_PLACES = ("field", "slot", "paper")


def label_in(pack: Pack, place: str) -> Words:
    """Return what a field or a paper is called; its id, where this service has no such place."""
    named = {each.id: each.label for each in pack.fields}
    named |= {each.id: each.label for each in pack.documents}
    return named.get(place, Words(place, place))


def called(pack: Pack, facts: Mapping[str, str | int]) -> dict[str, Words]:
    """Return what the facts of a refusal name by an id, as people call it."""
    named = {name: label_in(pack, str(facts[name])) for name in _PLACES if name in facts}
    if "slot" in named:
        named.setdefault("paper", named["slot"])
    charges = {"user_charge": pack.user_charge.words}
    if pack.board_fee:
        charges["board_fee"] = pack.board_fee.words
    if (charge := str(facts.get("charge", ""))) in charges:
        named["charge"] = charges[charge]
    return named
