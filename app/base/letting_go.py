"""How a hundred thousand things are let go of, so that no other thread stands still meanwhile."""

from typing import Any

_PIECE = 500


def let_go(things: list[Any]) -> None:
    """Empty a list piece by piece: Python frees one whole without giving any other thread its turn."""
    while things:
        del things[-_PIECE:]
