"""Which person of a newer list is which one of an older list? Known by the surest sign that both sides have."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

Values = Mapping[str, str]
TOKEN = "aadhaar_token"  # noqa: S105  the name of a value, not a secret
KNOWN_BY = (TOKEN, "employee_code", "email")


def paired(
    old: Sequence[Values], new: Sequence[Values], known_by: Iterable[str] = KNOWN_BY
) -> dict[int, int]:
    """Return the place in `old` by the place in `new` of everybody on both sides; nobody is taken for two people.

    Whoever has one value twice is met in the order of the lists.
    """
    found: dict[int, int] = {}
    for name in known_by:
        waiting = _by(name, old, set(found.values()))
        for at, values in enumerate(new):
            if at not in found and (value := values.get(name)) in waiting:
                before = next(waiting[value], None)
                if before is not None:
                    found[at] = before
    return found


def _by(name: str, people: Sequence[Values], taken: set[int]) -> Mapping[str | None, Iterator[int]]:
    places = defaultdict[str | None, list[int]](list)
    for at, values in enumerate(people):
        if at not in taken and (value := values.get(name)):
            places[value].append(at)
    return {value: iter(some) for value, some in places.items()}
