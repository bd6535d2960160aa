"""What a figure is, and how one is measured: beside its floor, in the same run, turn about."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Work = Callable[[], object]


class Unmeasured(Exception):
    """The figure cannot be taken here; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured: the figure itself, and the two sides it came from, in `unit`."""

    value: float
    ours: float
    floor: float
    unit: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One promise. `goal` is a most, or with `at_least` a least; `kind` is what the value counts.

    `measure` is `module:function` under tests.bench, imported only in the child process that measures it.
    """

    name: str
    says: str
    goal: float
    measure: str
    at_least: bool = False
    kind: str = "times"

    def held(self, value: float) -> bool:
        return value >= self.goal if self.at_least else value <= self.goal

    @property
    def promise(self) -> str:
        return f"{'at least' if self.at_least else 'at most'} {self.goal:g} {self.kind}"


def beside(ours: Work, floor: Work, *, rounds: int, warm: int = 1) -> Reading:
    """Return how many times the floor's time ours takes: medians of turns taken one after the other.

    Who begins changes with each round, so that neither always finds the caches warm.
    """
    for _ in range(warm):
        floor()
        ours()
    taken: dict[Work, list[float]] = {ours: [], floor: []}
    for number in range(rounds):
        for work in (floor, ours) if number % 2 else (ours, floor):
            taken[work].append(seconds(work))
    return as_times(taken[ours], taken[floor])


def as_times(ours: list[float], floor: list[float]) -> Reading:
    """Return the ratio of two lists of seconds, by their medians."""
    one, other = median(ours), median(floor)
    return Reading(one / other, one * 1000, other * 1000, "ms")


def seconds(work: Work) -> float:
    """Return how long one call took."""
    begun = perf_counter()
    work()
    return perf_counter() - begun
