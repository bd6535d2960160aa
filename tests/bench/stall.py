"""How long the window's thread ever stands still while 2,000 entries drain, papers are scanned and slips print."""

from tests.bench.desk import empty_home
from tests.bench.figure import Reading
from tests.bench.window import told_by


def longest() -> Reading:
    """The floor is the same window during one registration, with nothing to drain."""
    found = {}
    for work in ("registration", "drain"):
        with empty_home() as home:
            found[work] = told_by("tests.bench.during", work, str(home))["stall"]
    return Reading(found["drain"], found["drain"], found["registration"], "ms")
