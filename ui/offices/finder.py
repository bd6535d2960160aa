"""Which offices fit what is typed, in either script, and how they stand under one another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.base.sought import Heard, fitting, hear
from app.staff.posts import OfficeCard


@dataclass(frozen=True, slots=True)
class Placed:
    """An office with how many stand above it."""

    card: OfficeCard
    depth: int


class OfficeFinder:
    """Hears each office once, so that every key typed is answered at once."""

    def __init__(self, cards: Sequence[OfficeCard] = ()) -> None:
        self.by_id: Mapping[str, OfficeCard] = {each.id: each for each in cards}
        self._tree = tuple(_tree(cards, self.by_id))
        self._heard = {each.id: _heard(each) for each in cards}

    def find(self, typed: str = "", kind: str = "", also: frozenset[str] = frozenset()) -> tuple[Placed, ...]:
        """Return the offices that fit, each under the one above it; of all, or of one kind.

        `also` are offices that fit by something else than what stands on their cards.
        """
        here = [each for each in self._tree if kind in ("", each.card.kind)]
        fits = also | fitting(((each.card.id, self._heard[each.card.id]) for each in here), typed)
        return tuple(each for each in here if each.card.id in fits)

    def up_from(self, card: OfficeCard) -> tuple[OfficeCard, ...]:
        """Return an office and all above it, the nearest first."""
        return tuple(_up_from(card, self.by_id))


def _up_from(card: OfficeCard, by_id: Mapping[str, OfficeCard]) -> Iterator[OfficeCard]:
    seen = set[str]()
    at: OfficeCard | None = card
    while at is not None and at.id not in seen:
        seen.add(at.id)
        yield at
        at = by_id.get(at.parent)


def _tree(cards: Sequence[OfficeCard], by_id: Mapping[str, OfficeCard]) -> Iterator[Placed]:
    chains = {each.id: [*reversed([*_up_from(each, by_id)])] for each in cards}
    for card in sorted(cards, key=lambda each: [(above.name.hi, above.id) for above in chains[each.id]]):
        yield Placed(card, len(chains[card.id]) - 1)


def _heard(card: OfficeCard) -> Heard:
    """Hear an office by its name and codes, and by who sits there as what."""
    names = [card.name, *(name for each in card.posted for name in (each.name, each.designation))]
    return hear(*(each.both for each in names), card.code, card.instance)
