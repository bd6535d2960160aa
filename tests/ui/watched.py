"""The office as a screen sees it: every call of one part is noted with the thread it came on; the part is the real one."""

from collections.abc import Collection
from threading import get_ident
from typing import Any


class Calls:
    """`parts` are those inside, whose calls are noted too."""

    def __init__(self, part: Any, seen: set[int], parts: Collection[str] = ()) -> None:
        self._part, self._seen, self._parts = part, seen, parts

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._part, name)
        if name in self._parts:
            return Calls(found, self._seen, self._parts)
        if not callable(found):
            return found

        def noted(*given: Any, **named: Any) -> Any:
            self._seen.add(get_ident())
            return found(*given, **named)

        return noted


class Watched:
    """An office of which the part `name` is watched."""

    def __init__(self, office: Any, name: str, seen: set[int], parts: Collection[str]) -> None:
        self._office = office
        setattr(self, name, Calls(getattr(office, name), seen, parts))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._office, name)
