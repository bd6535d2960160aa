"""How is something said of one row, and how of several?"""

from app.base.words import Words
from app.words import words


def counted(key: str, count: int, **facts: object) -> Words:
    """Return the words of `key`; of a single one those of `key` and `-one`."""
    return words(f"{key}-one" if count == 1 else key, count=count, **facts)
