"""In which block and department an office stands: by the offices above it, and by the place that its name tells."""

import re
from collections.abc import Mapping

from app.accounts.model import Office, OfficeType
from app.base.words import Words

HEADQUARTERS = Words("ज़िला मुख्यालय", "District headquarters")
ADMINISTRATION = Words("जिला प्रशासन", "District administration")
_OF_BLOCKS = frozenset({OfficeType.BLOCK, OfficeType.TEHSIL})
_ASIDE = re.compile(r"\s*\([^)]*\)")


def short_name(name: Words) -> Words:
    """Return a name without what stands in brackets."""
    return Words(*(_ASIDE.sub("", each).strip() or each for each in (name.hi, name.en)))


class Places:
    """Where each of these offices stands; `offices` by their ids.

    The directory tells parents, not places: a police station stands under the superintendent and in a block all the
    same. So an office belongs to the block whose place its own name tells, and else to that of the nearest above.
    """

    def __init__(self, offices: Mapping[str, Office]) -> None:
        self._offices = offices
        blocks = {_place(each.name) for each in offices.values() if each.kind in _OF_BLOCKS}
        self._blocks = sorted(blocks, key=lambda place: -len(place.hi))

    def block_of(self, office: Office) -> Words:
        """Return the place of the block or tehsil, else the headquarters."""
        for each in self._up_from(office):
            for place in self._blocks:
                if place.hi in each.name.hi:
                    return place
        return HEADQUARTERS

    def department_of(self, office: Office) -> Words:
        """Return the head of department above an office, else the district's own administration."""
        heads = (each for each in self._up_from(office) if each.kind is OfficeType.HEAD_OF_DEPARTMENT)
        head = next(heads, None)
        return short_name(head.name) if head else ADMINISTRATION

    def _up_from(self, office: Office) -> list[Office]:
        """Return an office and all above it, the nearest first."""
        chain: list[Office] = []
        at: Office | None = office
        while at is not None and at not in chain:
            chain.append(at)
            at = self._offices.get(at.parent)
        return chain


def _place(name: Words) -> Words:
    """Return what stands after the last comma: `Block development office, Malihabad` is at Malihabad."""
    short = short_name(name)
    return Words(*(each.rpartition(",")[2].strip() for each in (short.hi, short.en)))
