"""Who had a file or letter from which day to which, as an auditor asks it of the movement register."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from app.base.days import office_day
from app.base.words import Words
from app.efile.addressee import PostName
from app.efile.model import Movement

_BEGIN = frozenset(
    {"created", "diarised", "pulled-back", "reopened"}
)  # from then on it lies with whoever did it
_END = frozenset({"closed", "put-in-file"})


@dataclass(frozen=True, slots=True)
class Held:
    """`people`: who did something with it at that post; while nobody did, who held the post when it came."""

    post: PostName
    people: tuple[Words, ...]
    touched: bool
    since: datetime
    until: datetime | None  # None: it lies there still

    def days(self, now: datetime) -> int:
        return (office_day(self.until or now) - office_day(self.since)).days


def held_by(lines: Iterable[Movement]) -> Iterator[Held]:
    """Yield them in their order, from the lines of one register in theirs."""
    here: Held | None = None
    for line in lines:
        if here is not None and line.post.id == here.post.id:
            here = _touched(here, line.by)
        after = _after(line)
        if here is not None and (after is not None or line.act in _END):
            yield replace(here, until=line.at)
            here = None
        here = after or here
    if here is not None:
        yield here


def _after(line: Movement) -> Held | None:
    """Return with whom it lies from this line on; None where it stays where it is, or lies with nobody any more."""
    if line.to is not None:
        people = (line.to.holder,) if line.to.holder else ()
        return Held(line.to, people, touched=False, since=line.at, until=None)
    if line.act in _BEGIN:
        return Held(line.post, (line.by,), touched=True, since=line.at, until=None)
    return None


def _touched(held: Held, by: Words) -> Held:
    before = held.people if held.touched else ()
    return replace(held, people=before if by in before else (*before, by), touched=True)
