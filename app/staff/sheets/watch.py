"""Who hears how far a long work on rows has come, and may end it."""

from collections.abc import Callable

Watch = Callable[[int], None]
"""Hears how many rows were done so far. May raise Cancelled: the work ends there, and nothing was kept."""


def unwatched(_rows: int) -> None:
    return


def part(watch: Watch, place: int, of: int, rows: int) -> Watch:
    """Return who hears of one of several works on as many rows, and tells of all of them together."""
    return lambda done: watch((place * rows + min(done, rows)) // of)
