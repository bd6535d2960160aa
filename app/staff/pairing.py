"""Which person of a newer list is which one of an older list? Known by the surest sign that both sides have."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from app.base.names import alike

Values = Mapping[str, str]
TOKEN = "aadhaar_token"  # noqa: S105  the name of a value, not a secret
KNOWN_BY = (TOKEN, "employee_code", "email")
PLACE = "place"
"""Under this name the place in the office's file stands among the values, as `place_of` writes it."""
DOUBTED = "doubted"
"""Under this name stand the signs that were found wrong, as `doubted` writes them: the office is asked for others."""
_OWN = (TOKEN, "employee_code")  # signs that nobody changes
_SAYS, _BARE = "says", "bare"
_SURE = (TOKEN, PLACE)
_WHO = (*_OWN, "name")
_ALL_ELSE = ((*_WHO, "email", "mobile", PLACE), (*_WHO, "email", "mobile"), _WHO)
_FEW = 16  # people with one sign who are looked at; of more nobody guesses


def paired(
    old: Sequence[Values], new: Sequence[Values], known_by: Iterable[str] = KNOWN_BY
) -> dict[int, int]:
    """Return the place in `old` by the place in `new` of everybody on both sides; nobody is taken for two people.

    What several have says of none of them who it is: these are met by all that they have besides.
    """
    found: dict[int, int] = {}
    for name in known_by:
        _meet_by(name, _trusted if name in _SURE else _may_be, old, new, found)
    return found


def _meet_by(
    name: str,
    fit: Callable[[Values, Values], bool],
    old: Sequence[Values],
    new: Sequence[Values],
    found: dict[int, int],
) -> None:
    """Meet those who have the same under this name and fit; what several have on a side is no one's sign alone."""
    had, have, met_before = _by(name, old), _by(name, new), set(found.values())
    for value, came in have.items():
        was = had.get(value, [])
        if len(was) == len(came) == 1:
            before, now = was[0], came[0]
            if before not in met_before and now not in found and fit(old[before], new[now]):
                found[now] = before
        elif was:
            found |= _told_apart(_left(was, met_before), _left(came, found), old, new)


def _trusted(_before: Values, _now: Values) -> bool:
    return True


def _told_apart(
    befores: Sequence[int], nows: Sequence[int], old: Sequence[Values], new: Sequence[Values]
) -> dict[int, int]:
    """Meet those who share a sign: by all else first, then whoever differs in no sign of their own, nor in name."""
    found: dict[int, int] = {}
    for names in _ALL_ELSE:
        waiting = defaultdict[tuple[str | None, ...], list[int]](list)
        for at in _left(befores, set(found.values())):
            waiting[_of(old[at], names)].append(at)
        places = {said: iter(each) for said, each in waiting.items()}
        for at in _left(nows, found):
            if (before := next(places.get(_of(new[at], names), iter(())), None)) is not None:
                found[at] = before
    for at in _left(nows, found)[:_FEW]:
        some = _left(befores, set(found.values()))[:_FEW]
        if (before := next((each for each in some if _is_one(old[each], new[at])), None)) is not None:
            found[at] = before
    return found


def _left(places: Iterable[int], gone: Container[int]) -> list[int]:
    return [each for each in places if each not in gone]


def _of(values: Values, names: Iterable[str]) -> tuple[str | None, ...]:
    return tuple(values.get(name) for name in names)


def _may_be(before: Values, now: Values) -> bool:
    """Say whether a sign that both have can be trusted: a code is mistyped, an address goes on to who comes next."""
    shared = sum(bool(before.get(name)) and before[name] == now.get(name) for name in (*KNOWN_BY, "mobile"))
    return shared > 1 or _agree(_good(_OWN, before), before, now) or _may_have_one_name(before, now)


def _is_one(before: Values, now: Values) -> bool:
    return _agree(_OWN, before, now) and _may_have_one_name(before, now)


def _may_have_one_name(before: Values, now: Values) -> bool:
    names = before.get("name", ""), now.get("name", "")
    return not all(names) or alike(*names)


def is_among(one: Values, others: Mapping[tuple[str, str], Sequence[Values]]) -> bool:
    """Say whether a copy of this person is there: of the same name, with one of the surest signs, and none against."""
    found = (others.get((sign, one.get(sign, "")), ()) for sign in KNOWN_BY)
    return any(
        alike(one.get("name", ""), each.get("name", "")) and _agree(_OWN, one, each)
        for some in found
        if len(some) <= _FEW
        for each in some
    )


def by_sign(people: Iterable[Values]) -> dict[tuple[str, str], list[Values]]:
    """Return everybody by each of the surest signs that they have."""
    found = defaultdict[tuple[str, str], list[Values]](list)
    for values in people:
        for sign in KNOWN_BY:
            if value := values.get(sign):
                found[sign, value].append(values)
    return dict(found)


def _by(name: str, people: Sequence[Values]) -> dict[str, list[int]]:
    places = defaultdict[str, list[int]](list)
    for at, values in enumerate(people):
        if value := values.get(name):
            places[value].append(at)
    return dict(places)


def place_of(sheet: str, line: int) -> str:
    return f"{sheet}\0{line}"


def doubted(fields: Iterable[str]) -> str:
    """Return the signs that are among the fields in which something is wrong."""
    told = set(fields)
    return " ".join(name for name in KNOWN_BY if name.removesuffix("_token") in told)


def met(old: Sequence[Values], new: Sequence[Values]) -> dict[int, int]:
    """Pair a newer list with the one before, further: by mobile number, code without its zeros, place in the file.

    These are weaker signs: two who differ in a sign of their own are never taken for one. A line with no sign of
    anybody that is in neither list's place is known by all that it says.
    """
    found = paired(old, new)
    if len(found) in (len(old), len(new)):
        return found
    _meet_by("mobile", _share_a_mobile, old, new, found)
    _meet_by(_BARE, _share_a_bare_code, list(map(_bare, old)), list(map(_bare, new)), found)
    _meet_by(PLACE, _share_a_place, old, new, found)
    _meet_by(_SAYS, _trusted, list(map(_nobodys, old)), list(map(_nobodys, new)), found)
    return found


def _nobodys(values: Values) -> Values:
    """Return all that a line says which has no sign of anybody, under one name."""
    if any(values.get(name) for name in (*KNOWN_BY, "mobile")):
        return {}
    said = sorted((name, text) for name, text in values.items() if name not in (PLACE, DOUBTED) and text)
    return {_SAYS: repr(said)} if said else {}


def _share_a_mobile(before: Values, now: Values) -> bool:
    return _agree(_OWN, before, now) and (_has_one_name(before, now) or _agree(("email",), before, now))


def _bare(values: Values) -> Values:
    """Return the values with the code as a spreadsheet leaves it that takes it for a number."""
    code = values.get("employee_code", "").lstrip("0")
    return {**values, _BARE: code} if code else {}


def _share_a_bare_code(before: Values, now: Values) -> bool:
    return _has_one_name(before, now) and _agree(_good({TOKEN}, before), before, now)


def _share_a_place(before: Values, now: Values) -> bool:
    """A line with a sign of nobody is whoever stood in it; else the name has to be the same."""
    is_nobodys = not any(each.get(name) for each in (before, now) for name in (*KNOWN_BY, "mobile"))
    return is_nobodys or (_has_one_name(before, now) and _agree(_good(_OWN, before), before, now))


def _good(signs: Iterable[str], before: Values) -> set[str]:
    """Return the signs without those that were found wrong: another was asked for, and says nothing against it."""
    return set(signs).difference(before.get(DOUBTED, "").split())


def _agree(names: Iterable[str], before: Values, now: Values) -> bool:
    return not any(before.get(name) and now.get(name) and before[name] != now[name] for name in names)


def _has_one_name(before: Values, now: Values) -> bool:
    return _agree(("name",), before, now)
