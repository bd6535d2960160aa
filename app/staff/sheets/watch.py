"""Who hears how far a long work on rows has come, and may end it."""

from collections.abc import Callable

Watch = Callable[[int], None]
"""Hears how many rows were done so far. May raise Cancelled: the work ends there, and nothing was kept."""


def unwatched(_rows: int) -> None:
    return
