"""Whether money came to be asked while a person waited: then F9 says first that it did, and takes nothing yet."""

from dataclasses import replace

from ui.counter.course import Course, asks_money, comes_by_itself
from ui.counter.make import said

LOOK = "look"
_TAKES_MONEY = frozenset({"challan", "upi"})


class Came:
    """Between two looks at one application. Money is taken by a press on words that the person has asked for."""

    def __init__(self) -> None:
        self._asked = self._holds = False

    def ask(self) -> None:
        """The person asked for something: what comes of it does not come by itself."""
        self._asked = True

    def answered(self) -> None:
        self._asked = False

    def look(self) -> None:
        """The person has seen it."""
        self._holds = False

    def told(self, before: str, now: Course) -> Course:
        """Return what F9 does `now`, after it did `before`: the same, or to look first."""
        by_itself = comes_by_itself(before, now.action) and not self._asked
        self._holds = by_itself or (self._holds and before == LOOK and asks_money(now.action))
        if not self._holds:
            return now
        ways = tuple(way for way in now.ways if way.id not in _TAKES_MONEY)
        return replace(now, words=said("do-look"), action=LOOK, ways=ways)
