"""Which designations offices commonly write: data that the department is to confirm, read once."""

from functools import cache
from pathlib import Path

from app.packs.source import read

_FILE = Path(__file__).with_name("designations.toml")


@cache
def common() -> frozenset[str]:
    """Return them in both languages. Raises: PackError, for a list that cannot be read."""
    table = read(_FILE)
    table.flag("to_be_confirmed")
    found = frozenset(
        each.text(language) for each in table.tables("designations") for language in ("hi", "en")
    )
    table.done()
    return found
