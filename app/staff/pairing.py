"""Which person of a newer list is which one of an older list? Known by the surest sign that both sides have."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from app.base.names import alike

Values = Mapping[str, str]
TOKEN = "aadhaar_token"  # noqa: S105  the name of a value, not a secret
KNOWN_BY = (TOKEN, "employee_code", "email")
PLACE = "place"
"""Under this name the place in the office's file stands among the values, as `place_of` writes it."""
_OWN = (TOKEN, "employee_code")  # signs that nobody changes
_SAYS = "says"
_FEW = 16  # people with one mobile number who are looked at


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


def is_among(one: Values, others: Mapping[tuple[str, str], Sequence[Values]]) -> bool:
    """Say whether a copy of this person is there: of the same name, with one of the surest signs, and none against."""
    return any(
        alike(one.get("name", ""), each.get("name", "")) and _agree(_OWN, one, each)
        for sign in KNOWN_BY
        for each in others.get((sign, one.get(sign, "")), ())
    )


def by_sign(people: Iterable[Values]) -> dict[tuple[str, str], list[Values]]:
    """Return everybody by each of the surest signs that they have."""
    found = defaultdict[tuple[str, str], list[Values]](list)
    for values in people:
        for sign in KNOWN_BY:
            if value := values.get(sign):
                found[sign, value].append(values)
    return dict(found)


def _by(name: str, people: Sequence[Values], taken: set[int]) -> Mapping[str | None, Iterator[int]]:
    places = defaultdict[str | None, list[int]](list)
    for at, values in enumerate(people):
        if at not in taken and (value := values.get(name)):
            places[value].append(at)
    return {value: iter(some) for value, some in places.items()}


def place_of(sheet: str, line: int) -> str:
    return f"{sheet}\0{line}"


def met(old: Sequence[Values], new: Sequence[Values]) -> dict[int, int]:
    """Pair a mended list with the one before, further: by the mobile number, and by the place in the file.

    These are weaker signs: two who differ in a sign of their own are never taken for one. A line with no sign of
    anybody that is in neither list's place is known by all that it says.
    """
    found = paired(old, new)
    _meet_by("mobile", _share_a_mobile, old, new, found)
    _meet_by(PLACE, _share_a_place, old, new, found)
    _meet_by(_SAYS, lambda _before, _now: True, list(map(_nobodys, old)), list(map(_nobodys, new)), found)
    return found


def _nobodys(values: Values) -> Values:
    """Return all that a line says which has no sign of anybody, under one name."""
    if any(values.get(name) for name in (*KNOWN_BY, "mobile")):
        return {}
    said = sorted((name, text) for name, text in values.items() if name != PLACE and text)
    return {_SAYS: repr(said)} if said else {}


def _meet_by(
    name: str,
    fit: Callable[[Values, Values], bool],
    old: Sequence[Values],
    new: Sequence[Values],
    found: dict[int, int],
) -> None:
    free = {value: list(places) for value, places in _by(name, old, set(found.values())).items()}
    for at, values in enumerate(new):
        waiting = free.get(values.get(name), []) if at not in found else []
        before = next((place for place in waiting[:_FEW] if fit(old[place], values)), None)
        if before is not None:
            waiting.remove(before)
            found[at] = before


def _share_a_mobile(before: Values, now: Values) -> bool:
    return _agree(_OWN, before, now) and (_has_one_name(before, now) or _agree(("email",), before, now))


def _share_a_place(before: Values, now: Values) -> bool:
    """A line with a sign of nobody is whoever stood in it; else the name has to be the same."""
    is_nobodys = not any(each.get(name) for each in (before, now) for name in (*KNOWN_BY, "mobile"))
    return is_nobodys or (_agree(_OWN, before, now) and _has_one_name(before, now))


def _agree(names: Iterable[str], before: Values, now: Values) -> bool:
    return not any(before.get(name) and now.get(name) and before[name] != now[name] for name in names)


def _has_one_name(before: Values, now: Values) -> bool:
    return _agree(("name",), before, now)
